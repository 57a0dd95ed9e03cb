#pragma once

#include <cstdint>
#include <string>

#include "engine/report/language.hpp"

namespace plancast {

/// "100,000 runs, seed 0", and the design where it is not random.
std::string simulation_text(std::uint64_t runs, std::uint64_t seed, const std::string& design,
                            Language language);

}  // namespace plancast

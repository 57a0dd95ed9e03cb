#pragma once

#include <string>
#include <vector>

namespace plancast {

/// Years for people, runs of them drawn together: "2019, 2022 to 2030". @param years  Ascending.
std::string years_text(const std::vector<int>& years);

}  // namespace plancast

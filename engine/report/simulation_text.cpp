#include "engine/report/simulation_text.hpp"

#include <fmt/format.h>

#include "engine/report/number_text.hpp"
#include "engine/report/phrases.hpp"

namespace plancast {

std::string simulation_text(std::uint64_t runs, std::uint64_t seed, const std::string& design,
                            Language language) {
    std::string text = fmt::format(fmt::runtime(phrase(Phrase::runs_and_seed, language)),
                                   whole_text(runs, language), seed);
    if (design != "random")
        text += ", " + fmt::format(fmt::runtime(phrase(Phrase::design, language)), design);
    return text;
}

}  // namespace plancast

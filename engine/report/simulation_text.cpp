#include "engine/report/simulation_text.hpp"

#include "engine/report/number_text.hpp"
#include "engine/report/phrase_text.hpp"

namespace plancast {

std::string simulation_text(std::uint64_t runs, std::uint64_t seed, const std::string& design,
                            Language language) {
    std::string text = filled(Phrase::runs_and_seed, language, whole_text(runs, language), seed);
    if (design != "random") text += ", " + filled(Phrase::design, language, design);
    return text;
}

}  // namespace plancast

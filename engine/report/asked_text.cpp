#include "engine/report/asked_text.hpp"

#include <fmt/format.h>

#include "engine/report/number_text.hpp"
#include "engine/report/phrases.hpp"

namespace plancast {

namespace {

std::string level_text(const Level& level, Language language) {
    std::string bound = plain_text(level.bound, language);
    if (!level.upper) return bound;
    return fmt::format(fmt::runtime(phrase(Phrase::from_to, language)), bound,
                       plain_text(*level.upper, language));
}

}  // namespace

std::string asked_text(Direction direction, const std::string& unit, const std::string& bound,
                       const std::vector<Level>& levels, Language language) {
    if (direction == Direction::is_true) return std::string(phrase(Phrase::yes, language));
    const std::string sign = relation_sign(direction);
    std::string text = sign.empty() ? "" : sign + " ";
    if (levels.empty()) return text + bound;
    text += level_text(levels.front(), language);
    if (levels.size() > 1) text += " → " + level_text(levels.back(), language);
    return unit == "1" ? text : text + " " + unit;
}

std::string needs_text(std::size_t needs, std::size_t parts, Language language) {
    return fmt::format(fmt::runtime(phrase(Phrase::needs_parts, language)), needs, parts);
}

}  // namespace plancast

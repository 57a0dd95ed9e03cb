#include "engine/analysis/bound_text.hpp"

#include <fmt/format.h>

#include <map>

namespace plancast {

namespace {

struct DirectionName {
    Direction direction;
    const char* name;
};

constexpr DirectionName names[] = {
    {Direction::at_least, "at_least"}, {Direction::at_most, "at_most"},
    {Direction::above, "above"},       {Direction::below, "below"},
    {Direction::equals, "equals"},     {Direction::between, "between"},
    {Direction::is_true, "is_true"}};

// "2026: a, 2027: b", or what holds in all years.
std::string path_text(const std::map<std::string, std::string>& by_year) {
    std::string text;
    for (const auto& [year, level] : by_year) {
        if (!text.empty()) text += ", ";
        text += year.empty() ? level : year + ": " + level;
    }
    return text;
}

std::string ends_text(const std::string& bound, const std::string& upper) {
    return upper.empty() ? bound : "[" + bound + ", " + upper + "]";
}

std::string written(const Term& term) { return term.written ? to_text(*term.written) : ""; }

std::string written(const BoundEnd& end) {
    if (end.always) return written(end.always);
    std::map<std::string, std::string> by_year;
    for (const auto& [year, term] : end.by_year) by_year[fmt::format("{}", year)] = written(term);
    return path_text(by_year);
}

}  // namespace

std::string bound_text(const Part& part, const std::vector<Level>& levels) {
    if (levels.empty()) return ends_text(written(part.bound), written(part.upper));
    std::map<std::string, std::string> by_year;
    for (const Level& level : levels)
        by_year[level.year ? fmt::format("{}", *level.year) : ""] =
            ends_text(fmt::format("{:.12g}", level.bound),
                      level.upper ? fmt::format("{:.12g}", *level.upper) : "");
    return path_text(by_year) + (part.unit.text == "1" ? "" : " " + part.unit.text);
}

std::string direction_name(Direction direction) {
    for (const DirectionName& known : names)
        if (known.direction == direction) return known.name;
    return {};
}

std::optional<Direction> direction_named(const std::string& name) {
    for (const DirectionName& known : names)
        if (known.name == name) return known.direction;
    return std::nullopt;
}

}  // namespace plancast

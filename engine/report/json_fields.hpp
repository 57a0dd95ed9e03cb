#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/analysis/bound_text.hpp"
#include "engine/analysis/summary.hpp"
#include "engine/report/json.hpp"
#include "engine/report/language.hpp"
#include "engine/statistics/estimate.hpp"

namespace plancast {

// Fields that several documents share.

template <typename T>
Json optional_json(const std::optional<T>& value) {
    return value ? Json(*value) : Json();
}

inline Json optional_whole_json(const std::optional<std::size_t>& value) {
    return value ? Json(std::uint64_t{*value}) : Json();
}

/// "direction", "bound" (as text); "bound_value" and "bound_upper" where it is one level, else
/// "bound_path": a level for each year named.
inline void add_bound(Json& json, Direction direction, const std::string& bound,
                      const std::vector<Level>& levels) {
    json.set("direction", direction_name(direction));
    json.set("bound", bound);
    const bool one = levels.size() == 1;
    json.set("bound_value", one ? Json(levels[0].bound) : Json());
    json.set("bound_upper", one ? optional_json(levels[0].upper) : Json());
    Json path;
    for (std::size_t i = 0; i < levels.size() && !one; ++i) {
        Json level;
        level.set("year", optional_json(levels[i].year));
        level.set("bound", levels[i].bound);
        level.set("upper", optional_json(levels[i].upper));
        path.append(std::move(level));
    }
    json.set("bound_path", path);
}

/// [low, high]
inline Json interval_json(const std::array<double, 2>& interval) {
    return Json::Array{interval[0], interval[1]};
}

/// "value", "standard_error", "interval"
inline Json estimate_json(const Estimate& estimate) {
    Json json;
    json.set("value", estimate.value);
    json.set("standard_error", estimate.standard_error);
    json.set("interval", interval_json(estimate.interval));
    return json;
}

inline Json titles_json(const Title& title) {
    Json json;
    json.set("vi", title.vi);
    json.set("en", title.en);
    return json;
}

/// "title" in one language and "titles" in both.
inline void add_titles(Json& json, const Title& title, Language language, const std::string& name) {
    json.set("title", title_text(title, language, name));
    json.set("titles", titles_json(title));
}

/// Where a check is broken: "expression", "year", "members", "left" and "right" of a comparison
/// with their "unit" (null where they are truth values), and in how many "more" years and members.
inline void add_break(Json& json, const CheckBreak& broken) {
    const auto side = [&](double value) { return broken.truth ? Json(value != 0) : Json(value); };
    json.set("expression", broken.expression);
    json.set("year", optional_json(broken.year));
    Json members{Json::Array{}};
    for (const std::string& member : broken.members) members.append(member);
    json.set("members", members);
    json.set("left", broken.sides ? side(broken.sides->first) : Json());
    json.set("right", broken.sides ? side(broken.sides->second) : Json());
    json.set("unit", broken.truth ? Json() : Json(broken.unit));
    json.set("more", std::uint64_t{broken.more});
}

inline void add_probability(Json& json, const Probability& probability) {
    json.set("probability", probability.value);
    json.set("interval", interval_json(probability.interval));
    json.set("met", probability.met);
    json.set("not_judged", probability.not_judged);
}

inline std::string finding_name(Finding::Kind kind) {
    switch (kind) {
        case Finding::Kind::check_broken: return "check_broken";
        case Finding::Kind::series_not_finite: return "series_not_finite";
        case Finding::Kind::measure_not_finite: return "measure_not_finite";
    }
    return {};
}

inline std::string warning_name(Warning::Kind kind) {
    switch (kind) {
        case Warning::Kind::never_met: return "never_met";
        case Warning::Kind::always_met: return "always_met";
        case Warning::Kind::rests_on_assumption: return "rests_on_assumption";
    }
    return {};
}

}  // namespace plancast

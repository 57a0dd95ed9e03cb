#include "engine/report/discovery_text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/report/limit_text.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/phrase_text.hpp"
#include "engine/report/simulation_text.hpp"
#include "engine/statistics/intervals.hpp"

namespace plancast {

namespace {

/// Steps of a way down that are shown; all stand in the JSON.
constexpr std::size_t most_steps = 10;

Probability share(std::uint64_t part, std::uint64_t whole) {
    Probability probability;
    probability.met = part;
    probability.interval = wilson_interval(part, whole);
    probability.value =
        whole == 0 ? std::nan("") : static_cast<double>(part) / static_cast<double>(whole);
    return probability;
}

std::string short_share(std::uint64_t part, std::uint64_t whole, Language language) {
    return short_odds_text(share(part, whole), whole, language);
}

std::string whole_share(std::uint64_t part, std::uint64_t whole, Language language) {
    return odds_text(share(part, whole), whole, language);
}

std::string p_value_text(double p, Language language) {
    if (std::isnan(p)) return "–";
    return p < 0.001 ? "< " + decimal_text(0.001, 3, language) : decimal_text(p, 3, language);
}

class DiscoveryWriter {
public:
    DiscoveryWriter(const Discovery& discovery, const TextStyle& style)
        : discovery_(discovery), style_(style), language_(style.language) {}

    std::string text() const {
        std::string text = head();
        if (const auto why = why_nothing()) return text + "\n" + wrapped(*why, 0, 2, style_.width);
        const auto& boxes = discovery_.found.boxes;
        for (std::size_t b = 0; b < boxes.size(); ++b) text += box_text(b);
        text += "\n";
        if (boxes.size() > 1) text += together();
        return text + remarks();
    }

private:
    std::string head() const {
        const std::string title = title_text(discovery_.title, language_, discovery_.scenario);
        const std::string scenario = title_text(discovery_.scenario_title, language_, "");
        std::string text =
            heading(line(scenario.empty() ? title : title + " – " + scenario, style_), style_);
        std::string how =
            discovery_.scenario + ": " +
            simulation_text(discovery_.plan_runs, discovery_.seed, discovery_.design, language_);
        if (discovery_.runs < discovery_.plan_runs)
            how += ", " +
                   filled(Phrase::first_runs_of, language_, whole_text(discovery_.runs, language_));
        text += remark(wrapped(how, 0, 2, style_.width), style_);
        const std::string event =
            fmt::format("{} [{}]", title_text(discovery_.event_title, language_, discovery_.event),
                        discovery_.event);
        text += "\n" +
                heading(wrapped(filled(discovery_.hits ? Phrase::where_hit : Phrase::where_missed,
                                       language_, event),
                                0, 2, style_.width),
                        style_);
        const std::uint64_t counted = discovery_.counted();
        if (counted > 0)
            text += wrapped(filled(discovery_.hits ? Phrase::hit_in_runs : Phrase::missed_in_runs,
                                   language_, whole_share(discovery_.events, counted, language_)),
                            0, 2, style_.width);
        if (discovery_.not_judged > 0)
            text += remark(wrapped(filled(Phrase::runs_not_judged, language_,
                                          whole_text(discovery_.not_judged, language_)),
                                   0, 2, style_.width),
                           style_);
        if (discovery_.left_out > 0) text += alarm(left_out(), style_);
        return text;
    }

    std::string left_out() const {
        std::string what;
        for (const NotFinite& one : discovery_.not_finite)
            what +=
                (what.empty() ? "" : "; ") +
                filled(one.measure ? Phrase::measure_not_finite_in : Phrase::input_not_finite_in,
                       language_, one.what, whole_text(one.runs, language_), one.first_run);
        return wrapped(filled(Phrase::runs_left_out, language_,
                              whole_text(discovery_.left_out, language_), what),
                       0, 2, style_.width);
    }

    std::optional<std::string> why_nothing() const {
        const bool hits = discovery_.hits;
        if (discovery_.counted() == 0) return word(Phrase::none_counted, language_);
        if (discovery_.events == 0)
            return word(hits ? Phrase::no_hits : Phrase::no_misses, language_);
        if (discovery_.events == discovery_.counted())
            return word(hits ? Phrase::all_hits : Phrase::all_misses, language_);
        if (discovery_.inputs.empty()) return word(Phrase::no_input_matters, language_);
        if (discovery_.found.boxes.empty())
            return filled(hits ? Phrase::no_corner_of_hits : Phrase::no_corner_of_misses, language_,
                          discovery_.inputs.size()) +
                   (discovery_.runs < most_discovery_runs
                        ? filled(Phrase::more_runs_may_tell, language_,
                                 whole_text(discovery_.runs, language_))
                        : "");
        return std::nullopt;
    }

    const DiscoveredInput& input(const InputBounds& bounds) const {
        return discovery_.inputs[bounds.input];
    }

    /// A limit a line, then what the box is worth.
    std::string box_text(std::size_t index) const {
        const PrimBox& box = discovery_.found.boxes[index];
        const BoxCount& fresh = box.fresh;
        // A run in an earlier box does not count for this one.
        const std::string number =
            fmt::format("{}. {}", index + 1, index > 0 ? word(Phrase::elsewhere, language_) : "");
        std::string sentence;
        for (std::size_t i = 0; i < box.limits.size(); ++i) {
            const InputBounds& bounds = box.limits[i].bounds;
            const std::string limit = limit_text(input(bounds), bounds, language_);
            sentence +=
                i == 0 ? wrapped(number + limit, 0, 5, style_.width)
                       : wrapped(filled(Phrase::limits_and, language_, limit), 3, 5, style_.width);
        }
        sentence +=
            wrapped(filled(discovery_.hits ? Phrase::box_of_hits : Phrase::box_of_misses, language_,
                           short_share(fresh.events, fresh.all_events, language_),
                           short_share(fresh.events, fresh.runs, language_)),
                    3, 5, style_.width);
        return "\n" + heading(sentence, style_) + counts_table(fresh) + limits_table(box) +
               way_down(index);
    }

    std::string counts_table(const BoxCount& fresh) const {
        const bool hits = discovery_.hits;
        TextTable table(
            {{"", Align::left, 12, 8}, {"", Align::left, 40, 20}, {"", Align::left, 60, 20}});
        table.add_row(
            {word(Phrase::coverage, language_),
             whole_share(fresh.events, fresh.all_events, language_),
             word(hits ? Phrase::coverage_of_hits : Phrase::coverage_of_misses, language_)});
        table.add_row({word(Phrase::density, language_),
                       whole_share(fresh.events, fresh.runs, language_),
                       filled(hits ? Phrase::density_of_hits : Phrase::density_of_misses, language_,
                              short_share(discovery_.events, discovery_.counted(), language_))});
        table.add_row({word(Phrase::mass, language_),
                       whole_share(fresh.runs, fresh.all_runs, language_),
                       word(Phrase::mass_of_runs, language_)});
        return table.text(style_, 3);
    }

    std::string limits_table(const PrimBox& box) const {
        TextTable table({{word(Phrase::input, language_), Align::left, 40, 12},
                         {word(Phrase::limit, language_), Align::left, 46, 12},
                         {word(Phrase::coverage_without, language_), Align::right},
                         {word(Phrase::density_without, language_), Align::right},
                         {word(Phrase::quasi_p_value, language_), Align::right}});
        for (const BoxLimit& limit : box.limits)
            table.add_row({title_text(input(limit.bounds).title, language_, input(limit.bounds).id),
                           condition_text(input(limit.bounds), limit.bounds, language_),
                           short_share(limit.without.events, limit.without.all_events, language_),
                           short_share(limit.without.events, limit.without.runs, language_),
                           p_value_text(limit.quasi_p_value, language_)});
        return "\n" + table.text(style_, 3);
    }

    /// The first and the last, some between them, and the one that was taken.
    static std::vector<std::size_t> shown_steps(std::size_t steps, std::size_t taken) {
        std::vector<std::size_t> shown{taken};
        const std::size_t rows = std::min(steps, most_steps);
        for (std::size_t i = 0; i < rows; ++i)
            shown.push_back(rows < 2 ? 0 : i * (steps - 1) / (rows - 1));
        std::sort(shown.begin(), shown.end());
        shown.erase(std::unique(shown.begin(), shown.end()), shown.end());
        return shown;
    }

    /// Years that are told apart have one title.
    std::string short_name(const DiscoveredInput& limited) const {
        return limited.years.size() == 1 ? limited.id
                                         : title_text(limited.title, language_, limited.id);
    }

    std::string way_down(std::size_t index) const {
        const std::vector<PrimStep>& steps = discovery_.found.searches[index];
        const std::size_t taken = discovery_.found.boxes[index].step;
        TextTable table({{"", Align::left, 10, 8},
                         {word(Phrase::limits_of_step, language_), Align::right},
                         {word(Phrase::coverage, language_), Align::right},
                         {word(Phrase::density, language_), Align::right},
                         {word(Phrase::mass, language_), Align::right},
                         {word(Phrase::newly_limited, language_), Align::left, 56, 16}});
        std::size_t known = 0;
        for (const std::size_t step : shown_steps(steps.size(), taken)) {
            const std::vector<InputBounds>& box = steps[step].box;
            std::string fresh_names;
            for (; known < box.size(); ++known)
                fresh_names += (fresh_names.empty() ? "" : ", ") + short_name(input(box[known]));
            const BoxCount& count = steps[step].fresh;
            table.add_row({step == taken ? word(Phrase::box_from_here, language_) : "",
                           fmt::format("{}", box.size()),
                           short_share(count.events, count.all_events, language_),
                           short_share(count.events, count.runs, language_),
                           short_share(count.runs, count.all_runs, language_), fresh_names});
        }
        const std::string title = filled(Phrase::the_way_down, language_, steps.size() - 1) +
                                  (index > 0 ? word(Phrase::outside_boxes, language_) : "");
        return "\n" + remark(line("   " + title, style_), style_) + table.text(style_, 3);
    }

    std::string together() const {
        const BoxCount& all = discovery_.found.together;
        return wrapped(filled(discovery_.hits ? Phrase::together_hits : Phrase::together_misses,
                              language_, discovery_.found.boxes.size(),
                              short_share(all.events, all.all_events, language_),
                              short_share(all.events, all.runs, language_)),
                       0, 2, style_.width);
    }

    std::string remarks() const {
        const PrimResult& found = discovery_.found;
        const std::string wanted = plain_text(100 * discovery_.wanted_density, language_, 4);
        const double all =
            static_cast<double>(discovery_.events) / static_cast<double>(discovery_.counted());
        std::string text;
        const auto add = [&](const std::string& sentence) {
            text += wrapped(sentence, 0, 2, style_.width);
        };
        if (!discovery_.hits && all > 0.9) add(word(Phrase::nearly_all_miss, language_));
        if (all >= discovery_.wanted_density)
            add(filled(Phrase::density_already, language_, wanted));
        else if (std::none_of(found.searches.front().begin(), found.searches.front().end(),
                              [&](const PrimStep& step) {
                                  return step.choosing.density() >= discovery_.wanted_density;
                              }))
            add(filled(Phrase::less_dense_than_wanted, language_, wanted));
        add(filled(Phrase::fresh_runs, language_, whole_text(found.together.all_runs, language_)));
        add(word(Phrase::quasi_p_values, language_));
        return remark(text, style_);
    }

    const Discovery& discovery_;
    const TextStyle& style_;
    Language language_;
};

}  // namespace

std::string discovery_text(const Discovery& discovery, const TextStyle& style) {
    return DiscoveryWriter(discovery, style).text();
}

}  // namespace plancast

#include "engine/sensitivity/prim.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/core/contracts.hpp"
#include "engine/sensitivity/box_shape.hpp"
#include "engine/sensitivity/peeling.hpp"

namespace plancast {

namespace {

using Runs = std::vector<std::uint32_t>;

/// Fewer runs than this say little about a density.
constexpr double fewest_runs = 20;

/// Runs by what they are for.
struct Parts {
    Runs peeled, choosing, fresh;
};

Parts split_runs(std::span<const std::uint8_t> events, bool split) {
    Parts parts;
    for (std::uint32_t run = 0; run < events.size(); ++run) {
        if (events[run] == unknown_event) continue;
        const std::uint32_t place = run % 4;
        if (!split || place % 2 == 0) parts.peeled.push_back(run);
        if (!split || place == 1) parts.choosing.push_back(run);
        if (!split || place == 3) parts.fresh.push_back(run);
    }
    return parts;
}

BoxCount total(const BoxData& data, const Runs& runs) {
    BoxCount count;
    count.all_runs = runs.size();
    for (const std::uint32_t run : runs) count.all_events += data.events[run];
    return count;
}

/// Puts the numbers of runs inside and outside beside those inside.
BoxCount of(BoxCount inside, const BoxCount& all) {
    inside.all_runs = all.all_runs;
    inside.all_events = all.all_events;
    return inside;
}

BoxCount sum(const BoxCount& a, const BoxCount& b) {
    return {a.runs + b.runs, a.events + b.events, a.all_runs + b.all_runs,
            a.all_events + b.all_events};
}

/// One search after the other, each on the runs that are outside the boxes before.
class BoxSearch {
public:
    BoxSearch(const BoxData& data, const PrimSettings& settings)
        : data_(data),
          settings_(settings),
          left_(split_runs(data.events, settings.split)),
          all_peeled_(total(data, left_.peeled)),
          all_choosing_(total(data, left_.choosing)),
          all_fresh_(total(data, left_.fresh)) {
        result_.together = all_fresh_;
    }

    PrimResult run() {
        while (result_.boxes.size() < settings_.boxes && find_one()) {
        }
        return std::move(result_);
    }

private:
    bool find_one() {
        const std::vector<PrimStep>& steps = result_.searches.emplace_back(way_down());
        const std::size_t step = chosen(steps);
        if (step == 0) return false;
        std::vector<InputBounds> sides = split_sides(steps[step].box);
        const double significance =
            settings_.significance >= 1
                ? 1
                : settings_.significance / static_cast<double>(sides.size());
        sides = drop_sides(data_, left_.choosing, std::move(sides), significance);
        sides = paste_slices(data_, left_.peeled, std::move(sides), settings_.peel_share);
        sides = drop_sides(data_, left_.choosing, std::move(sides), significance);
        if (sides.empty()) return false;
        PrimBox box = told(join_sides(sides));
        box.step = step;
        if (!accepts(sides)) return false;
        take_out(box);
        result_.boxes.push_back(std::move(box));
        return true;
    }

    std::vector<PrimStep> way_down() const {
        Parts inside = left_;
        std::vector<PrimStep> steps{{{},
                                     count(inside.peeled, all_peeled_),
                                     count(inside.choosing, all_choosing_),
                                     count(inside.fresh, all_fresh_)}};
        const std::uint64_t events = steps.front().peeled.events;
        if (events == 0 || events == inside.peeled.size()) return steps;
        const double smallest =
            std::min(settings_.minimum_mass * static_cast<double>(all_peeled_.all_runs),
                     static_cast<double>(events) / 2);
        const auto least = static_cast<std::size_t>(std::max(fewest_runs, smallest));
        Peeling peeling(data_, inside.peeled);
        while (peeling.events() < peeling.runs()) {
            const auto slice = peeling.best(settings_.peel_share, least);
            if (!slice) break;
            peeling.peel(*slice);
            for (Runs* runs : {&inside.choosing, &inside.fresh}) {
                std::erase_if(*runs, [&](std::uint32_t run) {
                    return !slice->bound.holds(data_.inputs[slice->bound.input][run]);
                });
            }
            std::vector<InputBounds> box = steps.back().box;
            box.push_back(slice->bound);
            const BoxCount peeled{peeling.runs(), peeling.events(), 0, 0};
            steps.push_back({join_sides(box), of(peeled, all_peeled_),
                             count(inside.choosing, all_choosing_),
                             count(inside.fresh, all_fresh_)});
        }
        return steps;
    }

    /// Number of the step to take; 0 for none.
    std::size_t chosen(const std::vector<PrimStep>& steps) const {
        double vouched = 0, densest = 0;
        for (const PrimStep& step : steps) {
            if (step.choosing.runs == 0) continue;
            vouched = std::max(vouched, step.choosing.density_interval()[0]);
            densest = std::max(densest, step.choosing.density());
        }
        const bool fits = densest >= settings_.wanted_density &&
                          steps.front().choosing.density() < settings_.wanted_density;
        const double target = fits ? settings_.wanted_density : vouched;
        for (std::size_t step = 0; step < steps.size(); ++step) {
            if (steps[step].choosing.density() >= target) return step;
        }
        return 0;
    }

    bool accepts(std::span<const InputBounds> box) const {
        const BoxCount inside = count_without_each(data_, left_.choosing, box).inside;
        const double everywhere = static_cast<double>(all_choosing_.all_events) /
                                  static_cast<double>(all_choosing_.all_runs);
        return settings_.significance >= 1 || inside.density_interval()[0] > everywhere;
    }

    PrimBox told(const std::vector<InputBounds>& box) const {
        PrimBox told;
        const CountsWithoutEach fresh = count_without_each(data_, left_.fresh, box);
        told.fresh = of(fresh.inside, all_fresh_);
        told.searched = of(count_without_each(data_, left_.peeled, box).inside, all_peeled_);
        if (settings_.split) {
            told.searched =
                sum(told.searched,
                    of(count_without_each(data_, left_.choosing, box).inside, all_choosing_));
        }
        for (std::size_t k = 0; k < box.size(); ++k) {
            const BoxCount without = of(fresh.without[k], all_fresh_);
            told.limits.push_back(
                {box[k], without,
                 quasi_p_value(told.fresh.events, told.fresh.runs, without.density())});
        }
        // Without any run to tell by, a limit comes last.
        const auto order = [](const BoxLimit& limit) {
            return limit.without.runs == 0 ? 2 : limit.without.density();
        };
        std::stable_sort(told.limits.begin(), told.limits.end(),
                         [&](const BoxLimit& a, const BoxLimit& b) { return order(a) < order(b); });
        return told;
    }

    void take_out(const PrimBox& box) {
        std::vector<InputBounds> bounds;
        for (const BoxLimit& limit : box.limits) bounds.push_back(limit.bounds);
        for (Runs* runs : {&left_.peeled, &left_.choosing, &left_.fresh}) {
            std::erase_if(*runs, [&](std::uint32_t run) { return data_.inside(run, bounds); });
        }
        result_.together.runs += box.fresh.runs;
        result_.together.events += box.fresh.events;
    }

    BoxCount count(const Runs& inside, const BoxCount& all) const {
        BoxCount count = all;
        count.runs = inside.size();
        for (const std::uint32_t run : inside) count.events += data_.events[run];
        return count;
    }

    BoxData data_;
    PrimSettings settings_;
    Parts left_;
    BoxCount all_peeled_, all_choosing_, all_fresh_;
    PrimResult result_;
};

}  // namespace

PrimResult find_boxes(std::span<const std::span<const double>> inputs,
                      std::span<const std::uint8_t> events, const PrimSettings& settings) {
    PLANCAST_EXPECTS(settings.peel_share > 0 && settings.peel_share < 1);
    PLANCAST_EXPECTS(settings.minimum_mass > 0 && settings.minimum_mass < 1);
    PLANCAST_EXPECTS(settings.wanted_density > 0 && settings.wanted_density <= 1);
    PLANCAST_EXPECTS(settings.significance >= 0 && settings.significance <= 1);
    PLANCAST_EXPECTS(events.size() <= std::numeric_limits<std::uint32_t>::max());
    PLANCAST_EXPECTS(std::all_of(inputs.begin(), inputs.end(), [&](const auto& column) {
        return column.size() == events.size();
    }));
    PLANCAST_EXPECTS(std::all_of(events.begin(), events.end(),
                                 [](std::uint8_t event) { return event <= unknown_event; }));
    return BoxSearch({inputs, events}, settings).run();
}

}  // namespace plancast

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/input_groups.hpp"
#include "engine/models/compile.hpp"
#include "engine/sensitivity/prim.hpp"

namespace plancast {

/// No more runs are looked at, so that memory does not grow with them: 8 bytes a run and input.
inline constexpr std::uint64_t most_discovery_runs = 65'536;

struct DiscoverOptions {
    bool hits = false;             ///< boxes of hits instead of misses
    GroupBy by = GroupBy::member;  ///< or year: each year of an input that is drawn each year
    /// As PrimSettings. If absent 0.8, or half way to 1 from the density of all runs where that is
    /// more.
    std::optional<double> wanted_density;
    std::size_t boxes = 3;  ///< at most
    int threads = 0;        ///< 0: all of the machine's
    std::function<void(std::uint64_t runs_done)> progress;
    const std::atomic<bool>* stop = nullptr;
};

/// An input by whose value runs are told apart.
struct DiscoveredInput {
    std::string id;  ///< "growth[industry]", "cycle@2027" where years are told apart
    Title title;
    std::string unit, status;
    bool truth = false;  ///< its value is 0 or 1, or the share of its years in which it is true
    /// Empty of one that is drawn once a run; one year where they are told apart; else those years
    /// that the event depends on, and the value is the mean over them.
    std::vector<int> years;
    double lowest = 0, highest = 0;  ///< over the runs that count
    double spread = 0;               ///< a standard deviation or so, from the middle 80 % of them
    /// All its values where there are few, in order; else empty.
    std::vector<double> values;
};

/// What was no finite number, so that its runs do not count.
struct NotFinite {
    std::string what;      ///< id of an input, or of a part, whose measure it is
    bool measure = false;  ///< of a part that is missed for that reason
    std::uint64_t runs = 0, first_run = 0;
};

/// Where in the space of its inputs a plan misses (or meets) a target.
struct Discovery {
    std::string scenario;
    Title title, scenario_title;
    std::string event;  ///< "product/industry", "product", "all_targets"
    Title event_title;
    bool hits = false;
    std::string design;
    std::uint64_t seed = 0;
    std::uint64_t plan_runs = 0;  ///< that the plan has; the first of them were looked at:
    std::uint64_t runs = 0;
    std::uint64_t not_judged = 0;  ///< these and those left out do not count
    std::uint64_t left_out = 0;
    std::vector<NotFinite> not_finite;
    std::uint64_t events = 0;  ///< runs that are of interest, of those that count
    double wanted_density = 0;
    bool interrupted = false;             ///< then nothing was looked for
    std::vector<DiscoveredInput> inputs;  ///< in the order of the file
    std::vector<std::string> idle;  ///< inputs, or members, on which the event does not depend
    PrimResult found;               ///< numbers inputs as above

    std::uint64_t counted() const { return runs - not_judged - left_out; }
};

/// Looks for boxes of inputs in which the runs that miss a target (or meet it) gather: scenario
/// discovery, by find_boxes.
///
/// The runs are the first of the plan's own, under its seed and design, so that run k can be
/// replayed. A box limits values of drawn inputs: of each member, its mean over the years that
/// matter where it is drawn each year. Only inputs whose value the verdict depends on take part;
/// the chance in counts does not: a box is about the world that a plan meets, not about its luck.
/// Runs in which such an input is not finite, or a part is missed because its measure is not, are
/// left out.
///
/// The same to the bit for any number of threads.
///
/// @param target  A target, a part ("target/part") or all_targets.
/// @throws InvalidInput for another name.
Discovery discover(const Plan& plan, const CompiledPlan& compiled, const std::string& target,
                   const DiscoverOptions& options = {});

}  // namespace plancast

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/analysis/broken_checks.hpp"
#include "engine/models/compile.hpp"

namespace plancast {

struct Probability {
    double value = 0;
    std::array<double, 2> interval{0, 1};  ///< 95 %, Wilson; contains value
    std::uint64_t met = 0;
    std::uint64_t not_judged = 0;
};

struct Quantile {
    double level = 0;
    double value = 0;
};

struct PartSummary {
    std::string id;
    Title title;
    std::string unit;  ///< of the measure
    Direction direction = Direction::at_least;
    std::string bound;          ///< with its unit: "14 %/year"; "" for is_true
    std::vector<Level> levels;  ///< where they are known; one, or one a year of a path
    bool each_year = false;     ///< the measure is that of the worst year
    std::optional<int> by;      ///< judged in this year instead of the last
    Probability probability;
    std::optional<double> shortfall;  ///< median distance to the bound in the runs that miss it
    std::optional<double> shortfall_mean;
    std::optional<double> promise;  ///< the one bound that would be met with 80 % probability
    /// Mean, over the runs, of the chance of a hit given the run: says more than the count where
    /// hits are rare. Its interval is normal; the counts in it are unused.
    std::optional<Probability> known_chance;
    double mean = 0, standard_error = 0, sd = 0;  ///< NaN where only hits were counted
    std::vector<Quantile> measure_quantiles;
};

struct TargetSummary {
    std::string id;
    int number = 0;  ///< 0 where the plan gives none
    Title title;
    Probability probability;
    std::vector<PartSummary> parts;
    std::optional<std::size_t> needs;  ///< how many parts have to be met; absent: all
};

struct SeriesSummary {
    std::string id;  ///< with its member: "product[industry]"
    std::string name;
    std::vector<std::string> members;
    Title title;
    std::string unit;
    std::optional<int> year;
    double mean = 0, standard_error = 0, sd = 0;
    std::vector<Quantile> quantiles;  ///< of the first series_sample_runs runs
};

struct PairOfMisses {
    std::string first, second;  ///< target ids
    double probability = 0;     ///< that both are missed
    double by_chance = 0;       ///< the product of the two probabilities of a miss
};

/// The odds under another choice of readings, from the same runs.
struct ReadingSummary {
    std::string reading;  ///< "" for a choice of all ("kindest", "reported")
    std::string alternative;
    Title title;  ///< of the reading
    Probability all_targets;
    std::vector<Probability> targets;  ///< in the order of Summary::targets
    Title alternative_title{};
};

/// Something the reader must know about the model.
struct Finding {
    enum class Kind { check_broken, series_not_finite, measure_not_finite };
    Kind kind = Kind::check_broken;
    std::string id;  ///< the check; "product[industry]"; "target/part"
    Title title;
    std::optional<int> year;
    std::uint64_t runs = 0;       ///< in how many runs
    std::uint64_t first_run = 0;  ///< the one to replay
    CheckBreak broken{};          ///< of a check: where that run breaks it
};

/// What the runs show to be legal and probably wrong.
struct Warning {
    enum class Kind { never_met, always_met, rests_on_assumption };
    Kind kind = Kind::never_met;
    std::string target;  ///< its id
    Title title;
    // of rests_on_assumption:
    std::string input;  ///< "growth[industry]"
    Title input_title;
    double share = 0;  ///< of the variance of a hit, explained by the input alone; up to 1
    double probability_low = 0, probability_high = 0;  ///< in the input's lowest and highest tenth
};

/// What a simulation says, ready to be shown: the only thing that report/ sees.
struct Summary {
    std::string scenario;  ///< its name: "thien-huong-baseline"
    Title title;           ///< of the plan
    Title scenario_title;  ///< empty where a model was run as it is
    std::uint64_t runs = 0;
    std::uint64_t seed = 0;
    std::string design;
    bool interrupted = false;           ///< fewer runs than asked for
    Probability all_targets;            ///< none missed, at least one met
    std::vector<double> targets_met;    ///< [k]: probability that exactly k are met
    std::vector<Probability> at_least;  ///< [k]: that at least k are met
    std::vector<TargetSummary> targets;
    std::vector<SeriesSummary> series;
    /// Pairs of targets that are missed together more often than if they had nothing to do with
    /// each other; the largest difference first, at most 100.
    std::vector<PairOfMisses> pairs;
    std::vector<ReadingSummary> readings;
    std::size_t checks = 0;  ///< how many the plan has
    std::vector<Finding> findings;
    std::vector<Warning> warnings;
};

}  // namespace plancast

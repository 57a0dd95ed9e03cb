#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/models/title.hpp"

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
    std::string unit;                       ///< of the measure
    std::string bound;                      ///< as a reader writes it: ">= 14 %/year"
    std::optional<double> bound_value;      ///< where it is one number, in the measure's unit
    bool lower_is_better = false;           ///< at_most, below
    bool is_condition = false;              ///< is_true: the measure is a truth value
    Probability probability;
    std::optional<double> shortfall;        ///< median distance to the bound in the runs that miss it
    std::optional<double> shortfall_mean;
    std::optional<double> promise;          ///< the bound that would be met with 80 % probability
    std::optional<Probability> known_chance;  ///< mean of the chance of a hit given the run (met unused)
    double mean = 0, standard_error = 0, sd = 0;
    std::vector<Quantile> measure_quantiles;
};

struct TargetSummary {
    std::string id;
    int number = 0;                         ///< 0 where the plan gives none
    Title title;
    Probability probability;
    std::vector<PartSummary> parts;
};

struct SeriesSummary {
    std::string id;                         ///< with its member: "product[industry]"
    std::string name;
    std::vector<std::string> members;
    Title title;
    std::string unit;
    std::optional<int> year;
    double mean = 0, standard_error = 0, sd = 0;
    std::vector<Quantile> quantiles;        ///< of the first series_sample_runs runs
};

struct PairOfMisses {
    std::string first, second;              ///< target ids
    double probability = 0;                 ///< that both are missed
    double lift = 0;                        ///< that, over the product of the two probabilities of a miss
};

/// The odds under another choice of readings, from the same runs.
struct ReadingSummary {
    std::string reading;                    ///< "" for a choice of all ("kindest", "reported")
    std::string alternative;
    Title title;
    Probability all_targets;
    std::vector<Probability> targets;       ///< in the order of Summary::targets
};

/// Something the reader must know: a broken identity, a value that is not finite.
struct Finding {
    std::string what;                       ///< such as "series 'x' of 2027 is not finite"
    std::uint64_t runs = 0;
    std::uint64_t first_run = 0;
};

/// What a simulation says, ready to be shown: the only thing that report/ sees.
struct Summary {
    std::string scenario;
    Title title;
    std::uint64_t runs = 0;
    std::uint64_t seed = 0;
    std::string design;
    bool interrupted = false;
    Probability all_targets;
    std::vector<double> targets_met;        ///< [k]: probability that exactly k are met
    std::vector<TargetSummary> targets;
    std::vector<SeriesSummary> series;
    std::vector<PairOfMisses> pairs;        ///< most frequent first
    std::vector<ReadingSummary> readings;
    std::vector<Finding> findings;
};

}  // namespace plancast

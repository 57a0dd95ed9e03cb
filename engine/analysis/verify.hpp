#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/analysis/known_answers.hpp"
#include "engine/models/plan.hpp"
#include "engine/statistics/estimate.hpp"

namespace plancast {

/// What was obtained beside what is known.
struct Verified {
    KnownAnswer answer;
    Estimate obtained;
    /// Distance in standard errors, beyond what the published number leaves open; 0 for what has no
    /// error and is equal.
    double errors = 0;
    bool passed = false;
};

/// A distance that is never reached by an engine that is right: with Student's t of 15 degrees of
/// freedom once in 40,000 answers.
inline constexpr double most_errors = 6;

struct VerifyOptions {
    std::uint64_t runs = 1'000'000;     ///< for probabilities
    std::uint64_t base_size = 131'072;  ///< for indices, means and variances
    std::uint64_t seed = 0;
    int threads = 0;
    const std::atomic<bool>* stop = nullptr;
};

/// Computes what is known of benchmarks and compares.
///
/// @param answers  In any order; those of one model that follow each other are computed together.
/// @param load     Gives the plan of a model by its name.
/// @param report   Called with each answer, in the order of @p answers, as soon as it is there;
///                 not any more once options.stop is set.
/// @throws InvalidInput for a quantity, output or input that does not exist.
void verify(const std::vector<KnownAnswer>& answers,
            const std::function<Plan(const std::string&)>& load, const VerifyOptions& options,
            const std::function<void(const Verified&)>& report);

}  // namespace plancast

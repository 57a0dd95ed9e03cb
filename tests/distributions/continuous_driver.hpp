#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/distributions/distribution.hpp"
#include "tests/distributions/boost_reference.hpp"

namespace plancast::test {

/// What every continuous law must pass.
struct ContinuousCase {
    std::string name;
    DistributionPtr law;
    std::optional<Reference> truth = {};
    std::vector<double> kinks = {};  ///< where the density is not smooth, inside the support
};

/// Density, probabilities and quantiles agree with the truth, tails down to 2^-53.
void check_against_truth(const ContinuousCase& law);
/// quantile(cdf(x)) = x, and so in the upper tail.
void check_round_trip(const ContinuousCase& law);
/// The derivative of the cdf is the density.
void check_density(const ContinuousCase& law);
/// Mean and variance against integrals of the density.
void check_moments(const ContinuousCase& law);
/// The fast quantile keeps |error in u| <= 1e-9 min(u, 1 - u), or one unit in x's last place.
void check_fast_bound(const ContinuousCase& law);
/// The fast quantile never decreases between adjacent draws.
void check_fast_monotone(const ContinuousCase& law);
/// A value depends on its u alone: not on the block's length, its place in it, or aliasing.
void check_fast_places(const ContinuousCase& law);
/// 10^6 draws fit the law; a biased sampler's do not.
void check_fit(const ContinuousCase& law);

}  // namespace plancast::test

#pragma once

#include <functional>
#include <vector>

namespace plancast::test {

/// sqrt(n) times the Kolmogorov-Smirnov distance of the draws from a cdf, looked at in every 64th
/// order statistic: at most 64 / sqrt(n) below the full statistic. Conservative where the law has
/// atoms. Sorts @p draws.
double kolmogorov_smirnov(std::vector<double>& draws, const std::function<double(double)>& cdf);

/// 2 exp(-2 K^2) = 1e-6 (the leading term of Kolmogorov's limit law): a right sampler exceeds K
/// once in a million tests.
inline constexpr double kolmogorov_smirnov_limit = 2.6935;

/// Runs 0 .. count - 1 of a stream named for the test.
std::vector<double> test_uniforms(const char* name, std::size_t count);

}  // namespace plancast::test

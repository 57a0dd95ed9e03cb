#include "tests/support/catch.hpp"

#include <map>

#include "tests/sensitivity/draws.hpp"
#include "tests/sensitivity/gaussian.hpp"

using namespace plancast;

namespace {

/// How often the 95 % intervals of 400 samples of y = 3 a - 2 b + c + e, all normal, hold the
/// truth.
std::map<std::string, double> coverage(std::size_t n) {
    const std::vector<double> weight{3, -2, 1, 0};
    double unexplained = 1;
    for (const double w : weight) {
        const double rank = 6 / pi * std::asin(w / std::sqrt(15.0) / 2);
        unexplained -= rank * rank;
    }
    constexpr int seeds = 400;
    std::map<std::string, double> held;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        std::vector<Column> x;
        Column y = normals(seed, "e", n);
        for (std::size_t i = 0; i < weight.size(); ++i) {
            x.push_back(normals(seed, std::to_string(i), n));
            for (std::size_t k = 0; k < n; ++k) y[k] += weight[i] * x[i][k];
        }
        const GivenDataIndices found = given(x).analyse(y);
        const auto check = [&](const std::string& what, const Estimate& estimate, double truth) {
            held[what] +=
                estimate.interval[0] <= truth && truth <= estimate.interval[1] ? 1.0 / seeds : 0.0;
        };
        check("r2", found.r2, 14.0 / 15);
        for (std::size_t i = 0; i < weight.size(); ++i) {
            const std::string name = " " + std::to_string(i);
            const double rho = weight[i] / std::sqrt(15.0);
            const double rank = 6 / pi * std::asin(rho / 2);
            check("src" + name, found.inputs[i].src, rho);
            check("rank correlation" + name, found.inputs[i].rank_correlation, rank);
            check("first" + name, found.inputs[i].first, rho * rho);
            check("prcc" + name, found.inputs[i].prcc, rank / std::sqrt(rank * rank + unexplained));
            check("delta" + name, found.inputs[i].delta, gaussian_delta(std::abs(rho)));
        }
    }
    return held;
}

}  // namespace

TEST_CASE("GivenData: 95 % intervals hold the truth", "[sensitivity][slow]") {
    // Of 400 intervals that hold the truth with probability 0.95, 91 % or less do in 6e-4 of all
    // series of seeds, and more than 98.9 % in 1e-5; there are 21 of each. First-order indices and
    // deltas that are small lie close to their bound 0, where the jackknife is too wide; it makes
    // up for delta's bias.
    for (const auto& [what, held] : coverage(512)) {
        INFO(what << ": " << held);
        CHECK(held > 0.91);
        const bool close_to_bound = what[0] == 'd' || what == "first 2" || what == "first 3";
        if (!close_to_bound) CHECK(held < 0.989);
    }
}

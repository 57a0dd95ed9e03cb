#include "tests/support/catch.hpp"

#include <algorithm>

#include "tests/sensitivity/draws.hpp"
#include "tests/sensitivity/gaussian.hpp"

using namespace plancast;

namespace {

/// Standard normals whose correlation with @p x is rho.
Column correlated(const Column& x, double rho, std::uint64_t seed, const std::string& name) {
    Column y = normals(seed, name, x.size());
    for (std::size_t k = 0; k < y.size(); ++k) y[k] = rho * x[k] + std::sqrt(1 - rho * rho) * y[k];
    return y;
}

}  // namespace

TEST_CASE("delta and pawn: of a bivariate normal", "[sensitivity]") {
    const std::size_t n = 65536;
    const Column x = normals(11, "x", n);
    const GivenData data = given({x});
    REQUIRE(data.coarse_classes() == 32);
    for (const double rho : {0.1, 0.3, 0.6, 0.9}) {
        CAPTURE(rho);
        const InputIndices found = data.analyse(correlated(x, rho, 11, "e")).inputs[0];
        // Biased by up to 0.004 towards 0, as ClassTable::delta says.
        const double delta = gaussian_delta(rho);
        CHECK(found.delta.value > delta - 0.006 - 6 * found.delta.standard_error);
        CHECK(found.delta.value < delta + 6 * found.delta.standard_error);
        CHECK(found.delta.standard_error < 0.007);
        const double pawn = gaussian_pawn(rho, 16);
        CHECK(found.pawn.value == Approx(pawn).margin(0.006 + 6 * found.pawn.standard_error));
        CHECK(found.pawn_max.value > found.pawn.value);
    }
}

TEST_CASE("delta: an irrelevant input has none, at any number of runs", "[sensitivity]") {
    // Standard deviations 0.0117, 0.0059, 0.0030 (measured over 400 seeds); sizes of differences
    // without correction would give 0.09, 0.06, 0.04. The mean of 20 beyond 5: 6e-7.
    const std::vector<std::pair<std::size_t, double>> cases{
        {4096, 0.0117}, {16384, 0.0059}, {65536, 0.003}};
    for (const auto& [n, deviation] : cases) {
        const GivenData data = given({normals(5, "x", n)});
        double mean = 0;
        for (std::uint64_t seed = 1; seed <= 20; ++seed)
            mean += data.analyse(normals(seed, "y", n)).inputs[0].delta.value / 20;
        CHECK(std::abs(mean) < 5 * deviation / std::sqrt(20.0));
    }
}

TEST_CASE("delta: depends on ranks of the outcome only", "[sensitivity][property]") {
    const std::size_t n = 2048;
    const Column x = normals(6, "x", n);
    Column y = correlated(x, 0.5, 6, "e");
    const GivenData data = given({x});
    const InputIndices before = data.analyse(y).inputs[0];
    for (double& value : y) value = std::exp(3 * value);
    const InputIndices after = data.analyse(y).inputs[0];
    CHECK(after.delta.value == before.delta.value);
    CHECK(after.pawn.interval == before.pawn.interval);
    CHECK(after.rank_correlation.value == Approx(before.rank_correlation.value).epsilon(1e-12));
    CHECK(after.first.value < before.first.value);
}

TEST_CASE("delta: of a fair coin that decides between two intervals", "[sensitivity]") {
    // y ~ U(0, 1) or U(1, 2): each conditional density is twice the other half's, delta = 1/2,
    // and the distributions are 1/2 apart at 1.
    const std::size_t n = 4096;
    Column coin = uniforms(7, "coin", n), y = uniforms(7, "y", n);
    for (std::size_t k = 0; k < n; ++k) {
        coin[k] = coin[k] < 0.5 ? 0 : 1;
        y[k] += coin[k];
    }
    const InputIndices found = given({coin}).analyse(y).inputs[0];
    // One class of the outcome lies across the gap.
    CHECK(found.delta.value == Approx(0.5).margin(0.02));
    CHECK(found.pawn.value == Approx(0.5).margin(0.03));
    // Var(E[y | coin]) = 1/4 of 1/4 + 1/12.
    CHECK(errors_from(found.first, 0.75) < 6);
}

TEST_CASE("pawn: an irrelevant input has what is told of chance", "[sensitivity]") {
    // Measured over 400 seeds: 0.88 of it, because 32 classes miss the very largest distance.
    const std::size_t n = 16384;
    const GivenData data = given({normals(8, "x", n)});
    double mean = 0, of_chance = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const InputIndices found = data.analyse(normals(seed, "y", n)).inputs[0];
        mean += found.pawn.value / 40;
        of_chance = found.pawn_of_chance;
    }
    // 0.8276 sqrt(1 / 1024 - 1 / 16384).
    CHECK(of_chance == Approx(0.025042).epsilon(1e-3));
    CHECK(mean > 0.82 * of_chance);
    CHECK(mean < 1.02 * of_chance);
}

#include <algorithm>
#include <cmath>
#include <thread>
#include <vector>

#include "engine/distributions/distribution.hpp"
#include "engine/distributions/normal_kernels.hpp"
#include "engine/distributions/tail_table.hpp"
#include "tests/distributions/continuous_driver.hpp"
#include "tests/distributions/goodness_of_fit.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;
using namespace plancast::test;

namespace {

/// A law that the engine does not know: Gumbel's, cdf exp(-exp(-x)).
class Gumbel final : public Distribution {
public:
    double pdf(double x) const override { return std::exp(-x - std::exp(-x)); }
    double cdf(double x) const override { return std::exp(-std::exp(-x)); }
    double upper_tail(double x) const override { return -std::expm1(-std::exp(-x)); }
    double quantile(double u) const override { return -std::log(-std::log(u)); }
    double upper_quantile(double q) const override { return -std::log(-std::log1p(-q)); }
    double mean() const override { return 0.57721566490153286; }
    double variance() const override { return M_PI * M_PI / 6; }
    std::pair<double, double> support() const override { return {-INFINITY, INFINITY}; }
    bool is_continuous() const override { return true; }
    std::string describe() const override { return "gumbel"; }
};

/// A density of two separate pieces: 1 on [0, 1/2] and on [9, 9.5], nothing between.
class Gap final : public Distribution {
public:
    double pdf(double x) const override {
        return (x >= 0 && x <= 0.5) || (x >= 9 && x <= 9.5) ? 1 : 0;
    }
    double cdf(double x) const override {
        return std::clamp(x, 0.0, 0.5) + std::clamp(x - 9, 0.0, 0.5);
    }
    double upper_tail(double x) const override { return 1 - cdf(x); }
    double quantile(double u) const override { return u <= 0.5 ? u : 8.5 + u; }
    double upper_quantile(double q) const override { return q < 0.5 ? 9.5 - q : 1 - q; }
    double mean() const override { return 4.75; }
    double variance() const override { return 20.25 + 1.0 / 48; }
    std::pair<double, double> support() const override { return {0, 9.5}; }
    bool is_continuous() const override { return true; }
    std::string describe() const override { return "gap"; }
};

/// A fair coin that the engine does not know.
class Coin final : public Distribution {
public:
    double pdf(double x) const override { return x == 0 || x == 1 ? 0.5 : 0; }
    double cdf(double x) const override { return x < 0 ? 0 : x < 1 ? 0.5 : 1; }
    double upper_tail(double x) const override { return 1 - cdf(x); }
    double quantile(double u) const override { return u <= 0.5 ? 0 : 1; }
    double upper_quantile(double q) const override { return q >= 0.5 ? 0 : 1; }
    double mean() const override { return 0.5; }
    double variance() const override { return 0.25; }
    std::pair<double, double> support() const override { return {0, 1}; }
    bool is_continuous() const override { return false; }
    std::string describe() const override { return "coin"; }
};

}  // namespace

TEST_CASE("make_quantile_function: a law from outside gets a table too", "[distributions]") {
    const ContinuousCase gumbel{"gumbel", std::make_shared<Gumbel>(), {}};
    check_round_trip(gumbel);
    check_moments(gumbel);
    check_fast_bound(gumbel);
    check_fast_monotone(gumbel);
    check_fast_places(gumbel);
    check_fit(gumbel);
}

TEST_CASE("make_quantile_function: a gap in the density", "[distributions]") {
    const ContinuousCase gap{"gap", std::make_shared<Gap>(), {}};
    check_fast_bound(gap);
    check_fast_monotone(gap);
    check_fit(gap);
}

TEST_CASE("make_quantile_function: a discrete law from outside is asked itself",
          "[distributions]") {
    std::vector<double> u = {0.1, 0.5, 0.51, 0.9};
    make_quantile_function(std::make_shared<Coin>())->evaluate(u, u);
    CHECK(u == std::vector<double>{0, 0, 1, 1});
}

TEST_CASE("tables: beyond 2^-16 the values are the law's own quantiles", "[distributions]") {
    const auto law = make_pert(0, 1, 5);
    std::vector<double> u = {0x1p-17, 0x1.8p-30, 0x1p-53, 1 - 0x1p-17, 1 - 0x1p-40, 1 - 0x1p-53};
    std::vector<double> x(u.size());
    make_quantile_function(law)->evaluate(u, x);
    for (std::size_t i = 0; i < u.size(); ++i) CHECK(x[i] == law->quantile(u[i]));
}

TEST_CASE("tables: the normal's reaches every uniform", "[distributions]") {
    const auto table = normal_table();
    CHECK(table->upper_offset == 0);
    CHECK(table->outside < 0x1p-53);
    // Only cell 0 is missing.
    std::size_t missing = 0;
    for (std::size_t cell = 0; cell < table->cells.size() / 4; ++cell)
        missing += std::isnan(table->cells[4 * cell + 3]);
    CHECK(missing == 1);
}

TEST_CASE("shared_table: one table for equal laws, built anew when nobody holds it",
          "[distributions]") {
    int built = 0;
    const auto build = [&] {
        ++built;
        return TailTable{};
    };
    auto first = shared_table("test law", build);
    CHECK(shared_table("test law", build) == first);
    CHECK(built == 1);
    CHECK(shared_table("another", build) != first);
    CHECK(built == 2);
    first.reset();
    CHECK(shared_table("test law", build) != nullptr);
    CHECK(built == 3);
}

TEST_CASE("make_quantile_function: threads that ask at once get the same values",
          "[distributions][parallel]") {
    const auto u = test_uniforms("threads", 500);
    std::vector<std::vector<double>> x(8, std::vector<double>(u.size()));
    std::vector<std::thread> threads;
    for (auto& mine : x)
        threads.emplace_back([&] {
            for (const double shape : {1.25, 2.75, 4.5})
                make_quantile_function(make_gamma(shape, 1))->evaluate(u, mine);
        });
    for (auto& thread : threads) thread.join();
    for (const auto& mine : x) REQUIRE(mine == x[0]);
}

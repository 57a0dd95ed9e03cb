#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/core/error.hpp"
#include "engine/distributions/distribution.hpp"
#include "engine/distributions/named_law.hpp"
#include "tests/distributions/goodness_of_fit.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;
using namespace plancast::test;

namespace {

struct DiscreteCase {
    std::string name;
    DistributionPtr law;
    std::vector<double> values, probabilities;  ///< as they should be: ascending, summing to 1
};

std::vector<DiscreteCase> discrete_laws() {
    std::vector<double> many_values, many_weights, many_equal;
    for (int k = 0; k < 1000; ++k) {
        many_values.push_back(k * k);
        many_weights.push_back((k % 10 + 1) / 5500.0);
        many_equal.push_back(0.001);
    }
    return {
        {"constant", make_constant(3.5), {3.5}, {1}},
        {"unsorted", make_discrete({5, -1, 2}, {0.5, 0.2, 0.3}), {-1, 2, 5}, {0.2, 0.3, 0.5}},
        {"repeated and impossible",
         make_discrete({1, 2, 1, 9}, {0.25, 0.5, 0.25, 0}),
         {1, 2},
         {0.5, 0.5}},
        {"one in ten thousand", make_discrete({0, 1}, {1 - 1e-4, 1e-4}), {0, 1}, {1 - 1e-4, 1e-4}},
        {"many", make_discrete(many_values, many_weights), many_values, many_weights},
        {"many, equal", make_discrete(many_values, many_equal), many_values, many_equal},
        {"whole numbers",
         make_law("uniform_integer", {.numbers = {{"min", -1}, {"max", 2}}}),
         {-1, 0, 1, 2},
         {0.25, 0.25, 0.25, 0.25}},
        {"whole numbers, thirds",
         make_law("uniform_integer", {.numbers = {{"min", 7}, {"max", 9}}}),
         {7, 8, 9},
         {1. / 3, 1. / 3, 1. / 3}},
        {"truncated",
         truncated(make_discrete({1, 2, 3, 4}, {0.1, 0.2, 0.3, 0.4}), 1.5, 3),
         {2, 3},
         {0.4, 0.6}},
        {"clipped",
         clipped(make_discrete({1, 2, 3, 4}, {0.1, 0.2, 0.3, 0.4}), 1.5, 3),
         {1.5, 2, 3},
         {0.1, 0.2, 0.7}},
    };
}

}  // namespace

TEST_CASE("discrete laws: probabilities, cdf, tails and moments are sums", "[distributions]") {
    for (const DiscreteCase& c : discrete_laws()) {
        INFO(c.name);
        double below = 0, mean = 0, squares = 0;
        for (std::size_t k = 0; k < c.values.size(); ++k) {
            const double x = c.values[k], p = c.probabilities[k];
            REQUIRE(c.law->pdf(x) == Approx(p).epsilon(1e-12));
            REQUIRE(c.law->pdf(x + 0.25) == 0);
            REQUIRE(c.law->cdf(x - 0.25) == Approx(below).margin(1e-12));
            below += p;
            REQUIRE(c.law->cdf(x) == Approx(below).epsilon(1e-12));
            REQUIRE(c.law->upper_tail(x) == Approx(1 - below).margin(1e-12));
            mean += p * x;
            squares += p * x * x;
        }
        CHECK(c.law->cdf(c.values.front() - 1) == 0);
        CHECK(c.law->upper_tail(c.values.front() - 1) == 1);
        CHECK(c.law->cdf(c.values.back()) == 1);
        CHECK(c.law->upper_tail(c.values.back()) == 0);
        CHECK(c.law->mean() == Approx(mean).epsilon(1e-12));
        CHECK(c.law->variance() == Approx(squares - mean * mean).epsilon(1e-9).margin(1e-12));
        CHECK(c.law->support() == std::pair{c.values.front(), c.values.back()});
        CHECK_FALSE(c.law->is_continuous());
    }
}

TEST_CASE("discrete laws: the quantile is the smallest x with cdf(x) >= u, fast or not",
          "[distributions][property]") {
    for (const DiscreteCase& c : discrete_laws()) {
        INFO(c.name);
        std::vector<double> u = {0x1p-53, 0.5, 1 - 0x1p-53};
        for (const double random : test_uniforms("discrete", 5000)) u.push_back(random);
        for (const double x : c.values) {  // at each step, just below and just above it
            const double step = c.law->cdf(x);
            for (const double near : {std::nextafter(step, 0.0), step, std::nextafter(step, 1.0)})
                if (near > 0 && near < 1) u.push_back(near);
        }
        std::vector<double> x(u.size());
        make_quantile_function(c.law)->evaluate(u, x);
        std::vector<double> in_place = u;
        make_quantile_function(c.law)->evaluate(in_place, in_place);
        CHECK(in_place == x);
        for (std::size_t i = 0; i < u.size(); ++i) {
            const double exact = c.law->quantile(u[i]);
            REQUIRE(x[i] == exact);
            REQUIRE(c.law->cdf(exact) >= u[i]);
            REQUIRE(c.law->cdf(std::nextafter(exact, -INFINITY)) < u[i]);
            const double upper = c.law->upper_quantile(u[i]);
            REQUIRE(c.law->upper_tail(upper) <= u[i]);
            REQUIRE(c.law->upper_tail(std::nextafter(upper, -INFINITY)) > u[i]);
        }
    }
}

TEST_CASE("discrete laws: 10^6 draws have the right counts, those of a biased sampler have not",
          "[distributions][statistical]") {
    // Wilson and Hilferty (1931): the chi-square that chance exceeds once in a million.
    const auto limit = [](const DiscreteCase& c) {
        const double freedom = static_cast<double>(c.values.size() - 1), z = 4.7534;
        const double root = 1 - 2 / (9 * freedom) + z * std::sqrt(2 / (9 * freedom));
        return freedom * root * root * root;
    };
    const auto chi_square = [](const DiscreteCase& c, const std::vector<double>& draws) {
        std::vector<double> counts(c.values.size());
        for (const double x : draws) {
            const auto at = std::lower_bound(c.values.begin(), c.values.end(), x);
            REQUIRE((at != c.values.end() && *at == x));
            ++counts[static_cast<std::size_t>(at - c.values.begin())];
        }
        double sum = 0;
        for (std::size_t k = 0; k < counts.size(); ++k) {
            const double expected = c.probabilities[k] * static_cast<double>(draws.size());
            sum += (counts[k] - expected) * (counts[k] - expected) / expected;
        }
        return sum;
    };
    for (const DiscreteCase& c : discrete_laws()) {
        if (c.values.size() == 1) continue;
        INFO(c.name);
        auto draws = test_uniforms("discrete fit", 1000000);
        const auto quantile = make_quantile_function(c.law);
        quantile->evaluate(draws, draws);
        CHECK(chi_square(c, draws) < limit(c));
        // A rare value's share of 1e-4 is beyond this check's eye.
        if (c.name == "one in ten thousand") continue;
        auto biased = test_uniforms("discrete fit", 1000000);
        for (double& u : biased) u -= 0.04 * u * (1 - u);
        quantile->evaluate(biased, biased);
        CHECK(chi_square(c, biased) > limit(c));
    }
}

TEST_CASE("discrete laws: a rare value keeps its probability", "[distributions]") {
    const auto law = make_discrete({0, 1}, {1 - 1e-12, 1e-12});
    CHECK(law->upper_tail(0) == Approx(1e-12).epsilon(1e-12));
    CHECK(law->upper_quantile(2e-12) == 0);
    CHECK(law->upper_quantile(0.5e-12) == 1);
}

TEST_CASE("discrete laws: equal laws have equal descriptions", "[distributions]") {
    CHECK(make_discrete({1, 2}, {0.5, 0.5})->describe() == "discrete(1: 0.5, 2: 0.5)");
    CHECK(make_discrete({2, 1}, {0.5, 0.5})->describe() == "discrete(1: 0.5, 2: 0.5)");
    CHECK(make_constant(2)->describe() == "constant(2)");
}

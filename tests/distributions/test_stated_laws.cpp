// Laws that are stated by values: metalogs by quantiles, empirical ones by observations.

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "engine/core/error.hpp"
#include "engine/distributions/named_law.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

DistributionPtr metalog(const std::map<std::string, double>& stated) {
    return make_law("metalog", {.numbers = stated});
}

std::string refusal(const std::string& key, const LawArguments& arguments) {
    try {
        make_law(key, arguments);
    } catch (const InvalidInput& error) {
        return std::string(error.what()) + " | " + error.problems().front().suggestion;
    }
    return "accepted";
}

std::string refusal(const std::map<std::string, double>& stated) {
    return refusal("metalog", {.numbers = stated});
}

DistributionPtr empirical(std::vector<double> values, std::map<std::string, double> numbers = {}) {
    return make_law("empirical",
                    {.numbers = std::move(numbers), .lists = {{"values", std::move(values)}}});
}

}  // namespace

TEST_CASE("metalog: three quantiles, as in Keelin's closed form", "[distributions][reference]") {
    // T. W. Keelin (2016), section 3.4, for a symmetric triplet: a1 = p50, a2 and a3 in closed
    // form.
    const double low = 3, middle = 5, high = 9, log_odds = std::log(9.0);
    const double r = (middle - low) / (high - low);
    const double a2 = 0.5 / log_odds * (high - low);
    const double a3 = (1 - 2 * r) * (high - low) / (0.8 * log_odds);
    const auto law = metalog({{"p10", low}, {"p50", middle}, {"p90", high}});
    for (const double u : {1e-6, 0.01, 0.1, 0.3, 0.5, 0.8, 0.9, 0.999}) {
        const double y = std::log(u / (1 - u));
        CHECK(law->quantile(u) == Approx(middle + a2 * y + a3 * (u - 0.5) * y).epsilon(1e-13));
    }
    // Two quantiles make a logistic law.
    const auto logistic = make_law("logistic", {.numbers = {{"location", 5}, {"scale", 2}}});
    const auto two = metalog({{"p20", logistic->quantile(0.2)}, {"p70", logistic->quantile(0.7)}});
    CHECK(two->mean() == Approx(5).epsilon(1e-10));
    CHECK(two->variance() == Approx(logistic->variance()).epsilon(1e-9));
    // Four in a row make a uniform one.
    const auto uniform = metalog({{"p10", 1}, {"p40", 4}, {"p60", 6}, {"p90", 9}});
    CHECK(uniform->quantile(0.01) == Approx(0.1));
    CHECK(uniform->cdf(2.5) == Approx(0.25));
}

TEST_CASE("metalog: passes through what was stated, within its ends", "[distributions]") {
    const std::vector<std::map<std::string, double>> cases = {
        {{"p5", 2}, {"p25", 3}, {"p50", 4}, {"p75", 5.5}, {"p95", 9}},
        {{"p2.5", 0.5}, {"p50", 4}, {"p97.5", 30}, {"min", 0}},
        {{"p10", 3}, {"p50", 5}, {"p90", 6}, {"max", 7}},
        {{"p10", 3}, {"p50", 5}, {"p90", 9}, {"min", 0}, {"max", 20}},
    };
    for (const auto& stated : cases) {
        const auto law = metalog(stated);
        INFO(law->describe());
        for (const auto& [name, value] : stated)
            if (const auto percent = percentile_of(name))
                CHECK(law->quantile(*percent / 100) == Approx(value).epsilon(1e-12));
        const double min = stated.count("min") > 0 ? stated.at("min") : -INFINITY;
        const double max = stated.count("max") > 0 ? stated.at("max") : INFINITY;
        CHECK(law->support() == std::pair{min, max});
        CHECK((law->quantile(1e-12) >= min && law->upper_quantile(1e-12) <= max));
    }
    // exp of 3 ln(u / (1 - u)): a tail without a mean.
    CHECK(std::isinf(metalog({{"p10", std::exp(3 * std::log(1.0 / 9))},
                              {"p90", std::exp(3 * std::log(9.0))},
                              {"min", 0}})
                         ->mean()));
}

TEST_CASE("metalog: what is infeasible, and what would be feasible", "[distributions][errors]") {
    // Keelin (2016), eq. 13: for p10 = 0, p90 = 1 the median lies between k and 1 - k, where
    // k = (1 - 1.66711 (1/2 - 0.1)) / 2 = 0.166578.
    CHECK(refusal({{"p10", 0}, {"p50", 0.1667}, {"p90", 1}}) == "accepted");
    CHECK(refusal({{"p10", 0}, {"p50", 0.8333}, {"p90", 1}}) == "accepted");
    CHECK(refusal({{"p10", 0}, {"p50", 0.1664}, {"p90", 1}})
              .find("with p10 = 0 and p90 = 1, p50 may lie between 0.1666 and 0.8334") !=
          std::string::npos);
    CHECK(refusal({{"p10", 0}, {"p50", 0.8336}, {"p90", 1}}).find("density would be negative") !=
          std::string::npos);

    // More of them: what is offered is possible.
    const std::string five =
        refusal({{"p5", 0}, {"p25", 4.5}, {"p50", 5}, {"p75", 5.1}, {"p95", 20}});
    INFO(five);
    const auto begin = five.find("p5 = ");
    REQUIRE(begin != std::string::npos);
    std::map<std::string, double> offered;
    std::size_t at = begin;
    while (at != std::string::npos && five[at] == 'p') {
        const std::size_t equals = five.find(" = ", at);
        offered[five.substr(at, equals - at)] = std::stod(five.substr(equals + 3));
        const std::size_t comma = five.find(", ", equals);
        at = comma == std::string::npos ? comma : comma + 2;
    }
    CHECK(offered.size() == 5);
    CHECK(refusal(offered) == "accepted");

    CHECK(refusal({{"p10", 1}}) ==
          "a metalog needs from 2 to 16 quantiles, has 1 | p10 = ..., p50 = ..., p90 = ...");
    CHECK(refusal({{"p10", 3}, {"p50", 2}}) == "p50 (2) must be above p10 (3) | ");
    CHECK(refusal({{"p10", 3}, {"p10.0", 2}}) == "p10 and p10.0 are the same quantile | ");
    CHECK(refusal({{"p0", 1}, {"p50", 2}}).find("p0 is no quantile") == 0);
    CHECK(refusal({{"p10", 1}, {"p90", 2}, {"min", 1}}) ==
          "p10 (1) must lie between min and max (1 to inf) | ");
}

TEST_CASE("empirical: each value as likely, as often as it stands there", "[distributions]") {
    CHECK(empirical({3, 1, 4, 1})->describe() == "discrete(1: 0.5, 3: 0.25, 4: 0.25)");
    CHECK(refusal("empirical", {.lists = {{"values", {}}}}) ==
          "an empirical law needs at least one value | ");
    CHECK(refusal("empirical", {.numbers = {{"bandwidth", 1}}, .lists = {{"values", {1, 2}}}}) ==
          "bandwidth is for values that are smoothed | smoothed = true");
    CHECK(refusal("empirical", {.numbers = {{"smoothed", 1}}, .lists = {{"values", {2, 2}}}}) ==
          "values that are all the same cannot be smoothed | give a bandwidth, or smoothed = "
          "false");
    const std::vector<double> many(5001, 1.0);
    CHECK(refusal("empirical", {.numbers = {{"smoothed", 1}}, .lists = {{"values", many}}})
              .find("5001 values are too many to be smoothed: at most 5000") == 0);
}

TEST_CASE("empirical: smoothed is a normal around each value", "[distributions]") {
    const std::vector<double> values = {1, 2, 4};
    const auto law = empirical(values, {{"smoothed", 1}, {"bandwidth", 0.5}});
    std::vector<std::pair<double, DistributionPtr>> normals;
    for (const double value : values) normals.emplace_back(1.0 / 3, make_normal(value, 0.5));
    const auto truth = make_mixture(normals);
    for (const double x : {-1.0, 0.5, 1.7, 3.0, 6.0}) {
        CHECK(law->pdf(x) == Approx(truth->pdf(x)).epsilon(1e-13));
        CHECK(law->cdf(x) == Approx(truth->cdf(x)).epsilon(1e-13));
        CHECK(law->upper_tail(x) == Approx(truth->upper_tail(x)).epsilon(1e-13));
    }
    CHECK(law->mean() == Approx(7.0 / 3));
    CHECK(law->variance() == Approx(0.25 + truth->variance() - 0.25));
    // Silverman's rule: 0.9 min(sd, quartile range / 1.34) n^(-1/5); here sd 1.5275, quartiles
    // 1.5 and 3.
    const double width = 0.9 * (1.5 / 1.34) * std::pow(3.0, -0.2);
    CHECK(empirical(values, {{"smoothed", 1}})->variance() ==
          Approx(width * width + 14.0 / 9).epsilon(1e-12));
}

#include <cmath>

#include <fmt/format.h>

#include "tests/analysis/correlated_models.hpp"
#include "tests/analysis/studied_plan.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;
using namespace plancast::testing;

namespace {

/// Student's t with 15 degrees of freedom is beyond 7.9 once in 10^6.
void check_near(const Estimate& estimate, double truth, double most_error) {
    CHECK(std::fabs(estimate.value - truth) <= 7.9 * estimate.standard_error + 1e-12);
    CHECK(estimate.standard_error < most_error);
}

/// The share of the variance that goes when one group becomes known.
double first_of(const LinearGaussian& truth, std::size_t group) {
    return truth.explained(1u << group) / truth.variance();
}

/// The share that stays when all the others are known.
double total_of(const LinearGaussian& truth, std::size_t group) {
    const unsigned all = (1u << truth.groups.size()) - 1;
    return 1 - truth.explained(all & ~(1u << group)) / truth.variance();
}

}  // namespace

TEST_CASE("sobol_sensitivity: pairwise correlations", "[analysis]") {
    const unsigned seed = GENERATE(1u, 2u, 3u);
    const auto [text, truth] = pairwise_correlated(seed, 2 + seed);
    const Sensitivity found = StudiedModel(text).by("sobol");
    const OutputSensitivity& y = output_of(found, "y", series);
    for (std::size_t i = 0; i < truth.groups.size(); ++i) {
        const std::string name = fmt::format("x{}", i);
        INFO(name);
        check_near(index_of(y, name, "first"), first_of(truth, i), 0.003);
        check_near(index_of(y, name, "total"), total_of(truth, i), 0.003);
    }
    CHECK(found.correlated.size() == truth.groups.size() * (truth.groups.size() - 1) / 2);
}

TEST_CASE("sobol_sensitivity: inputs of every year with factors, memory and what lasts",
          "[analysis]") {
    auto [text, truth] = correlated_over_years();
    StudiedModel model(text);
    const Sensitivity found = model.by("sobol");
    const OutputSensitivity& y = output_of(found, "y@2028", series);
    const std::vector<std::string> names{"cycle", "common", "a", "b", "c"};
    for (std::size_t g = 0; g < names.size(); ++g) {
        INFO(names[g]);
        check_near(index_of(y, names[g], "first"), first_of(truth, g), 0.003);
        // A factor is not known from what loads on it: see below.
        if (g >= 2) check_near(index_of(y, names[g], "total"), total_of(truth, g), 0.003);
    }
    // What each brings into the sum of three years of a.
    const double of_common = 0.3 * 0.49 * 9;
    const double of_cycle = 0.7 * 0.16 * (3 + 4 * 0.2 + 2 * 0.04);
    check_near(index_of(y, "common", "total"), of_common / truth.variance(), 0.003);
    check_near(index_of(y, "cycle", "total"), of_cycle / truth.variance(), 0.003);

    model.options.groups = {{"both", {"a", "c"}}};
    truth.groups = {{0, 1, 2}, {3}, {4, 5, 6, 10, 11, 12}, {7, 8, 9}};
    const Sensitivity grouped = model.by("sobol");
    const OutputSensitivity& again = output_of(grouped, "y@2028", series);
    check_near(index_of(again, "both", "first"), first_of(truth, 2), 0.003);
    check_near(index_of(again, "both", "total"), total_of(truth, 2), 0.003);
}

TEST_CASE("sobol_sensitivity: neither the order of inputs nor what goes along is lost",
          "[analysis]") {
    // b matters by its correlation with a alone: known, it explains r^2, and nothing by itself.
    const double r = 0.8;
    const std::string a = input("a", ""), b = input("b", ""),
                      rest = correlation("a", "b", r) + "[series.y]\nvalue = \"a\"\n";
    for (const std::string& model : {no_years + a + b + rest, no_years + b + a + rest}) {
        const Sensitivity found = StudiedModel(model + input("idle", "")).by("sobol");
        const OutputSensitivity& y = output_of(found, "y", series);
        CHECK(index_of(y, "a", "first").value == Approx(1));
        check_near(index_of(y, "b", "first"), r * r, 0.003);
        check_near(index_of(y, "a", "total"), 1 - r * r, 0.003);
        CHECK(index_of(y, "b", "total").value == 0);
        CHECK(found.idle == std::vector<std::string>{"idle"});
        REQUIRE(found.measure_first.size() == 2);
        CHECK(found.measure_first[0].input == "a");
    }
}

TEST_CASE("sobol_sensitivity: a status takes along what goes with its inputs", "[analysis]") {
    // y = a + b + c, a and b correlated and both assumed, c correlated with b and measured.
    std::string measured = input("c", "");
    measured.replace(measured.find("assumed"), 7, "measured");
    const double ab = 0.5, bc = 0.3;
    const LinearGaussian truth{Eigen::Matrix3d{{1, ab, 0}, {ab, 1, bc}, {0, bc, 1}},
                               Eigen::Vector3d(1, 1, 1),
                               {{0, 1}, {2}}};
    const Sensitivity found = StudiedModel(no_years + input("a", "") + input("b", "") + measured +
                                           correlation("a", "b", ab) + correlation("b", "c", bc) +
                                           "[series.y]\nvalue = \"a + b + c\"\n")
                                  .by("sobol");
    const std::vector<StatusShare>& shares = output_of(found, "y", series).shares;
    REQUIRE(shares.size() == 2);
    CHECK(shares[0].status == "measured");
    check_near(shares[1].first, first_of(truth, 0), 0.003);
    check_near(shares[1].total, total_of(truth, 0), 0.003);
    check_near(shares[0].first, first_of(truth, 1), 0.003);
    check_near(shares[0].total, total_of(truth, 1), 0.003);
}

TEST_CASE("sobol_sensitivity: second order of what is correlated is left out", "[analysis]") {
    StudiedModel model(no_years + input("a", "") + input("b", "") + input("c", "") +
                       correlation("a", "b", 0.5) + "[series.y]\nvalue = \"(a + b) * c\"\n");
    model.options.second_order = true;
    const Sensitivity found = model.by("sobol");
    const std::vector<PairSensitivity>& pairs = output_of(found, "y", series).pairs;
    REQUIRE(pairs.size() == 2);
    CHECK(pairs[0].first == "a");
    CHECK(pairs[0].second == "c");
    // Of a only its own part: variance 3/4 of 3 in a + b.
    check_near(pairs[0].index, 0.75 / 3, 0.01);
    check_near(pairs[1].index, 0.75 / 3, 0.01);
}

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "tests/models/plan_runner.hpp"
#include "tests/support/catch.hpp"

using Catch::Contains;
using plancast::test::assumed;
using plancast::test::mistakes;
using plancast::test::PlanRunner;

namespace {

constexpr std::size_t n = 100'000;

std::vector<double> ranks(const std::vector<double>& x) {
    std::vector<std::size_t> order(x.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
    std::vector<double> result(x.size());
    for (std::size_t i = 0; i < order.size(); ++i) result[order[i]] = static_cast<double>(i);
    return result;
}

double correlation(const std::vector<double>& x, const std::vector<double>& y) {
    const double size = static_cast<double>(x.size());
    const double mx = std::accumulate(x.begin(), x.end(), 0.0) / size;
    const double my = std::accumulate(y.begin(), y.end(), 0.0) / size;
    double xy = 0, xx = 0, yy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xy += (x[i] - mx) * (y[i] - my);
        xx += (x[i] - mx) * (x[i] - mx);
        yy += (y[i] - my) * (y[i] - my);
    }
    return xy / std::sqrt(xx * yy);
}

// In the scale of Fisher's z the error of r is 1 / sqrt(n - 3), that of Spearman's rank
// correlation sqrt((1 + r^2 / 2) / (n - 3)) (D. G. Bonett, T. A. Wright (2000), Psychometrika 65,
// 23-28). 5.4 of them: a false alarm in 1.5e7, so less than 1e-6 for all checks of a case.
void check(const PlanRunner& plan, const std::string& a, const std::string& b,
           std::optional<int> year, double expected, bool rank = false) {
    CAPTURE(a, b, year.value_or(0), expected);
    std::vector<double> x = plan.values(a, year, n), y = plan.values(b, year, n);
    if (rank) x = ranks(x), y = ranks(y);
    const double error = std::sqrt((rank ? 1 + expected * expected / 2 : 1) / (n - 3));
    CHECK(std::abs(std::atanh(correlation(x, y)) - std::atanh(expected)) < 5.4 * error);
}

std::string normal(const std::string& name, const std::string& more = "") {
    return "[inputs." + name + "]\nnormal = { mean = 0, sd = 1 }\n" + more + "\n" + assumed;
}

std::string entry(const std::string& text) { return "[[correlations]]\n" + text + "\n"; }

const std::string sets = R"toml(
[sets]
region = ["north", "south"]
crop = ["rice", "maize", "coffee", "tea"]
kind = ["grain", "cash"]
[maps.kind_of]
from = "crop"
to = "kind"
values = { rice = "grain", maize = "grain", otherwise = "cash" }
)toml";

}  // namespace

TEST_CASE("correlations: a matrix over a set, of ranks of laws that are not normal",
          "[models][statistical]") {
    const PlanRunner plan(sets + "[inputs.x]\nover = \"crop\"\ngamma = { shape = 2, scale = 3 }\n" +
                          assumed + entry(R"toml(
among = "x"
rank = [[1, 0.6, 0.1, 0], [0.6, 1, -0.2, 0], [0.1, -0.2, 1, 0.5], [0, 0, 0.5, 1]])toml"));
    const std::string names[] = {"x[rice]", "x[maize]", "x[coffee]", "x[tea]"};
    const double stated[4][4] = {
        {1, 0.6, 0.1, 0}, {0.6, 1, -0.2, 0}, {0.1, -0.2, 1, 0.5}, {0, 0, 0.5, 1}};
    for (std::size_t i = 0; i < 4; ++i)
        for (std::size_t j = i + 1; j < 4; ++j)
            check(plan, names[i], names[j], {}, stated[i][j], true);
}

TEST_CASE("correlations: blocks by a list, by a map and by a set", "[models][statistical]") {
    const std::string crops = "over = \"crop\"\neach = \"year\"";
    for (const std::string blocks :
         {"[[\"rice\", \"maize\"], [\"coffee\", \"tea\"]]", "\"kind_of\""}) {
        const PlanRunner plan(
            sets + normal("x", crops) +
            entry("among = \"x\"\nnormal = 0.7\nacross = 0.2\nblocks = " + blocks));
        check(plan, "x[rice]", "x[maize]", 2027, 0.7);
        check(plan, "x[coffee]", "x[tea]", 2026, 0.7);
        check(plan, "x[rice]", "x[tea]", 2030, 0.2);
    }
    const PlanRunner plan(sets + normal("x", "over = [\"region\", \"crop\"]") +
                          entry("among = \"x\"\nnormal = 0.5\nblocks = \"region\"\nacross = -0.1"));
    check(plan, "x[north, rice]", "x[north, tea]", {}, 0.5);
    check(plan, "x[north, rice]", "x[south, rice]", {}, -0.1);
    // Without `across` nothing is said of what stands in different blocks.
    const PlanRunner open(sets + normal("x", "over = \"crop\"") +
                          entry("among = \"x\"\nnormal = 0.5\nblocks = \"kind_of\""));
    CHECK(open.plan().correlations.size() == 2);
    check(open, "x[rice]", "x[tea]", {}, 0);
}

TEST_CASE("correlations: between inputs, member by member and with one value",
          "[models][statistical]") {
    const std::string over = "over = \"region\"";
    const PlanRunner plan(sets + normal("a", over) + normal("b", over) + normal("c") +
                          entry("between = [\"a\", \"b\", \"c\"]\n"
                                "normal = [[1, 0.3, 0.4], [0.3, 1, -0.3], [0.4, -0.3, 1]]"));
    CHECK(plan.plan().correlations.size() == 6);
    for (const std::string member : {"[north]", "[south]"}) {
        check(plan, "a" + member, "b" + member, {}, 0.3);
        check(plan, "a" + member, "c", {}, 0.4);
        check(plan, "b" + member, "c", {}, -0.3);
    }
    // Nothing was said of these: what is not stated is independent of what stands before.
    const PlanRunner list(normal("a") + normal("b") + normal("c") +
                          entry("between = [\"a\", \"b\", \"c\"]\nrank = 0.3"));
    check(list, "a", "c", {}, 0.3, true);
}

TEST_CASE("correlations: of the whole, with what factors bring", "[models][statistical]") {
    const PlanRunner plan(normal("f") + normal("g") + normal("a", "loads_on = { f = 0.6 }") +
                          normal("b", "loads_on = { f = 0.5, g = 0.3 }") + normal("c") +
                          entry("between = [\"a\", \"b\"]\nnormal = 0.7") +
                          entry("between = [\"a\", \"c\"]\nnormal = -0.2") +
                          entry("between = [\"g\", \"a\"]\nnormal = 0.4"));
    check(plan, "a", "b", {}, 0.7);  // 0.3 of it through f, some through g
    check(plan, "a", "c", {}, -0.2);
    check(plan, "a", "g", {}, 0.4);
    check(plan, "a", "f", {}, 0.6);
    check(plan, "b", "f", {}, 0.5);
    check(plan, "b", "g", {}, 0.3);
    check(plan, "c", "f", {}, 0);
}

TEST_CASE("correlations: factors that are correlated keep their loadings",
          "[models][statistical]") {
    const PlanRunner plan(
        normal("f") + normal("g") + normal("a", "loads_on = { f = 0.6, g = 0.7 }") +
        normal("b", "loads_on = { g = 0.5 }") + entry("between = [\"f\", \"g\"]\nnormal = 0.8") +
        entry("between = [\"a\", \"b\"]\nnormal = 0.1"));
    check(plan, "f", "g", {}, 0.8);
    check(plan, "a", "f", {}, 0.6);
    check(plan, "a", "g", {}, 0.7);
    check(plan, "b", "g", {}, 0.5);
    check(plan, "b", "f", {}, 0.4);  // through g
    check(plan, "a", "b", {}, 0.1);
    const std::vector<double> a = plan.values("a", {}, n);
    double squares = 0;
    for (const double value : a) squares += value * value;
    CHECK(squares / n == Approx(1).margin(5.4 * std::sqrt(2.0 / n)));
}

TEST_CASE("correlations: factors that are alike can be loaded on more", "[models][statistical]") {
    // (0.8, 0.8) R^-1 (0.8, 0.8)' = 1.28 / 1.9 for two factors correlated by 0.9, 1.28 by 0.
    const std::string loaded =
        normal("f") + normal("g") + normal("a", "loads_on = { f = 0.8, g = 0.8 }");
    const auto factors = [](const std::string& level) {
        return entry("between = [\"f\", \"g\"]\nnormal = " + level);
    };
    const PlanRunner plan(loaded + factors("0.9"));
    check(plan, "a", "f", {}, 0.8);
    check(plan, "a", "g", {}, 0.8);
    check(plan, "f", "g", {}, 0.9);
    const std::vector<double> a = plan.values("a", {}, n);
    double squares = 0;
    for (const double value : a) squares += value * value;
    CHECK(squares / n == Approx(1).margin(5.4 * std::sqrt(2.0 / n)));
    // sqrt(1 / 1.28) = 0.8838; by -0.5 it is 2.56 and 0.625.
    CHECK_THAT(mistakes(loaded), Contains("1.28 times its variance") && Contains("0.8838 times"));
    CHECK_THAT(mistakes(loaded + factors("-0.5")), Contains("the loadings of 'a' are too large") &&
                                                       Contains("2.56 times") &&
                                                       Contains("0.625 times each"));
}

TEST_CASE("correlations: of the values, whatever share of each lasts", "[models][statistical]") {
    const PlanRunner plan(normal("a", "lasting = 0.8") +
                          normal("b", "lasting = 0.3\nautocorrelation = 0.4") + normal("c") +
                          "[inputs.d]\nnormal = { mean = 0, sd = { run = 3, year = 4 } }\n" +
                          assumed + entry("between = [\"a\", \"b\"]\nnormal = 0.5") +
                          entry("between = [\"b\", \"c\"]\nnormal = 0.35") +
                          entry("between = [\"c\", \"d\"]\nnormal = 0.15") +
                          entry("between = [\"d\", \"a\"]\nrank = 0.3"));
    for (const int year : {2026, 2029}) {
        check(plan, "a", "b", year, 0.5);
        check(plan, "a", "d", year, 0.3, true);
    }
    const auto with_c = [&](const std::string& name, double expected) {
        CAPTURE(name);
        const double found = correlation(plan.values(name, 2028, n), plan.values("c", {}, n));
        CHECK(std::abs(std::atanh(found) - std::atanh(expected)) < 5.4 / std::sqrt(n - 3.0));
    };
    with_c("b", 0.35);  // c is drawn once a run: all of it stands in what lasts of b
    with_c("d", 0.15);
}

TEST_CASE("correlations: a factor of the run, shifted in one year, moves what loads on it",
          "[models]") {
    const auto plan = [](const std::string& shift) {
        return PlanRunner(normal("f", shift) + normal("a", "loads_on = { f = 0.6 }") +
                          normal("b", "loads_on = { f = 0.5 }\nlasting = 0.36") +
                          "[inputs.c]\nnormal = { mean = \"2 * f\", sd = 1 }\n" + assumed +
                          "[series.x]\nvalue = \"a\"\n[series.y]\nvalue = \"b\"\n[series.z]\n"
                          "value = \"c\"\n");
    };
    const PlanRunner before = plan(""), after = plan("shift = { 2028 = 10 }");
    for (const std::uint64_t run : {0U, 7U}) {
        for (const int year : {2027, 2028, 2029}) {
            const double shift = year == 2028 ? 10 : 0;
            CHECK(after.value("x", year, run) - before.value("x", year, run) ==
                  Approx(0.6 * shift).margin(1e-12));
            CHECK(after.value("y", year, run) - before.value("y", year, run) ==
                  Approx(0.6 * 0.5 * shift).margin(1e-12));
            CHECK(after.value("z", year, run) - before.value("z", year, run) ==
                  Approx(2 * shift).margin(1e-12));
        }
    }
}

TEST_CASE("correlations: what cannot be, and the nearest that can", "[models]") {
    const std::string three = normal("a") + normal("b") + normal("c");
    const auto pair = [](const std::string& a, const std::string& b, const std::string& level) {
        return entry("between = [\"" + a + "\", \"" + b + "\"]\n" + level);
    };
    const std::string said = mistakes(three + pair("a", "b", "rank = 0.9") +
                                      pair("b", "c", "rank = 0.9") + pair("a", "c", "rank = -0.9"));
    CHECK_THAT(said, Contains("the correlations of a, b, c contradict each other") &&
                         Contains("its rows are a, b, c"));
    // What is advised can be typed in.
    const auto begin = said.find("rank = [["), end = said.find("]]");
    REQUIRE(begin != std::string::npos);
    CHECK(mistakes(three +
                   entry("between = [\"a\", \"b\", \"c\"]\n" + said.substr(begin, end + 2 - begin)))
              .empty());
    CHECK_THAT(said, Contains("rank = [[1, 0.48"));  // 6 / pi asin(1/4) and a little less
    const std::string many = mistakes(
        "[sets]\ns = [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\", \"i\", \"j\"]\n" +
        normal("x", "over = \"s\"") + entry("among = \"x\"\nnormal = -0.3"));
    // Ten can have at least -1 / 9 in common.
    CHECK_THAT(many, Contains("and 2 more") && Contains("0.3703 times each of these"));
    // Through factors: 0.81 of it is theirs, 0.19 is left.
    const std::string loaded =
        normal("f") + normal("a", "loads_on = { f = 0.9 }") + normal("b", "loads_on = { f = 0.9 }");
    CHECK_THAT(mistakes(loaded + pair("a", "b", "normal = 0.5")),
               Contains("'a' and 'b' cannot be correlated by 0.5") &&
                   Contains("more than 0.62 and less than 1"));
    CHECK(mistakes(loaded + pair("a", "b", "normal = 0.65")).empty());
    CHECK_THAT(mistakes(loaded + pair("a", "f", "normal = 0.65")),
               Contains("is that of loads_on already"));
    CHECK_THAT(
        mistakes(normal("a") + normal("b", "each = \"year\"") + pair("a", "b", "rank = 0.1")),
        Contains("one is drawn once a run") && Contains("draw both equally often"));
    CHECK_THAT(
        mistakes(normal("a") + normal("b", "lasting = 0.25") + pair("a", "b", "normal = 0.6")),
        Contains("more than -0.5 and less than 0.5"));
    CHECK_THAT(mistakes(normal("a", "autocorrelation = 0.9") + normal("b", "each = \"year\"") +
                        pair("a", "b", "normal = 0.8")),
               Contains("cannot hold in every year") && Contains("0.5448 times each"));
}

TEST_CASE("correlations: the nearest beside what factors bring", "[models]") {
    // By symmetry the nearest own correlations are 1/2, 1/2, -1/2; 0.64 of each reaches the values.
    const auto three = [](const std::string& more, double brought) {
        const std::string high = std::to_string(brought + 0.64 * 0.9),
                          low = std::to_string(brought - 0.64 * 0.9);
        return mistakes(normal("f") + normal("g") + normal("h") + more +
                        entry("between = [\"a\", \"b\", \"c\"]\nnormal = [[1, " + high + ", " +
                              low + "], [" + high + ", 1, " + high + "], [" + low + ", " + high +
                              ", 1]]"));
    };
    const std::string one_factor = normal("a", "loads_on = { f = 0.6 }") +
                                   normal("b", "loads_on = { f = 0.6 }") +
                                   normal("c", "loads_on = { f = 0.6 }");
    CHECK_THAT(three(one_factor, 0.36), Contains("normal = [[1, 0.6799, 0.0401]"));
    const std::string alike = normal("a", "loads_on = { f = 0.6 }") +
                              normal("b", "loads_on = { g = 0.6 }") +
                              normal("c", "loads_on = { h = 0.6 }") +
                              entry("between = [\"f\", \"g\", \"h\"]\nnormal = 0.5");
    CHECK_THAT(three(alike, 0.18), Contains("normal = [[1, 0.4999, -0.1399]"));
}

TEST_CASE("correlations: a contradiction is said once", "[models]") {
    const auto count = [](const std::string& text, const std::string& part) {
        std::size_t found = 0;
        for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
            ++found;
        return found;
    };
    const std::string matrix = entry(
        "between = [\"a\", \"b\", \"c\"]\n"
        "normal = [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]");
    // In what lasts and in what does not.
    const std::string both = mistakes(normal("a", "lasting = 0.5") + normal("b", "lasting = 0.5") +
                                      normal("c", "lasting = 0.5") + matrix);
    CHECK(count(both, "contradict each other") == 1);
    // What loads on factors that contradict each other is no second mistake.
    const std::string factors = mistakes(normal("a") + normal("b") + normal("c") + normal("y") +
                                         normal("x", "loads_on = { a = 0.3, b = 0.6, c = 0.3 }") +
                                         matrix + entry("between = [\"x\", \"y\"]\nnormal = 0.2"));
    CHECK_THAT(factors, Contains("the correlations of a, b, c contradict each other") &&
                            Contains("[[1, 0.4999, -0.4999]"));
    CHECK(count(factors, "cannot be correlated") == 0);
    // Nor what is said of an input that could not be read.
    const std::string unread = mistakes(normal("a", "over = \"crops\"") + normal("total-cost") +
                                        entry("among = \"a\"\nrank = 0.3") +
                                        entry("between = [\"a\", \"total-cost\"]\nrank = 0.3"));
    CHECK_THAT(unread, Contains("crops") && Contains("total-cost") && !Contains("with members") &&
                           !Contains("not an input"));
}

TEST_CASE("correlations: what is wrong with how they are written", "[models]") {
    const auto among = [](const std::string& level) {
        return mistakes(sets + normal("x", "over = \"crop\"") + normal("y", "over = \"region\"") +
                        normal("z") + entry("among = \"x\"\n" + level));
    };
    const auto other = [](const std::string& text) {
        return mistakes(sets + normal("x", "over = \"crop\"") + normal("y", "over = \"region\"") +
                        normal("z") + entry(text));
    };
    CHECK_THAT(among("rank = [[1, 0.5], [0.5, 1]]"),
               Contains("the matrix has 2 rows") && Contains("rice, maize, coffee, tea"));
    CHECK_THAT(among("rank = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1], [0, 0, 0, 1]]"),
               Contains("row 3 of the matrix has 3 numbers"));
    CHECK_THAT(among("rank = [[1, 0, 0, 0], [0.1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]"),
               Contains("the matrix says 0 of rice and maize, and here 0.1"));
    CHECK_THAT(among("rank = [[1, 0, 0, 0], [0, 0.9, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]"),
               Contains("the correlation of maize with itself is not 1"));
    CHECK_THAT(among("rank = 0.5\nacross = 0.1"), Contains("'across' without 'blocks'"));
    CHECK_THAT(among("rank = 0.5\nblocks = [[\"rice\", \"maiz\"], [\"tea\"]]"),
               Contains("did you mean 'maize'?"));
    CHECK_THAT(among("rank = 0.5\nblocks = [[\"rice\", \"maize\"], [\"tea\"]]"),
               Contains("'coffee' stands in no block"));
    CHECK_THAT(among("rank = 0.5\nblocks = [[\"rice\", \"rice\"]]"),
               Contains("'rice' stands in two blocks"));
    CHECK_THAT(among("rank = 0.5\nblocks = \"crop\""), Contains("makes no blocks here"));
    CHECK_THAT(among("rank = 1"), Contains("must lie between -1 and 1"));
    CHECK_THAT(among("rank = \"much\""), Contains("expected a number, or a matrix"));
    CHECK_THAT(other("between = [\"x\", \"y\"]\nrank = 0.1"),
               Contains("range over different sets"));
    CHECK_THAT(other("between = [\"x[rice]\", \"x[rice]\"]\nrank = 0.1"),
               Contains("correlated with itself"));
    CHECK_THAT(other("between = [\"z\", \"x[rye]\"]\nrank = 0.1"), Contains("not one value"));
    CHECK_THAT(other("between = [\"z\", \"q\"]\nrank = 0.1"), Contains("'q' is not an input"));
    CHECK_THAT(other("among = \"z\"\nrank = 0.1"), Contains("is one value, without members"));
    CHECK_THAT(other("between = [\"z\"]\nrank = 0.1"), Contains("two ends"));
    CHECK_THAT(other("rank = 0.1"), Contains("one of 'between' and 'among'"));
    CHECK_THAT(among("rank = [[1]]\nblocks = \"kind_of\""), Contains("one number"));
    CHECK_THAT(mistakes(normal("a") + normal("b") + entry("between = [\"a\", \"b\"]\nrank = 0.1") +
                        entry("between = [\"b\", \"a\"]\nnormal = 0.2")),
               Contains("correlated twice"));
}

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <vector>

#include "engine/sensitivity/morris.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

constexpr double pi = 3.14159265358979323846;

/// Ishigami's function of three uniforms.
double ishigami(std::span<const double> u) {
    const double x = pi * (2 * u[0] - 1), y = pi * (2 * u[1] - 1), z = pi * (2 * u[2] - 1);
    return std::sin(x) + 7 * std::sin(y) * std::sin(y) + 0.1 * z * z * z * z * std::sin(x);
}

template <typename Function>
std::vector<double> outputs_of(const MorrisDesign& design, Function function) {
    std::vector<double> outputs;
    for (std::size_t k = 0; k < design.points(); ++k) outputs.push_back(function(design.point(k)));
    return outputs;
}

/// What mu* of Ishigami's function is over all steps on a grid of four levels.
double exact_mu_star(std::size_t input) {
    double sum = 0;
    std::array<double, 3> u{};
    for (std::size_t place = 0; place < 64; ++place) {
        for (std::size_t k = 0; k < 3; ++k) u[k] = static_cast<double>(place >> 2 * k & 3) / 3;
        if (u[input] > 0.5) continue;
        const double before = ishigami(u);
        u[input] += 2.0 / 3;
        sum += std::abs(ishigami(u) - before) / (2.0 / 3);
    }
    return sum / 32;
}

/// The sum of squared distances between trajectories, plainly.
double spread(const MorrisDesign& design) {
    double sum = 0;
    for (const MorrisTrajectory& a : design.trajectories) {
        for (const MorrisTrajectory& b : design.trajectories) {
            double distance = 0;
            for (std::size_t i = 0; i <= design.groups; ++i) {
                for (std::size_t j = 0; j <= design.groups; ++j) {
                    double square = 0;
                    for (std::size_t g = 0; g < design.groups; ++g) {
                        const double apart =
                            a.points[i * design.groups + g] - b.points[j * design.groups + g];
                        square += apart * apart;
                    }
                    distance += std::sqrt(square);
                }
            }
            if (&a < &b) sum += distance * distance;
        }
    }
    return sum;
}

}  // namespace

TEST_CASE("morris_design: each group has a margin of its own", "[sensitivity]") {
    const MorrisDesign whole = morris_design(2, {.trajectories = 20}),
                       apart = morris_design(2, {.trajectories = 20, .margins = {0, 0.125}});
    for (std::size_t i = 0; i < whole.points(); ++i) {
        CHECK(apart.point(i)[0] == whole.point(i)[0]);
        CHECK(apart.point(i)[1] == Approx(0.125 + 0.75 * whole.point(i)[1]).epsilon(1e-14));
    }
}

TEST_CASE("morris_design: each group moves once, by half the levels", "[sensitivity]") {
    for (const std::size_t levels : {2u, 4u, 6u, 8u}) {
        for (const double margin : {0.0, 0.125}) {
            const MorrisDesign design =
                morris_design(7, {.trajectories = 9,
                                  .candidates = 30,
                                  .levels = levels,
                                  .margins = std::vector<double>(7, margin)});
            const auto count = static_cast<double>(levels);
            REQUIRE(design.trajectories.size() == 9);
            CHECK(design.points() == 9 * 8);
            for (std::size_t t = 0; t < 9; ++t) {
                const MorrisTrajectory& trajectory = design.trajectories[t];
                REQUIRE(trajectory.points.size() == 8 * 7);
                CHECK(std::set<std::size_t>(trajectory.order.begin(), trajectory.order.end())
                          .size() == 7);
                for (const double u : trajectory.points) {
                    const double level = (u - margin) / (1 - 2 * margin) * (count - 1);
                    CHECK(std::abs(level - std::round(level)) < 1e-12);
                    CHECK(u >= margin);
                    CHECK(u <= 1 - margin);
                }
                for (std::size_t k = 0; k < 7; ++k) {
                    const auto here = design.point(t * 8 + k), next = design.point(t * 8 + k + 1);
                    for (std::size_t g = 0; g < 7; ++g) {
                        const bool moves = g == trajectory.order[k];
                        CHECK(next[g] - here[g] == (moves ? trajectory.steps[k] : 0));
                    }
                    CHECK(std::abs(trajectory.steps[k]) ==
                          Approx((1 - 2 * margin) * count / (2 * (count - 1))).epsilon(1e-14));
                }
            }
        }
    }
}

TEST_CASE("morris_design: levels, directions and orders are equally frequent", "[sensitivity]") {
    const MorrisDesign design = morris_design(4, {.trajectories = 4000, .seed = 2});
    std::array<int, 16> starts{};
    int up = 0, first = 0;
    for (const MorrisTrajectory& trajectory : design.trajectories) {
        const auto level = [&](std::size_t group) {
            return static_cast<std::size_t>(std::lround(3 * trajectory.points[group]));
        };
        ++starts[4 * level(1) + level(2)];
        if (trajectory.steps[0] > 0) ++up;
        if (trajectory.order[0] == 3) ++first;
    }
    for (std::size_t level = 0; level < 4; ++level) {
        CHECK(starts[4 * level] + starts[4 * level + 1] + starts[4 * level + 2] +
                  starts[4 * level + 3] ==
              1000);
    }
    // 5 standard errors of 4000 trajectories: false alarm below 1e-5 in all.
    for (const int count : starts) CHECK(std::abs(count - 250) < 5 * std::sqrt(234.0));
    CHECK(std::abs(up - 2000) < 5 * std::sqrt(1000.0));
    CHECK(std::abs(first - 1000) < 5 * std::sqrt(750.0));

    // Five trajectories: which level comes twice is left to chance.
    std::array<int, 4> twice{};
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
        const MorrisDesign five = morris_design(1, {.trajectories = 5, .seed = seed});
        std::array<int, 4> count{};
        for (const MorrisTrajectory& trajectory : five.trajectories) {
            ++count[static_cast<std::size_t>(std::lround(3 * trajectory.points[0]))];
        }
        const auto most = std::max_element(count.begin(), count.end());
        CHECK(*most == 2);
        ++twice[static_cast<std::size_t>(most - count.begin())];
    }
    for (const int count : twice) CHECK(std::abs(count - 250) < 5 * std::sqrt(187.5));
}

TEST_CASE("morris_design: the seed decides, and chosen trajectories are spread", "[sensitivity]") {
    double chosen = 0, drawn = 0;
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        const MorrisDesign spread_out =
            morris_design(6, {.trajectories = 8, .candidates = 100, .seed = seed});
        const MorrisDesign as_drawn = morris_design(6, {.trajectories = 8, .seed = seed});
        CHECK(spread(spread_out) > spread(as_drawn));
        chosen += spread(spread_out);
        drawn += spread(as_drawn);
        CHECK(morris_design(6, {.trajectories = 8, .candidates = 100, .seed = seed})
                  .trajectories[7]
                  .points == spread_out.trajectories[7].points);
        CHECK(morris_design(6, {.trajectories = 8, .candidates = 100, .seed = seed + 1})
                  .trajectories[0]
                  .points != spread_out.trajectories[0].points);
    }
    CHECK(chosen > 1.1 * drawn);

    // Two of few: the second is the one farthest from the first, found plainly.
    const MorrisDesign all = morris_design(5, {.trajectories = 12, .seed = 3});
    const MorrisDesign two = morris_design(5, {.trajectories = 2, .candidates = 12, .seed = 3});
    double farthest = 0;
    for (std::size_t k = 1; k < 12; ++k) {
        const MorrisDesign pair{5, {all.trajectories[0], all.trajectories[k]}};
        farthest = std::max(farthest, spread(pair));
    }
    CHECK(spread(two) == Approx(farthest).epsilon(1e-12));
}

TEST_CASE("morris_effects: Ishigami's function on four levels", "[sensitivity]") {
    CHECK(exact_mu_star(0) == Approx(7.70405).epsilon(1e-6));
    CHECK(exact_mu_star(1) == Approx(7.87500).epsilon(1e-6));
    CHECK(exact_mu_star(2) == Approx(6.24880).epsilon(1e-6));
    const MorrisDesign design = morris_design(3, {.trajectories = 400, .seed = 5});
    const MorrisScreening screening = morris_effects(design, outputs_of(design, ishigami));
    CHECK(screening.trajectories == 400);
    CHECK(screening.left_out == 0);
    for (std::size_t k = 0; k < 3; ++k) {
        const Estimate mu_star = screening.groups[k].mu_star;
        // 4.5 standard errors: false alarm below 1e-4 in all. (The second input's effects are all
        // of one size, so that its standard error is that of rounding.)
        CHECK(std::abs(mu_star.value - exact_mu_star(k)) < 4.5 * mu_star.standard_error + 1e-9);
        CHECK(mu_star.interval[0] <= mu_star.value);
        CHECK(mu_star.value <= mu_star.interval[1]);
    }
    // The third input's effect has both signs alike, the first one's only one.
    const Estimate third = screening.groups[2].mu;
    CHECK(std::abs(third.value) < 4.5 * third.standard_error);
    CHECK(screening.groups[0].mu.value == Approx(screening.groups[0].mu_star.value));
}

TEST_CASE("morris_effects: intervals hold the exact mu*, but for chosen trajectories",
          "[sensitivity]") {
    const double exact = exact_mu_star(0);
    int drawn_hold = 0, chosen_hold = 0;
    double sum = 0, squares = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const auto mu_star = [&](std::size_t candidates) {
            const MorrisDesign design = morris_design(3, {.candidates = candidates, .seed = seed});
            return morris_effects(design, outputs_of(design, ishigami)).groups[0].mu_star;
        };
        const auto holds = [&](const Estimate& estimate) {
            return estimate.interval[0] <= exact && exact <= estimate.interval[1] ? 1 : 0;
        };
        const Estimate drawn = mu_star(0);
        sum += drawn.value;
        squares += (drawn.value - exact) * (drawn.value - exact);
        drawn_hold += holds(drawn);
        chosen_hold += holds(mu_star(200));
    }
    // 4.5 standard errors: false alarm below 1e-5.
    CHECK(std::abs(sum / 300 - exact) < 4.5 * std::sqrt(squares) / 300);
    // These effects have two sizes, for which Student's t with 15 degrees of freedom gives 92 %: of
    // 300 intervals fewer than 255 hold with a chance below 2e-5. What morris_design says of chosen
    // ones: a fifth.
    CHECK(drawn_hold >= 255);
    CHECK(chosen_hold < 100);
}

TEST_CASE("morris_effects: a linear function has its slopes and no spread", "[sensitivity]") {
    for (const double margin : {0.0, 0.125}) {
        const MorrisDesign design =
            morris_design(3, {.trajectories = 10, .margins = std::vector<double>(3, margin)});
        const auto screening = morris_effects(
            design, outputs_of(design, [](auto u) { return 1 + 2 * u[0] - 3 * u[1] + 0 * u[2]; }));
        const std::array<double, 3> slopes{2, -3, 0};
        for (std::size_t k = 0; k < 3; ++k) {
            const MorrisEffects& effects = screening.groups[k];
            CHECK(effects.mu.value == Approx(slopes[k]).epsilon(1e-12).margin(1e-12));
            CHECK(effects.mu_star.value ==
                  Approx(std::abs(slopes[k])).epsilon(1e-12).margin(1e-12));
            CHECK(effects.sigma < 1e-12);
            CHECK(effects.mu_star.standard_error < 1e-12);
            CHECK(effects.mu_star.interval[0] >= 0);
        }
    }
}

TEST_CASE("morris_effects: by hand, with a trajectory that has no number", "[sensitivity]") {
    // Three trajectories of one group; the effects are 3, -1 and none.
    const MorrisDesign design{1, {{{0, 0.5}, {0}, {0.5}}, {{1, 0}, {0}, {-1}}, {{0, 1}, {0}, {1}}}};
    for (const double missing :
         {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
        const MorrisScreening screening =
            morris_effects(design, std::vector<double>{1, 2.5, 4, 5, 0, missing});
        CHECK(screening.trajectories == 2);
        CHECK(screening.left_out == 1);
        const MorrisEffects& effects = screening.groups.at(0);
        CHECK(effects.mu.value == 1);
        CHECK(effects.mu_star.value == 2);
        CHECK(effects.sigma == Approx(std::sqrt(8.0)));
        CHECK(effects.mu.standard_error == Approx(2));
        CHECK(effects.mu_star.standard_error == Approx(1));
        // Student's t with one degree of freedom, 97.5 %: 12.7062 (any table).
        CHECK(effects.mu.interval[1] == Approx(1 + 2 * 12.7062).epsilon(1e-6));
        CHECK(effects.mu_star.interval[1] == Approx(2 + 12.7062).epsilon(1e-6));
        CHECK(effects.mu_star.interval[0] == 0);

        const MorrisScreening one =
            morris_effects(design, std::vector<double>{1, missing, 4, 5, 0, missing});
        CHECK(one.groups[0].mu.value == -1);
        CHECK(one.groups[0].mu_star.value == 1);
        CHECK(std::isnan(one.groups[0].sigma));
        CHECK(std::isinf(one.groups[0].mu.interval[0]));
        const MorrisScreening none = morris_effects(design, std::vector<double>(6, missing));
        CHECK(none.trajectories == 0);
        CHECK(none.left_out == 3);
        CHECK(std::isnan(none.groups[0].mu_star.value));
        CHECK(std::isnan(none.groups[0].sigma));
    }
}

TEST_CASE("morris_effects: inputs that move together have one effect", "[sensitivity]") {
    // Inputs 0 and 2 are a group, input 1 is one by itself.
    const MorrisDesign design = morris_design(2, {.trajectories = 300});
    const auto screening =
        morris_effects(design, outputs_of(design, [](auto group) {
                           const std::array<double, 3> u{group[0], group[1], group[0]};
                           return ishigami(u);
                       }));
    // Both inputs at -pi or pi/3, or at -pi/3 and pi: differences of sin z (1 + z^4 / 10).
    const double end = std::sin(pi / 3) * (1 + 0.1 * std::pow(pi / 3, 4)) / (2.0 / 3);
    CHECK(screening.groups[0].mu_star.value == Approx(end).epsilon(1e-12));
    CHECK(screening.groups[0].mu.value == Approx(end).epsilon(1e-12));
    CHECK(screening.groups[1].mu_star.value == Approx(7.875).epsilon(1e-12));
}

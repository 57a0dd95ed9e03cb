#include "engine/models/latent_normals.hpp"

#include <cmath>
#include <map>

#include "engine/designs/design.hpp"
#include "tests/models/plan_runner.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;
using namespace plancast::test;

namespace {

/// The normal of a stream in a run of the random design with seed 0.
double normal_of(const Stream& stream, std::uint64_t run) {
    Graph graph;
    const NodeId node =
        graph.apply(Operation::normal_quantile, graph.draw(stream.key, stream.year));
    return evaluate_reference(graph, {&node, 1}, RandomDesign(0), run).front();
}

std::string label(const Plan& plan, const LatentNormal& latent) {
    const Input& input = plan.inputs[latent.input];
    return input.name + plan.member_label(input.sets, latent.member);
}

double size(const LatentNormal& latent) {
    double sum = 0;
    for (const auto& [stream, weight] : latent.weights) sum += weight * weight;
    return std::sqrt(sum);
}

/// Inputs whose values are their normals, tied together in every way there is.
const std::string tied = R"(
[sets]
kind = ["chairs", "tables"]
[inputs.cycle]
each = "year"
normal = { mean = 0, sd = 1 }
autocorrelation = 0.6
)" + assumed + R"(
[inputs.common]
normal = { mean = 0, sd = 1 }
)" + assumed + R"(
[inputs.a]
over = "kind"
each = "year"
normal = { mean = 0, sd = 1 }
autocorrelation = 0.3
lasting = 0.4
loads_on = { cycle = 0.5, common = { chairs = 0.3, tables = -0.2 } }
)" + assumed + R"(
[inputs.b]
each = "year"
normal = { mean = 0, sd = { run = 0.6, year = 0.8 } }
)" + assumed + R"(
[inputs.c]
each = "year"
normal = { mean = 0, sd = 1 }
autocorrelation = -0.5
)" + assumed + R"(
[inputs.d]
normal = { mean = 0, sd = 1 }
)" + assumed + R"(
[inputs.e]
normal = { mean = 0, sd = 1 }
)" + assumed + R"(
[inputs.share]
over = "kind"
dirichlet = { alpha = { chairs = 2, tables = 3 } }
)" + assumed + R"(
[[correlations]]
between = ["b", "c"]
normal = 0.4
[[correlations]]
between = ["b", "a[chairs]"]
normal = 0.2
[[correlations]]
between = ["d", "e"]
normal = -0.7
)";

}  // namespace

TEST_CASE("latent_normals: are what the compiled plan makes of its draws", "[models]") {
    const PlanRunner runner(tied);
    std::map<std::string, int> found;
    for (const LatentNormal& latent : latent_normals(runner.plan(), LatentDetail::values)) {
        ++found[label(runner.plan(), latent)];
        INFO(label(runner.plan(), latent) << " " << latent.year);
        for (const std::uint64_t run : {0u, 1u, 5u}) {
            double sum = 0;
            for (const auto& [stream, weight] : latent.weights)
                sum += weight * normal_of(stream, run);
            const std::optional<int> year =
                latent.year == no_year ? std::nullopt : std::optional<int>(latent.year);
            CHECK(sum == Approx(runner.value(label(runner.plan(), latent), year, run))
                             .epsilon(1e-12)
                             .margin(1e-12));
        }
        CHECK(size(latent) == Approx(1).epsilon(1e-12));
    }
    CHECK(found == std::map<std::string, int>{{"cycle", 5},
                                              {"common", 1},
                                              {"a[chairs]", 5},
                                              {"a[tables]", 5},
                                              {"b", 5},
                                              {"c", 5},
                                              {"d", 1},
                                              {"e", 1}});
}

TEST_CASE("latent_normals: by part, what lasts has no year", "[models]") {
    const PlanRunner runner(tied);
    int lasting = 0, yearly = 0;
    for (const LatentNormal& latent : latent_normals(runner.plan(), LatentDetail::parts)) {
        if (label(runner.plan(), latent) != "b") continue;
        ++(latent.year == no_year ? lasting : yearly);
        for (const auto& [stream, weight] : latent.weights)
            CHECK((stream.year == no_year) == (latent.year == no_year));
        CHECK(size(latent) == Approx(1).epsilon(1e-12));
    }
    CHECK(lasting == 5);  // one a year: a scenario may change a factor in one
    CHECK(yearly == 5);
}

TEST_CASE("latent_normals: a spread that is no number leaves both parts apart", "[models]") {
    const PlanRunner runner(R"(
[levers.spread]
value = 0.5
[inputs.x]
each = "year"
normal = { mean = 0, sd = { run = "spread", year = 1 } }
)" + assumed);
    int lasting = 0, yearly = 0;
    for (const LatentNormal& latent : latent_normals(runner.plan(), LatentDetail::values))
        ++(latent.year == no_year ? lasting : yearly);
    CHECK(lasting == 5);
    CHECK(yearly == 5);
}

#include <limits>

#include "engine/report/sensitivity_text.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

/// What is said of one output, of which so many runs are left out.
std::string said(const std::string& method, std::uint64_t runs, std::uint64_t left_out) {
    Sensitivity sensitivity;
    sensitivity.method = method;
    OutputSensitivity output;
    output.output.of = "y";
    output.runs = runs;
    output.left_out = left_out;
    output.first_left_out = 11;
    output.mean.value = runs > 0 ? 3 : std::numeric_limits<double>::quiet_NaN();
    output.constant = runs == 0;
    sensitivity.outputs.push_back(output);
    std::string all;
    for (const std::string& warning : sensitivity_warnings(sensitivity)) all += warning + "\n";
    return all;
}

}  // namespace

TEST_CASE("sensitivity_warnings: only what replay shows is called a run", "[report]") {
    const std::pair<const char*, const char*> methods[] = {
        {"given-data", "runs, first in run 11"},
        {"tornado", "runs, first in run 11"},
        {"sobol", "pairs of points, first in pair 11"},
        {"shapley", "pairs of points, first in pair 11"},
        {"morris", "trajectories, first in trajectory 11"}};
    for (const auto& [method, counted] : methods) {
        CAPTURE(method);
        CHECK(said(method, 90, 10) ==
              std::string("'y' is not finite in 10 of 100 ") + counted + ": these are left out\n");
    }
}

TEST_CASE("sensitivity_warnings: what has no number is not called constant", "[report]") {
    CHECK(said("given-data", 0, 100) ==
          "none of 100 runs has a finite value of 'y': what it hinges on is not known\n");
    CHECK(said("sobol", 0, 100) ==
          "none of 100 pairs of points has finite values of 'y' only: what it hinges on is not "
          "known\n");
}

TEST_CASE("sensitivity_warnings: events of which too little was seen", "[report]") {
    Sensitivity sensitivity;
    OutputSensitivity output;
    output.output.of = "t";
    output.output.kind = StudiedOutput::Kind::hit;
    output.runs = 10'000;
    const auto said_at = [&](const char* method, double chance) {
        sensitivity.method = method;
        output.mean.value = chance;
        sensitivity.outputs = {output};
        const std::vector<std::string> warnings = sensitivity_warnings(sensitivity);
        return warnings.empty() ? "" : warnings.front();
    };
    CHECK(said_at("sobol", 0.0015) ==
          "'t' is met at 30 of 20000 points: too few to tell what it hinges on; take a larger "
          "--base-size");
    CHECK(said_at("sobol", 0.0016).empty());
    CHECK(said_at("shapley", 0.9990) ==
          "'t' is missed at 20 of 20000 points: too few to tell what it hinges on; take a larger "
          "--base-size");
    CHECK(said_at("given-data", 0.0255) ==
          "'t' is met in 255 of 10000 runs: first indices come out too small; take more runs, or "
          "--method sobol");
    CHECK(said_at("given-data", 0.0256).empty());
    CHECK(said_at("morris", 0.0001).empty());
    CHECK(said_at("tornado", 0.0001).empty());
}

TEST_CASE("sensitivity_warnings: names stand in quotes", "[report]") {
    Sensitivity sensitivity;
    OutputSensitivity output;
    output.output.of = "all";
    output.output.kind = StudiedOutput::Kind::hit;
    output.constant = true;
    output.runs = 100;
    output.mean.value = 1;
    sensitivity.outputs.push_back(output);
    CHECK(sensitivity_warnings(sensitivity).at(0) ==
          "'all' is met in every run: an event that never changes hinges on nothing");
}

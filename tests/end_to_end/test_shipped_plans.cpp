#include <cmath>
#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "engine/designs/design.hpp"
#include "tests/end_to_end/shipped_plan.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

const std::vector<std::string> plans = {"thien-huong", "highland-commune", "generation-capacity",
                                        "water-utility"};

/// Values of the median world that were worked out from the model's text by another program.
struct WorkedOut {
    const char* series;
    int year;
    double value;
};

void check_median_world(const std::string& plan, const std::vector<WorkedOut>& expected) {
    const ShippedPlan shipped(plan + "/baseline.toml");
    for (const WorkedOut& one : expected) {
        INFO(one.series << " in " << one.year);
        CHECK(shipped.value(MedianDesign{}, one.series, one.year) ==
              Approx(one.value).epsilon(1e-9));
    }
}

}  // namespace

TEST_CASE("shipped plans: each is in the list, loads with all its scenarios, warns of nothing",
          "[end_to_end]") {
    std::set<std::string> folders;
    for (const auto& entry : std::filesystem::directory_iterator(PROJECT_FOLDER "/scenarios"))
        if (entry.is_directory()) folders.insert(entry.path().filename().string());
    folders.erase("benchmarks");
    CHECK(folders == std::set<std::string>(plans.begin(), plans.end()));
    for (const std::string& plan : plans) {
        for (const auto& file :
             std::filesystem::directory_iterator(PROJECT_FOLDER "/scenarios/" + plan)) {
            if (file.path().extension() != ".toml") continue;
            INFO(file.path().string());
            const Plan loaded = ShippedPlan(plan + "/" + file.path().filename().string()).plan;
            CHECK(loaded.warnings.empty());
            CHECK_FALSE(loaded.scenario_title.vi.empty());
            CHECK_FALSE(loaded.scenario_title.en.empty());
            CHECK_FALSE(loaded.checks.empty());
        }
    }
}

TEST_CASE("shipped plans: the program and the reference agree run by run", "[end_to_end]") {
    const std::string& name = GENERATE(from_range(plans));
    INFO(name);
    const ShippedPlan shipped(name + "/baseline.toml");
    const CompiledPlan& compiled = shipped.compiled;
    const Program& program = shipped.program;
    const RandomDesign design(shipped.plan.run.seed);
    Workspace workspace(program, 256);
    for (const std::uint64_t first :
         {std::uint64_t{0}, std::uint64_t{4711}, std::uint64_t{1} << 40}) {
        evaluate_block(program, design, first, 9, workspace);
        for (std::size_t run = 0; run < 9; run += 4) {
            const auto expected =
                evaluate_reference(compiled.graph, compiled.outputs, design, first + run);
            for (std::size_t i = 0; i < expected.size(); ++i) {
                INFO("output " << i << " of run " << first + run);
                // Tables keep 1e-9 of the probability; what is counted or judged is the same. Sums
                // that cancel leave what rounding left.
                const double value = workspace.output(program, i)[run];
                REQUIRE(std::abs(value - expected[i]) <= 1e-6 * std::abs(expected[i]) + 1e-9);
                if (expected[i] == std::round(expected[i]) && std::abs(expected[i]) < 1e5)
                    REQUIRE(value == Approx(expected[i]).epsilon(1e-9).margin(1e-9));
            }
            for (const VerdictColumns& verdicts : compiled.columns.verdicts)
                for (const std::size_t part : verdicts.parts)
                    REQUIRE(workspace.output(program, part)[run] == expected[part]);
        }
    }
}

TEST_CASE("shipped plans: all that must hold holds, and every value is finite", "[end_to_end]") {
    const std::string& name = GENERATE(from_range(plans));
    INFO(name);
    const ShippedPlan shipped(name + "/baseline.toml");
    const SimulationTotals totals = shipped.run(4'000);
    for (std::size_t i = 0; i < totals.checks_broken.size(); ++i) {
        INFO(shipped.plan.checks[i].name);
        CHECK(totals.checks_broken[i].count == 0);
    }
    for (std::size_t i = 0; i < totals.series_not_finite.size(); ++i) {
        INFO(shipped.plan.series[shipped.compiled.series[i].quantity].name);
        CHECK(totals.series_not_finite[i].count == 0);
    }
}

TEST_CASE("shipped plans: the highland commune's median world", "[end_to_end]") {
    check_median_world("highland-commune", {{"given[cinnamon]", 2029, 13.238678679615418},
                                            {"replanted[cinnamon]", 2028, 13.346085811006793},
                                            {"area[bearing, coffee]", 2030, 296.1686191384747},
                                            {"water", 2029, 85.17825632171753},
                                            {"poverty", 2030, 15.918257275292364},
                                            {"income", 2030, 32.13030139108332}});
}

TEST_CASE("shipped plans: the generation plan's median world", "[end_to_end]") {
    check_median_world("generation-capacity", {{"demand[delta]", 2035, 41504.71221015824},
                                               {"projects[wind, coast, operating]", 2030, 9},
                                               {"paid[coast]", 2028, 610.5},
                                               {"curtailed", 2033, 0.012078922228606006},
                                               {"output[gas]", 2035, 30607.21676470629},
                                               {"cost", 2035, 66.70139899257605}});
}

TEST_CASE("shipped plans: the water utility's median world", "[end_to_end]") {
    check_median_world("water-utility", {{"old_pipe[centre]", 2030, 140.01744738367174},
                                         {"newly_connected[riverside]", 2026, 1759},
                                         {"tariff", 2030, 11508.309394473712},
                                         {"lost", 2030, 19.262876732308285},
                                         {"arrears", 2030, 20.62946282183391}});
}

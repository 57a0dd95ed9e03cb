#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/core/error.hpp"
#include "engine/statistics/intervals.hpp"
#include "tests/analysis/compare_support.hpp"

using namespace plancast;

namespace {

const char* const north = R"toml(
[model]
years = [2026, 2028]
[sets]
crop = ["rice", "maize"]
[inputs.rain]
normal = { mean = 0, sd = 1 }
status = "assumed"
source = "none"
[inputs.frost]
normal = { mean = 0, sd = 1 }
status = "assumed"
source = "none"
[inputs.fixed]
value = 3
status = "measured"
source = "none"
[series.harvest]
over = "crop"
unit = "t"
value = "10 't' + rain * 1 't' + if(crop is maize, 1 't', 0 't')"
[series.money]
unit = "mn VND"
value = "5 'mn VND' + frost * 1 'mn VND'"
[series.cold]
value = "frost"
[targets.food]
part.rice = { measure = "last(harvest[rice])", at_least = "10 t" }
part.maize = { measure = "last(harvest[maize])", at_least = "10.5 t" }
[targets.warm]
measure = "frost"
at_least = 0
)toml";

const char* const south = R"toml(
[model]
years = [2027, 2029]
[sets]
crop = ["rice", "cane"]
[inputs.rain]
normal = { mean = 0, sd = 2 }
status = "assumed"
source = "none"
[inputs.flood]
normal = { mean = 0, sd = 1 }
status = "assumed"
source = "none"
[series.harvest]
over = "crop"
unit = "t"
value = "10 't' + rain * 1 't' + flood * 0.1 't'"
[series.money]
unit = "bn VND"
value = "5 'bn VND' + flood * 1 'bn VND'"
[series.water]
value = "flood"
[targets.food]
part.cane = { measure = "last(harvest[cane])", at_least = "10 t" }
part.rice = { measure = "last(harvest[rice])", at_least = "10 t" }
[targets.dry]
measure = "flood"
at_most = 1
)toml";

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("compare_plans: models are paired on the names they share", "[analysis]") {
    const RunSettings run{2000, 0, GENERATE("random", "sobol")};
    const ComparedPlans compared = compare_plans(
        {with_run(plan_of("north", north), run), with_run(plan_of("south", south), run)}, {});
    const ComparedScenario& scenario = compared.scenarios[0];
    CHECK(scenario.paired);
    CHECK(scenario.draws.only_in_base == Names{"frost"});
    CHECK(scenario.draws.only_here == Names{"flood"});
    CHECK(scenario.unshared_targets.only_in_base == Names{"warm"});
    CHECK(scenario.unshared_targets.only_here == Names{"dry"});
    // A series in another unit is another; of one that both have, the values that only one has.
    CHECK(scenario.unshared_series.only_in_base ==
          Names{"harvest[rice] 2026", "harvest[maize] 2026", "harvest[maize] 2027",
                "harvest[maize] 2028", "money (mn VND)", "cold"});
    CHECK(scenario.unshared_series.only_here == Names{"harvest[cane] 2027", "harvest[cane] 2028",
                                                      "harvest[rice] 2029", "harvest[cane] 2029",
                                                      "money (bn VND)", "water"});
    REQUIRE(scenario.targets.size() == 1);
    CHECK(scenario.targets[0].odds.id == "food");
    // Of the parts the one that both have, whatever its place.
    REQUIRE(scenario.targets[0].parts.size() == 1);
    const OddsChange& rice = scenario.targets[0].parts[0];
    CHECK(rice.id == "rice");
    // Under one rain, 10 + rain and 10 + 2 rain nearly always fall on the same side of 10: of 2,000
    // runs those differ whose flood is larger than 20 times the rain, 1 in 63.
    CHECK(rice.gained.value() + rice.lost.value() < 100);
    CHECK(rice.gained.value() + rice.lost.value() > 0);
    REQUIRE(scenario.series.size() == 2);
    const SeriesChange& harvest = series_of(scenario, "harvest[rice]", 2028);
    // The difference is rain + flood / 10: sd 1.005 instead of the 2.24 of independent runs.
    if (run.design == "random")
        CHECK(harvest.difference.standard_error == Approx(1.005 / std::sqrt(2000)).epsilon(0.1));
}

TEST_CASE("compare_plans: plans with nothing in common are refused", "[analysis]") {
    const std::string other = R"toml(
[model]
[inputs.x]
normal = { mean = 0, sd = 1 }
status = "assumed"
source = "none"
[targets.moon]
measure = "x"
at_least = 0
)toml";
    try {
        compare_plans({plan_of("north", north), plan_of("lunar", other)}, {});
        FAIL("they were compared");
    } catch (const InvalidInput& refused) {
        CHECK(refused.problems()[0].message ==
              "'north' and 'lunar' have no target and no series in common");
        CHECK(refused.problems()[0].suggestion.find("one model") != std::string::npos);
    }
}

#include <map>
#include <string>

#include "engine/models/compile.hpp"
#include "engine/scenarios/scenario.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace plancast;

const char* const model = R"toml(
[model]
years = [2026, 2028]
[sets]
sector = ["farms", "shops"]
[readings.how]
one_of = ["strict", "loose"]
kindest = "loose"
[readings.other]
one_of = ["a", "b", "c"]
reported = "c"
[levers.support]
value = 1
range = [0, 3]
[levers.shares]
over = "sector"
value = { farms = 1, shops = 2 }
[levers.whole]
over = "sector"
value = 2
[inputs.growth]
over = "sector"
normal = { mean = { farms = 0.02, shops = 0.1 }, sd = { run = 0.02, year = 0.03 } }
loads_on = { cycle = 0.5 }
status = "assumed"
source = "a test"
[inputs.cycle]
each = "year"
normal = { mean = 0, sd = 1 }
status = "assumed"
source = "a test"
[inputs.boom]
each = "year"
normal = { mean = 0, sd = 1 }
status = "assumed"
source = "a test"
[inputs.entry]
lognormal = { mean = 2, sd = 1 }
truncated = [0.1, 9]
status = "assumed"
source = "a test"
[series.x]
over = "sector"
value = "growth * support * shares * entry"
[targets.t]
part.a = { measure = "sum(x[farms])", at_least = 1 }
part.b = { each_year = "x[shops]", at_least = "5 %" }
[targets.u]
measure = "last(x[farms])"
at_least = 1
)toml";

Plan load(const std::map<std::string, std::string>& texts, const std::string& path) {
    return load_plan(path, [&](const std::string& asked) {
        if (asked == "m/model.toml") return std::make_shared<const SourceFile>(asked, model);
        const auto found = texts.find(asked);
        if (found == texts.end()) throw InvalidInput("there is no such file");
        return std::make_shared<const SourceFile>(asked, found->second);
    });
}

Plan with(const std::string& changes) {
    return load({{"s/one.toml",
                  "[scenario]\nextends = \"../m/model.toml\"\ntitle.en = \"One\"\n" + changes}},
                "s/one.toml");
}

double number(const Input& input, const std::string& parameter, std::size_t member = 0) {
    for (const Parameter& p : input.law.parameters)
        if (p.name == parameter) return p.value.at(member).formula->value;
    return -1;
}

}  // namespace

TEST_CASE("merge_scenario: levers take quantities", "[scenarios]") {
    const Plan plan = with("[levers]\nsupport = \"250 %\"\nshares = { shops = \"5 %\" }\n");
    CHECK(plan.levers[0].value.at(0) == 2.5);
    CHECK(plan.levers[1].value.at(0) == 1);
    CHECK(plan.levers[1].value.at(1) == 0.05);
}

TEST_CASE("merge_scenario: levers and readings", "[scenarios]") {
    const Plan plan =
        with("[levers]\nsupport = 2.5\nshares = { shops = 7 }\n[readings]\nhow = \"loose\"\n");
    CHECK(plan.name == "s-one");
    CHECK(plan.scenario_title.en == "One");
    CHECK(plan.levers[0].value.at(0) == 2.5);
    CHECK(plan.levers[1].value.at(0) == 1);
    CHECK(plan.levers[1].value.at(1) == 7);
    CHECK(plan.readings[0].value == 1);
    CHECK(plan.readings[1].value == 0);
    const Plan kindest = with("[readings]\nall = \"kindest\"\n");
    CHECK(kindest.readings[0].value == 1);
    CHECK(kindest.readings[1].value == 0);
    CHECK(with("[readings]\nall = \"reported\"\n").readings[1].value == 2);
    // A reading that is named goes before `all`, wherever in the table either stands.
    const Plan mixed = with("[readings]\nhow = \"strict\"\nall = \"kindest\"\n");
    CHECK(mixed.readings[0].value == 0);
}

TEST_CASE("merge_scenario: a parameter of the same law keeps the others", "[scenarios]") {
    const Input growth =
        with("[inputs.growth]\nnormal = { mean = { shops = 0.2 }, sd = { run = 0.01 } }\n")
            .inputs[0];
    CHECK(number(growth, "mean", 0) == 0.02);
    CHECK(number(growth, "mean", 1) == 0.2);
    CHECK(number(growth, "sd_run") == 0.01);
    CHECK(number(growth, "sd_year") == 0.03);
    const Input entry =
        with("[inputs.entry]\nlognormal = { median = 3, log_sd = 0.5 }\n").inputs[3];
    CHECK(entry.law.parameters.size() == 2);
    CHECK(number(entry, "median") == 3);
}

TEST_CASE("merge_scenario: members of crossed sets that are not named stay", "[scenarios]") {
    const auto values = [](const std::string& value, const std::string& change) {
        const Plan plan =
            load({{"m.toml",
                   "[model]\n[sets]\nplace = [\"north\", \"south\"]\n"
                   "sector = [\"farms\", \"shops\"]\n[levers.x]\nover = [\"place\", "
                   "\"sector\"]\nvalue = " +
                       value + "\n"},
                  {"s.toml", "[scenario]\nextends = \"m.toml\"\n[levers]\nx = " + change + "\n"}},
                 "s.toml");
        std::vector<double> all;
        for (std::size_t m = 0; m < 4; ++m) all.push_back(plan.levers[0].value.at(m));
        return all;
    };
    using Numbers = std::vector<double>;
    CHECK(values("1", "{ north = { shops = 2 } }") == Numbers{1, 2, 1, 1});
    CHECK(values("{ otherwise = { farms = 1, otherwise = 3 } }", "{ north = { shops = 2 } }") ==
          Numbers{1, 2, 1, 3});
    CHECK(values("{ north = 4, south = 5 }", "{ south = { farms = 2 } }") == Numbers{4, 4, 2, 5});
    // A table with `otherwise` says all there is to say.
    CHECK(values("{ north = 4, south = 5 }", "{ south = 6, otherwise = 7 }") ==
          Numbers{7, 7, 6, 6});
}

TEST_CASE("merge_scenario: parts of sets as keys", "[scenarios]") {
    const auto values = [](const std::string& value, const std::string& change) {
        const Plan plan =
            load({{"m.toml",
                   "[model]\n[sets]\ncrop = [\"rice\", \"tea\", \"pine\", \"teak\"]\n"
                   "tree = { of = \"crop\", members = [\"tea\", \"pine\", \"teak\"] }\n"
                   "wood = { of = \"tree\", members = [\"teak\", \"pine\"] }\n"
                   "[levers.x]\nover = \"crop\"\nvalue = " +
                       value +
                       "\n[inputs.y]\nover = \"crop\"\nstatus = \"assumed\"\nsource = \"a "
                       "test\"\nnormal = { mean = " +
                       value + ", sd = 1 }\n"},
                  {"s.toml", "[scenario]\nextends = \"m.toml\"\n[levers]\nx = " + change +
                                 "\n[inputs.y]\nnormal = { mean = " + change + " }\n"}},
                 "s.toml");
        std::vector<double> all;
        for (std::size_t m = 0; m < 4; ++m) {
            all.push_back(plan.levers[0].value.at(m));
            CHECK(plan.inputs[0].law.parameters[0].value.at(m).formula->value == all.back());
        }
        return all;
    };
    using Numbers = std::vector<double>;
    // What the scenario says of a part goes before what the model says of its members.
    CHECK(values("{ rice = 1, tea = 2, pine = 3, teak = 4 }", "{ wood = 9 }") ==
          Numbers{1, 2, 9, 9});
    CHECK(values("1", "{ wood = 9 }") == Numbers{1, 1, 9, 9});
    CHECK(values("{ tree = 2, otherwise = 1 }", "{ wood = 9, pine = 8 }") == Numbers{1, 2, 8, 9});
    CHECK(values("{ tree = 2, rice = 1 }", "{ teak = 7 }") == Numbers{1, 2, 2, 7});
    CHECK(values("{ wood = 2, otherwise = 1 }", "{ tree = 5 }") == Numbers{1, 5, 5, 5});
    CHECK_THROWS_WITH(values("1", "{ tree = 5, wood = 6 }"),
                      Catch::Contains("both hold for 'teak'"));
}

TEST_CASE("merge_scenario: another law replaces the old one", "[scenarios]") {
    const Input entry =
        with("[inputs.entry]\nuniform = { min = 1, max = 2 }\nstatus = \"estimated\"\n").inputs[3];
    CHECK(entry.law.type->key == "uniform");
    CHECK(entry.law.truncated.has_value());
    CHECK(entry.status == "estimated");
    CHECK_FALSE(entry.by_year);
    // How often it is drawn stays, also where the new law has no spread by year.
    CHECK(with("[inputs.growth]\nnormal = { sd = 0.02 }\n").inputs[0].by_year);
    // A value given to a drawn input is put in place of the draw, which stays as it was.
    const Input fixed = with("[inputs.growth]\nvalue = 0.14\n").inputs[0];
    CHECK(fixed.law.type->key == "normal");
    REQUIRE(fixed.adjustments.size() == 1);
    CHECK(fixed.adjustments[0].kind == Adjustment::Kind::fix);
    CHECK(fixed.adjustments[0].amount == 0.14);
    CHECK_NOTHROW(compile_plan(with("[inputs.cycle]\nvalue = 0\n"), false));
}

TEST_CASE("merge_scenario: adjustments by member and year", "[scenarios]") {
    const Input growth =
        with("[inputs.growth]\nshift = { farms = { 2026 = -0.1 }, shops = 0.05 }\nscale = 2\n")
            .inputs[0];
    REQUIRE(growth.adjustments.size() == 3);
    CHECK(growth.adjustments[0].kind == Adjustment::Kind::scale);
    CHECK(growth.adjustments[1].members.at(0) == std::optional<std::size_t>(0));
    CHECK(growth.adjustments[1].year == std::optional<int>(2026));
    CHECK(growth.adjustments[1].amount == -0.1);
    CHECK_FALSE(growth.adjustments[2].year.has_value());
}

TEST_CASE("merge_scenario: a path changes year by year, ends and a new kind of bound whole",
          "[scenarios]") {
    const auto changed = [](const std::string& bound, const std::string& changes) {
        const std::string text = "[model]\nyears = [2026, 2028]\n[series.x]\nvalue = \"1\"\n" +
                                 std::string("[targets.t]\neach_year = \"x\"\n") + bound;
        return load_plan("s.toml", [&](const std::string& path) {
            return std::make_shared<SourceFile>(
                path, path == "m.toml"
                          ? text
                          : "[scenario]\nextends = \"m.toml\"\n[targets.t]\n" + changes);
        });
    };
    const auto level = [](const Term& term) { return term.formula->value; };
    const Plan path =
        changed("at_least = { 2026 = 1, 2028 = 3 }", "at_least = { 2028 = 2, 2027 = 5 }");
    const BoundEnd& bound = path.targets[0].parts[0].bound;
    REQUIRE(bound.by_year.size() == 3);
    CHECK(level(bound.by_year.at(2026)) == 1);
    CHECK(level(bound.by_year.at(2028)) == 2);
    const Plan ends = changed("between = [1, 2]", "between = [0, 5]");
    CHECK(level(ends.targets[0].parts[0].upper.always) == 5);
    const Plan other = changed("between = [1, 2]", "at_most = 4");
    CHECK(other.targets[0].parts[0].direction == Direction::at_most);
    CHECK_FALSE(other.targets[0].parts[0].upper);
}

TEST_CASE("merge_scenario: a known chance goes with what it was known of", "[scenarios]") {
    const auto known = [](const std::string& changes) {
        const std::string text = "[model]\nyears = [2026, 2028]\n[series.x]\nvalue = \"1\"\n" +
                                 std::string(
                                     "[targets.t]\nmeasure = \"x\"\nat_least = 1\n"
                                     "known_chance = 0.5\n");
        const Plan plan = load_plan("s.toml", [&](const std::string& path) {
            return std::make_shared<SourceFile>(
                path, path == "m.toml"
                          ? text
                          : "[scenario]\nextends = \"m.toml\"\n[targets.t]\n" + changes);
        });
        return static_cast<bool>(plan.targets[0].parts[0].known_chance);
    };
    CHECK(known("number = 3"));
    CHECK_FALSE(known("at_least = 2"));
    CHECK_FALSE(known("above = 1"));
    CHECK_FALSE(known("measure = \"2 * x\""));
    CHECK_FALSE(known("by = 2027"));
    CHECK_FALSE(known("judged_if = \"x > 0\""));
    CHECK(known("at_least = 2\nknown_chance = 0.25"));
}

TEST_CASE("merge_scenario: bounds and run settings", "[scenarios]") {
    const Plan plan = with(
        "[targets.t.part.b]\nabove = \"7 %\"\n[targets.u]\nat_least = 3\nby = 2027\n[run]\nruns = "
        "5000\nseed = 7\n");
    CHECK(plan.targets[0].parts[1].direction == Direction::above);
    CHECK(plan.targets[0].parts[1].bound.always.formula->value == Approx(7));
    CHECK(plan.targets[0].parts[1].each_year);
    CHECK(plan.targets[1].parts[0].bound.always.formula->value == 3.0);
    CHECK(plan.targets[1].parts[0].by == std::optional<int>(2027));
    CHECK(plan.run.runs == 5000);
    CHECK(plan.run.seed == 7);
}

TEST_CASE("merge_scenario: the nearest file has the last word", "[scenarios]") {
    const std::map<std::string, std::string> texts = {
        {"s/base.toml",
         "[scenario]\nextends = \"../m/model.toml\"\ntitle.en = \"Base\"\n[levers]\nsupport = "
         "2\n[run]\nruns = 10\n"},
        {"s/deep/one.toml", "[scenario]\nextends = \"../base.toml\"\n[levers]\nsupport = 3\n"}};
    const Plan plan = load(texts, "s/deep/one.toml");
    CHECK(plan.levers[0].value.at(0) == 3);
    CHECK(plan.run.runs == 10);
    CHECK(plan.name == "deep-one");
    REQUIRE(plan.sources.size() == 3);
    CHECK(plan.sources[1]->path() == "s/base.toml");
    CHECK(plan.sources[2]->path() == "m/model.toml");
}

TEST_CASE("merge_scenario: shared inputs keep their draws", "[scenarios]") {
    // Common random numbers: a change of one input leaves every draw of the others as it is.
    const auto draws_of = [](const Plan& plan) {
        const CompiledPlan compiled = compile_plan(plan, false);
        std::map<std::uint64_t, int> keys;
        for (const Node& node : compiled.graph.nodes())
            if (node.operation == Operation::draw) ++keys[node.key.value];
        return keys;
    };
    CHECK(draws_of(with("")) == draws_of(with("[inputs.entry]\nuniform = { min = 1, max = 2 }\n")));
}

TEST_CASE("merge_scenario: what stands for all members is kept by those not named", "[scenarios]") {
    const Plan plan = with("[levers]\nwhole = { shops = 4 }\n");
    CHECK(plan.levers[2].value.at(0) == 2);
    CHECK(plan.levers[2].value.at(1) == 4);
}

TEST_CASE("merge_scenario: loadings are replaced, not added to", "[scenarios]") {
    const Plan plan = with("[inputs.growth]\nloads_on = { boom = 0.3 }\n");
    REQUIRE(plan.inputs[0].loadings.size() == 1);
    CHECK(plan.inputs[plan.inputs[0].loadings[0].factor].name == "boom");
}

TEST_CASE("merge_scenario: what is kindest does not move with the choice", "[scenarios]") {
    const Plan plan = with("[readings]\nother = \"b\"\n");
    CHECK(plan.readings[1].value == 1);
    CHECK(plan.readings[1].kindest == 0);
    CHECK(plan.readings[1].reported == 2);
}

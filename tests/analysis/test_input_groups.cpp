#include "engine/analysis/input_groups.hpp"

#include <algorithm>

#include "tests/analysis/studied_plan.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;
using namespace plancast::testing;

namespace {

constexpr const char* yearly_shares = R"toml(
[model]
years = [2026, 2027]
[sets]
kinds = ["a", "b", "c"]
[inputs.mix]
title.en = "Mix"
each = "year"
over = "kinds"
dirichlet = { alpha = { a = 2, b = 3, c = 4 } }
status = "assumed"
source = "-"
[series.part]
over = "kinds"
value = "mix * 2"
)toml";

/// y = 3 a + 2 b - c and a count of chance; b is measured, the others assumed.
const std::string with_count = std::string(linear_model) + R"toml(
[counts.n]
poisson = { mean = 10 }
[series.z]
value = "a + b + c + n"
)toml";

struct Grouped : StudiedModel {
    using StudiedModel::StudiedModel;

    std::vector<InputGroup> groups(GroupBy by, const ChosenGroups& chosen = {}) const {
        return input_groups(plan, compiled, by, chosen);
    }
    std::string status(const std::vector<std::string>& members) const {
        for (const InputGroup& group : groups(GroupBy::member, {{"g", members}}))
            if (group.id == "g") return group.status;
        return "none";
    }
};

/// The model with a factor on which both members of an input load.
constexpr const char* loaded = R"toml(
[model]
[sets]
kinds = ["a", "b"]
[inputs.cycle]
normal = { mean = 0, sd = 1 }
status = "assumed"
source = "-"
[inputs.x]
over = "kinds"
normal = { mean = 0, sd = 1 }
loads_on = { cycle = 0.5 }
status = "assumed"
source = "-"
[series.y]
over = "kinds"
value = "x"
)toml";

}  // namespace

TEST_CASE("input_groups: shares drawn each year, by year", "[analysis]") {
    const Grouped model(yearly_shares);
    const std::vector<InputGroup> groups = model.groups(GroupBy::year);
    REQUIRE(groups.size() == 2);
    for (const InputGroup& group : groups) {
        const std::int32_t year = group.id == "mix@2026" ? 2026 : 2027;
        CHECK(group.id == "mix@" + std::to_string(year));
        CHECK(group.title.en == "Mix " + std::to_string(year));
        CHECK(group.title.vi.empty());
        REQUIRE(group.streams.size() == 3);
        for (const Stream& stream : group.streams) CHECK(stream.year == year);
        REQUIRE(group.columns.size() == 3);
        for (const std::size_t c : group.columns) CHECK(model.compiled.inputs[c].year == year);
    }
    for (const GroupBy by : {GroupBy::input, GroupBy::member}) {
        const std::vector<InputGroup> whole = model.groups(by);
        REQUIRE(whole.size() == 1);
        CHECK(whole[0].id == "mix");
        CHECK(whole[0].streams.size() == 6);
        CHECK(whole[0].columns.size() == 6);
    }
}

TEST_CASE("input_groups: a group stands where the first of it stood, however it is named",
          "[analysis]") {
    const Grouped model(with_count);
    const auto ids = [&](const ChosenGroups& chosen) {
        std::vector<std::string> found;
        for (const InputGroup& group : model.groups(GroupBy::member, chosen))
            found.push_back(group.id);
        return found;
    };
    const std::vector<std::string> first{"a", "n"}, last{"n", "c", "b"};
    CHECK(ids({{"g", first}}) == std::vector<std::string>{"g", "b", "c"});
    CHECK(ids({{"g", last}}) == std::vector<std::string>{"a", "g"});
}

TEST_CASE("input_groups: the status of what is put together", "[analysis]") {
    const Grouped model(with_count);
    CHECK(model.status({"a", "c"}) == "assumed");
    CHECK(model.status({"b"}) == "measured");
    CHECK(model.status({"n"}) == "chance");
    const std::vector<std::string> several{"a", "n"}, all{"a", "b", "c"};
    for (std::vector<std::string> members : {several, all}) {
        CHECK(model.status(members) == "mixed");
        std::reverse(members.begin(), members.end());
        CHECK(model.status(members) == "mixed");
    }
}

TEST_CASE("input_groups: shares by status are those of inputs, however put together",
          "[analysis]") {
    StudiedModel model(with_count);
    model.options.base_size = 1024;
    model.options.of = {"z"};
    const auto shares = [&](const std::string& method) {
        std::vector<std::pair<std::string, double>> all;
        const Sensitivity found = model.by(method);
        for (const StatusShare& share : found.outputs.at(0).shares)
            all.emplace_back(share.status, share.first.value);
        return all;
    };
    const auto apart = shares("sobol");
    REQUIRE(apart.size() == 3);
    model.options.groups = {{"all but a", {"b", "c", "n"}}};
    CHECK(shares("sobol") == apart);
    // From given runs, a mixed group stays one.
    model.plan.run.runs = 4096;
    const auto given = shares("given-data");
    REQUIRE(given.size() == 2);
    CHECK(given[0].first == "assumed");
    CHECK(given[1].first == "mixed");
}

TEST_CASE("input_groups: names of groups tell them apart", "[analysis]") {
    const Grouped model(with_count);
    const auto said = [&](const ChosenGroups& chosen) {
        return refusal([&] { model.groups(GroupBy::member, chosen); });
    };
    CHECK(said({{"g", {"a"}}, {"g", {"b"}}}).find("there are two groups 'g'") == 0);
    CHECK(said({{"c", {"a", "b"}}}).find("group 'c' is named like 'c'") == 0);
    CHECK(said({{"n", {"a", "b"}}}).find("group 'n' is named like 'n'") == 0);
    CHECK(said({{"a", {"a", "b"}}, {"n", {"n"}}}).empty());
    const Grouped members(loaded);
    CHECK(refusal([&] {
              members.groups(GroupBy::member, {{"x", {"x[a]", "cycle"}}});
          }).find("group 'x' is named like 'x[b]'") == 0);
}

TEST_CASE("correlated_groups: each pair once", "[analysis]") {
    using Pairs = std::vector<std::pair<std::string, std::string>>;
    const Grouped model(loaded);
    CHECK(correlated_groups(model.plan, model.groups(GroupBy::input)) == Pairs{{"cycle", "x"}});
    CHECK(correlated_groups(model.plan, model.groups(GroupBy::member)) ==
          Pairs{{"cycle", "x[a]"}, {"cycle", "x[b]"}});
}

TEST_CASE("input_groups: a member by year has all its years", "[analysis]") {
    Grouped model(R"toml(
[model]
years = [2026, 2027]
[sets]
kinds = ["a", "b"]
[inputs.x]
title.en = "Growth"
over = "kinds"
each = "year"
lasting = 0.5
autocorrelation = 0.3
normal = { mean = 0, sd = 1 }
status = "assumed"
source = "-"
[series.y]
value = "sum(x over kinds)"
)toml");
    const std::vector<InputGroup> apart = model.groups(GroupBy::year);
    REQUIRE(apart.size() == 6);
    CHECK(apart[0].id == "x[a]");
    CHECK(apart[0].title.en == "Growth: a (lasting part)");
    CHECK(apart[1].id == "x[a]@2026");
    CHECK(model.groups(GroupBy::year, {{"g", {"x[a]"}}}).front().streams.size() == 3);
    CHECK(model.groups(GroupBy::year, {{"g", {"x[a]@2026"}}}).size() == 6);
    const auto refused = [&](GroupBy by, const std::vector<std::string>& members) {
        return refusal([&] { model.groups(by, {{"g", members}}); });
    };
    CHECK(refused(GroupBy::member, {"x[a]", "x[a]"}).find("'x[a]' stands twice in group 'g'") == 0);
    CHECK(refused(GroupBy::input, {"x[a]"}).find("there is only 'x'") != std::string::npos);
    CHECK(refused(GroupBy::member, {"x[a]@2026"}).find("--by year") != std::string::npos);
    // What remembers the year before is correlated with it.
    const auto pairs = correlated_groups(model.plan, apart);
    REQUIRE(pairs.size() == 2);
    CHECK(pairs[0] == std::pair<std::string, std::string>("x[a]@2026", "x[a]@2027"));
}

TEST_CASE("studied_outputs: what is named twice is studied once", "[analysis]") {
    Grouped model(std::string(linear_model) + R"toml(
[sets]
ends = ["low", "high"]
[series.part]
over = "ends"
value = "y"
[targets.two]
over = "ends"
measure = "part"
at_least = 1
)toml");
    const auto outputs = [&](const std::vector<std::string>& names) {
        Graph graph = model.compiled.graph;
        return studied_outputs(model.plan, model.compiled, graph, names);
    };
    const std::vector<StudiedOutput> target = outputs({"two"});
    REQUIRE(target.size() == 5);
    const std::string part = target.back().of;
    CHECK(outputs({part}).size() == 2);
    CHECK(outputs({"two", part}).size() == 5);
    CHECK(outputs({part, "two", "two"}).size() == 5);
    CHECK(outputs({part, "two"}).front().of == part);
    CHECK(outputs({"y", "t", "y", "y"}).size() == 3);
}

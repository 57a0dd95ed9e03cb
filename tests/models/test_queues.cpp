#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include <fmt/format.h>

#include "tests/models/plan_runner.hpp"
#include "tests/support/catch.hpp"

using plancast::test::assumed;
using plancast::test::mistakes;
using plancast::test::PlanRunner;

namespace {

using Numbers = std::vector<double>;

// The members in the order of their keys, found by choosing the first of what is left.
std::vector<std::size_t> in_order(const Numbers& keys) {
    std::vector<std::size_t> order;
    std::vector<bool> taken(keys.size(), false);
    while (order.size() < keys.size()) {
        std::size_t next = keys.size();
        for (std::size_t i = 0; i < keys.size(); ++i)
            if (!taken[i] && (next == keys.size() || keys[i] < keys[next])) next = i;
        taken[next] = true;
        order.push_back(next);
    }
    return order;
}

Numbers funded(const Numbers& costs, double money, const Numbers& keys, bool blocking) {
    Numbers result(costs.size(), 0);
    double spent = 0;
    for (const std::size_t i : in_order(keys)) {
        if (spent + costs[i] <= money + 1e-9 * std::abs(money)) {
            result[i] = 1;
            spent += costs[i];
        } else if (blocking) {
            break;
        }
    }
    return result;
}

Numbers by_priority(double limit, const Numbers& wants, const Numbers& keys) {
    Numbers result(wants.size(), 0);
    for (const std::size_t i : in_order(keys)) {
        const double dealt = std::accumulate(result.begin(), result.end(), 0.0);
        result[i] = std::clamp(limit - dealt, 0.0, std::max(wants[i], 0.0));
    }
    return result;
}

// Whoever wants no more than its share is served; the others share again what is left.
Numbers by_weight(double limit, const Numbers& wants, const Numbers& weights) {
    Numbers result(wants.size(), 0);
    std::vector<bool> served(wants.size(), false);
    for (std::size_t round = 0; round <= wants.size(); ++round) {
        double left = std::max(limit, 0.0), sum = 0;
        for (std::size_t i = 0; i < wants.size(); ++i) {
            if (served[i])
                left -= result[i];
            else
                sum += weights[i];
        }
        for (std::size_t i = 0; i < wants.size(); ++i)
            if (!served[i]) result[i] = sum > 0 ? left * weights[i] / sum : 0;
        for (std::size_t i = 0; i < wants.size(); ++i) {
            if (served[i] || std::max(wants[i], 0.0) > result[i]) continue;
            result[i] = std::max(wants[i], 0.0);
            served[i] = true;
        }
    }
    return result;
}

Numbers ranks(const Numbers& x) {
    Numbers result;
    for (std::size_t i = 0; i < x.size(); ++i) {
        double rank = 1;
        for (std::size_t j = 0; j < x.size(); ++j)
            if (x[j] > x[i] || (x[j] == x[i] && j < i)) ++rank;
        result.push_back(rank);
    }
    return result;
}

const std::string questions = R"toml(
[series.blocked]
over = "project"
value = "funded(cost over project, money, order = key)"
[series.passed]
over = "project"
value = "funded(cost over project, money, order = key, blocking = false)"
[series.as_listed]
over = "project"
value = "funded(cost over project, money)"
[series.served]
over = "project"
value = "by_priority(money, cost over project, order = key)"
[series.part]
over = "project"
value = "pro_rata(money, cost over project)"
[series.weighted]
over = "project"
value = "pro_rata(money, cost over project, weight = weight)"
[series.rank]
over = "project"
value = "rank(cost over project)"
[series.most]
value = "highest_at(cost over project)"
[series.least]
value = "lowest_at(cost over project)"
)toml";

std::string set_of(std::size_t count) {
    std::string members;
    for (std::size_t i = 0; i < count; ++i) members += fmt::format("\"p{}\", ", i);
    return "[sets]\nproject = [" + members + "]\n";
}

void check_run(const PlanRunner& plan, std::size_t count, std::uint64_t run) {
    const auto all = [&](const std::string& name) {
        Numbers values;
        for (std::size_t i = 0; i < count; ++i)
            values.push_back(plan.value(fmt::format("{}[p{}]", name, i), {}, run));
        return values;
    };
    const Numbers cost = all("cost"), key = all("key"), weight = all("weight");
    const double money = plan.value("money", {}, run);
    const Numbers listed(count, 0);
    const Numbers part = [&] {
        Numbers wants;
        for (const double x : cost) wants.push_back(std::max(x, 0.0));
        const double sum = std::accumulate(wants.begin(), wants.end(), 0.0);
        const double share = sum > 0 ? std::min(1.0, std::max(money, 0.0) / sum) : 0;
        for (double& x : wants) x *= share;
        return wants;
    }();
    const std::pair<std::string, Numbers> expected[] = {
        {"blocked", funded(cost, money, key, true)},
        {"passed", funded(cost, money, key, false)},
        {"as_listed", funded(cost, money, listed, true)},
        {"served", by_priority(money, cost, key)},
        {"part", part},
        {"weighted", by_weight(money, cost, weight)},
        {"rank", ranks(cost)},
    };
    INFO("run " << run << ", money " << money << ", costs "
                << fmt::format("{}", fmt::join(cost, " ")) << ", keys "
                << fmt::format("{}", fmt::join(key, " ")) << ", weights "
                << fmt::format("{}", fmt::join(weight, " ")));
    for (const auto& [name, values] : expected) {
        const Numbers found = all(name);
        INFO(name << ": " << fmt::format("{}", fmt::join(found, " ")) << ", expected "
                  << fmt::format("{}", fmt::join(values, " ")));
        double sum = 0;
        for (std::size_t i = 0; i < count; ++i) {
            REQUIRE(found[i] == Approx(values[i]).epsilon(1e-12).margin(1e-12));
            if (name == "served" || name == "part" || name == "weighted") sum += found[i];
        }
        REQUIRE(sum <= std::max(money, 0.0) * (1 + 1e-12));
    }
    const auto highest = std::max_element(cost.begin(), cost.end()) - cost.begin();
    const auto lowest = std::min_element(cost.begin(), cost.end()) - cost.begin();
    REQUIRE(plan.value("most", {}, run) == static_cast<double>(highest + 1));
    REQUIRE(plan.value("least", {}, run) == static_cast<double>(lowest + 1));
}

}  // namespace

TEST_CASE("queues: every run has its own order, costs and money", "[models][property]") {
    // Whole numbers make ties, zeros and exact fits; fractions make the rest.
    for (const bool whole : {true, false}) {
        for (std::size_t count : {1u, 2u, 3u, 5u, 6u, 9u}) {
            const auto input = [&](const std::string& name, const std::string& values,
                                   const std::string& weights, const std::string& range) {
                return "[inputs." + name + "]\n" + (name == "money" ? "" : "over = \"project\"\n") +
                       (whole
                            ? "discrete = { values = " + values + ", weights = " + weights + " }\n"
                            : "uniform = { " + range + " }\n") +
                       assumed;
            };
            const PlanRunner plan(
                set_of(count) +
                    input("cost", "[-1, 0, 1, 2, 3]", "[0.1, 0.2, 0.3, 0.2, 0.2]",
                          "min = -0.5, max = 3") +
                    input("key", "[1, 2, 3]", "[0.3, 0.3, 0.4]", "min = 0, max = 1") +
                    input("weight", "[0, 1, 2]", "[0.2, 0.5, 0.3]", "min = 0, max = 2") +
                    input("money", "[-1, 0, 2, 3, 5, 9]", "[0.1, 0.1, 0.2, 0.2, 0.2, 0.2]",
                          "min = -1, max = 10") +
                    questions,
                false);
            for (std::uint64_t run = 0; run < 40; ++run) check_run(plan, count, run);
        }
    }
}

TEST_CASE("queues: the program and the reference agree", "[models][property]") {
    constexpr std::size_t count = 6, runs = 300;
    const std::string each =
        "over = \"project\"\ndiscrete = { values = [0, 1, 2, 3], weights = "
        "[0.25, 0.25, 0.25, 0.25] }\n" +
        assumed;
    const PlanRunner plan(
        set_of(count) + "[inputs.cost]\n" + each + "[inputs.key]\n" + each + "[inputs.weight]\n" +
            each + "[inputs.money]\nuniform = { min = 0, max = 9 }\n" + assumed + questions,
        false);
    for (const std::string name : {"blocked", "passed", "served", "part", "weighted", "rank"}) {
        for (std::size_t i = 0; i < count; ++i) {
            const std::string label = fmt::format("{}[p{}]", name, i);
            const auto values = plan.values(label, {}, runs);
            for (std::uint64_t run = 0; run < runs; run += 11) {
                INFO(label << " in run " << run);
                CHECK(values[run] == Approx(plan.value(label, {}, run)).epsilon(1e-9));
            }
        }
    }
}

TEST_CASE("queues: an order that is known beforehand, in all its forms", "[models][property]") {
    std::mt19937 random(20261124);
    const auto whole = [&](unsigned below) { return static_cast<double>(random() % below); };
    for (int code = 0; code < 256; ++code) {
        Numbers keys, costs, weights;
        for (int i = 0, rest = code; i < 4; ++i, rest /= 4) {
            keys.push_back(rest % 4);
            costs.push_back(whole(5) - 1);
            weights.push_back(whole(3));
        }
        const auto lever = [](const std::string& name, const Numbers& values) {
            return fmt::format(
                "[levers.{}]\nover = \"project\"\nvalue = {{ p0 = {}, p1 = {}, p2 = {}, p3 = {} "
                "}}\n",
                name, values[0], values[1], values[2], values[3]);
        };
        const std::string text = set_of(4) + lever("prior", keys) + lever("weights", weights) +
                                 lever("costs", costs) +
                                 fmt::format("[series.money]\nvalue = {}\n", whole(9)) + questions +
                                 "[series.cost]\nover = \"project\"\nvalue = \"costs\"\n"
                                 "[series.key]\nover = \"project\"\nvalue = \"prior\"\n"
                                 "[series.weight]\nover = \"project\"\nvalue = \"weights\"\n";
        check_run(PlanRunner(text, false), 4, 0);
    }
}

TEST_CASE("queues: what costs all the money is funded", "[models]") {
    // 0.1 + 0.2 is more than 0.3 in binary.
    const PlanRunner plan(R"toml(
[sets]
project = ["road", "school"]
[levers.cost]
over = "project"
value = { road = 0.1, school = 0.2 }
[series.built]
over = "project"
value = "funded(cost over project, 0.3)"
[series.too_much]
over = "project"
value = "funded(cost over project, 0.2999999)"
)toml",
                          false);
    CHECK(plan.value("built[school]") == 1);
    CHECK(plan.value("too_much[school]") == 0);
}

TEST_CASE("queues: one for each region, and in a part of the set", "[models]") {
    const PlanRunner plan(R"toml(
[sets]
place = ["north", "south"]
project = ["road", "school", "bridge"]
old = { of = "project", members = ["bridge", "road"] }
[levers.cost]
over = ["place", "project"]
value = { north = { road = 5, school = 3, bridge = 2 }, south = 4 }
[levers.money]
over = "place"
value = { north = 8, south = 12 }
[levers.first]
over = "project"
value = { bridge = 0, otherwise = 1 }
[series.built]
over = ["place", "project"]
value = "if(funded(cost over project, money, order = first), 1, 0)"
[series.old_only]
over = ["old", "place"]
value = "by_priority(money, cost over old)"
[series.of_all]
over = ["old", "place"]
value = "by_priority(money, cost over project)"
[series.rank_of_place]
over = ["place", "project"]
value = "rank(cost over place)"
)toml",
                          false);
    CHECK(plan.value("built[north, bridge]") == 1);
    CHECK(plan.value("built[north, road]") == 1);
    CHECK(plan.value("built[north, school]") == 0);
    CHECK(plan.value("built[south, school]") == 1);
    CHECK(plan.value("old_only[bridge, north]") == 2);
    CHECK(plan.value("old_only[road, north]") == 5);
    CHECK(plan.value("of_all[bridge, north]") == 0);
    CHECK(plan.value("of_all[bridge, south]") == 4);
    CHECK(plan.value("rank_of_place[north, road]") == 1);
    CHECK(plan.value("rank_of_place[north, school]") == 2);
}

TEST_CASE("queues: what is not dealt out is carried over", "[models]") {
    // 10 a year; wants of 4 and 3 leave 3 for the year after, of which 10 + 3 + ... are left.
    const PlanRunner plan(R"toml(
[sets]
use = ["roads", "schools"]
[series.available]
value = "10 + before(available - sum(paid over use), 0)"
[series.want]
over = "use"
value = "if(year <= 2027, 4 - position(use), 20)"
[series.paid]
over = "use"
value = "by_priority(available, want over use)"
)toml");
    CHECK(plan.value("available", 2026) == 10);
    CHECK(plan.value("available", 2027) == 15);
    CHECK(plan.value("available", 2028) == 20);
    CHECK(plan.value("paid[roads]", 2028) == 20);
    CHECK(plan.value("paid[schools]", 2028) == 0);
    CHECK(plan.value("available", 2029) == 10);
}

TEST_CASE("queues: what is passed over takes its money back, unless what is begun comes first",
          "[models]") {
    const PlanRunner plan(R"toml(
[sets]
project = ["tower", "clinic"]
[levers.cost]
over = "project"
value = { tower = 15, clinic = 8 }
[series.money]
value = 10
[series.reached]
over = "project"
value = "funded(cost over project, total(money), blocking = false)"
[series.begun]
over = "project"
value = "funded(cost over project, total(money), order = if(before(begun, false), 0, 1), blocking = false)"
)toml");
    const auto clinic_and_tower = [&](const std::string& series, int year) {
        return std::vector<double>{plan.value(series + "[clinic]", year),
                                   plan.value(series + "[tower]", year)};
    };
    CHECK(clinic_and_tower("reached", 2026) == std::vector<double>{1, 0});  // 8 of 10
    CHECK(clinic_and_tower("reached", 2027) == std::vector<double>{0, 1});  // 15 of 20
    CHECK(clinic_and_tower("reached", 2028) == std::vector<double>{1, 1});  // 23 of 30
    CHECK(clinic_and_tower("begun", 2026) == std::vector<double>{1, 0});
    CHECK(clinic_and_tower("begun", 2027) == std::vector<double>{1, 0});  // 8 of 20, 15 do not fit
    CHECK(clinic_and_tower("begun", 2028) == std::vector<double>{1, 1});
}

TEST_CASE("queues: mistakes are told", "[models]") {
    const auto said = [](const std::string& over, const std::string& value) {
        return mistakes(R"toml(
[sets]
project = ["road", "school"]
place = ["north", "south"]
[maps.place_of]
from = "project"
to = "place"
values = "north"
[levers.cost]
over = "project"
unit = "bn VND"
value = 1
[series.x]
)toml" + over + "value = \"" +
                            value + "\"\n",
                        false);
    };
    const std::string each = "over = \"project\"\n";
    const auto has = [&](const std::string& over, const std::string& value, const char* text) {
        INFO(value << ": " << said(over, value));
        CHECK(said(over, value).find(text) != std::string::npos);
    };
    has("", "funded(cost over project, 5 'bn VND')", "no member of 'project' is at hand");
    has(each, "funded(cost over project, 5)", "'funded' takes one unit");
    has(each, "funded(cost over project, cost)", "'cost' has a value for each project, one number");
    has(each, "funded(cost, 5 'bn VND')", "'funded' runs over a set");
    has(each, "funded(cost over place_of, 5 'bn VND')", "'funded' runs over a set, not over a map");
    has(each, "funded(cost over project)", "'funded' takes 2 arguments, here 1");
    has(each, "funded(cost over project, 5 'bn VND', first = 2)",
        "'funded' has no argument 'first'");
    has(each, "funded(cost over project, 5 'bn VND', blocking = 2)", "true or false is due");
    has(each, "rank(5 'bn VND' over project)", "its value is the same for every project");
    has(each, "by_priority(cost over project, 5 'bn VND')", "one number is due");
    has("", "highest_at(cost over project, place)", "'highest_at' takes 1 argument, here 2");
}

#include "tests/support/catch.hpp"

#include <cmath>
#include <limits>

#include "engine/analysis/evaluation_order.hpp"
#include "engine/analysis/run_path.hpp"
#include "engine/analysis/stored_layout.hpp"
#include "tests/analysis/example_plan.hpp"

using namespace plancast;
using plancast::testing::example_plan;

namespace {

const PathRow& row_of(const std::vector<PathRow>& rows, const std::string& id) {
    for (const PathRow& row : rows) {
        if (row.id == id) return row;
    }
    FAIL("no row " << id);
    return rows.front();
}

}  // namespace

TEST_CASE("run_path: the median world, checked by hand", "[analysis]") {
    const Plan plan = example_plan();
    const CompiledPlan compiled = compile_plan(plan, true);
    const RunPath path =
        run_path(plan, compiled, evaluate_outputs(compiled, MedianDesign(), 0), {});
    CHECK(path.years == std::vector<int>{2026, 2027, 2028});
    // All draws are at their medians: growth of 5 % and 10 %, and no strike at a chance of 1 in 4.
    const PathRow& growth = row_of(path.inputs, "growth[tables]");
    CHECK(growth.by_year);
    REQUIRE(growth.values.size() == 3);
    CHECK(growth.values[1] == Approx(0.1));
    const PathRow& strike = row_of(path.inputs, "strike");
    CHECK_FALSE(strike.by_year);
    CHECK(strike.values == std::vector<double>{0});
    const PathRow& chairs = row_of(path.series, "demand[chairs]");
    CHECK(chairs.values[0] == Approx(315));
    CHECK(chairs.values[2] == Approx(300 * 1.05 * 1.05 * 1.05));
    CHECK(row_of(path.series, "demand[tables]").values[1] == Approx(121));
    // The median of binomial(315, 0.97) and of binomial(110, 0.97), R's qbinom(0.5, n, 0.97).
    CHECK(row_of(path.series, "delivered[chairs]").values[0] == 306);
    CHECK(row_of(path.series, "delivered[tables]").values[0] == 107);
    CHECK(row_of(path.series, "revenue").values[0] == Approx((306 + 107) * 12));
    REQUIRE(path.targets.size() == 3);
    CHECK(path.targets[0].verdict == Verdict::met);
    CHECK(path.targets[0].parts[0].measure == Approx(5));
    CHECK(path.targets[0].parts[1].measure == Approx(10));
    CHECK(path.targets[2].verdict == Verdict::met);
    CHECK(path.broken_checks.empty());
    REQUIRE(path.levers.size() == 1);
    CHECK(path.levers[0].value == 12);
    REQUIRE(path.readings.size() == 1);
    CHECK(path.readings[0].choice == "compound");
}

TEST_CASE("evaluate_outputs: a run by itself has the bits that it has in a block", "[analysis]") {
    const Plan plan = example_plan();
    const CompiledPlan compiled = compile_plan(plan, true);
    const RandomDesign design(11);
    const Program program = compile_program(compiled.graph, compiled.outputs);
    Workspace workspace(program, 64);
    evaluate_block(program, design, 960, 50, workspace);
    for (const std::uint64_t run : {960, 977, 1009}) {
        const std::vector<double> alone = evaluate_outputs(compiled, design, run);
        for (std::size_t i = 0; i < alone.size(); ++i)
            CHECK(alone[i] == workspace.output(program, i)[run - 960]);
    }
}

TEST_CASE("evaluation_order: what a series needs stands before it", "[analysis]") {
    const Plan plan = example_plan();
    const std::vector<std::size_t> order = evaluation_order(plan, compile_plan(plan, false));
    std::vector<std::string> names;
    for (const std::size_t index : order) names.push_back(plan.series[index].name);
    const auto place = [&names](const std::string& name) {
        return std::find(names.begin(), names.end(), name) - names.begin();
    };
    REQUIRE(names.size() == 4);
    CHECK(place("demand") < place("delivered"));
    CHECK(place("delivered") < place("revenue"));
    CHECK(place("delivered") < place("late"));
}

TEST_CASE("stored_layout: datasets and columns follow from what is stored", "[analysis]") {
    const Plan plan = example_plan();
    const CompiledPlan compiled = compile_plan(plan, true);
    const auto paths = [&](const std::string& store) {
        std::vector<std::string> paths;
        for (const StoredQuantity& quantity :
             stored_layout(plan, compiled, store).schema.quantities)
            paths.push_back(quantity.path);
        return paths;
    };
    const std::vector<std::string> targets{"targets/orders/hit",
                                           "targets/orders/chairs/measure",
                                           "targets/orders/chairs/hit",
                                           "targets/orders/tables/measure",
                                           "targets/orders/tables/hit",
                                           "targets/lateness/hit",
                                           "targets/lateness/lateness/measure",
                                           "targets/lateness/lateness/hit",
                                           "targets/calm/hit",
                                           "targets/calm/calm/measure",
                                           "targets/calm/calm/hit"};
    CHECK(paths("targets") == targets);
    CHECK(paths("summary").empty());
    CHECK(paths("none").empty());
    std::vector<std::string> all = paths("all");
    std::vector<std::string> with_inputs = paths("inputs");
    CHECK(with_inputs.size() == all.size() + 2);
    CHECK(std::find(all.begin(), all.end(), "series/revenue") != all.end());
    CHECK(std::find(all.begin(), all.end(), "inputs/growth") == all.end());
    CHECK(std::find(with_inputs.begin(), with_inputs.end(), "inputs/growth") != with_inputs.end());

    const StoredLayout layout = stored_layout(plan, compiled, "inputs");
    std::size_t columns = 0;
    for (const StoredQuantity& quantity : layout.schema.quantities) {
        CHECK(quantity.first_column == columns);
        columns += column_count(quantity, layout.schema);
    }
    CHECK(columns == layout.schema.column_count);
    CHECK(columns == layout.outputs.size());
    CHECK(layout.schema.years == plan.years);
    CHECK(layout.schema.sources.size() == 1);
    CHECK(layout.schema.sources[0].path == "joinery/model.toml");
}

TEST_CASE("stored_layout: units, titles and dimensions are told to other readers", "[analysis]") {
    const Plan plan = example_plan();
    const StoredLayout layout = stored_layout(plan, compile_plan(plan, true), "all");
    for (const StoredQuantity& quantity : layout.schema.quantities) {
        if (quantity.path == "series/revenue") {
            CHECK(quantity.unit == "mn VND");
            CHECK(quantity.long_name == "Revenue");
            CHECK(quantity.long_name_vi == "Doanh thu");
            CHECK(quantity.by_year);
            CHECK(quantity.type == StoredType::real);
        }
        if (quantity.path == "series/demand") {
            CHECK(quantity.sets == std::vector<std::string>{"kind"});
            CHECK(quantity.long_name == "demand");
            CHECK(column_label(layout.schema, quantity.first_column + 3) ==
                  "series/demand[tables] of 2027");
        }
        if (quantity.path == "targets/calm/hit") CHECK(quantity.type == StoredType::verdict);
    }
    CHECK(column_label(layout.schema, layout.schema.column_count - 1) == "targets/calm/calm/hit");
}

TEST_CASE("store_from_name: an unknown choice is refused with the nearest", "[analysis]") {
    CHECK(store_from_name("summary") == Store::summary);
    try {
        store_from_name("input");
        FAIL("accepted");
    } catch (const InvalidInput& refused) {
        CHECK(std::string(refused.what()).find("'input'") != std::string::npos);
        CHECK(refused.problems()[0].suggestion == "did you mean 'inputs'?");
    }
}

TEST_CASE("first_difference: bits decide, also of zeros and of what is no number", "[analysis]") {
    ResultSchema schema;
    schema.years = {2026, 2027};
    StoredQuantity quantity;
    quantity.path = "series/x";
    quantity.by_year = true;
    schema.quantities = {quantity};
    schema.column_count = 2;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> stored{nan, 0.1};
    CHECK_FALSE(first_difference(schema, stored, std::vector<double>{nan, 0.1}).has_value());
    const auto last_bit =
        first_difference(schema, stored, std::vector<double>{nan, std::nextafter(0.1, 1)});
    REQUIRE(last_bit.has_value());
    CHECK(*last_bit == "series/x of 2027 is 0.1 in the file and 0.10000000000000002 now");
    CHECK(first_difference(schema, std::vector<double>{0.0, 1}, std::vector<double>{-0.0, 1}));
    CHECK(first_difference(schema, stored, std::vector<double>{1}));
}

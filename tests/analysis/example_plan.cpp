#include "tests/analysis/example_plan.hpp"

#include <memory>
#include <string>

#include "engine/scenarios/scenario.hpp"

namespace plancast::testing {

namespace {

constexpr const char* model = R"toml(
[model]
title.vi = "Xưởng mộc"
title.en = "A joinery"
base_year = 2025
years = [2026, 2028]

[units]
order = ["orders"]

[sets]
kind = ["chairs", "tables"]

[readings.average]
one_of = ["compound", "arithmetic"]
kindest = "arithmetic"
title.en = "What average growth means"

[levers.price]
unit = "mn VND / order"
value = 12
range = [10, 15]

[inputs.growth]
over = "kind"
unit = "1/year"
normal = { mean = { chairs = 0.05, tables = 0.1 }, sd = { run = 0.02, year = 0.03 } }
status = "estimated"
source = "the order book"

[inputs.strike]
bernoulli = { chance = 0.25 }
status = "assumed"
source = "nobody knows"

# Written before what it needs.
[series.revenue]
title.vi = "Doanh thu"
title.en = "Revenue"
unit = "mn VND"
value = "sum(delivered over kind) * price"

[series.demand]
over = "kind"
unit = "orders"
base = { chairs = 300, tables = 100 }
value = "prev(demand) * (1 + growth)"

[counts.delivered]
over = "kind"
unit = "orders"
binomial = { trials = "demand", chance = "if(strike, 0.5, 0.97)" }

[series.late]
value = "1 - sum(delivered over kind) / sum(demand over kind)"

[targets.orders]
number = 2
title.en = "Orders grow"
part.chairs = { measure = "if(average is compound, cagr(demand[chairs]), mean(growth(demand[chairs])))", at_least = "5 %/year" }
part.tables = { measure = "cagr(demand[tables])", above = "9.5 %/year", title.en = "Tables" }

[targets.lateness]
number = 1
title.vi = "Giao hàng trễ"
each_year = "late"
at_most = "4 %"

[targets.calm]
measure = "not strike"
is_true = true
judged_if = "demand[chairs] > 330 'orders'"

[checks.deliveries]
holds = "sum(delivered over kind) <= sum(demand over kind) + 2 'orders'"
)toml";

}  // namespace

Plan example_plan() {
    const SourceReader reader = [](const std::string& path) {
        return std::make_shared<SourceFile>(path, std::string(model));
    };
    return load_plan("joinery/model.toml", reader);
}

SimulationTotals empty_totals(const Plan& plan, const CompiledPlan& compiled, std::uint64_t runs) {
    const std::size_t targets = plan.targets.size();
    const std::size_t parts = compiled.columns.measures.size();
    SimulationTotals totals;
    totals.runs = runs;
    totals.series.resize(compiled.series.size());
    totals.series_sample.resize(compiled.series.size());
    totals.series_not_finite.resize(compiled.series.size());
    totals.measures.resize(parts);
    totals.shortfalls.resize(parts);
    totals.known_chances.resize(parts);
    totals.measures_not_finite.resize(parts);
    totals.measure_sample.resize(parts);
    totals.shortfall_sample.resize(parts);
    totals.checks_broken.resize(plan.checks.size());
    totals.both_missed.resize(targets * targets);
    for (std::size_t i = 0; i < compiled.choices.size(); ++i) {
        VerdictCounts counts;
        counts.part_met.resize(parts);
        counts.part_not_judged.resize(parts);
        counts.target_met.resize(targets);
        counts.target_not_judged.resize(targets);
        counts.targets_met.resize(targets + 1);
        totals.verdicts.push_back(counts);
    }
    return totals;
}

}  // namespace plancast::testing

#include "tests/support/catch.hpp"

#include <cmath>

#include "engine/analysis/summary_tables.hpp"

using namespace plancast;

namespace {

const SummaryTable* table_of(const std::vector<SummaryTable>& tables, const std::string& path) {
    for (const SummaryTable& table : tables) {
        if (table.path == path) return &table;
    }
    return nullptr;
}

double value(const SummaryTable& table, const std::string& label, const std::string& column) {
    for (const auto& [name, values] : table.columns) {
        if (name != column) continue;
        for (std::size_t i = 0; i < table.labels.size(); ++i) {
            if (table.labels[i] == label) return values.at(i);
        }
    }
    FAIL("no " << label << " of " << column);
    return 0;
}

}  // namespace

TEST_CASE("summary_tables: every column has a value a row, NaN where there is none", "[analysis]") {
    Summary summary;
    summary.runs = 10;
    summary.targets_met = {0.5, 0.25, 0.25};
    PartSummary number;
    number.id = "rate";
    number.probability = {0.4, {0.2, 0.6}, 4, 0};
    number.promise = 7.5;
    number.measure_quantiles = {{0.05, 1.0}, {0.5, 2.0}};
    PartSummary truth;
    truth.id = "done";
    truth.direction = Direction::is_true;
    summary.targets = {{"a", 3, {}, {0.4, {0.2, 0.6}, 4, 0}, {number, truth}, {}},
                       {"b", 0, {}, {}, {}, {}}};
    SeriesSummary series;
    series.id = "x[y]";
    series.year = 2026;
    series.mean = 5;
    summary.series = {series};
    summary.pairs = {{"a", "b", 0.3, 0.2}};
    summary.readings = {{"hundred", "rounded", {}, {}, {{0.9, {0.8, 1}, 9, 0}, {}}}};
    const auto tables = summary_tables(summary);
    for (const SummaryTable& table : tables) {
        CAPTURE(table.path);
        CHECK_FALSE(table.labels.empty());
        for (const auto& [name, values] : table.columns)
            CHECK(values.size() == table.labels.size());
    }
    const SummaryTable* parts = table_of(tables, "summary/parts");
    REQUIRE(parts != nullptr);
    CHECK(value(*parts, "a/rate", "promise") == 7.5);
    CHECK(std::isnan(value(*parts, "a/done", "promise")));
    CHECK(value(*parts, "a/rate", "quantile_0.5") == 2);
    CHECK(std::isnan(value(*parts, "a/done", "quantile_0.5")));
    const SummaryTable* targets = table_of(tables, "summary/targets");
    REQUIRE(targets != nullptr);
    CHECK(value(*targets, "a", "high") == 0.6);
    CHECK(value(*targets, "a", "number") == 3);
    CHECK(targets->labels == std::vector<std::string>{"a", "b", "all"});
    REQUIRE(table_of(tables, "summary/readings") != nullptr);
    CHECK(value(*table_of(tables, "summary/readings"), "hundred = rounded: a", "met") == 9);
    REQUIRE(table_of(tables, "summary/targets_met") != nullptr);
    CHECK(value(*table_of(tables, "summary/targets_met"), "2", "probability") == 0.25);
    REQUIRE(table_of(tables, "summary/series") != nullptr);
    CHECK(value(*table_of(tables, "summary/series"), "x[y]", "year") == 2026);
    REQUIRE(table_of(tables, "summary/pairs") != nullptr);
    CHECK(value(*table_of(tables, "summary/pairs"), "a & b", "both_missed") == 0.3);
}

TEST_CASE("summary_tables: a model without targets has no tables of them", "[analysis]") {
    Summary summary;
    summary.targets_met = {1};
    CHECK(summary_tables(summary).empty());
}

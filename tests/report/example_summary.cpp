#include "tests/report/example_summary.hpp"

#include <utility>

#include "engine/statistics/intervals.hpp"

namespace plancast::testing {

namespace {

PartSummary part(std::string id, Direction direction, double bound, std::string unit,
                 std::uint64_t met, double promise, double sd) {
    PartSummary part;
    part.id = std::move(id);
    part.direction = direction;
    part.unit = std::move(unit);
    part.levels = {{std::nullopt, bound, std::nullopt}};
    part.bound = "14 " + part.unit;
    part.probability = counted(met);
    part.promise = promise;
    if (met < 100'000) {
        part.shortfall = 0.7 * sd;
        part.shortfall_mean = 0.8 * sd;
    }
    part.mean = promise + 0.84 * sd;
    part.sd = sd;
    part.standard_error = sd / 316.0;
    part.measure_quantiles = {{0.05, promise - sd}, {0.2, promise}, {0.5, promise + 0.84 * sd}};
    return part;
}

TargetSummary target(int number, std::string id, std::string vi, std::string en,
                     std::vector<PartSummary> parts, std::uint64_t met) {
    TargetSummary target;
    target.id = std::move(id);
    target.number = number;
    target.title = {std::move(vi), std::move(en)};
    target.probability = counted(met);
    target.parts = std::move(parts);
    return target;
}

std::vector<TargetSummary> example_targets() {
    std::vector<TargetSummary> targets;
    targets.push_back(
        target(1, "revenue", "Thu ngân sách nhà nước trên địa bàn tăng bình quân từ 14 %/năm",
               "State-budget revenue grows by 14 % a year on average",
               {part("revenue", Direction::at_least, 14, "%/year", 41'234, 11.31, 3.1)}, 41'234));
    targets.push_back(
        target(2, "product", "Tổng giá trị sản phẩm tăng bình quân từ 14 %/năm",
               "Product grows by 14 % a year on average, each sector as planned",
               {part("total", Direction::at_least, 14, "%/year", 12'111, 9.8, 2.6),
                part("industry", Direction::at_least, 16.5, "%/year", 20'500, 11.02, 4.4)},
               3));
    targets.push_back(target(16, "files", "Hồ sơ hành chính giải quyết đúng hạn 100 %",
                             "Administrative files on time: 100 %",
                             {part("on_time", Direction::equals, 100, "%", 0, 0, 0.04),
                              part("online", Direction::above, 95, "%", 100'000, 97.25, 0.61)},
                             0));
    targets.back().parts[0].promise.reset();
    targets.back().parts[0].known_chance = Probability{1.3e-14, {1.1e-14, 1.5e-14}, 0, 0};
    targets.push_back(target(6, "poor", "Tiếp tục duy trì không còn hộ nghèo", "",
                             {part("poor", Direction::at_most, 0, "households", 55'000, 12, 8.5)},
                             55'000));
    PartSummary recognised = part("urban", Direction::is_true, 0, "1", 31'000, 0, 0.46);
    recognised.promise.reset();
    recognised.shortfall.reset();
    recognised.shortfall_mean.reset();
    recognised.levels.clear();
    recognised.bound = "";
    recognised.by = 2029;
    targets.push_back(target(13, "urban", "Đạt chuẩn đô thị văn minh", "Civilised-urban standard",
                             {recognised}, 31'000));
    targets.back().probability.not_judged = 1'234;
    targets.back().parts[0].probability.not_judged = 1'234;
    targets.push_back(target(
        0, "firms", "Số doanh nghiệp đang hoạt động trên 1.000 dân", "Enterprises per head",
        {part("firms", Direction::at_least, 20, "enterprises / 1,000 people", 99'998, 18.4, 1.7)},
        99'998));
    return targets;
}

}  // namespace

Probability counted(std::uint64_t met, std::uint64_t runs) {
    Probability probability;
    probability.met = met;
    probability.value = static_cast<double>(met) / static_cast<double>(runs);
    probability.interval = wilson_interval(met, runs);
    return probability;
}

Summary example_summary() {
    Summary summary;
    summary.scenario = "thien-huong-baseline";
    summary.title = {"Phường Thiên Hương, 2026–2030", "Thiên Hương ward, 2026–2030"};
    summary.scenario_title = {"Cơ sở", "Baseline"};
    summary.runs = 100'000;
    summary.seed = 18'446'744'073'709'551'615U;
    summary.design = "random";
    summary.targets = example_targets();
    summary.all_targets = counted(0);
    summary.targets_met = {0, 0.00002, 0.1, 0.4, 0.3, 0.19998, 0};
    for (std::size_t k = 0; k < summary.targets_met.size(); ++k) {
        double sum = 0;
        for (std::size_t j = summary.targets_met.size(); j-- > k;) sum += summary.targets_met[j];
        const double runs = static_cast<double>(summary.runs);
        const auto met = static_cast<std::uint64_t>(std::llround(sum * runs));
        summary.at_least.push_back(
            {static_cast<double>(met) / runs, wilson_interval(met, summary.runs), met, 0});
    }
    SeriesSummary series;
    series.id = "product[industry]";
    series.name = "product";
    series.members = {"industry"};
    series.title = {"Giá trị sản phẩm", "Product"};
    series.unit = "bn VND, constant prices";
    series.year = 2026;
    series.mean = 1.0 / 3;
    series.standard_error = 0.1;
    series.sd = 1e-300;
    series.quantiles = {{0.05, 0.1 + 0.2}, {0.5, -0.0}, {0.95, 1e22}};
    summary.series = {series};
    summary.pairs = {{"revenue", "product", 0.61, 0.52}, {"files", "poor", 0.45, 0.448}};
    ReadingSummary rounded{
        "hundred", "rounded", {"100 % nghĩa là gì", "What 100 % means"}, counted(0), {}};
    for (const TargetSummary& target : summary.targets)
        rounded.targets.push_back(target.probability);
    rounded.targets[2] = counted(55'123);
    ReadingSummary kindest = rounded;
    kindest.reading = "";
    kindest.alternative = "kindest";
    kindest.title = {};
    kindest.targets[3] = counted(70'000);
    kindest.all_targets = counted(17);
    ReadingSummary reported{"growth", "arithmetic", {}, counted(0), {}};
    for (const TargetSummary& target : summary.targets)
        reported.targets.push_back(target.probability);
    summary.readings = {rounded, reported, kindest};
    summary.findings = {
        {Finding::Kind::check_broken, "sectors_add_up", {}, 2028, 12, 345, {}},
        {Finding::Kind::series_not_finite, "rate", {"", "Rate"}, 2027, 1, 99'999, {}},
        {Finding::Kind::measure_not_finite, "files/online", {}, std::nullopt, 3, 0, {}}};
    summary.checks = 2;
    summary.findings[0].broken = {"sectors_add_up",  {},   "a == b", 2028, {"north"},
                                  {{1.0 / 3, 0.25}}, "ha", false,    2};
    summary.readings[0].alternative_title = {"làm tròn", "rounded up"};
    summary.warnings = {{Warning::Kind::never_met, "files", {"Hồ sơ", "Files"}, "", {}, 0, 0, 0},
                        {Warning::Kind::rests_on_assumption,
                         "growth",
                         {"Tăng trưởng", "Growth"},
                         "cycle",
                         {"Chu kỳ", "Cycle"},
                         0.61,
                         0.04,
                         0.995}};
    return summary;
}

Summary example_without_targets() {
    Summary summary;
    summary.scenario = "benchmarks-growth";
    summary.title = {"", "Growth of two sectors"};
    summary.runs = 100'000;
    summary.design = "random";
    for (const char* member : {"industry", "services"}) {
        for (const int year : {2026, 2027}) {
            SeriesSummary row;
            row.id = std::string("product[") + member + "]";
            row.name = "product";
            row.members = {member};
            row.unit = "bn VND";
            row.year = year;
            row.mean = 12345.678;
            row.sd = 250.5;
            row.standard_error = row.sd / 316.23;
            row.quantiles = {
                {0.05, 11900.1}, {0.25, 12170.2}, {0.5, 12345.3}, {0.75, 12510.4}, {0.95, 12760.5}};
            summary.series.push_back(row);
        }
    }
    return summary;
}

}  // namespace plancast::testing

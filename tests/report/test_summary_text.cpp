#include "tests/support/catch.hpp"

#include <algorithm>
#include <sstream>

#include "engine/report/display_width.hpp"
#include "engine/report/summary_text.hpp"
#include "engine/report/target_table.hpp"
#include "engine/report/warning_text.hpp"
#include "tests/report/example_summary.hpp"

using namespace plancast;
using plancast::testing::counted;
using plancast::testing::example_summary;
using plancast::testing::example_without_targets;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

/// The column at which @p word begins in the line, as a terminal shows it.
std::size_t column_of(const std::string& line, const std::string& word) {
    const std::size_t place = line.find(word);
    return place == std::string::npos ? std::string::npos : display_width(line.substr(0, place));
}

std::string line_with(const std::string& text, const std::string& word) {
    for (const std::string& line : lines_of(text)) {
        if (line.find(word) != std::string::npos) return line;
    }
    return {};
}

TextStyle style_of(Language language) {
    TextStyle style;
    style.language = language;
    return style;
}

}  // namespace

TEST_CASE("summary_text: no line is wider than 100 columns", "[report][property]") {
    const Language language = GENERATE(Language::vi, Language::en);
    Summary summary = example_summary();
    for (const std::uint64_t runs : {1ULL, 100'000ULL, 1'000'000'000ULL}) {
        summary.runs = runs;
        summary.all_targets = counted(0, runs);
        for (auto& target : summary.targets) {
            target.probability = counted(std::min(target.probability.met, runs), runs);
            for (auto& part : target.parts)
                part.probability = counted(std::min(part.probability.met, runs), runs);
        }
        for (const std::string& line : lines_of(summary_text(summary, style_of(language), true))) {
            CAPTURE(runs, line);
            CHECK(display_width(line) <= 100);
            CHECK((line.empty() || line.back() != ' '));
        }
    }
    for (const std::string& line :
         lines_of(summary_text(example_without_targets(), style_of(language), true)))
        CHECK(display_width(line) <= 100);
}

TEST_CASE("target_table: columns align by what a terminal shows, whatever the diacritics",
          "[report]") {
    const auto lines = lines_of(target_table(example_summary(), style_of(Language::vi)));
    const std::size_t odds = column_of(lines[0], "Khả năng");
    const std::size_t bound = column_of(lines[0], "Yêu cầu");
    REQUIRE(odds != std::string::npos);
    for (const std::string& line : lines) {
        for (const char* cell : {"41,2 %", "12,1 %", "0/100.000", "cả 100.000", "55,0 %"}) {
            if (column_of(line, cell) != std::string::npos) CHECK(column_of(line, cell) == odds);
        }
        for (const char* cell : {"≥ 14 %/year", "= 100 %", "> 95 %", "≤ 0 households", "có"}) {
            if (line.size() > bound && column_of(line, cell) != std::string::npos)
                CHECK(column_of(line, cell) == bound);
        }
    }
    // Right-aligned numbers end in the same column.
    CHECK(display_width(lines[0]) == display_width(line_with(lines[1] + "\n", "41,2")));
}

TEST_CASE("target_table: says what is asked, what could be promised, what is missing", "[report]") {
    const std::string text = target_table(example_summary(), style_of(Language::en));
    const std::string revenue = line_with(text, "State-budget");
    CHECK(revenue.find(" 1 State-budget revenue grows by 14 %") == 0);
    CHECK(revenue.find("…") != std::string::npos);
    CHECK(revenue.find("41.2 % (40.9–41.5) ████") != std::string::npos);
    CHECK(revenue.find("≥ 14 %/year") < revenue.find("≥ 11.3"));
    CHECK(revenue.find("2.2") != std::string::npos);
    // An upper bound is promised from above, a truth value not at all.
    CHECK(line_with(text, "Tiếp tục").find("≤ 12.0") != std::string::npos);
    // A year has no decimals, whatever its spread.
    Summary dated = example_summary();
    PartSummary& revenue_year = dated.targets[0].parts[0];
    revenue_year.promise = 2032;
    revenue_year.shortfall = 1;
    revenue_year.measure_quantiles = {{0.05, 2030}, {0.5, 2032}, {0.95, 2033}};
    const std::string whole =
        line_with(target_table(dated, style_of(Language::en)), "State-budget");
    CHECK(whole.find("≥ 2032 ") != std::string::npos);
    CHECK(whole.ends_with(" 1"));
    revenue_year.measure_quantiles[1].value = 2031.5;
    CHECK(line_with(target_table(dated, style_of(Language::en)), "State-budget").find("≥ 2032.0") !=
          std::string::npos);
    const std::string urban = line_with(text, "Civilised");
    CHECK(urban.substr(urban.size() - 3) == "yes");
    // 31,000 of the other 98,766.
    CHECK(line_with(text, "not judged") ==
          "       not judged in 1234 of 100,000 runs; in the others met 31.4 % (31.1–31.7)");
    CHECK(line_with(text, "known chance").find("1.3e-12 % (1.1e-12–1.5e-12)") != std::string::npos);
}

TEST_CASE("target_table: parts are indented below their target, a single part is not repeated",
          "[report]") {
    const auto lines = lines_of(target_table(example_summary(), style_of(Language::en)));
    std::vector<std::string> titles;
    for (const std::string& line : lines) titles.push_back(line.substr(0, 20));
    CHECK(titles[1].find(" 1 State-budget") == 0);
    CHECK(titles[2].find(" 2 Product") == 0);
    CHECK(titles[3].find("     total") == 0);
    CHECK(titles[4].find("     industry") == 0);
    CHECK(titles[5].find("16 Admin") == 0);
}

TEST_CASE("summary_text: no odds are called 0 % or 100 %", "[report]") {
    const std::string text = summary_text(example_summary(), style_of(Language::en), true);
    CHECK(text.find("None of the 6 targets missed  0 of 100,000, at most 0.004 %") !=
          std::string::npos);
    CHECK(line_with(text, "on_time").find("0 of 100,000, at most 0.004 %") != std::string::npos);
    CHECK(line_with(text, "online").find("all 100,000, at least 99.996 %") != std::string::npos);
    CHECK(line_with(text, "at least 6").find("0 of 100,000") != std::string::npos);
    for (const std::string& line : lines_of(text)) {
        CAPTURE(line);
        CHECK(line.find(" 0 % (") == std::string::npos);
        CHECK(line.find(" 0.0 %") == std::string::npos);
        CHECK(line.find(" 100.0 %") == std::string::npos);
    }
}

TEST_CASE("summary_text: a plan whose targets are all judged is met whole", "[report]") {
    Summary summary = example_summary();
    for (TargetSummary& target : summary.targets) target.probability.not_judged = 0;
    const std::string text = summary_text(summary, style_of(Language::en), true);
    CHECK(text.find("All 6 targets  0 of 100,000, at most 0.004 %") != std::string::npos);
}

TEST_CASE("summary_text: how many are met, at least k", "[report]") {
    const std::string text = summary_text(example_summary(), style_of(Language::en), false);
    // P(at least 4) = 0.3 + 0.19998; the mean is the sum over k of P(at least k).
    CHECK(line_with(text, "at least 4").find("50.0 % (49.7–50.3)") != std::string::npos);
    CHECK(line_with(text, "at least 5").find("20.0 %") != std::string::npos);
    CHECK(text.find("on average 3.6 of 6") != std::string::npos);
    // At least 1 is as sure as at least 2, which is shown.
    CHECK(line_with(text, "at least 1 ").empty());
    CHECK_FALSE(line_with(text, "at least 2 ").empty());
}

TEST_CASE("summary_text: readings show the targets that they change", "[report]") {
    const Summary summary = example_summary();
    const std::string text = reading_table(summary, style_of(Language::en));
    const auto lines = lines_of(text);
    CHECK(lines[1] == "  What 100 % means: rounded up");
    CHECK(lines[2].find("16  Administrative files on time: 100 %") != std::string::npos);
    CHECK(lines[2].find("0 of 100,000  →") != std::string::npos);
    CHECK(lines[2].find("55.1 %") != std::string::npos);
    // The odds of all of them only where they change.
    CHECK(lines[3] == "  growth: arithmetic");
    CHECK(lines[4].find("changes no target") != std::string::npos);
    CHECK(lines[5] == "  every reading at its kindest");
    CHECK(lines[8].find("all 6") != std::string::npos);
    CHECK(lines[8].find("0.017 %") != std::string::npos);
    CHECK(summary_text(summary, style_of(Language::en), false).find("kindest") ==
          std::string::npos);
}

TEST_CASE("summary_text: what is wrong with the model is said, with the run to replay",
          "[report]") {
    const std::string text = summary_text(example_summary(), style_of(Language::en), false);
    CHECK(line_with(text, "sectors_add_up") ==
          "  Check 'sectors_add_up' is broken in 12 of 100,000 runs; first in run 345, year 2028, "
          "[north]:");
    CHECK(line_with(text, "a == b") ==
          "    0.333333 ha against 0.25 ha in a == b (and in 2 more years or members)");
    CHECK(line_with(text, "'rate' of 2027").find("the first is run 99999") != std::string::npos);
    CHECK_FALSE(line_with(text, "files/online").empty());
    Summary sound = example_summary();
    sound.findings.clear();
    const std::string calm = summary_text(sound, style_of(Language::en), false);
    CHECK(calm.find("wrong") == std::string::npos);
    CHECK(calm.find("\n2 checks hold\n") != std::string::npos);
    CHECK(text.find("checks hold") == std::string::npos);
}

TEST_CASE("summary_text: what looks wrong is said whole, with the figures that show it",
          "[report]") {
    TextStyle style = style_of(Language::en);
    style.width = 400;
    Summary summary = example_summary();
    const std::string text = summary_text(summary, style, false);
    CHECK(line_with(text, "'Files' is missed in every run").find("bound right?") !=
          std::string::npos);
    CHECK(line_with(text, "rests on the assumption 'Cycle': 4 % in the tenth")
              .find("99.5 % where it is highest") != std::string::npos);
    // A share that is asked to be 95 was meant as a percentage.
    TargetSummary share;
    share.id = "share";
    PartSummary part;
    part.unit = "1";
    part.levels = {{std::nullopt, 95, std::nullopt}};
    part.measure_quantiles = {{0.05, 0.41}, {0.95, 0.99}};
    share.parts = {part};
    summary.targets.push_back(share);
    const Warning never{Warning::Kind::never_met, "share", {}, "", {}, 0, 0, 0};
    CHECK(warning_text(never, summary, Language::en) ==
          "'share' is missed in every run: are its unit and its bound right? Its measure lies "
          "between 0.410 and 0.990 in 90 % of the runs, ≥ 95 is asked. Was 95 % meant?");
    summary.targets.back().parts[0].measure_quantiles = {{0.05, 0}, {0.95, 1}};
    CHECK(warning_text(never, summary, Language::en).find("meant") == std::string::npos);
    summary.targets.back().parts[0].measure_quantiles = {{0.05, 0.41}, {0.95, 80}};
    CHECK(warning_text(never, summary, Language::en).find("meant") == std::string::npos);
    // Narrow terminals break lines, they do not cut them.
    style.width = 60;
    CHECK(summary_text(example_summary(), style, false).find("highest\n") != std::string::npos);
}

TEST_CASE("summary_text: colour only where it is asked for, and it changes no letter",
          "[report][property]") {
    TextStyle plain = style_of(Language::vi);
    TextStyle coloured = plain;
    coloured.colour = true;
    const std::string without = summary_text(example_summary(), plain, true);
    std::string with = summary_text(example_summary(), coloured, true);
    CHECK(without.find('\x1b') == std::string::npos);
    CHECK(with.find("\x1b[33m████") != std::string::npos);
    for (std::size_t begin = with.find('\x1b'); begin != std::string::npos;
         begin = with.find('\x1b'))
        with.erase(begin, with.find('m', begin) - begin + 1);
    CHECK(with == without);
}

TEST_CASE("summary_text: a model without targets shows its series", "[report]") {
    const std::string text = summary_text(example_without_targets(), style_of(Language::en), false);
    const auto lines = lines_of(text);
    CHECK(lines[0] == "Growth of two sectors");
    const std::string header = line_with(text, "Mean");
    for (const char* word : {"S.e.", "Sd", "5 %", "50 %", "95 %", "Year"})
        CHECK(header.find(word) != std::string::npos);
    // Two digits of the standard error decide the digits of the mean.
    const std::string row = line_with(text, "2026");
    CHECK(row.find("12,345.68") != std::string::npos);
    CHECK(row.find("0.79") != std::string::npos);
    CHECK(row.find("250.5") != std::string::npos);
    CHECK(text.find("of 20") == std::string::npos);
    CHECK(
        summary_text(Summary{}, style_of(Language::en), false).find("neither targets nor series") !=
        std::string::npos);
}

TEST_CASE("TextTable: the widest column of text gives way, numbers stay whole", "[report]") {
    TextTable table({{"name", Align::left}, {"value", Align::right}});
    table.add_row({std::string(60, 'x'), "123,456,789"});
    table.add_row({"Hương"});
    TextStyle style;
    style.width = 30;
    const auto lines = lines_of(table.text(style));
    REQUIRE(lines.size() == 3);
    CHECK(lines[1] == "  xxxxxxxxxxxxxx…  123,456,789");
    CHECK(lines[2] == "  Hương");
    CHECK(display_width(lines[0]) == 30);
}

TEST_CASE("TextTable: a whole column and numbers make the line longer", "[report]") {
    TextTable table({whole_column("name"), {"unit", Align::left, 12, 8}, {"value", Align::right}});
    table.add_row({std::string(25, 'x'), "bn VND, constant", "123,456,789.25"});
    TextStyle style;
    style.width = 30;
    const auto lines = lines_of(table.text(style));
    REQUIRE(lines.size() == 2);
    CHECK(lines[1] == "  xxxxxxxxxxxxxxxxxxxxxxxxx  bn VND,…  123,456,789.25");
}

TEST_CASE("wrapped: breaks at spaces, cuts what cannot be broken", "[report]") {
    CHECK(wrapped("ab cd ef", 0, 2, 5) == "ab cd\n  ef\n");
    CHECK(wrapped("a bcdefghij", 1, 2, 6) == " a\n  bcd…\n");
    CHECK(wrapped("", 2, 4, 10) == "  \n");
}

#include <sstream>
#include <string>

#include <fmt/format.h>

#include "engine/report/display_width.hpp"
#include "engine/report/sensitivity_text.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

Estimate known(double value, double half) {
    return {value, half / 2, {value - half, value + half}};
}

/// A target's measure and hit, as many times, with long names.
Sensitivity example(std::size_t times) {
    Sensitivity sensitivity;
    sensitivity.scenario = "thien-huong-baseline";
    sensitivity.title = {"Phường Thiên Hương, kế hoạch 2026–2030", "Thiên Hương ward, 2026-2030"};
    sensitivity.method = "sobol";
    sensitivity.estimator = "controlled";
    sensitivity.design = "sobol";
    sensitivity.runs = 16'384;
    sensitivity.evaluations = 2'260'992;
    sensitivity.indices = {"total", "first"};
    const Title long_title{"Tăng trưởng của thành phố theo ngành, bình quân hằng năm: công nghiệp",
                           "Sector growth of the city on average over the years: industry"};
    for (std::size_t i = 0; i < times; ++i) {
        OutputSensitivity output;
        output.output.of = fmt::format("investment/disbursement_{}", i);
        output.output.kind = StudiedOutput::Kind::hit;
        output.output.title = {"Giải ngân năm thấp nhất, kể cả vốn kéo dài sang năm sau",
                               "Disbursement in the worst year, with what is carried over"};
        output.output.unit = "1";
        output.mean = known(0.138, 0.002);
        output.variance = known(0.119, 0.002);
        for (const auto& [name, total] : {std::pair{"cycle", 0.321}, std::pair{"growth", 0.634},
                                          std::pair{"small", 0.004}, std::pair{"third", 0.2}}) {
            InputSensitivity input;
            input.input = name;
            input.title = std::string(name) == "growth" ? long_title : Title{name, name};
            input.status = "assumed";
            input.indices = {{"first", known(total / 3, 0.015)}, {"total", known(total, 0.015)}};
            output.inputs.push_back(input);
        }
        output.shares = {{"measured", known(0.2, 0.01), known(0.3, 0.01)},
                         {"assumed", known(0.7, 0.01), known(0.8, 0.01)}};
        sensitivity.outputs.push_back(output);
    }
    sensitivity.outputs.back().constant = true;
    sensitivity.outputs.back().mean = {0, 0, {0, 0}};
    sensitivity.outputs.back().inputs.clear();
    sensitivity.outputs.back().shares.clear();
    sensitivity.measure_first = {
        {"growth", long_title, "assumed", 0.21, "investment", long_title, 0.63}};
    return sensitivity;
}

std::string text_of(const Sensitivity& sensitivity, Language language) {
    TextStyle style;
    style.language = language;
    return sensitivity_text(sensitivity, style);
}

/// The lines from the first one with @p word on, as many.
std::string lines_from(const std::string& text, const std::string& word, int count) {
    std::istringstream stream(text);
    std::string lines;
    for (std::string line; std::getline(stream, line) && count > 0;)
        if (!lines.empty() || line.find(word) != std::string::npos) lines += line + "\n", --count;
    return lines;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("sensitivity_text: no line is wider than 100 columns", "[report][property]") {
    const Language language = GENERATE(Language::vi, Language::en);
    const std::size_t outputs = GENERATE(1u, 3u, 30u);
    const std::string method = GENERATE("sobol", "tornado", "morris");
    Sensitivity sensitivity = example(outputs);
    sensitivity.method = method;
    sensitivity.are_shares = method == "sobol";
    if (method != "sobol") {
        sensitivity.indices = method == "tornado"
                                  ? std::vector<std::string>{"swing", "low", "high"}
                                  : std::vector<std::string>{"mu_star", "mu", "sigma"};
        for (OutputSensitivity& output : sensitivity.outputs) {
            for (InputSensitivity& input : output.inputs) {
                input.moved = {-12'345.678, 98'765.432};
                input.unit = "bn VND, current prices";
                input.indices.clear();
                for (const std::string& name : sensitivity.indices)
                    input.indices.push_back({name, known(-0.1234, 0.01)});
            }
        }
    }
    std::istringstream stream(text_of(sensitivity, language));
    for (std::string line; std::getline(stream, line);) {
        CAPTURE(line);
        CHECK(display_width(line) <= 100);
        CHECK((line.empty() || line.back() != ' '));
        CHECK_FALSE(contains(line, "{}"));
    }
}

TEST_CASE("sensitivity_text: one output, all that is known of it", "[report]") {
    const std::string text = text_of(example(2), Language::en);
    CHECK(contains(text, "[investment/disbursement_0: hit or not]"));
    CHECK(contains(text, "chance 13.8 % (13.6–14.0)"));
    // The largest total index first, each with its interval.
    CHECK(text.find("0.63 (0.62 to 0.65)") < text.find("0.32 (0.31 to 0.34)"));
    CHECK(contains(text, "small"));
    CHECK(contains(text, "measured 20 %, 30 %; assumed 70 %, 80 %"));
    CHECK(contains(lines_from(text, "disbursement_1", 3), "nothing: the same in every run"));
    CHECK(contains(lines_from(text, "disbursement_1", 2), "chance 0 %\n"));
    CHECK(contains(text, "What to measure first"));
}

TEST_CASE("sensitivity_text: of many outputs what each hinges on most", "[report]") {
    const std::string text = text_of(example(9), Language::en);
    const std::string third = lines_from(text, "investment/disbursement_3 ", 2);
    // What is named for a target stands beside its name, its id, its chance; ids are whole.
    CHECK(contains(third, "cycle"));
    CHECK(contains(third, "0.32 (0.31 to 0.34)"));
    CHECK(contains(third, "chance 13.8 % (13.6–14.0)"));
    CHECK(contains(third, "third"));
    // Below a hundredth of the variance nothing is named.
    CHECK_FALSE(contains(text, "small"));
    CHECK(contains(text, "nothing: the same in every run"));
    CHECK_FALSE(contains(text, "measured 20 %"));
}

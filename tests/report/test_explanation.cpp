#include <string>

#include "engine/report/display_width.hpp"
#include "engine/report/explanation.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

const TextStyle english{Language::en, false, 100};

}  // namespace

TEST_CASE("explanation_text: how it is written, where it stands, what it means", "[report]") {
    CHECK(explanation_text(find_entries("clamp"), english) ==
          "clamp – a function\n"
          "    clamp(x, low, high)\n"
          "  x, but at least low and at most high\n");
    CHECK(explanation_text(find_entries("beta"), english) ==
          "beta – a law, in [inputs.NAME]\n"
          "    beta = { alpha, beta }\n"
          "    beta = { mean, sd }\n"
          "    may add min, max\n"
          "  A share between min and max (0 to 1, which is 100 %)\n");
    CHECK(explanation_text(find_entries("mn"), english) ==
          "million – a word of units\n"
          "    million people\n"
          "  Before a unit: 1e+06\n"
          "  Also written: mn, triệu\n");
    const std::string vietnamese =
        explanation_text(find_entries("cagr"), TextStyle{Language::vi, false, 100});
    CHECK(vietnamese.find("cagr – hàm\n") == 0);
    CHECK(vietnamese.find("tăng bình quân từ năm gốc") != std::string::npos);
}

TEST_CASE("explanation_text: a section has its keys below it", "[report]") {
    const std::string inputs = explanation_text(find_entries("[inputs.NAME]"), english);
    CHECK(inputs.find("\n    autocorrelation  of the yearly part") != std::string::npos);
    CHECK(inputs.find("\n  Laws: value, uniform, ") != std::string::npos);
    const std::string checks = explanation_text(find_entries("checks"), english);
    CHECK(checks.find("Laws") == std::string::npos);
}

TEST_CASE("explanations: no line is wider than the terminal", "[report][property]") {
    for (const Language language : {Language::vi, Language::en}) {
        const TextStyle narrow{language, false, 60};
        std::string all = contents_text(narrow) + explanation_text(reference(), narrow);
        std::size_t begin = 0;
        while (begin < all.size()) {
            const std::size_t end = all.find('\n', begin);
            const std::string line = all.substr(begin, end - begin);
            // What is to be copied is not broken.
            CAPTURE(line);
            if (line.substr(0, 4) != "    ") CHECK(display_width(line) <= 60);
            begin = end + 1;
        }
    }
}

TEST_CASE("contents_text: names every kind once", "[report]") {
    const std::string text = contents_text(english);
    CHECK(text.find("Functions\n  exp, log") != std::string::npos);
    CHECK(text.find("Sections of files\n") < text.find("Words of units\n"));
}

TEST_CASE("explanation_json: lists stay lists", "[report]") {
    const Json json = explanation_json(find_entries("lognormal"), Language::en);
    REQUIRE(json.at("entries").items().size() == 1);
    const Json& entry = json.at("entries").items()[0];
    CHECK(entry.at("kind").text() == "laws");
    CHECK(entry.at("usages").items()[1].text() == "lognormal = { median, log_sd }");
    CHECK(entry.at("sections").items()[0].text() == "inputs");
}

TEST_CASE("explanation_markdown: a row for each entry", "[report]") {
    CHECK(
        explanation_markdown(find_entries("round"), Language::en) ==
        "| Written | Meaning |\n| --- | --- |\n"
        "| `round(x)`, `round(x, step)` | the nearest whole number, or multiple of `step`; halves "
        "go away from zero |\n");
}

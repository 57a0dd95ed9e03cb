#include "tests/support/catch.hpp"

#include "tests/cli/program_folder.hpp"

using plancast::testing::Outcome;
using plancast::testing::ProgramFolder;

namespace {

constexpr const char* model = R"([model]
title.en = "A square"
[inputs.x]
uniform = { min = 0, max = 1 }
status = "assumed"
source = "none"
[series.y]
value = "x * x"
[targets.t]
measure = "y"
at_least = 0.25
)";

constexpr const char* header = "model,quantity,of,inputs,value,within,source\n";

std::string last_word(const std::string& text) {
    const auto end = text.find_last_not_of(" \n");
    return text.substr(text.find_last_of(" \n", end) + 1, end - text.find_last_of(" \n", end));
}

}  // namespace

TEST_CASE("verify: what came with plancast agrees with what is published", "[cli][slow]") {
    const ProgramFolder folder;
    const Outcome outcome = folder.run({"verify"});
    INFO(outcome.output << outcome.messages);
    CHECK(outcome.status == 0);
    CHECK(last_word(outcome.output) == "pass");
    CHECK(outcome.output.find("FAIL") == std::string::npos);
    for (const char* benchmark :
         {"ishigami", "sobol-g ", "sobol-g3", "borehole", "flood", "gaussian-sum",
          "gaussian-product", "r-s", "four-branch", "correlated-linear", "orthant", "ar1-growth",
          "philox", "sobol seq"})
        CHECK(outcome.output.find(benchmark) != std::string::npos);
}

TEST_CASE("verify: a folder of one's own; a wrong answer fails", "[cli]") {
    const ProgramFolder folder;
    folder.write("workshop/square.toml", model);
    // E x^2 = 1/3, Var = 1/5 - 1/9, P(x^2 >= 1/4) = 1/2.
    const std::string right = std::string(header) +
                              "square,mean,y,,0.3333333333,1e-10,closed form\n"
                              "square,variance,y,,0.0888888889,1e-10,closed form\n"
                              "square,probability,t,,0.5,0,closed form\n"
                              "square,first,y,x,1,0,closed form\n";
    folder.write("workshop/known-answers.csv", right);
    const Outcome good = folder.run({"verify", "--folder", "workshop"});
    INFO(good.output << good.messages);
    CHECK(good.status == 0);
    CHECK(last_word(good.output) == "pass");

    folder.write("workshop/known-answers.csv", right + "square,mean,y,,0.334,0,mistaken\n");
    const Outcome bad = folder.run({"verify", "--folder", "workshop"});
    CHECK(bad.status == 1);
    CHECK(last_word(bad.output) == "FAIL");
    CHECK(bad.output.find("4 of 5") != std::string::npos);
    const Outcome document = folder.run({"verify", "--folder", "workshop", "--json"});
    CHECK(document.status == 1);
    CHECK(document.output.find("\"passed\": false") != std::string::npos);
}

TEST_CASE("verify: a table that cannot be used says where", "[cli]") {
    const ProgramFolder folder;
    folder.write("workshop/square.toml", model);
    const auto refused = [&](const std::string& row, const std::string& said) {
        folder.write("workshop/known-answers.csv", header + row);
        const Outcome outcome = folder.run({"verify", "--folder", "workshop"});
        INFO(row << outcome.messages);
        CHECK(outcome.status == 2);
        CHECK(outcome.messages.find(said) != std::string::npos);
    };
    refused("square,mean,y,,abc,0,x\n", "known-answers.csv:2:16: error: 'abc' is no number");
    refused("square,kurtosis,y,,1,0,x\n", "'kurtosis' is no quantity that can be verified");
    refused("square,first,y,z,1,0,x\n", "there is no 'first' of this input");
    refused("square,probability,nothing,,1,0,x\n", "there is no target 'nothing'");
    refused("circle,mean,y,,1,0,x\n", "there is no such file");
    CHECK(folder.run({"verify", "--folder", "nowhere"}).status == 2);
}

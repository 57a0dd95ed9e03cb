#include <cmath>
#include <random>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "engine/designs/design.hpp"
#include "tests/models/plan_runner.hpp"
#include "tests/support/catch.hpp"

using plancast::test::assumed;

namespace {

using namespace plancast;

/// Writes plans at random from everything that the language has. Values stay within a few orders of
/// magnitude and comparisons are between quantities that are drawn, so that rounding decides
/// nothing.
class PlanWriter {
public:
    explicit PlanWriter(unsigned seed) : generator_(seed) {}

    std::string write() {
        std::string text =
            "[sets]\ns = [\"a\", \"b\", \"c\"]\n[levers.lever]\nvalue = "
            "1.5\n[readings.how]\none_of = [\"strict\", \"loose\"]\n";
        text +=
            "[inputs.factor]\neach = \"year\"\nnormal = { mean = 0, sd = 1 }\nautocorrelation = "
            "0.4\n" +
            assumed;
        for (int i = 0; i < 6; ++i) text += input(i);
        for (int i = 0; i < 8; ++i) text += series(i);
        for (int i = 0; i < 3; ++i)
            text += fmt::format("[targets.t{}]\nmeasure = \"{}\"\n{}\n", i, fold(), bound());
        text += fmt::format(
            "[targets.of_targets]\nneeds = {}\n"
            "part.a = {{ measure = \"count(met(t0), missed(t1), met(t2))\", at_least = 2 }}\n"
            "part.b = {{ each_year = \"y0\", at_most = {{ 2026 = 1, 2028 = \"y1\" }}, judged_if = "
            "\"met(t{})\" }}\n",
            1 + pick(2), pick(3));
        return text;
    }

private:
    int pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(generator_); }
    std::string one_of(const std::vector<std::string>& choices) {
        return choices[static_cast<std::size_t>(pick(static_cast<int>(choices.size())))];
    }

    std::string bound() {
        const double level = 0.1 * pick(20);
        return one_of({fmt::format("at_least = {}", level), fmt::format("below = {}", level),
                       fmt::format("between = [{}, {}]", level, level + 0.1 * pick(20)),
                       fmt::format("between = [{}, \"y0 + 20\"]", level)});
    }

    std::string input(int i) {
        const std::string law = one_of(
            {"uniform = { min = 0.5, max = 2 }", "normal = { mean = 1, sd = 0.2 }",
             "lognormal = { median = 1, log_sd = 0.3 }",
             "triangular = { min = 0, mode = 1, max = 3 }", "pert = { min = 0, mode = 1, max = 3 }",
             "beta = { alpha = 2, beta = 3 }", "gamma = { mean = 1, sd = 0.5 }",
             "discrete = { values = [0.5, 1, 2], weights = [0.2, 0.5, 0.3] }",
             "log_uniform = { min = 0.5, max = 2 }", "normal = { mean = \"lever\", sd = 0.3 }"});
        std::string text = fmt::format("[inputs.x{}]\n{}\n{}", i, law, assumed);
        if (pick(2) == 0)
            text += "over = \"s\"\n", over_.push_back(true);
        else
            over_.push_back(false);
        if (pick(3) == 0)
            text += "lasting = 0.3\nloads_on = { factor = 0.5 }\nautocorrelation = 0.2\n";
        else
            text += "each = \"year\"\n";
        return text;
    }

    std::string reference(std::size_t available) {
        const int i = pick(6);
        const std::string input = over_[static_cast<std::size_t>(i)]
                                      ? fmt::format("x{}[{}]", i, one_of({"a", "b", "c"}))
                                      : fmt::format("x{}", i);
        if (available == 0 || pick(2) == 0) return input;
        const std::string series = fmt::format("y{}", pick(static_cast<int>(available)));
        return one_of({series, "prev(" + series + ")", "before(" + series + ", 1)",
                       series + "@2025", "prev(" + series + ", 2)",
                       "before(" + series + ", 2, years = 3)", "mean(" + series + ", years = 3)",
                       series + "@2023"});
    }

    std::string expression(std::size_t available, int depth) {
        if (depth == 0)
            return pick(4) == 0 ? fmt::format("{}", 0.25 * (1 + pick(8))) : reference(available);
        const auto sub = [&] { return expression(available, depth - 1); };
        switch (pick(14)) {
            case 0: return "(" + sub() + " + " + sub() + ")";
            case 1: return "(" + sub() + " - " + sub() + ")";
            case 2: return "clamp(" + sub() + " * " + sub() + ", -50, 50)";
            case 3: return "(" + sub() + " / (1 + abs(" + sub() + ")))";
            case 4: return "min(" + sub() + ", " + sub() + ")";
            case 5: return "max(" + sub() + ", " + sub() + ")";
            case 6: return "exp(min(" + sub() + ", 2))";
            case 7: return "log(1 + abs(" + sub() + "))";
            case 8: return "sqrt(abs(" + sub() + "))";
            case 9: return "sin(clamp(" + sub() + ", -9, 9))";
            case 10: return "if(x" + compare() + ", " + sub() + ", " + sub() + ")";
            case 11: return "logistic(" + sub() + ")";
            case 12: return "(1 + abs(clamp(" + sub() + ", -3, 3))) ^ 1.5";
            default: return "if(how is loose, " + sub() + ", " + sub() + ")";
        }
    }

    std::string compare() {
        const auto name = [&](int i) {
            return over_[static_cast<std::size_t>(i)]
                       ? fmt::format("{}[{}]", i, one_of({"a", "b", "c"}))
                       : std::to_string(i);
        };
        const int i = pick(6);
        return name(i) + one_of({" < ", " >= "}) + "x" + name((i + 1) % 6) +
               one_of({" + 0.1234567", " - 0.0987654"});
    }

    std::string series(int i) {
        const auto available = static_cast<std::size_t>(i);
        if (pick(4) == 0)
            return fmt::format(
                "[counts.y{}]\nhistory = {{ 2023 = 1, 2024 = 4, 2025 = 3 }}\n{}\n", i,
                one_of({"poisson = { mean = \"min(40, abs(" + expression(available, 2) + "))\" }",
                        "binomial = { trials = \"floor(abs(clamp(" + expression(available, 1) +
                            ", 0, 30)) + 0.4321)\", chance = \"logistic(" +
                            expression(available, 1) + ")\" }"}));
        return fmt::format(
            "[series.y{}]\nbase = {}\nhistory = {{ 2023 = 1, 2024 = 1.5 }}\nvalue = \"{}\"\n", i,
            0.5 * (1 + pick(4)), expression(available, 3));
    }

    std::string fold() {
        return one_of({"sum", "mean", "lowest", "highest", "last"}) + "(y" +
               std::to_string(pick(8)) + ")";
    }

    std::mt19937 generator_;
    std::vector<bool> over_;
};

}  // namespace

TEST_CASE("random plans: the program and the reference agree", "[models][property]") {
    constexpr std::size_t plans = 150, runs = 64;
    std::size_t compared = 0;
    for (unsigned seed = 0; seed < plans; ++seed) {
        const std::string text = PlanWriter(seed).write();
        INFO("plan " << seed << "\n" << text);
        const plancast::test::PlanRunner runner(text);
        const CompiledPlan& compiled = runner.compiled();
        const Program program = compile_program(compiled.graph, compiled.outputs);
        const RandomDesign design(seed);
        Workspace workspace(program, runs);
        evaluate_block(program, design, 1000, runs, workspace);
        for (std::size_t run = 0; run < runs; run += 7) {
            const auto expected =
                evaluate_reference(compiled.graph, compiled.outputs, design, 1000 + run);
            for (std::size_t i = 0; i < expected.size(); ++i) {
                const double value = workspace.output(program, i)[run];
                INFO("output " << i << " of run " << 1000 + run);
                // Draws agree to 1e-9 in probability, which steep laws enlarge in the value.
                REQUIRE(std::abs(value - expected[i]) <= 2e-7 * (1 + std::abs(expected[i])));
                ++compared;
            }
        }
    }
    CHECK(compared > 100'000);
}

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "engine/distributions/named_law.hpp"
#include "tests/models/plan_runner.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;
using plancast::test::assumed;
using plancast::test::mistakes;
using plancast::test::PlanRunner;

namespace {

const std::string one =
    "[inputs.one]\nuniform = { min = 0.999999999, max = 1.000000001 }\n" + assumed;

/// A law's example as a model writes it, each number between two texts.
std::string written(const NamedLaw& law, const LawArguments& example, const std::string& before,
                    const std::string& behind) {
    const auto number = [&](double value) { return fmt::format("{}{}{}", before, value, behind); };
    if (law.kind == NamedLaw::Kind::given) return "value = " + number(example["value"]);
    std::vector<std::string> arguments;
    for (const auto& [name, value] : example.numbers) {
        const bool truth = law.find(name) && law.find(name)->form == LawParameter::Form::truth;
        arguments.push_back(fmt::format("\"{}\" = {}", name,
                                        truth ? (value != 0 ? "true" : "false") : number(value)));
    }
    for (const auto& [name, list] : example.lists) {
        std::vector<std::string> numbers;
        for (const double value : list) numbers.push_back(number(value));
        arguments.push_back(fmt::format("{} = [{}]", name, fmt::join(numbers, ", ")));
    }
    return fmt::format("{} = {{ {} }}", law.key, fmt::join(arguments, ", "));
}

/// Calls @p check for every example that can be written as one table.
void for_each_example(const std::function<void(const NamedLaw&, const LawArguments&)>& check) {
    for (const NamedLaw& law : named_laws())
        for (const LawArguments& example : law.examples)
            if (law.kind != NamedLaw::Kind::shares && example.laws.empty()) check(law, example);
}

std::string input(const std::string& law, const std::string& more = "") {
    return "[inputs.x]\n" + law + "\n" + more + assumed;
}

}  // namespace

TEST_CASE("laws: with parameters that are drawn it is the law with those parameters", "[models]") {
    // Once with numbers and once with the same numbers out of an input that is practically 1, but
    // drawn: the compiler cannot know it.
    std::size_t compared = 0, refused = 0;
    for_each_example([&](const NamedLaw& law, const LawArguments& example) {
        const std::string text = written(law, example, "\"", " * one\"");
        INFO(text);
        if (law.drawn == nullptr) {
            ++refused;
            CHECK(mistakes(one + input(text)).find("must be the same in every run") !=
                  std::string::npos);
            return;
        }
        const PlanRunner fixed(input(written(law, example, "", ""))), drawn(one + input(text));
        const auto a = fixed.values("x", {}, 500), b = drawn.values("x", {}, 500);
        for (std::size_t i = 0; i < a.size(); ++i) REQUIRE(b[i] == Approx(a[i]).epsilon(1e-7));
        ++compared;
    });
    CHECK(compared > 20);
    CHECK(refused > 3);
}

TEST_CASE("laws: a run that draws what a law cannot have gets no number", "[models]") {
    const auto numbers_of = [](const std::string& law, std::optional<std::int32_t> year = {}) {
        const auto x = PlanRunner(one + input(law)).values("x", year, 200);
        return std::count_if(x.begin(), x.end(), [](double value) { return !std::isnan(value); });
    };
    std::size_t tried = 0;
    for_each_example([&](const NamedLaw& law, const LawArguments& example) {
        if (law.drawn == nullptr) return;
        for (const auto& [name, value] : example.numbers) {
            const LawParameter* parameter = law.find(name);
            if (parameter == nullptr || parameter->form != LawParameter::Form::positive) continue;
            LawArguments wrong = example;
            wrong.numbers[name] = -value;
            const std::string text = written(law, wrong, "\"", " * one\"");
            INFO(text);
            CHECK(numbers_of(text) == 0);
            ++tried;
        }
    });
    CHECK(tried > 25);
    for (const char* text : {"uniform = { min = \"2 * one\", max = 1 }",
                             "log_uniform = { min = \"2 * one\", max = 1 }",
                             "uniform_integer = { min = \"2 * floor(one + 0.5)\", max = 0 }",
                             "triangular = { min = 0, mode = \"2 * one\", max = 1 }",
                             "triangular = { min = 0, mode = \"-one\", max = 1 }",
                             "pert = { min = 0, mode = \"2 * one\", max = 1 }",
                             "pert = { min = 0, mode = \"-one\", max = 1 }",
                             "beta = { alpha = 2, beta = 3, min = \"2 * one\", max = 1 }",
                             "beta = { mean = \"0.5 * one\", sd = 0.6 }",
                             "discrete = { values = [1, 2], weights = [\"-one\", \"2 * one\"] }",
                             "discrete = { values = [1, 2], weights = [\"0.5 * one\", 0.6] }"}) {
        INFO(text);
        CHECK(numbers_of(text) == 0);
    }
    CHECK(numbers_of("normal = { mean = 0, sd = { run = \"-one\", year = 1 } }", 2027) == 0);
    CHECK(numbers_of("uniform_integer = { min = \"floor(one + 0.5)\", max = 1 }") == 200);
    CHECK(numbers_of("triangular = { min = 0, mode = 0, max = \"one\" }") == 200);
}

TEST_CASE("laws: discrete values are drawn from the smallest up, whatever their order",
          "[models]") {
    const auto drawn = [](const std::string& law) {
        return PlanRunner(one + input(law)).values("x", {}, 500);
    };
    const auto fixed = drawn("discrete = { values = [5, 1, 3], weights = [0.2, 0.5, 0.3] }");
    CHECK(drawn("discrete = { values = [5, 1, 3], weights = [\"0.2 * one\", 0.5, \"0.5 - 0.2 * "
                "one\"] }") == fixed);
    CHECK(drawn("discrete = { values = [1, 3, 5], weights = [0.5, \"0.5 - 0.2 * one\", \"0.2 * "
                "one\"] }") == fixed);
}

TEST_CASE("laws: every one can load on a factor, be truncated and clipped", "[models]") {
    std::size_t compared = 0;
    for_each_example([&](const NamedLaw& law, const LawArguments& example) {
        if (law.kind != NamedLaw::Kind::number) return;
        const std::string text = written(law, example, "", "");
        INFO(text);
        // With a loading of 1 the normal behind it is the factor itself.
        const std::string factor =
            "[inputs.cycle]\neach = \"year\"\nnormal = { mean = 0, sd = 1 }\n" + assumed;
        const DistributionPtr made = law.make(example);
        const double low = made->quantile(0.2), high = made->quantile(0.9);
        const std::string ends = fmt::format("[{}, {}]\n", low, high);
        const std::string loads = "each = \"year\"\nloads_on = { cycle = 1 }\n";
        const std::pair<std::string, DistributionPtr> ways[] = {
            {"", made},
            {"truncated = " + ends, truncated(made, low, high)},
            {"clipped = " + ends, clipped(made, low, high)}};
        for (const auto& [bounds, truth] : ways) {
            const PlanRunner plan(factor + input(text, loads + bounds));
            const auto z = plan.values("cycle", 2027, 300), x = plan.values("x", 2027, 300);
            std::vector<double> u(z.size());
            normal_cdf(z, u);
            for (std::size_t i = 0; i < x.size(); ++i) {
                const double exact = truth->quantile(u[i]);
                REQUIRE(x[i] == Approx(exact).epsilon(1e-7).margin(1e-12));
            }
        }
        // Lasting parts, memory, and what a scenario does after the draw.
        const PlanRunner plan(input(text, "lasting = 0.5\nautocorrelation = 0.3\nscale = 2\n"));
        const auto x = plan.values("x", 2028, 300);
        const auto [least, most] = std::minmax_element(x.begin(), x.end());
        CHECK(*least / 2 >= made->support().first - 1e-12);
        CHECK(*most / 2 <= made->support().second + 1e-12);
        CHECK(*least < *most);
        ++compared;
    });
    CHECK(compared > 25);
}

TEST_CASE("laws: a mixture of any laws", "[models]") {
    const PlanRunner plan(
        "[levers.chance]\nvalue = 0.3\n" +
        input(
            "mixture = [{ weight = \"1 - chance\", value = 0 }, { weight = \"chance\", lognormal = "
            "{ median = 5, log_sd = 0.4 }, clipped = [0, 12] }]"));
    const auto truth =
        make_mixture({{0.7, make_constant(0)}, {0.3, clipped(make_lognormal(5, 0.4), 0, 12)}});
    const PlanRunner uniform(input("uniform = { min = 0, max = 1 }"));
    const auto x = plan.values("x", {}, 1000), u = uniform.values("x", {}, 1000);
    for (std::size_t i = 0; i < x.size(); ++i)
        REQUIRE(x[i] == Approx(truth->quantile(u[i])).epsilon(1e-7));
    CHECK(std::count(x.begin(), x.end(), 0.0) > 600);

    const PlanRunner members(
        "[sets]\ns = [\"a\", \"b\"]\n[inputs.x]\nover = \"s\"\nunit = \"%\"\nmixture = [{ weight = "
        "{ "
        "a = \"100 %\", b = 0 }, value = 7 }, { weight = { a = 0, b = 1 }, value = \"0.08\" }]\n" +
        assumed);
    CHECK(members.value("x[a]") == 7);
    CHECK(members.value("x[b]") == Approx(0.08));
}

TEST_CASE("laws: what is wrong with a mixture", "[models]") {
    const auto said = [](const std::string& law) { return mistakes(one + input(law)); };
    CHECK(said("mixture = { weight = 1, value = 0 }").find("expected an array of weighted laws") !=
          std::string::npos);
    CHECK(said("mixture = [{ weight = 0.5, value = 0 }, { weight = 0.4, value = 1 }]")
              .find("the weights must sum to 1, but sum to 0.9") != std::string::npos);
    CHECK(said("mixture = [{ value = 0 }]").find("part 1 of input 'x' has no 'weight'") !=
          std::string::npos);
    CHECK(said("mixture = [{ weight = 1, bernoulli = { chance = 0.5 } }]")
              .find("part 1 of input 'x' cannot be bernoulli") != std::string::npos);
    CHECK(said("mixture = [{ weight = 1, normall = { mean = 0, sd = 1 } }]")
              .find("did you mean 'normal'?") != std::string::npos);
    CHECK(said("mixture = [{ weight = \"one / 2\", value = 0 }, { weight = 0.5, value = 1 }]")
              .find("must be the same in every run") != std::string::npos);
}

TEST_CASE("laws: lists take quantities and expressions of levers", "[models]") {
    const PlanRunner plan(
        "[levers.chance]\nvalue = 0.25\n[inputs.x]\nunit = \"%\"\ndiscrete = { values = [\"10 %\", "
        "50, "
        "\"0.5\"], weights = [\"25 %\", \"chance\", 0.5] }\n" +
        assumed);
    auto x = plan.values("x", {}, 4000);
    CHECK(std::count(x.begin(), x.end(), 10.0) == Approx(1000).margin(140));
    CHECK(std::count(x.begin(), x.end(), 50.0) == Approx(1000).margin(140));
    const PlanRunner shares(
        "[sets]\ns = [\"a\", \"b\"]\n[inputs.x]\nover = \"s\"\ndirichlet = { mean = { a = \"30 "
        "%\", b "
        "= 0.7 }, concentration = 20 }\n" +
        assumed);
    const auto a = shares.values("x[a]", {}, 10000);
    // Variance m (1 - m) / (concentration + 1); 4.9 standard errors.
    CHECK(std::abs(std::accumulate(a.begin(), a.end(), 0.0) / 10000 - 0.3) < 4.9 * 0.1 / 100);
    CHECK(mistakes(input("discrete = { values = [], weights = [] }"))
              .find("a discrete law needs at least one value") != std::string::npos);
    CHECK(mistakes(input("empirical = { values = [] }")).find("at least one value") !=
          std::string::npos);
    CHECK(mistakes(input("discrete = { values = 3, weights = [1] }"))
              .find("values of input 'x' is a whole number") != std::string::npos);
    CHECK(mistakes(input("discrete = { values = [3], weights = [\"5 m\"] }"))
              .find("weights of input 'x'") != std::string::npos);
}

TEST_CASE("laws: a metalog of stated quantiles", "[models]") {
    const PlanRunner plan("[levers.low]\nvalue = 3\n" +
                          input("metalog = { p10 = \"low\", p50 = 5, p90 = 9 }"));
    auto x = plan.values("x", {}, 20000);
    std::sort(x.begin(), x.end());
    // 4.9 standard errors of a share of 20000 draws.
    CHECK(std::abs(std::count_if(x.begin(), x.end(), [](double v) { return v < 3; }) - 2000) < 208);
    CHECK(std::abs(std::count_if(x.begin(), x.end(), [](double v) { return v < 5; }) - 10000) <
          347);
    CHECK(mistakes(input("metalog = { p10 = 3, p5O = 5, p90 = 9 }")).find("unknown key 'p5O'") !=
          std::string::npos);
    CHECK(mistakes(input("metalog = { P10 = 3, p50 = 5, p90 = 9 }")).find("did you mean 'p10'?") !=
          std::string::npos);
    CHECK(mistakes(input("metalog = 3")).find("expected a table of parameters: metalog = { p10") !=
          std::string::npos);
}

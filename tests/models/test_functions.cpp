#include <string>

#include "tests/models/plan_runner.hpp"
#include "tests/support/catch.hpp"

using plancast::test::mistakes;
using plancast::test::PlanRunner;

namespace {

bool says(const std::string& toml, const std::string& what) {
    const std::string said = mistakes(toml);
    INFO(said);
    return said.find(what) != std::string::npos;
}

const std::string use = "[series.a]\nvalue = \"f(1)\"\n";

}  // namespace

TEST_CASE("functions: a body stands where it is called", "[models]") {
    const PlanRunner plan(R"toml(
[sets]
s = ["a", "b"]
[functions]
"real(x)" = "x / index"
"grown(x, rate)" = "prev(x) * (1 + rate)"
"twice_real(x)" = "real(x) + real(x)"
"share( x )" = "x / sum(y over s)"
"either(p, q)" = "p or q"
"later(p)" = "prev(p)"
"doubled_index()" = "2 * index"
[series.index]
base = 1
value = "prev(index) * 2"
[series.money]
unit = "bn VND"
base = 100
value = "grown(money, 0.1)"
[series.worth]
unit = "bn VND"
value = "twice_real(money)"
[series.people]
unit = "people"
value = "real(8 'people')"
[series.y]
over = "s"
value = { a = 1, b = 3 }
[series.part]
over = "s"
value = "share(y)"
[series.double]
value = "doubled_index()"
[series.flag]
value = "either(year == 2027, later(year == 2027))"
)toml");
    CHECK(plan.value("money", 2027) == Approx(121));
    CHECK(plan.value("worth", 2027) == Approx(2 * 121.0 / 4));
    CHECK(plan.value("people", 2027) == 2);
    CHECK(plan.value("part[b]", 2026) == Approx(0.75));
    CHECK(plan.value("double", 2027) == 8);
    CHECK(plan.value("flag", 2026) == 0);
    CHECK(plan.value("flag", 2027) == 1);
    CHECK(plan.value("flag", 2028) == 1);
    CHECK(plan.value("flag", 2029) == 0);
}

TEST_CASE("functions: a mistake in a body is said of it, and who called it", "[models]") {
    CHECK(says("[functions]\n\"f(x)\" = \"x + 1 'bn VND'\"\n" + use,
               "'+' takes one unit, here a plain number and 'bn VND'; 'f' is called at line"));
    CHECK(says("[functions]\n\"f(x)\" = \"g(x)\"\n\"g(x)\" = \"x + 1 'ha'\"\n" + use,
               "'g' is called at line"));
    // Once for each place, however often it is called.
    const std::string said = mistakes("[functions]\n\"f(x)\" = \"x + 1 'bn VND'\"\n" + use +
                                      "[series.b]\nvalue = \"f(2) + f(3)\"\n");
    CHECK(said.find("takes one unit") == said.rfind("takes one unit"));
    // What is wrong with an argument is no mistake of the function.
    CHECK(mistakes("[functions]\n\"f(x)\" = \"x\"\n[series.a]\nvalue = \"f(z)\"\n")
              .find("is called at") == std::string::npos);
}

TEST_CASE("functions: what cannot be is refused", "[models]") {
    const auto one = [](const std::string& head, const std::string& body) {
        return "[functions]\n\"" + head + "\" = \"" + body + "\"\n";
    };
    CHECK(says(one("f", "1"), "'f' in [functions] is no function with its arguments"));
    CHECK(says(one("sum(x)", "x"), "'sum' is a function of the language"));
    CHECK(says(one("f(x, x)", "x"), "argument 'x' of function 'f'"));
    CHECK(says(one("f(a)", "a") + "[series.a]\nvalue = \"1\"\n", "argument 'a' of function 'f'"));
    CHECK(says(one("a(x)", "x") + "[series.a]\nvalue = \"1\"\n", "the name 'a' is taken by"));
    CHECK(says(one("f(x)", "x +"), "expected"));
    CHECK(says("[functions]\n\"f(x)\" = 3\n", "function 'f' is a whole number"));
    CHECK(says(one("f(x)", "x * rte") + "[series.rate]\nvalue = \"1\"\n",
               "unknown name 'rte' in function 'f' | did you mean 'rate'?"));
    CHECK(says(one("f(x)", "f(x - 1)"), "function 'f' calls itself: f -> f"));
    CHECK(says("[functions]\n\"f(x)\" = \"g(x)\"\n\"g(x)\" = \"h(x)\"\n\"h(x)\" = \"g(x)\"\n" + use,
               "function 'g' calls itself: g -> h -> g"));
    CHECK(says(one("f(x, y)", "x + y") + use, "'f' takes 2 arguments, here 1 | write f(x, y)"));
    CHECK(says(one("f(x)", "x") + "[series.a]\nvalue = \"f(1, years = 2)\"\n",
               "'f' takes 1 argument, here 2"));
    CHECK(says(one("f(x)", "x") + "[series.a]\nvalue = \"f\"\n", "'f' is a function | write f(x)"));
    CHECK(says(one("f(x)", "x[s]") + use, "its member cannot be chosen here"));
    CHECK(says(one("real(x)", "x") + "[series.a]\nvalue = \"reel(1)\"\n", "did you mean 'real'?"));
    // Doubling sixty times over ends with a message, not with memory.
    std::string doubling = "[functions]\n\"f0(x)\" = \"x\"\n";
    for (int i = 1; i <= 60; ++i)
        doubling += "\"f" + std::to_string(i) + "(x)\" = \"f" + std::to_string(i - 1) + "(x) + f" +
                    std::to_string(i - 1) + "(x)\"\n";
    CHECK(says(doubling + "[series.a]\nvalue = \"f60(1)\"\n", "more than 100000 times"));
}

#include "engine/distributions/named_law.hpp"

namespace plancast {

// A member's share before division by the sum of all: gamma of that member's alpha (L. Devroye
// 1986, Non-Uniform Random Variate Generation, ch. XI.4).
NamedLaw dirichlet_law() {
    return {.key = "dirichlet",
            .meaning = {"các phần của một tổng thể qua một tập hợp; tổng bằng 1",
                        "shares of a whole over a set, which sum to 1"},
            .parameters = {{positive_number("alpha")},
                           {positive_number("mean"), positive_number("concentration")}},
            .make =
                [](const LawArguments& a) {
                    return make_gamma(a.has("alpha") ? a["alpha"] : a["mean"] * a["concentration"],
                                      1);
                },
            .drawn =
                [](const DrawnLaw& d) {
                    return gamma_quantile(
                        d.uniform(), d.has("alpha") ? d["alpha"] : d["mean"] * d["concentration"]);
                },
            .examples = {{.numbers = {{"alpha", 2}}},
                         {.numbers = {{"mean", 0.3}, {"concentration", 10}}}},
            .kind = NamedLaw::Kind::shares};
}

}  // namespace plancast

#include "engine/distributions/named_law.hpp"

namespace plancast {

NamedLaw bernoulli_law() {
    return {.key = "bernoulli",
            .meaning = {"đúng với xác suất `chance`, nếu không thì sai",
                        "true with the chance, else false"},
            .parameters = {{{"chance", LawParameter::Form::share, false}}},
            .make =
                [](const LawArguments& a) {
                    const double chance = a["chance"];
                    require_share("chance", chance);
                    return make_discrete({0, 1}, {1 - chance, chance});
                },
            .drawn = [](const DrawnLaw& d) { return bernoulli(d.uniform(), d["chance"]); },
            .examples = {{.numbers = {{"chance", 0.3}}}},
            .kind = NamedLaw::Kind::truth};
}

}  // namespace plancast

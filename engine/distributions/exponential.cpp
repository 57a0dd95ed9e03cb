#include "engine/distributions/named_law.hpp"

namespace plancast {

NamedLaw exponential_law() {
    return {.key = "exponential",
            .meaning = {"thời gian chờ một sự kiện lúc nào cũng dễ xảy ra như nhau",
                        "waiting for an event that is as likely at any time"},
            .parameters = {{positive_quantity("mean")}},
            .make =
                [](const LawArguments& a) {
                    require_positive("mean", a["mean"]);
                    return make_gamma(1, a["mean"]);
                },
            .drawn = [](const DrawnLaw& d) { return -d["mean"] * log1p(-d.uniform()); },
            .examples = {{.numbers = {{"mean", 0.5}}}}};
}

}  // namespace plancast

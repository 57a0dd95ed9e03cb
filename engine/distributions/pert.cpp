#include "engine/distributions/named_law.hpp"

namespace plancast {

DistributionPtr make_pert(double min, double mode, double max) {
    require_mode(min, mode, max);
    return make_beta(1 + 4 * (mode - min) / (max - min), 1 + 4 * (max - mode) / (max - min), min,
                     max);
}

NamedLaw pert_law() {
    return {
        .key = "pert",
        .meaning = {"thấp nhất, dễ xảy ra nhất, cao nhất; trơn và ít ra hai đầu hơn `triangular`",
                    "least, likeliest and most; smooth, and less in its ends than `triangular`"},
        .parameters = {{quantity("min"), quantity("mode"), quantity("max")}},
        .make = [](const LawArguments& a) { return make_pert(a["min"], a["mode"], a["max"]); },
        .drawn =
            [](const DrawnLaw& d) {
                const RunNumber left = not_negative(d["mode"] - d["min"]);
                const RunNumber right = not_negative(d["max"] - d["mode"]);
                const RunNumber width = positive(left + right);
                const RunNumber alpha = 1.0 + 4.0 * left / width, beta = 1.0 + 4.0 * right / width;
                return d["min"] + width * beta_quantile(d.uniform(), alpha, beta);
            },
        .examples = {{.numbers = {{"min", 0}, {"mode", 1}, {"max", 5}}}}};
}

}  // namespace plancast

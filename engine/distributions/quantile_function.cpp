#include <cmath>
#include <cstddef>
#include <utility>

#include "engine/core/contracts.hpp"
#include "engine/distributions/law.hpp"
#include "engine/distributions/special_functions.hpp"

namespace plancast {

namespace {

class ExactQuantile final : public QuantileFunction {
public:
    explicit ExactQuantile(DistributionPtr law) : law_(std::move(law)) {}
    void evaluate(std::span<const double> u, std::span<double> x) const override {
        PLANCAST_EXPECTS(u.size() == x.size());
        for (std::size_t i = 0; i < u.size(); ++i) x[i] = law_->quantile(u[i]);
    }

private:
    DistributionPtr law_;
};

}  // namespace

QuantileFunctionPtr exact_quantile_function(const DistributionPtr& law) {
    return std::make_shared<ExactQuantile>(law);
}

QuantileFunctionPtr Law::fast_quantile(const DistributionPtr& self) const {
    return exact_quantile_function(self);
}

QuantileFunctionPtr make_quantile_function(const DistributionPtr& law) {
    if (const auto* known = dynamic_cast<const Law*>(law.get())) return known->fast_quantile(law);
    return exact_quantile_function(law);
}

void normal_quantile(std::span<const double> u, std::span<double> z) {
    PLANCAST_EXPECTS(u.size() == z.size());
    for (std::size_t i = 0; i < u.size(); ++i) z[i] = normal_percentile(u[i]);
}

void normal_cdf(std::span<const double> z, std::span<double> u) {
    PLANCAST_EXPECTS(u.size() == z.size());
    for (std::size_t i = 0; i < z.size(); ++i)
        u[i] = std::fmin(std::fmax(normal_probability(z[i]), 0x1p-53), 1 - 0x1p-53);
}

}  // namespace plancast

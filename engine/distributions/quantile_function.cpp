#include <cstddef>
#include <utility>

#include "engine/core/contracts.hpp"
#include "engine/core/elementary.hpp"
#include "engine/distributions/law.hpp"
#include "engine/distributions/tail_table.hpp"

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

class LowerSide final : public TailSide {
public:
    explicit LowerSide(const Distribution& law) : law_(law) {}
    double probability(double v) const override { return law_.cdf(v); }
    double density(double v) const override { return law_.pdf(v); }
    double value(double p) const override { return law_.quantile(p); }

private:
    const Distribution& law_;
};

class UpperSide final : public TailSide {
public:
    explicit UpperSide(const Distribution& law) : law_(law) {}
    double probability(double v) const override { return law_.upper_tail(-v); }
    double density(double v) const override { return law_.pdf(-v); }
    double value(double p) const override { return -law_.upper_quantile(p); }

private:
    const Distribution& law_;
};

class ExponentialQuantile final : public QuantileFunction {
public:
    ExponentialQuantile(QuantileFunctionPtr logarithm, double scale)
        : logarithm_(std::move(logarithm)), scale_(scale) {}
    void evaluate(std::span<const double> u, std::span<double> x) const override {
        logarithm_->evaluate(u, x);
        const double scale = scale_;
        for (double& value : x) value = scale * kernel::exp(value);
    }

private:
    QuantileFunctionPtr logarithm_;
    double scale_;
};

}  // namespace

QuantileFunctionPtr stretched(const DistributionPtr& standard, double location, double scale,
                              const DistributionPtr& self) {
    auto table = shared_table(standard->describe(), [&] {
        const UpperSide upper(*standard);
        return build_tail_table(LowerSide(*standard), &upper);
    });
    return std::make_shared<TableQuantile>(std::move(table),
                                           TableScale{location, scale, location, -scale}, self);
}

LawParts parts_of(const DistributionPtr& law) {
    if (const auto* known = dynamic_cast<const Law*>(law.get())) return known->parts(law);
    return {1, law, {}};
}

QuantileFunctionPtr Law::fast_quantile(const DistributionPtr& self) const {
    return stretched(self, 0, 1, self);
}

QuantileFunctionPtr exponential_of(QuantileFunctionPtr logarithm, double scale) {
    return std::make_shared<ExponentialQuantile>(std::move(logarithm), scale);
}

QuantileFunctionPtr make_quantile_function(const DistributionPtr& law) {
    if (const auto* known = dynamic_cast<const Law*>(law.get())) return known->fast_quantile(law);
    if (law->is_continuous()) return stretched(law, 0, 1, law);
    return std::make_shared<ExactQuantile>(law);
}

}  // namespace plancast

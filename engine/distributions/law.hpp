#pragma once

#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "engine/distributions/distribution.hpp"

namespace plancast {

inline constexpr double infinity = std::numeric_limits<double>::infinity();

/// A law as a continuous one and values that have a probability of their own.
struct LawParts {
    double weight = 1;  ///< the probability of the continuous part
    DistributionPtr continuous;
    std::vector<std::pair<double, double>> atoms;  ///< value, probability
};

/// What this folder's laws can do beside what a Distribution promises.
class Law : public Distribution {
public:
    bool is_continuous() const override { return true; }

    /// The law's fast quantile function; a table of it unless the law knows better.
    /// @param self  The pointer that holds this law.
    virtual QuantileFunctionPtr fast_quantile(const DistributionPtr& self) const;

    /// The parts of a law that is not continuous, to be truncated, clipped or mixed one by one.
    /// @throws InvalidInput if it has too many values for that.
    virtual LawParts parts(const DistributionPtr& self) const { return {1, self, {}}; }
};

/// @throws InvalidInput if it has too many values for that.
LawParts parts_of(const DistributionPtr& law);

/// The fast quantile of location + scale X from the table of X, so that all laws of a family share
/// one.
///
/// @param standard  The law of X.
/// @param self      That of location + scale X; scale > 0.
QuantileFunctionPtr stretched(const DistributionPtr& standard, double location, double scale,
                              const DistributionPtr& self);

/// scale e^y for every y that @p logarithm draws.
QuantileFunctionPtr exponential_of(QuantileFunctionPtr logarithm, double scale);

}  // namespace plancast

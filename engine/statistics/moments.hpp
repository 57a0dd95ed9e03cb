#pragma once

#include <cstdint>

namespace plancast {

/// Count, mean and sum of squared deviations of a sample; can be merged exactly in a fixed order.
/// Chan, Golub & LeVeque (1983), The American Statistician 37(3), 242-247.
struct Moments {
    std::uint64_t count = 0;
    double mean = 0;
    double squared_deviations = 0;

    void add(double value);
    /// The moments of both samples together. The order of merging changes the last bits.
    void merge(const Moments& later);
    /// Unbiased; NaN for fewer than two values.
    double variance() const;
    double standard_deviation() const;
    /// Of the mean, from independent values; NaN for fewer than two.
    double standard_error() const;
};

}  // namespace plancast

#pragma once

#include <cmath>
#include <span>

namespace plancast {

/// Mean and sum of squared deviations the slow and safe way, to compare with.
struct TwoPass {
    long double mean = 0;
    long double squared_deviations = 0;
};

inline TwoPass two_pass(std::span<const double> values) {
    TwoPass result;
    for (const double value : values) result.mean += value;
    result.mean /= static_cast<long double>(values.size());
    for (const double value : values) {
        const long double deviation = value - result.mean;
        result.squared_deviations += deviation * deviation;
    }
    return result;
}

/// |value - expected| / |expected|.
inline double relative_error(double value, long double expected) {
    return static_cast<double>(std::fabs((value - expected) / expected));
}

}  // namespace plancast

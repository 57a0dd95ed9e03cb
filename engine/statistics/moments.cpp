#include "engine/statistics/moments.hpp"

#include <cmath>
#include <limits>

namespace plancast {

void Moments::add(double value) {
    // Welford (1962), Technometrics 4(3), 419-420.
    ++count;
    const double deviation = value - mean;
    mean += deviation / static_cast<double>(count);
    squared_deviations += deviation * (value - mean);
}

void Moments::merge(const Moments& later) {
    if (later.count == 0) return;
    if (count == 0) {
        *this = later;
        return;
    }
    const double here = static_cast<double>(count);
    const double there = static_cast<double>(later.count);
    const double share = there / (here + there);
    const double deviation = later.mean - mean;
    mean += deviation * share;
    squared_deviations += later.squared_deviations + deviation * deviation * (here * share);
    count += later.count;
}

double Moments::variance() const {
    if (count < 2) return std::numeric_limits<double>::quiet_NaN();
    return squared_deviations / static_cast<double>(count - 1);
}

double Moments::standard_deviation() const { return std::sqrt(variance()); }

double Moments::standard_error() const {
    return std::sqrt(variance() / static_cast<double>(count));
}

}  // namespace plancast

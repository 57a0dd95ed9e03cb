#pragma once

#include <array>
#include <limits>

namespace plancast {

/// A number that was estimated, and how well it is known.
struct Estimate {
    double value = std::numeric_limits<double>::quiet_NaN();
    double standard_error = std::numeric_limits<double>::quiet_NaN();
    /// 95 % unless said otherwise; contains value. Infinite ends: nothing is known.
    std::array<double, 2> interval{-std::numeric_limits<double>::infinity(),
                                   std::numeric_limits<double>::infinity()};
};

}  // namespace plancast

#include "engine/statistics/jackknife.hpp"

#include <cmath>

#include "engine/core/contracts.hpp"
#include "engine/distributions/special_functions.hpp"

namespace plancast {

double replicate_width(std::size_t groups, double level) {
    PLANCAST_EXPECTS(groups >= 2);
    PLANCAST_EXPECTS(level > 0 && level < 1);
    return -student_percentile(static_cast<double>(groups - 1), (1 - level) / 2);
}

Estimate jackknife(double whole, std::span<const double> without_each, double level) {
    PLANCAST_EXPECTS(without_each.size() >= 2);
    const double groups = static_cast<double>(without_each.size());
    double mean = 0;
    for (const double without : without_each) mean += without / groups;
    double squares = 0;
    for (const double without : without_each) squares += (without - mean) * (without - mean);
    Estimate estimate;
    estimate.value = whole;
    const double standard_error = std::sqrt((groups - 1) / groups * squares);
    if (!std::isfinite(whole) || !std::isfinite(standard_error)) return estimate;
    estimate.standard_error = standard_error;
    const double reach = replicate_width(without_each.size(), level) * standard_error;
    estimate.interval = {whole - reach, whole + reach};
    return estimate;
}

}  // namespace plancast

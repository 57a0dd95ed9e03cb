#include "tests/distributions/goodness_of_fit.hpp"

#include <algorithm>
#include <cmath>

#include "engine/random/philox.hpp"

namespace plancast::test {

double kolmogorov_smirnov(std::vector<double>& draws, const std::function<double(double)>& cdf) {
    if (!std::is_sorted(draws.begin(), draws.end())) std::sort(draws.begin(), draws.end());
    const double n = static_cast<double>(draws.size());
    double distance = 0;
    for (std::size_t i = 0; i < draws.size(); i += 64) {
        // Among equal draws the share of draws <= x counts the last.
        const auto last =
            std::upper_bound(draws.begin() + static_cast<std::ptrdiff_t>(i), draws.end(), draws[i]);
        const double share = static_cast<double>(last - draws.begin()) / n;
        distance = std::max(distance, std::fabs(cdf(draws[i]) - share));
    }
    return distance * std::sqrt(n);
}

std::vector<double> test_uniforms(const char* name, std::size_t count) {
    std::vector<double> u(count);
    fill_uniforms(20261123, stream_key(name), no_year, 0, u);
    return u;
}

}  // namespace plancast::test

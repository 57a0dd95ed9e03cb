#include "engine/program/reference_counts.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <cmath>
#include <limits>

#include "engine/program/count_search.hpp"

namespace plancast {

namespace {

namespace bm = boost::math;
namespace bp = boost::math::policies;

using Policy =
    bp::policy<bp::discrete_quantile<bp::integer_round_up>, bp::domain_error<bp::ignore_error>,
               bp::overflow_error<bp::ignore_error>, bp::evaluation_error<bp::ignore_error>>;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// Boost's quantile lands on or beside the answer, its cdf decides; in the upper half by the
/// complement, which keeps its digits.
template <typename Law>
double smallest_reaching(const Law& law, double u, double largest) {
    using Real = typename Law::value_type;
    const auto reaches = [&](double k) {
        return u <= 0.5 ? cdf(law, Real{k}) >= u * (1.0 - tie_tolerance)
                        : cdf(complement(law, Real{k})) <= (1.0 - u) * (1.0 + tie_tolerance);
    };
    auto k = static_cast<double>(u <= 0.5 ? quantile(law, Real{u})
                                          : quantile(complement(law, Real{1.0 - u})));
    while (k < largest && !reaches(k)) ++k;
    while (k > 0.0 && reaches(k - 1.0)) --k;
    return k;
}

// In extended precision: the chance of each success loses what tells it from 1 where the dispersion
// is large.
bm::negative_binomial_distribution<long double, Policy> negative_binomial_law(double mean,
                                                                              double dispersion) {
    const long double r = dispersion;
    return {r, r / (r + mean)};
}

}  // namespace

double bernoulli_reference(double u, double chance) {
    if (!(u > 0.0 && u < 1.0) || !std::isfinite(chance)) return not_a_number;
    const double p = std::clamp(chance, 0.0, 1.0);
    if (p == 0.0 || p == 1.0) return p;
    return smallest_reaching(bm::binomial_distribution<double, Policy>(1.0, p), u, 1.0);
}

double binomial_reference(double u, double trials, double chance) {
    if (!(u > 0.0 && u < 1.0) || !std::isfinite(trials) || !std::isfinite(chance)) {
        return not_a_number;
    }
    const double n = std::max(std::floor(trials), 0.0), p = std::clamp(chance, 0.0, 1.0);
    if (n == 0.0 || p == 0.0) return 0.0;
    if (p == 1.0) return n;
    return smallest_reaching(bm::binomial_distribution<double, Policy>(n, p), u, n);
}

double poisson_reference(double u, double mean) {
    if (!(u > 0.0 && u < 1.0) || !std::isfinite(mean)) return not_a_number;
    if (mean <= 0.0) return 0.0;
    return smallest_reaching(bm::poisson_distribution<double, Policy>(mean), u,
                             std::numeric_limits<double>::infinity());
}

double negative_binomial_reference(double u, double mean, double dispersion) {
    if (!(u > 0.0 && u < 1.0) || !std::isfinite(mean)) return not_a_number;
    if (!(dispersion > 0.0) || !std::isfinite(dispersion)) return not_a_number;
    if (mean <= 0.0) return 0.0;
    return smallest_reaching(negative_binomial_law(mean, dispersion), u,
                             std::numeric_limits<double>::infinity());
}

double binomial_cdf_reference(double k, double trials, double chance) {
    return cdf(bm::binomial_distribution<double, Policy>(trials, chance), k);
}

double poisson_cdf_reference(double k, double mean) {
    return cdf(bm::poisson_distribution<double, Policy>(mean), k);
}

double negative_binomial_cdf_reference(double k, double mean, double dispersion) {
    return static_cast<double>(cdf(negative_binomial_law(mean, dispersion), k));
}

}  // namespace plancast

#include "tests/distributions/boost_reference.hpp"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/extreme_value.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/logistic.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/pareto.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <boost/math/distributions/uniform.hpp>
#include <boost/math/distributions/weibull.hpp>
#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <cstdint>

namespace plancast::test {

namespace {

namespace bm = boost::math;

template <typename Law>
Reference of(const Law& law) {
    return {[law](double x) { return bm::pdf(law, x); },
            [law](double x) { return bm::cdf(law, x); },
            [law](double x) { return bm::cdf(bm::complement(law, x)); },
            [law](double u) { return bm::quantile(law, u); },
            [law](double q) { return bm::quantile(bm::complement(law, q)); }};
}

}  // namespace

Reference boost_normal(double mean, double sd) { return of(bm::normal(mean, sd)); }
Reference boost_lognormal(double log_mean, double log_sd) {
    return of(bm::lognormal(log_mean, log_sd));
}
Reference boost_gamma(double shape, double scale) {
    return of(bm::gamma_distribution<double>(shape, scale));
}
Reference boost_triangular(double min, double mode, double max) {
    return of(bm::triangular(min, mode, max));
}
Reference boost_uniform(double min, double max) { return of(bm::uniform(min, max)); }

Reference boost_exponential(double mean) { return of(bm::exponential(1 / mean)); }
Reference boost_weibull(double shape, double scale) { return of(bm::weibull(shape, scale)); }
Reference boost_logistic(double location, double scale) {
    return of(bm::logistic(location, scale));
}
Reference boost_gumbel(double mode, double scale) { return of(bm::extreme_value(mode, scale)); }

// Boost's cancels near min.
Reference boost_pareto(double min, double shape) {
    const Reference boost = of(bm::pareto(min, shape));
    return {boost.pdf,
            [=](double x) {
                const long double excess = (static_cast<long double>(x) - min) / min;
                return static_cast<double>(-std::expm1(-shape * std::log1p(excess)));
            },
            boost.upper_tail,
            [=](double u) {
                return static_cast<double>(
                    min * std::exp(-std::log1p(-static_cast<long double>(u)) / shape));
            },
            boost.upper_quantile};
}

Reference boost_student_t(double df, double location, double scale) {
    const Reference standard = of(bm::students_t(df));
    const auto z = [=](double x) { return (x - location) / scale; };
    return {[=](double x) { return standard.pdf(z(x)) / scale; },
            [=](double x) { return standard.cdf(z(x)); },
            [=](double x) { return standard.upper_tail(z(x)); },
            [=](double u) { return location + scale * standard.quantile(u); },
            [=](double q) { return location + scale * standard.upper_quantile(q); }};
}

Reference exact_inverse_gaussian(double mean, double shape) {
    using Long = boost::multiprecision::cpp_bin_float_quad;
    const Long m = mean, s = shape;
    const auto phi = [](const Long& z) -> Long { return bm::erfc(Long(-z / sqrt(Long(2)))) / 2; };
    const auto cdf = [=](const Long& x) -> Long {
        const Long root = sqrt(s / x);
        return phi(root * (x / m - 1)) + exp(2 * s / m) * phi(-root * (x / m + 1));
    };
    const auto pdf = [=](const Long& x) -> Long {
        return sqrt(s / (bm::constants::two_pi<Long>() * x * x * x)) *
               exp(-s * (x - m) * (x - m) / (2 * m * m * x));
    };
    const auto solve = [=](double p, bool upper) {
        const auto excess = [=](const Long& x) -> Long {
            return upper ? Long(p - (1 - cdf(x))) : Long(cdf(x) - p);
        };
        const bm::tools::eps_tolerance<Long> to_double(56);
        std::uintmax_t steps = 200;
        const auto bracket =
            bm::tools::toms748_solve(excess, Long(m / 1e6), Long(1000 * m), to_double, steps);
        return static_cast<double>(bracket.first);
    };
    return {[=](double x) { return static_cast<double>(pdf(x)); },
            [=](double x) { return static_cast<double>(cdf(x)); },
            [=](double x) { return static_cast<double>(Long(1 - cdf(x))); },
            [=](double u) { return solve(u, false); }, [=](double q) { return solve(q, true); }};
}

// In the upper half through the mirror image, whose argument keeps the distance from max.
Reference boost_beta(double alpha, double beta, double min, double max) {
    // Where the density is infinite at an end, let it be so.
    using Policy = bm::policies::policy<bm::policies::overflow_error<bm::policies::ignore_error>>;
    const bm::beta_distribution<double, Policy> law(alpha, beta), mirror(beta, alpha);
    const double width = max - min;
    const auto near_max = [=](double x) { return max - x < x - min; };
    return {[=](double x) {
                return (near_max(x) ? bm::pdf(mirror, (max - x) / width)
                                    : bm::pdf(law, (x - min) / width)) /
                       width;
            },
            [=](double x) {
                return near_max(x) ? bm::cdf(bm::complement(mirror, (max - x) / width))
                                   : bm::cdf(law, (x - min) / width);
            },
            [=](double x) {
                return near_max(x) ? bm::cdf(mirror, (max - x) / width)
                                   : bm::cdf(bm::complement(law, (x - min) / width));
            },
            [=](double u) { return min + width * bm::quantile(law, u); },
            [=](double q) { return max - width * bm::quantile(mirror, q); }};
}

double integral(const std::function<double(double)>& f, double from, double to) {
    return bm::quadrature::gauss<double, 30>::integrate(f, from, to);
}

}  // namespace plancast::test

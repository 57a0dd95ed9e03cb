#include "tests/distributions/boost_reference.hpp"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <boost/math/distributions/uniform.hpp>
#include <boost/math/quadrature/gauss.hpp>

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

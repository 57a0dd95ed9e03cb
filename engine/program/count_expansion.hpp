#pragma once

#include "engine/core/elementary.hpp"

namespace plancast {

/// The quantile of a binomial, Poisson or negative binomial count as a smooth function of the
/// standard normal quantile z of the same probability (E. A. Cornish, R. A. Fisher 1937, Rev. Inst.
/// Int. Stat. 5, 307-320).
///
/// Let cdf(w) for real w be the incomplete beta or gamma function that gives the count's cdf at
/// whole w. The w with cdf(w) = Phi(z) is, for mean m and variance sigma^2 = n p q,
///     w = m + sigma z - 1/2 + s (z^2 - 1)/6 + P_1(z)/sigma + P_2(z)/sigma^2 + ...,
/// P_j polynomials with coefficients in s = q - p and r = p q. They follow from the cumulants less
/// those of a uniform number of width 1 (B_n / n; that is the correction for continuity). The
/// Poisson law is the case s = 1, r = 0: M. B. Giles (2016), ACM Trans. Math. Softw. 42(1), 7.
struct CountExpansion {
    double s;             ///< of the term free of sigma
    double p1_z1, p1_z3;  ///< coefficients of z, z^3 in P_1
    double p2_scale;      ///< P_2 = scale (z^4/540 + 7 z^2/1620 - 4/405)
    double p3_z1, p3_z3, p3_z5;

    /// @param s, r  q - p and p q.
    [[gnu::always_inline]] static constexpr CountExpansion of(double s, double r) {
        return {
            s,
            (14 * r - 2) * (1.0 / 72),
            (2 * r + 1) * (-1.0 / 72),
            s * (2 + r),
            ((r * -433 - 1354) * r + 671) * (1.0 / 38880),
            ((r * 256 + 403) * r - 137) * (1.0 / 38880),
            ((r * 4 + 52) * r - 23) * (1.0 / 17280),
        };
    }

    /// w - m, up to P_3. Its distance from the exact value is within error_bound.
    [[gnu::always_inline]] double evaluate(double z, double sigma) const {
        const double y = z * z, inverse = 1.0 / sigma;
        const double p1 = z * (p1_z3 * y + p1_z1);
        const double p2 = p2_scale * ((y * (1.0 / 540) + 7.0 / 1620) * y - 4.0 / 405);
        const double p3 = z * ((p3_z5 * y + p3_z3) * y + p3_z1);
        const double small = ((p3 * inverse + p2) * inverse + p1) * inverse;
        return sigma * z + ((s * (1.0 / 6)) * (y - 1.0) - 0.5) + small;
    }

    /// A bound on the error of evaluate() for sigma^2 >= 4: twice the largest seen over all counts
    /// of laws with s from -1 to 1 and sigma^2 from 4 to 10^5, beyond which it grows as the terms
    /// that are left out, and what an error of 1e-9 in the probability makes of z. May be large in
    /// the far tails, where the expansion is of no use.
    [[gnu::always_inline]] double error_bound(double z, double sigma, double w) const {
        const double y = z * z, variance = sigma * sigma, skewed = s * s * s * s * s;
        return (y * y * y * 3e-3 + 0.06) * (skewed > 1.0 ? skewed : 1.0) / (variance * variance) +
               sigma * 3e-9 + (w < 0.0 ? -w : w) * 1e-15;
    }
};

}  // namespace plancast

#pragma once

#include "engine/core/elementary.hpp"

namespace plancast {

/// The quantile of a binomial or Poisson count as a smooth function of the standard normal quantile
/// z of the same probability (E. A. Cornish, R. A. Fisher 1937, Rev. Inst. Int. Stat. 5, 307-320).
///
/// Let cdf(w) for real w be the incomplete beta or gamma function that gives the count's cdf at
/// whole w. The w with cdf(w) = Phi(z) is, for mean m and variance sigma^2 = n p q,
///     w = m + sigma z - 1/2 + s (z^2 - 1)/6 + sum over j = 1.. of P_j(z) / sigma^j,
/// P_j polynomials with coefficients in s = q - p and r = p q. They follow from the cumulants less
/// those of a uniform number of width 1 (B_n / n; that is the correction for continuity). The
/// Poisson law is the case s = 1, r = 0: M. B. Giles (2016), ACM Trans. Math. Softw. 42(1), 7.
struct CountExpansion {
    double s;             ///< of the term free of sigma
    double p1_z1, p1_z3;  ///< coefficients of z, z^3 in P_1
    double p2_scale;      ///< P_2 = scale (z^4/540 + 7 z^2/1620 - 4/405)
    double p3_z1, p3_z3, p3_z5;
    double p4_z0, p4_z2, p4_z4, p4_z6;

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
            s * (((r * 92 + 176) * r - 16) * (1.0 / 25515)),
            s * (((r * -923 + 4348) * r - 5189) * (1.0 / 408240)),
            s * (((r * -9 - 44) * r + 25) * (1.0 / 15120)),
            s * (((r - 20) * r + 19) * (1.0 / 34020)),
        };
    }

    /// w - m, up to P_3. Its distance from the exact value is within error_bound.
    [[gnu::always_inline]] double evaluate(double z, double sigma) const {
        return leading(z, sigma, 0.0);
    }

    /// w - m, up to P_4: for sigma^2 >= 10^4, where it is exact to 1e-13 in the cdf.
    [[gnu::always_inline]] double evaluate_further(double z, double sigma) const {
        const double y = z * z;
        return leading(z, sigma, ((p4_z6 * y + p4_z4) * y + p4_z2) * y + p4_z0);
    }

    /// A bound on the error of evaluate() for sigma^2 >= 4: twice the largest seen over all counts
    /// of laws with s from -1 to 1 and sigma^2 from 4 to 10^5, and what an error of 1e-9 in the
    /// probability makes of z. May be large in the far tails, where the expansion is of no use.
    [[gnu::always_inline]] static double error_bound(double z, double sigma, double w) {
        const double y = z * z, variance = sigma * sigma;
        return (y * y * y * 3e-3 + 0.06) / (variance * variance) + sigma * 3e-9 +
               (w < 0.0 ? -w : w) * 1e-15;
    }

private:
    [[gnu::always_inline]] double leading(double z, double sigma, double p4) const {
        const double y = z * z, inverse = 1.0 / sigma;
        const double p1 = z * (p1_z3 * y + p1_z1);
        const double p2 = p2_scale * ((y * (1.0 / 540) + 7.0 / 1620) * y - 4.0 / 405);
        const double p3 = z * ((p3_z5 * y + p3_z3) * y + p3_z1);
        const double small = (((p4 * inverse + p3) * inverse + p2) * inverse + p1) * inverse;
        return sigma * z + ((s * (1.0 / 6)) * (y - 1.0) - 0.5) + small;
    }
};

}  // namespace plancast

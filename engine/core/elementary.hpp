#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

/// Elementary functions for loops over blocks: exp, log, log1p, sin, cos, pow.
///
/// Each is free of branches, tables and libm, and uses only operations whose result IEEE 754
/// fixes, so that a compiler turns a loop over it into vector code, and a value has the same bits
/// whether it was computed alone or in a vector of any width. Where the instruction set has fused
/// multiply-add it is used explicitly; builds with and without it differ in the last place.
///
/// They are always inlined: a call would keep the loop around it from becoming vector code.
///
/// All polynomials are near-minimax fits (Chebyshev expansion at 300 bits, converted to monomials);
/// their error stands beside each. Edge cases are those of C99's Annex F unless noted.
namespace plancast::kernel {

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// a b + c: fused where the instruction set can, else with two roundings.
[[gnu::always_inline]] inline double multiply_add(double a, double b, double c) {
#ifdef __FMA__
    return std::fma(a, b, c);
#else
    return a * b + c;
#endif
}

/// a b - product, exactly, where product is a * b rounded (T. J. Dekker 1971, Numer. Math. 18,
/// 224-242). Without fused multiply-add |a| and |b| must be below 1e300.
[[gnu::always_inline]] inline double product_error(double a, double b, double product) {
#ifdef __FMA__
    return std::fma(a, b, -product);
#else
    const double a_scaled = a * 134217729.0, b_scaled = b * 134217729.0;  // 2^27 + 1
    const double a_high = a_scaled - (a_scaled - a), a_low = a - a_high;
    const double b_high = b_scaled - (b_scaled - b), b_low = b - b_high;
    return ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low;
#endif
}

namespace detail {

// Adding this number to one below 2^51 in magnitude leaves its nearest whole number in the low
// bits of the sum.
inline constexpr double rounder = 0x1.8p52;
// ln 2 in two pieces; the first has 32 bits, so that its product with an exponent is exact.
inline constexpr double ln2_high = 0x1.62e42feep-1;
inline constexpr double ln2_low = 0x1.a39ef35793c76p-33;

/// exp(x + correction), |correction| far below 1.
[[gnu::always_inline]] inline double exp_sum(double x, double correction) {
    // Beyond these bounds the result is 0 or infinite all the same; a NaN passes both.
    x = x < -750.0 ? -750.0 : x;
    x = x > 710.0 ? 710.0 : x;
    const double n = multiply_add(x, 0x1.71547652b82fep+0, rounder) - rounder;
    const double r = multiply_add(-n, ln2_low, multiply_add(-n, ln2_high, x)) + correction;
    // (e^r - 1 - r) / r^2 on |r| <= ln(2)/2: absolute error 1.1e-16, times r^2 <= 0.12.
    const double r2 = r * r, r4 = r2 * r2;
    const double q01 = multiply_add(0x1.5555555555556p-3, r, 0x1.0000000000001p-1);
    const double q23 = multiply_add(0x1.11111111109adp-7, r, 0x1.5555555553d4fp-5);
    const double q45 = multiply_add(0x1.a01a01a7c8d47p-13, r, 0x1.6c16c17893833p-10);
    const double q67 = multiply_add(0x1.71de0d9c145d0p-19, r, 0x1.a019b8ef67c6cp-16);
    const double q89 = multiply_add(0x1.af38d53857513p-26, r, 0x1.2891a8c1d838dp-22);
    const double q03 = multiply_add(q23, r2, q01);
    const double q49 = multiply_add(q89, r4, multiply_add(q67, r2, q45));
    const double p = 1.0 + multiply_add(multiply_add(q49, r4, q03), r2, r);
    // 2^n in two factors: n may lie beyond the normal exponents, half of it does not. The sum's low
    // bits are the factor's biased exponent.
    constexpr double biased_rounder = rounder + 1023.0;
    const double first = multiply_add(n, 0.5, biased_rounder);
    const double second = (n - (first - biased_rounder)) + biased_rounder;
    return p * std::bit_cast<double>(std::bit_cast<std::uint64_t>(first) << 52) *
           std::bit_cast<double>(std::bit_cast<std::uint64_t>(second) << 52);
}

/// x = 2^exponent (1 + fraction) with 1 + fraction in [sqrt(1/2), sqrt(2)); x > 0, finite.
struct SplitNumber {
    double exponent, fraction;
};

[[gnu::always_inline]] inline SplitNumber split_number(double x) {
    const bool denormal = x < 0x1p-1022;
    x = denormal ? x * 0x1p54 : x;
    constexpr std::uint64_t one = 0x3ff0000000000000, root_half = 0x3fe6a09e667f3bcd;
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(x) + (one - root_half);
    // The biased exponent, as the low bits of a number between 2^52 and 2^53.
    const double biased = std::bit_cast<double>((bits >> 52) | 0x4330000000000000);
    const double mantissa = std::bit_cast<double>((bits & 0x000fffffffffffff) + root_half);
    return {biased - (denormal ? 0x1p52 + 1077.0 : 0x1p52 + 1023.0), mantissa - 1.0};
}

}  // namespace detail

/// e^x; at most 1.2 ulp off, also where the result is denormal.
[[gnu::always_inline]] inline double exp(double x) { return detail::exp_sum(x, 0.0); }

/// Natural logarithm; at most 1 ulp off. -infinity at 0, NaN below.
[[gnu::always_inline]] inline double log(double x) {
    const auto [k, f] = detail::split_number(x);
    // ln(1 + f) = f - (f^2/2 - s (f^2/2 + R)), s = f/(2 + f), R = s^2 P(s^2), the odd series of
    // ln((1 + s)/(1 - s)); relative error of P below 4e-16, times s^2/2 <= 0.015.
    const double s = f / (2.0 + f);
    const double z = s * s, z2 = z * z, z4 = z2 * z2;
    const double p01 = multiply_add(0x1.99999999952abp-2, z, 0x1.5555555555558p-1);
    const double p23 = multiply_add(0x1.c71c62ddb431bp-3, z, 0x1.2492492df7663p-2);
    const double p45 = multiply_add(0x1.39fe16ad885a7p-3, z, 0x1.7462b6e311a89p-3);
    const double p46 = multiply_add(0x1.2b5bd9a316a24p-3, z2, p45);
    const double series = z * multiply_add(p46, z4, multiply_add(p23, z2, p01));
    const double half_square = 0.5 * f * f;
    const double tail = multiply_add(s, half_square + series, k * detail::ln2_low);
    const double result = multiply_add(k, detail::ln2_high, f - (half_square - tail));
    const double positive = x < infinity ? result : x;  // infinity and NaN give themselves
    return x > 0.0 ? positive : (x == 0.0 ? -infinity : not_a_number);
}

/// ln(1 + x) without cancellation for small x; at most 2 ulp off.
[[gnu::always_inline]] inline double log1p(double x) {
    const double sum = 1.0 + x;
    // What rounding took from 1 + x, brought back to first order.
    const double lost = x > 1.0 ? 1.0 - (sum - x) : x - (sum - 1.0);
    const double correction = lost / sum;
    const double result = log(sum) + correction;
    const double ordinary = ((sum < infinity) & (sum > 0.0)) ? result : log(sum);
    return x == 0.0 ? x : ordinary;  // keeps the sign of zero
}

namespace detail {

/// x = quarter_turns pi/2 + rest, |rest| <= pi/4 (a little more at the borders).
struct ReducedAngle {
    double rest;
    std::uint64_t quarter_turns;  ///< modulo 4 in the low two bits
};

[[gnu::always_inline]] inline ReducedAngle reduce_angle(double x) {
    const double shifted = multiply_add(x, 0x1.45f306dc9c883p-1, rounder);
    const double n = shifted - rounder;
    // pi/2 in three pieces of 53 bits. x - n P1 and n P1's rounding error cancel to a number that
    // a double holds exactly, so what is lost is one rounding of the rest itself.
    constexpr double p1 = 0x1.921fb54442d18p+0, p2 = 0x1.1a62633145c07p-54,
                     p3 = -0x1.f1976b7ed8fbcp-110;
    const double product1 = n * p1, product2 = n * p2;
    const double rest1 = (x - product1) - product_error(n, p1, product1);
    const double rest2 = rest1 - product2;
    const double rest = rest2 - multiply_add(n, p3, product_error(n, p2, product2));
    return {rest, std::bit_cast<std::uint64_t>(shifted)};
}

/// sin(rest + quarter_turns pi/2); NaN for |x| >= 2^40.
[[gnu::always_inline]] inline double sine_of(double x, ReducedAngle angle, std::uint64_t offset) {
    const double r = angle.rest, z = r * r, z2 = z * z, z4 = z2 * z2;
    // (sin r - r)/r^3 and (cos r - 1 + r^2/2)/r^4 in r^2: absolute errors 2.1e-17 and 1.3e-18.
    const double s01 = multiply_add(0x1.1111111110babp-7, z, -0x1.5555555555555p-3);
    const double s23 = multiply_add(0x1.71de37946eb45p-19, z, -0x1.a01a019e820acp-13);
    const double s45 = multiply_add(0x1.5e0a4fb47ace3p-33, z, -0x1.ae6008d0f0520p-26);
    const double sine_series = multiply_add(s45, z4, multiply_add(s23, z2, s01));
    const double sine = multiply_add(r * z, sine_series, r);
    const double c01 = multiply_add(-0x1.6c16c16c16963p-10, z, 0x1.5555555555555p-5);
    const double c23 = multiply_add(-0x1.27e4fa16cc1bcp-22, z, 0x1.a01a019f4ddfdp-16);
    const double c45 = multiply_add(-0x1.907cd8f26aa3fp-37, z, 0x1.1eeb67d014ecep-29);
    const double cosine_series = multiply_add(c45, z4, multiply_add(c23, z2, c01));
    const double half = 0.5 * z, leading = 1.0 - half;
    const double cosine = leading + multiply_add(z2, cosine_series, (1.0 - leading) - half);

    const std::uint64_t quarter = angle.quarter_turns + offset;
    // Chosen by masks: SSE2 has no comparison of 64-bit integers.
    const std::uint64_t odd = 0 - (quarter & 1);
    const std::uint64_t bits =
        (std::bit_cast<std::uint64_t>(cosine) & odd) | (std::bit_cast<std::uint64_t>(sine) & ~odd);
    const double result = std::bit_cast<double>(bits ^ ((quarter & 2) << 62));
    return std::fabs(x) < 0x1p40 ? result : not_a_number;
}

}  // namespace detail

/// Sine of x radians; at most 2 ulp off for |x| < 2^40. NaN beyond, where an angle has lost four of
/// its digits and more (C's sine goes on).
[[gnu::always_inline]] inline double sin(double x) {
    const double result = detail::sine_of(x, detail::reduce_angle(x), 0);
    return x == 0.0 ? x : result;  // keeps the sign of zero
}

/// Cosine of x radians; bounds as for sin.
[[gnu::always_inline]] inline double cos(double x) {
    return detail::sine_of(x, detail::reduce_angle(x), 1);
}

/// a^b; relative error at most 1e-15 over the whole range. 1 where b is 0 or a is 1, whatever the
/// other; NaN for a finite negative base with a fraction as exponent.
[[gnu::always_inline]] inline double pow(double a, double b) {
    // b ln|a| up to 745 in magnitude must be good to 1e-16 absolutely, so ln|a| is carried as a sum
    // of two doubles, high + low.
    const double x = std::fabs(a);
    const auto [k, f] = detail::split_number(x);
    const double divisor = 2.0 + f, divisor_low = f - (divisor - 2.0);
    const double inverse = 1.0 / divisor;
    const double s = f * inverse, product = s * divisor;
    const double s_low =
        (((f - product) - product_error(s, divisor, product)) - s * divisor_low) * inverse;
    // ln(1 + f) = 2 s + s z (2/3 + z Q(z)), z = s^2; absolute error of Q 1.9e-18.
    const double z = s * s, z_low = multiply_add(2.0 * s, s_low, product_error(s, s, z));
    const double z2 = z * z, z4 = z2 * z2;
    const double q01 = multiply_add(0x1.2492492492522p-2, z, 0x1.999999999999ap-2);
    const double q23 = multiply_add(0x1.745d177ab1a23p-3, z, 0x1.c71c71c6ea81dp-3);
    const double q45 = multiply_add(0x1.1118ca5739a59p-3, z, 0x1.3b1395c693565p-3);
    const double q67 = multiply_add(0x1.e033ca1735265p-4, z, 0x1.df7c45d976e07p-4);
    const double q = multiply_add(multiply_add(q67, z2, q45), z4, multiply_add(q23, z2, q01)) * z;
    constexpr double two_thirds = 0x1.5555555555555p-1, two_thirds_low = 0x1.5555555555555p-55;
    const double c = two_thirds + q, c_low = ((two_thirds - c) + q) + two_thirds_low;
    const double v = z * c;
    const double v_low = product_error(z, c, v) + multiply_add(z, c_low, z_low * c);
    const double w = s * v;
    const double w_low = product_error(s, v, w) + multiply_add(s, v_low, s_low * v);
    const double m = 2.0 * s + w, m_low = ((2.0 * s - m) + w) + (w_low + 2.0 * s_low);
    const double scale = k * detail::ln2_high;
    const double sum = scale + m;
    const double low = ((scale - sum) + m) + multiply_add(k, detail::ln2_low, m_low);
    const double finite_high = x < infinity ? sum : x;  // infinity and NaN give themselves
    const double high = x > 0.0 ? finite_high : (x == 0.0 ? -infinity : not_a_number);

    const double exponent = b * high;
    const double exponent_low = multiply_add(b, low, product_error(b, high, exponent));
    // Not small only where the result is 0, infinite, 1 or NaN whatever is added; there it must
    // not undo exp_sum's bounds.
    const double correction = std::fabs(exponent_low) < 1e-6 ? exponent_low : 0.0;
    const double magnitude = detail::exp_sum(exponent, correction);

    // Adding 2^52 rounds to a whole number and leaves its parity in the lowest bit.
    const double b_size = std::fabs(b), shifted = b_size + 0x1p52;
    const bool is_whole = (b_size >= 0x1p52) | (shifted - 0x1p52 == b_size);
    const std::uint64_t parity =
        std::bit_cast<std::uint64_t>(b_size < 0x1p52 ? shifted : b_size) & 1;
    const std::uint64_t odd = (is_whole & (b_size < 0x1p53)) ? parity : 0;
    const std::uint64_t sign = std::bit_cast<std::uint64_t>(a) & (odd << 63);
    const double signed_power =
        std::bit_cast<double>(std::bit_cast<std::uint64_t>(magnitude) | sign);
    const bool undefined = (a < 0.0) & (a > -infinity) & !is_whole;
    const double power = undefined ? not_a_number : signed_power;
    const bool is_one = (b == 0.0) | (a == 1.0) | ((x == 1.0) & (b_size == infinity));
    return is_one ? 1.0 : power;
}

}  // namespace plancast::kernel

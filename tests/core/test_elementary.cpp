#include <array>
#include <bit>
#include <cmath>
#include <functional>
#include <limits>
#include <random>
#include <vector>

#include "engine/core/elementary.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr int points = 250000;  // a range; a million a function

/// Distance from the exact value in units of its last place; huge where one is special and the
/// other is not it.
double ulps(double value, long double exact) {
    const auto nearest = static_cast<double>(exact);
    if (std::isnan(nearest)) return std::isnan(value) ? 0 : 1e300;
    if (std::isinf(nearest) || nearest == 0) return value == nearest ? 0 : 1e300;
    const double size = std::fabs(nearest);
    const double unit = size < 0x1p-1022 ? 0x1p-1074 : std::nextafter(size, infinite) - size;
    return static_cast<double>(std::fabs(value - exact) / unit);
}

template <typename Function, typename Exact, typename Argument>
double worst_error(Function function, Exact exact, Argument argument, std::uint64_t seed) {
    std::mt19937_64 engine(seed);
    double worst = 0;
    for (int i = 0; i < points; ++i) {
        const double x = argument(engine);
        const double error = ulps(function(x), exact(static_cast<long double>(x)));
        if (!(error <= worst)) worst = error;
    }
    return worst;
}

auto between(double low, double high) {
    return [=](std::mt19937_64& engine) {
        return low + (high - low) * static_cast<double>(engine() >> 11) * 0x1p-53;
    };
}

/// Any double at all: denormals, infinities and NaN among them.
double any_double(std::mt19937_64& engine) { return std::bit_cast<double>(engine()); }

const std::vector<double> special = {0.0,
                                     -0.0,
                                     1,
                                     -1,
                                     infinite,
                                     -infinite,
                                     not_a_number,
                                     0.5,
                                     -0.5,
                                     2,
                                     -2,
                                     3,
                                     -3,
                                     1e300,
                                     -1e300,
                                     5e-324,
                                     -5e-324,
                                     1e-310,
                                     0x1p-1022,
                                     0x1p52,
                                     0x1p53,
                                     -0x1p53,
                                     0x1p53 - 1,
                                     1 - 0x1p-53,
                                     1 + 0x1p-52,
                                     1e308,
                                     709.782712893384,
                                     709.7827128933841,
                                     -745.1332191019411,
                                     -745.1332191019412,
                                     1.7976931348623157e308};

}  // namespace

// The exact values are the C library's in long double (64 bits), good to 2^-10 of a double's ulp.
static_assert(std::numeric_limits<long double>::digits >= 64);

TEST_CASE("kernel::exp: within 1.2 ulp everywhere", "[core]") {
    const auto exact = [](long double x) { return std::exp(x); };
    CHECK(worst_error([](double x) { return kernel::exp(x); }, exact, between(-745.2, 709.8), 1) <
          1.2);
    CHECK(worst_error([](double x) { return kernel::exp(x); }, exact, between(-1, 1), 2) < 1.2);
    CHECK(worst_error([](double x) { return kernel::exp(x); }, exact, any_double, 3) < 1.2);
    CHECK(kernel::exp(0.0) == 1);
    for (const double x : special) CHECK(ulps(kernel::exp(x), std::exp((long double)x)) < 1.2);
}

TEST_CASE("kernel::log: within 1 ulp everywhere", "[core]") {
    const auto exact = [](long double x) { return std::log(x); };
    CHECK(worst_error([](double x) { return kernel::log(x); }, exact, between(0.5, 2), 1) < 1);
    CHECK(worst_error([](double x) { return kernel::log(x); }, exact, between(0.99, 1.01), 2) < 1);
    CHECK(worst_error([](double x) { return kernel::log(x); }, exact, any_double, 3) < 1);
    // +0, not -0: sums with it are simplified on that promise.
    CHECK(std::bit_cast<std::uint64_t>(kernel::log(1.0)) == 0);
    for (const double x : special) CHECK(ulps(kernel::log(x), std::log((long double)x)) < 1);
}

TEST_CASE("kernel::log1p: within 2 ulp everywhere", "[core]") {
    const auto exact = [](long double x) { return std::log1p(x); };
    CHECK(worst_error([](double x) { return kernel::log1p(x); }, exact, between(-1, 3), 1) < 2);
    CHECK(worst_error([](double x) { return kernel::log1p(x); }, exact, between(-1e-9, 1e-9), 2) <
          2);
    CHECK(worst_error([](double x) { return kernel::log1p(x); }, exact, any_double, 3) < 2);
    for (const double x : special) CHECK(ulps(kernel::log1p(x), std::log1p((long double)x)) < 2);
    CHECK(std::signbit(kernel::log1p(-0.0)));
}

TEST_CASE("kernel::sin, kernel::cos: within 2 ulp up to 2^40", "[core]") {
    const auto sine = [](double x) { return kernel::sin(x); };
    const auto cosine = [](double x) { return kernel::cos(x); };
    const auto exact_sine = [](long double x) { return std::sin(x); };
    const auto exact_cosine = [](long double x) { return std::cos(x); };
    for (const double range : {1.0, 1e5, 1e9, 0x1p40}) {
        CAPTURE(range);
        CHECK(worst_error(sine, exact_sine, between(-range, range), 1) < 2);
        CHECK(worst_error(cosine, exact_cosine, between(-range, range), 2) < 2);
    }
    // Where the result is all cancellation: the doubles beside multiples of pi/2.
    double worst = 0;
    for (int i = 1; i < 100000; ++i) {
        const auto x = static_cast<double>(i * 1.57079632679489661923132169163975144L);
        for (const double y : {x, std::nextafter(x, 0.0), -x}) {
            worst = std::max(worst, ulps(kernel::sin(y), std::sin((long double)y)));
            worst = std::max(worst, ulps(kernel::cos(y), std::cos((long double)y)));
        }
    }
    CHECK(worst < 2);
    CHECK(std::signbit(kernel::sin(-0.0)));
    CHECK(kernel::cos(0.0) == 1);
    for (const double x : {infinite, -infinite, not_a_number, 0x1p40, -1e300}) {
        CHECK(std::isnan(kernel::sin(x)));
        CHECK(std::isnan(kernel::cos(x)));
    }
}

TEST_CASE("kernel::pow: relative error below 4e-16, whatever the result's size", "[core]") {
    std::mt19937_64 engine(1);
    double worst = 0;
    for (int i = 0; i < points; ++i) {
        const double a = i % 2 ? any_double(engine) : between(0, 10)(engine);
        const double b = i % 3 == 0   ? any_double(engine)
                         : i % 3 == 1 ? between(-300, 300)(engine)
                                      : std::floor(between(-20, 20)(engine));
        const double error = ulps(kernel::pow(a, b), std::pow((long double)a, (long double)b));
        if (!(error <= worst)) worst = error;
    }
    CHECK(worst < 1.5);
    // Far beyond overflow, where the error of b ln a itself is not small.
    CHECK(kernel::pow(0x1.155588f4ded12p+0, 0x1.53cd5c0f382bep+54) == infinite);
    CHECK(kernel::pow(0x1.155588f4ded12p+0, -0x1.53cd5c0f382bep+54) == 0);
}

TEST_CASE("kernel::pow: every pair of special arguments as in C", "[core]") {
    for (const double a : special) {
        for (const double b : special) {
            CAPTURE(a, b);
            const double value = kernel::pow(a, b), expected = std::pow(a, b);
            CHECK(ulps(value, expected) <= 2);
            if (!std::isnan(expected)) CHECK(std::signbit(value) == std::signbit(expected));
        }
    }
}

TEST_CASE("kernel: a vector gives the bits of a scalar", "[core]") {
    std::mt19937_64 engine(5);
    constexpr std::size_t size = 1000;  // not a whole number of any vectors
    std::vector<double> a(size), b(size), result(size);
    for (std::size_t i = 0; i < size; ++i) {
        a[i] = i % 7 ? between(0, 20)(engine) : any_double(engine);
        b[i] = between(-5, 5)(engine);
    }
    const auto check = [&](auto loop, double (*scalar)(double, double)) {
        loop();
        for (std::size_t i = 0; i < size; ++i) {
            // Through a pointer that the compiler cannot see through: one value at a time.
            double (*volatile one)(double, double) = scalar;
            REQUIRE(std::bit_cast<std::uint64_t>(result[i]) ==
                    std::bit_cast<std::uint64_t>(one(a[i], b[i])));
        }
    };
#define PLANCAST_CHECK_KERNEL(expression)            \
    check(                                           \
        [&] {                                        \
            for (std::size_t i = 0; i < size; ++i) { \
                const double x = a[i], y = b[i];     \
                static_cast<void>(y);                \
                result[i] = expression;              \
            }                                        \
        },                                           \
        [](double x, double y) {                     \
            static_cast<void>(y);                    \
            return expression;                       \
        })
    PLANCAST_CHECK_KERNEL(kernel::exp(x));
    PLANCAST_CHECK_KERNEL(kernel::log(x));
    PLANCAST_CHECK_KERNEL(kernel::log1p(x));
    PLANCAST_CHECK_KERNEL(kernel::sin(x));
    PLANCAST_CHECK_KERNEL(kernel::cos(x));
    PLANCAST_CHECK_KERNEL(kernel::pow(x, y));
#undef PLANCAST_CHECK_KERNEL
}

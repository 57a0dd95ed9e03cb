#include "engine/program/kernels.hpp"

#include <cmath>
#include <memory>
#include <span>

#include "engine/core/aligned.hpp"
#include "engine/core/contracts.hpp"
#include "engine/core/elementary.hpp"
#include "engine/distributions/distribution.hpp"
#include "engine/program/counts.hpp"

namespace plancast {

namespace {

const double* aligned(const double* values) {
    return std::assume_aligned<vector_alignment>(values);
}

/// One value for all runs, with the look of an array. In a machine register, its 2 KB need not be
/// read, and with hundreds of constants need not be in cache.
struct Broadcast {
    explicit Broadcast(const double* values) : value(*values) {}
    double operator[](std::size_t) const { return value; }
    double value;
};

/// One value a run.
struct Array {
    explicit Array(const double* all) : values(aligned(all)) {}
    double operator[](std::size_t i) const { return values[i]; }
    const double* __restrict values;
};

// Flattened, and each loop a function of its own: a call that is left in a loop keeps it from
// becoming vector code, and the longest functions are not inlined of themselves where several loops
// use them.
template <typename Function>
[[gnu::noinline, gnu::flatten]] void unary_loop(const double* a, const double*, const double*,
                                                double* __restrict target, std::size_t count) {
    const Array x(a);
    target = std::assume_aligned<vector_alignment>(target);
    for (std::size_t i = 0; i < count; ++i) target[i] = Function()(x[i]);
}

template <typename Function, typename A, typename B>
[[gnu::noinline, gnu::flatten]] void binary_loop(const double* a, const double* b, const double*,
                                                 double* __restrict target, std::size_t count) {
    const A x(a);
    const B y(b);
    target = std::assume_aligned<vector_alignment>(target);
    for (std::size_t i = 0; i < count; ++i) target[i] = Function()(x[i], y[i]);
}

template <typename Function, typename B, typename C>
[[gnu::noinline, gnu::flatten]] void ternary_loop(const double* a, const double* b, const double* c,
                                                  double* __restrict target, std::size_t count) {
    const Array x(a);
    const B y(b);
    const C z(c);
    target = std::assume_aligned<vector_alignment>(target);
    for (std::size_t i = 0; i < count; ++i) target[i] = Function()(x[i], y[i], z[i]);
}

template <typename Function>
Kernel unary(Function) {
    return unary_loop<Function>;
}

template <typename Function>
Kernel binary(ConstantOperands constants, Function) {
    if (constants.b) return binary_loop<Function, Array, Broadcast>;
    if (constants.a) return binary_loop<Function, Broadcast, Array>;
    return binary_loop<Function, Array, Array>;
}

template <typename Function>
Kernel ternary(ConstantOperands constants, Function) {
    if (constants.b && constants.c) return ternary_loop<Function, Broadcast, Broadcast>;
    if (constants.b) return ternary_loop<Function, Broadcast, Array>;
    if (constants.c) return ternary_loop<Function, Array, Broadcast>;
    return ternary_loop<Function, Array, Array>;
}

double truth(bool value) { return value ? 1.0 : 0.0; }

double round_half_away(double x) {
    const double size = std::fabs(x), whole = std::floor(size);
    return std::copysign(size - whole >= 0.5 ? whole + 1.0 : whole, x);
}

}  // namespace

bool has_kernel(Operation operation) {
    return operation != Operation::constant && operation != Operation::draw &&
           operation != Operation::quantile && operation != Operation::interpolate;
}

Kernel kernel_of(Operation operation, ConstantOperands constants) {
    PLANCAST_EXPECTS(has_kernel(operation));
    const auto binary = [&](auto function) { return plancast::binary(constants, function); };
    const auto ternary = [&](auto function) { return plancast::ternary(constants, function); };
    switch (operation) {
        case Operation::constant:
        case Operation::draw:
        case Operation::quantile:
        case Operation::interpolate: break;

        case Operation::negate: return unary([](double x) { return -x; });
        case Operation::absolute: return unary([](double x) { return std::fabs(x); });
        case Operation::square_root: return unary([](double x) { return std::sqrt(x); });
        case Operation::exponential: return unary([](double x) { return kernel::exp(x); });
        case Operation::logarithm: return unary([](double x) { return kernel::log(x); });
        case Operation::log_one_plus: return unary([](double x) { return kernel::log1p(x); });
        case Operation::sine: return unary([](double x) { return kernel::sin(x); });
        case Operation::cosine: return unary([](double x) { return kernel::cos(x); });
        case Operation::round_down: return unary([](double x) { return std::floor(x); });
        case Operation::round_up: return unary([](double x) { return std::ceil(x); });
        case Operation::round_nearest: return unary([](double x) { return round_half_away(x); });
        case Operation::logical_not: return unary([](double x) { return truth(x == 0.0); });
        case Operation::is_finite:
            return unary([](double x) { return truth(std::fabs(x) < kernel::infinity); });
        case Operation::normal_quantile:
            return [](const double* a, const double*, const double*, double* target,
                      std::size_t count) {
                normal_quantile(std::span(a, count), std::span(target, count));
            };
        case Operation::normal_cdf:
            return [](const double* a, const double*, const double*, double* target,
                      std::size_t count) {
                normal_cdf(std::span(a, count), std::span(target, count));
            };

        case Operation::add: return binary([](double x, double y) { return x + y; });
        case Operation::subtract: return binary([](double x, double y) { return x - y; });
        case Operation::multiply: return binary([](double x, double y) { return x * y; });
        case Operation::divide: return binary([](double x, double y) { return x / y; });
        case Operation::power:
            // With an exponent that is the same in all runs gcc 12 splits the loop by what holds
            // for that exponent, and then makes no vector code: a constant is read like the rest.
            return plancast::binary({}, [](double x, double y) { return kernel::pow(x, y); });
        // A NaN on either side stays: what a model made must not vanish in a minimum.
        case Operation::minimum:
            return binary([](double x, double y) { return ((x < y) | (x != x)) ? x : y; });
        case Operation::maximum:
            return binary([](double x, double y) { return ((x > y) | (x != x)) ? x : y; });
        case Operation::less: return binary([](double x, double y) { return truth(x < y); });
        case Operation::less_equal: return binary([](double x, double y) { return truth(x <= y); });
        case Operation::equal: return binary([](double x, double y) { return truth(x == y); });
        case Operation::logical_and:
            return binary([](double x, double y) { return truth((x != 0.0) & (y != 0.0)); });
        case Operation::logical_or:
            return binary([](double x, double y) { return truth((x != 0.0) | (y != 0.0)); });

        case Operation::select:
            // Both are read before the choice, so that it becomes a blend.
            return ternary([](double condition, double yes, double no) {
                return condition != 0.0 ? yes : no;
            });
        case Operation::is_between:
            return ternary(
                [](double x, double low, double high) { return truth((low <= x) & (x <= high)); });
        case Operation::multiply_add:
            return ternary([](double x, double y, double z) { return x * y + z; });
        case Operation::multiply_subtract:
            return ternary([](double x, double y, double z) { return x * y - z; });
        case Operation::subtract_product:
            return ternary([](double x, double y, double z) { return z - x * y; });

        case Operation::bernoulli:
            return [](const double* a, const double* b, const double*, double* target,
                      std::size_t count) { bernoulli_quantile(a, b, target, count); };
        case Operation::poisson:
            return [](const double* a, const double* b, const double*, double* target,
                      std::size_t count) { poisson_quantile(a, b, target, count); };
        case Operation::gamma_quantile:
            return [](const double* a, const double* b, const double*, double* target,
                      std::size_t count) { gamma_quantile(a, b, target, count); };
        case Operation::binomial: return binomial_quantile;
        case Operation::negative_binomial: return negative_binomial_quantile;
        case Operation::beta_quantile: return beta_quantile;
    }
    return nullptr;
}

}  // namespace plancast

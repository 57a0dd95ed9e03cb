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

/// One value for all runs, with the look of an array.
struct Broadcast {
    double value;
    double operator[](std::size_t) const { return value; }
};

// Flattened, and each loop a function of its own: a call that is left in a loop keeps it from
// becoming vector code, and the longest functions are not inlined of themselves where several loops
// use them.
template <typename Function>
[[gnu::noinline, gnu::flatten]] void unary_loop(Operand a, double* __restrict target,
                                                std::size_t count, Function function) {
    const double* __restrict x = aligned(a.values);
    target = std::assume_aligned<vector_alignment>(target);
    for (std::size_t i = 0; i < count; ++i) target[i] = function(x[i]);
}

template <typename Function, typename A, typename B>
[[gnu::noinline, gnu::flatten]] void binary_body(A x, B y, double* __restrict target,
                                                 std::size_t count, Function function) {
    target = std::assume_aligned<vector_alignment>(target);
    for (std::size_t i = 0; i < count; ++i) target[i] = function(x[i], y[i]);
}

// A constant operand is kept in a machine register: its 2 KB register need not be read, and with
// hundreds of constants need not be in cache.
template <typename Function>
void binary_loop(Operand a, Operand b, double* target, std::size_t count, Function function) {
    if (b.is_constant) {
        binary_body(aligned(a.values), Broadcast{*b.values}, target, count, function);
    } else if (a.is_constant) {
        binary_body(Broadcast{*a.values}, aligned(b.values), target, count, function);
    } else {
        binary_body(aligned(a.values), aligned(b.values), target, count, function);
    }
}

template <typename A, typename B>
[[gnu::noinline, gnu::flatten]] void select_body(const double* condition, A yes, B no,
                                                 double* __restrict target, std::size_t count) {
    condition = aligned(condition);
    target = std::assume_aligned<vector_alignment>(target);
    for (std::size_t i = 0; i < count; ++i) {
        // Both are read before the choice, so that it becomes a blend.
        const double if_true = yes[i], if_false = no[i];
        target[i] = condition[i] != 0.0 ? if_true : if_false;
    }
}

void select_loop(Operand condition, Operand yes, Operand no, double* target, std::size_t count) {
    if (yes.is_constant && no.is_constant) {
        select_body(condition.values, Broadcast{*yes.values}, Broadcast{*no.values}, target, count);
    } else if (yes.is_constant) {
        select_body(condition.values, Broadcast{*yes.values}, aligned(no.values), target, count);
    } else if (no.is_constant) {
        select_body(condition.values, aligned(yes.values), Broadcast{*no.values}, target, count);
    } else {
        select_body(condition.values, aligned(yes.values), aligned(no.values), target, count);
    }
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

void run_kernel(Operation operation, Operand a, Operand b, Operand c, double* target,
                std::size_t count) {
    PLANCAST_EXPECTS(count % lane_count == 0);
    const auto unary = [&](auto function) { unary_loop(a, target, count, function); };
    const auto binary = [&](auto function) { binary_loop(a, b, target, count, function); };
    switch (operation) {
        case Operation::constant:
        case Operation::draw:
        case Operation::quantile:
        case Operation::interpolate: PLANCAST_EXPECTS(has_kernel(operation)); return;

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
            return normal_quantile(std::span(a.values, count), std::span(target, count));
        case Operation::normal_cdf:
            return normal_cdf(std::span(a.values, count), std::span(target, count));

        case Operation::add: return binary([](double x, double y) { return x + y; });
        case Operation::subtract: return binary([](double x, double y) { return x - y; });
        case Operation::multiply: return binary([](double x, double y) { return x * y; });
        case Operation::divide: return binary([](double x, double y) { return x / y; });
        case Operation::power:
            // With an exponent that is the same in all runs gcc 12 splits the loop by what holds
            // for that exponent, and then makes no vector code: a constant is read like the rest.
            a.is_constant = b.is_constant = false;
            return binary([](double x, double y) { return kernel::pow(x, y); });
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

        case Operation::select: return select_loop(a, b, c, target, count);

        case Operation::bernoulli: return bernoulli_quantile(a.values, b.values, target, count);
        case Operation::binomial:
            return binomial_quantile(a.values, b.values, c.values, target, count);
        case Operation::poisson: return poisson_quantile(a.values, b.values, target, count);
        case Operation::negative_binomial:
            return negative_binomial_quantile(a.values, b.values, c.values, target, count);
        case Operation::beta_quantile:
            return beta_quantile(a.values, b.values, c.values, target, count);
        case Operation::gamma_quantile: return gamma_quantile(a.values, b.values, target, count);
    }
}

}  // namespace plancast

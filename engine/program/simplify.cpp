// The rules by which ValueTable::apply replaces an operation by a cheaper one. Each holds to the
// bit for every operand, infinities and signed zeros included; only a NaN's sign may differ.

#include <bit>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/program/value_table.hpp"

namespace plancast {

namespace {

// Multiplying by the reciprocal is exact where that is a power of two, and not denormal.
bool has_exact_reciprocal(double x) {
    const auto mantissa = std::bit_cast<std::uint64_t>(x) & 0x000fffffffffffff;
    return mantissa == 0 && std::isnormal(x) && std::isnormal(1.0 / x);
}

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double largest_expanded_exponent = 8;

}  // namespace

ValueId ValueTable::truth_of(ValueId a) {
    if (values_[a].is_truth) return a;
    return apply(Operation::logical_not, apply(Operation::logical_not, a, 0, 0), 0, 0);
}

ValueId ValueTable::simplify_unary(Operation operation, ValueId a) {
    const Value& operand = values_[a];
    if (operand.operation == operation) {
        if (operation == Operation::negate) return operand.a;
        if (operation == Operation::absolute) return a;
        if (operation == Operation::logical_not && values_[operand.a].is_truth) return operand.a;
    }
    if (operation == Operation::absolute && is_negation(a)) {
        return apply(Operation::absolute, operand.a, 0, 0);
    }
    return intern_operation(operation, a, 0, 0);
}

ValueId ValueTable::simplify_binary(Operation operation, ValueId a, ValueId b) {
    switch (operation) {
        case Operation::add:
        case Operation::subtract:
        case Operation::multiply:
        case Operation::divide: return simplify_arithmetic(operation, a, b);
        case Operation::logical_and:
        case Operation::logical_or:
        case Operation::equal:
        case Operation::less: return simplify_logic(operation, a, b);
        case Operation::minimum:
            if (a == b || is_number(b, infinity)) return a;
            if (is_number(a, infinity)) return b;
            break;
        case Operation::maximum:
            if (a == b || is_number(b, -infinity)) return a;
            if (is_number(a, -infinity)) return b;
            break;
        default: break;
    }
    return intern_operation(operation, a, b, 0);
}

ValueId ValueTable::simplify_arithmetic(Operation operation, ValueId a, ValueId b) {
    const bool a_safe = values_[a].never_negative_zero;
    switch (operation) {
        case Operation::add:
            // x + (-0) is x always; x + 0 turns -0 into 0.
            if (is_number(b, -0.0) || (is_number(b, 0.0) && a_safe)) return a;
            if (is_negation(b)) return apply(Operation::subtract, a, values_[b].a, 0);
            if (is_negation(a)) return apply(Operation::subtract, b, values_[a].a, 0);
            break;
        case Operation::subtract:
            if (is_number(b, 0.0) || (is_number(b, -0.0) && a_safe)) return a;
            if (is_negation(b)) return apply(Operation::add, a, values_[b].a, 0);
            break;
        case Operation::multiply:
            if (is_number(b, 1.0)) return a;
            if (is_number(b, -1.0)) return apply(Operation::negate, a, 0, 0);
            break;
        default:
            if (is_number(b, 1.0)) return a;
            if (is_constant(b) && has_exact_reciprocal(values_[b].number())) {
                return apply(Operation::multiply, a, constant(1.0 / values_[b].number()), 0);
            }
            break;
    }
    return intern_operation(operation, a, b, 0);
}

ValueId ValueTable::simplify_logic(Operation operation, ValueId a, ValueId b) {
    const auto is_false = [&](ValueId id) { return is_constant(id) && values_[id].number() == 0; };
    switch (operation) {
        case Operation::logical_and:
            if (is_false(b)) return constant(0.0);
            if (a == b || is_constant(b)) return truth_of(a);
            return simplify_and(a, b);
        case Operation::logical_or:
            if (a == b || is_false(b)) return truth_of(a);
            if (is_constant(b)) return constant(1.0);
            break;
        case Operation::equal:
            if (is_number(b, 1.0) && values_[a].is_truth) return a;
            if (is_false(b)) return apply(Operation::logical_not, a, 0, 0);
            break;
        default:
            if (a == b) return constant(0.0);  // x < x, NaN or not
            break;
    }
    return intern_operation(operation, a, b, 0);
}

ValueId ValueTable::simplify_and(ValueId a, ValueId b) {
    if (const auto one = finite_and_compared(a, b)) return *one;
    if (const auto one = finite_and_compared(b, a)) return *one;
    return intern_operation(Operation::logical_and, a, b, 0);
}

// What a plan asks of every measure, that it is a number and reaches its bound, is one comparison.
std::optional<ValueId> ValueTable::finite_and_compared(ValueId finite, ValueId comparison) {
    if (values_[finite].operation != Operation::is_finite) return std::nullopt;
    constexpr double most = std::numeric_limits<double>::max();
    const ValueId x = values_[finite].a;
    const auto [low, high] = std::pair(values_[comparison].a, values_[comparison].b);
    const auto between = [&](ValueId from, ValueId to) {
        return intern_operation(Operation::is_between, x, from, to);
    };
    if (values_[comparison].operation == Operation::less_equal) {
        if (high == x) return between(low, constant(most));
        if (low == x) return between(constant(-most), high);
    }
    // Above a number is at least the next one.
    if (values_[comparison].operation == Operation::less) {
        if (high == x && is_constant(low))
            return between(constant(std::nextafter(values_[low].number(), infinity)),
                           constant(most));
        if (low == x && is_constant(high))
            return between(constant(-most),
                           constant(std::nextafter(values_[high].number(), -infinity)));
    }
    return std::nullopt;
}

// Whole exponents become multiplications: exact where the result is, and five times as fast.
ValueId ValueTable::simplify_power(ValueId a, ValueId b) {
    const double exponent = values_[b].number();
    if (exponent == 0.0) return constant(1.0);
    if (exponent == -1.0) return apply(Operation::divide, constant(1.0), a, 0);
    if (exponent >= 1.0 && exponent <= largest_expanded_exponent &&
        exponent == std::floor(exponent)) {
        return whole_power(a, static_cast<unsigned>(exponent));
    }
    if (is_constant(a)) return fold(Operation::power, a, b, 0);
    return intern_operation(Operation::power, a, b, 0);
}

ValueId ValueTable::whole_power(ValueId a, unsigned exponent) {
    if (exponent == 1) return a;
    const ValueId half = whole_power(a, exponent / 2);
    const ValueId square = apply(Operation::multiply, half, half, 0);
    return exponent % 2 == 0 ? square : apply(Operation::multiply, square, a, 0);
}

ValueId ValueTable::simplify_select(ValueId condition, ValueId yes, ValueId no) {
    if (is_constant(condition)) return values_[condition].number() != 0.0 ? yes : no;
    if (yes == no) return yes;
    if (values_[condition].operation == Operation::logical_not) {
        return apply(Operation::select, values_[condition].a, no, yes);
    }
    if (is_number(yes, 1.0) && is_number(no, 0.0)) return truth_of(condition);
    if (is_number(yes, 0.0) && is_number(no, 1.0)) {
        return apply(Operation::logical_not, condition, 0, 0);
    }
    return intern_operation(Operation::select, condition, yes, no);
}

}  // namespace plancast

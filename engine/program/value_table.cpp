#include "engine/program/value_table.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <utility>

#include "engine/core/aligned.hpp"
#include "engine/program/kernels.hpp"

namespace plancast {

namespace {

std::uint32_t hash_of(const Value& value) {
    // Multiplication by odd constants with the high half folded back: enough spread for a table
    // that compares hashes before values.
    const auto mix = [](std::uint64_t state, std::uint64_t word) {
        state = (state ^ word) * 0x9e3779b97f4a7c15;
        return state ^ (state >> 32);
    };
    std::uint64_t state = static_cast<std::uint64_t>(value.operation);
    state = mix(state, (std::uint64_t{value.a} << 32) | value.b);
    state = mix(state, (std::uint64_t{value.c} << 32) | static_cast<std::uint32_t>(value.year));
    state = mix(state, value.bits);
    return static_cast<std::uint32_t>(state);
}

bool same(const Value& x, const Value& y) {
    return x.operation == y.operation && x.year == y.year && x.a == y.a && x.b == y.b &&
           x.c == y.c && x.bits == y.bits;
}

bool is_commutative(Operation operation) {
    // Not minimum and maximum: of +0 and -0 they give the second.
    return operation == Operation::add || operation == Operation::multiply ||
           operation == Operation::equal || operation == Operation::logical_and ||
           operation == Operation::logical_or;
}

bool gives_truth(Operation operation) {
    return operation == Operation::less || operation == Operation::less_equal ||
           operation == Operation::equal || operation == Operation::logical_and ||
           operation == Operation::logical_or || operation == Operation::logical_not ||
           operation == Operation::is_finite || operation == Operation::is_between;
}

bool gives_no_negative_zero(Operation operation) {
    return gives_truth(operation) || operation == Operation::draw ||
           operation == Operation::exponential || operation == Operation::logarithm ||
           operation == Operation::absolute || operation == Operation::normal_cdf ||
           operation == Operation::bernoulli || operation == Operation::binomial ||
           operation == Operation::poisson || operation == Operation::negative_binomial;
}

}  // namespace

double Value::number() const { return std::bit_cast<double>(bits); }

ValueTable::ValueTable(std::size_t expected) : slots_(std::bit_ceil(2 * expected + 16)) {
    values_.reserve(expected);
}

ValueId ValueTable::put(const Value& value) {
    const std::uint32_t hash = hash_of(value);
    std::size_t place = hash & (slots_.size() - 1);
    while (slots_[place].id != empty_slot) {
        if (slots_[place].hash == hash && same(values_[slots_[place].id], value)) {
            return slots_[place].id;
        }
        place = (place + 1) & (slots_.size() - 1);
    }
    const auto id = static_cast<ValueId>(values_.size());
    slots_[place] = {hash, id};
    values_.push_back(value);
    if (2 * values_.size() > slots_.size()) grow();
    return id;
}

void ValueTable::grow() {
    std::vector<Slot> old(2 * slots_.size());
    old.swap(slots_);
    for (const Slot& slot : old) {
        if (slot.id == empty_slot) continue;
        std::size_t place = slot.hash & (slots_.size() - 1);
        while (slots_[place].id != empty_slot) place = (place + 1) & (slots_.size() - 1);
        slots_[place] = slot;
    }
}

bool ValueTable::is_number(ValueId id, double number) const {
    return is_constant(id) && values_[id].bits == std::bit_cast<std::uint64_t>(number);
}

ValueId ValueTable::constant(double value) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    return put({.operation = Operation::constant,
                .is_truth = bits == 0 || value == 1.0,
                .never_negative_zero = bits != std::bit_cast<std::uint64_t>(-0.0),
                .bits = bits});
}

ValueId ValueTable::draw(StreamKey key, std::int32_t year) {
    return put({.operation = Operation::draw,
                .never_negative_zero = true,
                .year = year,
                .bits = key.value});
}

ValueId ValueTable::quantile(ValueId uniform, std::uint32_t law) {
    return put({.operation = Operation::quantile, .a = uniform, .b = law});
}

ValueId ValueTable::interpolate(ValueId at, std::uint32_t curve) {
    return put({.operation = Operation::interpolate, .a = at, .b = curve});
}

ValueId ValueTable::intern_operation(Operation operation, ValueId a, ValueId b, ValueId c) {
    const auto safe = [&](ValueId id) { return values_[id].never_negative_zero; };
    bool never_negative_zero = gives_no_negative_zero(operation);
    bool is_truth = gives_truth(operation);
    switch (operation) {
        // A sum is -0 only if both its terms are, a difference only for -0 - (+0).
        case Operation::add: never_negative_zero = safe(a) || safe(b); break;
        case Operation::subtract:
        case Operation::square_root: never_negative_zero = safe(a); break;
        case Operation::multiply: never_negative_zero = a == b; break;
        case Operation::minimum:
        case Operation::maximum:
            never_negative_zero = safe(a) && safe(b);
            is_truth = values_[a].is_truth && values_[b].is_truth;
            break;
        case Operation::select:
            never_negative_zero = safe(b) && safe(c);
            is_truth = values_[b].is_truth && values_[c].is_truth;
            break;
        default: break;
    }
    return put({.operation = operation,
                .is_truth = is_truth,
                .never_negative_zero = never_negative_zero,
                .a = a,
                .b = b,
                .c = c});
}

ValueId ValueTable::apply(Operation operation, ValueId a, ValueId b, ValueId c) {
    const int count = operand_count(operation);
    if (count < 2) b = 0;
    if (count < 3) c = 0;
    // Constants stand second, so that each rule is written once.
    if (is_commutative(operation) && std::pair(is_constant(a), a) > std::pair(is_constant(b), b)) {
        std::swap(a, b);
    }
    if (operation == Operation::power && is_constant(b)) return simplify_power(a, b);
    if (is_constant(a) && (count < 2 || is_constant(b)) && (count < 3 || is_constant(c))) {
        return fold(operation, a, b, c);
    }
    if (count == 1) return simplify_unary(operation, a);
    if (count == 2) return simplify_binary(operation, a, b);
    if (operation == Operation::select) return simplify_select(a, b, c);
    return intern_operation(operation, a, b, c);
}

// The kernel of the block evaluates the constants too: the same bits with and without folding.
ValueId ValueTable::fold(Operation operation, ValueId a, ValueId b, ValueId c) {
    using Lanes = std::array<double, lane_count>;
    alignas(vector_alignment) std::array<Lanes, 4> lanes;
    lanes[0].fill(values_[a].number());
    lanes[1].fill(is_constant(b) ? values_[b].number() : 0.0);
    lanes[2].fill(is_constant(c) ? values_[c].number() : 0.0);
    kernel_of(operation)(lanes[0].data(), lanes[1].data(), lanes[2].data(), lanes[3].data(),
                         lane_count);
    return constant(lanes[3][0]);
}

}  // namespace plancast

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/program/graph.hpp"

namespace plancast {

using ValueId = std::uint32_t;

/// One distinct calculation. Two nodes of a graph with the same value are computed once.
struct Value {
    Operation operation = Operation::constant;
    bool is_truth = false;             ///< only 0 or 1
    bool never_negative_zero = false;  ///< so that adding 0 to it changes no bit
    std::int32_t year = no_year;       ///< of a draw
    ValueId a = 0, b = 0, c = 0;       ///< of a quantile, b is the law's number; of a curve alike
    std::uint64_t bits = 0;            ///< of a constant: its value; of a draw: its key
    double number() const;             ///< of a constant
};

/// The distinct values of a graph: hash consing, constant folding and algebra that changes no bit
/// of any result (signs and payloads of NaN excepted).
///
/// @see A. P. Ershov (1958), Commun. ACM 1(8), 3-6, for the idea of sharing by hashing.
class ValueTable {
public:
    /// @param expected  How many distinct values there may be; more are possible.
    explicit ValueTable(std::size_t expected);

    ValueId constant(double value);
    ValueId draw(StreamKey key, std::int32_t year);
    ValueId quantile(ValueId uniform, std::uint32_t law);
    ValueId interpolate(ValueId at, std::uint32_t curve);
    /// The value of an operation of up to three operands; those it does not have are ignored.
    /// May be an existing value, a constant, or a cheaper operation with the same result.
    ValueId apply(Operation operation, ValueId a, ValueId b, ValueId c);

    /// The value as it stands, without looking for a cheaper one; an equal one that is there
    /// already.
    ValueId put(const Value& value);

    const Value& operator[](ValueId id) const { return values_[id]; }
    std::size_t size() const { return values_.size(); }

private:
    struct Slot {
        std::uint32_t hash = 0;
        ValueId id = empty_slot;
    };
    static constexpr ValueId empty_slot = ~ValueId{0};

    void grow();
    ValueId fold(Operation operation, ValueId a, ValueId b, ValueId c);
    ValueId simplify_unary(Operation operation, ValueId a);
    ValueId simplify_binary(Operation operation, ValueId a, ValueId b);
    ValueId simplify_arithmetic(Operation operation, ValueId a, ValueId b);
    ValueId simplify_logic(Operation operation, ValueId a, ValueId b);
    ValueId simplify_and(ValueId a, ValueId b);
    std::optional<ValueId> finite_and_compared(ValueId finite, ValueId comparison);
    ValueId simplify_power(ValueId a, ValueId b);
    ValueId simplify_select(ValueId condition, ValueId yes, ValueId no);
    ValueId whole_power(ValueId a, unsigned exponent);
    /// 1 where a is not 0, else 0.
    ValueId truth_of(ValueId a);
    ValueId intern_operation(Operation operation, ValueId a, ValueId b, ValueId c);

    bool is_constant(ValueId id) const { return values_[id].operation == Operation::constant; }
    bool is_number(ValueId id, double number) const;
    bool is_negation(ValueId id) const { return values_[id].operation == Operation::negate; }

    std::vector<Value> values_;
    std::vector<Slot> slots_;  // a power of two, at most half full
};

}  // namespace plancast

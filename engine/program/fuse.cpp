#include "engine/program/fuse.hpp"

#include <cstddef>

namespace plancast {

namespace {

class Fuser {
public:
    Fuser(ValueTable& values, std::span<const ValueId> order, std::span<const ValueId> outputs)
        : values_(values), readers_(values.size(), 0), fused_(values.size()) {
        for (const ValueId id : order) {
            const Value& value = values_[id];
            const int count = operand_count(value.operation);
            if (count > 0) ++readers_[value.a];
            if (count > 1) ++readers_[value.b];
            if (count > 2) ++readers_[value.c];
        }
        for (const ValueId output : outputs) ++readers_[output];
        for (const ValueId id : order) fused_[id] = values_.put(rewritten(id));
    }

    ValueId operator[](ValueId id) const { return fused_[id]; }

private:
    Value rewritten(ValueId id) const {
        Value value = values_[id];
        if (value.operation == Operation::add) {
            if (may_join(value.a)) return joined(Operation::multiply_add, value.a, value.b);
            if (may_join(value.b)) return joined(Operation::multiply_add, value.b, value.a);
        }
        if (value.operation == Operation::subtract) {
            if (may_join(value.a)) return joined(Operation::multiply_subtract, value.a, value.b);
            if (may_join(value.b)) return joined(Operation::subtract_product, value.b, value.a);
        }
        const int count = operand_count(value.operation);
        if (count > 0) value.a = fused_[value.a];
        if (count > 1) value.b = fused_[value.b];
        if (count > 2) value.c = fused_[value.c];
        return value;
    }

    bool may_join(ValueId product) const {
        return values_[product].operation == Operation::multiply && readers_[product] == 1;
    }

    Value joined(Operation operation, ValueId product, ValueId other) const {
        return {.operation = operation,
                .a = fused_[values_[product].a],
                .b = fused_[values_[product].b],
                .c = fused_[other]};
    }

    ValueTable& values_;
    std::vector<std::size_t> readers_;
    std::vector<ValueId> fused_;
};

}  // namespace

void fuse(ValueTable& values, std::span<const ValueId> order, std::vector<ValueId>& outputs) {
    const Fuser fuser(values, order, outputs);
    for (ValueId& output : outputs) output = fuser[output];
}

}  // namespace plancast

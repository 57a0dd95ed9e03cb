#include <algorithm>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

#include "engine/core/contracts.hpp"
#include "engine/program/fuse.hpp"
#include "engine/program/program.hpp"
#include "engine/program/value_table.hpp"

namespace plancast {

namespace {

/// Which nodes an output needs; operands stand before what reads them, so one pass back suffices.
std::vector<char> needed_nodes(const Graph& graph, std::span<const NodeId> outputs) {
    const std::span<const Node> nodes = graph.nodes();
    std::vector<char> needed(nodes.size(), 0);
    for (const NodeId output : outputs) {
        PLANCAST_EXPECTS(output < nodes.size());
        needed[output] = 1;
    }
    for (std::size_t i = nodes.size(); i-- > 0;) {
        if (!needed[i]) continue;
        const int count = operand_count(nodes[i].operation);
        if (count > 0) needed[nodes[i].a] = 1;
        if (count > 1) needed[nodes[i].b] = 1;
        if (count > 2) needed[nodes[i].c] = 1;
    }
    return needed;
}

/// Numbers laws so that equal ones (by description) share a number.
class LawNumbers {
public:
    explicit LawNumbers(std::span<const DistributionPtr> laws)
        : laws_(laws), number_of_law_(laws.size(), unknown) {}

    std::uint32_t number(std::uint32_t law) {
        std::uint32_t& known = number_of_law_[law];
        if (known == unknown) {
            const Distribution* pointer = laws_[law].get();
            if (const auto same = by_pointer_.find(pointer); same != by_pointer_.end()) {
                known = same->second;
            } else {
                const auto next = static_cast<std::uint32_t>(distinct_.size());
                known = by_text_.try_emplace(pointer->describe(), next).first->second;
                if (known == next) distinct_.push_back(laws_[law]);
                by_pointer_.emplace(pointer, known);
            }
        }
        return known;
    }
    const DistributionPtr& law(std::uint32_t number) const { return distinct_[number]; }

private:
    static constexpr std::uint32_t unknown = ~std::uint32_t{0};

    std::span<const DistributionPtr> laws_;
    std::vector<std::uint32_t> number_of_law_;
    std::unordered_map<const Distribution*, std::uint32_t> by_pointer_;
    std::unordered_map<std::string, std::uint32_t> by_text_;
    std::vector<DistributionPtr> distinct_;
};

/// All that a curve is, to the bit.
std::string bytes_of(const Interpolation& curve) {
    std::string bytes(1, curve.between() == Interpolation::Between::step ? 's' : 'l');
    for (const std::span<const double> numbers : {curve.x(), curve.y()})
        for (const double number : numbers)
            bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
    return bytes;
}

/// The first place of each curve, so that equal ones share a number.
std::vector<std::uint32_t> number_curves(std::span<const InterpolationPtr> curves) {
    std::unordered_map<std::string, std::uint32_t> first;
    std::vector<std::uint32_t> numbers;
    for (const InterpolationPtr& curve : curves) {
        const auto next = static_cast<std::uint32_t>(numbers.size());
        numbers.push_back(first.try_emplace(bytes_of(*curve), next).first->second);
    }
    return numbers;
}

/// The values of the needed nodes.
std::vector<ValueId> number_values(const Graph& graph, std::span<const char> needed,
                                   ValueTable& values, LawNumbers& laws) {
    const std::span<const Node> nodes = graph.nodes();
    const std::vector<std::uint32_t> curve_numbers = number_curves(graph.curves());
    std::vector<ValueId> value_of(nodes.size(), 0);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (!needed[i]) continue;
        const Node& node = nodes[i];
        switch (node.operation) {
            case Operation::constant: value_of[i] = values.constant(node.value); break;
            case Operation::draw: value_of[i] = values.draw(node.key, node.year); break;
            case Operation::quantile:
                value_of[i] = values.quantile(value_of[node.a], laws.number(node.law));
                break;
            case Operation::interpolate:
                value_of[i] = values.interpolate(value_of[node.a], curve_numbers[node.curve]);
                break;
            default:
                value_of[i] = values.apply(node.operation, value_of[node.a], value_of[node.b],
                                           value_of[node.c]);
        }
    }
    return value_of;
}

/// The values that outputs need, each behind its operands and as close before its first reader as
/// that allows, so that few registers are alive at once. Outputs come in the order in which the
/// graph made them: year by year, as a rule.
std::vector<ValueId> schedule(const ValueTable& values, std::vector<ValueId> roots) {
    std::sort(roots.begin(), roots.end());
    std::vector<ValueId> order;
    std::vector<char> done(values.size(), 0);
    struct Visit {
        ValueId id;
        int next_operand;
    };
    std::vector<Visit> stack;  // of our own: a chain may be as long as the graph
    for (const ValueId root : roots) {
        stack.push_back({root, 0});
        while (!stack.empty()) {
            Visit& visit = stack.back();
            const Value& value = values[visit.id];
            if (done[visit.id]) {
                stack.pop_back();
            } else if (visit.next_operand < operand_count(value.operation)) {
                const int operand = visit.next_operand++;
                const ValueId id = operand == 0 ? value.a : operand == 1 ? value.b : value.c;
                if (!done[id]) stack.push_back({id, 0});
            } else {
                done[visit.id] = 1;
                order.push_back(visit.id);
                stack.pop_back();
            }
        }
    }
    return order;
}

/// Gives each value of a schedule its register: constants first, each its own; then the others,
/// which take over the registers of values that nothing reads any more.
class RegisterAllocation {
public:
    RegisterAllocation(const ValueTable& values, std::span<const ValueId> order,
                       std::span<const ValueId> outputs)
        : values_(values), last_reader_(values.size(), 0), register_(values.size(), 0) {
        for (std::size_t position = 0; position < order.size(); ++position) {
            for_each_operand(order[position],
                             [&](ValueId operand) { last_reader_[operand] = position; });
        }
        for (const ValueId output : outputs) last_reader_[output] = never;
        for (const ValueId id : order) {
            if (values[id].operation != Operation::constant) continue;
            last_reader_[id] = never;
            register_[id] = count_++;
        }
        for (std::size_t position = 0; position < order.size(); ++position) {
            const ValueId id = order[position];
            if (values[id].operation == Operation::constant) continue;
            // Before its operands' registers are given back: kernels never work in place.
            register_[id] = take();
            for_each_operand(id, [&](ValueId operand) {
                if (last_reader_[operand] != position) return;
                free_.push_back(register_[operand]);
                last_reader_[operand] = never;  // x + x gives its register back once
            });
        }
    }

    std::uint32_t operator[](ValueId id) const { return register_[id]; }
    std::uint32_t count() const { return count_; }

private:
    static constexpr std::size_t never = ~std::size_t{0};

    template <typename Function>
    void for_each_operand(ValueId id, Function function) const {
        const Value& value = values_[id];
        const int count = operand_count(value.operation);
        if (count > 0) function(value.a);
        if (count > 1) function(value.b);
        if (count > 2) function(value.c);
    }

    std::uint32_t take() {
        if (free_.empty()) return count_++;
        const std::uint32_t index = free_.back();  // the one used last is in cache
        free_.pop_back();
        return index;
    }

    const ValueTable& values_;
    std::vector<std::size_t> last_reader_;
    std::vector<std::uint32_t> register_;
    std::vector<std::uint32_t> free_;
    std::uint32_t count_ = 0;
};

Reduction count_stages(const Graph& graph, std::span<const char> needed, const ValueTable& values,
                       std::span<const ValueId> order) {
    Reduction reduction;
    const std::span<const Node> nodes = graph.nodes();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i].operation == Operation::constant) continue;
        ++reduction.written;
        reduction.needed += needed[i] != 0;
    }
    for (const ValueId id : order)
        reduction.distinct += values[id].operation != Operation::constant;
    return reduction;
}

/// Writes a schedule down as instructions.
class ProgramWriter {
public:
    ProgramWriter(const ValueTable& values, const LawNumbers& laws,
                  const RegisterAllocation& registers)
        : values_(values), laws_(laws), registers_(registers) {}

    void write(ValueId id) {
        const Value& value = values_[id];
        if (value.operation == Operation::constant) {
            program_.constants.push_back(value.number());
            return;
        }
        Instruction instruction{.operation = value.operation, .target = registers_[id]};
        const int count = operand_count(value.operation);
        if (count > 0) instruction.a = registers_[value.a];
        if (count > 1) instruction.b = registers_[value.b];
        if (count > 2) instruction.c = registers_[value.c];
        if (value.operation == Operation::draw) {
            instruction.key = {value.bits};
            instruction.year = value.year;
        }
        if (value.operation == Operation::quantile) instruction.table = table_of(value.b);
        if (value.operation == Operation::interpolate) instruction.table = value.b;
        if (has_kernel(value.operation)) {
            instruction.kernel = kernel_of(value.operation, {count > 0 && is_constant(value.a),
                                                             count > 1 && is_constant(value.b),
                                                             count > 2 && is_constant(value.c)});
        }
        program_.instructions.push_back(instruction);
    }
    Program take() { return std::move(program_); }

private:
    bool is_constant(ValueId id) const { return values_[id].operation == Operation::constant; }

    std::uint32_t table_of(std::uint32_t law) {
        const auto next = static_cast<std::uint32_t>(program_.tables.size());
        const auto [entry, is_new] = table_of_law_.try_emplace(law, next);
        if (is_new) program_.tables.push_back(make_quantile_function(laws_.law(law)));
        return entry->second;
    }

    const ValueTable& values_;
    const LawNumbers& laws_;
    const RegisterAllocation& registers_;
    Program program_;
    std::unordered_map<std::uint32_t, std::uint32_t> table_of_law_;
};

/// The normal law's table is built when it is first used, and that must not be inside a block.
void prepare_tables(const Program& program) {
    for (const Instruction& instruction : program.instructions) {
        if (instruction.operation != Operation::normal_quantile &&
            instruction.operation != Operation::binomial &&
            instruction.operation != Operation::poisson &&
            instruction.operation != Operation::negative_binomial) {
            continue;
        }
        double z = 0.5;
        normal_quantile(std::span(&z, 1), std::span(&z, 1));
        return;
    }
}

}  // namespace

Program compile_program(const Graph& graph, std::span<const NodeId> outputs) {
    const std::vector<char> needed = needed_nodes(graph, outputs);
    ValueTable values(4096);
    LawNumbers laws(graph.laws());
    const std::vector<ValueId> value_of = number_values(graph, needed, values, laws);

    std::vector<ValueId> output_values;
    output_values.reserve(outputs.size());
    for (const NodeId output : outputs) output_values.push_back(value_of[output]);
    const std::vector<ValueId> unfused = schedule(values, output_values);
    const Reduction reduction = count_stages(graph, needed, values, unfused);
    fuse(values, unfused, output_values);
    const std::vector<ValueId> order = schedule(values, output_values);
    const RegisterAllocation registers(values, order, output_values);

    ProgramWriter writer(values, laws, registers);
    for (const ValueId id : order) writer.write(id);
    Program program = writer.take();
    program.curves.assign(graph.curves().begin(), graph.curves().end());
    program.register_count = registers.count();
    program.reduction = reduction;
    for (const ValueId id : output_values) program.outputs.push_back(registers[id]);
    prepare_tables(program);
    return program;
}

}  // namespace plancast

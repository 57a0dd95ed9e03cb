#include "engine/report/program_text.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>

#include "engine/report/number_text.hpp"
#include "engine/report/phrases.hpp"

namespace plancast {

namespace {

using Counts = std::map<Operation, std::size_t>;

Counts counts_of(const Program& program) {
    Counts counts;
    for (const Instruction& instruction : program.instructions) ++counts[instruction.operation];
    return counts;
}

std::size_t count_in(const Counts& counts, Operation operation) {
    const auto found = counts.find(operation);
    return found == counts.end() ? 0 : found->second;
}

/// The operations that occur, the most frequent first.
std::vector<Operation> by_frequency(const Counts& values, const Counts& hits) {
    Counts both = hits;
    for (const auto& [operation, count] : values) both[operation] += count;
    std::vector<Operation> operations;
    for (const auto& [operation, count] : both) operations.push_back(operation);
    std::stable_sort(operations.begin(), operations.end(),
                     [&](Operation a, Operation b) { return both[a] > both[b]; });
    return operations;
}

Json stages_json(const Program& program) {
    Json json;
    json.set("written", std::uint64_t{program.reduction.written});
    json.set("needed", std::uint64_t{program.reduction.needed});
    json.set("distinct", std::uint64_t{program.reduction.distinct});
    json.set("instructions", std::uint64_t{program.instructions.size()});
    json.set("constants", std::uint64_t{program.constants.size()});
    json.set("registers", std::uint64_t{program.register_count});
    json.set("tables", std::uint64_t{program.tables.size()});
    Json operations{Json::Array{}};
    const Counts counts = counts_of(program);
    for (const Operation operation : by_frequency(counts, {})) {
        Json one;
        one.set("operation", operation_name(operation));
        one.set("count", std::uint64_t{counts.at(operation)});
        operations.append(std::move(one));
    }
    json.set("operations", operations);
    return json;
}

}  // namespace

std::string operation_name(Operation operation) {
    switch (operation) {
        case Operation::constant: return "constant";
        case Operation::draw: return "draw";
        case Operation::quantile: return "quantile";
        case Operation::interpolate: return "interpolate";
        case Operation::negate: return "negate";
        case Operation::absolute: return "absolute";
        case Operation::square_root: return "square_root";
        case Operation::exponential: return "exponential";
        case Operation::logarithm: return "logarithm";
        case Operation::log_one_plus: return "log_one_plus";
        case Operation::sine: return "sine";
        case Operation::cosine: return "cosine";
        case Operation::round_down: return "round_down";
        case Operation::round_up: return "round_up";
        case Operation::round_nearest: return "round_nearest";
        case Operation::logical_not: return "logical_not";
        case Operation::is_finite: return "is_finite";
        case Operation::normal_quantile: return "normal_quantile";
        case Operation::normal_cdf: return "normal_cdf";
        case Operation::add: return "add";
        case Operation::subtract: return "subtract";
        case Operation::multiply: return "multiply";
        case Operation::divide: return "divide";
        case Operation::power: return "power";
        case Operation::minimum: return "minimum";
        case Operation::maximum: return "maximum";
        case Operation::less: return "less";
        case Operation::less_equal: return "less_equal";
        case Operation::equal: return "equal";
        case Operation::logical_and: return "logical_and";
        case Operation::logical_or: return "logical_or";
        case Operation::select: return "select";
        case Operation::is_between: return "is_between";
        case Operation::multiply_add: return "multiply_add";
        case Operation::multiply_subtract: return "multiply_subtract";
        case Operation::subtract_product: return "subtract_product";
        case Operation::bernoulli: return "bernoulli";
        case Operation::binomial: return "binomial";
        case Operation::poisson: return "poisson";
        case Operation::negative_binomial: return "negative_binomial";
        case Operation::beta_quantile: return "beta_quantile";
        case Operation::gamma_quantile: return "gamma_quantile";
    }
    return "";
}

std::string program_text(const Program& values, const Program& hits, const TextStyle& style) {
    const Language language = style.language;
    const auto word = [&](Phrase wanted) { return std::string(phrase(wanted, language)); };
    TextTable table({{word(Phrase::program_heading), Align::left, 60},
                     {word(Phrase::program_of_values), Align::right},
                     {word(Phrase::program_of_hits), Align::right}});
    const auto row = [&](const std::string& label, std::uint64_t whole, std::uint64_t counted) {
        table.add_row({label, whole_text(whole, language), whole_text(counted, language)});
    };
    row(word(Phrase::program_written), values.reduction.written, hits.reduction.written);
    row(word(Phrase::program_needed), values.reduction.needed, hits.reduction.needed);
    row(word(Phrase::program_distinct), values.reduction.distinct, hits.reduction.distinct);
    row(word(Phrase::program_instructions), values.instructions.size(), hits.instructions.size());
    const Counts of_values = counts_of(values), of_hits = counts_of(hits);
    for (const Operation operation : by_frequency(of_values, of_hits))
        row("  " + operation_name(operation), count_in(of_values, operation),
            count_in(of_hits, operation));
    row(word(Phrase::program_constants), values.constants.size(), hits.constants.size());
    row(word(Phrase::program_registers), values.register_count, hits.register_count);
    row(word(Phrase::program_tables), values.tables.size(), hits.tables.size());
    return table.text(style, 0);
}

Json program_json(const Program& values, const Program& hits) {
    Json json;
    json.set("values", stages_json(values));
    json.set("hits", stages_json(hits));
    return json;
}

}  // namespace plancast

#include "engine/sensitivity/base_points.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "engine/core/contracts.hpp"
#include "engine/designs/make_design.hpp"

namespace plancast {

namespace {

/// The stream of point B where point A has @p stream: another key, the same law.
Stream twin(Stream stream) {
    stream.key.value ^= 0xA5A5A5A55A5A5A5Au;
    return stream;
}

}  // namespace

std::unique_ptr<Design> make_pair_design(std::string_view name, std::uint64_t seed,
                                         std::uint64_t pairs, std::span<const Stream> streams) {
    std::vector<Stream> both;
    for (const Stream& stream : streams) {
        both.push_back(stream);
        both.push_back(twin(stream));
    }
    return make_design(name, seed, pairs, both);
}

BasePoints::BasePoints(const Program& program, const Design& design,
                       std::span<const Stream> streams)
    : program_(program),
      design_(design),
      streams_(streams.begin(), streams.end()),
      table_(streams),
      workspace_(program, points_a_block),
      uniforms_(2 * streams.size() * points_a_block) {}

void BasePoints::load(std::uint64_t first, std::size_t count) {
    PLANCAST_EXPECTS(count <= points_a_block);
    count_ = count;
    const std::size_t filled = padded(count);
    for (std::size_t i = 0; i < streams_.size(); ++i) {
        const Stream b = twin(streams_[i]);
        design_.fill(streams_[i].key, streams_[i].year, first,
                     {&uniforms_[2 * i * points_a_block], filled});
        design_.fill(b.key, b.year, first, {&uniforms_[(2 * i + 1) * points_a_block], filled});
    }
    use_all_a();
}

void BasePoints::use_all_a() {
    for (std::size_t i = 0; i < streams_.size(); ++i) use_a(i);
}

void BasePoints::use_all_b() {
    for (std::size_t i = 0; i < streams_.size(); ++i) use_b(i);
}

void BasePoints::evaluate() { evaluate_block(program_, table_, 0, count_, workspace_); }

std::vector<double> first_values(const Program& program, const Design& design,
                                 std::span<const Stream> streams) {
    BasePoints points(program, design, streams);
    points.load(0, points_a_block);
    points.evaluate();
    std::vector<double> values;
    for (std::size_t o = 0; o < program.outputs.size(); ++o) {
        const std::span<const double> column = points.output(o);
        const auto found =
            std::find_if(column.begin(), column.end(), [](double x) { return std::isfinite(x); });
        values.push_back(found == column.end() ? 0 : *found);
    }
    return values;
}

std::vector<Stream> streams_needed(const Program& program, std::span<const Stream> streams) {
    std::unordered_set<Stream, StreamHash> drawn;
    for (const Instruction& instruction : program.instructions)
        if (instruction.operation == Operation::draw)
            drawn.insert({instruction.key, instruction.year});
    std::vector<Stream> needed;
    for (const Stream& stream : streams)
        if (drawn.count(stream) > 0) needed.push_back(stream);
    return needed;
}

}  // namespace plancast

#include "engine/analysis/streams.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "engine/analysis/summarise.hpp"

namespace plancast {

namespace {

struct Dealt {
    Stream stream;
    int kind = 0;  ///< 0 once a run, 1 each year, 2 of a count
    std::size_t results = 0;
};

std::unordered_set<std::uint64_t> keys_of_counts(const Plan& plan) {
    std::unordered_set<std::uint64_t> keys;
    for (const Series& series : plan.series) {
        if (series.count == CountLaw::none) continue;
        for (std::size_t m = 0; m < plan.member_count(series.sets); ++m)
            for (const char* stream : {"", " chance"})  // the latter of a beta-binomial's chance
                keys.insert(stream_key(quantity_id(plan, series, m) + stream).value);
    }
    return keys;
}

/// Which nodes each result depends on are found in one pass back a result.
void count_results(const Graph& graph, const std::vector<NodeId>& results,
                   std::vector<std::size_t>& results_of_node) {
    const std::span<const Node> nodes = graph.nodes();
    std::vector<char> needed(nodes.size());
    for (const NodeId result : results) {
        std::fill(needed.begin(), needed.end(), char{0});
        needed[result] = 1;
        for (std::size_t i = result + 1; i-- > 0;) {
            if (!needed[i]) continue;
            ++results_of_node[i];
            const int count = operand_count(nodes[i].operation);
            if (count > 0) needed[nodes[i].a] = 1;
            if (count > 1) needed[nodes[i].b] = 1;
            if (count > 2) needed[nodes[i].c] = 1;
        }
    }
}

std::vector<NodeId> results_of(const CompiledPlan& compiled) {
    const Columns& columns = compiled.columns;
    std::vector<std::size_t> outputs = columns.measures;
    for (const std::size_t target : columns.verdicts.front().targets) outputs.push_back(target);
    if (outputs.empty()) outputs = columns.series;
    std::vector<NodeId> nodes;
    for (const std::size_t output : outputs) nodes.push_back(compiled.outputs[output]);
    return nodes;
}

}  // namespace

std::vector<Stream> streams_of(const Plan& plan, const CompiledPlan& compiled) {
    const std::span<const Node> nodes = compiled.graph.nodes();
    std::vector<std::size_t> results(nodes.size(), 0);
    count_results(compiled.graph, results_of(compiled), results);
    const auto counts = keys_of_counts(plan);
    std::vector<Dealt> dealt;
    std::unordered_map<Stream, std::size_t, StreamHash> place;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i].operation != Operation::draw) continue;
        const Stream stream{nodes[i].key, nodes[i].year};
        const auto [known, is_new] = place.try_emplace(stream, dealt.size());
        if (is_new) {
            const bool count = counts.count(stream.key.value) > 0;
            dealt.push_back({stream, count ? 2 : stream.year == no_year ? 0 : 1});
        }
        dealt[known->second].results = std::max(dealt[known->second].results, results[i]);
    }
    std::stable_sort(dealt.begin(), dealt.end(), [](const Dealt& a, const Dealt& b) {
        return std::tuple(a.kind == 2, b.results, a.kind) <
               std::tuple(b.kind == 2, a.results, b.kind);
    });
    std::vector<Stream> streams;
    for (const Dealt& one : dealt) streams.push_back(one.stream);
    return streams;
}

}  // namespace plancast

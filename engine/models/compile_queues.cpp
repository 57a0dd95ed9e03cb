#include <limits>

#include "engine/models/compiler.hpp"
#include "engine/models/queue_order.hpp"

namespace plancast {

namespace {

constexpr double money_tolerance = 1e-9;  // as for bounds: what costs all the money is funded

using Nodes = std::vector<NodeId>;

const char* name_of(Formula::Deal deal) {
    switch (deal) {
        case Formula::Deal::rank: return "rank";
        case Formula::Deal::funded: return "funded";
        case Formula::Deal::by_priority: return "by_priority";
        case Formula::Deal::in_proportion:
        case Formula::Deal::by_weight: return "pro_rata";
    }
    return "";
}

NodeId not_negative(GraphBuilder& graph, NodeId x) {
    return graph.apply(Operation::maximum, x, graph.constant(0));
}

// Costs in the order of the queue -> whether each is funded.
Nodes fund(GraphBuilder& graph, const Nodes& costs, NodeId money, NodeId blocking) {
    const NodeId tolerance =
        graph.multiply(graph.constant(money_tolerance), graph.apply(Operation::absolute, money));
    const NodeId limit = graph.add(money, tolerance);
    const NodeId passes = graph.apply(Operation::logical_not, blocking);
    NodeId spent = graph.constant(0), open = graph.constant(1);
    Nodes funded;
    for (const NodeId cost : costs) {
        const NodeId sum = graph.add(spent, cost);
        const NodeId fits = graph.apply(Operation::less_equal, sum, limit);
        open = graph.apply(Operation::logical_and, fits,
                           graph.apply(Operation::logical_or, open, passes));
        spent = graph.apply(Operation::select, open, sum, spent);
        funded.push_back(open);
    }
    return funded;
}

// Wants in the order of the queue -> what each gets.
Nodes serve(GraphBuilder& graph, const Nodes& wants, NodeId limit) {
    NodeId left = not_negative(graph, limit);
    Nodes gets;
    for (const NodeId want : wants) {
        gets.push_back(graph.apply(Operation::minimum, not_negative(graph, want), left));
        left = graph.subtract(left, gets.back());
    }
    return gets;
}

Nodes share_in_proportion(GraphBuilder& graph, const Nodes& wants, NodeId limit) {
    const NodeId room = not_negative(graph, limit);
    Nodes gets;
    NodeId sum = graph.constant(0);
    for (const NodeId want : wants) {
        gets.push_back(not_negative(graph, want));
        sum = graph.add(sum, gets.back());
    }
    const NodeId scarce = graph.apply(Operation::less, room, sum);
    const NodeId share =
        graph.apply(Operation::select, scarce, graph.divide(room, sum), graph.constant(1));
    for (NodeId& get : gets) get = graph.multiply(get, share);
    return gets;
}

// Whoever wants least for its weight is served first: it gets all it wants, or its share of what is
// left among those that are left. Once that is less than one wants, it is so for all behind.
Nodes share_by_weight(GraphBuilder& graph, const Nodes& wants, const Nodes& weights, NodeId limit) {
    const NodeId nothing = graph.constant(0);
    Nodes want, weight, keys;
    for (std::size_t i = 0; i < wants.size(); ++i) {
        want.push_back(not_negative(graph, wants[i]));
        weight.push_back(not_negative(graph, weights[i]));
        keys.push_back(graph.apply(Operation::select,
                                   graph.apply(Operation::less, nothing, weight[i]),
                                   graph.divide(want[i], weight[i]),
                                   graph.constant(std::numeric_limits<double>::infinity())));
    }
    const QueueOrder order(graph, keys);
    want = order.queued(std::move(want));
    weight = order.queued(std::move(weight));
    // Summed from the end, not by subtraction: the last one's share is then its weight over itself.
    Nodes behind = weight;
    for (std::size_t i = behind.size() - 1; i-- > 0;)
        behind[i] = graph.add(behind[i + 1], behind[i]);
    NodeId left = not_negative(graph, limit);
    Nodes gets;
    for (std::size_t i = 0; i < want.size(); ++i) {
        const NodeId share =
            graph.apply(Operation::select, graph.apply(Operation::less, nothing, weight[i]),
                        graph.multiply(left, graph.divide(weight[i], behind[i])), nothing);
        gets.push_back(graph.apply(Operation::minimum, want[i], share));
        left = graph.subtract(left, gets.back());
    }
    return order.returned(std::move(gets));
}

}  // namespace

NodeId Compiler::among(const Formula& formula, const Situation& at) {
    const std::size_t set = formula.ranges.front().set;
    if (!is_at_hand(formula, name_of(formula.deal), set, at)) return graph_.constant(0);
    Situation first = at;
    put_at_hand(first, set, 0);
    const SharedKey key = shared_key(formula, first);
    auto known = dealt_.find(key);
    if (known == dealt_.end()) known = dealt_.emplace(key, deal(formula, at)).first;
    return known->second[at_hand(set, at)];
}

std::vector<NodeId> Compiler::deal(const Formula& formula, const Situation& at) {
    using Deal = Formula::Deal;
    Nodes wants, keys;
    Situation inner = at;
    for_each_member(formula.ranges, 0, inner, [&] {
        wants.push_back(evaluate(*formula.arguments[0], inner));
        keys.push_back(evaluate(*formula.arguments[2], inner));
    });
    const NodeId limit = evaluate(*formula.arguments[1], at);
    if (formula.deal == Deal::in_proportion) return share_in_proportion(graph_, wants, limit);
    if (formula.deal == Deal::by_weight) return share_by_weight(graph_, wants, keys, limit);
    const QueueOrder order(graph_, keys);
    if (formula.deal == Deal::rank) {
        Nodes ranks;
        for (std::size_t i = 0; i < keys.size(); ++i)
            ranks.push_back(graph_.constant(static_cast<double>(i + 1)));
        return order.returned(std::move(ranks));
    }
    wants = order.queued(std::move(wants));
    if (formula.deal == Deal::by_priority) return order.returned(serve(graph_, wants, limit));
    return order.returned(fund(graph_, wants, limit, evaluate(*formula.arguments[3], at)));
}

}  // namespace plancast

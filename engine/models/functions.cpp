#include "engine/models/functions.hpp"

#include <utility>

namespace plancast {

namespace {

using Fold = Formula::Fold;
constexpr std::size_t many = 64;

Function plain(const char* name, Operation operation) {
    return {name, FunctionKind::plain,      1, 1, operation, Fold::sum, false, false, false,
            {},   std::string(name) + "(x)"};
}

Function keeps(const char* name, Operation operation) {
    return {name, FunctionKind::keep_unit,  1, 1, operation, Fold::sum, false, false, false,
            {},   std::string(name) + "(x)"};
}

Function special(const char* name, FunctionKind kind, std::size_t least, std::size_t most,
                 const char* usage, std::vector<std::string> named = {}) {
    return {name,      kind,  least, most,  Operation::add,
            Fold::sum, false, false, false, std::move(named),
            usage};
}

Function folds(const char* name, Fold fold, bool over_years, bool over_members, bool takes_truth) {
    const std::string start = std::string(name) + (takes_truth ? "(condition" : "(x");
    std::string usage = over_years ? start + ")" : std::string{};
    std::vector<std::string> named;
    // What runs over a set runs over a window of years too.
    if (over_members) {
        if (!usage.empty()) usage += ", ";
        usage += start + ", years = 3) or " + start + " over set)";
        named = {"years"};
    }
    return {name,       FunctionKind::fold, 1,           1,     Operation::add, fold,
            over_years, over_members,       takes_truth, named, usage};
}

Function places(const char* name, Fold fold) {
    Function function = folds(name, fold, false, true, false);
    function.named.clear();
    function.usage = std::string(name) + "(x over set)";
    function.one_set = true;
    return function;
}

Function deals(const char* name, Formula::Deal deal, std::size_t arguments, const char* usage,
               std::vector<std::string> named = {}) {
    Function function =
        special(name, FunctionKind::among, arguments, arguments, usage, std::move(named));
    function.over_members = true;
    function.one_set = true;
    function.deal = deal;
    return function;
}

// Over a set, or of several conditions side by side.
Function count_of_conditions() {
    Function count = folds("count", Fold::count, false, true, true);
    count.most = many;
    count.usage = "count(a, b, ...), " + count.usage;
    return count;
}

const std::vector<Function>& table() {
    static const std::vector<Function> functions = {
        plain("exp", Operation::exponential),
        plain("log", Operation::logarithm),
        plain("sin", Operation::sine),
        plain("cos", Operation::cosine),
        special("logistic", FunctionKind::plain, 1, 1, "logistic(x)"),
        special("logit", FunctionKind::plain, 1, 1, "logit(p)"),
        keeps("abs", Operation::absolute),
        keeps("floor", Operation::round_down),
        keeps("ceil", Operation::round_up),
        special("round", FunctionKind::round, 1, 2, "round(x) or round(x, step)"),
        special("sqrt", FunctionKind::square_root, 1, 1, "sqrt(x)"),
        special("min", FunctionKind::same_unit, 2, many, "min(a, b, ...)"),
        special("max", FunctionKind::same_unit, 2, many, "max(a, b, ...)"),
        special("clamp", FunctionKind::same_unit, 3, 3, "clamp(x, low, high)"),
        special("if", FunctionKind::choice, 3, 3, "if(condition, then, else)"),
        special("convert", FunctionKind::convert, 2, 3,
                "convert(x, 'unit') or convert(x, 'unit', price_index)"),
        special("approach", FunctionKind::approach, 3, 3, "approach(x, ceiling, share)"),
        special("prev", FunctionKind::previous, 1, 2, "prev(x) or prev(x, 2)"),
        special("before", FunctionKind::before, 2, 2,
                "before(x, start) or before(x, start, years = 2)", {"years"}),
        special("total", FunctionKind::total, 1, 1, "total(x)"),
        special("growth", FunctionKind::growth, 1, 1, "growth(x)"),
        folds("sum", Fold::sum, true, true, false),
        folds("mean", Fold::mean, true, true, false),
        folds("lowest", Fold::lowest, true, true, false),
        folds("highest", Fold::highest, true, true, false),
        folds("last", Fold::last, true, false, false),
        folds("cagr", Fold::cagr, true, false, false),
        folds("all", Fold::all, true, true, true),
        folds("any", Fold::any, true, true, true),
        count_of_conditions(),
        folds("years", Fold::count, true, false, true),
        folds("first_year", Fold::first_year, true, false, true),
        places("highest_at", Fold::highest_at),
        places("lowest_at", Fold::lowest_at),
        deals("rank", Formula::Deal::rank, 1, "rank(x over set)"),
        deals("funded", Formula::Deal::funded, 2,
              "funded(cost over set, money) or funded(cost over set, money, order = x, blocking = "
              "false)",
              {"order", "blocking"}),
        deals("by_priority", Formula::Deal::by_priority, 2,
              "by_priority(limit, want over set) or by_priority(limit, want over set, order = x)",
              {"order"}),
        deals("pro_rata", Formula::Deal::in_proportion, 2,
              "pro_rata(limit, want over set) or pro_rata(limit, want over set, weight = x)",
              {"weight"}),
        special("met", FunctionKind::verdict, 1, 1, "met(target) or met(target.part)"),
        special("missed", FunctionKind::verdict, 1, 1, "missed(target) or missed(target.part)"),
        special("judged", FunctionKind::verdict, 1, 1, "judged(target) or judged(target.part)"),
        special("position", FunctionKind::position, 1, 1, "position(set)"),
        special("size", FunctionKind::size, 1, 1, "size(set)"),
    };
    return functions;
}

}  // namespace

std::span<const Function> functions() { return table(); }

const Function* find_function(const std::string& name) {
    for (const Function& function : table())
        if (function.name == name) return &function;
    return nullptr;
}

std::vector<std::string> function_names() {
    std::vector<std::string> names;
    for (const Function& function : table()) names.push_back(function.name);
    return names;
}

}  // namespace plancast

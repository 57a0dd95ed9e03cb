#include "engine/models/compiler.hpp"

namespace plancast {

// One output a check, whatever it ranges over: where it is broken is asked of single runs.
void Compiler::add_checks(CompiledPlan& result) {
    const std::vector<int> years = plan_.years.empty() ? std::vector<int>{no_year} : plan_.years;
    for (std::size_t i = 0; i < plan_.checks.size(); ++i) {
        const Check& check = plan_.checks[i];
        NodeId holds = graph_.constant(1);
        for (const int year : years) {
            for (std::size_t member = 0; member < plan_.member_count(check.sets); ++member) {
                const Situation at = situation(check.sets, member, year);
                CheckPoint point{i, member, std::nullopt, evaluate(*check.holds.formula, at), {}};
                if (year != no_year) point.year = year;
                if (check.left)
                    point.sides = {evaluate(*check.left, at), evaluate(*check.right, at)};
                holds = graph_.apply(Operation::logical_and, holds, point.holds);
                result.check_points.push_back(point);
            }
        }
        result.columns.checks.push_back(output(result, holds));
    }
}

}  // namespace plancast

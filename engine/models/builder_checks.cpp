#include <fmt/format.h>

#include "engine/models/builder.hpp"
#include "engine/models/comparison.hpp"
#include "engine/models/keys.hpp"

namespace plancast {

void PlanBuilder::read_check(const Tree::Member& member) {
    Check check;
    check.name = member.key;
    check.place = member.key_place;
    TableReader reader(member.value, fmt::format("check '{}'", member.key), problems_,
                       keys_of("checks"));
    check.title = reader.title();
    bool broken = false;  // then more would be said of names that are right
    check.sets = read_over(reader, broken);
    Scope scope{reader.what(), check.sets, !plan_.years.empty(), true, true, true, true};
    scope.tolerant = true;
    const Tree* equal = reader.take("equal");
    const Tree* holds = reader.take("holds");
    if ((equal == nullptr) == (holds == nullptr)) {
        problems_.error(member.key_place,
                        fmt::format("{} needs one of 'equal' and 'holds'", reader.what()),
                        "equal = [\"a\", \"b\"] or holds = \"a > 0\"");
    } else if (equal != nullptr &&
               !(equal->kind == Tree::Kind::array && equal->items.size() == 2)) {
        reader.wrong_kind(*equal, "equal", "two expressions: [\"a\", \"b\"]");
    } else if (holds != nullptr && !holds->is_string()) {
        reader.wrong_kind(*holds, "holds", "an expression");
    } else if (!broken) {
        if (equal != nullptr)
            read_equal(check, *equal, scope);
        else
            read_holds(check, expression(*holds, Unit{}, reader.what()), scope);
    }
    reader.refuse_others();
    plan_.checks.push_back(std::move(check));
}

// The second expression may be in another unit of the same kind.
void PlanBuilder::read_equal(Check& check, const Tree& both, const Scope& scope) {
    auto written = std::make_shared<Expression>();
    written->kind = Expression::Kind::binary;
    written->name = "==";
    written->place = both.place;
    for (const Tree& side : both.items) {
        written->arguments.push_back(expression(side, Unit{}, scope.where));
        if (!written->arguments.back()) return;
    }
    const auto left = checker_.check(*written->arguments[0], scope);
    if (!left) return;
    check.unit = left->type.unit;
    check.truth_sides = left->type.truth;
    check.left = left->formula;
    check.right =
        checker_.value(written->arguments[1], check.unit, check.truth_sides, scope).formula;
    if (check.right)
        check.holds = {written, comparison_formula("==", check.left, check.right, both.place,
                                                   !check.truth_sides)};
}

void PlanBuilder::read_holds(Check& check, const ExpressionPtr& written, const Scope& scope) {
    if (!written) return;
    check.holds = checker_.truth(written, scope);
    if (!check.holds || written->kind != Expression::Kind::binary || !is_comparison(written->name))
        return;
    const auto sides = checker_.sides(*written, scope);
    check.left = sides->left;
    check.right = sides->right;
    check.unit = sides->type.unit;
    check.truth_sides = sides->type.truth;
}

}  // namespace plancast

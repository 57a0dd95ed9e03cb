#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/models/formula.hpp"

namespace plancast {

/// How a function of the plan language treats its arguments and their units.
enum class FunctionKind {
    plain,      ///< one dimensionless number to one: exp, log, sin, ...
    keep_unit,  ///< one number, result in its unit: abs, floor, ...
    same_unit,  ///< several numbers of one unit, result in it: min, max, clamp
    square_root,
    round,   ///< round(x), round(x, step)
    choice,  ///< if(condition, then, else)
    convert,
    approach,  ///< approach(x, ceiling, share)
    previous,
    before,
    total,
    growth,
    fold,      ///< over years, the last `years` of them, or over sets with `over`
    position,  ///< of the member at hand in its set
    size,      ///< of a set
    verdict,   ///< of a target or a part of one
    among,     ///< what a member gets among all of its set: rank, queues, limits
};

struct Function {
    std::string name;
    FunctionKind kind = FunctionKind::plain;
    std::size_t least = 1, most = 1;       ///< how many arguments
    Operation operation = Operation::add;  ///< of plain and keep_unit
    Formula::Fold fold = Formula::Fold::sum;
    bool over_years = false, over_members = false;  ///< what a fold may run over
    bool takes_truth = false;                       ///< its argument is a truth value
    std::vector<std::string> named;                 ///< arguments that are given by name
    std::string usage;                              ///< "clamp(x, low, high)"
    bool one_set = false;  ///< behind `over` stands one set, what follows is an argument
    Formula::Deal deal = Formula::Deal::rank;  ///< of among
};

/// All functions of the language; the reference and the messages are made from this table.
std::span<const Function> functions();
const Function* find_function(const std::string& name);
std::vector<std::string> function_names();

}  // namespace plancast

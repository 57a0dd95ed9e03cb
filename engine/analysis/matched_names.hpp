#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "engine/models/compile.hpp"

namespace plancast {

/// Index in the base, index in the other plan.
using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

/// What of one kind two plans share by name.
struct Matched {
    Pairs shared;  ///< in the order of the base
    std::vector<std::string> only_in_base, only_in_other;
};

/// What two plans share: their inputs and counts (whose draws are the same), parts, targets, and
/// the values of series.
struct MatchedNames {
    Matched draws;
    Matched targets;
    Matched parts;  ///< of shared targets; index into all parts of the plan
    /// Values, by name, member, year and unit. What only one plan has is named as briefly as it can
    /// be: a series that the other plan has not, "product"; one that it has in another unit,
    /// "product (VND)"; else the single values, "product[industry] 2030".
    Matched series;
};

MatchedNames match_names(const Plan& base, const CompiledPlan& base_compiled, const Plan& other,
                         const CompiledPlan& other_compiled);

}  // namespace plancast

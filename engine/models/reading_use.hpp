#pragma once

#include <cstddef>
#include <vector>

#include "engine/models/compile.hpp"
#include "engine/models/plan.hpp"

namespace plancast {

/// The choices of readings that are judged: the plan's own first; with @p all every other
/// alternative alone, all at their kindest, all as reported.
std::vector<ReadingChoice> reading_choices(const Plan& plan, bool all);

/// Which readings each series depends on, through whatever other series: those that two choices
/// read alike are compiled once.
class ReadingUse {
public:
    explicit ReadingUse(const Plan& plan);

    /// The first choice under which the series is the same as under @p choice.
    std::size_t same_as(const std::vector<ReadingChoice>& choices, std::size_t choice,
                        std::size_t series) const;

private:
    std::vector<std::vector<bool>> series_;  ///< [series][reading]
    mutable std::vector<std::vector<std::size_t>> known_;
};

}  // namespace plancast

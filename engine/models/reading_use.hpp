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

    /// Marks the readings that the formula depends on. @param readings  One a reading of the plan.
    void add_readings(const Formula& formula, std::vector<bool>& readings) const;

private:
    std::vector<std::vector<bool>> series_;  ///< [series][reading]
    mutable std::vector<std::vector<std::size_t>> known_;
};

}  // namespace plancast

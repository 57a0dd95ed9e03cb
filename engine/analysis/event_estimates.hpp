#pragma once

#include <cstdint>

#include "engine/statistics/estimate.hpp"

namespace plancast {

/// The chance of an event from the spread of replicates, in [0, 1]: where that says nothing, since
/// the event happened in none of the points, in all, or in one, Wilson's interval.
/// @param points  At which it was looked at.
Estimate chance_of_event(Estimate mean, std::uint64_t points);

/// An index of an event, known no better than one pair of points more or less would change it,
/// 1 / (pairs Var y): where hits are rare, pairs in which both points hit are rarer still, and
/// replicates without any agree too well.
Estimate index_of_event(Estimate index, std::uint64_t pairs, double variance);

}  // namespace plancast

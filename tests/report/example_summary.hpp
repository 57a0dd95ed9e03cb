#pragma once

#include "engine/analysis/summary.hpp"

namespace plancast::testing {

/// A summary with everything that one may hold, as of 100,000 runs: long Vietnamese titles, targets
/// that no run and that every run meets, parts, a truth value, a known chance, runs that are not
/// judged, pairs, readings, findings.
Summary example_summary();

/// A model without targets: two series, one of them over a set, in two years.
Summary example_without_targets();

/// As a simulation would count it: the Wilson interval is computed.
Probability counted(std::uint64_t met, std::uint64_t runs = 100'000);

}  // namespace plancast::testing

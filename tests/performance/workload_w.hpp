#pragma once

#include "engine/program/program.hpp"
#include "engine/simulation/columns.hpp"

namespace plancast {

/// A program and what its outputs are.
struct Workload {
    Program program;
    Columns columns;
};

/// A plan of five years with 52 draws a run, 12 series and 12 targets, for comparing programs that
/// do the same: three sectors that grow, a budget that follows their growth, payments, companies,
/// people, incomes.
///
/// Its probabilities, from 10^6 runs of an independent program, are in expected_probabilities.
Workload make_workload_w();

/// To four decimals; the standard error is at most 0.0005.
inline constexpr double expected_probabilities[12] = {
    0.5707, 0.4094, 0.8544, 0.6244, 0.6612, 0.6471, 0.3882, 0.6563, 0.7392, 0.8828, 0.3978, 0.6924};

/// A plan as wide as they come: 500 series columns, 20 targets of two parts, judged under six
/// choices of readings.
Workload make_wide_workload();

}  // namespace plancast

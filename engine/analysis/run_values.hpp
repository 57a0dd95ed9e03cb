#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <vector>

#include "engine/designs/design.hpp"
#include "engine/program/program.hpp"

namespace plancast {

/// The values of every output of a program in runs 0, 1, ...
struct RunValues {
    std::vector<std::vector<double>> columns;  ///< (outputs): a value a run
    bool interrupted = false;                  ///< later runs are missing
};

struct RunValuesSettings {
    std::uint64_t runs = 0;
    int threads = 0;  ///< 0: as many as OpenMP would take
    std::function<void(std::uint64_t runs_done)> progress;
    const std::atomic<bool>* stop = nullptr;
};

/// Evaluates a program by simulate(): the same bits for any number of threads.
///
/// Memory: 8 bytes a run and output, and a few segments of runs.
RunValues run_values(const Program& program, const Design& design,
                     const RunValuesSettings& settings);

}  // namespace plancast

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

namespace plancast {

/// How pairs of points are drawn and worked on.
struct PairSettings {
    std::string design = "sobol";
    std::uint64_t seed = 0;
    std::uint64_t base_size = 16384;  ///< pairs of points, over all replicates
    int threads = 0;                  ///< 0: as many as OpenMP would take
    /// Called now and then with the number of pairs that are done.
    std::function<void(std::uint64_t)> progress;
    /// Set from outside: end soon, without a result.
    const std::atomic<bool>* stop = nullptr;
};

}  // namespace plancast

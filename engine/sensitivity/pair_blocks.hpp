#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace plancast {

/// A thread's part in work on blocks of pairs of points.
class PairWorker {
public:
    virtual ~PairWorker() = default;
    /// Works on pairs first, first + 1, ...
    virtual void work(std::uint64_t first, std::size_t count) = 0;
    /// Hands over what came of the last block: called in the order of blocks, by one thread at a
    /// time, so that sums do not depend on the number of threads.
    virtual void deliver() = 0;
};

/// How many pairs to work on, by whom, and who wants to know.
struct PairWork {
    std::uint64_t pairs = 0;
    int threads = 0;  ///< 0: as many as OpenMP would take
    const std::function<void(std::uint64_t)>&
        progress;                             ///< told how many pairs are done; may be empty
    const std::atomic<bool>* stop = nullptr;  ///< set from outside: end soon
};

/// Works on all pairs, points_a_block at a time.
/// @param make_worker  Called once for each thread, before work begins.
/// @returns Whether the work was done, and not stopped.
/// @throws What a worker or the progress throws, the first of it.
bool work_on_pairs(const PairWork& work,
                   const std::function<std::unique_ptr<PairWorker>()>& make_worker);

}  // namespace plancast

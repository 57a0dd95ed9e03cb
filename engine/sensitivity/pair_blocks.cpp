#include "engine/sensitivity/pair_blocks.hpp"

#include <omp.h>

#include <algorithm>
#include <vector>

#include "engine/core/first_failure.hpp"
#include "engine/core/turns.hpp"
#include "engine/sensitivity/base_points.hpp"

namespace plancast {

bool work_on_pairs(const PairWork& work,
                   const std::function<std::unique_ptr<PairWorker>()>& make_worker) {
    const std::uint64_t blocks = (work.pairs + points_a_block - 1) / points_a_block;
    const int wanted = work.threads > 0 ? work.threads : omp_get_max_threads();
    const int threads =
        static_cast<int>(std::min<std::uint64_t>(static_cast<std::uint64_t>(wanted), blocks));
    std::atomic<bool> stopped = false;
    std::atomic<std::uint64_t> next = 0;
    Turns turns;
    FirstFailure failures;
    // Here, where it may fail for want of memory.
    std::vector<std::unique_ptr<PairWorker>> workers;
    for (int thread = 0; thread < threads; ++thread) workers.push_back(make_worker());

#pragma omp parallel num_threads(threads)
    {
        PairWorker& worker = *workers[static_cast<std::size_t>(omp_get_thread_num())];
        for (std::uint64_t block = next++; block < blocks; block = next++) {
            const std::uint64_t first = block * points_a_block;
            const std::uint64_t end = std::min(first + points_a_block, work.pairs);
            if (!stopped)
                failures.guard([&] { worker.work(first, static_cast<std::size_t>(end - first)); });
            // In the order of blocks, whichever thread worked on them; every turn is taken.
            turns.take(block, [&] {
                if (failures.any() || (work.stop != nullptr && *work.stop)) stopped = true;
                if (stopped) return;
                failures.guard([&] {
                    worker.deliver();
                    if (work.progress) work.progress(end);
                });
            });
        }
    }
    failures.rethrow();
    return !stopped;
}

}  // namespace plancast

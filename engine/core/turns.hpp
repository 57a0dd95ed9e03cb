#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace plancast {

/// Lets threads do something in a fixed order, whichever of them comes first: turn 0, 1, 2, ...
/// Each turn is taken by one thread once. A thread that waits sleeps.
class Turns {
public:
    /// Waits until all earlier turns are over, then calls @p action, which must not throw.
    template <typename Action>
    void take(std::uint64_t turn, Action action) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return next_ == turn; });
        action();
        ++next_;
        lock.unlock();
        changed_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::uint64_t next_ = 0;
};

}  // namespace plancast

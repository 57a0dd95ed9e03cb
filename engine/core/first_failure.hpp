#pragma once

#include <atomic>
#include <exception>
#include <mutex>

namespace plancast {

/// Carries an exception out of a region that none may leave, such as OpenMP's.
class FirstFailure {
public:
    /// Calls @p action and keeps what it throws, if it is the first.
    template <typename Action>
    void guard(Action action) noexcept {
        try {
            action();
        } catch (...) {
            const std::lock_guard lock(mutex_);
            if (!failure_) failure_ = std::current_exception();
            failed_ = true;
        }
    }

    /// Whether anything failed: more work is in vain.
    bool any() const { return failed_; }

    /// Outside the region: throws what was kept, if anything was.
    void rethrow() const {
        if (failure_) std::rethrow_exception(failure_);
    }

private:
    std::mutex mutex_;
    std::exception_ptr failure_;
    std::atomic<bool> failed_ = false;
};

}  // namespace plancast

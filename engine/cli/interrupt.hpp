#pragma once

#include <csignal>

#include <atomic>

namespace plancast {

/// While it lives, the first Ctrl-C (SIGINT) or SIGTERM asks for a clean end instead of killing the
/// process; the second one kills. At most one at a time.
class InterruptGuard {
public:
    InterruptGuard();
    ~InterruptGuard();
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;

    /// Becomes true with the signal.
    const std::atomic<bool>& requested() const;

private:
    struct sigaction old_interrupt_ {};
    struct sigaction old_terminate_ {};
};

}  // namespace plancast

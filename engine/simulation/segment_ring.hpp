#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/simulation/simulation.hpp"

namespace plancast {

/// The ring's buffers together take no more than this, as long as two of them fit.
inline constexpr std::size_t ring_bytes = std::size_t{320} << 20;

/// How many buffers a ring of segments with @p column_count stored columns has, for a simulation of
/// @p segment_count segments: 2 to 4, fewer where there are fewer segments.
std::size_t ring_buffer_count(std::size_t column_count, std::uint64_t segment_count);

/// A few buffers of one segment each, reused over and over, and the one thread that hands full ones
/// to a sink. When the sink is slower than the calculation, no buffer is free and the calculation
/// waits.
class SegmentRing {
public:
    /// One segment's values: (segment_runs x column_count), column-major.
    using Buffer = double*;

    /// @param changed  Called by the writing thread each time that a buffer became free, or that
    /// the
    ///                 sink failed.
    SegmentRing(SegmentSink& sink, std::size_t column_count, std::uint64_t segment_count,
                std::function<void()> changed);
    /// Full buffers that were not yet written are dropped: only finish() waits for them.
    ~SegmentRing();
    SegmentRing(const SegmentRing&) = delete;
    SegmentRing& operator=(const SegmentRing&) = delete;

    /// A free buffer, or null while all are in use.
    Buffer try_acquire();
    /// Hands over a buffer that is full (or that the simulation's end leaves shorter).
    void submit(Buffer buffer, std::uint64_t first_run, std::size_t run_count);
    /// Whether the sink threw; nothing is written any more.
    bool failed() const { return failed_; }
    /// Waits until everything submitted is written.
    /// @throws what the sink threw.
    void finish();

private:
    void write_until_closed();
    void close(bool drop_what_waits);

    SegmentSink& sink_;
    std::size_t column_count_;
    std::function<void()> changed_;
    std::vector<std::unique_ptr<double, void (*)(double*)>> buffers_;

    std::mutex mutex_;
    std::condition_variable submitted_;
    std::vector<Buffer> free_;
    std::deque<Segment> full_;
    bool closed_ = false;
    std::exception_ptr failure_;
    std::atomic<bool> failed_ = false;
    std::thread writer_;
};

}  // namespace plancast

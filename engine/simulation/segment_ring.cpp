#include "engine/simulation/segment_ring.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <new>

#include "engine/core/aligned.hpp"

namespace plancast {

namespace {

constexpr std::size_t most_buffers = 4;

constexpr std::size_t huge_page = std::size_t{2} << 20;

// Not a vector: its zeros would touch every page from one thread before the first run.
double* allocate_buffer(std::size_t column_count) {
    const std::size_t bytes =
        std::max<std::size_t>(
            1, (column_count * segment_runs * sizeof(double) + huge_page - 1) / huge_page) *
        huge_page;
    void* buffer = std::aligned_alloc(huge_page, bytes);
    if (buffer == nullptr) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
    // The first touch of a page costs as much as filling it; a hint, so failure does not matter.
    madvise(buffer, bytes, MADV_HUGEPAGE);
#endif
    return static_cast<double*>(buffer);
}

void free_buffer(double* buffer) { std::free(buffer); }

}  // namespace

std::size_t ring_buffer_count(std::size_t column_count, std::uint64_t segment_count) {
    const std::size_t bytes =
        std::max<std::size_t>(1, column_count * segment_runs * sizeof(double));
    const std::size_t wanted = std::clamp<std::size_t>(ring_bytes / bytes, 2, most_buffers);
    return static_cast<std::size_t>(std::min<std::uint64_t>(wanted, segment_count));
}

SegmentRing::SegmentRing(SegmentSink& sink, std::size_t column_count, std::uint64_t segment_count,
                         std::function<void()> changed)
    : sink_(sink), column_count_(column_count), changed_(std::move(changed)) {
    const std::size_t buffer_count = ring_buffer_count(column_count, segment_count);
    for (std::size_t i = 0; i < buffer_count; ++i) {
        buffers_.emplace_back(allocate_buffer(column_count), free_buffer);
        free_.push_back(buffers_.back().get());
    }
    writer_ = std::thread([this] { write_until_closed(); });
}

SegmentRing::~SegmentRing() { close(true); }

SegmentRing::Buffer SegmentRing::try_acquire() {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) return nullptr;
    const Buffer buffer = free_.back();
    free_.pop_back();
    return buffer;
}

void SegmentRing::submit(Buffer buffer, std::uint64_t first_run, std::size_t run_count) {
    for (std::size_t i = 0; i < column_count_; ++i) {
        double* column = buffer + i * segment_runs;
        std::fill(column + run_count, column + segment_runs, 0.0);
    }
    {
        const std::lock_guard lock(mutex_);
        full_.push_back({first_run, run_count, {buffer, column_count_ * segment_runs}});
    }
    submitted_.notify_one();
}

void SegmentRing::finish() {
    close(false);
    if (failure_) std::rethrow_exception(failure_);
}

void SegmentRing::close(bool drop_what_waits) {
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        if (drop_what_waits) full_.clear();
    }
    submitted_.notify_one();
    if (writer_.joinable()) writer_.join();
}

void SegmentRing::write_until_closed() {
    for (;;) {
        Segment segment;
        {
            std::unique_lock lock(mutex_);
            submitted_.wait(lock, [this] { return closed_ || !full_.empty(); });
            if (full_.empty()) return;
            segment = full_.front();
            full_.pop_front();
        }
        try {
            sink_.write(segment);
        } catch (...) {
            failure_ = std::current_exception();
            failed_ = true;
        }
        {
            const std::lock_guard lock(mutex_);
            free_.push_back(const_cast<Buffer>(segment.values.data()));
        }
        changed_();
        if (failed_) return;
    }
}

}  // namespace plancast

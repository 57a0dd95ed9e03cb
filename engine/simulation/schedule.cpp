#include "engine/simulation/schedule.hpp"

#include <algorithm>
#include <chrono>

#include "engine/core/contracts.hpp"
#include "engine/simulation/precision.hpp"
#include "engine/simulation/units.hpp"

namespace plancast {

static_assert(segment_runs % unit_runs == 0);

namespace {

constexpr std::chrono::milliseconds longest_wait{100};

std::uint64_t segment_begin(std::uint64_t run) { return run / segment_runs * segment_runs; }

std::uint64_t segment_end_at_or_after(std::uint64_t run) {
    return (run + segment_runs - 1) / segment_runs * segment_runs;
}

}  // namespace

Schedule::Schedule(const Columns& columns, const SimulationOptions& options,
                   std::size_t thread_count, bool replicated)
    : options_(options), end_run_(options.runs), total_(columns, replicated) {
    // One at work and one waiting for an earlier unit to be merged.
    const std::size_t tally_count = 2 * thread_count;
    for (std::size_t i = 0; i < tally_count; ++i) {
        tallies_.push_back(std::make_unique<Tally>(columns, replicated));
        free_tallies_.push_back(tallies_.back().get());
    }
    finished_.resize(tally_count, nullptr);
    if (options.sink != nullptr && options.runs > 0) {
        ring_.emplace(*options.sink, options.stored.size(),
                      segment_end_at_or_after(options.runs) / segment_runs, [this] {
                          // The empty lock keeps a claim from missing the news between its look at
                          // the ring and its wait.
                          { const std::lock_guard lock(mutex_); }
                          changed_.notify_all();
                      });
    }
}

bool Schedule::ended_early() const { return failure_ || (ring_ && ring_->failed()); }

Schedule::Claim Schedule::claim(Unit& unit) {
    std::unique_lock lock(mutex_);
    if (ended_early()) return Claim::end;
    if (options_.stop != nullptr && *options_.stop) {
        end_run_ = std::min(end_run_, segment_end_at_or_after(next_run_));
    }
    if (next_run_ >= end_run_) return Claim::end;

    const bool passes = may_pass_precision_check();
    if (next_run_ >= end_run_) return Claim::end;
    if (!passes || free_tallies_.empty() || !open_segment_for_next_run()) {
        changed_.wait_for(lock, longest_wait);
        return Claim::nothing_yet;
    }

    unit.index = next_unit_++;
    unit.first_run = next_run_;
    unit.end_run = std::min(unit_end(next_run_), end_run_);
    unit.tally = free_tallies_.back();
    free_tallies_.pop_back();
    unit.segment_values = ring_ ? open_segments_.back().values : nullptr;
    next_run_ = unit.end_run;
    return Claim::unit;
}

/// At a check, waits until all runs before it are counted; ends the simulation there if they do.
bool Schedule::may_pass_precision_check() {
    if (!options_.precision || next_run_ == 0 || next_run_ == checked_run_ ||
        !is_precision_check(next_run_)) {
        return true;
    }
    if (merged_runs_ < next_run_) return false;
    checked_run_ = next_run_;
    if (is_precise(total_.totals, *options_.precision)) {
        precise_ = true;
        end_run_ = next_run_;
        if (ring_ && !open_segments_.empty()) submit_if_complete(segment_begin(next_run_));
    }
    changed_.notify_all();
    return true;
}

bool Schedule::open_segment_for_next_run() {
    if (!ring_ || next_run_ % segment_runs != 0) return true;
    double* values = ring_->try_acquire();
    if (values == nullptr) return false;
    open_segments_.push_back({next_run_, values});
    return true;
}

void Schedule::submit_if_complete(std::uint64_t first_run) {
    const auto segment =
        std::find_if(open_segments_.begin(), open_segments_.end(),
                     [first_run](const OpenSegment& open) { return open.first_run == first_run; });
    if (segment == open_segments_.end()) return;
    const std::uint64_t run_count =
        std::min<std::uint64_t>(segment_runs, end_run_ - segment->first_run);
    if (segment->filled < run_count) return;
    ring_->submit(segment->values, first_run, static_cast<std::size_t>(run_count));
    open_segments_.erase(segment);
}

void Schedule::finish(const Unit& unit) {
    std::unique_lock lock(mutex_);
    if (ring_) {
        const std::uint64_t first_run = segment_begin(unit.first_run);
        for (OpenSegment& open : open_segments_) {
            if (open.first_run == first_run) open.filled += unit.end_run - unit.first_run;
        }
        submit_if_complete(first_run);
    }
    finished_[unit.index % finished_.size()] = unit.tally;
    merge_finished(lock);
}

/// Merges, in order, what is there. One thread at a time, outside the lock, since a plan's hundreds
/// of moments take a while.
void Schedule::merge_finished(std::unique_lock<std::mutex>& lock) {
    if (merging_) return;
    merging_ = true;
    for (;;) {
        Tally*& next = finished_[next_merge_ % finished_.size()];
        if (next == nullptr) break;
        Tally* tally = next;
        next = nullptr;
        ++next_merge_;
        lock.unlock();
        total_.merge(*tally);
        lock.lock();
        merged_runs_ = total_.totals.runs;
        free_tallies_.push_back(tally);
        changed_.notify_all();
    }
    merging_ = false;
}

void Schedule::fail(std::exception_ptr failure) {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::move(failure);
    changed_.notify_all();
}

SimulationTotals Schedule::take_totals() {
    if (failure_) std::rethrow_exception(failure_);
    if (ring_) ring_->finish();
    PLANCAST_EXPECTS(total_.totals.runs == end_run_);
    total_.totals.interrupted = end_run_ < options_.runs && !precise_;
    return std::move(total_.totals);
}

}  // namespace plancast

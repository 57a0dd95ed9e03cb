#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "engine/report/language.hpp"

namespace plancast {

/// A line on standard error that says how far a simulation is, how fast, and how long it will take;
/// only on a terminal and only for what lasts over a second. Removes itself at the end.
class ProgressBar {
public:
    /// @param enabled  Whether standard error is a terminal.
    ProgressBar(std::uint64_t runs, bool enabled, Language language);
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    /// Called now and then, from one thread; redraws ten times a second at most.
    void update(std::uint64_t done);
    /// Removes the line.
    void clear();

private:
    using Clock = std::chrono::steady_clock;

    std::uint64_t runs_;
    bool enabled_;
    Language language_;
    bool drawn_ = false;
    Clock::time_point start_ = Clock::now();
    Clock::time_point last_ = start_;
};

/// "[█████     ]  50 %  1,000,000 runs/s  12 s left"
std::string progress_text(std::uint64_t done, std::uint64_t runs, double seconds,
                          Language language);

}  // namespace plancast

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace plancast {

/// The runs whose value of one input lies between two values, both included.
struct InputBounds {
    std::size_t input = 0;
    std::optional<double> low, high;  ///< absent: no bound on that side

    bool holds(double value) const { return (!low || value >= *low) && (!high || value <= *high); }
    bool operator==(const InputBounds&) const = default;
};

/// How many of some runs a box holds, and how many of those are of interest.
struct BoxCount {
    std::uint64_t runs = 0;
    std::uint64_t events = 0;      ///< runs inside that are of interest
    std::uint64_t all_runs = 0;    ///< inside or outside
    std::uint64_t all_events = 0;  ///< of interest, inside or outside

    /// Share of the runs inside that are of interest; NaN for no run.
    double density() const { return ratio(events, runs); }
    /// Share of the runs of interest that are inside; NaN if there are none.
    double coverage() const { return ratio(events, all_events); }
    /// Share of all runs that are inside; NaN for no run.
    double mass() const { return ratio(runs, all_runs); }
    /// Wilson intervals. They hold for independent runs that had no part in finding the box; runs
    /// that are spread (Latin hypercubes, Sobol' points) mostly leave less doubt than they say.
    /// @{
    std::array<double, 2> density_interval(double level = 0.95) const;
    std::array<double, 2> coverage_interval(double level = 0.95) const;
    /// @}
    bool operator==(const BoxCount&) const = default;

private:
    static double ratio(std::uint64_t part, std::uint64_t whole) {
        return whole == 0 ? std::numeric_limits<double>::quiet_NaN()
                          : static_cast<double>(part) / static_cast<double>(whole);
    }
};

/// What is known of each run.
struct BoxData {
    std::span<const std::span<const double>> inputs;  ///< a column of n_runs finite values each
    std::span<const std::uint8_t> events;             ///< n_runs values, 1: of interest

    bool inside(std::uint32_t run, std::span<const InputBounds> box) const {
        for (const InputBounds& bounds : box) {
            if (!bounds.holds(inputs[bounds.input][run])) return false;
        }
        return true;
    }
};

/// Counts of a box, and of what it would be without each of its bounds in turn.
struct CountsWithoutEach {
    BoxCount inside;                ///< all_runs and all_events are 0
    std::vector<BoxCount> without;  ///< (box.size()), likewise
};

/// @param runs  The runs that count. Costs at most runs x box.size().
CountsWithoutEach count_without_each(const BoxData& data, std::span<const std::uint32_t> runs,
                                     std::span<const InputBounds> box);

/// The chance that a box of @p runs runs holds at least @p events of interest if @p density is
/// every run's chance to be of interest: a one-sided binomial test.
///
/// With the density of the box without one of its limits it is the quasi-p-value of that limit:
/// B. P. Bryant & R. J. Lempert (2010), Technol. Forecast. Soc. Change 77(1), 34-49. Quasi, because
/// there the limit was chosen with the same runs. Since the box is part of what it is compared
/// with, the value is rather too large.
///
/// @param density  In [0, 1], or NaN (nothing to compare with), which gives 1.
double quasi_p_value(std::uint64_t events, std::uint64_t runs, double density);

}  // namespace plancast

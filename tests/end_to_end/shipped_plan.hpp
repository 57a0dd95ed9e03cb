#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "engine/models/compile.hpp"
#include "engine/program/program.hpp"
#include "engine/simulation/simulation.hpp"

namespace plancast {

/// A scenario of the project's own, ready to run.
struct ShippedPlan {
    /// @param path  Below scenarios/, such as "benchmarks/r-s.toml".
    explicit ShippedPlan(const std::string& path);

    /// Which column a series' value is: index into compiled.columns.series.
    /// @param series  "product", whose member is told by its number, or "product[farms]".
    std::size_t column(const std::string& series, std::optional<int> year,
                       std::size_t member = 0) const;
    /// The value in run 0 under a design.
    double value(const Design& design, const std::string& series, std::optional<int> year,
                 std::size_t member = 0) const;
    /// Under the random design with the plan's own seed, two threads.
    SimulationTotals run(std::uint64_t runs) const;
    /// Which part, counted over all targets: "product.total", or "income" for a target without
    /// parts.
    std::size_t part(const std::string& id) const;

    Plan plan;
    CompiledPlan compiled;
    Program program;
};

}  // namespace plancast

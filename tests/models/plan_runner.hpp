#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/models/compile.hpp"
#include "engine/program/program.hpp"

namespace plancast::test {

/// A plan written in a test, compiled; gives the values of single runs and the columns of many.
class PlanRunner {
public:
    /// @param toml  What follows a [model] with the years 2026 to 2030.
    explicit PlanRunner(const std::string& toml, bool with_years = true);

    const Plan& plan() const { return plan_; }
    const CompiledPlan& compiled() const { return compiled_; }
    /// The value of a series or input in one run; @p label with its member, as "product[farms]".
    double value(const std::string& label, std::optional<int> year = {},
                 std::uint64_t run = 0) const;
    /// The same for runs 0 .. count - 1, through evaluate_block.
    std::vector<double> values(const std::string& label, std::optional<int> year, std::size_t count,
                               std::uint64_t seed = 0) const;
    /// Verdict of the part in one run under a choice of readings; parts are counted through all
    /// targets.
    int verdict(std::size_t part, std::size_t choice = 0) const;
    int target_verdict(std::size_t target, std::size_t choice = 0) const;
    double measure(std::size_t part) const;
    bool holds(std::size_t check) const;
    double shortfall(std::size_t part) const;

private:
    std::size_t output(const std::string& label, std::optional<int> year) const;
    double median(std::size_t output) const;

    Plan plan_;
    CompiledPlan compiled_;
    Program program_;
};

/// What is said of a plan that cannot be: every message and suggestion on a line.
std::string mistakes(const std::string& toml, bool with_years = true);

/// status and source of an input in a test.
inline const std::string assumed = "status = \"assumed\"\nsource = \"a test\"\n";

}  // namespace plancast::test

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/input_groups.hpp"
#include "engine/report/language.hpp"

namespace plancast {

// What users write behind an option. Each throws InvalidInput that names the option, what was
// written, and what was expected.

/// "100000", "1e6", "2.5e6": whole, at least 1, at most 1e15.
std::uint64_t parse_runs(const std::string& text);

/// A whole number from 0 to 2^64 - 1.
std::uint64_t parse_whole(const std::string& option, const std::string& text);

/// A whole number in [low, high].
std::uint64_t parse_whole_between(const std::string& option, const std::string& text,
                                  std::uint64_t low, std::uint64_t high);

/// "0.5%" or "0.005": a half-width above 0 and below a half, as a fraction of 1.
double parse_precision(const std::string& text);

/// "80%" or "0.8": above 0 and at most 1.
double parse_share(const std::string& option, const std::string& text);

/// More trajectories than this only cost time.
inline constexpr std::uint64_t most_trajectories = 10'000;

/// One of a few words. @throws InvalidInput with the nearest.
std::string parse_choice(const std::string& option, const std::string& text,
                         const std::vector<std::string>& choices);

inline const std::vector<std::string> sensitivity_methods{"given-data", "sobol", "morris",
                                                          "shapley", "tornado"};

/// "product, places[north, primary]@2030": names with commas between; none for "all".
std::vector<std::string> parse_outputs(const std::string& text);

/// "demand = cycle + growth, land = land_level".
ChosenGroups parse_groups(const std::string& text);

/// The name of a design, or nothing where nothing was written.
std::optional<std::string> parse_design(const std::optional<std::string>& text);

/// "vi" or "en".
Language parse_language(const std::string& text);

}  // namespace plancast

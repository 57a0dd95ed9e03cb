#pragma once

#include <span>
#include <string_view>

namespace plancast {

/// A unit word that plancast knows.
struct UnitWord {
    std::string_view word;
    std::string_view dimension;  ///< "" where it has none
    double scale;                ///< base units in one of it
    int power = 1;               ///< of the dimension
};

/// The words of units; the first of a dimension at scale 1 is the one that messages use.
///
/// A year is the step of a plan and has no dimension; a month is 1/12, a quarter 1/4, a day 1/365,
/// an hour 1/8760 of it. Energy and power are dimensions of their own (a GWh is no GW): with an
/// hour that has no dimension, one could be taken for the other. Percentage points are a dimension
/// of their own, so that they are not added to per cent.
std::span<const UnitWord> unit_words();

/// A word that multiplies the word behind it: "million people".
struct UnitPrefix {
    std::string_view word;
    double scale;
    bool of_money_only = false;  ///< "k VND", but not "k people"
};

std::span<const UnitPrefix> unit_prefixes();

inline constexpr std::string_view percentage_point_dimension = "percentage point";

bool is_currency(std::string_view dimension);

/// What follows the currency in the name of a dimension: "VND of constant prices".
inline constexpr std::string_view constant_basis = " of constant prices";
inline constexpr std::string_view current_basis = " of current prices";

/// Whether a dimension names its prices.
bool has_basis(std::string_view dimension);

}  // namespace plancast

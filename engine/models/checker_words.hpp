#pragma once

#include <string>

#include "engine/models/checker.hpp"

namespace plancast {

/// "'bn VND'", "a plain number", "true or false": as a message names it.
std::string unit_name(const Type& type);

/// How two quantities of different dimensions could be brought together; "" if nothing is obvious.
std::string dimension_hint(const Unit& a, const Unit& b);

/// The same where a quantity has one unit and another is due: also names what is left over.
std::string due_hint(const Unit& given, const Unit& due);

/// What to write for a plain number where @p unit, such as days, is due.
std::string part_of_year_hint(const Expression& plain, const Unit& unit);

/// How two quantities that differ in scale only could be brought together.
struct WrittenUnit {
    Unit unit;
    const Expression& written;
};
std::string conversion_hint(const WrittenUnit& a, const WrittenUnit& b);

/// The value in the unit of a type, which has its dimensions or fits any.
Checked brought_to(const Checked& value, const Type& type);

}  // namespace plancast

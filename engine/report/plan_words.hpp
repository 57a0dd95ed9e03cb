#pragma once

#include <string>

#include "engine/models/plan.hpp"
#include "engine/program/program.hpp"

namespace plancast {

/// "growth[sector]": a quantity with the sets that it ranges over.
std::string declared_name(const Plan& plan, const Declared& declared);
std::string declared_name(const Plan& plan, const std::string& name, const SetList& over);

/// "binomial(trials = pool, chance = rate)" of a count; the expression of a series, or
/// "{ industry: a + b; services: 2 * c }" where its members differ.
std::string definition_text(const Plan& plan, const Series& series);

/// "2026: 0.3, 2030: 0.5" or the points of a function, in its units; of each member where they
/// differ.
std::string definition_text(const Plan& plan, const Table& table);

/// How many uniforms the program draws in a run.
std::size_t draw_count(const Program& program);

}  // namespace plancast

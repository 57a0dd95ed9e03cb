#pragma once

#include <string>

#include "engine/models/plan.hpp"
#include "engine/program/program.hpp"

namespace plancast {

/// "growth[sector]": a quantity with the sets that it ranges over.
std::string declared_name(const Plan& plan, const Declared& declared);

/// "binomial(trials = pool, chance = rate)" of a count; the expression of a series, or
/// "{ industry: a + b; services: 2 * c }" where its members differ.
std::string definition_text(const Plan& plan, const Series& series);

/// How many uniforms the program draws in a run.
std::size_t draw_count(const Program& program);

}  // namespace plancast

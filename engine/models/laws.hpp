#pragma once

#include <string>
#include <vector>

#include "engine/distributions/named_law.hpp"
#include "engine/models/document.hpp"

namespace plancast {

/// The keys of all laws, in the order of the reference.
std::vector<std::string> law_keys();
/// All parameters of a law, whichever of its choices they belong to.
std::vector<std::string> parameter_names(const NamedLaw& law);

/// Whether a spread is written as { run = ..., year = ... }.
bool is_split_spread(const Tree& tree);
/// Whether a law, as written, has such a spread.
bool has_split_spread(const NamedLaw& law, const Tree& tree);

/// A value as its author wrote it, for people.
std::string as_written(const Tree& tree);

/// A law as its author wrote it, for people: "normal(mean = 0.08, sd = 0.03)".
std::string law_as_written(const NamedLaw& law, const Tree& tree);

}  // namespace plancast

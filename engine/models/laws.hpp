#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/distributions/distribution.hpp"
#include "engine/models/plan.hpp"

namespace plancast {

/// A law as the language writes it.
struct LawSyntax {
    std::string key;  ///< "normal"
    LawKind kind = LawKind::constant;
    std::vector<std::vector<std::string>> parameter_lists;  ///< each a valid choice: {mean, sd}
    std::vector<std::string> optional_parameters;
};

/// All laws of the language; the reference and the messages are made from this table.
std::span<const LawSyntax> law_syntaxes();
const LawSyntax* find_law(const std::string& key);
std::vector<std::string> law_keys();
/// All parameters of a law, whichever of its choices they belong to.
std::vector<std::string> parameter_names(const LawSyntax& law);

/// Whether a parameter is in the input's unit (mean, sd, min, ...) or a plain number (shape,
/// chance, ...).
bool parameter_has_unit(const std::string& name);

/// Whether a spread is written as { run = ..., year = ... }.
bool is_split_spread(const Tree& tree);

/// A value as its author wrote it, for people.
std::string as_written(const Tree& tree);

/// A law as its author wrote it, for people: "normal(mean = 0.08, sd = 0.03)".
std::string law_as_written(const std::string& key, const Tree& tree);

/// The law with these parameters, by their names in the language.
/// @throws InvalidInput if they cannot be.
DistributionPtr make_law(LawKind kind, const std::map<std::string, double>& parameters);

}  // namespace plancast

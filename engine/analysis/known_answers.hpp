#pragma once

#include <string>
#include <vector>

#include "engine/models/document.hpp"

namespace plancast {

/// A number that is known of a benchmark, and from where.
struct KnownAnswer {
    std::string model;     ///< file name without .toml; "(philox4x32-10)", "(sobol sequence)"
    std::string quantity;  ///< mean, variance, sd, probability, first, total, second, shapley, ...
    std::string of;        ///< series, target, "all_targets"
    std::vector<std::string> inputs;
    double value = 0;
    double within = 0;  ///< how far off the published number itself may be
    std::string source;
    Place place;
};

/// Reads a table of known answers: columns model, quantity, of, inputs, value, within, source.
/// @throws InvalidInput with all that is wrong in it.
std::vector<KnownAnswer> read_known_answers(const SourceFilePtr& file);

}  // namespace plancast

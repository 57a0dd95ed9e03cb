#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/designs/stream.hpp"
#include "engine/models/plan.hpp"

namespace plancast {

/// The normal that the law of an input turns into its value, as the sum of
/// weight * normal_quantile(uniform of the stream).
struct LatentNormal {
    std::size_t input = 0;  ///< index into Plan::inputs
    std::size_t member = 0;
    std::int32_t year = no_year;  ///< no_year where it is drawn once a run
    std::vector<std::pair<Stream, double>> weights;
};

/// Whether the normal of a value that lasts in part is one, or two that are told apart.
enum class LatentDetail {
    values,  ///< of each value
    parts,   ///< what lasts, with no year, and what each year adds
};

/// What correlations, factors, autocorrelation and lasting parts make of the draws: the normals
/// behind all values of all inputs. Inputs that are correlated share streams.
///
/// Left out are constants, shares of a whole and what a scenario fixes. Where a spread is split
/// into parts that are no plain numbers, both parts are given. A factor that is bounded is taken
/// for the normal that it was.
/// @throws InvalidInput if correlations are not those of any normals.
std::vector<LatentNormal> latent_normals(const Plan& plan, LatentDetail detail);

}  // namespace plancast

#pragma once

#include <string>
#include <vector>

#include "engine/models/own_correlations.hpp"

namespace plancast {

/// What to say of correlations that no quantities can have together.
///
/// @param part     Of their normals, in which they are impossible.
/// @param members  That hang together by what is stated.
/// @returns The nearest matrix that can be typed in instead; where it would be too large, or no
///          matrix of its own, by how much all of them would have to be smaller.
std::string possible_correlations(const Plan& plan, NormalPart part,
                                  const std::vector<InputMember>& members);

/// How much smaller all of them have to be, so that they can be kept in every year by what
/// remembers the year before (`autocorrelation`).
std::string possible_in_every_year(const Plan& plan, const std::vector<InputMember>& members);

/// The lower triangle that makes the own normals of some members; @p later for what is new in a
/// year after the first.
///
/// z_i, a stationary AR(1) each with memory phi_i, keep their correlation in every year where what
/// is new has cov(e_i, e_j) = rho_ij (1 - phi_i phi_j), scaled to unit variances.
///
/// @returns Empty where there is none.
std::vector<std::vector<double>> own_factor(const Plan& plan, const OwnCorrelations& correlations,
                                            const std::vector<InputMember>& members, bool later);

}  // namespace plancast

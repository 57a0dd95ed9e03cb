#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/sensitivity/box.hpp"

namespace plancast {

struct PrimSettings {
    /// Share of the runs in the box that a peel takes at least, in (0, 1).
    double peel_share = 0.05;
    /// Boxes do not get smaller than this share of all runs, or than half as many runs as are of
    /// interest where that is less, or than 20 runs. In (0, 1).
    double minimum_mass = 0.02;
    /// The first box on the way down that is this dense is taken. In (0, 1].
    double wanted_density = 0.8;
    /// Chance at most, or so, that a box keeps a limit where none matters. In [0, 1]; 1 keeps all
    /// limits and every box.
    double significance = 0.05;
    /// Boxes at most.
    std::size_t boxes = 3;
    /// Whether runs are held back for choosing and for telling. If not, all runs do all.
    bool split = true;
};

/// A run's event when it is not known whether it is of interest; the run does not count.
inline constexpr std::uint8_t unknown_event = 2;

/// What one input contributes to a box.
struct BoxLimit {
    InputBounds bounds;    ///< values that occur in runs that the box was found with
    BoxCount without;      ///< the box without this limit
    double quasi_p_value;  ///< by the runs of `without`; without the split quasi indeed
};

struct PrimBox {
    /// First the one without which the box would be least dense. At least one.
    std::vector<BoxLimit> limits;
    /// By the runs that the box was found with: optimistic. Without the split the same as fresh.
    BoxCount searched;
    /// By the runs that had no part in finding it.
    BoxCount fresh;
    /// Where in its search the box comes from, before limits were dropped and slices pasted.
    std::size_t step = 0;
};

/// A box on the way down, with one more peel than the one before.
struct PrimStep {
    std::vector<InputBounds> box;  ///< one entry an input, in the order in which they were limited
    /// By the runs that were peeled, those that chose, and those that did neither.
    BoxCount peeled, choosing, fresh;
};

struct PrimResult {
    std::vector<PrimBox> boxes;  ///< a run in several boxes counts for the first one only
    /// The steps of each search, the first with no bounds at all: the first boxes.size() found
    /// the boxes, one more may have found none.
    std::vector<std::vector<PrimStep>> searches;
    BoxCount together;  ///< of all boxes, by fresh runs
};

/// Finds boxes of inputs in which runs of interest are frequent: the patient rule induction method.
///
/// J. H. Friedman & N. I. Fisher (1999), Statistics and Computing 9(2), 123-143; for finding
/// scenarios with it B. P. Bryant & R. J. Lempert (2010), Technol. Forecast. Soc. Change 77(1),
/// 34-49. Peel, choose, drop, paste, and again with what is left:
///
/// - Peel slices off until the box is as small as it may be. Of all slices goes the one that gains
///   most density per run that goes. Density alone, the original's measure, suits slices of equal
///   size; a truth value, of which half the runs go at once, would nearly always be peeled first.
///   (J. H. Kwakkel & M. Jaxa-Rozen 2016, Environ. Model. Softw. 79, 311-321.)
/// - Choose the first box with the wanted density: none has fewer limits and a higher coverage. If
///   none is dense enough, or all the runs are without any limit, the wanted density is replaced by
///   what can be vouched for: the highest lower end of a 95 % interval among the boxes. (The
///   densest of them itself would be the luckiest, and needlessly small.)
/// - Drop bounds, one at a time, whose quasi-p-value is above the significance divided by how many
///   bounds there are (Bonferroni), then paste slices back that are as dense as the box.
/// - Accept the box if it has a limit left and the lower end of its density's 95 % interval is
///   above the density of all runs, those in the boxes before included. Otherwise the search is
///   over.
///
/// A box found by search is too good on the runs it was searched with, the more so the more inputs
/// there are. So the runs are split: of each four, the first and third are peeled (and pasted), the
/// second chooses and drops, the fourth does neither and tells how good the box is. By quarters,
/// because groups of runs (replicate_count) then stay whole.
///
/// Costs about 15 ns x runs x inputs x log2(runs) / 10 a box and 2 bytes x runs x inputs; the
/// result does not depend on the order of runs within the quarters, nor, unless two slices are
/// equally good, on that of inputs.
///
/// @param inputs    A column of n_runs finite values each. Truth values are 0 and 1.
/// @param events    n_runs values: 1 of interest, 0 not, unknown_event. n_runs < 2^32.
/// @returns         No box if nothing is of interest, or everything, or there is no input, or there
///                  are too few runs; density and coverage are NaN where there is nothing to count.
PrimResult find_boxes(std::span<const std::span<const double>> inputs,
                      std::span<const std::uint8_t> events, const PrimSettings& settings = {});

}  // namespace plancast

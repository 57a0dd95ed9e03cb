#include "engine/designs/make_design.hpp"

#include <string>
#include <vector>

#include "engine/core/error.hpp"
#include "engine/core/nearest_name.hpp"
#include "engine/designs/latin_design.hpp"
#include "engine/designs/sobol_design.hpp"

namespace plancast {

namespace {

constexpr std::uint64_t most_points = std::uint64_t{1} << 32;

void require_points(std::string_view name, std::uint64_t runs) {
    if (runs <= most_points * design_replicates) return;
    throw InvalidInput("the design '" + std::string(name) + "' has at most " +
                           std::to_string(most_points * design_replicates) + " runs",
                       "take fewer runs, or the design 'random'");
}

}  // namespace

std::unique_ptr<Design> make_design(std::string_view name, std::uint64_t seed, std::uint64_t runs,
                                    std::span<const Stream> streams) {
    if (name == "random") return std::make_unique<RandomDesign>(seed);
    if (name == "latin") {
        require_points(name, runs);
        return std::make_unique<LatinDesign>(seed, runs, design_replicates);
    }
    if (name == "sobol") {
        require_points(name, runs);
        return std::make_unique<SobolDesign>(seed, streams, design_replicates);
    }
    const std::vector<std::string> names(design_names.begin(), design_names.end());
    const std::string nearest = nearest_name(name, names);
    throw InvalidInput(
        "unknown design '" + std::string(name) + "'",
        nearest.empty() ? "designs: random, latin, sobol" : "did you mean '" + nearest + "'?");
}

}  // namespace plancast

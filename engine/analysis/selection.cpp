#include "engine/analysis/selection.hpp"

#include <optional>

namespace plancast {

namespace {

/// Numbers the outputs that are kept in the order in which they are first asked for.
class Keeper {
public:
    explicit Keeper(const std::vector<NodeId>& all) : all_(all), place_(all.size()) {}

    std::size_t keep(std::size_t output) {
        std::optional<std::size_t>& place = place_[output];
        if (!place) {
            place = kept_.size();
            kept_.push_back(all_[output]);
        }
        return *place;
    }
    std::vector<std::size_t> keep(const std::vector<std::size_t>& outputs) {
        std::vector<std::size_t> places;
        for (const std::size_t output : outputs) places.push_back(keep(output));
        return places;
    }
    std::vector<NodeId> take() { return std::move(kept_); }

private:
    const std::vector<NodeId>& all_;
    std::vector<std::optional<std::size_t>> place_;
    std::vector<NodeId> kept_;
};

}  // namespace

Selection select_outputs(const CompiledPlan& compiled, Detail detail,
                         const std::vector<std::size_t>& stored) {
    const Columns& all = compiled.columns;
    Keeper keeper(compiled.outputs);
    Selection selection;
    Columns& columns = selection.columns;
    if (detail == Detail::values) {
        columns.series = keeper.keep(all.series);
        columns.measures = keeper.keep(all.measures);
        columns.shortfalls = keeper.keep(all.shortfalls);
    }
    for (const std::optional<std::size_t>& chance : all.known_chances)
        columns.known_chances.push_back(chance ? std::optional(keeper.keep(*chance)) : chance);
    columns.checks = keeper.keep(all.checks);
    for (const VerdictColumns& verdicts : all.verdicts)
        columns.verdicts.push_back({keeper.keep(verdicts.parts), keeper.keep(verdicts.targets)});
    selection.stored = keeper.keep(stored);
    selection.outputs = keeper.take();
    return selection;
}

}  // namespace plancast

#include "engine/analysis/run_values.hpp"

#include <algorithm>
#include <numeric>

#include "engine/simulation/simulation.hpp"

namespace plancast {

namespace {

class ColumnSink final : public SegmentSink {
public:
    ColumnSink(std::size_t outputs, std::uint64_t runs)
        : columns(outputs, std::vector<double>(static_cast<std::size_t>(runs))) {}

    void write(const Segment& segment) override {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const std::span<const double> values = segment.column(i).first(segment.run_count);
            std::copy(values.begin(), values.end(),
                      columns[i].begin() + static_cast<std::ptrdiff_t>(segment.first_run));
        }
    }

    std::vector<std::vector<double>> columns;
};

}  // namespace

RunValues run_values(const Program& program, const Design& design,
                     const RunValuesSettings& settings) {
    ColumnSink sink(program.outputs.size(), settings.runs);
    Columns columns;
    columns.verdicts.emplace_back();
    SimulationOptions options;
    options.runs = settings.runs;
    options.threads = settings.threads;
    options.stored.resize(program.outputs.size());
    std::iota(options.stored.begin(), options.stored.end(), std::size_t{0});
    options.sink = &sink;
    options.progress = settings.progress;
    options.stop = settings.stop;
    options.sample = false;
    const SimulationTotals totals = simulate(program, columns, design, options);
    return {std::move(sink.columns), totals.interrupted};
}

}  // namespace plancast

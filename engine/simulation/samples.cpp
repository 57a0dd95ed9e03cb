#include "engine/simulation/samples.hpp"

#include <algorithm>
#include <cstddef>

namespace plancast {

namespace {

using Sample = std::vector<std::vector<double>>;

Sample make_sample(std::size_t columns, std::uint64_t runs, std::size_t most_runs) {
    const std::size_t size = static_cast<std::size_t>(std::min<std::uint64_t>(runs, most_runs));
    return Sample(columns, std::vector<double>(size));
}

void copy(const Program& program, const Workspace& workspace,
          const std::vector<std::size_t>& outputs, std::uint64_t first_run, std::size_t run_count,
          Sample& sample) {
    if (sample.empty() || first_run >= sample.front().size()) return;
    const std::size_t at = static_cast<std::size_t>(first_run);
    const std::size_t count = std::min(run_count, sample.front().size() - at);
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        std::copy_n(workspace.output(program, outputs[i]).data(), count, sample[i].data() + at);
    }
}

void cut(Sample& sample, std::uint64_t runs) {
    for (std::vector<double>& column : sample) {
        if (runs < column.size()) column.resize(static_cast<std::size_t>(runs));
    }
}

}  // namespace

Samples::Samples(const Columns& columns, std::uint64_t runs)
    : columns_(columns),
      series_(make_sample(columns.series.size(), runs, series_sample_runs)),
      measures_(make_sample(columns.measures.size(), runs, measure_sample_runs)),
      shortfalls_(make_sample(columns.shortfalls.size(), runs, measure_sample_runs)) {}

void Samples::add(const Program& program, const Workspace& workspace, std::uint64_t first_run,
                  std::size_t run_count) {
    copy(program, workspace, columns_.series, first_run, run_count, series_);
    copy(program, workspace, columns_.measures, first_run, run_count, measures_);
    copy(program, workspace, columns_.shortfalls, first_run, run_count, shortfalls_);
}

void Samples::move_to(SimulationTotals& totals) {
    cut(series_, totals.runs);
    cut(measures_, totals.runs);
    cut(shortfalls_, totals.runs);
    totals.series_sample = std::move(series_);
    totals.measure_sample = std::move(measures_);
    totals.shortfall_sample = std::move(shortfalls_);
}

}  // namespace plancast

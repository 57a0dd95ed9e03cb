#include "engine/simulation/samples.hpp"

#include <algorithm>
#include <cstddef>

namespace plancast {

namespace {

using Sample = std::vector<std::vector<double>>;

/// Columns of the right size, without touching their memory yet.
Sample reserve_sample(std::size_t columns, std::size_t size) {
    Sample sample(columns);
    for (std::vector<double>& column : sample) column.reserve(size);
    return sample;
}

/// Every @p of-th column, beginning with @p first.
void fill_with_zeros(Sample& sample, std::size_t size, std::size_t first, std::size_t of) {
    for (std::size_t i = first; i < sample.size(); i += of) sample[i].resize(size);
}

std::size_t sample_size(std::uint64_t runs, std::size_t most_runs) {
    return static_cast<std::size_t>(std::min<std::uint64_t>(runs, most_runs));
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
      series_runs_(sample_size(runs, series_sample_runs)),
      measure_runs_(sample_size(runs, measure_sample_runs)),
      series_(reserve_sample(columns.series.size(), series_runs_)),
      measures_(reserve_sample(columns.measures.size(), measure_runs_)),
      shortfalls_(reserve_sample(columns.shortfalls.size(), measure_runs_)) {}

void Samples::prepare(std::size_t thread, std::size_t thread_count) {
    fill_with_zeros(series_, series_runs_, thread, thread_count);
    fill_with_zeros(measures_, measure_runs_, thread, thread_count);
    fill_with_zeros(shortfalls_, measure_runs_, thread, thread_count);
}

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

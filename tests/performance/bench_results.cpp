// Writing and reading a result of 10^6 runs x 112 columns (896 MB), beside plain write(2) of the
// same bytes. Files go to the folder that TMPDIR names; what the system still holds back when a
// call returns is not waited for.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <random>

#include "engine/results/result_file.hpp"

namespace {

using namespace plancast;

constexpr std::size_t quantities = 16;
constexpr std::size_t years = 7;
constexpr std::uint64_t runs = 1'000'000;

ResultSchema wide_schema() {
    ResultSchema schema;
    schema.runs = runs;
    for (std::size_t i = 0; i < years; ++i) schema.years.push_back(2026 + static_cast<int>(i));
    for (std::size_t i = 0; i < quantities; ++i) {
        StoredQuantity quantity;
        quantity.path = fmt::format("series/x{}", i);
        quantity.unit = std::string("1");  // gcc 12 warns of the assignment of a literal
        quantity.by_year = true;
        quantity.first_column = i * years;
        schema.quantities.push_back(quantity);
    }
    schema.column_count = quantities * years;
    return schema;
}

std::string file_name() {
    return (std::filesystem::temp_directory_path() / fmt::format("bench_results-{}.h5", ::getpid()))
        .string();
}

/// One segment of noise, written again and again, as a simulation reuses its buffers.
const std::vector<double>& noise() {
    static const std::vector<double> values = [] {
        std::vector<double> filled(segment_runs * wide_schema().column_count);
        std::mt19937_64 generator(1);
        for (double& value : filled) value = static_cast<double>(generator());
        return filled;
    }();
    return values;
}

void write_result() {
    const ResultSchema schema = wide_schema();
    ResultWriter writer(file_name(), schema, true);
    for (std::uint64_t first = 0; first < runs; first += segment_runs) {
        Segment segment;
        segment.first_run = first;
        segment.run_count =
            static_cast<std::size_t>(std::min<std::uint64_t>(segment_runs, runs - first));
        segment.values = noise();
        writer.write(segment);
    }
    writer.finish(runs, "{}", {}, {});
}

void raw_write(benchmark::State& state) {
    const std::vector<double>& values = noise();
    for (auto _ : state) {
        const int file = ::open(file_name().c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0644);
        for (std::uint64_t first = 0; first < runs; first += segment_runs) {
            for (std::size_t column = 0; column < quantities * years; ++column) {
                const std::size_t size = segment_runs * sizeof(double);
                if (::write(file, &values[column * segment_runs], size) !=
                    static_cast<ssize_t>(size)) {
                    std::abort();
                }
            }
        }
        ::close(file);
        state.PauseTiming();
        std::filesystem::remove(file_name());
        state.ResumeTiming();
    }
    state.SetBytesProcessed(
        static_cast<std::int64_t>(state.iterations() * runs * quantities * years * sizeof(double)));
}
BENCHMARK(raw_write)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(3);

void result_writer(benchmark::State& state) {
    noise();
    for (auto _ : state) {
        write_result();
        state.PauseTiming();
        std::filesystem::remove(file_name());
        state.ResumeTiming();
    }
    state.SetBytesProcessed(
        static_cast<std::int64_t>(state.iterations() * runs * quantities * years * sizeof(double)));
}
BENCHMARK(result_writer)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(3);

void open_result(benchmark::State& state) {
    write_result();
    for (auto _ : state) benchmark::DoNotOptimize(ResultReader(file_name()).schema().runs);
}
BENCHMARK(open_result)->Unit(benchmark::kMillisecond)->UseRealTime();

void read_one_run(benchmark::State& state) {
    const ResultReader reader(file_name());
    std::uint64_t run = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(reader.run(run));
        run = (run + 4711) % runs;
    }
}
BENCHMARK(read_one_run)->Unit(benchmark::kMillisecond)->UseRealTime();

void read_one_column(benchmark::State& state) {
    const ResultReader reader(file_name());
    std::size_t column = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(reader.column(column));
        column = (column + 1) % (quantities * years);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * runs * sizeof(double)));
}
BENCHMARK(read_one_column)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    std::filesystem::remove(file_name());
}

#include "tests/results/example_result.hpp"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <stdexcept>

namespace plancast::testing {

TemporaryFolder::TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "plancast-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

ResultSchema example_schema(std::uint64_t runs) {
    ResultSchema schema;
    schema.sources = {{"scenarios/ví-dụ.toml", "extends = \"../models/phường.toml\"\n"},
                      {"models/phường.toml", "[model]\ntitle.vi = \"Phường Thiên Hương\"\n"},
                      {"models/empty.csv", ""}};
    schema.scenario = "ví-dụ";
    schema.runs = runs;
    schema.seed = 18446744073709551615u;
    schema.years = {2026, 2027};
    schema.sets = {{"sector", {"nông nghiệp", "industry", "services"}}, {"level", {"a", "b"}}};
    const auto add = [&](StoredQuantity quantity) {
        quantity.first_column = schema.column_count;
        schema.column_count += column_count(quantity, schema);
        schema.quantities.push_back(std::move(quantity));
    };
    const StoredType real = StoredType::real, verdict = StoredType::verdict;
    add({"series/product", "bn VND", "product", "sản phẩm", real, true, {"sector"}, 0});
    add({"series/plain", "1", "one number a run", "", real, false, {}, 0});
    add({"series/crossed", "1/year", "crossed", "", real, true, {"sector", "level"}, 0});
    add({"series/delay", "days", "delay", "chậm", real, true, {}, 0});
    add({"series/by_level", "1", "by level", "", real, false, {"level"}, 0});
    add({"targets/vốn/part/measure", "bn VND", "capital", "vốn", real, false, {}, 0});
    add({"targets/vốn/part/hit", "", "capital is met", "đạt", verdict, false, {}, 0});
    add({"targets/vốn/hit", "", "target is met", "đạt", verdict, false, {}, 0});
    add({"targets/product/hit", "", "met, year by year", "", verdict, true, {}, 0});
    add({"inputs/growth", "1/year", "growth", "", real, false, {}, 0});
    return schema;
}

double example_value(const ResultSchema& schema, std::size_t column, std::uint64_t run) {
    for (const StoredQuantity& quantity : schema.quantities) {
        if (quantity.type == StoredType::verdict && column >= quantity.first_column &&
            column < quantity.first_column + column_count(quantity, schema)) {
            return static_cast<double>((run + column) % 3);
        }
    }
    if (column == 0 && run == 5) return std::numeric_limits<double>::infinity();
    const auto mixed = (run * 2654435761u + column * 40503u) % 4294967296u;
    return static_cast<double>(mixed) / 3.0 - 1e8;
}

ExampleSegment::ExampleSegment(const ResultSchema& schema, std::uint64_t first, std::size_t count)
    : first_run(first), run_count(count), values(schema.column_count * segment_runs, 0.0) {
    for (std::size_t column = 0; column < schema.column_count; ++column) {
        for (std::size_t i = 0; i < run_count; ++i) {
            values[column * segment_runs + i] = example_value(schema, column, first_run + i);
        }
    }
}

Segment ExampleSegment::segment() const {
    Segment segment;
    segment.first_run = first_run;
    segment.run_count = run_count;
    segment.values = values;
    return segment;
}

std::vector<SummaryTable> example_tables() {
    return {{"summary/targets",
             {"vốn", "product"},
             {{"probability", {0.25, 0.75}}, {"low", {0.2, 0.7}}, {"high", {0.3, 0.8}}}},
            {"summary/series", {"product[industry]"}, {{"mean", {1.5}}}},
            {"summary/nothing", {}, {{"mean", {}}}}};
}

void write_example(const std::string& path, const ResultSchema& schema, bool force) {
    ResultWriter writer(path, schema, force);
    // The last segment first: any order is allowed.
    const std::uint64_t segments = (schema.runs + segment_runs - 1) / segment_runs;
    for (std::uint64_t i = segments; i-- > 0;) {
        const std::uint64_t first = i * segment_runs;
        const auto count = std::min<std::uint64_t>(segment_runs, schema.runs - first);
        writer.write(ExampleSegment(schema, first, static_cast<std::size_t>(count)).segment());
    }
    writer.finish(schema.runs, example_document, example_tables(), example_call);
}

std::string read_bytes(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void write_bytes(const std::string& path, const std::string& bytes) {
    std::ofstream file(path, std::ios::binary);
    file << bytes;
}

}  // namespace plancast::testing

#include <bit>
#include <cstdint>

#include "engine/core/error.hpp"
#include "engine/core/version.hpp"
#include "engine/results/result_file.hpp"
#include "tests/results/example_result.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;
using namespace plancast::testing;

namespace {

bool same_bits(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

std::size_t count_differences(const ResultReader& reader, const ResultSchema& schema) {
    std::size_t differences = 0;
    for (std::size_t column = 0; column < schema.column_count; ++column) {
        const std::vector<double> values = reader.column(column);
        REQUIRE(values.size() == schema.runs);
        for (std::size_t run = 0; run < values.size(); ++run) {
            differences += !same_bits(values[run], example_value(schema, column, run));
        }
    }
    return differences;
}

}  // namespace

TEST_CASE("ResultReader: what was written comes back to the bit", "[results]") {
    // One run, less than a segment, a whole one, one more, three of which the last is short.
    const std::uint64_t runs = GENERATE(1u, 1000u, 16384u, 16385u, 40000u);
    const TemporaryFolder folder;
    const ResultSchema schema = example_schema(runs);
    const std::string path = folder.file("new/folder/example.h5");
    write_example(path, schema);
    const ResultReader reader(path);

    CHECK(count_differences(reader, schema) == 0);
    for (const std::uint64_t run : {std::uint64_t{0}, runs / 2, runs - 1}) {
        const std::vector<double> values = reader.run(run);
        REQUIRE(values.size() == schema.column_count);
        for (std::size_t column = 0; column < values.size(); ++column) {
            CHECK(same_bits(values[column], example_value(schema, column, run)));
        }
    }
}

TEST_CASE("ResultReader: the schema comes back whole", "[results]") {
    const TemporaryFolder folder;
    const ResultSchema schema = example_schema(100);
    write_example(folder.file("example.h5"), schema);
    const ResultReader reader(folder.file("example.h5"));

    CHECK(reader.document() == example_document);
    CHECK(reader.version() == version());
    CHECK(reader.build() == build_description());
    std::vector<std::pair<std::string, std::string>> call = reader.call();
    REQUIRE(call.size() == 4);
    CHECK(call[0].first == "created");
    CHECK(call[0].second.size() == std::string("2026-01-31T23:59:59Z").size());
    call.erase(call.begin());
    CHECK(call == example_call);

    const ResultSchema& read = reader.schema();
    CHECK(read.scenario == schema.scenario);
    CHECK(read.runs == 100);
    CHECK(read.seed == schema.seed);
    CHECK(read.design == "random");
    CHECK(read.store == "all");
    CHECK(read.years == schema.years);
    CHECK(read.column_count == schema.column_count);
    REQUIRE(read.sources.size() == schema.sources.size());
    for (std::size_t i = 0; i < schema.sources.size(); ++i) {
        CHECK(read.sources[i].path == schema.sources[i].path);
        CHECK(read.sources[i].text == schema.sources[i].text);
    }
    REQUIRE(read.sets.size() == 2);
    CHECK(read.sets[0].name == "sector");
    CHECK(read.sets[0].members == schema.sets[0].members);
    CHECK(read.sets[1].name == "level");
    REQUIRE(read.quantities.size() == schema.quantities.size());
    for (std::size_t i = 0; i < schema.quantities.size(); ++i) {
        const StoredQuantity &was = schema.quantities[i], &is = read.quantities[i];
        CHECK(is.path == was.path);
        CHECK(is.unit == was.unit);
        CHECK(is.long_name == was.long_name);
        CHECK(is.long_name_vi == was.long_name_vi);
        CHECK(is.type == was.type);
        CHECK(is.by_year == was.by_year);
        CHECK(is.sets == was.sets);
        CHECK(is.first_column == was.first_column);
    }
}

TEST_CASE("ResultWriter: a result without quantities holds sources and summary", "[results]") {
    const TemporaryFolder folder;
    ResultSchema schema = example_schema(100'000'000);
    schema.quantities.clear();
    schema.column_count = 0;
    schema.store = "none";
    const std::string path = folder.file("example.h5");
    {
        ResultWriter writer(path, schema, false);
        writer.write(Segment{});
        writer.finish(60'000'000, example_document, example_tables(), example_call);
    }
    CHECK(std::filesystem::file_size(path) < 100'000);
    const ResultReader reader(path);
    CHECK(reader.schema().runs == 60'000'000);
    CHECK(reader.schema().quantities.empty());
    CHECK(reader.document() == example_document);
    CHECK_THROWS_WITH(reader.run(0), "'" + path + "' stores no runs");
}

TEST_CASE("ResultWriter: a model without time and sets", "[results]") {
    const TemporaryFolder folder;
    ResultSchema schema;
    schema.runs = 10;
    schema.quantities = {{"series/y", "1", "y", "", StoredType::real, false, {}, 0}};
    schema.column_count = 1;
    write_example(folder.file("example.h5"), schema);
    const ResultReader reader(folder.file("example.h5"));
    CHECK(reader.schema().years.empty());
    CHECK(reader.schema().sources.empty());
    CHECK(count_differences(reader, schema) == 0);
}

TEST_CASE("ResultWriter: ending early leaves a file of just those runs", "[results]") {
    // Of the 100,000 runs asked for so many are there: within the first segment, at a segment's
    // end, within the third; all of the last segment but what is cut was written.
    const std::uint64_t runs = GENERATE(10'000u, 16'384u, 40'000u);
    const TemporaryFolder folder;
    const ResultSchema asked = example_schema(100'000);
    {
        ResultWriter writer(folder.file("early.h5"), asked, false);
        for (std::uint64_t first = 0; first < runs; first += segment_runs) {
            writer.write(ExampleSegment(asked, first, segment_runs).segment());
        }
        writer.finish(runs, example_document, example_tables(), example_call);
    }
    const ResultSchema schema = example_schema(runs);
    const ResultReader reader(folder.file("early.h5"));
    CHECK(reader.schema().runs == runs);
    CHECK(count_differences(reader, schema) == 0);
    CHECK_FALSE(std::filesystem::exists(folder.file("early.h5.partial")));

    write_example(folder.file("asked.h5"), schema);
    CHECK(std::filesystem::file_size(folder.file("early.h5")) ==
          std::filesystem::file_size(folder.file("asked.h5")));
}

TEST_CASE("ResultWriter: a segment written again replaces the first", "[results]") {
    const TemporaryFolder folder;
    const ResultSchema schema = example_schema(16'384);
    {
        ResultWriter writer(folder.file("example.h5"), schema, false);
        writer.write(ExampleSegment(schema, 0, 10'000).segment());
        CHECK(writer.finished_runs() == 10'000);
        writer.write(ExampleSegment(schema, 0, 16'384).segment());
        CHECK(writer.finished_runs() == 16'384);
        writer.finish(16'384, example_document, {}, {});
    }
    CHECK(count_differences(ResultReader(folder.file("example.h5")), schema) == 0);
}

TEST_CASE("ResultReader: a run that does not exist is refused", "[results]") {
    const TemporaryFolder folder;
    write_example(folder.file("example.h5"), example_schema(10));
    const ResultReader reader(folder.file("example.h5"));
    CHECK_THROWS_AS(reader.run(10), InvalidInput);
    CHECK_THROWS_WITH(reader.run(10), Catch::Contains("there is no run 10"));
}

TEST_CASE("ResultWriter: a set whose name is taken keeps its name in the schema", "[results]") {
    const TemporaryFolder folder;
    ResultSchema schema = example_schema(10);
    schema.sets[0].name = "series";
    for (StoredQuantity& quantity : schema.quantities) {
        for (std::string& set : quantity.sets) {
            if (set == "sector") set = "series";
        }
    }
    write_example(folder.file("example.h5"), schema);
    const ResultReader reader(folder.file("example.h5"));
    CHECK(reader.schema().sets[0].name == "series");
    CHECK(reader.schema().quantities[0].sets == std::vector<std::string>{"series"});
    CHECK(count_differences(reader, schema) == 0);
}

TEST_CASE("stored_bytes: whole segments of every column and the run numbers", "[results]") {
    // 25 doubles, the run number and 4 verdicts a run.
    CHECK(stored_bytes(example_schema(1)) == 26 * 8 + 4);
    CHECK(stored_bytes(example_schema(16'385)) == (26 * 8 + 4) * 32'768);
    CHECK(stored_bytes(ResultSchema{}) == 0);
}

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include "engine/core/error.hpp"
#include "engine/results/result_file.hpp"
#include "tests/results/example_result.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;
using namespace plancast::testing;

namespace {

int read_with(const std::string& reader, const std::string& path, std::uint64_t runs) {
    return std::system(fmt::format("'{}' -B '{}/read_result.py' {} '{}' {}", PLANCAST_PYTHON,
                                   PLANCAST_TEST_FOLDER, reader, path, runs)
                           .c_str());
}

}  // namespace

TEST_CASE("results: readers that are not ours find every value", "[results]") {
    const std::uint64_t runs = GENERATE(1000u, 40'000u);
    const std::string reader = GENERATE("h5py", "xarray", "ncdump", "h5dump");
    const TemporaryFolder folder;
    const std::string path = folder.file("example.h5");
    write_example(path, example_schema(runs));
    CAPTURE(reader, runs);
    CHECK(read_with(reader, path, runs) == 0);
}

TEST_CASE("results: the examples of the format's description run", "[results][docs]") {
    const TemporaryFolder folder;
    write_example(folder.file("results/thien-huong-baseline.h5"), example_schema(1000));
    CHECK(std::system(fmt::format("cd '{}' && '{}' -B '{}/run_examples.py' '{}/results/README.md'",
                                  folder.path().string(), PLANCAST_PYTHON, PLANCAST_TEST_FOLDER,
                                  PLANCAST_ROOT)
                          .c_str()) == 0);
}

TEST_CASE("results: two calls differ in attributes only", "[results]") {
    const TemporaryFolder folder;
    const ResultSchema schema = example_schema(40'000);
    write_example(folder.file("one.h5"), schema);
    {
        // In another order, with other words about the call.
        ResultWriter writer(folder.file("two.h5"), schema, false);
        for (const std::uint64_t first : {16'384u, 0u}) {
            writer.write(ExampleSegment(schema, first, segment_runs).segment());
        }
        writer.write(ExampleSegment(schema, 32'768, 40'000 - 32'768).segment());
        writer.finish(40'000, example_document, example_tables(), {{"threads", "17"}});
    }
    const auto compare = [&](const std::string& first, const std::string& second) {
        return std::system(fmt::format("h5diff --exclude-attribute / -q '{}' '{}'",
                                       folder.file(first), folder.file(second))
                               .c_str());
    };
    CHECK(compare("one.h5", "two.h5") == 0);

    // The comparison sees what it should: another value is another file.
    ResultSchema other = schema;
    other.sources[0].text += "#";
    write_example(folder.file("three.h5"), other);
    CHECK(compare("one.h5", "three.h5") != 0);
}

TEST_CASE("results: what a killed process wrote stays readable", "[results]") {
    const TemporaryFolder folder;
    const std::string path = folder.file("example.h5");
    const ResultSchema schema = example_schema(200 * segment_runs);

    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ResultWriter writer(path, schema, false);
        for (std::uint64_t first = 0; first < schema.runs; first += segment_runs) {
            writer.write(ExampleSegment(schema, first, segment_runs).segment());
            if (::write(ends[1], "x", 1) != 1) std::_Exit(2);
        }
        std::_Exit(1);
    }
    ::close(ends[1]);
    constexpr std::uint64_t reported = 3;
    char mark = 0;
    for (std::uint64_t i = 0; i < reported; ++i) REQUIRE(::read(ends[0], &mark, 1) == 1);
    ::kill(child, SIGKILL);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    ::close(ends[0]);
    REQUIRE(WIFSIGNALED(status));

    CHECK_FALSE(std::filesystem::exists(path));
    CHECK(read_with("partial", path + ".partial", reported * segment_runs) == 0);
    CHECK_THROWS_AS(ResultReader(path + ".partial"), MachineFailure);
    CHECK_THROWS_WITH(ResultReader(path + ".partial"), Catch::Contains("is unfinished"));
}

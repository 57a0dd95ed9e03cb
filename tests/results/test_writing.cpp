#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

#include "engine/core/error.hpp"
#include "engine/results/result_file.hpp"
#include "tests/results/example_result.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;
using namespace plancast::testing;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

template <typename Action>
std::string suggestion_of(const Action& action) {
    try {
        action();
    } catch (const InvalidInput& error) {
        return error.problems().front().suggestion;
    }
    return "nothing was refused";
}

}  // namespace

TEST_CASE("ResultWriter: nothing is overwritten unless forced", "[results]") {
    const TemporaryFolder folder;
    const std::string path = folder.file("example.h5");
    const ResultSchema schema = example_schema(10);

    SECTION("a result that is there") {
        write_example(path, schema, false);
        const std::string before = read_bytes(path);
        CHECK_THROWS_AS(ResultWriter(path, schema, false), InvalidInput);
        CHECK_THROWS_WITH(ResultWriter(path, schema, false), Contains("exists already"));
        CHECK_THAT(suggestion_of([&] { ResultWriter(path, schema, false); }), Contains("--force"));
        CHECK(read_bytes(path) == before);
        CHECK_FALSE(fs::exists(path + ".partial"));
        write_example(path, schema, true);
        CHECK(ResultReader(path).schema().runs == 10);
        CHECK_FALSE(fs::exists(path + ".partial"));
    }
    SECTION("what is no result, even if forced") {
        write_bytes(path, "[model] of months of work");
        CHECK_THROWS_WITH(ResultWriter(path, schema, true),
                          Contains("is not a result of plancast"));
        CHECK(read_bytes(path) == "[model] of months of work");
        fs::create_symlink(path, folder.file("link.h5"));
        CHECK_THROWS_WITH(ResultWriter(folder.file("link.h5"), schema, true),
                          Contains("is not a result of plancast"));
        CHECK_THROWS_WITH(ResultWriter("", schema, true), Contains("no file name"));
    }
    SECTION("an unfinished one that is there") {
        write_bytes(path + ".partial", "precious");
        CHECK_THROWS_WITH(ResultWriter(path, schema, false), Contains("exists already"));
        CHECK(read_bytes(path + ".partial") == "precious");
        write_example(path, schema, true);
        CHECK_FALSE(fs::exists(path + ".partial"));
    }
    SECTION("a result that appears in the meantime") {
        {
            ResultWriter writer(path, schema, false);
            writer.write(ExampleSegment(schema, 0, 10).segment());
            write_bytes(path, "precious");
            CHECK_THROWS_AS(writer.finish(10, example_document, {}, {}), InvalidInput);
        }
        CHECK(read_bytes(path) == "precious");
        CHECK(ResultReader(path + ".partial").schema().runs == 10);
    }
    SECTION("one that is being written, even if forced") {
        ResultWriter first(path, schema, false);
        CHECK_THROWS_WITH(ResultWriter(path, schema, true), Contains("is being written"));
        first.write(ExampleSegment(schema, 0, 10).segment());
        first.finish(10, example_document, {}, {});
        CHECK(ResultReader(path).schema().runs == 10);
    }
    SECTION("a folder") {
        CHECK_THROWS_WITH(ResultWriter(folder.path().string(), schema, true),
                          Contains("is a folder"));
    }
}

TEST_CASE("ResultWriter: a place that cannot be written is refused", "[results]") {
    const TemporaryFolder folder;
    const ResultSchema schema = example_schema(10);
    write_bytes(folder.file("file"), "x");
    CHECK_THROWS_AS(ResultWriter(folder.file("file/below/x.h5"), schema, false), InvalidInput);
    CHECK_THROWS_WITH(ResultWriter(folder.file("file/below/x.h5"), schema, false),
                      Contains("cannot be made"));
    CHECK_THROWS_AS(ResultWriter("/proc/x.h5", schema, false), MachineFailure);
    CHECK_THROWS_WITH(ResultWriter("/proc/x.h5", schema, false),
                      Contains("'/proc/x.h5.partial' cannot be written: "));
}

TEST_CASE("ResultWriter: without finish() only what has runs stays", "[results]") {
    const TemporaryFolder folder;
    const std::string path = folder.file("example.h5");
    const ResultSchema schema = example_schema(40'000);
    SECTION("no runs") {
        { const ResultWriter writer(path, schema, false); }
        CHECK(fs::is_empty(folder.path()));
    }
    SECTION("a segment") {
        {
            ResultWriter writer(path, schema, false);
            CHECK(writer.partial_path() == path + ".partial");
            writer.write(ExampleSegment(schema, 16'384, 16'384).segment());
            CHECK(writer.finished_runs() == 16'384);
        }
        CHECK_FALSE(fs::exists(path));
        CHECK(fs::exists(path + ".partial"));
    }
}

TEST_CASE("ResultWriter: a path that is also a folder of another is refused", "[results]") {
    const TemporaryFolder folder;
    ResultSchema schema;
    schema.runs = 1;
    schema.column_count = 2;
    schema.quantities = {{"targets/t/hit", "", "t", "", StoredType::verdict, false, {}, 0},
                         {"targets/t/hit/measure", "1", "p", "", StoredType::real, false, {}, 1}};
    CHECK_THROWS_AS(ResultWriter(folder.file("x.h5"), schema, false), InvalidInput);
    CHECK_THROWS_WITH(ResultWriter(folder.file("x.h5"), schema, false),
                      Contains("'targets/t/hit' and 'targets/t/hit/measure'"));
}

namespace {

// A limit on the size of files stands for the full disk: the same calls fail, with EFBIG.
void fill_disk(std::uint64_t size) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{size, RLIM_INFINITY};
    ::setrlimit(RLIMIT_FSIZE, &limit);
}

/// Runs @p action, which is to fail, in a process of its own. @returns its message.
template <typename Action>
std::string message_of_process(const Action& action) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        std::string message = "nothing failed";
        try {
            action();
        } catch (const MachineFailure& failure) {
            message = failure.what();
        }
        std::_Exit(::write(ends[1], message.data(), message.size()) < 0);
    }
    ::close(ends[1]);
    std::string message(4096, '\0');
    message.resize(static_cast<std::size_t>(
        std::max<ssize_t>(::read(ends[0], message.data(), message.size()), 0)));
    ::close(ends[0]);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(status == 0);
    return message;
}

}  // namespace

TEST_CASE("ResultWriter: a disk that fills up keeps the runs that are written", "[results]") {
    const TemporaryFolder folder;
    const std::string path = folder.file("example.h5");
    const ResultSchema schema = example_schema(3 * segment_runs);
    const std::string message = message_of_process([&] {
        ResultWriter writer(path, schema, false);
        writer.write(ExampleSegment(schema, 0, segment_runs).segment());
        fill_disk(2 * segment_runs * sizeof(double));
        writer.write(ExampleSegment(schema, segment_runs, segment_runs).segment());
    });
    CHECK_THAT(message, Contains("example.h5.partial' cannot be written: File too large"));
    CHECK_THAT(message, Contains("(all runs need 10.4 MB, "));
    CHECK_THAT(message, Contains("16384 of 49152 runs are kept there"));
    CHECK(fs::exists(path + ".partial"));
}

TEST_CASE("ResultWriter: little room is told in kB", "[results]") {
    const TemporaryFolder folder;
    const ResultSchema schema = example_schema(1000);
    const std::string message = message_of_process([&] {
        ResultWriter writer(folder.file("example.h5"), schema, false);
        fill_disk(sizeof(double));
        writer.write(ExampleSegment(schema, 0, 1000).segment());
    });
    CHECK_THAT(message, Contains("(all runs need "));
    CHECK_THAT(message, Contains(" kB, "));
}

TEST_CASE("ResultWriter: a disk without room for the summary is reported", "[results]") {
    const TemporaryFolder folder;
    const std::string path = folder.file("example.h5");
    const ResultSchema schema = example_schema(1000);
    const std::string message = message_of_process([&] {
        ResultWriter writer(path, schema, false);
        writer.write(ExampleSegment(schema, 0, 1000).segment());
        fill_disk(fs::file_size(path + ".partial"));
        writer.finish(1000, std::string(1'000'000, 'x'), {}, {});
    });
    CHECK_THAT(message, Contains("the summary and its tables need 1.3 MB, "));
    CHECK_THAT(message, Contains("1000 of 1000 runs are kept there"));
    CHECK_FALSE(fs::exists(path));
    CHECK(fs::exists(path + ".partial"));
}

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <random>

#include "engine/core/error.hpp"
#include "engine/results/result_file.hpp"
#include "tests/results/example_result.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;
using namespace plancast::testing;
using Catch::Contains;
using Catch::EndsWith;
using Catch::StartsWith;

namespace {

struct Refusal {
    std::string message;
    std::string suggestion;
    bool is_users = false;  ///< InvalidInput instead of MachineFailure
};

Refusal refusal_of(const std::string& path) {
    try {
        const ResultReader reader(path);
    } catch (const InvalidInput& error) {
        return {error.problems().front().message, error.problems().front().suggestion, true};
    } catch (const MachineFailure& error) {
        return {error.what(), "", false};
    }
    return {};
}

void alter(const std::string& action, const std::string& path) {
    REQUIRE(std::system(fmt::format("'{}' -B '{}/alter_result.py' {} '{}'", PLANCAST_PYTHON,
                                    PLANCAST_TEST_FOLDER, action, path)
                            .c_str()) == 0);
}

std::size_t count_differences(const ResultReader& reader) {
    const ResultSchema& schema = reader.schema();
    std::size_t differences = 0;
    for (std::size_t column = 0; column < schema.column_count; ++column) {
        const std::vector<double> values = reader.column(column);
        for (std::size_t run = 0; run < values.size(); ++run) {
            differences += values[run] != example_value(schema, column, run);
        }
    }
    return differences;
}

}  // namespace

TEST_CASE("ResultReader: what is no result is named for what it is", "[results]") {
    const TemporaryFolder folder;
    const std::string path = folder.file("thien-huong-baseline.h5");

    SECTION("a misspelt name") {
        write_example(path, example_schema(1));
        const Refusal refusal = refusal_of(folder.file("thien-huong-basline.h5"));
        CHECK(refusal.is_users);
        CHECK_THAT(refusal.message, StartsWith("there is no file '") && EndsWith("basline.h5'"));
        CHECK(refusal.suggestion == "did you mean '" + path + "'?");
    }
    SECTION("a folder that does not exist") {
        const Refusal refusal = refusal_of(folder.file("nowhere/x.h5"));
        CHECK(refusal.is_users);
        CHECK_THAT(refusal.suggestion, Contains("there is no folder"));
    }
    SECTION("only an unfinished one") {
        write_bytes(path + ".partial", "x");
        CHECK_THAT(refusal_of(path).suggestion, Contains(".partial"));
    }
    SECTION("a folder") {
        const Refusal refusal = refusal_of(folder.path().string());
        CHECK(refusal.is_users);
        CHECK_THAT(refusal.message, Contains("is a folder"));
    }
    SECTION("an empty file") {
        write_bytes(path, "");
        const Refusal refusal = refusal_of(path);
        CHECK(refusal.is_users);
        CHECK_THAT(refusal.message, Contains("is empty"));
    }
    SECTION("a text, Vietnamese and shorter than a superblock") {
        write_bytes(path, "# Phường Thiên Hương\n");
        const Refusal refusal = refusal_of(path);
        CHECK(refusal.is_users);
        CHECK_THAT(refusal.message, Contains("is a text"));
    }
    SECTION("another binary") {
        write_bytes(path, std::string("\x7f"
                                      "ELF\0\1\2\3",
                                      8));
        const Refusal refusal = refusal_of(path);
        CHECK(refusal.is_users);
        CHECK_THAT(refusal.message, Contains("is not HDF5"));
    }
    SECTION("HDF5 of somebody else") {
        alter("foreign", path);
        const Refusal refusal = refusal_of(path);
        CHECK(refusal.is_users);
        CHECK_THAT(refusal.message, Contains("not a result of plancast"));
    }
    SECTION("a newer format") {
        write_example(path, example_schema(1));
        alter("newer", path);
        const Refusal refusal = refusal_of(path);
        CHECK(refusal.is_users);
        CHECK_THAT(refusal.message, Contains("version 2") && Contains("reads up to 1"));
    }
}

TEST_CASE("ResultReader: what other programs rewrote is read", "[results]") {
    const TemporaryFolder folder;
    const std::string path = folder.file("example.h5");
    write_example(path, example_schema(100));
    SECTION("an attribute added") {
        alter("edited", path);
        const ResultReader reader(path);
        CHECK(reader.schema().runs == 100);
    }
    SECTION("compressed by h5repack") {
        const std::string packed = folder.file("packed.h5");
        REQUIRE(std::system(fmt::format("h5repack -f GZIP=1 '{}' '{}'", path, packed).c_str()) ==
                0);
        const ResultReader reader(packed);
        CHECK(reader.run(99) == ResultReader(path).run(99));
        CHECK(reader.schema().quantities.size() == example_schema(1).quantities.size());
    }
}

TEST_CASE("ResultReader: a truncated file is refused", "[results][fuzz]") {
    const TemporaryFolder folder;
    const std::string path = folder.file("example.h5");
    write_example(path, example_schema(1000));
    const std::string good = read_bytes(path);
    for (std::size_t i = 0; i < 50; ++i) {
        const std::size_t size = good.size() * i / 50;
        write_bytes(path, good.substr(0, size));
        CAPTURE(size, good.size());
        const Refusal refusal = refusal_of(path);
        CHECK_THAT(refusal.message, Contains("truncated") || Contains("empty"));
        CHECK(refusal.is_users == (size == 0));
    }
    for (std::size_t size = 1; size < 100; size += 7) {
        write_bytes(path, good.substr(0, size));
        CHECK_THAT(refusal_of(path).message, Contains("truncated") || Contains("is not HDF5"));
    }
    for (std::size_t lost = 1; lost < 80; lost += 11) {
        write_bytes(path, good.substr(0, good.size() - lost));
        CHECK_THAT(refusal_of(path).message, Contains("damaged: its last bytes are wrong"));
    }
}

TEST_CASE("ResultReader: a changed byte is found, or changes no more than one value",
          "[results][fuzz]") {
    const TemporaryFolder folder;
    const std::string path = folder.file("example.h5");
    ResultSchema schema = example_schema(5);
    write_example(path, schema);
    const std::string good = read_bytes(path);
    REQUIRE(count_differences(ResultReader(path)) == 0);
    // The values of runs are a fiftieth of this file, so nearly every change is of structure.
    std::mt19937 generator(20261123);
    std::size_t found = 0;
    constexpr std::size_t changes = 400;
    for (std::size_t i = 0; i < changes; ++i) {
        std::string bad = good;
        const std::size_t at = i < 100 ? i : generator() % bad.size();
        const auto flip = static_cast<char>(1 + generator() % 255);
        bad[at] = static_cast<char>(bad[at] ^ flip);
        write_bytes(path, bad);
        CAPTURE(at, int{flip});
        try {
            const ResultReader reader(path);
            CHECK(reader.document() == example_document);
            CHECK(count_differences(reader) <= 1);
        } catch (const MachineFailure& failure) {
            ++found;
            CHECK_THAT(failure.what(), Contains("is damaged: ") || Contains("is truncated: "));
        } catch (const InvalidInput& wrong) {
            ++found;
            CHECK(at < 8);  // the signature: no longer HDF5
        }
    }
    CHECK(found > changes * 9 / 10);
}

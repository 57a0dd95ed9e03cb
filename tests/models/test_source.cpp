#include "tests/support/catch.hpp"

#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

#include "tests/models/support.hpp"

using plancast::InvalidInput;
using plancast::MachineFailure;
using plancast::Problem;
using plancast::read_source;

namespace {

namespace fs = std::filesystem;

// A folder of its own for each test, gone behind it.
class Folder {
public:
    Folder() : path_(fs::temp_directory_path() / ("plancast-source-" + std::to_string(getpid()))) {
        fs::create_directories(path_);
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string path(const std::string& name) const { return (path_ / name).string(); }

    std::string write(const std::string& name, const std::string& bytes) const {
        std::ofstream(path(name), std::ios::binary) << bytes;
        return path(name);
    }

private:
    fs::path path_;
};

Problem problem_of(const std::string& path) {
    try {
        read_source(path);
    } catch (const InvalidInput& input) {
        REQUIRE(input.problems().size() == 1);
        CHECK(input.problems().front().position.file == path);
        return input.problems().front();
    }
    FAIL("was read: " << path);
    return {};
}

}  // namespace

TEST_CASE("read_source: lines, whatever ends them", "[models]") {
    const Folder folder;
    const auto file = read_source(folder.write("m.toml", "a = 1\r\nb = 2\n\nc = 3"));
    CHECK(file->path() == folder.path("m.toml"));
    CHECK(file->text() == "a = 1\nb = 2\n\nc = 3");
    CHECK(file->line(1) == "a = 1");
    CHECK(file->line(2) == "b = 2");
    CHECK(file->line(3) == "");
    CHECK(file->line(4) == "c = 3");
    CHECK(file->line(5) == "");
    CHECK(file->line(0) == "");
}

TEST_CASE("read_source: a byte order mark is dropped", "[models]") {
    const Folder folder;
    CHECK(read_source(folder.write("m.toml",
                                   "\xEF\xBB\xBF"
                                   "a = 1"))
              ->text() == "a = 1");
}

TEST_CASE("read_source: the text is brought to NFC", "[models]") {
    const Folder folder;
    // "ổ" as a letter with two marks, beside lines without any.
    const auto file = read_source(folder.write("m.toml", "a = 1\n# to\u0302\u0309ng\nb = 2\n"));
    CHECK(file->text() == "a = 1\n# t\u1ed5ng\nb = 2\n");
}

TEST_CASE("SourceFile: bytes and characters", "[models]") {
    const auto file = plancast::test::source("\u0111\u1ed3ng\nab");
    CHECK(file->offset(1, 1) == 0);
    CHECK(file->offset(1, 3) == 5);
    CHECK(file->offset(1, 100) == 7);
    CHECK(file->offset(2, 2) == 9);
    CHECK(file->offset(3, 1) == file->text().size());
    CHECK(file->line_at(0) == 1);
    CHECK(file->line_at(7) == 1);
    CHECK(file->line_at(8) == 2);
    const plancast::Place place = plancast::place_at(file, 2, 7);
    CHECK(place.line == 1);
    CHECK(place.column == 2);
    CHECK(place.length == 3);
    CHECK(plancast::place_at(file, 2, 10).length == 3);
    CHECK(plancast::place_at(file, 100, 200).line == 2);
}

TEST_CASE("read_source: bytes that are no UTF-8 are shown where they stand", "[models]") {
    const Folder folder;
    const Problem latin = problem_of(folder.write("m.toml", "a = 1\n# \u1ed5 caf\xE9 b\n"));
    CHECK(latin.message == "the file is not valid UTF-8: byte 0xE9 cannot stand here");
    CHECK(latin.suggestion == "save the file as UTF-8");
    CHECK(latin.position.line == 2);
    CHECK(latin.position.column == 8);
    CHECK(latin.source_line == "# \u1ed5 caf\uFFFD");
    // An overlong form, a surrogate, and a character that the end cuts off.
    CHECK(problem_of(folder.write("m.toml", "a\xC0\xAF")).position.column == 2);
    CHECK(problem_of(folder.write("m.toml", "a\xED\xA0\x80")).position.column == 2);
    CHECK(problem_of(folder.write("m.toml", "\xE1\xBB")).position.column == 1);
    // UTF-16, as an editor may save it.
    CHECK(problem_of(folder.write("m.toml", std::string("\xFF\xFE"
                                                        "a\0",
                                                        4)))
              .position.line == 1);
}

TEST_CASE("read_source: what is not there, is no file, is empty or too large", "[models]") {
    const Folder folder;
    folder.write("model.toml", "a = 1");
    fs::create_directories(folder.path("modal.tom"));
    const Problem missing = problem_of(folder.path("modle.toml"));
    CHECK(missing.message == "there is no such file");
    CHECK(missing.suggestion == "did you mean '" + folder.path("model.toml") + "'?");
    CHECK(problem_of(folder.path("evidence.csv")).suggestion == "");
    CHECK(problem_of(folder.path("no/folder/model.toml")).message == "there is no such file");
    CHECK(problem_of("").message == "the name of the file is empty");
    CHECK(problem_of(folder.path("modal.tom")).message == "this is a folder; expected a file");
    CHECK(problem_of(folder.write("empty.toml", "")).message == "the file is empty");
    CHECK(problem_of(folder.write("blank.toml", "\xEF\xBB\xBF \r\n\t\n")).message ==
          "the file is empty");
    folder.write("large.toml", "a = 1");
    fs::resize_file(folder.path("large.toml"), (std::uintmax_t{64} << 20) + 1);
    CHECK(problem_of(folder.path("large.toml")).message == "the file is larger than 64 MiB");
}

TEST_CASE("read_source: the nearest name in the current folder has no folder", "[models]") {
    const Folder folder;
    folder.write("model.toml", "a = 1");
    const fs::path before = fs::current_path();
    fs::current_path(folder.path(""));
    std::string suggestion;
    try {
        read_source("modle.toml");
    } catch (const InvalidInput& input) {
        suggestion = input.problems().front().suggestion;
    }
    fs::current_path(before);
    CHECK(suggestion == "did you mean 'model.toml'?");
}

TEST_CASE("read_source: what cannot be read is the machine's failure", "[models]") {
    const Folder folder;
    // Below a file there is nothing to open.
    const std::string path = folder.write("m.toml", "a = 1") + "/model.toml";
    CHECK_THROWS_AS(read_source(path), InvalidInput);
    // Root may read what is forbidden to all others; the memory of a process starts with a page
    // that nobody can read.
    CHECK_THROWS_AS(read_source("/proc/self/mem"), MachineFailure);
}

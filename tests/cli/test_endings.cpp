#include "tests/support/catch.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <csignal>

#include <chrono>
#include <thread>

#include "engine/report/json.hpp"
#include "engine/results/result_file.hpp"
#include "tests/cli/program_folder.hpp"

using namespace plancast;
using plancast::testing::Outcome;
using plancast::testing::ProgramFolder;

namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

void wait_for(const std::string& file) {
    for (int i = 0; i < 3000; ++i) {
        struct stat found {};
        if (stat(file.c_str(), &found) == 0) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    FAIL("no " << file);
}

}  // namespace

TEST_CASE("run: Ctrl-C ends cleanly and says what is there", "[cli][parallel]") {
    const int signal_number = GENERATE(SIGINT, SIGTERM);
    const ProgramFolder folder;
    const pid_t process = folder.start(
        {"run", "workshop/model.toml", "--runs", "3e6", "--output", "a.h5", "--store", "targets"});
    wait_for(folder.path("a.h5.partial"));
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    REQUIRE(kill(process, signal_number) == 0);
    const Outcome outcome = folder.finish(process);
    CAPTURE(outcome.messages);
    CHECK(outcome.status == 130);
    CHECK_FALSE(folder.has("a.h5"));
    CHECK(contains(outcome.messages, "interrupted after "));
    CHECK(contains(outcome.messages, " of 3,000,000 runs"));
    CHECK(contains(outcome.messages, "to run again: plancast run workshop/model.toml --runs 3e6"));
    if (folder.has("a.h5.partial")) {
        CHECK(contains(outcome.messages, "a.h5.partial holds"));
        CHECK(contains(outcome.messages, "--force"));
        // Nobody takes it for a result.
        CHECK(folder.run({"show", "a.h5.partial"}).status == 1);
    } else {
        CHECK(contains(outcome.messages, "no result was written"));
    }
}

TEST_CASE("run --store none: Ctrl-C shows what was counted", "[cli][parallel]") {
    const ProgramFolder folder;
    const pid_t process =
        folder.start({"run", "workshop/model.toml", "--runs", "1e12", "--store", "none", "--json"});
    std::this_thread::sleep_for(std::chrono::milliseconds(1500));
    REQUIRE(kill(process, SIGINT) == 0);
    const Outcome outcome = folder.finish(process);
    CHECK(outcome.status == 130);
    const Json json = Json::parse(outcome.output);
    CHECK(json.at("interrupted").truth());
    CHECK(json.at("runs").number() > 0);
    CHECK(json.at("runs").number() < 1e12);
    CHECK_FALSE(contains(outcome.messages, "partial"));
}

TEST_CASE("plancast: a full disk behind standard output is a failure that is said", "[cli]") {
    const ProgramFolder folder;
    const Outcome outcome = folder.run_to("/dev/full", {"check", "workshop/model.toml"});
    CHECK(outcome.status == 1);
    CHECK(contains(outcome.messages, "cannot write to standard output: No space left on device"));
}

TEST_CASE("plancast: a reader that leaves ends it without a word", "[cli]") {
    const ProgramFolder folder;
    const std::string pipe = folder.path("pipe");
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    const int reader = open(pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    REQUIRE(reader >= 0);
    const pid_t process =
        folder.start_to(pipe, {"run", "workshop/model.toml", "--runs", "1e12", "--store", "none"});
    // The program is at work when its reader leaves, and then has a table to print.
    std::this_thread::sleep_for(std::chrono::milliseconds(1500));
    close(reader);
    REQUIRE(kill(process, SIGINT) == 0);
    const Outcome outcome = folder.finish(process);
    CHECK(outcome.status == 1);
    CHECK(outcome.messages.empty());
}

TEST_CASE("run: threads and blocks change no bit of the result", "[cli][parallel]") {
    const ProgramFolder folder;
    const std::vector<std::vector<std::string>> ways{{"--threads", "1", "--block", "256"},
                                                     {"--threads", "2", "--block", "100"},
                                                     {"--threads", "7", "--block", "1"},
                                                     {"--threads", "3", "--block", "16384"}};
    std::vector<std::string> documents;
    std::vector<std::vector<double>> expected;
    for (std::size_t i = 0; i < ways.size(); ++i) {
        const std::string file = std::to_string(i) + ".h5";
        std::vector<std::string> words{
            "run", "workshop/model.toml", "--runs", "40000", "--output", file, "--store", "inputs"};
        words.insert(words.end(), ways[i].begin(), ways[i].end());
        REQUIRE(folder.run(words).status == 0);
        const ResultReader reader(folder.path(file));
        documents.push_back(reader.document());
        CHECK(documents.back() == documents.front());
        for (std::size_t column = 0; column < reader.schema().column_count; ++column) {
            if (i == 0) {
                expected.push_back(reader.column(column));
                CHECK(expected.back().size() == 40'000);
            } else {
                CHECK(reader.column(column) == expected[column]);
            }
        }
    }
}

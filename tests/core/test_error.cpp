#include "tests/support/catch.hpp"

#include <string>

#include "engine/core/error.hpp"

using plancast::InvalidInput;
using plancast::MachineFailure;
using plancast::Problem;
using plancast::Severity;

TEST_CASE("InvalidInput: a single problem without a place", "[core]") {
    const InvalidInput input("unknown option '--rums'", "did you mean '--runs'?");
    REQUIRE(input.problems().size() == 1);
    CHECK(std::string(input.what()) == "unknown option '--rums'");
    CHECK(input.problems()[0].message == "unknown option '--rums'");
    CHECK(input.problems()[0].suggestion == "did you mean '--runs'?");
    CHECK(input.problems()[0].position.line == 0);
    CHECK(input.problems()[0].severity == Severity::error);
}

TEST_CASE("InvalidInput: many problems keep their order, and what() is the first", "[core]") {
    const InvalidInput input(std::vector<Problem>{{{"a", 2}, "second", "", "", Severity::warning},
                                                  {{"a", 1}, "first", "", "", Severity::error}});
    CHECK(std::string(input.what()) == "second");
    CHECK(input.problems()[1].message == "first");
}

TEST_CASE("MachineFailure: is told apart from wrong input", "[core]") {
    const auto fail = [] { throw MachineFailure("disk full"); };
    CHECK_THROWS_WITH(fail(), "disk full");
    bool is_invalid_input = true;
    try {
        fail();
    } catch (const InvalidInput&) {
    } catch (const std::runtime_error&) {
        is_invalid_input = false;
    }
    CHECK_FALSE(is_invalid_input);
}

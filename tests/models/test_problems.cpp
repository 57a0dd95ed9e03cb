#include "tests/support/catch.hpp"

#include <string>

#include "tests/models/support.hpp"

using plancast::InvalidInput;
using plancast::Place;
using plancast::place_at;
using plancast::Problem;
using plancast::Problems;
using plancast::Severity;
using plancast::SourceFile;
using plancast::test::source;

TEST_CASE("Problems: the place becomes file, line, characters and text", "[models]") {
    Problems problems;
    problems.error(place_at(source("a = 1\nb = 22"), 10, 12), "wrong", "write 2");
    const Problem problem = problems.list().at(0);
    CHECK(problem.position.file == "model.toml");
    CHECK(problem.position.line == 2);
    CHECK(problem.position.column == 5);
    CHECK(problem.position.length == 2);
    CHECK(problem.source_line == "b = 22");
    CHECK(problem.message == "wrong");
    CHECK(problem.suggestion == "write 2");
    CHECK(problem.severity == Severity::error);
    problems.warning(Place{}, "no place");
    CHECK(problems.list().at(1).position.line == 0);
    CHECK(problems.list().at(1).severity == Severity::warning);
}

TEST_CASE("Problems: warnings alone stop nothing", "[models]") {
    Problems problems;
    CHECK_NOTHROW(problems.throw_if_any());
    problems.warning(Place{}, "odd");
    CHECK_FALSE(problems.has_errors());
    CHECK_NOTHROW(problems.throw_if_any());
    problems.error(Place{}, "wrong");
    CHECK(problems.has_errors());
    CHECK_THROWS_AS(problems.throw_if_any(), InvalidInput);
}

TEST_CASE("Problems: shown in the order of files as first met, then of lines", "[models]") {
    const auto scenario = std::make_shared<const SourceFile>("b.toml", "1\n2\n3\n");
    const auto model = std::make_shared<const SourceFile>("a.toml", "1\n2\n33\n");
    Problems problems;
    problems.error(place_at(scenario, 4, 5), "b3");
    problems.error(place_at(model, 5, 6), "a3, second");
    problems.warning(place_at(model, 4, 5), "a3, first");
    problems.error(place_at(scenario, 0, 1), "b1");
    std::string order;
    try {
        problems.throw_if_any();
    } catch (const InvalidInput& input) {
        for (const Problem& problem : input.problems()) order += problem.message + "; ";
    }
    CHECK(order == "b1; b3; a3, first; a3, second; ");
}

TEST_CASE("Problems: at most 100, errors before warnings, then how many more", "[models]") {
    const auto file = source(std::string(300, '\n'));
    Problems problems;
    for (std::size_t i = 0; i < 60; ++i) problems.warning(place_at(file, i, i + 1), "odd");
    for (std::size_t i = 60; i < 130; ++i) problems.error(place_at(file, i, i + 1), "wrong");
    std::vector<Problem> shown;
    try {
        problems.throw_if_any();
    } catch (const InvalidInput& input) {
        shown = input.problems();
    }
    REQUIRE(shown.size() == 101);
    CHECK(shown[29].message == "odd");
    CHECK(shown[30].message == "wrong");
    CHECK(shown[99].position.line == 130);
    CHECK(shown[100].message == "30 more problems are not shown");

    for (std::size_t i = 130; i < 161; ++i) problems.error(place_at(file, i, i + 1), "wrong");
    try {
        problems.throw_if_any();
    } catch (const InvalidInput& input) {
        shown = input.problems();
    }
    REQUIRE(shown.size() == 101);
    CHECK(shown[0].message == "wrong");
    CHECK(shown[99].position.line == 160);
    CHECK(shown[100].message == "61 more problems are not shown");
}

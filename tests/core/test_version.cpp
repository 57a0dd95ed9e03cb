#include "tests/support/catch.hpp"

#include <string>

#include "engine/core/version.hpp"

TEST_CASE("version: three numbers", "[core]") {
    std::string version(plancast::version());
    int dots = 0;
    for (const char c : version) {
        if (c == '.')
            ++dots;
        else
            REQUIRE((c >= '0' && c <= '9'));
    }
    CHECK(dots == 2);
}

TEST_CASE("build_description: names the commit, the compiler and its flags", "[core]") {
    const std::string build(plancast::build_description());
    CAPTURE(build);
    CHECK(build.find("commit ") == 0);
#ifdef __clang__
    CHECK(build.find("clang ") != std::string::npos);
#else
    CHECK(build.find("gcc ") != std::string::npos);
#endif
    CHECK(build.find("-O") != std::string::npos);
    // Everything was filled in, and on one line.
    CHECK(build.find('@') == std::string::npos);
    CHECK(build.find('\n') == std::string::npos);
    CHECK(build.find("; ;") == std::string::npos);
}

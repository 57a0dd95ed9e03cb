#include "tests/support/catch.hpp"

#include <string>
#include <vector>

#include "engine/core/nearest_name.hpp"

using plancast::nearest_name;

TEST_CASE("nearest_name: one slip of each kind is understood", "[core]") {
    const std::vector<std::string> names{"revenue", "product", "income"};
    CHECK(nearest_name("produkt", names) == "product");   // substituted
    CHECK(nearest_name("prodct", names) == "product");    // left out
    CHECK(nearest_name("producct", names) == "product");  // put in
    CHECK(nearest_name("prodcut", names) == "product");   // swapped
}

TEST_CASE("nearest_name: what is far from everything has no nearest name", "[core]") {
    const std::vector<std::string> names{"revenue", "product", "income"};
    CHECK(nearest_name("poverty", names) == "");
    CHECK(nearest_name("", names) == "");
    CHECK(nearest_name("product", std::vector<std::string>{}) == "");
}

TEST_CASE("nearest_name: at most a third of the longer word may differ", "[core]") {
    const std::vector<std::string> nine{"abcdefghi"};
    CHECK(nearest_name("xyzdefghi", nine) == "abcdefghi");
    CHECK(nearest_name("xyzwefghi", nine) == "");
    // A short word may have one slip.
    CHECK(nearest_name("ab", std::vector<std::string>{"ac"}) == "ac");
    CHECK(nearest_name("ab", std::vector<std::string>{"cd"}) == "");
}

TEST_CASE("nearest_name: the first of equally near names wins", "[core]") {
    CHECK(nearest_name("rate", std::vector<std::string>{"rata", "rato"}) == "rata");
    CHECK(nearest_name("rate", std::vector<std::string>{"rato", "rata"}) == "rato");
}

TEST_CASE("nearest_name: a letter with diacritics counts as one", "[core]") {
    // Two letters differ, of six; counted in bytes it would be four of nine and too far.
    CHECK(nearest_name("phuong", std::vector<std::string>{"ph\u01b0\u1eddng"}) ==
          "ph\u01b0\u1eddng");
}

TEST_CASE("nearest_name: capitals are no slip", "[core]") {
    CHECK(nearest_name("CAGR", std::vector<std::string>{"mean", "cagr"}) == "cagr");
    CHECK(nearest_name("PRODCUT", std::vector<std::string>{"product"}) == "product");
    CHECK(nearest_name("POVERTY", std::vector<std::string>{"product"}) == "");
}

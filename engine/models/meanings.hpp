#pragma once

#include <string_view>

#include "engine/core/meaning.hpp"

namespace plancast {

// What the names of the language mean, for the reference; both texts are empty where a name is not
// described, which no name is (a test sees to it).

Meaning function_meaning(std::string_view function);
/// @param base  The base unit of a unit word: "VND", "m2"; "" for what has none.
Meaning dimension_meaning(std::string_view base);
/// Of "thousand", "bn", ... before a unit.
Meaning prefix_meaning(bool of_money_only);

/// An entry of the tables in which they are looked up.
struct NamedMeaning {
    std::string_view name;
    Meaning meaning;
};

}  // namespace plancast

#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/models/document.hpp"

namespace plancast {

/// What a name of a plan stands for.
struct Symbol {
    enum class Kind { reading, lever, input, series, table, function };
    Kind kind = Kind::series;
    std::size_t index = 0;  ///< into the plan's list of that kind; a count is a series
    Place place;
};

/// What expressions use, to tell what none does.
using UsedNames = std::set<std::pair<Symbol::Kind, std::size_t>>;

/// "reading", "lever", "input", "series", "table", "function".
const char* kind_name(Symbol::Kind kind);

/// The one namespace of readings, levers, inputs, series and counts.
class Names {
public:
    /// Reports a name that is taken, is a word of the language, or is no name.
    /// @returns whether it was added.
    bool declare(const std::string& name, Symbol symbol, Problems& problems);
    const Symbol* find(const std::string& name) const;
    /// "did you mean 'product'? (declared at line 30)"; "" if nothing is near.
    /// @param here  Where the name was looked for: a place in another file is named with it.
    std::string suggestion(const std::string& name, const Place& here) const;

private:
    std::map<std::string, Symbol> symbols_;
    std::vector<std::string> order_;
};

/// Letters of any alphabet, digits and '_', not beginning with a digit.
bool is_name(const std::string& text);

}  // namespace plancast

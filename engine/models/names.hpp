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
    /// Marks a name whose declaration is wrong. What uses it is not wrong for that, so nothing more
    /// is said of it. Of what is no name ("total-cost") also the names that an expression sees.
    void set_aside(const std::string& name);
    bool is_set_aside(const std::string& name) const { return set_aside_.count(name) > 0; }
    /// "did you mean 'product'? (declared at line 30)"; "" if nothing is near.
    /// @param here  Where the name was looked for: a place in another file is named with it.
    std::string suggestion(const std::string& name, const Place& here) const;

private:
    std::map<std::string, Symbol> symbols_;
    std::vector<std::string> order_;
    std::set<std::string> set_aside_;
};

/// Letters of any alphabet, digits and '_', not beginning with a digit.
bool is_name(const std::string& text);

/// What to write for what is no name: "write total_cost: letters, digits and '_'".
std::string name_advice(const std::string& text);

/// How a name that is not there might be declared.
std::string declaration_advice(const std::string& name);

/// "a, b, c", the first few of many.
std::string listed(const std::vector<std::string>& names);

}  // namespace plancast

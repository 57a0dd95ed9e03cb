#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/meaning.hpp"

namespace plancast {

/// What there is to explain, in the order of the reference.
enum class EntryKind { section, key, law, count_law, function, word, unit };

/// One entry of the reference of the plan language.
struct Entry {
    EntryKind kind = EntryKind::key;
    std::string name;
    std::vector<std::string> also;      ///< other words of a unit
    std::vector<std::string> usages;    ///< each a way to write it: "normal = { mean, sd }"
    std::vector<std::string> optional;  ///< parameters that a law takes besides
    std::vector<std::pair<std::string, Meaning>> parameters;  ///< what those of a law mean
    std::vector<std::string> sections;  ///< names of those in which a key or law stands
    Meaning meaning;
    double scale = 1;  ///< of a unit: how many base units it is
    std::string base;  ///< of a unit: the base unit, "m2"; "" of a plain number
};

/// All entries, from the tables that the engine itself reads files and expressions with.
const std::vector<Entry>& reference();

/// "functions", "count laws": a kind as people name it.
std::string_view plural_name(EntryKind kind);

/// The entries of that name (or other word), in any section; of one section where @p name is
/// "inputs.value". Where there are none, the laws and functions that take what is named so:
/// "log_sd".
std::vector<Entry> find_entries(std::string_view name);

/// The keys of a section, or the entries of a kind by its plural name.
std::vector<Entry> list_entries(std::string_view name);

}  // namespace plancast

#include "engine/models/table_reader.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/core.h>

#include "engine/core/nearest_name.hpp"
#include "engine/models/characters.hpp"
#include "engine/models/keys.hpp"
#include "engine/models/laws.hpp"
#include "engine/models/names.hpp"
#include "engine/models/other_words.hpp"

namespace plancast {

namespace {

bool belongs_to_run(const std::string& key) {
    const std::vector<std::string> of_run = keys_of("run");
    return std::find(of_run.begin(), of_run.end(), key) != of_run.end();
}

}  // namespace

const Tree* TableReader::take(const std::string& key) {
    if (std::find(described_.begin(), described_.end(), key) == described_.end())
        throw std::logic_error(fmt::format("no table describes the key '{}' of {}", key, what_));
    known_.push_back(key);
    return table_.find(key);
}

const Tree* TableReader::require(const std::string& key, const std::string& why) {
    const Tree* tree = take(key);
    if (tree == nullptr && !is_misspelt({key}))
        problems_.error(table_.place, fmt::format("{} has no '{}'", what_, key), why);
    return tree;
}

void TableReader::wrong_kind(const Tree& tree, const std::string& key,
                             const std::string& expected) {
    problems_.error(tree.place, fmt::format("'{}' of {} is a {}", key, what_, kind_name(tree)),
                    fmt::format("expected {}", expected));
}

std::optional<std::string> TableReader::text(const std::string& key) {
    const Tree* tree = take(key);
    if (tree == nullptr) return std::nullopt;
    if (tree->is_string()) return tree->text;
    wrong_kind(*tree, key, "a string");
    return std::nullopt;
}

std::optional<double> TableReader::number(const std::string& key) {
    const Tree* tree = take(key);
    if (tree == nullptr) return std::nullopt;
    if (tree->is_number()) return tree->number;
    wrong_kind(*tree, key, "a number");
    return std::nullopt;
}

std::optional<bool> TableReader::truth(const std::string& key) {
    const Tree* tree = take(key);
    if (tree == nullptr) return std::nullopt;
    if (tree->kind == Tree::Kind::boolean) return tree->truth;
    wrong_kind(*tree, key, "true or false");
    return std::nullopt;
}

std::optional<int> TableReader::year(const std::string& key) {
    const Tree* tree = take(key);
    if (tree == nullptr) return std::nullopt;
    if (tree->kind != Tree::Kind::integer) {
        wrong_kind(*tree, key, "a year, such as 2027");
        return std::nullopt;
    }
    if (tree->number >= 0 && tree->number <= 9999) return static_cast<int>(tree->number);
    problems_.error(tree->place, fmt::format("'{}' of {} is {}", key, what_, tree->number),
                    "expected a year from 0 to 9999");
    return std::nullopt;
}

std::vector<const Tree*> TableReader::texts(const std::string& key) {
    std::vector<const Tree*> result;
    const Tree* tree = take(key);
    if (tree == nullptr) return result;
    if (tree->is_string()) return {tree};
    if (tree->kind != Tree::Kind::array) {
        wrong_kind(*tree, key, "an array of strings");
        return result;
    }
    for (const Tree& item : tree->items) {
        if (item.is_string())
            result.push_back(&item);
        else
            wrong_kind(item, key, "an array of strings");
    }
    return result;
}

Title TableReader::title() {
    const Tree* tree = take("title");
    return tree == nullptr ? Title{} : read_title(*tree, "title");
}

Title TableReader::read_title(const Tree& tree, const std::string& key) {
    Title title;
    if (!tree.is_table()) {
        wrong_kind(tree, key, fmt::format("{0}.vi and {0}.en", key));
        return title;
    }
    TableReader reader(tree, key + " of " + what_, problems_, {"vi", "en"});
    title.vi = reader.text("vi").value_or("");
    title.en = reader.text("en").value_or("");
    reader.refuse_others();
    return title;
}

std::vector<Title> TableReader::titles(const std::vector<std::string>& names) {
    std::vector<Title> titles(names.size());
    const Tree* tree = take("titles");
    if (tree == nullptr) return titles;
    if (!tree->is_table()) {
        wrong_kind(*tree, "titles", "titles.NAME = { vi = ..., en = ... }");
        return titles;
    }
    for (const Tree::Member& entry : tree->members) {
        const auto name = std::find(names.begin(), names.end(), entry.key);
        if (name != names.end()) {
            titles[static_cast<std::size_t>(name - names.begin())] =
                read_title(entry.value, "titles." + entry.key);
            continue;
        }
        const std::string nearest = nearest_name(entry.key, names);
        problems_.error(entry.key_place, fmt::format("{} has no '{}'", what_, entry.key),
                        nearest.empty() ? "titles are of what stands in its list"
                                        : fmt::format("did you mean '{}'?", nearest));
    }
    return titles;
}

std::string TableReader::meant_key(const std::string& key) const {
    const std::string ours = key_for(lower_case(key), described_);
    return ours.empty() ? nearest_name(key, described_) : ours;
}

// ", such as range = [10, 15]" where the key is another word than the one that is written.
std::string TableReader::example_of(const std::string& written, const std::string& meant) const {
    const Key* found = nullptr;
    for (const Key& key : keys()) {
        if (key.name != meant) continue;
        if (found != nullptr) return {};  // it depends on the section
        found = &key;
    }
    return found == nullptr || find_law(meant) != nullptr ||
                   nearest_name(written, {&meant, 1}) == meant
               ? std::string{}
               : fmt::format(", such as {}", found->form);
}

bool TableReader::is_misspelt(const std::vector<std::string>& keys) const {
    return std::any_of(table_.members.begin(), table_.members.end(), [&](const Tree::Member& m) {
        if (std::find(described_.begin(), described_.end(), m.key) != described_.end())
            return false;
        if (std::find(known_.begin(), known_.end(), m.key) != known_.end()) return false;
        return std::find(keys.begin(), keys.end(), meant_key(m.key)) != keys.end();
    });
}

void TableReader::refuse_others() {
    for (const Tree::Member& member : table_.members) {
        if (std::find(known_.begin(), known_.end(), member.key) != known_.end()) continue;
        const std::string meant = meant_key(member.key);
        if (meant == member.key)
            problems_.error(member.key_place,
                            fmt::format("'{}' does not go with the rest of {}", meant, what_),
                            "take it out");
        else
            problems_.error(
                member.key_place, fmt::format("unknown key '{}' in {}", member.key, what_),
                meant.empty()
                    ? belongs_to_run(member.key) ? "it belongs to [run]"
                                                 : fmt::format("it takes: {}", listed(described_))
                    : fmt::format("did you mean '{}'{}?", meant, example_of(member.key, meant)));
    }
}

}  // namespace plancast

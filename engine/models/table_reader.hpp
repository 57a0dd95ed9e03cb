#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/models/document.hpp"
#include "engine/models/title.hpp"

namespace plancast {

/// Reads the members of one TOML table by name, and reports what it does not know.
class TableReader {
public:
    /// @param what  As a message names the table: "input 'growth'".
    /// @param described  The keys that the language describes for such a table: keys_of("inputs").
    TableReader(const Tree& table, std::string what, Problems& problems,
                std::vector<std::string> described)
        : table_(table),
          what_(std::move(what)),
          problems_(problems),
          described_(std::move(described)) {}

    /// The member of that name, or null; marks it as known.
    /// @throws std::logic_error if the language does not describe that key.
    const Tree* take(const std::string& key);
    /// As take; reports it if it is missing. @param why  What it is, for the message.
    const Tree* require(const std::string& key, const std::string& why);
    std::optional<std::string> text(const std::string& key);
    std::optional<double> number(const std::string& key);
    std::optional<bool> truth(const std::string& key);
    std::optional<int> year(const std::string& key);
    /// An array of names; one string counts as an array of one.
    std::vector<const Tree*> texts(const std::string& key);
    Title title();
    /// `titles`: a title for each of @p names that has one, empty for the others.
    std::vector<Title> titles(const std::vector<std::string>& names);
    /// Reports every member that was not taken, with the nearest key that could be meant.
    void refuse_others();
    /// Whether one of @p keys stands here under another name, which refuse_others() will say: then
    /// it is not missing.
    bool is_misspelt(const std::vector<std::string>& keys) const;
    /// Marks a member of which all has been said.
    void leave(const std::string& key) { known_.push_back(key); }

    const std::string& what() const { return what_; }
    const Tree& table() const { return table_; }
    /// Reports that @p tree should have been something else.
    void wrong_kind(const Tree& tree, const std::string& key, const std::string& expected);

private:
    std::string meant_key(const std::string& key) const;
    std::string example_of(const std::string& written, const std::string& meant) const;
    Title read_title(const Tree& tree, const std::string& key);

    const Tree& table_;
    std::string what_;
    Problems& problems_;
    std::vector<std::string> described_;
    std::vector<std::string> known_;
};

}  // namespace plancast

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/error.hpp"

namespace plancast {

/// A text that a user wrote: valid UTF-8, normalised to NFC, cut into lines. Shared by everything
/// that was read from it, so that a message can show the line.
class SourceFile {
public:
    SourceFile(std::string path, std::string text);

    const std::string& path() const { return path_; }
    const std::string& text() const { return text_; }
    /// Line @p line (from 1), without its end; "" where there is none.
    std::string line(std::size_t line) const;
    /// The byte at which a character stands; the end of the line or text where there is none.
    std::size_t offset(std::size_t line, std::size_t column) const;
    /// The line (from 1) that holds byte @p offset.
    std::size_t line_at(std::size_t offset) const;

private:
    std::string path_;
    std::string text_;
    std::vector<std::size_t> line_starts_;
};

using SourceFilePtr = std::shared_ptr<const SourceFile>;

/// Where something stands in a source file.
struct Place {
    SourceFilePtr file;  ///< null: written by no user
    std::size_t line = 0;
    std::size_t column = 0;  ///< in characters, from 1
    std::size_t length = 1;
};

/// The place of the bytes from @p begin up to @p end of the file's text; up to the end of the line
/// where they go on beyond it, and at least one character.
Place place_at(const SourceFilePtr& file, std::size_t begin, std::size_t end);

/// "line 30", with its file where that is not the one at hand: "prices.toml:30".
std::string place_text(const Place& place, const Place& here);

/// A TOML value with its place. Tables keep the order of the file.
struct Tree {
    enum class Kind { string, integer, real, boolean, array, table, date };

    struct Member;

    Kind kind = Kind::table;
    Place place;                  ///< of the value
    std::string text;             ///< of a string
    double number = 0;            ///< of an integer, real
    bool truth = false;           ///< of a boolean
    std::vector<Tree> items;      ///< of an array
    std::vector<Member> members;  ///< of a table, in the order of the file

    bool is_number() const { return kind == Kind::integer || kind == Kind::real; }
    bool is_table() const { return kind == Kind::table; }
    bool is_string() const { return kind == Kind::string; }
    /// The member of that name, or null.
    const Tree* find(std::string_view key) const;
    Tree* find(std::string_view key);
    const Member* find_member(std::string_view key) const;
};

struct Tree::Member {
    std::string key;
    Place key_place;
    Tree value;
};

/// "table", "string", "number", ...: as a message names it.
std::string kind_name(const Tree& tree);

/// Reads a file whole. A byte order mark is dropped, line ends become "\n", the text is brought to
/// NFC: places, columns included, are those of the text after that.
/// @throws InvalidInput if there is none (with the nearest name in its folder), it is a folder, is
///   empty, is larger than 64 MiB, is not valid UTF-8 (saying at which line and column).
/// @throws MachineFailure if it cannot be read.
SourceFilePtr read_source(const std::string& path);

/// The same for a text that is at hand. @param path  As messages name it.
/// @throws InvalidInput if it is empty or not valid UTF-8.
SourceFilePtr source_of_text(const std::string& path, std::string text);

/// @throws InvalidInput at the first mistake of TOML's syntax, duplicate keys included, at tables
///   nested deeper than 32, and at NaN or infinity as a value.
Tree parse_document(const SourceFilePtr& file);

/// The place of the character at byte @p offset of the string that @p string_tree holds: where it
/// stands in the file, whatever the string's quotes, escapes and lines.
Place place_in_string(const Tree& string_tree, std::size_t offset, std::size_t length);

/// Collects problems of files, so that all of them can be shown at once.
class Problems {
public:
    void error(const Place& place, std::string message, std::string suggestion = {});
    void warning(const Place& place, std::string message, std::string suggestion = {});
    /// Adds to each message from number @p first on from where it came: "...; 'real' is called at
    /// line 12". What was said of the same place before is not said again.
    void note_since(std::size_t first, const std::string& note);
    bool has_errors() const;
    /// In the order of files (as first met) and lines.
    std::vector<Problem> list() const;
    /// In the same order; at most 100 of them, then a line that says
    /// how many more.
    /// @throws InvalidInput if there is an error among them.
    void throw_if_any() const;

private:
    std::vector<Problem> problems_;
};

}  // namespace plancast

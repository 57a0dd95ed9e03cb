#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plancast {

/// A line of a TOML text that names something: "[a.b]" or "a.b = ...".
struct TomlStatement {
    std::vector<std::string> path;  ///< from the root: the header's names, then the key's
    std::size_t begin = 0;          ///< byte of the first character of the key or header
    std::size_t key_end = 0;        ///< byte behind the key or header
    bool is_header = false;
    bool is_array_element = false;  ///< "[[a]]"
};

/// What can be told of a TOML text without reading its values. It serves what a TOML library does
/// not tell: how deep a text is nested before anything recurses into it, and where a name that is
/// defined twice stood first. Stops at the first thing that it cannot follow, which is the
/// library's to report.
struct TomlOutline {
    std::vector<TomlStatement> statements;
    /// The byte at which brackets, or names with dots between them, are nested deeper than the
    /// limit.
    std::optional<std::size_t> too_deep;
    /// The byte of the quote or the bracket that the end of the text, or of the line, finds open.
    std::optional<std::size_t> unclosed;
};

TomlOutline outline_toml(std::string_view text, std::size_t deepest);

/// The name of a statement as it was written from the root on: "inputs.growth.unit".
std::string dotted_name(const TomlStatement& statement);

/// The statement that statements[@p later] cannot stand beside: the first that defines the same
/// name, else one that gives a value to what it uses as a table, else one that uses as a table what
/// it gives a value to. Nothing if there is none.
std::optional<std::size_t> first_definition(const TomlOutline& outline, std::size_t later);

}  // namespace plancast

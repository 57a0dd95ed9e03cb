#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/report/language.hpp"

namespace plancast {

/// How a text for a terminal is to look.
struct TextStyle {
    Language language = Language::en;
    bool colour = false;      ///< with ANSI sequences
    std::size_t width = 100;  ///< no line takes more columns
};

enum class Align { left, right };

struct TableColumn {
    std::string header;
    Align align = Align::left;
    std::size_t widest = 40;    ///< longer cells are cut
    std::size_t narrowest = 6;  ///< shorter cells are not
};

/// A column of names by which things are found, units or verdicts: no cell is cut.
TableColumn whole_column(std::string header = {});

/// Rows under headers, each line at most style.width columns wide if the columns can be so narrow.
///
/// Columns are as wide as their widest cell, up to their own limit; where that is too much for the
/// line, the widest left-aligned column gives way first, down to its own limit. A right-aligned
/// column (of numbers) gives no way: a number without its end is another number. Two spaces stand
/// between columns; empty columns vanish.
class TextTable {
public:
    explicit TextTable(std::vector<TableColumn> columns);

    /// @param cells  One a column; missing ones are empty.
    void add_row(std::vector<std::string> cells);
    bool empty() const { return rows_.empty(); }

    /// Lines, each ending in a line break, without spaces at their ends.
    /// @param indent  How many spaces every line begins with.
    std::string text(const TextStyle& style, std::size_t indent = 2) const;

private:
    std::vector<std::size_t> fitted_widths(std::size_t room) const;

    std::vector<TableColumn> columns_;
    std::vector<std::vector<std::string>> rows_;
};

/// A heading: bold in colour.
std::string heading(const std::string& text, const TextStyle& style);
/// Something of less weight: dim in colour.
std::string remark(const std::string& text, const TextStyle& style);
/// Something that needs attention: yellow in colour.
std::string alarm(const std::string& text, const TextStyle& style);

/// The text broken at spaces into lines of at most @p width columns, each with its line break; a
/// single word that is longer is cut. The first begins with @p first spaces, the others with @p
/// next.
std::string wrapped(const std::string& text, std::size_t first, std::size_t next,
                    std::size_t width);

/// A line without spaces at its end, cut to the width, with its line break.
std::string line(const std::string& text, const TextStyle& style);

}  // namespace plancast

#include "engine/report/text_table.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/core/contracts.hpp"
#include "engine/report/display_width.hpp"

namespace plancast {

namespace {

constexpr std::size_t gap = 2;

std::string trimmed(std::string text) {
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text;
}

std::string painted(const std::string& text, const char* code, const TextStyle& style) {
    return style.colour ? code + text + "\x1b[0m" : text;
}

}  // namespace

TableColumn whole_column(std::string header) {
    constexpr std::size_t any = std::numeric_limits<std::size_t>::max();
    return {std::move(header), Align::left, any, any};
}

TextTable::TextTable(std::vector<TableColumn> columns) : columns_(std::move(columns)) {}

void TextTable::add_row(std::vector<std::string> cells) {
    PLANCAST_EXPECTS(cells.size() <= columns_.size());
    cells.resize(columns_.size());
    rows_.push_back(std::move(cells));
}

std::vector<std::size_t> TextTable::fitted_widths(std::size_t room) const {
    std::vector<std::size_t> widths;
    std::size_t total = 0;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        std::size_t width = display_width(columns_[i].header);
        for (const auto& row : rows_) width = std::max(width, display_width(row[i]));
        const bool number = columns_[i].align == Align::right;
        widths.push_back(number ? width : std::min(width, columns_[i].widest));
        if (widths.back() > 0) total += widths.back() + (total > 0 ? gap : 0);
    }
    while (total > room) {
        std::size_t widest = columns_.size();
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (columns_[i].align == Align::left && widths[i] > columns_[i].narrowest &&
                (widest == columns_.size() || widths[i] > widths[widest]))
                widest = i;
        }
        if (widest == columns_.size()) break;
        --widths[widest];
        --total;
    }
    return widths;
}

std::string TextTable::text(const TextStyle& style, std::size_t indent) const {
    const std::vector<std::size_t> widths = fitted_widths(style.width - indent);
    const auto joined = [&](const auto& cell) {
        std::string text(indent, ' ');
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (widths[i] == 0) continue;
            if (text.size() > indent) text.append(gap, ' ');
            text += columns_[i].align == Align::left ? pad_right(cell(i), widths[i])
                                                     : pad_left(cell(i), widths[i]);
        }
        return trimmed(std::move(text));
    };
    const bool has_header = std::any_of(columns_.begin(), columns_.end(),
                                        [](const auto& column) { return !column.header.empty(); });
    std::string text;
    if (has_header)
        text += remark(joined([&](std::size_t i) { return columns_[i].header; }), style) + "\n";
    for (const auto& row : rows_) text += joined([&](std::size_t i) { return row[i]; }) + "\n";
    return text;
}

std::string heading(const std::string& text, const TextStyle& style) {
    return painted(text, "\x1b[1m", style);
}

std::string remark(const std::string& text, const TextStyle& style) {
    return painted(text, "\x1b[2m", style);
}

std::string alarm(const std::string& text, const TextStyle& style) {
    return painted(text, "\x1b[33m", style);
}

std::string wrapped(const std::string& text, std::size_t first, std::size_t next,
                    std::size_t width) {
    std::string lines;
    std::string current(first, ' ');
    bool empty = true;
    std::size_t begin = 0;
    while (begin < text.size()) {
        std::size_t end = text.find(' ', begin);
        if (end == std::string::npos) end = text.size();
        const std::string word = text.substr(begin, end - begin);
        begin = end + 1;
        if (word.empty()) continue;
        if (!empty && display_width(current) + 1 + display_width(word) > width) {
            lines += current + "\n";
            current = std::string(next, ' ');
            empty = true;
        }
        current += (empty ? "" : " ") + cut_to(word, width - next);
        empty = false;
    }
    return lines + current + "\n";
}

std::string line(const std::string& text, const TextStyle& style) {
    return trimmed(cut_to(text, style.width)) + "\n";
}

}  // namespace plancast

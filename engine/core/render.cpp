#include "engine/core/render.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace plancast {

namespace {

constexpr std::size_t widest_line = 160;
constexpr std::string_view ellipsis = "\u2026";

// The characters of a line, each with its bytes; what a terminal could take for a command is
// replaced by the replacement character.
std::vector<std::string> characters(std::string_view text) {
    std::vector<std::string> result;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i + 1;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) ++end;
        const auto first = static_cast<unsigned char>(text[i]);
        const auto second = end - i == 2 ? static_cast<unsigned char>(text[i + 1]) : 0u;
        const bool control = (first < 0x20u && first != '\t') || first == 0x7Fu ||
                             (first == 0xC2u && second < 0xA0u && second != 0u);
        result.emplace_back(control ? std::string("\uFFFD") : std::string(text.substr(i, end - i)));
        i = end;
    }
    return result;
}

// U+0300 to U+036F stand on the letter before them.
bool is_combining(const std::string& character) {
    return character.size() == 2 &&
           (character[0] == '\xCC' ||
            (character[0] == '\xCD' && static_cast<unsigned char>(character[1]) <= 0xAFu));
}

std::string printable(std::string_view text) {
    std::string result;
    for (const std::string& character : characters(text)) result += character;
    return result;
}

std::string snippet(const Problem& problem) {
    const auto letters = characters(problem.source_line);
    const std::size_t column = std::max<std::size_t>(problem.position.column, 1);
    // A caret may stand one behind the last character: something is missing there.
    const std::size_t caret = std::min(column - 1, letters.size());
    std::size_t underlined = std::max<std::size_t>(problem.position.length, 1);
    underlined = std::min(underlined, std::max<std::size_t>(letters.size() - caret, 1));

    std::size_t begin = 0;
    std::size_t end = letters.size();
    if (letters.size() > widest_line) {
        begin = caret > widest_line / 2 ? caret - widest_line / 2 : 0;
        begin = std::min(begin, letters.size() - widest_line);
        end = begin + widest_line;
        underlined = std::min(underlined, std::max<std::size_t>(end - caret, 1));
    }

    std::string line;
    std::string marks;
    if (begin > 0) {
        line += ellipsis;
        marks += ' ';
    }
    for (std::size_t i = begin; i < end; ++i) line += letters[i];
    if (end < letters.size()) line += ellipsis;
    for (std::size_t i = begin; i < caret; ++i) {
        if (letters[i] == "\t")
            marks += '\t';
        else if (!is_combining(letters[i]))
            marks += ' ';
    }
    marks += '^';
    for (std::size_t i = caret + 1; i < caret + underlined; ++i)
        if (!is_combining(letters[i])) marks += '~';

    std::string number = std::to_string(problem.position.line);
    if (number.size() < 5) number.insert(0, 5 - number.size(), ' ');
    return number + " | " + line + '\n' + std::string(number.size(), ' ') + " | " + marks + '\n';
}

std::string counted(std::size_t count, const char* noun) {
    return std::to_string(count) + ' ' + noun + (count == 1 ? "" : "s");
}

}  // namespace

std::string render(const Problem& problem) {
    const SourcePosition& position = problem.position;
    std::string text;
    if (!position.file.empty()) {
        text += printable(position.file);
        if (position.line > 0) {
            text += ':' + std::to_string(position.line);
            if (position.column > 0) text += ':' + std::to_string(position.column);
        }
        text += ": ";
    }
    text += problem.severity == Severity::error ? "error: " : "warning: ";
    text += printable(problem.message) + '\n';
    if (position.line > 0 && !problem.source_line.empty()) text += snippet(problem);
    if (!problem.suggestion.empty()) text += printable(problem.suggestion) + '\n';
    return text;
}

std::string render(const InvalidInput& input) {
    std::string text;
    std::size_t errors = 0;
    std::size_t warnings = 0;
    for (const Problem& problem : input.problems()) {
        text += render(problem);
        ++(problem.severity == Severity::error ? errors : warnings);
    }
    if (errors > 0) text += counted(errors, "error");
    if (errors > 0 && warnings > 0) text += ", ";
    if (warnings > 0) text += counted(warnings, "warning");
    return text + '\n';
}

}  // namespace plancast

#include <algorithm>
#include <string_view>

#include "engine/models/characters.hpp"
#include "engine/models/document.hpp"

namespace plancast {

namespace {

// Walks a TOML string as it stands in the file, keeping for each character of its value where it
// was written.
class StringWalker {
public:
    // @param at  The byte of the opening quote.
    StringWalker(std::string_view text, std::size_t at)
        : text_(text),
          at_(at),
          quote_(text[at]),
          multi_line_(text.substr(at, 3) == std::string(3, text[at])) {
        at_ += multi_line_ ? 3 : 1;
        if (multi_line_ && here() == '\n') ++at_;  // the first line break is no part of the value
    }

    // Passes the character of the value that is next; adds its bytes to @p decoded.
    void next() {
        if (quote_ == '"' && here() == '\\') {
            skip_continued_lines();
            if (here() == '\\') return pass_escape();
        }
        const std::size_t size = character_size(text_, at_);
        decoded += size;
        at_ += size;
    }

    // Where the character that is next was written.
    std::size_t position() {
        skip_continued_lines();
        return at_;
    }

    // Behind the character that was passed last.
    std::size_t end_position() const { return at_; }

    bool ended() const {
        if (at_ >= text_.size()) return true;
        if (here() != quote_) return !multi_line_ && here() == '\n';
        if (!multi_line_) return true;
        // Quotes may stand right before the closing three: the last three of a row close.
        std::size_t row = 0;
        while (at_ + row < text_.size() && text_[at_ + row] == quote_) ++row;
        return row == 3;
    }

    std::size_t decoded = 0;  ///< bytes of the value passed

private:
    char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    // A backslash at the end of a line joins it to the next word.
    void skip_continued_lines() {
        while (multi_line_ && quote_ == '"' && here() == '\\') {
            const std::size_t end = text_.find_first_not_of(" \t\r\n", at_ + 1);
            const std::size_t next = std::min(end, text_.size());
            if (text_.substr(at_, next - at_).find('\n') == std::string_view::npos) return;
            at_ = next;
        }
    }

    void pass_escape() {
        const char kind = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
        const std::size_t digits = kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
        unsigned long code = 0;
        for (std::size_t i = 0; i < digits && at_ + 2 + i < text_.size(); ++i) {
            const char digit = text_[at_ + 2 + i];
            const int value = digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
            code = code * 16 + static_cast<unsigned long>(value);
        }
        decoded += code < 0x80u ? 1 : code < 0x800u ? 2 : code < 0x10000u ? 3 : 4;
        at_ = std::min(at_ + 2 + digits, text_.size());
    }

    std::string_view text_;
    std::size_t at_;
    char quote_;
    bool multi_line_;
};

}  // namespace

Place place_in_string(const Tree& string_tree, std::size_t offset, std::size_t length) {
    const Place& whole = string_tree.place;
    if (!whole.file || !string_tree.is_string()) return whole;
    const std::string_view text = whole.file->text();
    const std::size_t opening = whole.file->offset(whole.line, whole.column);
    if (opening >= text.size() || (text[opening] != '"' && text[opening] != '\'')) return whole;

    StringWalker walker(text, opening);
    while (walker.decoded < offset && !walker.ended()) walker.next();
    const std::size_t begin = walker.position();
    while (walker.decoded < offset + std::max<std::size_t>(length, 1) && !walker.ended())
        walker.next();
    return place_at(whole.file, begin, std::max(walker.end_position(), begin + 1));
}

}  // namespace plancast

#include "engine/models/toml_outline.hpp"

#include <algorithm>
#include <map>

namespace plancast {

namespace {

class Scanner {
public:
    Scanner(std::string_view text, std::size_t deepest) : text_(text), deepest_(deepest) {}

    TomlOutline scan() {
        while (at_ < text_.size() && !outline_.too_deep) {
            skip_blank_lines();
            if (at_ >= text_.size()) break;
            if (!(text_[at_] == '[' ? scan_header() : scan_entry())) break;
        }
        return std::move(outline_);
    }

private:
    char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    bool starts(std::string_view word) const { return text_.substr(at_, word.size()) == word; }

    void skip_spaces() {
        while (here() == ' ' || here() == '\t') ++at_;
    }

    void skip_line() { at_ = std::min(text_.find('\n', at_), text_.size()); }

    void skip_blank_lines() {
        for (;;) {
            skip_spaces();
            if (here() == '#') skip_line();
            if (at_ >= text_.size() || (here() != '\n' && here() != '\r')) return;
            ++at_;
        }
    }

    // Passes a string of any of the four kinds; false where it does not end.
    bool skip_string() {
        const std::size_t opening = at_;
        if (pass_string()) return true;
        outline_.unclosed = opening;
        return false;
    }

    bool pass_string() {
        const char quote = text_[at_];
        const std::string three(3, quote);
        if (starts(three)) {
            at_ += 3;
            while (at_ < text_.size() && !starts(three)) at_ += skip_one(quote);
            if (at_ >= text_.size()) return false;
            at_ += 3;
            // Up to two quotes may stand before the closing three.
            while (here() == quote) ++at_;
            return true;
        }
        ++at_;
        while (at_ < text_.size() && here() != quote && here() != '\n') at_ += skip_one(quote);
        if (here() != quote) return false;
        ++at_;
        return true;
    }

    // An escaped quote does not close; a line break closes no matter what stands before it.
    std::size_t skip_one(char quote) const {
        const bool escapes = quote == '"' && here() == '\\';
        return escapes && at_ + 1 < text_.size() && text_[at_ + 1] != '\n' ? 2 : 1;
    }

    static bool is_bare(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-';
    }

    // Reads names with dots between them; false where there are none or too many.
    bool scan_names(std::vector<std::string>& names) {
        for (std::size_t count = 1;; ++count) {
            if (count > deepest_) {
                outline_.too_deep = at_;
                return false;
            }
            skip_spaces();
            const std::size_t begin = at_;
            if (here() == '"' || here() == '\'') {
                if (!skip_string()) return false;
                names.emplace_back(text_.substr(begin + 1, at_ - begin - 2));
            } else {
                while (is_bare(here())) ++at_;
                if (at_ == begin) return false;
                names.emplace_back(text_.substr(begin, at_ - begin));
            }
            const std::size_t end = at_;
            skip_spaces();
            if (here() != '.') {
                key_end_ = end;
                return true;
            }
            ++at_;
        }
    }

    bool scan_header() {
        TomlStatement statement;
        statement.begin = at_;
        statement.is_header = true;
        ++at_;
        if (here() == '[') {
            statement.is_array_element = true;
            ++at_;
        }
        if (!scan_names(statement.path) || here() != ']') return false;
        at_ += statement.is_array_element ? 2 : 1;
        statement.key_end = at_;
        header_ = statement.path;
        if (statement.is_array_element) {
            // Elements of an array of tables share a name and are told apart by their number.
            std::string joined;
            for (const std::string& name : header_) joined += name + '.';
            header_.back() += '#' + std::to_string(++elements_[joined]);
            statement.path = header_;
        } else {
            resolve_elements(statement.path);
            header_ = statement.path;
        }
        outline_.statements.push_back(std::move(statement));
        return scan_rest_of_line();
    }

    // "[a.b]" after "[[a]]" means the latest element of a.
    void resolve_elements(std::vector<std::string>& path) const {
        std::string joined;
        for (std::string& name : path) {
            joined += name + '.';
            const auto latest = elements_.find(joined);
            if (latest != elements_.end()) name += '#' + std::to_string(latest->second);
        }
    }

    bool scan_entry() {
        TomlStatement statement;
        statement.path = header_;
        statement.begin = at_;
        if (!scan_names(statement.path) || here() != '=') return false;
        statement.key_end = key_end_;
        outline_.statements.push_back(std::move(statement));
        ++at_;
        return scan_rest_of_line();
    }

    // Passes a value to the end of its last line: brackets may hold more lines.
    bool scan_rest_of_line() {
        std::vector<std::size_t> open;  // brackets
        std::size_t dots = 0;
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '"' || c == '\'') {
                if (!skip_string()) return false;
                continue;
            }
            if (c == '#') {
                skip_line();
                continue;
            }
            if (c == '\n' && open.empty()) return true;
            if (c == '[' || c == '{') open.push_back(at_);
            if ((c == ']' || c == '}') && !open.empty()) open.pop_back();
            if (c == '.')
                ++dots;
            else if (!is_bare(c) && c != ' ' && c != '\t')
                dots = 0;
            if (open.size() > deepest_ || dots >= deepest_) {
                outline_.too_deep = at_;
                return false;
            }
            ++at_;
        }
        if (!open.empty()) outline_.unclosed = open.back();
        return true;
    }

    std::string_view text_;
    std::size_t deepest_;
    std::size_t at_ = 0;
    std::size_t key_end_ = 0;
    std::vector<std::string> header_;
    std::map<std::string, std::size_t> elements_;
    TomlOutline outline_;
};

}  // namespace

TomlOutline outline_toml(std::string_view text, std::size_t deepest) {
    return Scanner(text, deepest).scan();
}

std::string dotted_name(const TomlStatement& statement) {
    std::string joined;
    for (const std::string& name : statement.path)
        joined += (joined.empty() ? "" : ".") + name.substr(0, name.find('#'));
    return joined;
}

std::optional<std::size_t> first_definition(const TomlOutline& outline, std::size_t later) {
    const std::vector<std::string>& path = outline.statements[later].path;
    std::optional<std::size_t> above;
    std::optional<std::size_t> below;
    for (std::size_t i = 0; i < later; ++i) {
        const std::vector<std::string>& earlier = outline.statements[i].path;
        if (earlier == path) return i;
        const std::size_t shared = std::min(earlier.size(), path.size());
        if (!std::equal(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(shared),
                        earlier.begin()))
            continue;
        if (earlier.size() < path.size()) {
            if (!outline.statements[i].is_header && !above) above = i;
        } else if (!below) {
            below = i;
        }
    }
    return above ? above : below;
}

}  // namespace plancast

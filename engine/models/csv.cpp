#include "engine/models/csv.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "engine/core/nearest_name.hpp"

namespace plancast {

namespace {

char separator_of(std::string_view text) {
    const std::string_view line = text.substr(0, text.find('\n'));
    char chosen = ',';
    std::ptrdiff_t most = 0;
    for (const char candidate : {',', ';', '\t'}) {
        const auto found = std::count(line.begin(), line.end(), candidate);
        if (found > most) chosen = candidate, most = found;
    }
    return chosen;
}

/// Reads cell after cell.
class Reader {
public:
    Reader(const SourceFilePtr& file, Problems& problems)
        : file_(file), text_(file->text()), separator_(separator_of(text_)), problems_(problems) {}

    bool at_end() const { return at_ >= text_.size(); }

    /// The cells up to the end of the line.
    std::vector<CsvCell> line() {
        std::vector<CsvCell> cells;
        while (true) {
            cells.push_back(cell());
            if (at_end() || text_[at_] == '\n') break;
            ++at_;
        }
        ++at_;
        return cells;
    }

private:
    bool is_blank(std::size_t i) const {
        return text_[i] == ' ' || (text_[i] == '\t' && separator_ != '\t');
    }

    CsvCell cell() {
        while (!at_end() && is_blank(at_)) ++at_;
        if (!at_end() && text_[at_] == '"') return quoted();
        const std::size_t begin = at_;
        while (!at_end() && text_[at_] != separator_ && text_[at_] != '\n') ++at_;
        std::size_t end = at_;
        while (end > begin && is_blank(end - 1)) --end;
        return {std::string(text_.substr(begin, end - begin)), place_at(file_, begin, end)};
    }

    CsvCell quoted() {
        const std::size_t begin = at_++;
        std::string text;
        while (!at_end() && (text_[at_] != '"' || text_.substr(at_, 2) == "\"\"")) {
            if (text_[at_] == '"') ++at_;  // two quotes are one
            text += text_[at_++];
        }
        if (at_end())
            problems_.error(place_at(file_, begin, begin + 1), "this quote is not closed",
                            "end the text with '\"'; within it, two quotes are one");
        else
            ++at_;
        const Place place = place_at(file_, begin, at_);
        while (!at_end() && text_[at_] != separator_ && text_[at_] != '\n') ++at_;
        return {std::move(text), place};
    }

    const SourceFilePtr& file_;
    std::string_view text_;
    char separator_;
    Problems& problems_;
    std::size_t at_ = 0;
};

bool is_empty(const std::vector<CsvCell>& cells) {
    return std::all_of(cells.begin(), cells.end(),
                       [](const CsvCell& cell) { return cell.text.empty(); });
}

}  // namespace

CsvTable::CsvTable(const SourceFilePtr& file, Problems& problems) : file_(file) {
    Reader reader(file, problems);
    header_ = reader.line();
    while (!reader.at_end()) {
        std::vector<CsvCell> cells = reader.line();
        if (is_empty(cells)) continue;
        if (cells.size() != header_.size())
            problems.error(cells.front().place,
                           fmt::format("this line has {} cell{}, the first line names {} columns",
                                       cells.size(), cells.size() == 1 ? "" : "s", header_.size()),
                           "a text that holds a separator stands in quotes; numbers have no "
                           "separator of thousands");
        else
            rows_.push_back(std::move(cells));
    }
}

std::optional<std::size_t> CsvTable::column(const std::string& name, const Place& asked,
                                            Problems& problems) const {
    std::vector<std::string> names;
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < header_.size(); ++i) {
        names.push_back(header_[i].text);
        if (header_[i].text != name) continue;
        if (found) {
            problems.error(header_[i].place, fmt::format("two columns are called '{}'", name),
                           "give one another name");
            return std::nullopt;
        }
        found = i;
    }
    if (found) return found;
    const std::string nearest = nearest_name(name, names);
    problems.error(asked, fmt::format("'{}' has no column '{}'", file_->path(), name),
                   nearest.empty() ? fmt::format("it has: {}", fmt::join(names, ", "))
                                   : fmt::format("did you mean '{}'?", nearest));
    return std::nullopt;
}

}  // namespace plancast

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>

#include "engine/core/nearest_name.hpp"
#include "engine/models/characters.hpp"
#include "engine/models/document.hpp"

namespace plancast {

namespace {

constexpr std::size_t largest_file = std::size_t{64} << 20;

[[noreturn]] void refuse(const std::string& path, std::string message,
                         std::string suggestion = {}) {
    throw InvalidInput(std::vector<Problem>{
        {SourcePosition{path}, std::move(message), std::move(suggestion), {}, Severity::error}});
}

std::string nearest_file(const std::filesystem::path& path) {
    const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
    std::vector<std::string> names;
    std::error_code ignored;
    for (const char* left_out : {".toml", ".csv"}) {
        std::string whole = path.string() + left_out;
        if (std::filesystem::is_regular_file(whole, ignored)) return whole;
    }
    for (std::filesystem::directory_iterator entry(folder, ignored), end; entry != end;
         entry.increment(ignored)) {
        if (ignored) break;
        if (!entry->is_directory(ignored)) names.push_back(entry->path().filename().string());
    }
    std::sort(names.begin(), names.end());  // a folder is listed in no order
    const std::string nearest = nearest_name(path.filename().string(), names);
    return nearest.empty() ? nearest : (path.parent_path() / nearest).string();
}

std::string read_bytes(const std::string& path) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                               &std::fclose);
    if (!file) throw MachineFailure(fmt::format("{}: {}", path, std::strerror(errno)));
    std::string text;
    char buffer[65536];
    for (;;) {
        const std::size_t count = std::fread(buffer, 1, sizeof buffer, file.get());
        text.append(buffer, count);
        // The size is checked while reading: a pipe or a device has none beforehand.
        if (text.size() > largest_file) refuse(path, "the file is larger than 64 MiB");
        if (count < sizeof buffer) break;
    }
    if (std::ferror(file.get()))
        throw MachineFailure(fmt::format("{}: {}", path, std::strerror(errno)));
    return text;
}

// What the first bytes betray.
std::string advice_for_encoding(std::string_view text) {
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
        return "this is UTF-16, which some editors call Unicode: save the file as UTF-8";
    if (text.starts_with("PK\x03\x04"))
        return "this is a spreadsheet, a document or an archive: save it as text (of a sheet: "
               "CSV), "
               "in UTF-8";
    return "save the file as UTF-8";
}

[[noreturn]] void refuse_byte(const std::string& path, const std::string& text, std::size_t bad) {
    const std::size_t start = bad == 0 ? 0 : text.rfind('\n', bad - 1) + 1;  // npos + 1 is 0
    Problem problem;
    problem.position.file = path;
    problem.position.line =
        1 + static_cast<std::size_t>(
                std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(bad), '\n'));
    problem.position.column =
        1 + count_characters(std::string_view(text).substr(start, bad - start));
    problem.source_line = text.substr(start, bad - start) + "\uFFFD";
    problem.message = fmt::format("the file is not valid UTF-8: byte 0x{:02X} cannot stand here",
                                  static_cast<unsigned>(static_cast<unsigned char>(text[bad])));
    problem.suggestion = advice_for_encoding(text);
    throw InvalidInput(std::vector<Problem>{std::move(problem)});
}

}  // namespace

SourceFile::SourceFile(std::string path, std::string text)
    : path_(std::move(path)), text_(std::move(text)), line_starts_{0} {
    for (std::size_t i = 0; i < text_.size(); ++i)
        if (text_[i] == '\n') line_starts_.push_back(i + 1);
}

std::string SourceFile::line(std::size_t line) const {
    if (line == 0 || line > line_starts_.size()) return {};
    const std::size_t begin = line_starts_[line - 1];
    std::size_t end = line < line_starts_.size() ? line_starts_[line] - 1 : text_.size();
    if (end > begin && text_[end - 1] == '\r') --end;
    return text_.substr(begin, end - begin);
}

std::size_t SourceFile::offset(std::size_t line, std::size_t column) const {
    if (line == 0 || line > line_starts_.size()) return text_.size();
    std::size_t offset = line_starts_[line - 1];
    for (std::size_t i = 1; i < column && offset < text_.size() && text_[offset] != '\n'; ++i)
        offset += character_size(text_, offset);
    return offset;
}

std::string place_text(const Place& place, const Place& here) {
    if (place.file == here.file || !place.file) return fmt::format("line {}", place.line);
    return fmt::format("{}:{}", place.file->path(), place.line);
}

Place place_at(const SourceFilePtr& file, std::size_t begin, std::size_t end) {
    const std::string_view text = file->text();
    begin = std::min(begin, text.size());
    Place place;
    place.file = file;
    place.line = file->line_at(begin);
    const std::size_t line_start = file->offset(place.line, 1);
    place.column = 1 + count_characters(text.substr(line_start, begin - line_start));
    end = std::min({end, text.size(), text.find('\n', begin)});
    place.length = end > begin ? count_characters(text.substr(begin, end - begin)) : 1;
    return place;
}

std::size_t SourceFile::line_at(std::size_t offset) const {
    const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
    return static_cast<std::size_t>(after - line_starts_.begin());
}

SourceFilePtr read_source(const std::string& path) {
    namespace fs = std::filesystem;
    std::error_code failure;
    const fs::file_status status = fs::status(path, failure);
    if (path.empty()) refuse(path, "the name of the file is empty");
    if (status.type() == fs::file_type::not_found) {
        const std::string nearest = nearest_file(path);
        const fs::path folder = fs::path(path).parent_path();
        refuse(path, "there is no such file",
               !nearest.empty() ? fmt::format("did you mean '{}'?", nearest)
               : folder.empty() || fs::is_directory(folder, failure)
                   ? std::string()
                   : fmt::format("there is no folder '{}' either", folder.string()));
    }
    if (fs::is_directory(status))
        refuse(path, "this is a folder; expected a file", "name a file in it");

    return source_of_text(path, read_bytes(path));
}

SourceFilePtr source_of_text(const std::string& path, std::string text) {
    if (text.rfind("\xEF\xBB\xBF", 0) == 0) text.erase(0, 3);
    if (const auto bad = first_invalid_byte(text)) refuse_byte(path, text, *bad);
    if (text.find_first_not_of(" \t\r\n") == std::string::npos)
        refuse(path, "the file is empty", "fill it in, or name another");
    std::size_t kept = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] != '\r' || i + 1 >= text.size() || text[i + 1] != '\n') text[kept++] = text[i];
    text.resize(kept);
    return std::make_shared<const SourceFile>(path, to_nfc(text));
}

}  // namespace plancast

#include "engine/models/plan_draft.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace plancast {

namespace {

std::string quoted(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            result += {'\\', c};
        else if (c == '\n')
            result += "\\n";
        else if (byte < 0x20 || byte == 0x7F)
            result += fmt::format("\\u{:04X}", unsigned{byte});
        else
            result += c;
    }
    return result + '"';
}

std::string written_key(std::string_view key) {
    const auto is_bare = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-';
    };
    const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), is_bare);
    return bare ? std::string(key) : quoted(key);
}

std::string written_path(std::string_view path) {
    const auto dot = path.find('.');
    if (dot == std::string_view::npos) return written_key(path);
    return written_key(path.substr(0, dot)) + '.' + written_path(path.substr(dot + 1));
}

}  // namespace

// The shortest text that reads back as the same number; "nan" and "inf" are refused like a file's.
DraftValue::DraftValue(double number) : text_(fmt::format("{}", number)) {}

DraftValue::DraftValue(std::string_view text) : text_(quoted(text)) {}

DraftValue list(const std::vector<DraftValue>& items) {
    std::vector<std::string> texts;
    for (const DraftValue& item : items) texts.push_back(item.text());
    return DraftValue(DraftValue::Written{fmt::format("[{}]", fmt::join(texts, ", "))});
}

DraftValue table(const std::vector<std::pair<std::string, DraftValue>>& members) {
    std::vector<std::string> texts;
    for (const auto& [key, value] : members)
        texts.push_back(fmt::format("{} = {}", written_path(key), value.text()));
    return DraftValue(DraftValue::Written{fmt::format("{{ {} }}", fmt::join(texts, ", "))});
}

DraftEntry& DraftEntry::set(std::string_view key, const DraftValue& value) {
    const std::string written = written_path(key);
    for (auto& [known, text] : lines_) {
        if (known != written) continue;
        text = value.text();
        return *this;
    }
    lines_.emplace_back(written, value.text());
    return *this;
}

std::string DraftEntry::text() const {
    std::string text = heading_ + '\n';
    for (const auto& [key, value] : lines_) text += fmt::format("{} = {}\n", key, value);
    return text;
}

DraftEntry& PlanDraft::find_or_begin(std::string heading) {
    for (DraftEntry& entry : entries_)
        if (entry.heading() == heading) return entry;
    return entries_.emplace_back(std::move(heading));
}

DraftEntry& PlanDraft::section(std::string_view name) {
    return find_or_begin(fmt::format("[{}]", written_key(name)));
}

DraftEntry& PlanDraft::entry(std::string_view section, std::string_view name) {
    return find_or_begin(fmt::format("[{}.{}]", written_key(section), written_key(name)));
}

DraftEntry& PlanDraft::correlation() { return entries_.emplace_back("[[correlations]]"); }

std::string PlanDraft::text() const {
    std::string text;
    for (const DraftEntry& entry : entries_) text += (text.empty() ? "" : "\n") + entry.text();
    return text;
}

SourceFilePtr PlanDraft::source() const { return source_of_text(name_, text()); }

}  // namespace plancast

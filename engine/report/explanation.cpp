#include "engine/report/explanation.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/models/keys.hpp"
#include "engine/report/display_width.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/phrase_text.hpp"

namespace plancast {

namespace {

constexpr EntryKind kinds[] = {EntryKind::section,   EntryKind::key,      EntryKind::law,
                               EntryKind::count_law, EntryKind::function, EntryKind::word,
                               EntryKind::unit};

Phrase singular(EntryKind kind) {
    switch (kind) {
        case EntryKind::section: return Phrase::section;
        case EntryKind::key: return Phrase::key;
        case EntryKind::law: return Phrase::law;
        case EntryKind::count_law: return Phrase::count_law;
        case EntryKind::function: return Phrase::function;
        case EntryKind::word: return Phrase::word;
        case EntryKind::unit: break;
    }
    return Phrase::unit_word;
}

Phrase plural(EntryKind kind) {
    switch (kind) {
        case EntryKind::section: return Phrase::explained_sections;
        case EntryKind::key: return Phrase::explained_keys;
        case EntryKind::law: return Phrase::explained_laws;
        case EntryKind::count_law: return Phrase::explained_count_laws;
        case EntryKind::function: return Phrase::explained_functions;
        case EntryKind::word: return Phrase::explained_words;
        case EntryKind::unit: break;
    }
    return Phrase::explained_units;
}

std::string in_language(const Meaning& meaning, Language language) {
    return std::string(language == Language::vi ? meaning.vi : meaning.en);
}

// On a terminal, code is told from words by what it looks like.
std::string without_backticks(std::string text) {
    text.erase(std::remove(text.begin(), text.end(), '`'), text.end());
    return text;
}

// A sentence begins with a capital, a formula or a name stays as it is.
std::string with_capital(std::string text) {
    const std::size_t end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz");
    const bool is_word = text.starts_with("a ") ||
                         (end > 1 && (end == std::string::npos || text[end] == ' ' ||
                                      text[end] == ',' || text[end] == ':' || text[end] == ';'));
    if (is_word) text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

// "a key, in [levers.NAME], [inputs.NAME]"
std::string kind_text(const Entry& entry, Language language) {
    std::string kind = word(singular(entry.kind), language);
    std::vector<std::string> headings;
    for (const Section& section : sections())
        if (std::find(entry.sections.begin(), entry.sections.end(), section.name) !=
            entry.sections.end())
            headings.emplace_back(section.heading);
    headings.erase(std::unique(headings.begin(), headings.end()), headings.end());
    if (headings.empty()) return kind;
    return fmt::format(fmt::runtime(phrase(Phrase::stands_in, language)), kind,
                       fmt::join(headings, ", "));
}

std::string meaning_text(const Entry& entry, Language language) {
    std::string text = in_language(entry.meaning, language);
    if (entry.kind == EntryKind::unit) {
        text += fmt::format(": {}", plain_text(entry.scale, language, 4));
        if (!entry.base.empty() && entry.usages.empty()) text += " " + entry.base;
    }
    return text;
}

std::string joined_codes(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "`" : ", `") + name + "`";
    return text;
}

// What is drawn has a law for a key besides.
std::string laws_line(const std::string& section, const TextStyle& style) {
    std::vector<std::string> names;
    EntryKind kind = EntryKind::law;
    for (const Entry& entry : reference()) {
        if ((entry.kind != EntryKind::law && entry.kind != EntryKind::count_law) ||
            std::find(entry.sections.begin(), entry.sections.end(), section) ==
                entry.sections.end())
            continue;
        names.push_back(entry.name);
        kind = entry.kind;
    }
    if (names.empty()) return {};
    return wrapped(
        fmt::format("{}: {}", word(plural(kind), style.language), fmt::join(names, ", ")), 2, 4,
        style.width);
}

std::string rows_text(const std::vector<std::pair<std::string, std::string>>& rows,
                      const TextStyle& style) {
    std::size_t widest = 0;
    for (const auto& [name, meaning] : rows) widest = std::max(widest, display_width(name));
    const std::size_t indent = 4 + widest + 2;
    std::string text;
    for (const auto& [name, meaning] : rows) {
        const std::string lines = wrapped(without_backticks(meaning), indent, indent, style.width);
        text += std::string(4, ' ') + pad_right(name, widest) + lines.substr(4 + widest);
    }
    return text;
}

}  // namespace

std::string listing_text(const std::vector<Entry>& entries, const TextStyle& style) {
    std::vector<std::pair<std::string, std::string>> rows;
    for (const Entry& entry : entries)
        rows.emplace_back(entry.name, meaning_text(entry, style.language));
    return rows_text(rows, style);
}

std::string explanation_text(const std::vector<Entry>& entries, const TextStyle& style) {
    std::string text;
    for (const Entry& entry : entries) {
        if (!text.empty()) text += "\n";
        text += line(heading(entry.name, style) + " – " + kind_text(entry, style.language), style);
        for (const std::string& usage : entry.usages) text += "    " + usage + "\n";
        if (!entry.optional.empty())
            text += "    " +
                    fmt::format(fmt::runtime(phrase(Phrase::may_add, style.language)),
                                fmt::join(entry.optional, ", ")) +
                    "\n";
        text += wrapped(with_capital(without_backticks(meaning_text(entry, style.language))), 2, 2,
                        style.width);
        std::vector<std::pair<std::string, std::string>> parameters;
        for (const auto& [name, meaning] : entry.parameters)
            parameters.emplace_back(name, in_language(meaning, style.language));
        text += rows_text(parameters, style);
        if (!entry.also.empty())
            text += wrapped(fmt::format(fmt::runtime(phrase(Phrase::also_written, style.language)),
                                        fmt::join(entry.also, ", ")),
                            2, 2, style.width);
        if (entry.kind == EntryKind::section) {
            text += listing_text(list_entries(entry.name), style);
            text += laws_line(entry.name, style);
        }
    }
    return text;
}

std::string contents_text(const TextStyle& style) {
    std::string text;
    for (const EntryKind kind : kinds) {
        std::vector<std::string> names;
        for (const Entry& entry : reference())
            if (entry.kind == kind &&
                std::find(names.begin(), names.end(), entry.name) == names.end())
                names.push_back(entry.name);
        if (names.empty()) continue;
        text += heading(word(plural(kind), style.language), style) + "\n";
        text += wrapped(fmt::format("{}", fmt::join(names, ", ")), 2, 2, style.width) + "\n";
    }
    return text + word(Phrase::how_to_explain, style.language) + "\n";
}

Json explanation_json(const std::vector<Entry>& entries, Language language) {
    const auto texts = [](const std::vector<std::string>& items) {
        Json json{Json::Array{}};
        for (const std::string& item : items) json.append(item);
        return json;
    };
    Json all{Json::Array{}};
    for (const Entry& entry : entries) {
        Json json;
        json.set("kind", std::string(plural_name(entry.kind)));
        json.set("name", entry.name);
        json.set("also", texts(entry.also));
        json.set("usages", texts(entry.usages));
        json.set("optional", texts(entry.optional));
        Json parameters{Json::Object{}};
        for (const auto& [name, meaning] : entry.parameters)
            parameters.set(name, in_language(meaning, language));
        json.set("parameters", parameters);
        json.set("sections", texts(entry.sections));
        json.set("meaning", meaning_text(entry, language));
        all.append(std::move(json));
    }
    Json document;
    document.set("entries", all);
    return document;
}

std::string explanation_markdown(const std::vector<Entry>& entries, Language language) {
    std::string text = fmt::format("| {} | {} |\n| --- | --- |\n", word(Phrase::written, language),
                                   word(Phrase::meaning, language));
    for (const Entry& entry : entries) {
        std::vector<std::string> written = entry.usages;
        if (entry.kind == EntryKind::unit) {
            written = {entry.name};
            written.insert(written.end(), entry.also.begin(), entry.also.end());
        }
        std::string row = joined_codes(written);
        if (!entry.optional.empty())
            row += "; " + fmt::format(fmt::runtime(phrase(Phrase::may_add, language)),
                                      joined_codes(entry.optional));
        text += fmt::format("| {} | {} |\n", row, meaning_text(entry, language));
    }
    return text;
}

}  // namespace plancast

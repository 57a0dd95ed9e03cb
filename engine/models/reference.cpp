#include "engine/models/reference.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "engine/models/count_laws.hpp"
#include "engine/models/functions.hpp"
#include "engine/models/keys.hpp"
#include "engine/models/laws.hpp"
#include "engine/models/meanings.hpp"
#include "engine/models/unit_words.hpp"
#include "engine/models/words.hpp"

namespace plancast {

namespace {

struct KindName {
    EntryKind kind;
    std::string_view plural;
};

constexpr std::array kind_names{
    KindName{EntryKind::section, "sections"},   KindName{EntryKind::key, "keys"},
    KindName{EntryKind::law, "laws"},           KindName{EntryKind::count_law, "count laws"},
    KindName{EntryKind::function, "functions"}, KindName{EntryKind::word, "words"},
    KindName{EntryKind::unit, "units"},
};

// "round(x) or round(x, step)" says two ways.
std::vector<std::string> ways(std::string_view usage,
                              std::initializer_list<std::string_view> separators) {
    std::vector<std::string> found;
    int depth = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < usage.size(); ++i) {
        if (usage[i] == '(' || usage[i] == '{' || usage[i] == '[') ++depth;
        if (usage[i] == ')' || usage[i] == '}' || usage[i] == ']') --depth;
        for (const std::string_view between : separators) {
            if (depth > 0 || usage.substr(i, between.size()) != between) continue;
            found.emplace_back(usage.substr(begin, i - begin));
            begin = i + between.size();
        }
    }
    found.emplace_back(usage.substr(begin));
    return found;
}

std::string usage_of_law(const std::string& key, const std::vector<std::string>& parameters) {
    return fmt::format("{} = {{ {} }}", key, fmt::join(parameters, ", "));
}

void add_sections(std::vector<Entry>& entries) {
    for (const Section& section : sections()) {
        Entry entry;
        entry.kind = EntryKind::section;
        entry.name = section.name;
        entry.usages = {std::string(section.heading)};
        entry.meaning = section.meaning;
        entries.push_back(std::move(entry));
    }
}

void add_keys(std::vector<Entry>& entries) {
    for (const Key& key : keys()) {
        Entry entry;
        entry.kind = EntryKind::key;
        entry.name = key.name;
        entry.usages = {std::string(key.form)};
        for (const Section& section : sections())
            if (stands_in(key, section.name)) entry.sections.emplace_back(section.name);
        entry.meaning = key.meaning;
        entries.push_back(std::move(entry));
    }
}

std::vector<std::string> names_of(const std::vector<LawParameter>& parameters) {
    std::vector<std::string> names;
    for (const LawParameter& parameter : parameters) names.push_back(parameter.name);
    return names;
}

void add_laws(std::vector<Entry>& entries) {
    for (const NamedLaw& law : named_laws()) {
        Entry entry;
        entry.kind = EntryKind::law;
        entry.name = law.key;
        entry.usages = law.written;
        if (law.written.empty())
            for (const auto& way : law.parameters)
                entry.usages.push_back(usage_of_law(law.key, names_of(way)));
        entry.optional = names_of(law.optional);
        entry.sections = {"inputs"};
        entry.meaning = law.meaning;
        entries.push_back(std::move(entry));
    }
}

void add_count_laws(std::vector<Entry>& entries) {
    for (const CountSyntax& law : count_syntaxes()) {
        Entry entry;
        entry.kind = EntryKind::count_law;
        entry.name = law.key;
        entry.usages = {usage_of_law(law.key, law.parameter_names())};
        for (const CountParameter& parameter : law.parameters)
            entry.parameters.emplace_back(parameter.name, parameter.meaning);
        entry.sections = {"counts"};
        entry.meaning = law.meaning;
        entries.push_back(std::move(entry));
    }
}

void add_functions(std::vector<Entry>& entries) {
    for (const Function& function : functions()) {
        Entry entry;
        entry.kind = EntryKind::function;
        entry.name = function.name;
        entry.usages = ways(function.usage, {" or ", ", "});
        entry.meaning = function_meaning(function.name);
        entries.push_back(std::move(entry));
    }
}

void add_words(std::vector<Entry>& entries) {
    for (const Word& word : words()) {
        Entry entry;
        entry.kind = EntryKind::word;
        entry.name = word.text;
        entry.usages = ways(word.usage, {", "});
        entry.meaning = word.meaning;
        entries.push_back(std::move(entry));
    }
}

// Words of the same size stand one behind the other in their table and share an entry.
void add_units(std::vector<Entry>& entries) {
    const UnitWord* last = nullptr;
    for (const UnitWord& word : unit_words()) {
        const bool same = last != nullptr && last->dimension == word.dimension &&
                          last->scale == word.scale && last->power == word.power;
        last = &word;
        if (same) {
            entries.back().also.emplace_back(word.word);
            continue;
        }
        Entry entry;
        entry.kind = EntryKind::unit;
        entry.name = word.word;
        entry.scale = word.scale;
        entry.base = word.dimension;
        if (word.power != 1) entry.base += std::to_string(word.power);
        entry.meaning = dimension_meaning(entry.base);
        if (word.dimension == percentage_point_dimension) entry.base.clear();  // 0.01, as of 1
        entries.push_back(std::move(entry));
    }
    const UnitPrefix* before = nullptr;
    for (const UnitPrefix& prefix : unit_prefixes()) {
        const bool same = before != nullptr && before->scale == prefix.scale &&
                          before->of_money_only == prefix.of_money_only;
        before = &prefix;
        if (same) {
            entries.back().also.emplace_back(prefix.word);
            continue;
        }
        Entry entry;
        entry.kind = EntryKind::unit;
        entry.name = prefix.word;
        entry.usages = {fmt::format("{} {}", prefix.word, prefix.of_money_only ? "VND" : "people")};
        entry.scale = prefix.scale;
        entry.meaning = prefix_meaning(prefix.of_money_only);
        entries.push_back(std::move(entry));
    }
}

bool has_name(const Entry& entry, std::string_view name) {
    return entry.name == name ||
           std::find(entry.also.begin(), entry.also.end(), name) != entry.also.end();
}

/// Whether a text has the name as a word of its own: "sd" in "{ mean, sd }", not in "log_sd".
bool has_word(std::string_view text, std::string_view name) {
    const auto continues = [](char byte) {
        return byte == '_' || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z');
    };
    for (std::size_t at = text.find(name); at != std::string_view::npos;
         at = text.find(name, at + 1)) {
        const std::size_t end = at + name.size();
        if ((at == 0 || !continues(text[at - 1])) && (end == text.size() || !continues(text[end])))
            return true;
    }
    return false;
}

/// Whether it is what a law is written with, or an argument that a function takes by name.
bool takes(const Entry& entry, std::string_view name) {
    const bool is_function = entry.kind == EntryKind::function;
    if (!is_function && entry.kind != EntryKind::law && entry.kind != EntryKind::count_law)
        return false;
    const std::string wanted = std::string(name) + (is_function ? " =" : "");
    return std::find(entry.optional.begin(), entry.optional.end(), name) != entry.optional.end() ||
           std::any_of(entry.usages.begin(), entry.usages.end(), [&](const std::string& usage) {
               return has_word(is_function ? usage : usage.substr(usage.find('=') + 1), wanted);
           });
}

bool stands_in(const Entry& entry, std::string_view section) {
    return std::find(entry.sections.begin(), entry.sections.end(), section) != entry.sections.end();
}

}  // namespace

const std::vector<Entry>& reference() {
    static const std::vector<Entry> entries = [] {
        std::vector<Entry> all;
        add_sections(all);
        add_keys(all);
        add_laws(all);
        add_count_laws(all);
        add_functions(all);
        add_words(all);
        add_units(all);
        return all;
    }();
    return entries;
}

std::string_view plural_name(EntryKind kind) {
    for (const KindName& name : kind_names)
        if (name.kind == kind) return name.plural;
    return {};
}

std::vector<Entry> find_entries(std::string_view name) {
    for (const Section& section : sections())
        if (section.heading == name) name = section.name;
    std::vector<Entry> found;
    for (const Entry& entry : reference())
        if (has_name(entry, name)) found.push_back(entry);
    if (found.empty() && !name.empty())
        for (const Entry& entry : reference())
            if (takes(entry, name)) found.push_back(entry);
    const auto dot = name.rfind('.');
    if (!found.empty() || dot == std::string_view::npos) return found;
    for (const Entry& entry : reference())
        if (has_name(entry, name.substr(dot + 1)) && stands_in(entry, name.substr(0, dot)))
            found.push_back(entry);
    return found;
}

std::vector<Entry> list_entries(std::string_view name) {
    std::vector<Entry> found;
    for (const Entry& entry : reference())
        if (plural_name(entry.kind) == name) found.push_back(entry);
    if (!found.empty()) return found;
    for (const Entry& entry : reference())
        if (entry.kind == EntryKind::key && stands_in(entry, name)) found.push_back(entry);
    return found;
}

}  // namespace plancast

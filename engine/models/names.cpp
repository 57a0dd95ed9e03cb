#include "engine/models/names.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/core.h>
#include <utf8proc.h>

#include "engine/core/nearest_name.hpp"
#include "engine/models/words.hpp"

namespace plancast {

namespace {

bool is_letter(utf8proc_int32_t code) {
    const auto category = utf8proc_category(code);
    return code == '_' || (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_MC);
}

bool is_digit(utf8proc_int32_t code) { return code >= '0' && code <= '9'; }

}  // namespace

const char* kind_name(Symbol::Kind kind) {
    switch (kind) {
        case Symbol::Kind::reading: return "reading";
        case Symbol::Kind::lever: return "lever";
        case Symbol::Kind::input: return "input";
        case Symbol::Kind::series: return "series";
        case Symbol::Kind::table: return "table";
        case Symbol::Kind::function: return "function";
    }
    return "";
}

bool is_name(const std::string& text) {
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    auto left = static_cast<utf8proc_ssize_t>(text.size());
    for (bool first = true; left > 0; first = false) {
        utf8proc_int32_t code = 0;
        const utf8proc_ssize_t used = utf8proc_iterate(bytes, left, &code);
        if (used <= 0) return false;
        if (!is_letter(code) && (first || !is_digit(code))) return false;
        bytes += used;
        left -= used;
    }
    return !text.empty();
}

std::string name_advice(const std::string& text) {
    std::string name;
    for (const char c : text) {
        const bool fits =
            static_cast<unsigned char>(c) >= 0x80u || is_digit(c) || is_name(std::string(1, c));
        if (fits || (!name.empty() && name.back() != '_')) name += fits ? c : '_';
    }
    while (name.size() > 1 && name.back() == '_') name.pop_back();
    if (!name.empty() && is_digit(name.front())) name = '_' + name;
    const std::string rule =
        "a name is made of letters, digits and '_', and does not begin with a digit";
    return is_name(name) && name != "_" ? fmt::format("write {}: {}", name, rule) : rule;
}

std::string declaration_advice(const std::string& name) {
    const bool plain = std::all_of(name.begin(), name.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80u; });
    const std::string key = plain ? name : fmt::format("\"{}\"", name);
    return fmt::format("declare it as [inputs.{0}], [levers.{0}] or [series.{0}]", key);
}

std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t most = 8;
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < most; ++i)
        text += (i == 0 ? "" : ", ") + names[i];
    return names.size() > most ? text + ", ..." : text;
}

bool Names::declare(const std::string& name, Symbol symbol, Problems& problems) {
    if (!is_name(name)) {
        set_aside(name);
        problems.error(symbol.place, fmt::format("'{}' is not a name", name), name_advice(name));
        return false;
    }
    for (const Word& word : words()) {
        if (word.kind != Word::Kind::keyword && word.kind != Word::Kind::name) continue;
        if (name != word.text) continue;
        set_aside(name);
        problems.error(symbol.place, fmt::format("'{}' is a word of the language", name),
                       "choose another name");
        return false;
    }
    const auto [entry, added] = symbols_.emplace(name, symbol);
    if (added) {
        order_.push_back(name);
        return true;
    }
    problems.error(symbol.place,
                   fmt::format("the name '{}' is taken by {} {}", name,
                               entry->second.kind == Symbol::Kind::input ? "an" : "a",
                               kind_name(entry->second.kind)),
                   fmt::format("declared at {}; choose another name",
                               place_text(entry->second.place, symbol.place)));
    return false;
}

void Names::set_aside(const std::string& name) {
    set_aside_.insert(name);
    std::string part;
    for (const char c : name + ' ') {
        const bool letter = static_cast<unsigned char>(c) >= 0x80u || c == '_' ||
                            std::isalnum(static_cast<unsigned char>(c)) != 0;
        if (letter) {
            part += c;
        } else if (!part.empty()) {
            set_aside_.insert(std::exchange(part, {}));
        }
    }
}

const Symbol* Names::find(const std::string& name) const {
    const auto entry = symbols_.find(name);
    return entry == symbols_.end() ? nullptr : &entry->second;
}

std::string Names::suggestion(const std::string& name, const Place& here) const {
    const std::string nearest = nearest_name(name, order_);
    if (nearest.empty()) return {};
    return fmt::format("did you mean '{}'? (declared at {})", nearest,
                       place_text(symbols_.at(nearest).place, here));
}

}  // namespace plancast

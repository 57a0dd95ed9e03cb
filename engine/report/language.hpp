#pragma once

#include <string>

#include "engine/models/title.hpp"

namespace plancast {

/// The language of titles and labels; decides the decimal sign too ('.' or ',').
enum class Language { vi, en };

/// The title in the language, else in the other one, else @p name.
inline std::string title_text(const Title& title, Language language, const std::string& name) {
    const std::string& wanted = language == Language::vi ? title.vi : title.en;
    if (!wanted.empty()) return wanted;
    const std::string& other = language == Language::vi ? title.en : title.vi;
    return other.empty() ? name : other;
}

/// The title of a part in a row below its target's: what the target's title says already is left
/// out.
inline std::string part_title_text(const Title& part, const std::string& part_id,
                                   const Title& target, const std::string& target_id,
                                   Language language) {
    const std::string text = title_text(part, language, part_id);
    const std::string above = title_text(target, language, target_id) + ": ";
    return text.starts_with(above) ? text.substr(above.size()) : text;
}

}  // namespace plancast

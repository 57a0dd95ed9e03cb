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

}  // namespace plancast

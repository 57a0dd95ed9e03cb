#pragma once

#include <string>

#include <fmt/format.h>

#include "engine/report/phrases.hpp"

namespace plancast {

/// A phrase as it stands.
inline std::string word(Phrase wanted, Language language) {
    return std::string(phrase(wanted, language));
}

/// A phrase with its {} filled in.
template <typename... Values>
std::string filled(Phrase wanted, Language language, const Values&... values) {
    return fmt::format(fmt::runtime(phrase(wanted, language)), values...);
}

}  // namespace plancast

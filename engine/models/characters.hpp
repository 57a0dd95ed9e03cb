#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace plancast {

/// Bytes of the character that starts at @p offset < text.size(); at least 1, also where the text
/// is no valid UTF-8.
std::size_t character_size(std::string_view text, std::size_t offset);

/// The code point that starts at @p offset < text.size(); U+FFFD where the text is no valid UTF-8.
char32_t code_point(std::string_view text, std::size_t offset);

/// Number of code points.
std::size_t count_characters(std::string_view text);

/// The offset of the first byte that is not part of valid UTF-8 (no overlong forms, no surrogates).
std::optional<std::size_t> first_invalid_byte(std::string_view text);

/// Unicode normalisation form C (UAX 15), so that letters with diacritics compare equal however
/// they were typed. @p text is valid UTF-8.
std::string to_nfc(std::string_view text);

/// Letters, of any script, and '_'.
bool starts_name(char32_t character);
/// Those, digits, and marks that stand on a letter.
bool continues_name(char32_t character);

/// Text in lower case, for comparing names that a user may have written in capitals.
std::string lower_case(std::string_view text);

}  // namespace plancast

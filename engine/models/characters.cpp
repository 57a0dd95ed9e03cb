#include "engine/models/characters.hpp"

#include <utf8proc.h>

#include <cstdlib>
#include <memory>
#include <new>

namespace plancast {

namespace {

const utf8proc_uint8_t* bytes(std::string_view text) {
    return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

// Size of the character at the offset and its code point; size <= 0 where there is none.
utf8proc_ssize_t decode(std::string_view text, std::size_t offset, utf8proc_int32_t& character) {
    return utf8proc_iterate(bytes(text) + offset,
                            static_cast<utf8proc_ssize_t>(text.size() - offset), &character);
}

bool is_ascii(std::string_view text) {
    for (const char c : text)
        if (static_cast<unsigned char>(c) >= 0x80u) return false;
    return true;
}

std::string compose(std::string_view text) {
    utf8proc_uint8_t* composed = nullptr;
    const utf8proc_ssize_t size =
        utf8proc_map(bytes(text), static_cast<utf8proc_ssize_t>(text.size()), &composed,
                     static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(composed, &std::free);
    if (size < 0) throw std::bad_alloc();  // the only way to fail on valid UTF-8
    return std::string(reinterpret_cast<const char*>(composed), static_cast<std::size_t>(size));
}

}  // namespace

std::size_t character_size(std::string_view text, std::size_t offset) {
    if (offset < text.size() && static_cast<unsigned char>(text[offset]) < 0x80u) return 1;
    utf8proc_int32_t character = 0;
    const utf8proc_ssize_t size = decode(text, offset, character);
    return size > 0 ? static_cast<std::size_t>(size) : 1;
}

char32_t code_point(std::string_view text, std::size_t offset) {
    utf8proc_int32_t character = 0;
    return decode(text, offset, character) > 0 ? static_cast<char32_t>(character) : U'\uFFFD';
}

std::size_t count_characters(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text)
        if ((static_cast<unsigned char>(c) & 0xC0u) != 0x80u) ++count;
    return count;
}

std::optional<std::size_t> first_invalid_byte(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        if (static_cast<unsigned char>(text[i]) < 0x80u) {
            ++i;
            continue;
        }
        utf8proc_int32_t character = 0;
        const utf8proc_ssize_t size = decode(text, i, character);
        if (size <= 0) return i;
        i += static_cast<std::size_t>(size);
    }
    return std::nullopt;
}

std::string to_nfc(std::string_view text) {
    // A line break composes with nothing, so lines can be taken one by one, and most are ASCII.
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const std::size_t line_break = text.find('\n');
        const std::string_view line =
            text.substr(0, line_break == std::string_view::npos ? text.size() : line_break + 1);
        if (is_ascii(line))
            result += line;
        else
            result += compose(line);
        text.remove_prefix(line.size());
    }
    return result;
}

bool starts_name(char32_t character) {
    if (character < 0x80)
        return character == U'_' || (character >= U'a' && character <= U'z') ||
               (character >= U'A' && character <= U'Z');
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(character))) {
        case UTF8PROC_CATEGORY_LU:
        case UTF8PROC_CATEGORY_LL:
        case UTF8PROC_CATEGORY_LT:
        case UTF8PROC_CATEGORY_LM:
        case UTF8PROC_CATEGORY_LO: return true;
        default: return false;
    }
}

bool continues_name(char32_t character) {
    if (starts_name(character)) return true;
    if (character < 0x80) return character >= U'0' && character <= U'9';
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(character))) {
        case UTF8PROC_CATEGORY_MN:
        case UTF8PROC_CATEGORY_MC:
        case UTF8PROC_CATEGORY_ND: return true;
        default: return false;
    }
}

std::string lower_case(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        utf8proc_int32_t character = 0;
        const utf8proc_ssize_t size = decode(text, i, character);
        if (size <= 0) {
            result += text[i++];
            continue;
        }
        utf8proc_uint8_t encoded[4];
        const utf8proc_ssize_t length = utf8proc_encode_char(utf8proc_tolower(character), encoded);
        result.append(reinterpret_cast<const char*>(encoded), static_cast<std::size_t>(length));
        i += static_cast<std::size_t>(size);
    }
    return result;
}

}  // namespace plancast

#include "engine/report/display_width.hpp"

#include <utf8proc.h>

namespace plancast {

namespace {

struct Character {
    std::size_t bytes = 1;
    std::size_t width = 1;
};

Character character_at(std::string_view text, std::size_t offset) {
    utf8proc_int32_t code = 0;
    const auto size =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + offset),
                         static_cast<utf8proc_ssize_t>(text.size() - offset), &code);
    if (size <= 0) return {};
    const int width = utf8proc_charwidth(code);
    return {static_cast<std::size_t>(size), width > 0 ? static_cast<std::size_t>(width) : 0};
}

}  // namespace

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < text.size();) {
        const Character character = character_at(text, i);
        width += character.width;
        i += character.bytes;
    }
    return width;
}

std::string cut_to(std::string_view text, std::size_t width) {
    if (display_width(text) <= width) return std::string(text);
    if (width == 0) return {};
    std::size_t used = 0;
    std::size_t end = 0;
    while (end < text.size()) {
        const Character character = character_at(text, end);
        if (used + character.width > width - 1) break;
        used += character.width;
        end += character.bytes;
    }
    // "/ 100…" for "/ 1000 people" would be another number.
    const std::size_t next = text.find_first_not_of(".,", end);
    if (next != std::string_view::npos && text[next] >= '0' && text[next] <= '9') {
        const std::size_t before = text.substr(0, end).find_last_not_of("0123456789.,");
        if (before != std::string_view::npos) end = before + 1;
    }
    while (end > 0 && text[end - 1] == ' ') --end;
    return std::string(text.substr(0, end)) + "…";
}

std::string pad_right(std::string_view text, std::size_t width) {
    std::string cut = cut_to(text, width);
    cut.append(width - display_width(cut), ' ');
    return cut;
}

std::string pad_left(std::string_view text, std::size_t width) {
    const std::string cut = cut_to(text, width);
    return std::string(width - display_width(cut), ' ') + cut;
}

}  // namespace plancast

#include "engine/cli/terminal.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "engine/core/error.hpp"

namespace plancast {

void print(const std::string& text) {
    const std::size_t written = std::fwrite(text.data(), 1, text.size(), stdout);
    if (written == text.size() && std::fflush(stdout) == 0) return;
    if (errno == EPIPE) throw OutputClosed{};
    throw MachineFailure(std::string("cannot write to standard output: ") + std::strerror(errno));
}

void say(const std::string& text) {
    // Where messages cannot be written there is no other place to say so.
    std::fwrite(text.data(), 1, text.size(), stderr);
    std::fflush(stderr);
}

bool error_is_terminal() { return isatty(STDERR_FILENO) != 0; }

Language locale_language() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value == nullptr || *value == '\0') continue;
        return std::string_view(value).substr(0, 2) == "vi" ? Language::vi : Language::en;
    }
    return Language::en;
}

TextStyle output_style(Language language) {
    TextStyle style;
    style.language = language;
    const char* no_color = std::getenv("NO_COLOR");
    const char* kind = std::getenv("TERM");
    style.colour = isatty(STDOUT_FILENO) != 0 && (no_color == nullptr || *no_color == '\0') &&
                   (kind == nullptr || std::string_view(kind) != "dumb");
    return style;
}

}  // namespace plancast

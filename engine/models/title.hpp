#pragma once

#include <string>

namespace plancast {

/// A title in both languages; either may be empty.
struct Title {
    std::string vi;
    std::string en;

    bool empty() const { return vi.empty() && en.empty(); }
    /// Each language, filled from the other one or @p name where it is missing.
    Title or_name(const std::string& name) const {
        return {!vi.empty()   ? vi
                : !en.empty() ? en
                              : name,
                !en.empty()   ? en
                : !vi.empty() ? vi
                              : name};
    }
};

}  // namespace plancast

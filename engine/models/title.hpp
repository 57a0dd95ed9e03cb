#pragma once

#include <string>

namespace plancast {

/// A title in both languages; either may be empty.
struct Title {
    std::string vi;
    std::string en;
};

}  // namespace plancast

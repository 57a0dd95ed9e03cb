#pragma once

#include <string_view>

namespace plancast {

/// What something of the plan language means, in one line and both languages; `code` stands in
/// backticks.
struct Meaning {
    std::string_view vi;
    std::string_view en;
};

}  // namespace plancast

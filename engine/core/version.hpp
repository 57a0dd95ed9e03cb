#pragma once

#include <string_view>

namespace plancast {

/// The version of the project, such as "0.1.0".
std::string_view version();

/// What this binary was built from and how, in one line: the commit (with "-dirty" where the
/// checkout held changes, "commit unknown" outside a checkout), the compiler, the build type with
/// its flags, and the widest vector instructions that the compiler was allowed to use. Written
/// into every result: bits are promised for the same binary only.
std::string_view build_description();

}  // namespace plancast

#pragma once

#include <string>
#include <string_view>

namespace plancast {

/// The SHA-256 of the bytes of @p text, as 64 lower-case hexadecimal digits (FIPS 180-4).
/// @throws MachineFailure if libcrypto cannot provide it.
std::string sha256(std::string_view text);

}  // namespace plancast

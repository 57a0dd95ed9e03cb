#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace plancast {

/// Computes the SHA-256 (FIPS 180-4) of bytes that come in pieces.
/// All functions throw MachineFailure if libcrypto cannot provide it.
class Sha256 {
public:
    Sha256();
    ~Sha256();

    void add(std::string_view bytes);
    /// 64 lower-case hexadecimal digits; nothing may be added afterwards.
    std::string digits();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The SHA-256 of the bytes of @p text, as 64 lower-case hexadecimal digits.
std::string sha256(std::string_view text);

}  // namespace plancast

#include "engine/results/sha256.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <cstddef>

#include "engine/core/error.hpp"

namespace plancast {

std::string sha256(std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    if (EVP_Digest(text.data(), text.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1) {
        throw MachineFailure("libcrypto cannot compute a SHA-256");
    }
    std::string digits;
    for (std::size_t i = 0; i < length; ++i) digits += fmt::format("{:02x}", digest[i]);
    return digits;
}

}  // namespace plancast

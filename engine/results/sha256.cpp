#include "engine/results/sha256.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <cstddef>

#include "engine/core/error.hpp"

namespace plancast {
namespace {

void expect_success(int result) {
    if (result != 1) throw MachineFailure("libcrypto cannot compute a SHA-256");
}

}  // namespace

struct Sha256::State {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                    EVP_MD_CTX_free};
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
    expect_success(EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr));
}

Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
    expect_success(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()));
}

std::string Sha256::digits() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    expect_success(EVP_DigestFinal_ex(state_->context.get(), digest.data(), &length));
    std::string digits;
    for (std::size_t i = 0; i < length; ++i) digits += fmt::format("{:02x}", digest[i]);
    return digits;
}

std::string sha256(std::string_view text) {
    Sha256 hash;
    hash.add(text);
    return hash.digits();
}

}  // namespace plancast

#include "engine/random/philox.hpp"

namespace plancast {

namespace {

// FNV-1a (Fowler, Noll, Vo; IETF draft-eastlake-fnv), 64 bits.
std::uint64_t fnv1a(std::string_view bytes) {
    std::uint64_t hash = 0xCBF29CE484222325u;
    for (const char c : bytes) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001B3u;
    }
    return hash;
}

// FNV leaves the high bits of short names alike; the finaliser of splitmix64 (Steele, Lea, Flood
// 2014) is a bijection that spreads every bit over the word.
std::uint64_t spread(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

}  // namespace

StreamKey stream_key(std::string_view nfc_name) { return {spread(fnv1a(nfc_name))}; }

}  // namespace plancast

#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace plancast {

/// Names one stream of uniforms: a stable 64-bit hash of an input's or count's NFC name with its
/// member, such as "growth[agriculture]". The same name gives the same key in every plan, so
/// scenarios share their draws.
struct StreamKey {
    std::uint64_t value = 0;
    bool operator==(const StreamKey&) const = default;
};

StreamKey stream_key(std::string_view nfc_name);

/// The year of a draw that is made once a run.
inline constexpr std::int32_t no_year = 0;

/// Fills @p uniforms with the draws of runs first_run, first_run + 1, ...
///
/// A draw is a pure function of (seed, key, year, run): Philox4x32-10 (Salmon et al. 2011, SC'11),
/// key = the seed's two words, counter = (run / 2: 48 bits, year: 16 bits, key: 64 bits); the run's
/// parity picks one of the block's two 64-bit words, whose top 52 bits k give (k + 1/2) 2^-52.
/// Every value lies in [2^-53, 1 - 2^-53]. results/README.md states the mapping; it never changes
/// within a format version.
void fill_uniforms(std::uint64_t seed, StreamKey key, std::int32_t year, std::uint64_t first_run,
                   std::span<double> uniforms);

}  // namespace plancast

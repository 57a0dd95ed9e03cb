#pragma once

// The vector operations that Philox needs, over as many 64-bit lanes as the instruction set has.
// Each lane's low half holds a 32-bit word; high halves are ignored by `multiply` and may hold
// anything. Where there is no such instruction set, PLANCAST_PHILOX_LANES is not defined.

#if defined(__AVX512F__) || defined(__AVX2__)
#define PLANCAST_PHILOX_LANES

#include <immintrin.h>

#include <cstdint>

namespace plancast {

#if defined(__AVX512F__)

// The forms with a mask of ones are the plain instructions; gcc 12 takes what the unmasked forms
// leave undefined for a mistake of ours.
using Lanes = __m512i;
inline constexpr int philox_lanes = 8;

inline Lanes broadcast(std::uint64_t x) { return _mm512_set1_epi64(static_cast<long long>(x)); }
inline Lanes ascending() { return _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7); }
inline Lanes add(Lanes a, Lanes b) { return _mm512_add_epi64(a, b); }
inline Lanes multiply(Lanes a, Lanes b) { return _mm512_maskz_mul_epu32(0xFF, a, b); }
inline Lanes high_half(Lanes a) { return _mm512_maskz_srli_epi64(0xFF, a, 32); }
inline Lanes exclusive_or(Lanes a, Lanes b) { return _mm512_xor_si512(a, b); }
inline Lanes exclusive_or(Lanes a, Lanes b, Lanes c) {
    return _mm512_ternarylogic_epi64(a, b, c, 0x96);
}
/// low | high << 32, of the low halves.
inline Lanes join(Lanes low, Lanes high) {
    return _mm512_mask_blend_epi32(0x5555, _mm512_maskz_slli_epi64(0xFF, high, 32), low);
}
/// (k + 1/2) 2^-52 for the top 52 bits k: 1 + k 2^-52 less 1 - 2^-53, both steps exact.
inline __m512d uniform(Lanes bits) {
    const Lanes one_to_two =
        _mm512_or_si512(_mm512_maskz_srli_epi64(0xFF, bits, 12), broadcast(0x3FF0000000000000u));
    return _mm512_sub_pd(_mm512_castsi512_pd(one_to_two), _mm512_set1_pd(1 - 0x1p-53));
}
/// Stores even[0], odd[0], even[1], odd[1], ...
inline void store_pairs(double* out, Lanes even, Lanes odd) {
    const Lanes first = _mm512_setr_epi64(0, 8, 1, 9, 2, 10, 3, 11);
    const Lanes second = _mm512_setr_epi64(4, 12, 5, 13, 6, 14, 7, 15);
    _mm512_storeu_pd(out, uniform(_mm512_permutex2var_epi64(even, first, odd)));
    _mm512_storeu_pd(out + 8, uniform(_mm512_permutex2var_epi64(even, second, odd)));
}

#else

using Lanes = __m256i;
inline constexpr int philox_lanes = 4;

inline Lanes broadcast(std::uint64_t x) { return _mm256_set1_epi64x(static_cast<long long>(x)); }
inline Lanes ascending() { return _mm256_setr_epi64x(0, 1, 2, 3); }
inline Lanes add(Lanes a, Lanes b) { return _mm256_add_epi64(a, b); }
inline Lanes multiply(Lanes a, Lanes b) { return _mm256_mul_epu32(a, b); }
inline Lanes high_half(Lanes a) { return _mm256_srli_epi64(a, 32); }
inline Lanes exclusive_or(Lanes a, Lanes b) { return _mm256_xor_si256(a, b); }
inline Lanes exclusive_or(Lanes a, Lanes b, Lanes c) {
    return _mm256_xor_si256(_mm256_xor_si256(a, b), c);
}
/// low | high << 32, of the low halves.
inline Lanes join(Lanes low, Lanes high) {
    return _mm256_blend_epi32(_mm256_slli_epi64(high, 32), low, 0x55);
}
/// (k + 1/2) 2^-52 for the top 52 bits k: 1 + k 2^-52 less 1 - 2^-53, both steps exact.
inline __m256d uniform(Lanes bits) {
    const Lanes one_to_two =
        _mm256_or_si256(_mm256_srli_epi64(bits, 12), broadcast(0x3FF0000000000000u));
    return _mm256_sub_pd(_mm256_castsi256_pd(one_to_two), _mm256_set1_pd(1 - 0x1p-53));
}
/// Stores even[0], odd[0], even[1], odd[1], ...
inline void store_pairs(double* out, Lanes even, Lanes odd) {
    const Lanes low = _mm256_unpacklo_epi64(even, odd), high = _mm256_unpackhi_epi64(even, odd);
    _mm256_storeu_pd(out, uniform(_mm256_permute2x128_si256(low, high, 0x20)));
    _mm256_storeu_pd(out + 4, uniform(_mm256_permute2x128_si256(low, high, 0x31)));
}

#endif

}  // namespace plancast

#endif

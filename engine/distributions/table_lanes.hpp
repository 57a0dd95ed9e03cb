#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "engine/core/elementary.hpp"
#include "engine/distributions/tail_table.hpp"

#if defined(__AVX2__)
#include <immintrin.h>
#endif

namespace plancast {

// Each cell is one load of four neighbouring numbers, and four cells are turned into four
// coefficients by shuffles: two to three times as fast as gathering coefficient by coefficient.

#if defined(__AVX512F__) && defined(__AVX512VL__) && defined(__AVX512DQ__)

inline constexpr std::size_t table_lanes = 8;

/// Reads table_lanes values at a time.
///
/// @tparam mirrored  The halves are mirror images around the anchor, see TableQuantile; `middle` is
///   then the v of the middle, 0, instead of the value there.
template <bool mirrored>
class TableReader {
public:
    TableReader(const TailTable& table, const TableScale& scale, double middle)
        : cells_(table.cells.data()),
          bits_(_mm_cvtsi32_si128(table.mantissa_bits)),
          shift_(_mm_cvtsi32_si128(52 - table.mantissa_bits)),
          first_cell_(_mm512_set1_epi64(static_cast<long long>(table.first_cell))),
          upper_offset_(_mm512_set1_epi64(static_cast<long long>(table.upper_offset))),
          outside_(_mm512_set1_pd(table.outside)),
          lower_anchor_(_mm512_set1_pd(scale.lower_anchor)),
          upper_anchor_(_mm512_set1_pd(scale.upper_anchor)),
          lower_factor_(_mm512_set1_pd(scale.lower_factor)),
          upper_factor_(_mm512_set1_pd(scale.upper_factor)),
          middle_(_mm512_set1_pd(middle)) {}

    /// @param kept  Receives the uniforms where the answer is false.
    /// @returns     Whether the table had all values; those that it had not are NaN.
    [[gnu::always_inline]] bool read(const double* from, double* to, double* kept) const {
        const __m512d u = _mm512_loadu_pd(from), one = _mm512_set1_pd(1);
        const __mmask8 upper = _mm512_cmp_pd_mask(u, _mm512_set1_pd(0.5), _CMP_GE_OQ);
        // A u outside (0, 1), or NaN, ends in cell 0.
        const __m512d p = _mm512_maskz_max_pd(
            0xFF, _mm512_maskz_min_pd(0xFF, u, _mm512_sub_pd(one, u)), outside_);
        const __m512i p_bits = _mm512_castpd_si512(p);
        __m512i cell = _mm512_sub_epi64(_mm512_maskz_srl_epi64(0xFF, p_bits, shift_), first_cell_);
        if constexpr (!mirrored) cell = _mm512_mask_add_epi64(cell, upper, cell, upper_offset_);
        const __m512i mantissa = _mm512_and_si512(_mm512_maskz_sll_epi64(0xFF, p_bits, bits_),
                                                  _mm512_set1_epi64(0x000FFFFFFFFFFFFF));
        const __m512d t = _mm512_sub_pd(
            _mm512_castsi512_pd(_mm512_or_si512(mantissa, _mm512_castpd_si512(one))), one);

        alignas(64) std::uint64_t at[8];
        _mm512_store_si512(at, _mm512_maskz_slli_epi64(0xFF, cell, 2));
        const __m512d row0 = rows(at[0], at[4]), row1 = rows(at[1], at[5]);
        const __m512d row2 = rows(at[2], at[6]), row3 = rows(at[3], at[7]);
        const __m512d even01 = _mm512_maskz_unpacklo_pd(0xFF, row0, row1);
        const __m512d odd01 = _mm512_maskz_unpackhi_pd(0xFF, row0, row1);
        const __m512d even23 = _mm512_maskz_unpacklo_pd(0xFF, row2, row3);
        const __m512d odd23 = _mm512_maskz_unpackhi_pd(0xFF, row2, row3);
        const __m512i low = _mm512_setr_epi64(0, 1, 8, 9, 4, 5, 12, 13);
        const __m512i high = _mm512_setr_epi64(2, 3, 10, 11, 6, 7, 14, 15);
        const __m512d c0 = _mm512_permutex2var_pd(even01, low, even23);
        const __m512d c1 = _mm512_permutex2var_pd(odd01, low, odd23);
        const __m512d c2 = _mm512_permutex2var_pd(even01, high, even23);
        const __m512d c3 = _mm512_permutex2var_pd(odd01, high, odd23);
        const __m512d v =
            _mm512_fmadd_pd(_mm512_fmadd_pd(_mm512_fmadd_pd(c3, t, c2), t, c1), t, c0);

        __m512d x;
        if constexpr (mirrored) {
            const __m512d factor = _mm512_mask_blend_pd(upper, lower_factor_, upper_factor_);
            x = _mm512_fmadd_pd(factor, _mm512_maskz_min_pd(0xFF, middle_, v), lower_anchor_);
        } else {
            const __m512d factor = _mm512_mask_blend_pd(upper, lower_factor_, upper_factor_);
            const __m512d anchor = _mm512_mask_blend_pd(upper, lower_anchor_, upper_anchor_);
            x = _mm512_fmadd_pd(factor, v, anchor);
            // With the middle first, a NaN stays.
            x = _mm512_mask_blend_pd(upper, _mm512_maskz_min_pd(0xFF, middle_, x),
                                     _mm512_maskz_max_pd(0xFF, middle_, x));
        }
        const __mmask8 missing = _mm512_cmp_pd_mask(x, x, _CMP_UNORD_Q);
        _mm512_storeu_pd(to, x);
        if (missing == 0) return true;
        _mm512_store_pd(kept, u);
        return false;
    }

private:
    __m512d rows(std::uint64_t low, std::uint64_t high) const {
        return _mm512_maskz_insertf64x4(0xFF, _mm512_castpd256_pd512(_mm256_load_pd(cells_ + low)),
                                        _mm256_load_pd(cells_ + high), 1);
    }

    const double* cells_;
    __m128i bits_, shift_;
    __m512i first_cell_, upper_offset_;
    __m512d outside_, lower_anchor_, upper_anchor_, lower_factor_, upper_factor_, middle_;
};

#elif defined(__AVX2__) && defined(__FMA__)

inline constexpr std::size_t table_lanes = 4;

/// Reads table_lanes values at a time.
///
/// @tparam mirrored  The halves are mirror images around the anchor, see TableQuantile; `middle` is
///   then the v of the middle, 0, instead of the value there.
template <bool mirrored>
class TableReader {
public:
    TableReader(const TailTable& table, const TableScale& scale, double middle)
        : cells_(table.cells.data()),
          bits_(_mm_cvtsi32_si128(table.mantissa_bits)),
          shift_(_mm_cvtsi32_si128(52 - table.mantissa_bits)),
          first_cell_(_mm256_set1_epi64x(static_cast<long long>(table.first_cell))),
          upper_offset_(_mm256_set1_epi64x(static_cast<long long>(table.upper_offset))),
          outside_(_mm256_set1_pd(table.outside)),
          lower_anchor_(_mm256_set1_pd(scale.lower_anchor)),
          upper_anchor_(_mm256_set1_pd(scale.upper_anchor)),
          lower_factor_(_mm256_set1_pd(scale.lower_factor)),
          upper_factor_(_mm256_set1_pd(scale.upper_factor)),
          middle_(_mm256_set1_pd(middle)) {}

    /// @param kept  Receives the uniforms where the answer is false.
    /// @returns     Whether the table had all values; those that it had not are NaN.
    [[gnu::always_inline]] bool read(const double* from, double* to, double* kept) const {
        const __m256d u = _mm256_loadu_pd(from), one = _mm256_set1_pd(1);
        const __m256d upper = _mm256_cmp_pd(u, _mm256_set1_pd(0.5), _CMP_GE_OQ);
        // A u outside (0, 1), or NaN, ends in cell 0.
        const __m256d p = _mm256_max_pd(_mm256_min_pd(u, _mm256_sub_pd(one, u)), outside_);
        const __m256i p_bits = _mm256_castpd_si256(p);
        __m256i cell = _mm256_sub_epi64(_mm256_srl_epi64(p_bits, shift_), first_cell_);
        if constexpr (!mirrored)
            cell =
                _mm256_add_epi64(cell, _mm256_and_si256(_mm256_castpd_si256(upper), upper_offset_));
        const __m256i mantissa = _mm256_and_si256(_mm256_sll_epi64(p_bits, bits_),
                                                  _mm256_set1_epi64x(0x000FFFFFFFFFFFFF));
        const __m256d t = _mm256_sub_pd(
            _mm256_castsi256_pd(_mm256_or_si256(mantissa, _mm256_castpd_si256(one))), one);

        alignas(32) std::uint64_t at[4];
        _mm256_store_si256(reinterpret_cast<__m256i*>(at), _mm256_slli_epi64(cell, 2));
        const __m256d row0 = _mm256_load_pd(cells_ + at[0]), row1 = _mm256_load_pd(cells_ + at[1]);
        const __m256d row2 = _mm256_load_pd(cells_ + at[2]), row3 = _mm256_load_pd(cells_ + at[3]);
        const __m256d even01 = _mm256_unpacklo_pd(row0, row1);
        const __m256d odd01 = _mm256_unpackhi_pd(row0, row1);
        const __m256d even23 = _mm256_unpacklo_pd(row2, row3);
        const __m256d odd23 = _mm256_unpackhi_pd(row2, row3);
        const __m256d c0 = _mm256_permute2f128_pd(even01, even23, 0x20);
        const __m256d c1 = _mm256_permute2f128_pd(odd01, odd23, 0x20);
        const __m256d c2 = _mm256_permute2f128_pd(even01, even23, 0x31);
        const __m256d c3 = _mm256_permute2f128_pd(odd01, odd23, 0x31);
        const __m256d v =
            _mm256_fmadd_pd(_mm256_fmadd_pd(_mm256_fmadd_pd(c3, t, c2), t, c1), t, c0);

        __m256d x;
        if constexpr (mirrored) {
            const __m256d sign = _mm256_and_pd(upper, _mm256_set1_pd(-0.0));
            x = _mm256_fmadd_pd(_mm256_xor_pd(lower_factor_, sign), _mm256_min_pd(middle_, v),
                                lower_anchor_);
        } else {
            const __m256d factor = _mm256_blendv_pd(lower_factor_, upper_factor_, upper);
            const __m256d anchor = _mm256_blendv_pd(lower_anchor_, upper_anchor_, upper);
            x = _mm256_fmadd_pd(factor, v, anchor);
            // With the middle first, a NaN stays.
            x = _mm256_blendv_pd(_mm256_min_pd(middle_, x), _mm256_max_pd(middle_, x), upper);
        }
        const int missing = _mm256_movemask_pd(_mm256_cmp_pd(x, x, _CMP_UNORD_Q));
        _mm256_storeu_pd(to, x);
        if (missing == 0) return true;
        _mm256_store_pd(kept, u);
        return false;
    }

private:
    const double* cells_;
    __m128i bits_, shift_;
    __m256i first_cell_, upper_offset_;
    __m256d outside_, lower_anchor_, upper_anchor_, lower_factor_, upper_factor_, middle_;
};

#else

inline constexpr std::size_t table_lanes = 1;

/// Reads one value at a time.
template <bool mirrored>
class TableReader {
public:
    TableReader(const TailTable& table, const TableScale& scale, double middle)
        : table_(table), scale_(scale), middle_(middle) {}

    /// @param kept  Receives the uniform where the answer is false.
    /// @returns     Whether the table had the value; else it is NaN.
    bool read(const double* from, double* to, double* kept) const {
        const double u = *from;
        const bool upper = u >= 0.5;
        // A u outside (0, 1), or NaN, ends in cell 0.
        const double nearer = u < 1 - u ? u : 1 - u;
        const double p = nearer > table_.outside ? nearer : table_.outside;
        const std::uint64_t p_bits = std::bit_cast<std::uint64_t>(p);
        const std::uint64_t cell = (p_bits >> (52 - table_.mantissa_bits)) - table_.first_cell +
                                   (upper ? table_.upper_offset : 0);
        const std::uint64_t mantissa = (p_bits << table_.mantissa_bits) & 0x000FFFFFFFFFFFFF;
        const double t = std::bit_cast<double>(mantissa | 0x3FF0000000000000) - 1;
        const double* c = table_.cells.data() + 4 * cell;
        using kernel::multiply_add;
        const double v = multiply_add(multiply_add(multiply_add(c[3], t, c[2]), t, c[1]), t, c[0]);
        *kept = u;
        if constexpr (mirrored) {
            const double inner = middle_ < v ? middle_ : v;
            *to = multiply_add(upper ? scale_.upper_factor : scale_.lower_factor, inner,
                               scale_.lower_anchor);
            return v == v;
        }
        const double x = upper ? multiply_add(scale_.upper_factor, v, scale_.upper_anchor)
                               : multiply_add(scale_.lower_factor, v, scale_.lower_anchor);
        const bool inward = upper ? x < middle_ : x > middle_;
        *to = inward ? middle_ : x;
        return x == x;
    }

private:
    const TailTable& table_;
    TableScale scale_;
    double middle_;
};

#endif

}  // namespace plancast

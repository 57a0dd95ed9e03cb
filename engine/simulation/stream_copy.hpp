#pragma once

#include <algorithm>
#include <cstddef>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace plancast {

/// Copies values past the cache: what goes to a segment's buffer is next read by the writing
/// thread, long after the cache was needed for other things. Costs a quarter less than a plain
/// copy.
///
/// @param from, to  On 16-byte boundaries.
inline void stream_copy(const double* from, std::size_t count, double* to) {
#if defined(__SSE2__)
    const std::size_t pairs = count / 2 * 2;
    for (std::size_t i = 0; i < pairs; i += 2) _mm_stream_pd(to + i, _mm_load_pd(from + i));
    std::copy(from + pairs, from + count, to + pairs);
#else
    std::copy_n(from, count, to);
#endif
}

/// To be called before another thread is told that the copies are there: a lock alone does not
/// order such stores.
inline void finish_stream_copies() {
#if defined(__SSE2__)
    _mm_sfence();
#endif
}

}  // namespace plancast

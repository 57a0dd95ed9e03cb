#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace plancast {

/// Buffers that kernels read start at a multiple of this many bytes and hold a multiple of
/// lane_count values, so that a loop over a block has no scalar head or tail.
inline constexpr std::size_t vector_alignment = 64;
inline constexpr std::size_t lane_count = vector_alignment / sizeof(double);

/// The smallest multiple of lane_count that is at least @p count.
constexpr std::size_t padded(std::size_t count) {
    return (count + lane_count - 1) / lane_count * lane_count;
}

template <typename T>
struct AlignedAllocator {
    using value_type = T;

    AlignedAllocator() = default;
    // Not explicit: std::vector<bool> converts between the allocators of its parts.
    template <typename U>
    // NOLINTNEXTLINE(google-explicit-constructor)
    AlignedAllocator(const AlignedAllocator<U>&) {}

    T* allocate(std::size_t count) {
        return static_cast<T*>(
            ::operator new (count * sizeof(T), std::align_val_t{vector_alignment}));
    }
    void deallocate(T* pointer, std::size_t) {
        ::operator delete (pointer, std::align_val_t{vector_alignment});
    }
    bool operator==(const AlignedAllocator&) const { return true; }
};

template <typename T>
using AlignedVector = std::vector<T, AlignedAllocator<T>>;

}  // namespace plancast

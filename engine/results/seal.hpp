#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace plancast {

/// Bytes of a file, from begin to before end.
struct Extent {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

/// Appends a checksum of everything but the runs to a finished file: HDF5 1.10 itself crashes or
/// loops on some damaged structures, so they must be found out before it looks at them. Bytes
/// behind its end do not disturb HDF5; what rewrites the file drops them.
///
/// The seal, behind the HDF5 file: begin and end of each extent (8 bytes each), their number
/// (8 bytes), 64 hexadecimal digits, "plancast" (8 bytes); integers little-endian. The digits are
/// the SHA-256 of all bytes before the seal that lie in no extent, then the seal up to the digits.
///
/// Reading takes the time of reading what is not runs: 1 MB or so for 10^6 runs.
///
/// @param runs  Where the values of the runs lie, in any order.
/// @returns     errno where the system refused, else 0.
int append_seal(const std::string& path, std::vector<Extent> runs);

/// What the seal says about the file: nothing where all is well or where there is no seal.
/// @param hdf5_size  Where HDF5 says that its part of the file ends.
std::optional<std::string> find_damage(const std::string& path, std::uint64_t hdf5_size);

}  // namespace plancast

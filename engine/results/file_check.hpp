#pragma once

#include <string>

namespace plancast {

/// Looks at a file before HDF5 does, which may be led astray by damage: does it exist, is it HDF5,
/// is all of it there, and is all but
/// the runs as it was written?
/// @throws InvalidInput if there is no such file, or it is something else than HDF5.
/// @throws MachineFailure if it cannot be read, is shorter than it says, or is damaged.
void check_hdf5_file(const std::string& path);

}  // namespace plancast

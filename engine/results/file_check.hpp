#pragma once

#include <string>

namespace plancast {

/// Looks at a file before HDF5 does, which may be led astray by damage: does it exist, is it HDF5,
/// is all of it there?
/// @throws InvalidInput if there is no such file, or it is something else than HDF5.
/// @throws MachineFailure if it cannot be read, or is shorter than it says.
void check_hdf5_file(const std::string& path);

}  // namespace plancast

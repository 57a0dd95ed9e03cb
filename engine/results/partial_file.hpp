#pragma once

#include <string>

namespace plancast {

/// Makes room for writing the result @p path: checks that nothing is overwritten unless @p force,
/// makes its folder, removes a forced-away unfinished file.
/// @returns the name under which the result is written until it is finished, PATH.partial.
/// @throws InvalidInput if @p path or its unfinished file exists and not @p force, if a process
///         still writes the unfinished file, if @p path is a folder, or its folder cannot be made.
std::string claim_partial_file(const std::string& path, bool force);

/// Renames @p partial to @p path in one step.
/// @throws InvalidInput if @p path exists by now and not @p force.
/// @throws MachineFailure if the system refuses.
void move_into_place(const std::string& partial, const std::string& path, bool force);

}  // namespace plancast

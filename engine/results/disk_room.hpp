#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/results/hdf5_handle.hpp"
#include "engine/results/result_file.hpp"

namespace plancast {

/// How many bytes of a result file are at most not runs, before the first of them is written.
std::uint64_t structure_bytes(const ResultSchema& schema);
/// The same of the summary.
std::uint64_t summary_bytes(const std::string& document, const std::vector<SummaryTable>& tables);

/// Makes sure that @p bytes can be written behind the end of the file: HDF5 crashes when it finds
/// no room for its own structures. Where the file system cannot reserve, nothing happens.
/// @throws hdf5::CallFailure if there is no room.
void reserve_room(const std::string& path, std::uint64_t bytes);

/// Reserves the same without saying so where it fails or would take more than half of what is left:
/// writing here and there in a file is a third faster where its blocks are reserved.
void try_to_reserve_room(const std::string& path, std::uint64_t bytes);

/// Gives back what was reserved and not used.
void release_room(const std::string& path);

/// Why a file could not be written; where for want of room, how much is needed and left.
/// @param what, bytes  What was to be written ("all runs"), and how much room it takes.
std::string describe_failure(const hdf5::CallFailure& failure, const std::string& path,
                             const std::string& what, std::uint64_t bytes);

}  // namespace plancast

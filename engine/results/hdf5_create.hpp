#pragma once

#include <string>

#include "engine/results/hdf5_handle.hpp"

namespace plancast::hdf5 {

/// How every dataset is made: attributes in order of creation (as netCDF-4 does), no time stamps,
/// so that two calls write the same.
Properties dataset_properties();

/// Makes the file, which must not exist, with its root's children kept in order of creation.
/// The oldest file format that serves is used: a file of the newest stays marked as open when its
/// writer is killed, and can then not be opened. @throws CallFailure
File create_file(const std::string& path);
/// @throws CallFailure
File open_file(const std::string& path);

/// Makes all groups of @p path ("targets/capital") below @p location that are missing.
/// @throws CallFailure
void make_groups(hid_t location, const std::string& path);

/// Creates a dataset of small size and fixed extent and writes it. @throws CallFailure
Dataset write_numbers(hid_t group, const std::string& name, hid_t file_type, hid_t memory_type,
                      std::size_t count, const void* values);

}  // namespace plancast::hdf5

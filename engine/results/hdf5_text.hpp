#pragma once

#include <string>
#include <vector>

#include "engine/results/hdf5_handle.hpp"

namespace plancast::hdf5 {

// Datasets of text hold strings of variable length, UTF-8: netCDF's library on Debian 12 crashes
// on fixed-length ones.

/// Creates @p name in @p group as a single text. @throws CallFailure
Dataset write_text(hid_t group, const std::string& name, const std::string& text);
/// Creates @p name in @p group as a list of texts. @throws CallFailure
Dataset write_texts(hid_t group, const std::string& name, const std::vector<std::string>& texts);

/// All texts of the dataset, one where it is a single text. @throws CallFailure
std::vector<std::string> read_texts(hid_t dataset);

}  // namespace plancast::hdf5

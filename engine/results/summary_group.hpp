#pragma once

#include <string>
#include <vector>

#include "engine/results/hdf5_handle.hpp"
#include "engine/results/result_file.hpp"

namespace plancast {

/// Writes /summary: the document, with its SHA-256, and a group a table, in which each column
/// runs along the scale "label". A table without labels is left out. @throws hdf5::CallFailure
void write_summary(const hdf5::File& file, const std::string& document,
                   const std::vector<SummaryTable>& tables);

}  // namespace plancast

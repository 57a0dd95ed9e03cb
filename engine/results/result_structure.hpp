#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/results/hdf5_handle.hpp"
#include "engine/results/schema.hpp"

namespace plancast {

/// Something in a result file contradicts the format; the file is damaged.
class WrongStructure : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// What an open result file says about itself, with its datasets left open for reading.
struct ResultStructure {
    ResultSchema schema;
    std::string version, build;
    std::vector<std::pair<std::string, std::string>> call;  ///< root attributes that are not ours
    std::string document;
    std::vector<hdf5::Dataset> datasets;  ///< one a quantity, in the order of the schema
};

/// Reads the structure of a finished result and checks it: extents agree with the scales, columns
/// are numbered without gap, texts have their SHA-256.
/// @param file_size  No dataset can be larger.
/// @throws WrongStructure, hdf5::CallFailure
ResultStructure read_structure(const hdf5::File& file, std::uint64_t file_size);

}  // namespace plancast

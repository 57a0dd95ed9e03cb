#pragma once

#include <string>
#include <vector>

#include "engine/results/hdf5_handle.hpp"

namespace plancast::hdf5 {

/// Makes the dataset a dimension scale under its name, as netCDF-4 expects of the values along a
/// dimension. @throws CallFailure
void make_scale(const Dataset& dataset, const std::string& name);

/// Says that the dimensions of @p dataset run along @p scales, in order. @throws CallFailure
void attach_scales(const Dataset& dataset, const std::vector<const Dataset*>& scales);

/// The names of the scales along the dimensions of @p dataset, "" where there is none.
/// @throws CallFailure
std::vector<std::string> scale_names(const Dataset& dataset);

}  // namespace plancast::hdf5

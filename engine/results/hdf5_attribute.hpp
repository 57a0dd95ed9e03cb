#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/results/hdf5_handle.hpp"

namespace plancast::hdf5 {

/// Attributes of the object @p object; writing replaces what has the name. Strings are of fixed
/// length, UTF-8, which every reader takes. @throws CallFailure
void write_attribute(hid_t object, const std::string& name, const std::string& value);
void write_attribute(hid_t object, const std::string& name, std::int32_t value);
void write_attribute(hid_t object, const std::string& name, std::int64_t value);
void write_attribute(hid_t object, const std::string& name, std::uint64_t value);
void write_attribute(hid_t object, const std::string& name,
                     const std::vector<std::uint8_t>& values);

/// Absent where there is no such attribute or it is of another kind. @throws CallFailure
std::optional<std::string> read_text_attribute(hid_t object, const std::string& name);
std::optional<std::int64_t> read_integer_attribute(hid_t object, const std::string& name);
std::optional<std::uint64_t> read_natural_attribute(hid_t object, const std::string& name);

}  // namespace plancast::hdf5

#include "engine/results/hdf5_attribute.hpp"

#include <algorithm>

namespace plancast::hdf5 {
namespace {

void write_values(hid_t object, const std::string& name, hid_t file_type, hid_t memory_type,
                  const Space& space, const void* values) {
    if (checked(H5Aexists(object, name.c_str())) > 0) checked(H5Adelete(object, name.c_str()));
    const Attribute attribute(
        H5Acreate2(object, name.c_str(), file_type, space.id(), H5P_DEFAULT, H5P_DEFAULT));
    checked(H5Awrite(attribute.id(), memory_type, values));
}

void write_scalar(hid_t object, const std::string& name, hid_t file_type, hid_t memory_type,
                  const void* value) {
    write_values(object, name, file_type, memory_type, Space(H5Screate(H5S_SCALAR)), value);
}

Attribute open_scalar(hid_t object, const std::string& name, H5T_class_t kind) {
    if (checked(H5Aexists(object, name.c_str())) == 0) return {};
    Attribute attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT));
    const Space space(H5Aget_space(attribute.id()));
    const Type type(H5Aget_type(attribute.id()));
    if (H5Sget_simple_extent_npoints(space.id()) != 1) return {};
    if (H5Tget_class(type.id()) != kind) return {};
    return attribute;
}

template <typename Value>
std::optional<Value> read_number(hid_t object, const std::string& name, hid_t memory_type) {
    const Attribute attribute = open_scalar(object, name, H5T_INTEGER);
    if (attribute.id() < 0) return {};
    Value value = 0;
    checked(H5Aread(attribute.id(), memory_type, &value));
    return value;
}

}  // namespace

void write_attribute(hid_t object, const std::string& name, const std::string& value) {
    const Type type(H5Tcopy(H5T_C_S1));
    checked(H5Tset_size(type.id(), std::max<std::size_t>(value.size(), 1)));
    checked(H5Tset_strpad(type.id(), H5T_STR_NULLPAD));
    checked(H5Tset_cset(type.id(), H5T_CSET_UTF8));
    write_scalar(object, name, type.id(), type.id(), value.c_str());
}

void write_attribute(hid_t object, const std::string& name, std::int32_t value) {
    write_scalar(object, name, H5T_STD_I32LE, H5T_NATIVE_INT32, &value);
}

void write_attribute(hid_t object, const std::string& name, std::int64_t value) {
    write_scalar(object, name, H5T_STD_I64LE, H5T_NATIVE_INT64, &value);
}

void write_attribute(hid_t object, const std::string& name, std::uint64_t value) {
    write_scalar(object, name, H5T_STD_U64LE, H5T_NATIVE_UINT64, &value);
}

void write_attribute(hid_t object, const std::string& name,
                     const std::vector<std::uint8_t>& values) {
    const hsize_t count = values.size();
    write_values(object, name, H5T_STD_U8LE, H5T_NATIVE_UINT8,
                 Space(H5Screate_simple(1, &count, nullptr)), values.data());
}

std::optional<std::string> read_text_attribute(hid_t object, const std::string& name) {
    const Attribute attribute = open_scalar(object, name, H5T_STRING);
    if (attribute.id() < 0) return {};
    const Type type(H5Aget_type(attribute.id()));
    if (checked(H5Tis_variable_str(type.id())) > 0) return {};
    std::string value(H5Tget_size(type.id()), '\0');
    checked(H5Aread(attribute.id(), type.id(), value.data()));
    value.resize(std::min(value.find('\0'), value.size()));
    return value;
}

std::optional<std::int64_t> read_integer_attribute(hid_t object, const std::string& name) {
    return read_number<std::int64_t>(object, name, H5T_NATIVE_INT64);
}

std::optional<std::uint64_t> read_natural_attribute(hid_t object, const std::string& name) {
    return read_number<std::uint64_t>(object, name, H5T_NATIVE_UINT64);
}

}  // namespace plancast::hdf5

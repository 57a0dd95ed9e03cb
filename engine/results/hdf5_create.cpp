#include "engine/results/hdf5_create.hpp"

namespace plancast::hdf5 {
namespace {

constexpr hsize_t page_size = 4096;
constexpr unsigned in_creation_order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;

Properties file_access() {
    Properties access(H5Pcreate(H5P_FILE_ACCESS));
    // Some network file systems know no locks; a file there must still open.
    checked(H5Pset_file_locking(access.id(), true, true));
    return access;
}

}  // namespace

Properties dataset_properties() {
    Properties properties(H5Pcreate(H5P_DATASET_CREATE));
    checked(H5Pset_attr_creation_order(properties.id(), in_creation_order));
    checked(H5Pset_obj_track_times(properties.id(), false));
    return properties;
}

File create_file(const std::string& path) {
    const Properties creation(H5Pcreate(H5P_FILE_CREATE));
    checked(H5Pset_link_creation_order(creation.id(), in_creation_order));
    checked(H5Pset_attr_creation_order(creation.id(), in_creation_order));
    const Properties access = file_access();
    // Chunks on whole pages of memory: a write that begins within a page costs half as much again.
    checked(H5Pset_alignment(access.id(), page_size, page_size));
    return File(H5Fcreate(path.c_str(), H5F_ACC_EXCL, creation.id(), access.id()));
}

File open_file(const std::string& path) {
    return File(H5Fopen(path.c_str(), H5F_ACC_RDONLY, file_access().id()));
}

void make_groups(hid_t location, const std::string& path) {
    const Properties creation(H5Pcreate(H5P_GROUP_CREATE));
    checked(H5Pset_link_creation_order(creation.id(), in_creation_order));
    checked(H5Pset_attr_creation_order(creation.id(), in_creation_order));
    checked(H5Pset_obj_track_times(creation.id(), false));
    for (std::size_t end = 0; end != std::string::npos;) {
        end = path.find('/', end + 1);
        const std::string group = path.substr(0, end);
        if (checked(H5Lexists(location, group.c_str(), H5P_DEFAULT)) > 0) continue;
        Group(H5Gcreate2(location, group.c_str(), H5P_DEFAULT, creation.id(), H5P_DEFAULT));
    }
}

Dataset write_numbers(hid_t group, const std::string& name, hid_t file_type, hid_t memory_type,
                      std::size_t count, const void* values) {
    const hsize_t extent = count;
    const Space space(H5Screate_simple(1, &extent, nullptr));
    Dataset dataset(H5Dcreate2(group, name.c_str(), file_type, space.id(), H5P_DEFAULT,
                               dataset_properties().id(), H5P_DEFAULT));
    checked(H5Dwrite(dataset.id(), memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values));
    return dataset;
}

}  // namespace plancast::hdf5

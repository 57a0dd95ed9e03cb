#include "engine/results/hdf5_text.hpp"

#include "engine/results/hdf5_create.hpp"

namespace plancast::hdf5 {
namespace {

Type text_type() {
    Type type(H5Tcopy(H5T_C_S1));
    checked(H5Tset_size(type.id(), H5T_VARIABLE));
    checked(H5Tset_cset(type.id(), H5T_CSET_UTF8));
    return type;
}

Dataset write_pointers(hid_t group, const std::string& name, const Space& space,
                       const std::vector<const char*>& pointers) {
    const Type type = text_type();
    const Properties properties = dataset_properties();
    Dataset dataset(H5Dcreate2(group, name.c_str(), type.id(), space.id(), H5P_DEFAULT,
                               properties.id(), H5P_DEFAULT));
    checked(H5Dwrite(dataset.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()));
    return dataset;
}

}  // namespace

Dataset write_text(hid_t group, const std::string& name, const std::string& text) {
    return write_pointers(group, name, Space(H5Screate(H5S_SCALAR)), {text.c_str()});
}

Dataset write_texts(hid_t group, const std::string& name, const std::vector<std::string>& texts) {
    std::vector<const char*> pointers;
    for (const std::string& text : texts) pointers.push_back(text.c_str());
    const hsize_t count = texts.size();
    return write_pointers(group, name, Space(H5Screate_simple(1, &count, nullptr)), pointers);
}

std::vector<std::string> read_texts(hid_t dataset) {
    const Space space(H5Dget_space(dataset));
    const Type stored(H5Dget_type(dataset));
    if (H5Tget_class(stored.id()) != H5T_STRING || checked(H5Tis_variable_str(stored.id())) == 0) {
        throw CallFailure("a text is expected, and something else stands there", 0);
    }
    const auto count = static_cast<std::size_t>(checked(H5Sget_simple_extent_npoints(space.id())));
    // Each string takes 16 bytes in the dataset itself; a damaged size must not ask for all memory.
    if (count > H5Dget_storage_size(dataset)) throw CallFailure("a text's size is wrong", 0);
    const Type type = text_type();
    std::vector<char*> pointers(count, nullptr);
    checked(H5Dread(dataset, type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()));
    std::vector<std::string> texts;
    for (const char* pointer : pointers) texts.emplace_back(pointer ? pointer : "");
    checked(H5Dvlen_reclaim(type.id(), space.id(), H5P_DEFAULT, pointers.data()));
    return texts;
}

}  // namespace plancast::hdf5

#include "engine/results/dimension_scales.hpp"

#include <hdf5_hl.h>

namespace plancast::hdf5 {
namespace {

herr_t take_name(hid_t, unsigned, hid_t scale, void* target) {
    std::string& name = *static_cast<std::string*>(target);
    const ssize_t size = H5Iget_name(scale, nullptr, 0);
    if (size < 0) return -1;
    name.resize(static_cast<std::size_t>(size));
    if (H5Iget_name(scale, name.data(), name.size() + 1) < 0) return -1;
    if (!name.empty() && name.front() == '/') name.erase(0, 1);
    return 1;  // the first one is enough
}

}  // namespace

void make_scale(const Dataset& dataset, const std::string& name) {
    checked(H5DSset_scale(dataset.id(), name.c_str()));
}

void attach_scales(const Dataset& dataset, const std::vector<const Dataset*>& scales) {
    for (unsigned i = 0; i < scales.size(); ++i) {
        checked(H5DSattach_scale(dataset.id(), scales[i]->id(), i));
    }
}

std::vector<std::string> scale_names(const Dataset& dataset) {
    const Space space(H5Dget_space(dataset.id()));
    const auto rank = static_cast<unsigned>(checked(H5Sget_simple_extent_ndims(space.id())));
    std::vector<std::string> names(rank);
    for (unsigned i = 0; i < rank; ++i) {
        checked(H5DSiterate_scales(dataset.id(), i, nullptr, take_name, &names[i]));
    }
    return names;
}

}  // namespace plancast::hdf5

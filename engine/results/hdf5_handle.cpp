#include "engine/results/hdf5_handle.hpp"

#include <cstdlib>
#include <string_view>

namespace plancast::hdf5 {
namespace {

// HDF5 packs the system's error into the sentence of its innermost entry: "..., errno = 28,
// error message = 'No space left on device', ...".
herr_t take_innermost(unsigned position, const H5E_error2_t* entry, void* target) {
    if (position == 0 && entry->desc) *static_cast<std::string*>(target) = entry->desc;
    return 0;
}

std::string after(std::string_view text, std::string_view label, std::string_view end) {
    const auto start = text.find(label);
    if (start == std::string_view::npos) return {};
    const auto rest = text.substr(start + label.size());
    return std::string(rest.substr(0, rest.find(end)));
}

}  // namespace

void prepare() {
    H5dont_atexit();
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

void throw_last_failure() {
    std::string description;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, take_innermost, &description);
    const int system_error = std::atoi(after(description, "errno = ", ",").c_str());
    const std::string message = after(description, "error message = '", "'");
    if (!message.empty()) throw CallFailure(message, system_error);
    throw CallFailure(description.empty() ? "HDF5 gives no reason" : description, system_error);
}

}  // namespace plancast::hdf5

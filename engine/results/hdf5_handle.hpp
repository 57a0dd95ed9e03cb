#pragma once

#include <hdf5.h>

#include <stdexcept>
#include <string>
#include <utility>

namespace plancast::hdf5 {

/// A call of HDF5 failed. Never leaves this folder: callers say which file and what was tried.
class CallFailure : public std::runtime_error {
public:
    CallFailure(const std::string& reason, int system_error)
        : std::runtime_error(reason), system_error_(system_error) {}
    /// errno of the system call that failed below HDF5; 0 where none did.
    int system_error() const { return system_error_; }

private:
    int system_error_;
};

/// Prepares HDF5; to be called before anything else of it. It no longer prints its error stack,
/// nor tidies up when the process ends: that crashes where a file could not be flushed.
void prepare();

/// Throws what the error stack says about the call that just failed.
[[noreturn]] void throw_last_failure();

/// Passes on what a call of HDF5 returned.
/// @throws CallFailure if it is negative, HDF5's sign of failure.
template <typename Value>
Value checked(Value value) {
    if (value < 0) throw_last_failure();
    return value;
}

/// Owns an id of HDF5 and closes it.
template <herr_t (*Close)(hid_t)>
class Handle {
public:
    Handle() = default;
    /// @throws CallFailure if @p id is negative.
    explicit Handle(hid_t id) : id_(checked(id)) {}
    Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)) {}
    Handle& operator=(Handle&& other) noexcept {
        std::swap(id_, other.id_);
        return *this;
    }
    ~Handle() {
        if (id_ >= 0) Close(id_);
    }

    hid_t id() const { return id_; }
    /// @throws CallFailure if closing fails, as when a flush meets a full disk.
    void close() { checked(Close(std::exchange(id_, -1))); }

private:
    hid_t id_ = -1;
};

using File = Handle<H5Fclose>;
using Group = Handle<H5Gclose>;
using Object = Handle<H5Oclose>;
using Dataset = Handle<H5Dclose>;
using Space = Handle<H5Sclose>;
using Type = Handle<H5Tclose>;
using Attribute = Handle<H5Aclose>;
using Properties = Handle<H5Pclose>;

}  // namespace plancast::hdf5

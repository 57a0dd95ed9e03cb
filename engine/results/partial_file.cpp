#include "engine/results/partial_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "engine/core/error.hpp"

namespace plancast {
namespace {

namespace fs = std::filesystem;

// HDF5 holds a lock on a file for as long as it writes it.
bool is_being_written(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    const bool is_locked = ::flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(file);
    return is_locked;
}

void make_folder(const fs::path& folder) {
    std::error_code error;
    if (folder.empty() || fs::is_directory(folder, error)) return;
    fs::create_directories(folder, error);
    if (error) {
        throw InvalidInput(fmt::format("the folder '{}' for the result cannot be made: {}",
                                       folder.string(), error.message()),
                           "choose another place with --output");
    }
}

}  // namespace

std::string claim_partial_file(const std::string& path, bool force) {
    const std::string partial = path + ".partial";
    std::error_code error;
    if (fs::is_directory(path, error)) {
        throw InvalidInput(fmt::format("'{}' is a folder, not a file to write a result to", path));
    }
    if (!force && fs::exists(path, error)) {
        throw InvalidInput(fmt::format("'{}' exists already", path),
                           "--force overwrites it, --output FILE writes another");
    }
    if (fs::exists(partial, error)) {
        if (is_being_written(partial)) {
            throw InvalidInput(fmt::format("'{}' is being written by another simulation", partial),
                               "wait for it, or write another file with --output FILE");
        }
        if (!force) {
            throw InvalidInput(
                fmt::format("'{}' exists already: what a simulation left that did not end",
                            partial),
                "--force overwrites it, --output FILE writes another");
        }
        fs::remove(partial, error);  // where that fails, creating it anew says why
    }
    make_folder(fs::path(path).parent_path());
    return partial;
}

void move_into_place(const std::string& partial, const std::string& path, bool force) {
    const unsigned flags = force ? 0 : RENAME_NOREPLACE;
    int result = ::renameat2(AT_FDCWD, partial.c_str(), AT_FDCWD, path.c_str(), flags);
    if (result != 0 && errno == EINVAL) {  // a file system that cannot refuse to replace
        errno = EEXIST;
        if (!fs::exists(path)) result = std::rename(partial.c_str(), path.c_str());
    }
    if (result == 0) return;
    if (errno == EEXIST) {
        throw InvalidInput(
            fmt::format(
                "'{}' was made by somebody else in the meantime; the finished result stands "
                "in '{}'",
                path, partial),
            "move it to another name");
    }
    throw MachineFailure(
        fmt::format("'{}' cannot be moved to '{}': {}; the finished result stands there", partial,
                    path, std::strerror(errno)));
}

}  // namespace plancast

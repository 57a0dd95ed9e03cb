#include "engine/results/partial_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

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

// A plain file that begins as HDF5 does. A model, a device or a link is never replaced.
bool may_be_replaced(const std::string& path) {
    std::error_code error;
    if (!fs::is_regular_file(fs::symlink_status(path, error))) return false;
    std::ifstream file(path, std::ios::binary);
    char start[8] = {};
    file.read(start, sizeof start);
    return file.gcount() == sizeof start &&
           std::memcmp(start, "\x89HDF\r\n\x1a\n", sizeof start) == 0;
}

bool rename_with(const std::string& from, const std::string& to, unsigned flags) {
    return ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags) == 0;
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
    if (path.empty() || path.back() == '/')
        throw InvalidInput(fmt::format("'{}' is no file name for a result", path),
                           "--output results/name.h5");
    std::string partial = path + ".partial";
    std::error_code error;
    if (fs::is_directory(path, error)) {
        throw InvalidInput(fmt::format("'{}' is a folder, not a file to write a result to", path),
                           "name the file too: --output results/name.h5");
    }
    if (!force && fs::exists(path, error)) {
        throw InvalidInput(fmt::format("'{}' exists already", path),
                           "--force overwrites it, --output FILE writes another");
    }
    if (force && fs::exists(fs::symlink_status(path, error)) && !may_be_replaced(path)) {
        throw InvalidInput(
            fmt::format("'{}' is not a result of plancast", path),
            "--force overwrites results only; write another file with --output FILE");
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
    std::error_code ignored;
    if (force && fs::exists(path, ignored) && rename_with(partial, path, RENAME_EXCHANGE)) {
        // Exchanged, not replaced: ext4 writes a file to the disk before it lets it replace
        // another, which can take seconds.
        fs::remove(partial, ignored);
        return;
    }
    if (rename_with(partial, path, force ? 0 : RENAME_NOREPLACE)) return;
    if (errno == EINVAL) {  // a file system that cannot refuse to replace
        errno = EEXIST;
        if (!fs::exists(path) && std::rename(partial.c_str(), path.c_str()) == 0) return;
    }
    if (errno == EEXIST) {
        throw InvalidInput(
            fmt::format("'{}' was made by another program in the meantime; the finished result "
                        "stands in '{}'",
                        path, partial),
            "move it to another name");
    }
    throw MachineFailure(fmt::format("'{}' cannot be renamed to '{}': {}; the result is finished",
                                     partial, path, std::strerror(errno)));
}

}  // namespace plancast

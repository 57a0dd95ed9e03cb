#include "engine/results/disk_room.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "engine/simulation/simulation.hpp"

namespace plancast {
namespace {

namespace fs = std::filesystem;

// Generous: HDF5 was seen to take 1.2 kB a dataset and 40 bytes a chunk.
constexpr std::uint64_t file_room = 1 << 18;
constexpr std::uint64_t dataset_room = 1 << 12;
constexpr std::uint64_t chunk_room = 100;
constexpr std::uint64_t label_room = 100;

std::string size_text(std::uint64_t bytes) {
    const double size = static_cast<double>(bytes);
    return size < 1e6 ? fmt::format("{:.1f} kB", size * 1e-3)
                      : fmt::format("{:.1f} MB", size * 1e-6);
}

/// @returns 0, or the system's error.
int reserve_behind_end(const std::string& path, std::uint64_t bytes) {
    const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    if (file < 0) return errno;
    struct stat status {};
    int error = ::fstat(file, &status) == 0 ? 0 : errno;
    const off_t size = static_cast<off_t>(bytes);
    if (error == 0 && ::fallocate(file, FALLOC_FL_KEEP_SIZE, status.st_size, size) != 0) {
        error = errno;
    }
    ::close(file);
    return error;
}

fs::path folder_of(const std::string& path) {
    const fs::path parent = fs::path(path).parent_path();
    return parent.empty() ? fs::path(".") : parent;
}

}  // namespace

std::uint64_t structure_bytes(const ResultSchema& schema) {
    std::uint64_t bytes = file_room + schema.quantities.size() * dataset_room;
    bytes += schema.column_count * (schema.runs / segment_runs + 1) * chunk_room;
    for (const SourceText& source : schema.sources) bytes += source.text.size() + dataset_room;
    for (const SetMembers& set : schema.sets) {
        for (const std::string& member : set.members) bytes += member.size() + label_room;
    }
    return bytes;
}

std::uint64_t summary_bytes(const std::string& document, const std::vector<SummaryTable>& tables) {
    std::uint64_t bytes = file_room + document.size();
    for (const SummaryTable& table : tables) {
        bytes += table.columns.size() * (dataset_room + table.labels.size() * sizeof(double));
        for (const std::string& label : table.labels) bytes += label.size() + label_room;
    }
    return bytes;
}

void reserve_room(const std::string& path, std::uint64_t bytes) {
    const int error = reserve_behind_end(path, bytes);
    if (error != 0 && error != EOPNOTSUPP && error != ENOSYS) {
        throw hdf5::CallFailure(std::strerror(error), error);
    }
}

void try_to_reserve_room(const std::string& path, std::uint64_t bytes) {
    std::error_code error;
    const fs::space_info space = fs::space(folder_of(path), error);
    if (!error && bytes < space.available / 2) reserve_behind_end(path, bytes);
}

void release_room(const std::string& path) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(path, error);
    if (!error) fs::resize_file(path, size, error);
}

std::string describe_failure(const hdf5::CallFailure& failure, const std::string& path,
                             const std::string& what, std::uint64_t bytes) {
    std::string message = fmt::format("'{}' cannot be written: {}", path, failure.what());
    const int error = failure.system_error();
    if (error != ENOSPC && error != EDQUOT && error != EFBIG) return message;
    const fs::path folder = folder_of(path);
    std::error_code ignored;
    const fs::space_info space = fs::space(folder, ignored);
    return message + fmt::format(" ({} need {}, {} are left in '{}')", what, size_text(bytes),
                                 size_text(ignored ? 0 : space.available), folder.string());
}

}  // namespace plancast

#include "engine/results/file_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/core/error.hpp"
#include "engine/core/nearest_name.hpp"
#include "engine/results/seal.hpp"

namespace plancast {
namespace {

namespace fs = std::filesystem;

// HDF5 file format specification, section II.A: the superblock and where its fields stand.
constexpr std::string_view signature = "\x89HDF\r\n\x1a\n";
constexpr std::size_t superblock_version_at = 8;
constexpr std::size_t superblock_size = 96;

std::string suggest_file(const fs::path& path) {
    std::error_code error;
    if (fs::exists(path.string() + ".partial", error)) {
        return fmt::format("'{}.partial' is what a simulation left that did not end",
                           path.string());
    }
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    if (!fs::is_directory(folder, error)) {
        return fmt::format("there is no folder '{}' either", folder.string());
    }
    std::vector<std::string> files;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        files.push_back(entry.path().filename().string());
    }
    std::sort(files.begin(), files.end());  // the system lists them in any order
    const std::string nearest = nearest_name(path.filename().string(), files);
    if (nearest.empty()) return {};
    return fmt::format("did you mean '{}'?", (path.parent_path() / nearest).string());
}

bool looks_like_text(std::string_view start) {
    return std::none_of(start.begin(), start.end(), [](char letter) {
        const auto code = static_cast<unsigned char>(letter);
        return code < 0x20 && letter != '\n' && letter != '\r' && letter != '\t';
    });
}

std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t i = size; i-- > 0;) {
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    }
    return value;
}

// How many bytes the file should have; nothing where the superblock is of no known kind.
std::optional<std::uint64_t> expected_size(std::string_view superblock) {
    constexpr std::size_t address = 8;
    switch (superblock[superblock_version_at]) {
        case 0: return little_endian(superblock, 40, address);
        case 1: return little_endian(superblock, 44, address);
        case 2:
        case 3: return little_endian(superblock, 28, address);
        default: return {};
    }
}

}  // namespace

void check_hdf5_file(const std::string& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) {
        throw InvalidInput(fmt::format("there is no file '{}'", path), suggest_file(path));
    }
    if (fs::is_directory(status)) {
        throw InvalidInput(fmt::format("'{}' is a folder, not a result file", path),
                           "name a .h5 file in it");
    }
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw MachineFailure(fmt::format("'{}' cannot be read: {}", path, std::strerror(errno)));

    std::array<char, superblock_size> buffer{};
    file.read(buffer.data(), buffer.size());
    const std::string_view start(buffer.data(), static_cast<std::size_t>(file.gcount()));
    if (start.empty())
        throw InvalidInput(fmt::format("'{}' is empty, not a result file", path),
                           "'plancast run' makes results from scenarios");
    if (start.substr(0, signature.size()) != signature.substr(0, start.size())) {
        if (looks_like_text(start)) {
            throw InvalidInput(fmt::format("'{}' is a text, not a result file (HDF5)", path),
                               "'plancast run' makes results from scenarios");
        }
        throw InvalidInput(fmt::format("'{}' is not a result file: it is not HDF5", path));
    }
    const std::uint64_t size = fs::file_size(path, error);
    if (start.size() < superblock_size) {
        throw MachineFailure(fmt::format("'{}' is truncated: only {} bytes are left", path, size));
    }
    const std::optional<std::uint64_t> expected = expected_size(start);
    if (!expected)
        throw MachineFailure(fmt::format("'{}' is damaged: its first bytes are wrong", path));
    if (size < *expected) {
        throw MachineFailure(
            fmt::format("'{}' is truncated: {} of {} bytes are there", path, size, *expected));
    }
    if (const auto damage = find_damage(path, *expected)) {
        throw MachineFailure(fmt::format("'{}' is damaged: {}", path, *damage));
    }
}

}  // namespace plancast

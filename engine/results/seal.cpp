#include "engine/results/seal.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "engine/results/sha256.hpp"

namespace plancast {
namespace {

constexpr std::string_view mark = "plancast";
constexpr std::size_t digits_size = 64;
constexpr std::size_t word_size = 8;
constexpr std::size_t tail_size = word_size + digits_size + mark.size();

void put(std::string& bytes, std::uint64_t value) {
    for (std::size_t i = 0; i < word_size; ++i) bytes += static_cast<char>(value >> 8 * i & 0xff);
}

std::uint64_t get(std::string_view bytes, std::size_t at) {
    std::uint64_t value = 0;
    for (std::size_t i = word_size; i-- > 0;) {
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    }
    return value;
}

// Neighbours are joined: chunks mostly lie side by side.
std::vector<Extent> sorted_and_joined(std::vector<Extent> extents) {
    std::sort(extents.begin(), extents.end(),
              [](const Extent& a, const Extent& b) { return a.begin < b.begin; });
    std::vector<Extent> joined;
    for (const Extent& extent : extents) {
        if (!joined.empty() && joined.back().end == extent.begin) {
            joined.back().end = extent.end;
        } else {
            joined.push_back(extent);
        }
    }
    return joined;
}

std::string read_bytes(std::ifstream& file, std::uint64_t begin, std::size_t size) {
    std::string bytes(size, '\0');
    file.seekg(static_cast<std::streamoff>(begin));
    file.read(bytes.data(), static_cast<std::streamsize>(size));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

void add_range(Sha256& hash, std::ifstream& file, std::uint64_t begin, std::uint64_t end) {
    constexpr std::uint64_t piece = 1 << 20;
    for (; begin < end; begin += piece) {
        hash.add(read_bytes(file, begin, static_cast<std::size_t>(std::min(piece, end - begin))));
    }
}

/// The digits for the bytes before @p end that lie in no extent, then @p head.
std::string digits_of(std::ifstream& file, std::uint64_t end, const std::vector<Extent>& extents,
                      std::string_view head) {
    Sha256 hash;
    std::uint64_t position = 0;
    for (const Extent& extent : extents) {
        add_range(hash, file, position, extent.begin);
        position = extent.end;
    }
    add_range(hash, file, position, end);
    hash.add(head);
    return hash.digits();
}

}  // namespace

int append_seal(const std::string& path, std::vector<Extent> runs) {
    const std::vector<Extent> extents = sorted_and_joined(std::move(runs));
    std::string seal;
    for (const Extent& extent : extents) {
        put(seal, extent.begin);
        put(seal, extent.end);
    }
    put(seal, extents.size());
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    const std::uint64_t end = std::filesystem::file_size(path);
    seal += digits_of(file, end, extents, seal);
    seal += mark;
    std::ofstream output(path, std::ios::binary | std::ios::app);
    output << seal;
    output.close();
    if (file && output) return 0;
    const int error = errno != 0 ? errno : EIO;
    // Half a seal would look like damage; without one the file is whole.
    std::error_code ignored;
    std::filesystem::resize_file(path, end, ignored);
    return error;
}

std::optional<std::string> find_damage(const std::string& path, std::uint64_t hdf5_size) {
    const std::uint64_t size = std::filesystem::file_size(path);
    if (size == hdf5_size) return {};
    const std::string wrong_end = "its last bytes are wrong";
    if (size < hdf5_size + tail_size) return wrong_end;
    std::ifstream file(path, std::ios::binary);
    const std::string tail = read_bytes(file, size - tail_size, tail_size);
    if (tail.size() != tail_size || tail.substr(word_size + digits_size) != mark) return wrong_end;
    const std::uint64_t count = get(tail, 0);
    if (count > (size - tail_size) / (2 * word_size)) return wrong_end;
    const std::uint64_t head_size = (2 * count + 1) * word_size;
    const std::uint64_t end = size - tail_size + word_size - head_size;

    const std::string head = read_bytes(file, end, static_cast<std::size_t>(head_size));
    if (head.size() != head_size) return wrong_end;
    std::vector<Extent> extents;
    std::uint64_t position = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::size_t at = static_cast<std::size_t>(2 * i * word_size);
        extents.push_back({get(head, at), get(head, at + word_size)});
        if (extents.back().begin < position || extents.back().end <= extents.back().begin ||
            extents.back().end > end) {
            return wrong_end;
        }
        position = extents.back().end;
    }
    if (digits_of(file, end, extents, head) == tail.substr(word_size, digits_size)) return {};
    return "what describes its runs is not what was written";
}

}  // namespace plancast

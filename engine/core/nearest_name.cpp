#include "engine/core/nearest_name.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace plancast {

namespace {

bool same_letter(std::string_view a, std::string_view b) {
    const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return a == b || (a.size() == 1 && b.size() == 1 && small(a[0]) == small(b[0]));
}

// A name is valid UTF-8 by the time it gets here; a stray byte counts as a character.
std::vector<std::string_view> characters(std::string_view text) {
    std::vector<std::string_view> result;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i + 1;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) ++end;
        result.push_back(text.substr(i, end - i));
        i = end;
    }
    return result;
}

std::size_t edit_distance(const std::vector<std::string_view>& a,
                          const std::vector<std::string_view>& b) {
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = same_letter(a[i - 1], b[j - 1]) ? 0 : 1;
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
            if (i > 1 && j > 1 && same_letter(a[i - 1], b[j - 2]) &&
                same_letter(a[i - 2], b[j - 1]))
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

}  // namespace

std::string nearest_name(std::string_view name, std::span<const std::string> candidates) {
    const auto wanted = characters(name);
    std::string best;
    std::size_t best_distance = 0;
    for (const std::string& candidate : candidates) {
        const auto letters = characters(candidate);
        const std::size_t distance = edit_distance(wanted, letters);
        const std::size_t limit =
            std::max<std::size_t>(1, std::max(wanted.size(), letters.size()) / 3);
        // Of one letter nothing is left.
        if (distance >= std::max(wanted.size(), letters.size())) continue;
        if (distance > limit || (!best.empty() && distance >= best_distance)) continue;
        best = candidate;
        best_distance = distance;
    }
    return best;
}

}  // namespace plancast

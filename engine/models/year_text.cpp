#include "engine/models/year_text.hpp"

#include <cstddef>

#include <fmt/core.h>

namespace plancast {

std::string years_text(const std::vector<int>& years) {
    std::string text;
    for (std::size_t i = 0; i < years.size();) {
        std::size_t last = i;
        while (last + 1 < years.size() && years[last + 1] == years[last] + 1) ++last;
        if (!text.empty()) text += ", ";
        text += last == i ? fmt::format("{}", years[i])
                          : fmt::format("{} to {}", years[i], years[last]);
        i = last + 1;
    }
    return text;
}

}  // namespace plancast

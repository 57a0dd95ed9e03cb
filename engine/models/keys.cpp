#include "engine/models/keys.hpp"

#include "engine/models/key_tables.hpp"

namespace plancast {

std::span<const Key> keys() {
    static const std::vector<Key> all = [] {
        std::vector<Key> joined;
        for (const auto part : {keys_of_quantities(), keys_of_targets()})
            joined.insert(joined.end(), part.begin(), part.end());
        return joined;
    }();
    return all;
}

bool stands_in(const Key& key, std::string_view section) {
    for (std::string_view rest = key.sections; !rest.empty();) {
        const auto blank = rest.find(' ');
        if (rest.substr(0, blank) == section) return true;
        rest = blank == std::string_view::npos ? std::string_view{} : rest.substr(blank + 1);
    }
    return false;
}

std::vector<std::string> keys_of(std::string_view section) {
    std::vector<std::string> names;
    for (const Key& key : keys())
        if (stands_in(key, section)) names.emplace_back(key.name);
    return names;
}

std::vector<std::string> joined(std::initializer_list<std::vector<std::string>> lists) {
    std::vector<std::string> all;
    for (const auto& list : lists) all.insert(all.end(), list.begin(), list.end());
    return all;
}

std::vector<std::string> model_sections() {
    std::vector<std::string> names;
    for (const Section& section : sections())
        if (!section.name.starts_with("scenario")) names.emplace_back(section.name);
    return names;
}

}  // namespace plancast

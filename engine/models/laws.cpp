#include "engine/models/laws.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace plancast {

std::vector<std::string> law_keys() {
    std::vector<std::string> keys;
    for (const NamedLaw& law : named_laws()) keys.push_back(law.key);
    return keys;
}

std::vector<std::string> parameter_names(const NamedLaw& law) {
    std::vector<std::string> names;
    for (const auto& list : law.parameters)
        for (const LawParameter& parameter : list) names.push_back(parameter.name);
    for (const LawParameter& parameter : law.optional) names.push_back(parameter.name);
    return names;
}

bool is_split_spread(const Tree& tree) {
    if (!tree.is_table() || tree.members.empty()) return false;
    return std::all_of(tree.members.begin(), tree.members.end(),
                       [](const Tree::Member& m) { return m.key == "run" || m.key == "year"; });
}

bool has_split_spread(const NamedLaw& law, const Tree& tree) {
    return std::any_of(tree.members.begin(), tree.members.end(), [&](const Tree::Member& m) {
        const LawParameter* parameter = law.find(m.key);
        return parameter != nullptr && parameter->splits && is_split_spread(m.value);
    });
}

std::string as_written(const Tree& tree) {
    switch (tree.kind) {
        case Tree::Kind::string: return tree.text;
        case Tree::Kind::integer:
        case Tree::Kind::real: return fmt::format("{}", tree.number);
        case Tree::Kind::boolean: return tree.truth ? "true" : "false";
        case Tree::Kind::date: return "a date";
        case Tree::Kind::array: {
            std::vector<std::string> items;
            for (const Tree& item : tree.items) items.push_back(as_written(item));
            return fmt::format("[{}]", fmt::join(items, ", "));
        }
        case Tree::Kind::table: {
            std::vector<std::string> members;
            for (const Tree::Member& m : tree.members)
                members.push_back(m.key + " " + as_written(m.value));
            return fmt::format("{{{}}}", fmt::join(members, ", "));
        }
    }
    return {};
}

std::string law_as_written(const NamedLaw& law, const Tree& tree) {
    if (law.kind == NamedLaw::Kind::given) return as_written(tree);
    if (!tree.is_table()) return fmt::format("{}({})", law.key, as_written(tree));
    std::vector<std::string> parameters;
    for (const Tree::Member& m : tree.members)
        parameters.push_back(fmt::format("{} = {}", m.key, as_written(m.value)));
    return fmt::format("{}({})", law.key, fmt::join(parameters, ", "));
}

}  // namespace plancast

#include "engine/distributions/named_law.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "engine/core/error.hpp"

namespace plancast {

const LawParameter* NamedLaw::find(const std::string& name) const {
    for (const auto& list : parameters)
        for (const LawParameter& parameter : list)
            if (parameter.name == name) return &parameter;
    for (const LawParameter& parameter : optional)
        if (parameter.name == name) return &parameter;
    return nullptr;
}

const NamedLaw* find_law(const std::string& key) {
    for (const NamedLaw& law : named_laws())
        if (law.key == key) return &law;
    return nullptr;
}

DistributionPtr make_law(const std::string& key, const LawArguments& arguments) {
    const NamedLaw* law = find_law(key);
    if (law == nullptr) throw InvalidInput(fmt::format("there is no law '{}'", key));
    for (const auto& [name, value] : arguments.numbers) {
        if (law->find(name) == nullptr && !(law->percentiles && percentile_of(name)))
            throw InvalidInput(fmt::format("{} has no parameter '{}'", key, name));
    }
    const auto complete = [&](const std::vector<LawParameter>& list) {
        for (const LawParameter& parameter : list) {
            const bool listed = parameter.form == LawParameter::Form::list;
            if (listed ? arguments.lists.count(parameter.name) == 0
                       : !arguments.has(parameter.name))
                return false;
        }
        return true;
    };
    for (const auto& list : law->parameters)
        if (complete(list)) return law->make(arguments);
    std::string expected;
    for (const LawParameter& parameter : law->parameters.front())
        expected += (expected.empty() ? "" : ", ") + parameter.name;
    throw InvalidInput(fmt::format("{} takes {}", key, expected));
}

std::optional<double> percentile_of(const std::string& name) {
    if (name.size() < 2 || name[0] != 'p' || name[1] < '0' || name[1] > '9') return std::nullopt;
    char* end = nullptr;
    const double percent = std::strtod(name.c_str() + 1, &end);
    if (end != name.c_str() + name.size()) return std::nullopt;
    return percent;
}

}  // namespace plancast

#include "engine/models/laws.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/core/contracts.hpp"
#include "engine/core/error.hpp"

namespace plancast {

namespace {

const std::vector<LawSyntax>& table() {
    static const std::vector<LawSyntax> laws = {
        {"value", LawKind::constant, {{"value"}}, {}},
        {"uniform", LawKind::uniform, {{"min", "max"}}, {}},
        {"log_uniform", LawKind::log_uniform, {{"min", "max"}}, {}},
        {"normal", LawKind::normal, {{"mean", "sd"}}, {}},
        {"lognormal", LawKind::lognormal, {{"mean", "sd"}, {"median", "log_sd"}}, {}},
        {"triangular", LawKind::triangular, {{"min", "mode", "max"}}, {}},
        {"pert", LawKind::pert, {{"min", "mode", "max"}}, {}},
        {"beta", LawKind::beta, {{"alpha", "beta"}, {"mean", "sd"}}, {"min", "max"}},
        {"gamma", LawKind::gamma, {{"shape", "scale"}, {"mean", "sd"}}, {}},
        {"discrete", LawKind::discrete, {{"values", "weights"}}, {}},
        {"bernoulli", LawKind::bernoulli, {{"chance"}}, {}},
        {"dirichlet", LawKind::dirichlet, {{"alpha"}, {"mean", "concentration"}}, {}},
    };
    return laws;
}

}  // namespace

std::span<const LawSyntax> law_syntaxes() { return table(); }

const LawSyntax* find_law(const std::string& key) {
    for (const LawSyntax& law : table())
        if (law.key == key) return &law;
    return nullptr;
}

std::vector<std::string> law_keys() {
    std::vector<std::string> keys;
    for (const LawSyntax& law : table()) keys.push_back(law.key);
    return keys;
}

std::vector<std::string> parameter_names(const LawSyntax& law) {
    std::vector<std::string> names = law.optional_parameters;
    for (const auto& list : law.parameter_lists)
        names.insert(names.end(), list.begin(), list.end());
    return names;
}

bool parameter_has_unit(const std::string& name) {
    for (const char* plain : {"log_sd", "log_sd_run", "log_sd_year", "alpha", "beta", "shape",
                              "chance", "concentration"})
        if (name == plain) return false;
    return true;
}

bool is_split_spread(const Tree& tree) {
    if (!tree.is_table() || tree.members.empty()) return false;
    return std::all_of(tree.members.begin(), tree.members.end(),
                       [](const Tree::Member& m) { return m.key == "run" || m.key == "year"; });
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

std::string law_as_written(const std::string& key, const Tree& tree) {
    if (!tree.is_table() || key == "value") return as_written(tree);
    std::vector<std::string> parameters;
    for (const Tree::Member& m : tree.members)
        parameters.push_back(fmt::format("{} = {}", m.key, as_written(m.value)));
    return fmt::format("{}({})", key, fmt::join(parameters, ", "));
}

DistributionPtr make_law(LawKind kind, const std::map<std::string, double>& parameters) {
    const auto at = [&](const char* name) { return parameters.at(name); };
    const auto has = [&](const char* name) { return parameters.count(name) > 0; };
    const auto or_else = [&](const char* name, double otherwise) {
        return has(name) ? at(name) : otherwise;
    };
    switch (kind) {
        case LawKind::constant: return make_constant(at("value"));
        case LawKind::uniform: return make_uniform(at("min"), at("max"));
        case LawKind::log_uniform: return make_log_uniform(at("min"), at("max"));
        case LawKind::normal: return make_normal(at("mean"), at("sd"));
        case LawKind::lognormal:
            return has("median") ? make_lognormal(at("median"), at("log_sd"))
                                 : make_lognormal_by_mean(at("mean"), at("sd"));
        case LawKind::triangular: return make_triangular(at("min"), at("mode"), at("max"));
        case LawKind::pert: return make_pert(at("min"), at("mode"), at("max"));
        case LawKind::beta:
            return has("alpha")
                       ? make_beta(at("alpha"), at("beta"), or_else("min", 0), or_else("max", 1))
                       : make_beta_by_mean(at("mean"), at("sd"), or_else("min", 0),
                                           or_else("max", 1));
        case LawKind::gamma: {
            if (has("shape")) return make_gamma(at("shape"), at("scale"));
            const double mean = at("mean"), sd = at("sd");
            if (!(mean > 0)) throw InvalidInput("mean of a gamma law must be above 0");
            if (!(sd > 0)) throw InvalidInput("sd must be above 0");
            return make_gamma(mean * mean / (sd * sd), sd * sd / mean);
        }
        case LawKind::bernoulli: {
            const double chance = at("chance");
            if (!(chance >= 0 && chance <= 1)) throw InvalidInput("chance must be from 0 to 1");
            return make_discrete({0, 1}, {1 - chance, chance});
        }
        case LawKind::discrete:
        case LawKind::dirichlet: break;
    }
    PLANCAST_EXPECTS(false);
    return nullptr;
}

}  // namespace plancast

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "engine/core/nearest_name.hpp"
#include "engine/models/builder.hpp"
#include "engine/models/keys.hpp"
#include "engine/models/laws.hpp"

namespace plancast {

namespace {

const std::vector<std::string> statuses = {"measured", "estimated", "assumed"};

// What a scenario adds to an input stands in the merged document.
std::vector<std::string> input_keys() {
    return joined({keys_of("inputs"), law_keys(), keys_of("scenario.inputs")});
}

}  // namespace

void PlanBuilder::declare_input(const Tree::Member& member) {
    Input input;
    input.name = member.key;
    input.place = member.key_place;
    TableReader reader(member.value, fmt::format("input '{}'", member.key), problems_,
                       input_keys());
    input.title = reader.title();
    input.unit = read_unit(reader, input);
    input.sets = read_over(reader, input.broken);
    input.truth = member.value.find("bernoulli") != nullptr;
    const auto each = reader.text("each");
    if (each && *each != "year" && *each != "run")
        problems_.error(member.value.find("each")->place,
                        fmt::format("'each' of {} is '{}'", reader.what(), *each),
                        "expected \"run\" or \"year\"");
    input.by_year = each == "year";
    for (const Tree::Member& entry : member.value.members) {
        const NamedLaw* law = find_law(entry.key);
        if (entry.key != "lasting" && entry.key != "autocorrelation" &&
            (law == nullptr || !has_split_spread(*law, entry.value)))
            continue;
        input.by_year = true;
        if (each == "run")
            problems_.error(
                entry.key_place,
                law != nullptr
                    ? fmt::format("{} is drawn once a run and has a spread by year", reader.what())
                    : fmt::format("{} is drawn once a run and has '{}'", reader.what(), entry.key),
                law != nullptr ? "give one sd, or let each be \"year\""
                               : "that is of what is drawn each year: leave it out, or let each "
                                 "be \"year\"");
    }
    declare_history(member.value);
    if (input.by_year && plan_.years.empty()) {
        problems_.error(
            input.place,
            fmt::format("{} is drawn each year, this model has no years", reader.what()),
            "give [model] years = [first, last]");
        input.by_year = false;
    }
    if (!names_.declare(input.name, {Symbol::Kind::input, plan_.inputs.size(), input.place},
                        problems_))
        return;
    plan_.inputs.push_back(std::move(input));
    input_trees_.push_back(&member.value);
}

void PlanBuilder::read_input(std::size_t index) {
    Input& input = plan_.inputs[index];
    TableReader reader(*input_trees_[index], fmt::format("input '{}'", input.name), problems_,
                       input_keys());
    for (const char* known : {"title", "unit", "over", "each"}) reader.take(known);
    if (const Tree* status =
            reader.require("status", "status = \"assumed\", or \"measured\" or \"estimated\"")) {
        input.status = status->text;
        if (std::find(statuses.begin(), statuses.end(), input.status) == statuses.end()) {
            const std::string nearest = nearest_name(input.status, statuses);
            problems_.error(
                status->place, fmt::format("status of {} is '{}'", reader.what(), input.status),
                nearest.empty() ? std::string("expected \"measured\", \"estimated\" or \"assumed\"")
                                : fmt::format("did you mean '{}'?", nearest));
        }
    }
    if (const Tree* source =
            reader.require("source", "source = \"...\": where it is from, or what was assumed")) {
        if (!source->is_string())
            reader.wrong_kind(*source, "source", "a string");
        else if (source->text.find_first_not_of(' ') == std::string::npos)
            problems_.error(source->place, fmt::format("the source of {} is empty", reader.what()),
                            "say where its figures are from; of what is assumed, why so");
        else
            input.source = source->text;
    }
    input.note = reader.text("note").value_or("");
    read_law(input, reader);
    read_spread(input, reader);
    if (const Tree* loads = reader.take("loads_on"); loads != nullptr && !input.broken)
        read_loadings(input, *loads);
    read_bounds(input, reader);
    read_adjustments(input, reader);
    read_history(input, input.by_year, reader, nullptr,
                 {reader.what(), input.sets, true, false, true, false}, input.history);
    reader.refuse_others();
    for (const char* key : {"lasting", "autocorrelation", "loads_on", "fix", "scale", "shift"})
        if (const Tree* tree = reader.table().find(key))
            input.law_text += fmt::format(", {} {}", key, as_written(*tree));
}
void PlanBuilder::read_spread(Input& input, TableReader& reader) {
    const auto share = reader.number("lasting");
    if (share) {
        input.lasting = *share;
        if (input.split_spread)
            problems_.error(
                reader.table().find("lasting")->place,
                fmt::format("{} says twice how much of its spread lasts", reader.what()),
                "keep lasting or sd = { run = ..., year = ... }");
        if (!(*share >= 0 && *share <= 1))
            problems_.error(reader.table().find("lasting")->place,
                            fmt::format("lasting of {} is {}", reader.what(), *share),
                            "a share of the variance, from 0 to 1");
    }
    if (const auto phi = reader.number("autocorrelation")) {
        input.autocorrelation = *phi;
        if (!(std::abs(*phi) < 1))
            problems_.error(reader.table().find("autocorrelation")->place,
                            fmt::format("autocorrelation of {} is {}", reader.what(), *phi),
                            "it must lie between -1 and 1");
    }
    if (!input.law.has_own_uniform() && (share || input.autocorrelation != 0))
        problems_.error(
            input.place,
            fmt::format("{} cannot have a lasting part or autocorrelation", reader.what()),
            "only a law drawn from one uniform can");
}

void PlanBuilder::read_loadings(Input& input, const Tree& table) {
    if (!table.is_table()) {
        problems_.error(table.place,
                        fmt::format("loads_on of input '{}' is a {}", input.name, kind_name(table)),
                        "expected { factor = 0.6 }");
        return;
    }
    // lasting = 0 is a choice that a scenario may make: the lasting factor then has no weight.
    const Tree& own = *input_trees_[static_cast<std::size_t>(&input - plan_.inputs.data())];
    const bool says_what_lasts = input.split_spread || own.find("lasting") != nullptr;
    for (const Tree::Member& member : table.members) {
        const Symbol* symbol = names_.find(member.key);
        if (symbol == nullptr || symbol->kind != Symbol::Kind::input) {
            if (names_.is_set_aside(member.key)) continue;
            const std::string nearest = nearest_name(member.key, names_of(Symbol::Kind::input));
            problems_.error(member.key_place, fmt::format("'{}' is not an input", member.key),
                            nearest.empty() ? "what is correlated is declared as [inputs.NAME]"
                                            : fmt::format("did you mean '{}'?", nearest));
            continue;
        }
        const Input& factor = plan_.inputs[symbol->index];
        const Tree& factor_tree = *input_trees_[symbol->index];
        const Tree* normal = factor_tree.find("normal");
        const bool standard = normal != nullptr && normal->is_table() &&
                              normal->find("mean") != nullptr &&
                              normal->find("mean")->is_number() &&
                              normal->find("mean")->number == 0 && normal->find("sd") != nullptr &&
                              normal->find("sd")->is_number() && normal->find("sd")->number == 1;
        if (!standard || !factor.sets.empty() || factor_tree.find("loads_on") != nullptr ||
            factor_tree.find("lasting") != nullptr)
            problems_.error(member.key_place,
                            fmt::format("'{}' cannot be a common factor", member.key),
                            "a factor is an input normal = { mean = 0, sd = 1 } that stands alone");
        if (factor.by_year && !input.by_year)
            problems_.error(member.key_place,
                            fmt::format("input '{}' is drawn once a run, its factor '{}' each year",
                                        input.name, member.key),
                            "draw both equally often");
        if (!factor.by_year && input.by_year && !says_what_lasts)
            problems_.error(member.key_place,
                            fmt::format("input '{}' has no lasting part to load on '{}'",
                                        input.name, member.key),
                            "give lasting, the share of the variance that lasts, or sd = { run = "
                            "..., year = ... }");
        if (!input.law.has_own_uniform())
            problems_.error(member.key_place,
                            fmt::format("input '{}' cannot load on a factor", input.name),
                            "only a law drawn from one uniform can");
        Loading loading{symbol->index,
                        numbers_by_member(member.value, input.sets, Unit{},
                                          fmt::format("loads_on of input '{}'", input.name)),
                        table.place};
        if (loading.correlation.values.empty()) continue;
        input.loadings.push_back(std::move(loading));
    }
}

void PlanBuilder::read_bounds(Input& input, TableReader& reader) {
    input.law.truncated = read_interval(reader, "truncated", input.unit);
    input.law.clipped = read_interval(reader, "clipped", input.unit);
    if (!input.law.truncated && !input.law.clipped) return;
    if (input.law.is_shares() || input.truth)
        problems_.error(input.place,
                        fmt::format("{} cannot be truncated or clipped", reader.what()));
}

}  // namespace plancast

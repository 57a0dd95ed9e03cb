#include "engine/models/builder.hpp"
#include "engine/models/keys.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/core/nearest_name.hpp"
#include "engine/designs/make_design.hpp"
#include "engine/models/laws.hpp"
#include "engine/models/mistaken_number.hpp"
#include "engine/models/warnings.hpp"

namespace plancast {

namespace {

constexpr double most_runs = 1e12;

std::string directory_and_stem(const std::string& path) {
    const auto slash = path.find_last_of('/');
    std::string stem = slash == std::string::npos ? path : path.substr(slash + 1);
    if (const auto dot = stem.find_last_of('.'); dot != std::string::npos && dot > 0)
        stem.resize(dot);
    if (slash == std::string::npos || slash == 0) return stem;
    const auto before = path.find_last_of('/', slash - 1);
    const std::string folder = path.substr(before == std::string::npos ? 0 : before + 1,
                                           slash - (before == std::string::npos ? 0 : before + 1));
    return folder == "." || folder == ".." || folder.empty() ? stem : folder + "-" + stem;
}

// What to write for "price = 5" in a section whose entries are tables.
std::string table_advice(std::string_view section, const Tree::Member& member) {
    const bool has_value = section == "series" || section == "levers";
    if (!has_value || member.value.kind == Tree::Kind::array)
        return fmt::format("expected a table: [{}.{}]", section, member.key);
    const char* quote = member.value.is_string() ? "\"" : "";
    return fmt::format("write {0} = {{ value = {2}{1}{2} }}", member.key, as_written(member.value),
                       quote);
}

}  // namespace

Plan build_plan(const Tree& document, const std::vector<SourceFilePtr>& sources,
                ModelFolder* files) {
    return PlanBuilder(document, sources, files).build();
}

PlanBuilder::PlanBuilder(const Tree& document, const std::vector<SourceFilePtr>& sources,
                         ModelFolder* files)
    : document_(document), files_(files), checker_(plan_, names_, problems_, used_) {
    plan_.sources = sources;
    if (!sources.empty()) plan_.name = directory_and_stem(sources.front()->path());
}

Plan PlanBuilder::build() {
    const Tree& document = with_sections_as_meant();
    const auto table = [&](const char* section) -> const Tree* {
        const Tree* found = document.find(section);
        return found != nullptr && found->is_table() ? found : nullptr;
    };
    const auto each = [&](const char* section, auto&& declare) {
        if (const Tree* found = table(section))
            for (const Tree::Member& member : found->members) declare(member);
    };
    const auto each_table = [&](const char* section, auto&& read) {
        each(section, [&](const Tree::Member& member) {
            if (member.value.is_table()) return read(member);
            names_.set_aside(member.key);
            problems_.error(
                member.value.place,
                fmt::format("'{}' in [{}] is a {}", member.key, section, kind_name(member.value)),
                table_advice(section, member));
        });
    };

    read_model(*table("model"));
    if (const Tree* units = table("units")) read_units(*units);
    if (const Tree* sets = table("sets")) read_sets(*sets);
    each_table("maps", [&](const auto& m) { read_map(m); });
    if (const Tree* run = table("run")) read_run(*run);

    each_table("readings", [&](const auto& m) { read_reading(m); });
    each_table("tables", [&](const auto& m) { read_table(m); });
    each("functions", [&](const auto& m) { declare_function(m); });
    each_table("levers", [&](const auto& m) { declare_lever(m); });
    each_table("inputs", [&](const auto& m) { declare_input(m); });
    // Series and counts are declared in the order of the file, whichever table they stand in.
    std::vector<std::pair<const Tree::Member*, bool>> quantities;
    each_table("series", [&](const auto& m) { quantities.emplace_back(&m, false); });
    each_table("counts", [&](const auto& m) { quantities.emplace_back(&m, true); });
    const auto position = [&](const Tree::Member& member) {
        return std::pair(file_order(member.key_place), member.key_place.line);
    };
    std::stable_sort(quantities.begin(), quantities.end(), [&](const auto& a, const auto& b) {
        return position(*a.first) < position(*b.first);
    });
    for (const auto& [member, is_count] : quantities) declare_series(*member, is_count);
    check_functions();
    infer_truth();
    each_table("targets", [&](const auto& m) { declare_target(m); });

    for (std::size_t i = 0; i < plan_.levers.size(); ++i) read_lever(i);
    used_.clear();  // that a lever has a cost does not mean that it moves something
    for (std::size_t i = 0; i < plan_.inputs.size(); ++i) read_input(i);
    if (const Tree* list = document.find("correlations")) read_correlations(*list);
    for (std::size_t i = 0; i < plan_.series.size(); ++i) read_series(i);
    for (std::size_t i = 0; i < plan_.targets.size(); ++i) read_target(i);
    each_table("checks", [&](const auto& m) { read_check(m); });
    problems_.throw_if_any();
    warn_of_what_looks_wrong(plan_, used_, problems_);
    plan_.warnings = problems_.list();
    return std::move(plan_);
}

// What is included stands before what the model itself says.
std::size_t PlanBuilder::file_order(const Place& place) const {
    if (place.file == document_.place.file) return plan_.sources.size();
    const auto file = std::find(plan_.sources.begin(), plan_.sources.end(), place.file);
    return static_cast<std::size_t>(file - plan_.sources.begin());
}

void PlanBuilder::read_reading(const Tree::Member& member) {
    Reading reading;
    reading.name = member.key;
    reading.place = member.key_place;
    TableReader reader(member.value, fmt::format("reading '{}'", member.key), problems_,
                       keys_of("readings"));
    reading.title = reader.title();
    for (const Tree* item : reader.texts("one_of")) reading.alternatives.push_back(item->text);
    if (reading.alternatives.empty()) {
        problems_.error(member.key_place,
                        fmt::format("reading '{}' has no alternatives", member.key),
                        "one_of = [\"strict\", \"rounded\"]");
        names_.set_aside(reading.name);
        return;
    }
    reading.titles = reader.titles(reading.alternatives);
    const auto choose = [&](const char* key, std::size_t otherwise) {
        const Tree* tree = reader.take(key);
        if (tree == nullptr) return otherwise;
        const auto found =
            std::find(reading.alternatives.begin(), reading.alternatives.end(), tree->text);
        if (tree->is_string() && found != reading.alternatives.end())
            return static_cast<std::size_t>(found - reading.alternatives.begin());
        const std::string nearest = nearest_name(tree->text, reading.alternatives);
        problems_.error(
            tree->place,
            fmt::format("reading '{}' has no alternative '{}'", reading.name, tree->text),
            nearest.empty() ? fmt::format("it has: {}", fmt::join(reading.alternatives, ", "))
                            : fmt::format("did you mean '{}'?", nearest));
        return otherwise;
    };
    reading.value = choose("value", 0);
    reading.kindest = choose("kindest", reading.value);
    reading.reported = choose("reported", reading.value);
    reader.refuse_others();
    if (names_.declare(reading.name, {Symbol::Kind::reading, plan_.readings.size(), reading.place},
                       problems_))
        plan_.readings.push_back(std::move(reading));
}

void PlanBuilder::read_run(const Tree& table) {
    TableReader reader(table, "[run]", problems_, keys_of("run"));
    const auto whole = [&](const char* key, double least,
                           double most) -> std::optional<std::uint64_t> {
        const auto value = reader.number(key);
        if (!value) return std::nullopt;
        if (const auto mistake = mistaken_whole_number(*table.find(key))) {
            problems_.error(table.find(key)->place, mistake->message, mistake->suggestion);
            return std::nullopt;
        }
        if (*value == std::floor(*value) && *value >= least && *value <= most)
            return static_cast<std::uint64_t>(*value);
        problems_.error(table.find(key)->place, fmt::format("'{}' is {}", key, *value),
                        fmt::format("expected a whole number from {} to {}", least, most));
        return std::nullopt;
    };
    plan_.run.runs = whole("runs", 1, most_runs).value_or(plan_.run.runs);
    plan_.run.seed = whole("seed", 0, 9007199254740992.0).value_or(plan_.run.seed);
    plan_.run.design = reader.text("design").value_or(plan_.run.design);
    const std::vector<std::string> designs(design_names.begin(), design_names.end());
    if (std::find(designs.begin(), designs.end(), plan_.run.design) == designs.end()) {
        const std::string nearest = nearest_name(plan_.run.design, designs);
        problems_.error(table.find("design")->place,
                        fmt::format("unknown design '{}'", plan_.run.design),
                        nearest.empty() ? fmt::format("designs: {}", fmt::join(designs, ", "))
                                        : fmt::format("did you mean '{}'?", nearest));
    }
    reader.refuse_others();
}
void PlanBuilder::declare_lever(const Tree::Member& member) {
    Lever lever;
    lever.name = member.key;
    lever.place = member.key_place;
    TableReader reader(member.value, fmt::format("lever '{}'", member.key), problems_,
                       keys_of("levers"));
    lever.title = reader.title();
    lever.unit = read_unit(reader, lever);
    lever.sets = read_over(reader, lever.broken);
    if (!names_.declare(lever.name, {Symbol::Kind::lever, plan_.levers.size(), lever.place},
                        problems_))
        return;
    plan_.levers.push_back(std::move(lever));
    lever_trees_.push_back(&member.value);
}

void PlanBuilder::read_lever(std::size_t index) {
    Lever& lever = plan_.levers[index];
    TableReader reader(*lever_trees_[index], fmt::format("lever '{}'", lever.name), problems_,
                       keys_of("levers"));
    reader.take("title"), reader.take("unit"), reader.take("over");
    const Tree* value =
        reader.require("value", "value = 12: the setting where a scenario says nothing");
    if (value != nullptr && !lever.broken)
        lever.value = numbers_by_member(*value, lever.sets, lever.unit, reader.what());
    const bool known = !lever.value.values.empty();
    if (!known) lever.value.values = {0};
    lever.range = read_interval(reader, "range", lever.unit);
    if (lever.range && known) {
        for (std::size_t member = 0; member < lever.value.values.size(); ++member) {
            const double setting = lever.value.values[member];
            if (setting >= lever.range->first && setting <= lever.range->second) continue;
            const std::string label =
                lever.value.values.size() == 1 ? "" : plan_.member_label(lever.sets, member);
            problems_.error(
                value->place,
                fmt::format("lever '{}{}' is {}, outside its range", lever.name, label, setting),
                fmt::format("choose from {} to {}", lever.range->first, lever.range->second));
        }
    }
    if (const Tree* cost = reader.take("cost"); cost != nullptr && !only_parsed(lever, *cost)) {
        const Unit money{{{"VND", 1}}, 1e9, "bn VND"};
        const auto written = expression(*cost, money, "cost of " + reader.what());
        Scope scope{"cost of " + reader.what(), lever.sets, false, false, false, false};
        if (written)
            if (const auto checked = checker_.check(*written, scope))
                lever.cost = {written, checked->formula};
    }
    reader.refuse_others();
}

}  // namespace plancast

#include "engine/models/builder.hpp"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "engine/core/nearest_name.hpp"
#include "engine/models/characters.hpp"
#include "engine/models/keys.hpp"
#include "engine/models/other_words.hpp"

namespace plancast {

namespace {

// The whole numbers of what stands for years, however it is written: those of texts too.
void gather_years(const Tree& tree, std::vector<int>& years) {
    if (tree.kind == Tree::Kind::integer && tree.number >= 1 && tree.number <= 9999)
        years.push_back(static_cast<int>(tree.number));
    for (std::size_t i = 0; i < tree.text.size();) {
        const std::size_t end =
            std::min(tree.text.find_first_not_of("0123456789", i), tree.text.size());
        if (end - i == 4) years.push_back(std::atoi(tree.text.substr(i, 4).c_str()));
        i = std::max(end, i + 1);
    }
    for (const Tree& item : tree.items) gather_years(item, years);
    for (const Tree::Member& member : tree.members) gather_years(member.value, years);
}

std::string advice_for_section(const Tree::Member& section) {
    if (const std::string_view ours = section_for(lower_case(section.key)); !ours.empty())
        return fmt::format("did you mean {}?", ours);
    const std::vector<std::string> of_model = keys_of("model");
    if (!section.value.is_table() &&
        std::find(of_model.begin(), of_model.end(), section.key) != of_model.end())
        return "write it below [model]";
    return fmt::format("the sections are: {}", fmt::join(model_sections(), ", "));
}

}  // namespace

// What a misspelt section declares is read where it belongs: it would be missed wherever it is
// used. Where it belongs nowhere, its names count as known.
const Tree& PlanBuilder::with_sections_as_meant() {
    const std::vector<std::string> known = model_sections();
    const bool has_model = std::any_of(
        document_.members.begin(), document_.members.end(), [&](const Tree::Member& section) {
            return section.key == "model" || nearest_name(section.key, known) == "model";
        });
    if (!has_model) {
        problems_.error(document_.place, "there is no [model]",
                        "a model begins with [model], title.en = \"...\" and years = [2026, 2030]; "
                        "a scenario with [scenario] and extends = \"model.toml\"");
        problems_
            .throw_if_any();  // whether there are years is not known: the rest cannot be judged
    }
    mended_ = document_;
    for (const Tree::Member& section : document_.members) {
        // A scenario among the included files has been reported.
        if (section.key == "scenario") continue;
        if (std::find(known.begin(), known.end(), section.key) != known.end()) {
            if (section.value.is_table() || section.key == "correlations") continue;
            problems_.error(section.value.place,
                            fmt::format("'{}' is a {}", section.key, kind_name(section.value)),
                            fmt::format("expected a table: [{}]", section.key));
            continue;
        }
        const std::string nearest = nearest_name(section.key, known);
        problems_.error(section.key_place,
                        section.value.is_table()
                            ? fmt::format("there is no section [{}]", section.key)
                            : fmt::format("'{}' stands outside of any section", section.key),
                        nearest.empty() ? advice_for_section(section)
                                        : fmt::format("did you mean [{}]?", nearest));
        Tree* meant = mended_.find(nearest);
        if (nearest.empty()) {
            for (const Tree::Member& member : section.value.members) names_.set_aside(member.key);
        } else if (meant == nullptr) {
            mended_.members.push_back({nearest, section.key_place, section.value});
        } else {
            for (const Tree::Member& member : section.value.members)
                if (meant->find(member.key) == nullptr) meant->members.push_back(member);
        }
    }
    if (!mended_.find("model")->is_table()) problems_.throw_if_any();
    return mended_;
}

void PlanBuilder::read_model(const Tree& table) {
    TableReader reader(table, "[model]", problems_, keys_of("model"));
    plan_.title = reader.title();
    reader.take("include");  // load_plan has seen to it
    if (const Tree::Member* extends = table.find_member("extends")) {
        reader.leave("extends");
        problems_.error(
            extends->key_place, "'extends' belongs to a scenario, this is a model",
            "a scenario begins with [scenario], and has its years from the model that it "
            "extends");
    }
    const auto base_year = reader.year("base_year");
    if (const Tree* years = reader.take("years")) read_years(*years);
    if (!plan_.years.empty()) {
        plan_.base_year = base_year.value_or(plan_.years.front() - 1);
        plan_.first_known_year = plan_.base_year;
        if (plan_.base_year != plan_.years.front() - 1)
            problems_.error(
                table.find("base_year")->place,
                fmt::format("base_year is {}, the plan begins in {}", plan_.base_year,
                            plan_.years.front()),
                fmt::format("the base year is the one before: {}", plan_.years.front() - 1));
    }
    reader.refuse_others();
}

// Where the years are not told, those that are meant are taken for the rest of the file.
void PlanBuilder::read_years(const Tree& years) {
    const bool two = years.kind == Tree::Kind::array && years.items.size() == 2 &&
                     years.items[0].kind == Tree::Kind::integer &&
                     years.items[1].kind == Tree::Kind::integer;
    std::vector<int> named;
    gather_years(years, named);
    std::sort(named.begin(), named.end());
    const bool known = named.size() > 1 && named.back() - named.front() < most_years;
    const std::string advice =
        known
            ? fmt::format("write years = [{}, {}]: the first and the last", named.front(),
                          named.back())
            : fmt::format("expected the first and the last, such as [2026, 2030]; at most {} years",
                          most_years);
    const auto other = std::find_if(years.items.begin(), years.items.end(), [](const Tree& item) {
        return item.kind != Tree::Kind::integer;
    });
    if (!two && years.items.size() == 2)
        problems_.error(other->place,
                        fmt::format("a year in 'years' of [model] is a {}", kind_name(*other)),
                        advice);
    else if (!two)
        problems_.error(years.place,
                        fmt::format("'years' of [model] is a {}",
                                    years.kind == Tree::Kind::array
                                        ? fmt::format("list of {}", years.items.size())
                                        : kind_name(years)),
                        advice);
    else if (!known || named.size() != 2 || years.items[0].number > years.items[1].number)
        problems_.error(
            years.place,
            fmt::format("years from {} to {}", years.items[0].number, years.items[1].number),
            advice);
    // A model without years is another one.
    if (!known) problems_.throw_if_any();
    for (int year = named.front(); year <= named.back(); ++year) plan_.years.push_back(year);
}

void PlanBuilder::read_units(const Tree& table) {
    for (const Tree::Member& member : table.members) {
        TableReader reader(table, "[units]", problems_, {member.key});
        std::vector<std::string> also;
        for (const Tree* word : reader.texts(member.key)) also.push_back(word->text);
        if (!plan_.units.declare(member.key, also))
            problems_.error(member.key_place,
                            fmt::format("a word of unit '{}' is taken", member.key),
                            "choose another word");
    }
}

}  // namespace plancast

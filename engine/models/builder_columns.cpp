#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "engine/core/nearest_name.hpp"
#include "engine/models/builder.hpp"
#include "engine/models/csv.hpp"
#include "engine/models/mistaken_number.hpp"

namespace plancast {

namespace {

/// What another column must say in the rows that count.
struct Condition {
    std::string name;
    std::size_t column;
    std::string value;
};

std::string text_of(const std::vector<Condition>& conditions) {
    std::string text;
    for (const Condition& condition : conditions)
        text +=
            fmt::format("{}{} = \"{}\"", text.empty() ? "" : ", ", condition.name, condition.value);
    return text;
}

// What the column of the first condition says that no row meets: its first few values.
std::string values_there(const CsvTable& table, const std::vector<Condition>& conditions) {
    constexpr std::size_t most = 6;
    for (const Condition& condition : conditions) {
        std::vector<std::string> values;
        bool met = false;
        for (const std::vector<CsvCell>& cells : table.rows()) {
            const std::string& text = cells[condition.column].text;
            met = met || text == condition.value;
            if (std::find(values.begin(), values.end(), text) == values.end())
                values.push_back(text);
        }
        if (met || values.empty()) continue;
        const std::string nearest = nearest_name(condition.value, values);
        if (!nearest.empty()) return fmt::format("did you mean '{}'?", nearest);
        const bool more = values.size() > most;
        if (more) values.resize(most);
        return fmt::format("'{}' has: {}{}", condition.name, fmt::join(values, ", "),
                           more ? ", ..." : "");
    }
    return {};
}

std::string advice_for_cell(std::string text) {
    const auto comma = text.find(',');
    if (comma == std::string::npos) return "fill it in, or leave the row out: where = { ... }";
    const bool only_one = text.find_first_of(",.", comma + 1) == std::string::npos;
    text[comma] = '.';
    const bool is_number = text.find_first_not_of("-0123456789. %") == std::string::npos;
    return only_one && is_number && text.find('.') == comma
               ? fmt::format("a number has a decimal point: {}", text)
               : "a number has a decimal point, and no separator of thousands: 1234.5";
}

NumberMistake mistake_of(const CsvCell& cell, const std::string& column) {
    if (auto mistake = mistaken_number(cell.text)) return *std::move(mistake);
    return {cell.text.empty()
                ? fmt::format("an empty cell in column '{}'", column)
                : fmt::format("'{}' in column '{}' is not a number", cell.text, column),
            advice_for_cell(cell.text)};
}

// The first few of a column say what is wrong with it.
void refuse_cells(const std::vector<const CsvCell*>& cells, const std::string& column,
                  Problems& problems) {
    constexpr std::size_t most = 5;
    for (std::size_t i = 0; i < std::min(cells.size(), most); ++i) {
        NumberMistake mistake = mistake_of(*cells[i], column);
        const std::size_t more = i + 1 == most ? cells.size() - most : 0;
        if (more > 0)
            mistake.message += fmt::format(" (and {} more cell{})", more, more == 1 ? "" : "s");
        problems.error(cells[i]->place, std::move(mistake.message), std::move(mistake.suggestion));
    }
}

}  // namespace

bool PlanBuilder::read_column(StatedLaw& law, const Input& input, const LawParameter& list,
                              const Tree& tree) {
    const Tree &named = *tree.find("file"), &columns = *tree.find("column");
    const Tree* rows = tree.find("where");
    if (files_ == nullptr) {
        problems_.error(named.place, "there are no files beside this model");
        return false;
    }
    // What a scenario names lies in the model's folder too.
    const std::string& own = named.place.file ? named.place.file->path() : plan_.sources[0]->path();
    const std::string model = files_->model_path();
    const SourceFilePtr file = files_->read(named, files_->holds(own) ? own : model, problems_);
    if (!file) return false;
    if (std::find(plan_.sources.begin(), plan_.sources.end(), file) == plan_.sources.end())
        plan_.sources.push_back(file);
    const std::string what = fmt::format("column of input '{}'", input.name);
    const auto names = trees_by_member(columns, input.sets, what);
    const auto wheres =
        rows == nullptr
            ? std::vector<const Tree*>{nullptr}
            : trees_by_member(*rows, input.sets, fmt::format("where of input '{}'", input.name));
    if (names.empty() || wheres.empty()) return false;
    const std::size_t broken = problems_.list().size();
    const CsvTable table(file, problems_);
    if (problems_.list().size() > broken) return false;

    ListParameter values{list.name, {}};
    for (std::size_t m = 0; m < std::max(names.size(), wheres.size()); ++m) {
        auto terms = read_cells(table, *names[names.size() == 1 ? 0 : m],
                                wheres[wheres.size() == 1 ? 0 : m], input.unit, what);
        if (!terms) return false;
        values.values.values.push_back(std::move(*terms));
    }
    law.lists.push_back(std::move(values));
    return true;
}

std::optional<std::vector<Term>> PlanBuilder::read_cells(const CsvTable& table, const Tree& name,
                                                         const Tree* rows, const Unit& unit,
                                                         const std::string& what) {
    if (!name.is_string()) {
        problems_.error(name.place, fmt::format("{} is a {}", what, kind_name(name)),
                        "expected the name of a column in quotes");
        return std::nullopt;
    }
    const auto column = table.column(name.text, name.place, problems_);
    if (!column) return std::nullopt;
    std::vector<Condition> conditions;
    if (rows != nullptr) {
        if (!rows->is_table()) {
            problems_.error(rows->place, fmt::format("'where' is a {}", kind_name(*rows)),
                            "expected what columns say: where = { province = \"north\" }");
            return std::nullopt;
        }
        for (const Tree::Member& member : rows->members) {
            const auto other = table.column(member.key, member.key_place, problems_);
            if (!other) return std::nullopt;
            conditions.push_back({member.key, *other,
                                  member.value.is_string()
                                      ? member.value.text
                                      : fmt::format("{}", member.value.number)});
        }
    }
    const Scope nothing{what, {}, false, false, false, false};
    std::vector<Term> terms;
    std::vector<const CsvCell*> wrong;
    for (const std::vector<CsvCell>& cells : table.rows()) {
        bool counts = true;
        for (const Condition& condition : conditions)
            counts = counts && cells[condition.column].text == condition.value;
        if (!counts) continue;
        const CsvCell& cell = cells[*column];
        if (mistaken_number(cell.text) || !parse_quantity(cell.text, plan_.units)) {
            wrong.push_back(&cell);
            continue;
        }
        Tree number;
        number.kind = Tree::Kind::string;
        number.text = cell.text;
        number.place = cell.place;
        Term term = checker_.number(expression(number, unit, what), unit, nothing);
        if (!term) return std::nullopt;
        terms.push_back(std::move(term));
    }
    refuse_cells(wrong, name.text, problems_);
    if (!wrong.empty()) return std::nullopt;
    if (terms.empty() && conditions.empty())
        problems_.error(name.place, fmt::format("column '{}' of '{}' has no values", name.text,
                                                table.file()->path()));
    else if (terms.empty())
        problems_.error(
            rows->place,
            fmt::format("no row of '{}' has {}", table.file()->path(), text_of(conditions)),
            values_there(table, conditions));
    if (terms.empty()) return std::nullopt;
    return terms;
}

}  // namespace plancast

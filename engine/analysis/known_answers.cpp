#include "engine/analysis/known_answers.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <sstream>

#include <fmt/format.h>

#include "engine/models/csv.hpp"

namespace plancast {

namespace {

std::optional<double> number_in(const CsvCell& cell) {
    double value = 0;
    const char* end = cell.text.data() + cell.text.size();
    const auto [read, error] = std::from_chars(cell.text.data(), end, value);
    return error == std::errc() && read == end ? std::optional(value) : std::nullopt;
}

std::vector<std::string> words_in(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> words;
    for (std::string word; stream >> word;) words.push_back(word);
    return words;
}

}  // namespace

std::vector<KnownAnswer> read_known_answers(const SourceFilePtr& file) {
    Problems problems;
    const CsvTable table(file, problems);
    problems.throw_if_any();
    const Place top{file, 1, 1, 1};
    std::array<std::size_t, 7> columns{};
    const std::array<const char*, 7> names{"model", "quantity", "of",    "inputs",
                                           "value", "within",   "source"};
    for (std::size_t i = 0; i < names.size(); ++i)
        columns[i] = table.column(names[i], top, problems).value_or(0);
    problems.throw_if_any();
    std::vector<KnownAnswer> answers;
    for (const std::vector<CsvCell>& row : table.rows()) {
        const auto cell = [&](std::size_t i) -> const CsvCell& { return row[columns[i]]; };
        KnownAnswer answer{cell(0).text, cell(1).text, cell(2).text, words_in(cell(3).text), 0, 0,
                           cell(6).text, cell(0).place};
        for (const std::size_t i : {4u, 5u}) {
            const auto value = number_in(cell(i));
            if (!value)
                problems.error(cell(i).place, fmt::format("'{}' is no number", cell(i).text));
            else if (!std::isfinite(*value))
                problems.error(cell(i).place,
                               fmt::format("'{}' is not finite: nothing differs from it by a "
                                           "number of standard errors",
                                           cell(i).text));
            if (i == 5 && value && *value < 0)
                problems.error(cell(i).place, fmt::format("'within' is below 0: {}", cell(i).text),
                               "by how much the published number may be wrong: 0 or more");
            (i == 4 ? answer.value : answer.within) = value.value_or(0);
        }
        answers.push_back(std::move(answer));
    }
    if (table.rows().empty())
        problems.error(top, "there is no answer in this file", "a line for each");
    problems.throw_if_any();
    return answers;
}

}  // namespace plancast

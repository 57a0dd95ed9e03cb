#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "engine/core/nearest_name.hpp"
#include "engine/dependence/correlation.hpp"
#include "engine/models/builder.hpp"
#include "engine/models/correlation_levels.hpp"
#include "engine/models/keys.hpp"

namespace plancast {

namespace {

/// Each is made of as many independent normals as stand before it.
constexpr std::size_t most_correlated = 400;

using End = std::pair<std::size_t, std::size_t>;

/// One of those that an entry correlates: a value, or an input by member.
struct Row {
    std::size_t input = 0;
    std::vector<std::size_t> members;
    std::string label;
    Place place;
};

class CorrelationReader {
public:
    CorrelationReader(Plan& plan, const Names& names, Problems& problems)
        : plan_(plan), names_(names), problems_(problems) {}

    void read(const Tree& entry) {
        TableReader reader(entry, "[[correlations]]", problems_, keys_of("correlations"));
        const Tree *among = reader.take("among"), *between = reader.take("between");
        const Tree *rank = reader.take("rank"), *normal = reader.take("normal");
        const Tree *blocks = reader.take("blocks"), *across = reader.take("across");
        reader.refuse_others();
        if ((rank == nullptr) == (normal == nullptr)) {
            problems_.error(entry.place, "a correlation needs one of 'rank' and 'normal'",
                            "rank = 0.4");
            return;
        }
        if ((among == nullptr) == (between == nullptr)) {
            problems_.error(entry.place, "a correlation needs one of 'between' and 'among'",
                            "between = [\"a\", \"b\"] or among = \"growth\"");
            return;
        }
        std::vector<Row> rows;
        const bool read = among != nullptr ? read_among(reader.texts("among"), rows)
                                           : read_between(reader.texts("between"), rows);
        if (!read || !can_be_correlated(rows)) return;
        if (rows.size() < 2) {
            problems_.error(entry.place, "a correlation has two ends",
                            "between = [\"a\", \"b\"], or among = \"growth\" with members");
            return;
        }
        if (rows.size() > most_correlated) {
            problems_.error(entry.place, fmt::format("{} values are correlated", rows.size()),
                            fmt::format("at most {}; a common factor ties together any number: "
                                        "loads_on = {{ factor = 0.6 }}",
                                        most_correlated));
            return;
        }
        std::vector<std::string> labels;
        for (const Row& row : rows) labels.push_back(row.label);
        const SetList sets = among != nullptr ? plan_.inputs[rows.front().input].sets : SetList{};
        const auto levels = read_correlation_levels(rank != nullptr ? *rank : *normal, blocks,
                                                    across, labels, sets, plan_, problems_);
        if (levels) state(rows, *levels, rank != nullptr, entry.place);
    }

private:
    // Null after a mistake: here, or where the input is declared.
    const Input* input_named(const std::string& name, const Place& place, std::size_t& index) {
        const Symbol* symbol = names_.find(name);
        if (symbol != nullptr && symbol->kind == Symbol::Kind::input) {
            index = symbol->index;
            return plan_.inputs[index].broken ? nullptr : &plan_.inputs[index];
        }
        if (symbol == nullptr && names_.is_set_aside(name)) return nullptr;
        std::vector<std::string> inputs;
        for (const Input& input : plan_.inputs) inputs.push_back(input.name);
        const std::string nearest = nearest_name(name, inputs);
        problems_.error(place, fmt::format("'{}' is not an input", name),
                        !nearest.empty() ? fmt::format("did you mean '{}'?", nearest)
                        : symbol != nullptr
                            ? std::string("what is drawn is correlated: the inputs that it "
                                          "follows from")
                            : std::string("what is correlated is declared as [inputs.NAME]"));
        return nullptr;
    }

    // A row for each member.
    bool read_among(const std::vector<const Tree*>& texts, std::vector<Row>& rows) {
        for (const Tree* text : texts) {
            std::size_t index = 0;
            const Input* input = input_named(text->text, text->place, index);
            if (input == nullptr) return false;
            if (input->sets.empty()) {
                problems_.error(
                    text->place,
                    fmt::format("input '{}' is one value, without members", text->text),
                    fmt::format("with another input: between = [\"{}\", \"...\"]", text->text));
                return false;
            }
            for (std::size_t m = 0; m < plan_.member_count(input->sets); ++m) {
                const std::string member = plan_.member_label(input->sets, m);
                rows.push_back(
                    {index,
                     {m},
                     texts.size() == 1 ? member.substr(1, member.size() - 2) : input->name + member,
                     text->place});
            }
        }
        return !rows.empty();
    }

    // A row for each input, or member of one, that is named.
    bool read_between(const std::vector<const Tree*>& texts, std::vector<Row>& rows) {
        for (const Tree* text : texts) {
            const auto bracket = text->text.find('[');
            Row row;
            row.label = text->text;
            row.place = text->place;
            const Input* input = input_named(text->text.substr(0, bracket), text->place, row.input);
            if (input == nullptr) return false;
            std::vector<std::string> labels;
            for (std::size_t m = 0; m < plan_.member_count(input->sets); ++m) {
                labels.push_back(input->name + plan_.member_label(input->sets, m));
                if (bracket == std::string::npos || labels.back() == text->text)
                    row.members.push_back(m);
            }
            if (row.members.empty()) {
                const std::string nearest = nearest_name(text->text, labels);
                problems_.error(
                    text->place, fmt::format("'{}' is not one value of an input", text->text),
                    fmt::format("write {}", nearest.empty() ? labels.front() : nearest));
                return false;
            }
            rows.push_back(std::move(row));
        }
        return !rows.empty();
    }

    bool can_be_correlated(const std::vector<Row>& rows) {
        std::set<std::size_t> refused;
        for (const Row& row : rows) {
            const Input& input = plan_.inputs[row.input];
            if (input.law.type == nullptr || !input.law.is_shares()) continue;
            if (refused.insert(row.input).second)
                problems_.error(row.place,
                                fmt::format("input '{}' cannot be correlated", input.name),
                                "it is made of shares of a whole, which depend on each other");
        }
        return refused.empty();
    }

    // The pairs of values that two rows stand for: member by member where both have members.
    std::optional<std::vector<std::pair<End, End>>> pairs_of(const Row& a, const Row& b) {
        const bool many = a.members.size() > 1 && b.members.size() > 1;
        const Input &first = plan_.inputs[a.input], &second = plan_.inputs[b.input];
        if (many && first.sets != second.sets) {
            problems_.error(
                b.place,
                fmt::format("'{}' and '{}' range over different sets", first.name, second.name),
                fmt::format("name the members that are meant: \"{}{}\"", second.name,
                            plan_.member_label(second.sets, 0)));
            return std::nullopt;
        }
        std::vector<std::pair<End, End>> pairs;
        for (std::size_t k = 0; k < std::max(a.members.size(), b.members.size()); ++k)
            pairs.emplace_back(End{a.input, a.members[a.members.size() > 1 ? k : 0]},
                               End{b.input, b.members[b.members.size() > 1 ? k : 0]});
        return pairs;
    }

    void state(const std::vector<Row>& rows, const CorrelationLevels& levels, bool rank,
               const Place& place) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            for (std::size_t j = i + 1; j < rows.size(); ++j) {
                const auto level = levels.at(i, j);
                if (!level) continue;
                const auto pairs = pairs_of(rows[i], rows[j]);
                if (!pairs) return;
                for (const auto& [first, second] : *pairs)
                    if (!state_pair(first, second, *level, rank, place)) return;
            }
        }
    }

    bool state_pair(End first, End second, double level, bool rank, const Place& place) {
        const Input &a = plan_.inputs[first.first], &b = plan_.inputs[second.first];
        // What is a constant (in a draft of a model, say) has no correlation.
        for (const Input* input : {&a, &b})
            if (input->law.type == nullptr || input->law.is_constant()) return true;
        if (first == second) {
            problems_.error(place, fmt::format("input '{}' is correlated with itself", a.name));
            return false;
        }
        if (!stated_.insert(std::minmax(first, second)).second) {
            problems_.error(place,
                            fmt::format("'{}{}' and '{}{}' are correlated twice", a.name,
                                        plan_.member_label(a.sets, first.second), b.name,
                                        plan_.member_label(b.sets, second.second)),
                            "keep one");
            return false;
        }
        plan_.correlations.push_back({first.first, first.second, second.first, second.second, level,
                                      rank, rank ? normal_correlation(level) : level, place});
        return true;
    }

    Plan& plan_;
    const Names& names_;
    Problems& problems_;
    std::set<std::pair<End, End>> stated_;
};

}  // namespace

void PlanBuilder::read_correlations(const Tree& list) {
    CorrelationReader reader(plan_, names_, problems_);
    if (list.kind != Tree::Kind::array)
        problems_.error(list.place, fmt::format("'correlations' is a {}", kind_name(list)),
                        "expected [[correlations]], in two pairs of brackets");
    for (const Tree& entry : list.items) {
        if (entry.is_table())
            reader.read(entry);
        else
            problems_.error(entry.place, fmt::format("a correlation is a {}", kind_name(entry)),
                            "expected [[correlations]] with between, or among, and rank = 0.4");
    }
}

}  // namespace plancast

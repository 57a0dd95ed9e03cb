#include "engine/models/correlation_levels.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "engine/core/nearest_name.hpp"

namespace plancast {

namespace {

using Levels = std::vector<std::vector<std::optional<double>>>;

class LevelReader {
public:
    LevelReader(const std::vector<std::string>& rows, const SetList& sets, const Plan& plan,
                Problems& problems)
        : rows_(rows), sets_(sets), plan_(plan), problems_(problems) {}

    std::optional<Levels> read(const Tree& tree, const Tree* list, const Tree* across) {
        if (list != nullptr) return blocks(tree, *list, across);
        if (across != nullptr) {
            problems_.error(across->place, "'across' without 'blocks'",
                            "blocks = [[\"a\", \"b\"], [\"c\"]]");
            return std::nullopt;
        }
        if (tree.kind == Tree::Kind::array) return matrix(tree);
        if (tree.is_number()) return uniform(tree);
        problems_.error(tree.place, fmt::format("a correlation is a {}", kind_name(tree)),
                        "expected a number, or a matrix: [[1, 0.4], [0.4, 1]]");
        return std::nullopt;
    }

private:
    std::optional<double> level(const Tree& tree) {
        if (tree.is_number() && std::abs(tree.number) < 1) return tree.number;
        problems_.error(tree.place,
                        tree.is_number() ? fmt::format("a correlation of {}", tree.number)
                                         : fmt::format("a correlation is a {}", kind_name(tree)),
                        "it must lie between -1 and 1");
        return std::nullopt;
    }

    std::optional<Levels> uniform(const Tree& tree) {
        const auto all = level(tree);
        if (!all) return std::nullopt;
        return Levels(rows_.size(), std::vector<std::optional<double>>(rows_.size(), all));
    }

    std::optional<Levels> matrix(const Tree& tree) {
        const std::size_t n = rows_.size();
        const std::string order = fmt::format("in this order: {}", fmt::join(rows_, ", "));
        if (tree.items.size() != n) {
            problems_.error(tree.place, fmt::format("the matrix has {} rows", tree.items.size()),
                            fmt::format("{} are due, {}", n, order));
            return std::nullopt;
        }
        Levels levels(n);
        for (std::size_t i = 0; i < n; ++i) {
            const Tree& row = tree.items[i];
            if (row.kind != Tree::Kind::array || row.items.size() != n) {
                problems_.error(
                    row.place,
                    row.kind != Tree::Kind::array
                        ? fmt::format("row {} of the matrix is a {}", i + 1, kind_name(row))
                        : fmt::format("row {} of the matrix has {} numbers", i + 1,
                                      row.items.size()),
                    fmt::format("{} are due, {}", n, order));
                return std::nullopt;
            }
            for (std::size_t j = 0; j < n; ++j) {
                const Tree& entry = row.items[j];
                if (i == j) {
                    if (!entry.is_number() || entry.number != 1) {
                        problems_.error(
                            entry.place,
                            fmt::format("the correlation of {} with itself is not 1", rows_[i]),
                            "the diagonal of the matrix is 1");
                        return std::nullopt;
                    }
                    levels[i].emplace_back(1.0);
                    continue;
                }
                const auto value = level(entry);
                if (!value) return std::nullopt;
                levels[i].push_back(value);
                if (j > i || levels[j][i] == value) continue;
                problems_.error(entry.place,
                                fmt::format("the matrix says {} of {} and {}, and here {}",
                                            *levels[j][i], rows_[j], rows_[i], *value),
                                "it is the same on both sides of the diagonal");
                return std::nullopt;
            }
        }
        return levels;
    }

    // A number is that of two in one block; `across`, if it is said, that of two in different ones.
    std::optional<Levels> blocks(const Tree& tree, const Tree& list, const Tree* across) {
        if (!tree.is_number()) {
            problems_.error(tree.place,
                            fmt::format("a correlation by blocks is a {}", kind_name(tree)),
                            "one number: of two in the same block; across = 0.2 for the others");
            return std::nullopt;
        }
        const auto within = level(tree);
        const auto beyond = across == nullptr ? std::nullopt : level(*across);
        const auto block = list.is_string() ? blocks_by_name(list) : blocks_by_list(list);
        if (!within || (across != nullptr && !beyond) || block.empty()) return std::nullopt;
        Levels levels(rows_.size());
        for (std::size_t i = 0; i < rows_.size(); ++i)
            for (std::size_t j = 0; j < rows_.size(); ++j)
                levels[i].push_back(block[i] == block[j] ? within : beyond);
        return levels;
    }

    // The block of each row; empty after a mistake.
    std::vector<std::size_t> blocks_by_list(const Tree& list) {
        std::map<std::string, std::size_t> block_of;
        bool fine = list.kind == Tree::Kind::array;
        if (!fine)
            problems_.error(list.place, fmt::format("'blocks' is a {}", kind_name(list)),
                            "blocks = [[\"a\", \"b\"], [\"c\"]]");
        for (std::size_t b = 0; b < list.items.size(); ++b) {
            if (list.items[b].kind != Tree::Kind::array) {
                problems_.error(list.items[b].place,
                                fmt::format("a block is a {}", kind_name(list.items[b])),
                                "blocks = [[\"a\", \"b\"], [\"c\"]]");
                return {};
            }
            for (const Tree& name : list.items[b].items) {
                if (std::find(rows_.begin(), rows_.end(), name.text) == rows_.end()) {
                    const std::string nearest = nearest_name(name.text, rows_);
                    problems_.error(
                        name.place, fmt::format("'{}' is not one of what is correlated", name.text),
                        nearest.empty() ? fmt::format("these are: {}", fmt::join(rows_, ", "))
                                        : fmt::format("did you mean '{}'?", nearest));
                    fine = false;
                } else if (!block_of.emplace(name.text, b).second) {
                    problems_.error(name.place, fmt::format("'{}' stands in two blocks", name.text),
                                    "keep one");
                    fine = false;
                }
            }
        }
        std::vector<std::size_t> blocks;
        for (const std::string& row : rows_) {
            const auto found = block_of.find(row);
            if (found == block_of.end() && fine) {
                problems_.error(
                    list.place, fmt::format("'{}' stands in no block", row),
                    fmt::format("give it one, alone if it belongs to none: [\"{}\"]", row));
                fine = false;
            }
            blocks.push_back(found == block_of.end() ? 0 : found->second);
        }
        return fine ? blocks : std::vector<std::size_t>{};
    }

    // Blocks by a set that the input ranges over, or by a map from one.
    std::vector<std::size_t> blocks_by_name(const Tree& name) {
        const auto range = plan_.find_range(name.text);
        std::vector<std::size_t> blocks;
        for (std::size_t dimension = 0; range && dimension < sets_.size(); ++dimension) {
            const bool mapped = range->map != MemberChoice::no_map;
            if (sets_[dimension] != range->set) continue;
            if (!mapped && sets_.size() == 1) break;  // every member would be a block
            if (rows_.size() != plan_.member_count(sets_)) break;
            for (std::size_t row = 0; row < rows_.size(); ++row) {
                const std::size_t member = plan_.members_at(sets_, row)[dimension];
                blocks.push_back(mapped ? plan_.maps[range->map].values[member] : member);
            }
            return blocks;
        }
        problems_.error(
            name.place, fmt::format("'{}' makes no blocks here", name.text),
            "it is a map from the set of one input's members (among), or one of several "
            "sets that the input ranges over; or list them: [[\"a\", \"b\"], [\"c\"]]");
        return {};
    }

    const std::vector<std::string>& rows_;
    const SetList& sets_;
    const Plan& plan_;
    Problems& problems_;
};

}  // namespace

std::optional<CorrelationLevels> read_correlation_levels(const Tree& tree, const Tree* blocks,
                                                         const Tree* across,
                                                         const std::vector<std::string>& rows,
                                                         const SetList& sets, const Plan& plan,
                                                         Problems& problems) {
    auto levels = LevelReader(rows, sets, plan, problems).read(tree, blocks, across);
    if (!levels) return std::nullopt;
    return CorrelationLevels(*std::move(levels));
}

}  // namespace plancast

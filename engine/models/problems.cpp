#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "engine/models/document.hpp"

namespace plancast {

namespace {

constexpr std::size_t most_shown = 100;
constexpr std::size_t longest_message = 300;  // of those that grow by notes

Problem make_problem(const Place& place, std::string message, std::string suggestion,
                     Severity severity) {
    Problem problem{{}, std::move(message), std::move(suggestion), {}, severity};
    if (place.file) {
        problem.position = {place.file->path(), place.line, place.column, place.length};
        problem.source_line = place.file->line(place.line);
    }
    return problem;
}

// The problems in the order of their files, as first met, then lines and columns.
std::vector<Problem> in_reading_order(const std::vector<Problem>& problems) {
    std::vector<std::string> files;
    std::vector<std::size_t> file_of;
    for (const Problem& problem : problems) {
        const auto known = std::find(files.begin(), files.end(), problem.position.file);
        file_of.push_back(static_cast<std::size_t>(known - files.begin()));
        if (known == files.end()) files.push_back(problem.position.file);
    }
    std::vector<std::size_t> order(problems.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const SourcePosition& p = problems[a].position;
        const SourcePosition& q = problems[b].position;
        if (file_of[a] != file_of[b]) return file_of[a] < file_of[b];
        return std::pair(p.line, p.column) < std::pair(q.line, q.column);
    });
    std::vector<Problem> sorted;
    for (const std::size_t i : order) sorted.push_back(problems[i]);
    return sorted;
}

}  // namespace

void Problems::error(const Place& place, std::string message, std::string suggestion) {
    problems_.push_back(
        make_problem(place, std::move(message), std::move(suggestion), Severity::error));
}

void Problems::warning(const Place& place, std::string message, std::string suggestion) {
    problems_.push_back(
        make_problem(place, std::move(message), std::move(suggestion), Severity::warning));
}

void Problems::note_since(std::size_t first, const std::string& note) {
    const auto said_before = [&](const Problem& problem) {
        return std::any_of(problems_.begin(),
                           problems_.begin() + static_cast<std::ptrdiff_t>(first),
                           [&](const Problem& earlier) {
                               return earlier.position.file == problem.position.file &&
                                      earlier.position.line == problem.position.line &&
                                      earlier.position.column == problem.position.column &&
                                      earlier.message.starts_with(problem.message);
                           });
    };
    std::vector<Problem> kept(problems_.begin(),
                              problems_.begin() + static_cast<std::ptrdiff_t>(first));
    for (std::size_t i = first; i < problems_.size(); ++i) {
        if (said_before(problems_[i])) continue;
        kept.push_back(problems_[i]);
        if (kept.back().message.size() < longest_message) kept.back().message += "; " + note;
    }
    problems_ = std::move(kept);
}

bool Problems::has_errors() const {
    for (const Problem& problem : problems_)
        if (problem.severity == Severity::error) return true;
    return false;
}

std::vector<Problem> Problems::list() const { return in_reading_order(problems_); }

void Problems::throw_if_any() const {
    if (!has_errors()) return;
    std::vector<Problem> shown = list();
    std::size_t left_out = 0;
    // Warnings go first: what must be mended must be seen.
    for (const Severity dropped : {Severity::warning, Severity::error}) {
        for (std::size_t i = shown.size(); i-- > 0 && shown.size() > most_shown;) {
            if (shown[i].severity != dropped) continue;
            shown.erase(shown.begin() + static_cast<std::ptrdiff_t>(i));
            ++left_out;
        }
    }
    if (left_out > 0) {
        shown.push_back(
            {{},
             fmt::format("{} more problem{} not shown", left_out, left_out == 1 ? " is" : "s are"),
             {},
             {},
             Severity::error});
    }
    throw InvalidInput(std::move(shown));
}

}  // namespace plancast

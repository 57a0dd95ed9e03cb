#pragma once

#include <concepts>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/models/document.hpp"

namespace plancast {

/// A value of the plan language written in C++: a number, a text (an expression, a quantity, a
/// name), true or false, a list or a table.
class DraftValue {
public:
    // Not explicit: a draft reads like a model file.
    // NOLINTBEGIN(google-explicit-constructor)
    DraftValue(double number);
    DraftValue(bool truth) : text_(truth ? "true" : "false") {}
    template <std::integral T>
    DraftValue(T number) : text_(std::to_string(number)) {}
    DraftValue(std::string_view text);
    DraftValue(const char* text) : DraftValue(std::string_view(text)) {}
    DraftValue(const std::string& text) : DraftValue(std::string_view(text)) {}
    // NOLINTEND(google-explicit-constructor)

    /// As a model file would write it.
    const std::string& text() const { return text_; }

private:
    struct Written {
        std::string text;
    };
    explicit DraftValue(Written written) : text_(std::move(written.text)) {}
    friend DraftValue list(const std::vector<DraftValue>& items);
    friend DraftValue table(const std::vector<std::pair<std::string, DraftValue>>& members);

    std::string text_;
};

/// [2026, 2030]: list({2026, 2030}).
DraftValue list(const std::vector<DraftValue>& items);
/// { mean = 0.08, sd = 0.03 }: table({{"mean", 0.08}, {"sd", 0.03}}).
DraftValue table(const std::vector<std::pair<std::string, DraftValue>>& members);

/// One table of a draft: [inputs.growth] with its keys.
class DraftEntry {
public:
    explicit DraftEntry(std::string heading) : heading_(std::move(heading)) {}

    /// Gives a key its value, in place of the one that it had.
    /// @param key  As in a model file; dotted ("title.en") for a key in a table.
    DraftEntry& set(std::string_view key, const DraftValue& value);

    const std::string& heading() const { return heading_; }
    std::string text() const;

private:
    std::string heading_;
    std::vector<std::pair<std::string, std::string>> lines_;  ///< keys and values as written
};

/// A plan (or a scenario) written in C++ instead of a file, in the words of the plan language
/// (models/README.md). It is read as the file with its text() would be, so that the same checks and
/// messages apply, and a result that is stored with it can be replayed.
///
///     PlanDraft draft("joinery");
///     draft.section("model").set("years", list({2026, 2028}));
///     draft.entry("inputs", "growth").set("normal", table({{"mean", 0.08}, {"sd", 0.03}}));
///
/// Quantities and targets stand in outputs in the order in which they were first named here.
class PlanDraft {
public:
    /// @param name  Of the plan; stands in messages in place of a file's name.
    explicit PlanDraft(std::string name) : name_(std::move(name)) {}

    /// [model], [units], [sets], [run]: begun when it is first asked for.
    DraftEntry& section(std::string_view name);
    /// [inputs.growth]: entry("inputs", "growth"); likewise levers, series, counts, targets, ...
    DraftEntry& entry(std::string_view section, std::string_view name);
    /// Another [[correlations]].
    DraftEntry& correlation();

    const std::string& name() const { return name_; }
    /// The draft as a file. Lines in messages count in it.
    std::string text() const;
    /// @throws InvalidInput if a text in it is not valid UTF-8.
    SourceFilePtr source() const;

private:
    DraftEntry& find_or_begin(std::string heading);

    std::string name_;
    std::deque<DraftEntry> entries_;  // a deque: references to entries stay valid
};

}  // namespace plancast

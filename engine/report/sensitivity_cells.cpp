#include "engine/report/sensitivity_cells.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/report/display_width.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/phrase_text.hpp"
#include "engine/report/sensitivity_text.hpp"

namespace plancast {

namespace {

/// What cannot be told from rounding: changes of this part of an output's standard deviation.
constexpr double rounding = 1e-10;

/// By how much an output changes: of an event in percentage points.
Estimate change_of(const Estimate& estimate, const OutputSensitivity& output) {
    const double factor = output.output.kind == StudiedOutput::Kind::hit ? 100 : 1;
    Estimate change;
    const double sd = std::sqrt(std::max(0.0, output.variance.value));
    if (std::fabs(estimate.value) <= rounding * sd) {
        change.value = 0;
        return change;
    }
    change.value = factor * estimate.value;
    change.interval = {factor * estimate.interval[0], factor * estimate.interval[1]};
    return change;
}

std::string with_sign(const std::string& text) {
    const bool positive = text[0] != '-' && text.find_first_of("123456789") != std::string::npos;
    return positive ? "+" + text : text;
}

/// With the decimals that tell it from the largest of its kind.
std::string change_text(double change, double largest, bool is_signed, Language language) {
    if (std::isnan(change)) return "–";
    const int decimals =
        largest > 0 ? std::clamp(2 - static_cast<int>(std::floor(std::log10(largest))), 0, 6) : 0;
    std::string text = decimal_text(change, decimals, language);
    return is_signed ? with_sign(text) : text;
}

/// "13.8 % (13.6–14.0)"; of what is the same in every run "0 %" or "100 %".
std::string chance_of(const OutputSensitivity& output, Language language) {
    const Estimate& mean = output.mean;
    if (output.constant || !std::isfinite(mean.interval[0]))
        return significant_text(100 * mean.value, 3, language) + " %";
    Probability chance;
    chance.value = mean.value;
    chance.interval = {std::max(0.0, mean.interval[0]), std::min(1.0, mean.interval[1])};
    return chance_text(chance, language);
}

}  // namespace

std::vector<ShownIndex> shown_indices(const Sensitivity& sensitivity, bool event) {
    if (sensitivity.method == "given-data") {
        std::vector<ShownIndex> shown{{"first", "first"},
                                      {"rank_correlation", "rank", false, true}};
        if (event) {
            shown.push_back({"ks", "KS", false});
            shown.push_back({"shift", "shift", false, true});
        } else {
            shown.push_back({"src", "SRC", false, true});
            shown.push_back({"prcc", "PRCC", false, true});
        }
        shown.push_back({"delta", "delta", false});
        shown.push_back({"pawn", "PAWN", false});
        return shown;
    }
    if (sensitivity.method == "morris")
        return {{"mu_star", "mu_star", true, false, true},
                {"mu", "mu", false, true, true},
                {"sigma", "sigma", false, false, true}};
    if (sensitivity.method == "tornado")
        return {{"low", "low", false, true, true},
                {"high", "high", false, true, true},
                {"swing", "swing", true, false, true}};
    std::vector<ShownIndex> shown;
    for (const std::string& name : sensitivity.indices) shown.push_back({name, name});
    return shown;
}

const Estimate* index_named(const InputSensitivity& input, const std::string& name) {
    for (const NamedEstimate& index : input.indices)
        if (index.name == name) return &index.estimate;
    return nullptr;
}

std::vector<const InputSensitivity*> ordered(const OutputSensitivity& output,
                                             const std::string& name) {
    std::vector<const InputSensitivity*> inputs;
    for (const InputSensitivity& input : output.inputs) inputs.push_back(&input);
    const auto size = [&](const InputSensitivity* input) {
        const Estimate* index = index_named(*input, name);
        return index == nullptr || std::isnan(index->value) ? -1 : std::fabs(index->value);
    };
    std::stable_sort(inputs.begin(), inputs.end(),
                     [&](const auto* a, const auto* b) { return size(a) > size(b); });
    return inputs;
}

bool moves_nothing(const InputSensitivity& input, const OutputSensitivity& output) {
    return std::all_of(input.indices.begin(), input.indices.end(), [&](const NamedEstimate& index) {
        return change_of(index.estimate, output).value == 0;
    });
}

double largest_change(const OutputSensitivity& output) {
    double largest = 0;
    for (const InputSensitivity& input : output.inputs)
        for (const NamedEstimate& index : input.indices)
            largest = std::max(largest, std::fabs(change_of(index.estimate, output).value));
    return largest;
}

std::string estimate_text(const Estimate& estimate, Language language) {
    if (std::isnan(estimate.value)) return "–";
    const double half = (estimate.interval[1] - estimate.interval[0]) / 2;
    if (std::fabs(estimate.value) < 1e-9 && !(half > 1e-5 && std::isfinite(half))) return "0";
    if (!std::isfinite(half)) return significant_text(estimate.value, 3, language) + " (?)";
    if (!(half > 0)) return significant_text(estimate.value, 3, language);
    constexpr int most_decimals = 4;
    if (std::max(std::fabs(estimate.interval[0]), std::fabs(estimate.interval[1])) < 1e-5)
        return "0";
    const int decimals =
        std::clamp(static_cast<int>(std::ceil(-std::log10(half))), 0, most_decimals);
    return fmt::format(
        "{} ({})", decimal_text(estimate.value, decimals, language),
        filled(Phrase::from_to, language, decimal_text(estimate.interval[0], decimals, language),
               decimal_text(estimate.interval[1], decimals, language)));
}

std::string percent_text(double share, Language language) {
    return fmt::format("{} %", decimal_text(100 * share, share < 0.0995 ? 1 : 0, language));
}

std::string status_text(const std::string& status, Language language) {
    if (status == "measured") return word(Phrase::status_measured, language);
    if (status == "estimated") return word(Phrase::status_estimated, language);
    if (status == "assumed") return word(Phrase::status_assumed, language);
    if (status == "chance") return word(Phrase::status_chance, language);
    if (status == "mixed") return word(Phrase::status_mixed, language);
    return status;
}

std::string kind_text(const InputSensitivity& input, Language language) {
    if (input.kind == InputGroup::Kind::lever) return word(Phrase::lever, language);
    return status_text(input.kind == InputGroup::Kind::count ? "chance" : input.status, language);
}

std::string index_text(const ShownIndex& shown, const Estimate& estimate,
                       const OutputSensitivity& output, double largest, Language language) {
    if (std::isnan(estimate.value)) return "–";
    if (!shown.is_change) {
        if (shown.interval) return estimate_text(estimate, language);
        std::string text = decimal_text(estimate.value, 2, language);
        return shown.is_signed ? with_sign(text) : text;
    }
    const Estimate change = change_of(estimate, output);
    std::string text = change_text(change.value, largest, shown.is_signed, language);
    const bool known = std::isfinite(change.interval[0]) && std::isfinite(change.interval[1]);
    if (!shown.interval || !known) return text;
    return fmt::format(
        "{} ({})", text,
        filled(Phrase::from_to, language, change_text(change.interval[0], largest, false, language),
               change_text(change.interval[1], largest, false, language)));
}

std::string facts_text(const Sensitivity& sensitivity, const OutputSensitivity& output,
                       Language language) {
    // The mean of Morris' points says nothing of the plan.
    if (sensitivity.method == "morris") return {};
    if (output.output.kind == StudiedOutput::Kind::hit)
        return filled(Phrase::chance_of_event, language, chance_of(output, language));
    const std::string text =
        filled(Phrase::mean_and_sd, language, significant_text(output.mean.value, 4, language),
               significant_text(std::sqrt(std::max(0.0, output.variance.value)), 3, language));
    return output.output.unit == "1" ? text : fmt::format("{} {}", text, output.output.unit);
}

std::string models_text(const OutputSensitivity& output, Language language) {
    std::string text;
    for (const NamedEstimate& fact : output.facts)
        text +=
            fmt::format("; {} {}", fact.name == "r2" ? "R2" : word(Phrase::r2_of_ranks, language),
                        decimal_text(fact.estimate.value, 2, language));
    return text;
}

std::string why_no_indices(const OutputSensitivity& output, Language language) {
    if (has_no_number(output)) return word(Phrase::has_no_number, language);
    return output.constant ? word(Phrase::is_constant, language) : "";
}

std::string moved_text(const InputSensitivity& input, Language language) {
    if (!input.moved) return {};
    const auto [low, high] = *input.moved;
    const double size = std::max(std::fabs(low), std::fabs(high));
    const auto number = [&](double value) {
        return significant_text(std::fabs(value) < rounding * size ? 0 : value, 3, language);
    };
    return fmt::format("{} – {}{}", number(low), number(high),
                       input.unit == "1" || input.unit.empty() ? "" : " " + input.unit);
}

std::string short_title(const std::string& title, std::size_t room) {
    const auto colon = title.rfind(": ");
    if (display_width(title) <= room || colon == std::string::npos) return title;
    const std::string member = title.substr(colon);
    const std::size_t width = display_width(member);
    if (width + 8 > room) return title;
    return cut_to(title.substr(0, colon), room - width) + member;
}

}  // namespace plancast

#include "engine/report/verified_text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/report/display_width.hpp"
#include "engine/report/json_fields.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/phrases.hpp"

namespace plancast {

namespace {

constexpr std::size_t model_width = 18, quantity_width = 32, number_width = 14, errors_width = 7;

std::string row(const std::string& model, const std::string& quantity, const std::string& published,
                const std::string& obtained, const std::string& errors,
                const std::string& verdict) {
    return fmt::format("{} {} {} {} {} {}\n", pad_right(cut_to(model, model_width), model_width),
                       pad_right(cut_to(quantity, quantity_width), quantity_width),
                       pad_left(published, number_width), pad_left(obtained, number_width),
                       pad_left(errors, errors_width), verdict);
}

std::string quantity_text(const KnownAnswer& answer) {
    std::string text = answer.quantity + " of " + answer.of;
    for (std::size_t i = 0; i < answer.inputs.size(); ++i)
        text += (i == 0 ? ": " : ", ") + answer.inputs[i];
    return text;
}

/// Ten digits tell whole words apart, and no estimate has more.
std::string number(double value, Language language) { return plain_text(value, language, 10); }

/// An estimate with one digit beyond its standard error.
std::string obtained_text(const Estimate& estimate, Language language) {
    const int decimals = decimals_for(estimate.standard_error);
    return decimals < 0 ? number(estimate.value, language)
                        : decimal_text(estimate.value, decimals, language);
}

}  // namespace

std::string verified_header(const TextStyle& style) {
    const auto word = [&](Phrase wanted) { return std::string(phrase(wanted, style.language)); };
    return remark(row(word(Phrase::benchmark), word(Phrase::quantity), word(Phrase::published),
                      word(Phrase::obtained), word(Phrase::standard_errors), ""),
                  style);
}

std::string verified_line(const Verified& verified, const TextStyle& style) {
    const Language language = style.language;
    const std::string line =
        row(verified.answer.model, quantity_text(verified.answer),
            number(verified.answer.value, language), obtained_text(verified.obtained, language),
            std::isfinite(verified.errors) ? decimal_text(verified.errors, 1, language) : "∞",
            verified.passed ? "pass" : "FAIL");
    return verified.passed ? line : alarm(line, style);
}

std::string verified_verdict(const std::vector<Verified>& all, const TextStyle& style) {
    const auto passed = static_cast<std::size_t>(
        std::count_if(all.begin(), all.end(), [](const Verified& v) { return v.passed; }));
    const std::string text =
        fmt::format(fmt::runtime(phrase(Phrase::verified, style.language)), passed, all.size());
    return heading(text + (passed == all.size() ? " pass" : " FAIL"), style) + "\n";
}

Json verified_json(const std::vector<Verified>& all) {
    Json answers{Json::Array{}};
    bool passed = true;
    for (const Verified& verified : all) {
        const KnownAnswer& known = verified.answer;
        Json inputs{Json::Array{}};
        for (const std::string& input : known.inputs) inputs.append(input);
        Json json;
        json.set("model", known.model);
        json.set("quantity", known.quantity);
        json.set("of", known.of);
        json.set("inputs", inputs);
        json.set("published", known.value);
        json.set("within", known.within);
        json.set("obtained", estimate_json(verified.obtained));
        json.set("standard_errors", verified.errors);
        json.set("passed", verified.passed);
        json.set("source", known.source);
        answers.append(std::move(json));
        passed = passed && verified.passed;
    }
    Json json;
    json.set("answers", answers);
    json.set("passed", passed);
    return json;
}

}  // namespace plancast

#include "engine/report/sensitivity_text.hpp"

#include <fmt/format.h>

#include "engine/report/number_text.hpp"
#include "engine/report/phrase_text.hpp"
#include "engine/report/sensitivity_tables.hpp"
#include "engine/report/simulation_text.hpp"

namespace plancast {

namespace {

/// With more outputs all share one table.
constexpr std::size_t most_tables = 4;

/// "thien-huong-baseline: given-data, 65,536 of 100,000 runs, seed 0"
std::string how_text(const Sensitivity& sensitivity, Language language) {
    std::string how = fmt::format("{}: {}", sensitivity.scenario, sensitivity.method);
    if (!sensitivity.estimator.empty()) how += " (" + sensitivity.estimator + ")";
    if (sensitivity.method == "morris")
        how += ", " + filled(Phrase::trajectories_and_seed, language,
                             whole_text(sensitivity.runs, language), sensitivity.seed);
    else if (sensitivity.runs_there > sensitivity.runs)
        how += ", " +
               filled(Phrase::runs_and_seed, language,
                      filled(Phrase::some_of_all, language, whole_text(sensitivity.runs, language),
                             whole_text(sensitivity.runs_there, language)),
                      sensitivity.seed);
    else if (sensitivity.method == "sobol" || sensitivity.method == "shapley")
        how += ", " + filled(Phrase::base_size, language, whole_text(sensitivity.runs, language),
                             sensitivity.seed, sensitivity.design);
    else
        how += ", " +
               simulation_text(sensitivity.runs, sensitivity.seed, sensitivity.design, language);
    if (sensitivity.evaluations > 0)
        how += ", " +
               filled(Phrase::evaluations, language, whole_text(sensitivity.evaluations, language));
    return how;
}

/// What the numbers mean, of a table for each output or of one for all.
std::string legend_text(const Sensitivity& sensitivity, bool tables, Language language) {
    const std::string& method = sensitivity.method;
    if (!tables) {
        if (method == "tornado") return word(Phrase::moves_most, language);
        if (method == "morris") return word(Phrase::moves_through_law, language);
        return filled(Phrase::share_of_variance, language, sensitivity.indices.front());
    }
    if (method == "given-data") return word(Phrase::legend_given_data, language);
    if (method == "morris") return word(Phrase::legend_morris, language);
    if (method == "tornado") return word(Phrase::legend_tornado, language);
    return {};
}

}  // namespace

std::string sensitivity_text(const Sensitivity& sensitivity, const TextStyle& style) {
    const Language language = style.language;
    const std::string title = title_text(sensitivity.title, language, sensitivity.scenario);
    const std::string scenario = title_text(sensitivity.scenario_title, language, "");
    std::string text =
        heading(line(scenario.empty() ? title : title + " – " + scenario, style), style);
    text += remark(wrapped(how_text(sensitivity, language), 0, 2, style.width), style);
    const bool tables = sensitivity.outputs.size() <= most_tables;
    const std::string legend = legend_text(sensitivity, tables, language);
    if (!legend.empty()) text += "\n" + remark(wrapped(legend, 0, 2, style.width), style);
    if (!tables) text += outputs_table(sensitivity, style);
    for (const OutputSensitivity& output : sensitivity.outputs)
        if (tables) text += output_table(sensitivity, output, style);
    return text + measure_first_table(sensitivity, style);
}

}  // namespace plancast

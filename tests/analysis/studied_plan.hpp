#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/analysis/sensitivity.hpp"
#include "engine/core/error.hpp"
#include "engine/scenarios/scenario.hpp"

namespace plancast::testing {

inline constexpr auto hit = StudiedOutput::Kind::hit;
inline constexpr auto measure = StudiedOutput::Kind::measure;
inline constexpr auto series = StudiedOutput::Kind::series;

/// A plan from the text of its model, ready for any method.
struct StudiedModel {
    Plan plan;
    CompiledPlan compiled;
    SensitivityOptions options;

    explicit StudiedModel(const std::string& text)
        : plan(load_plan("model.toml",
                         [&text](const std::string& path) {
                             return std::make_shared<SourceFile>(path, text);
                         })),
          compiled(compile_plan(plan, false)) {
        options.threads = 1;
    }

    Sensitivity by(const std::string& method) const {
        return sensitivity_by(method, study(plan, compiled, options), options);
    }
};

inline const OutputSensitivity& output_of(const Sensitivity& sensitivity, const std::string& of,
                                          StudiedOutput::Kind kind) {
    for (const OutputSensitivity& output : sensitivity.outputs)
        if (output.output.of == of && output.output.kind == kind) return output;
    throw InvalidInput("no output " + of);
}

inline const InputSensitivity& input_of(const OutputSensitivity& output, const std::string& id) {
    for (const InputSensitivity& input : output.inputs)
        if (input.input == id) return input;
    throw InvalidInput("no input " + id);
}

inline Estimate index_of(const OutputSensitivity& output, const std::string& input,
                         const std::string& index) {
    for (const NamedEstimate& one : input_of(output, input).indices)
        if (one.name == index) return one.estimate;
    throw InvalidInput("no index " + index);
}

/// Every number of an answer, for comparisons bit by bit.
inline std::vector<double> numbers_of(const Sensitivity& sensitivity) {
    std::vector<double> numbers;
    const auto add = [&](const Estimate& estimate) {
        for (const double number :
             {estimate.value, estimate.standard_error, estimate.interval[0], estimate.interval[1]})
            numbers.push_back(number == number ? number : -12345);
    };
    for (const OutputSensitivity& output : sensitivity.outputs) {
        add(output.mean);
        add(output.variance);
        for (const InputSensitivity& input : output.inputs)
            for (const NamedEstimate& index : input.indices) add(index.estimate);
    }
    return numbers;
}

/// What is refused, in one string.
template <typename Call>
std::string refusal(Call call) {
    try {
        call();
    } catch (const InvalidInput& wrong) {
        std::string said;
        for (const Problem& problem : wrong.problems())
            said += problem.message + "; " + problem.suggestion;
        return said;
    }
    return {};
}

/// y = 3 a + 2 b - c of independent standard normals; hit where y >= 3.
inline constexpr const char* linear_model = R"toml(
[model]
[inputs.a]
normal = { mean = 0, sd = 1 }
status = "assumed"
source = "-"
[inputs.b]
normal = { mean = 0, sd = 1 }
status = "measured"
source = "-"
[inputs.c]
normal = { mean = 0, sd = 1 }
status = "assumed"
source = "-"
[series.y]
value = "3 * a + 2 * b - c"
[targets.t]
measure = "y"
at_least = 3
)toml";

}  // namespace plancast::testing

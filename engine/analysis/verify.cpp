#include "engine/analysis/verify.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "engine/analysis/sensitivity.hpp"
#include "engine/analysis/simulate_plan.hpp"
#include "engine/analysis/whole_plan.hpp"
#include "engine/core/contracts.hpp"
#include "engine/designs/sobol_design.hpp"
#include "engine/random/philox_block.hpp"
#include "engine/statistics/jackknife.hpp"

namespace plancast {

namespace {

[[noreturn]] void refuse(const KnownAnswer& answer, const std::string& what,
                         const std::string& suggestion) {
    Problems problems;
    problems.error(answer.place, what, suggestion);
    throw InvalidInput(problems.list());
}

Estimate exact(double value) { return {value, 0, {value, value}}; }

/// A function of an estimate of replicates, by its derivative there.
Estimate transformed(const Estimate& estimate, double value, double derivative) {
    const double error = std::fabs(derivative) * estimate.standard_error;
    const double reach = replicate_width(replicate_count) * error;
    return {value, error, {value - reach, value + reach}};
}

/// Everything that is asked of one model; each method is run once, for all that is asked of it.
class Benchmark {
public:
    Benchmark(Plan plan, const VerifyOptions& options)
        : plan_(std::move(plan)), options_(options), compiled_(compile_plan(plan_, false)) {}

    void ask(const KnownAnswer& answer) {
        if (answer.quantity != "probability") add_once(outputs_[method_of(answer)], answer.of);
        second_order_ = second_order_ || answer.quantity == "second";
    }

    /// Nothing if it was interrupted on the way.
    std::optional<Estimate> obtain(const KnownAnswer& answer) {
        if (answer.quantity == "probability") {
            const Summary& summary = simulated();
            if (summary.interrupted) return std::nullopt;
            return probability(answer, summary);
        }
        const Sensitivity& result = result_of(answer);
        if (result.interrupted) return std::nullopt;
        return estimate_of(answer, output_of(answer, result));
    }

private:
    static Estimate estimate_of(const KnownAnswer& answer, const OutputSensitivity& output) {
        if (answer.quantity == "mean") return output.mean;
        if (answer.quantity == "variance") return output.variance;
        if (answer.quantity == "sd") {
            const double sd = std::sqrt(output.variance.value);
            return transformed(output.variance, sd, 1 / (2 * sd));
        }
        if (answer.quantity == "second") return pair_index(output, answer);
        for (const InputSensitivity& input : output.inputs)
            for (const NamedEstimate& index : input.indices)
                if (answer.inputs == std::vector{input.input} && index.name == answer.quantity)
                    return index.estimate;
        refuse(answer, fmt::format("there is no '{}' of this input", answer.quantity),
               "plancast sensitivity says which there are");
    }

    /// The method that gives a quantity.
    static std::string method_of(const KnownAnswer& answer) {
        static const std::map<std::string, std::string> methods{
            {"mean", "sobol"},      {"variance", "sobol"},   {"sd", "sobol"},
            {"first", "sobol"},     {"total", "sobol"},      {"second", "sobol"},
            {"shapley", "shapley"}, {"delta", "given-data"}, {"mu_star", "morris"}};
        const auto found = methods.find(answer.quantity);
        if (found == methods.end())
            refuse(
                answer, fmt::format("'{}' is no quantity that can be verified", answer.quantity),
                "mean, variance, sd, probability, first, total, second, shapley, delta, mu_star");
        return found->second;
    }

    static void add_once(std::vector<std::string>& names, const std::string& name) {
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }

    const Summary& simulated() {
        if (!summary_) {
            plan_.run.runs = options_.runs;
            plan_.run.seed = options_.seed;
            SimulationOptions options;
            options.threads = options_.threads;
            options.stop = options_.stop;
            summary_ = simulate_plan(plan_, compiled_, options, Detail::hits);
        }
        return *summary_;
    }

    static Estimate probability(const KnownAnswer& answer, const Summary& summary) {
        const Probability* found = answer.of == all_targets_id ? &summary.all_targets : nullptr;
        for (const TargetSummary& target : summary.targets)
            if (target.id == answer.of) found = &target.probability;
        if (found == nullptr) refuse(answer, fmt::format("there is no target '{}'", answer.of), {});
        // Under what is published, whatever was drawn.
        const double p = answer.value;
        return {found->value, std::sqrt(p * (1 - p) / static_cast<double>(summary.runs)),
                found->interval};
    }

    const Sensitivity& result_of(const KnownAnswer& answer) {
        const std::string method = method_of(answer);
        const auto known = results_.find(method);
        return known != results_.end() ? known->second
                                       : results_.emplace(method, run(method)).first->second;
    }

    static const OutputSensitivity& output_of(const KnownAnswer& answer,
                                              const Sensitivity& result) {
        for (const OutputSensitivity& output : result.outputs)
            if (output.output.of == answer.of) return output;
        refuse(answer, fmt::format("there is no output '{}'", answer.of), {});
    }

    Sensitivity run(const std::string& method) {
        SensitivityOptions options;
        options.of = outputs_[method];
        options.base_size = options_.base_size;
        options.seed = options_.seed;
        options.threads = options_.threads;
        options.second_order = method == "sobol" && second_order_;
        options.stop = options_.stop;
        plan_.run.seed = options_.seed;
        plan_.run.runs = options_.base_size;
        return sensitivity_by(method, study(plan_, compiled_, options), options);
    }

    static Estimate pair_index(const OutputSensitivity& output, const KnownAnswer& answer) {
        for (const PairSensitivity& pair : output.pairs)
            if (answer.inputs == std::vector{pair.first, pair.second}) return pair.index;
        refuse(answer, "there is no such pair of inputs", "two inputs in the order of the model");
    }

    Plan plan_;
    const VerifyOptions& options_;
    CompiledPlan compiled_;
    bool second_order_ = false;
    std::map<std::string, std::vector<std::string>> outputs_;  ///< asked of each method
    std::map<std::string, Sensitivity> results_;
    std::optional<Summary> summary_;
};

std::size_t number_of(const KnownAnswer& answer, std::size_t most) {
    for (std::size_t i = 0; i <= most; ++i)
        if (answer.inputs == std::vector{std::to_string(i)}) return i;
    refuse(answer, fmt::format("'inputs' must be a number up to {}", most), {});
}

/// A word of Philox4x32-10 for counter 0 and key 0.
Estimate philox_word(const KnownAnswer& answer) {
    return exact(philox4x32_10({0, 0, 0, 0}, {0, 0}).at(number_of(answer, 3)));
}

std::uint64_t point_number(const KnownAnswer& answer) {
    constexpr std::string_view before = "point ";
    std::uint64_t point = 0;
    const std::string_view of = answer.of;
    const std::string_view number = of.substr(std::min(before.size(), of.size()));
    const auto [read, error] = std::from_chars(number.data(), number.data() + number.size(), point);
    // There are as many points as words of 32 bits.
    if (!of.starts_with(before) || error != std::errc() || read != of.data() + of.size() ||
        point >> 32 != 0)
        refuse(answer, fmt::format("'{}' is no point of the sequence", answer.of),
               "'point 0' to 'point 4294967295'");
    return point;
}

/// A coordinate of a point of the Sobol' sequence, before any scrambling: of = "point n".
Estimate sobol_coordinate(const KnownAnswer& answer) {
    const std::size_t dimension = number_of(answer, 100);
    const std::uint64_t point = point_number(answer);
    if (dimension == 0) refuse(answer, "dimensions count from 1", {});
    const std::vector<std::uint32_t> directions = sobol_directions(dimension);
    std::uint32_t digits = 0;
    for (std::size_t k = 0; k < 32; ++k)
        if (((point ^ point >> 1) >> k & 1) != 0) digits ^= directions[(dimension - 1) * 32 + k];
    return exact(static_cast<double>(digits) * 0x1p-32);
}

Verified judged(const KnownAnswer& answer, const Estimate& obtained) {
    Verified verified{answer, obtained, 0, false};
    const double beyond = std::max(0.0, std::fabs(obtained.value - answer.value) - answer.within);
    if (beyond > 0) verified.errors = beyond / obtained.standard_error;
    verified.passed = std::isfinite(obtained.value) && verified.errors <= most_errors;
    return verified;
}

}  // namespace

void verify(const std::vector<KnownAnswer>& answers,
            const std::function<Plan(const std::string&)>& load, const VerifyOptions& options,
            const std::function<void(const Verified&)>& report) {
    std::unique_ptr<Benchmark> benchmark;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (options.stop != nullptr && *options.stop) return;
        const KnownAnswer& answer = answers[i];
        if (answer.model == "(philox4x32-10)") {
            report(judged(answer, philox_word(answer)));
            continue;
        }
        if (answer.model == "(sobol sequence)") {
            report(judged(answer, sobol_coordinate(answer)));
            continue;
        }
        if (i == 0 || answers[i - 1].model != answer.model) {
            benchmark = std::make_unique<Benchmark>(load(answer.model), options);
            for (std::size_t j = i; j < answers.size() && answers[j].model == answer.model; ++j)
                benchmark->ask(answers[j]);
        }
        const std::optional<Estimate> obtained = benchmark->obtain(answer);
        if (!obtained) return;
        report(judged(answer, *obtained));
    }
}

}  // namespace plancast

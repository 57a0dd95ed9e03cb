#include "engine/cli/word_advice.hpp"

#include <algorithm>
#include <filesystem>
#include <string_view>

#include <fmt/format.h>

#include "engine/core/nearest_name.hpp"

namespace plancast {

namespace {

struct OtherWord {
    std::string_view word, ours;
};

// Beyond the reach of a nearest name.
constexpr OtherWord verbs_of_others[] = {
    {"debug", "replay"},   {"describe", "explain"}, {"display", "show"}, {"doc", "explain"},
    {"docs", "explain"},   {"exec", "run"},         {"execute", "run"},  {"lint", "check"},
    {"man", "explain"},    {"open", "show"},        {"print", "show"},   {"report", "show"},
    {"results", "show"},   {"sim", "run"},          {"simulate", "run"}, {"start", "run"},
    {"summary", "show"},   {"table", "show"},       {"test", "check"},   {"trace", "replay"},
    {"validate", "check"}, {"view", "show"},
};

constexpr OtherWord options_of_others[] = {
    {"--cores", "--threads"},
    {"--cpus", "--threads"},
    {"--dest", "--output"},
    {"--draws", "--runs"},
    {"--file", "--output"},
    {"--format", "--json"},
    {"--iterations", "--runs"},
    {"--jobs", "--threads"},
    {"--language", "--lang"},
    {"--locale", "--lang"},
    {"--median", "--median-world"},
    {"--n", "--runs"},
    {"--overwrite", "--force"},
    {"--random-seed", "--seed"},
    {"--samples", "--runs"},
    {"--save", "--output"},
    {"--silent", "--quiet"},
    {"--simulations", "--runs"},
    {"--tolerance", "--precision"},
    {"--workers", "--threads"},
    {"--yes", "--force"},
    {"-f", "--force"},
    {"-j", "--threads"},
    {"-l", "--lang"},
    {"-n", "--runs"},
    {"-o", "--output"},
    {"-q", "--quiet"},
    {"-s", "--seed"},
    {"-t", "--threads"},
};

constexpr std::string_view examples[] = {
    "--base-size 16384",
    "--block 256",
    "--boxes 5",
    "--candidates 500",
    "--density 90%",
    "--design sobol",
    "--folder models/benchmarks",
    "--lang vi",
    "--output results/plan.h5",
    "--precision 0.5%",
    "--run 4711",
    "--runs 100000",
    "--seed 42",
    "--store targets",
    "--target product",
    "--threads 4",
    "--trajectories 64",
};

std::string did_you_mean(std::string_view word) { return fmt::format("did you mean '{}'?", word); }

}  // namespace

std::string advice_for_verb(const std::string& word, const std::vector<std::string>& verbs) {
    const std::string extension = std::filesystem::path(word).extension().string();
    if (extension == ".toml") return did_you_mean(fmt::format("plancast run {}", word));
    if (extension == ".h5") return did_you_mean(fmt::format("plancast show {}", word));
    for (const OtherWord& other : verbs_of_others)
        if (other.word == word) return did_you_mean(other.ours);
    const std::string nearest = nearest_name(word, verbs);
    if (!nearest.empty()) return did_you_mean(nearest);
    return fmt::format("the verbs are: {}; plancast --help says what they do",
                       fmt::join(verbs, ", "));
}

std::string advice_for_option(const std::string& option, const std::vector<std::string>& options) {
    for (const OtherWord& other : options_of_others)
        if (other.word == option &&
            std::find(options.begin(), options.end(), other.ours) != options.end())
            return did_you_mean(other.ours);
    const std::string nearest = nearest_name(option, options);
    return nearest.empty() ? std::string{} : did_you_mean(nearest);
}

std::string option_example(const std::string& option) {
    for (const std::string_view example : examples)
        if (example.starts_with(option + " ")) return std::string(example);
    return {};
}

}  // namespace plancast

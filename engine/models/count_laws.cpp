#include "engine/models/count_laws.hpp"

#include <fmt/core.h>

#include "engine/core/contracts.hpp"

namespace plancast {

namespace {

using Range = CountParameter::Range;

const std::vector<CountSyntax>& table() {
    static const CountParameter chance{
        "chance", false, Range::chance, {"của mỗi lần thử", "of each trial"}};
    static const CountParameter trials{"trials",
                                       true,
                                       Range::at_least_zero,
                                       {"số lần thử; làm tròn xuống", "how many; rounded down"}};
    static const CountParameter mean{
        "mean", true, Range::at_least_zero, {"số kỳ vọng", "the expected number"}};
    static const std::vector<CountSyntax> laws = {
        {"bernoulli",
         CountLaw::bernoulli,
         {{"chance", false, Range::chance, {"xác suất đúng", "of true"}}},
         {"một việc có xảy ra không: đúng hoặc sai", "whether something happens: true or false"}},
        {"binomial",
         CountLaw::binomial,
         {trials, chance},
         {"số lần thành công trong các lần thử độc lập cùng xác suất",
          "successes in independent trials of one chance"}},
        {"beta_binomial",
         CountLaw::beta_binomial,
         {trials,
          {"chance",
           false,
           Range::chance,
           {"của mỗi lần thử, tính trung bình", "of each trial, on average"}},
          {"concentration",
           false,
           Range::above_zero,
           {"càng lớn, xác suất càng sát trung bình", "how closely the chance keeps to that"}}},
         {"số lần thành công khi xác suất chung cũng biến động: xác suất ~ "
          "beta(chance * concentration, (1 - chance) * concentration)",
          "successes in trials whose common chance varies: chance ~ beta(chance * concentration, "
          "(1 - chance) * concentration)"}},
        {"poisson",
         CountLaw::poisson,
         {mean},
         {"số sự kiện đến độc lập; phương sai bằng trung bình",
          "events that come independently; the variance is the mean"}},
        {"negative_binomial",
         CountLaw::negative_binomial,
         {mean,
          {"dispersion",
           false,
           Range::above_zero,
           {"càng nhỏ, số đếm càng biến động", "the smaller, the more the number varies"}}},
         {"số sự kiện đến từng đợt; phương sai là mean + mean^2 / dispersion",
          "events that come in bursts; the variance is mean + mean^2 / dispersion"}},
    };
    return laws;
}

}  // namespace

std::vector<std::string> CountSyntax::parameter_names() const {
    std::vector<std::string> names;
    for (const CountParameter& parameter : parameters) names.push_back(parameter.name);
    return names;
}

std::span<const CountSyntax> count_syntaxes() { return table(); }

const CountSyntax* find_count_law(const std::string& key) {
    for (const CountSyntax& syntax : table())
        if (syntax.key == key) return &syntax;
    return nullptr;
}

const CountSyntax& count_syntax(CountLaw law) {
    const CountSyntax* found = nullptr;
    for (const CountSyntax& syntax : table())
        if (syntax.law == law) found = &syntax;
    PLANCAST_EXPECTS(found != nullptr);
    return *found;
}

std::vector<std::string> count_law_keys() {
    std::vector<std::string> keys;
    for (const CountSyntax& syntax : table()) keys.push_back(syntax.key);
    return keys;
}

std::string count_parameter_mistake(const CountParameter& parameter, double value) {
    switch (parameter.range) {
        case Range::at_least_zero: return value >= 0 ? "" : "it must be at least 0";
        case Range::above_zero: return value > 0 ? "" : "it must be above 0";
        case Range::chance:
            if (value >= 0 && value <= 1) return "";
            return value >= 2 && value <= 100
                       ? fmt::format("a chance lies between 0 and 1: write {:.6g} or \"{:.6g} %\"",
                                     value / 100, value)
                       : "a chance lies between 0 and 1";
    }
    return {};
}

}  // namespace plancast

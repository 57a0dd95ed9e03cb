#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/distributions/named_law.hpp"
#include "tests/distributions/continuous_driver.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;
using namespace plancast::test;

namespace {

ContinuousCase pert_case(double min, double mode, double max) {
    const double width = max - min;
    return {"pert", make_pert(min, mode, max),
            boost_beta(1 + 4 * (mode - min) / width, 1 + 4 * (max - mode) / width, min, max)};
}

ContinuousCase beta_case(double alpha, double beta, double min = 0, double max = 1) {
    return {"beta", make_beta(alpha, beta, min, max), boost_beta(alpha, beta, min, max)};
}

/// Boost has no log-uniform law: its formulas in extended precision.
ContinuousCase log_uniform_case(double min, double max) {
    const long double ratio = std::log(static_cast<long double>(max) / min);
    Reference truth;
    truth.pdf = [=](double x) { return static_cast<double>(1 / (x * ratio)); };
    truth.cdf = [=](double x) {
        return static_cast<double>(std::log1p((static_cast<long double>(x) - min) / min) / ratio);
    };
    truth.upper_tail = [=](double x) {
        return static_cast<double>(std::log1p((static_cast<long double>(max) - x) / x) / ratio);
    };
    truth.quantile = [=](double u) { return static_cast<double>(min * std::exp(u * ratio)); };
    truth.upper_quantile = [=](double q) {
        return static_cast<double>(max * std::exp(-q * ratio));
    };
    return {"log_uniform", make_log_uniform(min, max), truth};
}

/// Its formulas in extended precision.
ContinuousCase log_logistic_case(double median, double shape) {
    const auto odds = [=](double x) {
        return std::pow(static_cast<long double>(x) / median, static_cast<long double>(shape));
    };
    const auto at = [=](long double ratio) {
        return static_cast<double>(median * std::pow(ratio, 1 / static_cast<long double>(shape)));
    };
    Reference truth;
    truth.pdf = [=](double x) {
        const long double y = odds(x);
        return static_cast<double>(shape / x * y / ((1 + y) * (1 + y)));
    };
    truth.cdf = [=](double x) { return static_cast<double>(1 / (1 + 1 / odds(x))); };
    truth.upper_tail = [=](double x) { return static_cast<double>(1 / (1 + odds(x))); };
    truth.quantile = [=](double u) { return at(u / (1 - static_cast<long double>(u))); };
    truth.upper_quantile = [=](double q) { return at((1 - static_cast<long double>(q)) / q); };
    const LawArguments arguments = {.numbers = {{"median", median}, {"shape", shape}}};
    return {"log_logistic", make_law("log_logistic", arguments), truth};
}

ContinuousCase named_case(const std::string& key, const std::map<std::string, double>& numbers,
                          const Reference& truth) {
    return {key, make_law(key, {.numbers = numbers}), truth};
}

std::vector<ContinuousCase> laws_with_truth() {
    return {
        {"uniform", make_uniform(-1, 5), boost_uniform(-1, 5)},
        {"uniform from 0", make_uniform(0, 2e-9), boost_uniform(0, 2e-9)},
        log_uniform_case(0.1, 7),
        log_uniform_case(1e-6, 1e6),
        {"normal", make_normal(0, 1), boost_normal(0, 1)},
        {"normal far from 0", make_normal(1000, 0.01), boost_normal(1000, 0.01)},
        {"lognormal", make_lognormal(std::exp(1.5), 0.2), boost_lognormal(1.5, 0.2)},
        {"lognormal, wide", make_lognormal(std::exp(-2.0), 1.5), boost_lognormal(-2, 1.5)},
        {"triangular", make_triangular(1, 2, 5), boost_triangular(1, 2, 5), {2}},
        {"triangular, mode above the median",
         make_triangular(-2, 0.5, 1),
         boost_triangular(-2, 0.5, 1),
         {0.5}},
        pert_case(0, 1, 5),
        pert_case(-3, -1, 0),
        pert_case(10, 10, 12),
        beta_case(2, 5, 0.02, 0.12),
        beta_case(0.5, 0.8),
        beta_case(0.1, 1.3),
        beta_case(1, 1),
        beta_case(200, 500),
        {"gamma", make_gamma(2.5, 3), boost_gamma(2.5, 3)},
        {"gamma, shape far below 1", make_gamma(0.1, 2), boost_gamma(0.1, 2)},
        {"gamma, shape below 1", make_gamma(0.3, 1), boost_gamma(0.3, 1)},
        named_case("exponential", {{"mean", 0.5}}, boost_exponential(0.5)),
        named_case("weibull", {{"shape", 2}, {"scale", 3}}, boost_weibull(2, 3)),
        named_case("weibull", {{"shape", 0.4}, {"scale", 1}}, boost_weibull(0.4, 1)),
        named_case("weibull", {{"shape", 30}, {"scale", 0.1}}, boost_weibull(30, 0.1)),
        named_case("logistic", {{"location", -1}, {"scale", 0.5}}, boost_logistic(-1, 0.5)),
        named_case("gumbel", {{"mode", 3}, {"scale", 2}}, boost_gumbel(3, 2)),
        named_case("pareto", {{"min", 2}, {"shape", 3}}, boost_pareto(2, 3)),
        named_case("student_t", {{"df", 5}, {"location", 3}, {"scale", 2}},
                   boost_student_t(5, 3, 2)),
        named_case("student_t", {{"df", 30.5}, {"location", 0}, {"scale", 1}},
                   boost_student_t(30.5, 0, 1)),
        named_case("inverse_gaussian", {{"mean", 3}, {"shape", 4}}, exact_inverse_gaussian(3, 4)),
        named_case("inverse_gaussian", {{"mean", 1}, {"shape", 200}},
                   exact_inverse_gaussian(1, 200)),
        log_logistic_case(2, 5),
        log_logistic_case(0.1, 2.5),
        {"gamma, nearly normal", make_gamma(500, 1e-3), boost_gamma(500, 1e-3)},
    };
}

/// Laws without a truth of Boost's own; test_truncated.cpp holds some values to closed forms.
std::vector<ContinuousCase> derived_laws() {
    return {
        // Boost's quantile loses the digits of small u where the mode is an end.
        {"triangular, mode at min", make_triangular(0, 0, 3)},
        {"triangular, mode at max", make_triangular(-2, 0, 0)},
        {"normal above 0", truncated(make_normal(1, 1), 0, INFINITY)},
        {"normal between", truncated(make_normal(0, 1), -0.5, 2)},
        {"normal's far tail", truncated(make_normal(0, 1), 6, 9)},
        {"normal's lower tail", truncated(make_normal(10, 2), -INFINITY, 4)},
        {"lognormal between", truncated(make_lognormal(3, 1), 0.5, 20)},
        {"triangular with its kink", truncated(make_triangular(0, 2, 4), 1, 3.3), {}, {2}},
        {"beta between", truncated(make_beta(0.5, 3), 0.01, 0.6)},
        {"gamma above", truncated(make_gamma(2, 1), 3, INFINITY)},
        {"uniform between", truncated(make_uniform(0, 10), 2, 3)},
    };
}

/// A sixth of its draws are below 1e-40, one in a million is too small for a double.
const ContinuousCase tiny_shape = {"gamma of tiny shape", make_gamma(0.02, 2)};

/// The examples of every law in the table that is continuous.
std::vector<ContinuousCase> laws_of_table() {
    std::vector<ContinuousCase> cases;
    for (const NamedLaw& law : named_laws()) {
        for (const LawArguments& example : law.examples) {
            ContinuousCase c = {law.key, law.make(example)};
            if (!c.law->is_continuous()) continue;
            // Where a density may have a kink, such as a mode.
            for (const auto& [name, value] : example.numbers)
                if (value > c.law->support().first && value < c.law->support().second)
                    c.kinks.push_back(value);
            for (const auto& [weight, part] : example.laws)
                for (const double end : {part->support().first, part->support().second})
                    if (std::isfinite(end) && end > c.law->support().first) c.kinks.push_back(end);
            cases.push_back(std::move(c));
        }
    }
    return cases;
}

std::vector<ContinuousCase> all_laws() {
    auto laws = laws_with_truth();
    for (auto& law : derived_laws()) laws.push_back(law);
    for (auto& law : laws_of_table()) laws.push_back(law);
    return laws;
}

}  // namespace

TEST_CASE("continuous laws: density, probabilities and quantiles are Boost's",
          "[distributions][reference]") {
    for (const auto& law : laws_with_truth()) check_against_truth(law);
}

TEST_CASE("continuous laws: quantile(cdf(x)) = x, down to tails of 2^-53",
          "[distributions][property]") {
    for (const auto& law : all_laws()) check_round_trip(law);
    check_round_trip(tiny_shape);
}

TEST_CASE("continuous laws: the cdf's derivative is the density", "[distributions][property]") {
    for (const auto& law : all_laws()) check_density(law);
}

TEST_CASE("continuous laws: mean and variance are integrals of the density",
          "[distributions][property]") {
    for (const auto& law : all_laws()) check_moments(law);
}

TEST_CASE("fast quantiles: off by at most 1e-9 of the tail probability",
          "[distributions][property]") {
    for (const auto& law : all_laws()) check_fast_bound(law);
    check_fast_bound(tiny_shape);
}

TEST_CASE("fast quantiles: never decrease between adjacent draws", "[distributions][property]") {
    for (const auto& law : all_laws()) check_fast_monotone(law);
    check_fast_monotone(tiny_shape);
}

TEST_CASE("fast quantiles: a value depends on its u alone", "[distributions][property]") {
    for (const auto& law : all_laws()) check_fast_places(law);
    check_fast_places(tiny_shape);
}

TEST_CASE("fast quantiles: 10^6 draws fit the law, those of a biased sampler do not",
          "[distributions][statistical]") {
    for (const auto& law : all_laws()) check_fit(law);
}

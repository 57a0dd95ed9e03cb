#include "engine/distributions/discrete.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "engine/core/contracts.hpp"
#include "engine/core/error.hpp"
#include "engine/distributions/named_law.hpp"

namespace plancast {

namespace {

/// The weights may miss 1 by so much.
constexpr double weight_tolerance = 1e-9;

/// Few values: every bound is compared with every u, without a branch.
class FewValuesQuantile final : public QuantileFunction {
public:
    FewValuesQuantile(std::vector<double> values, std::vector<double> cumulative)
        : values_(std::move(values)), cumulative_(std::move(cumulative)) {}

    void evaluate(std::span<const double> u, std::span<double> x) const override {
        constexpr std::size_t chunk = 64;  // u and x may be one span: u is kept while x is made
        double result[chunk];
        for (std::size_t start = 0; start < u.size(); start += chunk) {
            const std::size_t count = std::min(chunk, u.size() - start);
            std::fill(result, result + count, values_[0]);
            for (std::size_t k = 1; k < values_.size(); ++k) {
                const double bound = cumulative_[k - 1], value = values_[k];
                for (std::size_t i = 0; i < count; ++i)
                    result[i] = u[start + i] > bound ? value : result[i];
            }
            std::copy(result, result + count, x.data() + start);
        }
    }

private:
    std::vector<double> values_, cumulative_;
};

/// Many values: a guide table (Chen and Asau 1974) says where the search begins.
class GuidedQuantile final : public QuantileFunction {
public:
    GuidedQuantile(std::vector<double> values, std::vector<double> cumulative)
        : values_(std::move(values)), cumulative_(std::move(cumulative)) {
        guide_.resize(2 * values_.size());
        std::size_t k = 0;
        for (std::size_t g = 0; g < guide_.size(); ++g) {
            while (cumulative_[k] < static_cast<double>(g) / buckets()) ++k;
            guide_[g] = k;
        }
    }

    void evaluate(std::span<const double> u, std::span<double> x) const override {
        for (std::size_t i = 0; i < u.size(); ++i) {
            std::size_t k = guide_[static_cast<std::size_t>(u[i] * buckets())];
            // Rounding in the bucket's number can start the walk too far right, by one bucket.
            while (k > 0 && cumulative_[k - 1] >= u[i]) --k;
            while (cumulative_[k] < u[i]) ++k;
            x[i] = values_[k];
        }
    }

private:
    double buckets() const { return static_cast<double>(guide_.size()); }

    std::vector<double> values_, cumulative_;
    std::vector<std::size_t> guide_;
};

constexpr std::size_t few_values = 16;

}  // namespace

Discrete::Discrete(std::vector<double> values, std::vector<double> probabilities)
    : values_(std::move(values)), probabilities_(std::move(probabilities)) {
    PLANCAST_EXPECTS(!values_.empty() && values_.size() == probabilities_.size());
    const std::size_t n = values_.size();
    const double sum = std::accumulate(probabilities_.begin(), probabilities_.end(), 0.0);
    for (double& p : probabilities_) p /= sum;
    cumulative_.resize(n);
    tail_.resize(n);
    double below = 0, above = 0;
    for (std::size_t k = 0; k < n; ++k) {
        cumulative_[k] = below = std::min(1.0, below + probabilities_[k]);
        tail_[n - 1 - k] = above;
        above = std::min(1.0, above + probabilities_[n - 1 - k]);
    }
    cumulative_[n - 1] = 1;
}

std::size_t Discrete::count_up_to(double x) const {
    return static_cast<std::size_t>(std::upper_bound(values_.begin(), values_.end(), x) -
                                    values_.begin());
}

double Discrete::pdf(double x) const {
    const std::size_t count = count_up_to(x);
    return count > 0 && values_[count - 1] == x ? probabilities_[count - 1] : 0;
}

double Discrete::cdf(double x) const {
    const std::size_t count = count_up_to(x);
    return count == 0 ? 0 : cumulative_[count - 1];
}

double Discrete::upper_tail(double x) const {
    const std::size_t count = count_up_to(x);
    return count == 0 ? 1 : tail_[count - 1];
}

double Discrete::quantile(double u) const {
    const auto at = std::lower_bound(cumulative_.begin(), cumulative_.end(), u);
    return at == cumulative_.end() ? values_.back()
                                   : values_[static_cast<std::size_t>(at - cumulative_.begin())];
}

double Discrete::upper_quantile(double q) const {
    std::size_t k = 0;
    while (k + 1 < tail_.size() && tail_[k] > q) ++k;
    return values_[k];
}

double Discrete::mean() const {
    return std::inner_product(values_.begin(), values_.end(), probabilities_.begin(), 0.0);
}

double Discrete::variance() const {
    const double centre = mean();
    double sum = 0;
    for (std::size_t k = 0; k < values_.size(); ++k)
        sum += probabilities_[k] * (values_[k] - centre) * (values_[k] - centre);
    return sum;
}

std::string Discrete::describe() const {
    std::string text = "discrete(";
    for (std::size_t k = 0; k < values_.size(); ++k)
        text += fmt::format("{}{}: {}", k == 0 ? "" : ", ", values_[k], probabilities_[k]);
    return text + ")";
}

QuantileFunctionPtr Discrete::fast_quantile(const DistributionPtr&) const {
    if (values_.size() <= few_values)
        return std::make_shared<FewValuesQuantile>(values_, cumulative_);
    return std::make_shared<GuidedQuantile>(values_, cumulative_);
}

LawParts Discrete::parts(const DistributionPtr&) const {
    LawParts parts{0, nullptr, {}};
    for (std::size_t k = 0; k < values_.size(); ++k)
        parts.atoms.emplace_back(values_[k], probabilities_[k]);
    return parts;
}

DistributionPtr make_discrete(std::vector<double> values, std::vector<double> weights) {
    if (values.empty()) throw InvalidInput("a discrete law needs at least one value");
    if (values.size() != weights.size())
        throw InvalidInput(
            fmt::format("a discrete law needs one weight per value, but has {} values "
                        "and {} weights",
                        values.size(), weights.size()));
    double sum = 0;
    std::vector<std::pair<double, double>> pairs;
    for (std::size_t k = 0; k < values.size(); ++k) {
        require_finite("a value of a discrete law", values[k]);
        require_finite("a weight of a discrete law", weights[k]);
        if (weights[k] < 0)
            throw InvalidInput(fmt::format(
                "a weight must not be below 0, but the weight of {} is {}", values[k], weights[k]));
        sum += weights[k];
        if (weights[k] > 0) pairs.emplace_back(values[k], weights[k]);
    }
    if (std::fabs(sum - 1) > weight_tolerance)
        throw InvalidInput(fmt::format("the weights must sum to 1, but sum to {:.12g}", sum),
                           sum > 0 ? fmt::format("divide each by {:.12g}", sum) : std::string{});
    std::sort(pairs.begin(), pairs.end());
    std::vector<double> points, probabilities;
    for (const auto& [value, weight] : pairs) {
        if (!points.empty() && points.back() == value) {
            probabilities.back() += weight;
        } else {
            points.push_back(value);
            probabilities.push_back(weight);
        }
    }
    return std::make_shared<Discrete>(std::move(points), std::move(probabilities));
}

namespace {

// The last value takes what the weights of the others leave. Values that are drawn may come in any
// order: only the order of the weights must be that of the values.
RunNumber drawn_discrete(const DrawnLaw& d) {
    const std::vector<RunNumber>&values = d.lists.at("values"), &weights = d.lists.at("weights");
    if (values.size() != weights.size() || values.empty())
        throw InvalidInput(
            fmt::format("a discrete law needs one weight per value, but has {} values "
                        "and {} weights",
                        values.size(), weights.size()));
    // A quantile increases, so the smallest value comes first; where values differ from run to run
    // they are taken in the order in which they stand.
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (const auto known = d.known_lists.find("values"); known != d.known_lists.end())
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return known->second[a] < known->second[b];
        });
    const RunNumber u = d.uniform();
    RunNumber x = values[order[0]], below = not_negative(weights[order[0]]);
    for (std::size_t k = 1; k < order.size(); ++k) {
        x = select(below < u, values[order[k]], x);
        below = below + not_negative(weights[order[k]]);
    }
    return select(abs(below - 1.0) < weight_tolerance, x, std::numeric_limits<double>::quiet_NaN());
}

}  // namespace

NamedLaw discrete_law() {
    using Form = LawParameter::Form;
    return {.key = "discrete",
            .meaning = {"một trong các giá trị `values`, theo trọng số tổng bằng 1",
                        "one of `values`, with weights that sum to 1"},
            .parameters = {{{"values", Form::list}, {"weights", Form::list, false}}},
            .make =
                [](const LawArguments& a) {
                    return make_discrete(a.lists.at("values"), a.lists.at("weights"));
                },
            .drawn = drawn_discrete,
            .examples = {{.lists = {{"values", {-1, 2, 5}}, {"weights", {0.2, 0.3, 0.5}}}}}};
}

}  // namespace plancast

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>

#include "engine/core/error.hpp"
#include "engine/distributions/discrete.hpp"
#include "engine/distributions/named_law.hpp"
#include "engine/distributions/solve_quantile.hpp"

namespace plancast {

namespace {

using Weighted = std::pair<double, DistributionPtr>;

std::string text_of(const std::vector<Weighted>& laws) {
    std::string text = "mixture(";
    for (const auto& [weight, law] : laws)
        text += fmt::format("{}{} {}", text.back() == '(' ? "" : ", ", weight, law->describe());
    return text + ")";
}

template <typename Function>
double mean_of(const std::vector<Weighted>& laws, Function&& of) {
    double sum = 0;
    for (const auto& [weight, law] : laws) sum += weight * of(*law);
    return sum;
}

double variance_about(const std::vector<Weighted>& laws, double centre) {
    return mean_of(laws, [&](const Distribution& law) {
        const double apart = law.mean() - centre;
        return law.variance() + apart * apart;
    });
}

/// A mixture of continuous laws.
class ContinuousMixture final : public Law {
public:
    explicit ContinuousMixture(std::vector<Weighted> laws) : laws_(std::move(laws)) {}

    double pdf(double x) const override {
        return mean_of(laws_, [&](const Distribution& law) { return law.pdf(x); });
    }
    double cdf(double x) const override {
        return mean_of(laws_, [&](const Distribution& law) { return law.cdf(x); });
    }
    double upper_tail(double x) const override {
        return mean_of(laws_, [&](const Distribution& law) { return law.upper_tail(x); });
    }
    double quantile(double u) const override {
        return u > 0.5 ? solve(1 - u, true) : solve(u, false);
    }
    double upper_quantile(double q) const override {
        return q > 0.5 ? solve(1 - q, false) : solve(q, true);
    }
    double mean() const override {
        return mean_of(laws_, [](const Distribution& law) { return law.mean(); });
    }
    double variance() const override { return variance_about(laws_, mean()); }
    std::pair<double, double> support() const override {
        std::pair<double, double> ends{infinity, -infinity};
        for (const auto& [weight, law] : laws_) {
            ends.first = std::min(ends.first, law->support().first);
            ends.second = std::max(ends.second, law->support().second);
        }
        return ends;
    }
    std::string describe() const override { return text_of(laws_); }

private:
    /// A mixture's quantile lies between those of its laws.
    double solve(double p, bool upper) const {
        double low = infinity, high = -infinity;
        for (const auto& [weight, law] : laws_) {
            const double x = upper ? law->upper_quantile(p) : law->quantile(p);
            low = std::min(low, x);
            high = std::max(high, x);
        }
        return low < high ? solve_quantile(*this, p, upper, low, high) : low;
    }

    std::vector<Weighted> laws_;
};

/// A value of positive probability within a mixture, and where it lies among the others.
struct Atom {
    double value;
    double probability;
    double below, above;    ///< P(X < value), P(X > value)
    double before, behind;  ///< the sum of the probabilities of the atoms on either side
};

/// A continuous part and values of positive probability.
class Mixed final : public Law {
public:
    Mixed(double weight, DistributionPtr continuous, std::shared_ptr<const Discrete> values)
        : weight_(weight), continuous_(std::move(continuous)), values_(std::move(values)) {
        double before = 0, behind = 1 - weight;
        for (std::size_t k = 0; k < values_->values().size(); ++k) {
            const double x = values_->values()[k];
            const double p = (1 - weight) * values_->probabilities()[k];
            behind = std::max(0.0, behind - p);
            atoms_.push_back({x, p, weight * continuous_->cdf(x) + before,
                              weight * continuous_->upper_tail(x) + behind, before, behind});
            before += p;
        }
        atoms_.back().behind = 0;
        atoms_.back().above = weight * continuous_->upper_tail(atoms_.back().value);
    }

    double weight() const { return weight_; }
    const std::vector<Atom>& atoms() const { return atoms_; }

    /// At an atom, its probability; else the density.
    double pdf(double x) const override {
        const double atom = values_->pdf(x);
        return atom > 0 ? (1 - weight_) * atom : weight_ * continuous_->pdf(x);
    }
    double cdf(double x) const override {
        return weight_ * continuous_->cdf(x) + (1 - weight_) * values_->cdf(x);
    }
    double upper_tail(double x) const override {
        return weight_ * continuous_->upper_tail(x) + (1 - weight_) * values_->upper_tail(x);
    }
    double quantile(double u) const override {
        if (u > 0.5) return upper_quantile(1 - u);
        double before = 0, least = -infinity;
        for (const Atom& atom : atoms_) {
            if (u <= atom.below)
                return std::clamp(continuous_->quantile(share(u - before)), least, atom.value);
            if (u <= atom.below + atom.probability) return atom.value;
            before = atom.before + atom.probability;
            least = atom.value;
        }
        return std::max(continuous_->quantile(share(u - before)), least);
    }
    double upper_quantile(double q) const override {
        if (q > 0.5) return quantile(1 - q);
        double behind = 0, most = infinity;
        for (std::size_t k = atoms_.size(); k-- > 0;) {
            const Atom& atom = atoms_[k];
            if (q < atom.above)
                return std::clamp(continuous_->upper_quantile(share(q - behind)), atom.value, most);
            if (q < atom.above + atom.probability) return atom.value;
            behind = atom.behind + atom.probability;
            most = atom.value;
        }
        return std::min(continuous_->upper_quantile(share(q - behind)), most);
    }
    double mean() const override {
        return weight_ * continuous_->mean() + (1 - weight_) * values_->mean();
    }
    double variance() const override {
        return variance_about({{weight_, continuous_}, {1 - weight_, values_}}, mean());
    }
    std::pair<double, double> support() const override {
        return {std::min(continuous_->support().first, values_->support().first),
                std::max(continuous_->support().second, values_->support().second)};
    }
    bool is_continuous() const override { return false; }
    std::string describe() const override {
        return text_of({{weight_, continuous_}, {1 - weight_, values_}});
    }
    QuantileFunctionPtr fast_quantile(const DistributionPtr& self) const override;
    LawParts parts(const DistributionPtr&) const override {
        LawParts parts{weight_, continuous_, {}};
        for (const Atom& atom : atoms_) parts.atoms.emplace_back(atom.value, atom.probability);
        return parts;
    }

private:
    double share(double probability) const {
        return std::clamp(probability / weight_, 0x1p-1022, 1 - 0x1p-53);
    }

    double weight_;  ///< of the continuous part
    DistributionPtr continuous_;
    std::shared_ptr<const Discrete> values_;
    std::vector<Atom> atoms_;
};

/// What u leaves when the atoms below it are taken out goes to the continuous part's table.
class MixedQuantile final : public QuantileFunction {
public:
    MixedQuantile(const Mixed& law, QuantileFunctionPtr continuous, DistributionPtr self)
        : atoms_(law.atoms()),
          weight_(law.weight()),
          continuous_(std::move(continuous)),
          self_(std::move(self)) {
        double last = far;
        place(std::span(&last, 1), std::span(&last_, 1));
    }

    void evaluate(std::span<const double> u, std::span<double> x) const override {
        double kept[chunk];  // u and x may be one span
        for (std::size_t start = 0; start < u.size(); start += chunk) {
            const std::size_t count = std::min(chunk, u.size() - start);
            std::copy(u.begin() + static_cast<std::ptrdiff_t>(start),
                      u.begin() + static_cast<std::ptrdiff_t>(start + count), kept);
            place(std::span(kept, count), x.subspan(start, count));
            for (std::size_t i = 0; i < count; ++i)
                if (kept[i] > far) x[start + i] = std::max(last_, self_->quantile(kept[i]));
        }
    }

private:
    // Beyond it the digits of 1 - u would be lost in what is left of u.
    static constexpr double far = 1 - 0x1p-20;
    static constexpr std::size_t chunk = 64;

    /// @param u  At most a chunk.
    void place(std::span<const double> u, std::span<double> x) const {
        double at_atom[chunk] = {};
        for (std::size_t i = 0; i < u.size(); ++i) x[i] = u[i];
        for (const Atom& atom : atoms_) {
            const double below = atom.below, probability = atom.probability;
            for (std::size_t i = 0; i < u.size(); ++i) {
                const double inside = u[i] - below, passed = inside > 0 ? inside : 0;
                const bool at = (inside > 0) & (inside <= probability);
                at_atom[i] = at ? 1 : at_atom[i];
                x[i] -= passed < probability ? passed : probability;
            }
        }
        const double weight = weight_;
        for (std::size_t i = 0; i < u.size(); ++i) {
            double v = x[i] / weight;
            v = v < 0x1p-1022 ? 0x1p-1022 : v;
            v = v > 1 - 0x1p-53 ? 1 - 0x1p-53 : v;
            // Anything will do at an atom; the middle is what tables have.
            x[i] = at_atom[i] > 0 ? 0.5 : v;
        }
        continuous_->evaluate(x, x);
        for (const Atom& atom : atoms_) {
            const double below = atom.below, to = atom.below + atom.probability;
            const double value = atom.value;
            for (std::size_t i = 0; i < u.size(); ++i) {
                const double lower = x[i] < value ? x[i] : value;
                const double higher = x[i] > value ? x[i] : value;
                x[i] = u[i] <= below ? lower : u[i] <= to ? value : higher;
            }
        }
    }

    std::vector<Atom> atoms_;
    double weight_;
    QuantileFunctionPtr continuous_;
    DistributionPtr self_;
    double last_ = 0;  ///< the value at `far`
};

QuantileFunctionPtr Mixed::fast_quantile(const DistributionPtr& self) const {
    return std::make_shared<MixedQuantile>(*this, make_quantile_function(continuous_), self);
}

}  // namespace

DistributionPtr make_mixture(std::vector<std::pair<double, DistributionPtr>> laws) {
    if (laws.empty()) throw InvalidInput("a mixture needs at least one law");
    double sum = 0;
    for (const auto& [weight, law] : laws) {
        if (!(weight >= 0))
            throw InvalidInput(fmt::format("a weight must not be below 0, is {}", weight));
        sum += weight;
    }
    if (!(std::fabs(sum - 1) <= 1e-9))
        throw InvalidInput(fmt::format("the weights must sum to 1, but sum to {:.12g}", sum),
                           sum > 0 ? fmt::format("divide each by {:.12g}", sum) : std::string{});
    std::erase_if(laws, [](const Weighted& law) { return law.first == 0; });
    if (laws.size() == 1) return laws.front().second;

    double weight = 0;
    std::vector<Weighted> continuous;
    std::map<double, double> atoms;
    for (const auto& [share, law] : laws) {
        const LawParts parts = parts_of(law);
        for (const auto& [value, probability] : parts.atoms) atoms[value] += share * probability;
        if (!parts.continuous || !(parts.weight > 0)) continue;
        continuous.emplace_back(share * parts.weight, parts.continuous);
        weight += share * parts.weight;
    }
    for (auto& [share, law] : continuous) share /= weight;
    DistributionPtr smooth;
    if (continuous.size() == 1) smooth = continuous.front().second;
    if (continuous.size() > 1) smooth = std::make_shared<ContinuousMixture>(std::move(continuous));
    if (atoms.empty()) return smooth;
    std::vector<double> values, probabilities;
    for (const auto& [value, probability] : atoms) {
        values.push_back(value);
        probabilities.push_back(probability);
    }
    auto discrete = std::make_shared<const Discrete>(std::move(values), std::move(probabilities));
    if (!smooth) return discrete;
    return std::make_shared<Mixed>(weight, smooth, discrete);
}

NamedLaw mixture_law() {
    return {.key = "mixture",
            .meaning = {"một trong nhiều luật, mỗi luật một trọng số (tổng bằng 1): gộp ý kiến "
                        "chuyên gia, hoặc không có gì hay có cả khoản",
                        "one of several laws, with weights that sum to 1: to pool experts, or for "
                        "nothing or a lump"},
            .parameters = {{}},
            .make = [](const LawArguments& a) { return make_mixture(a.laws); },
            .examples = {{.laws = {{0.25, make_normal(3, 1)}, {0.75, make_gamma(2, 1.5)}}},
                         {.laws = {{0.7, make_constant(0)}, {0.3, make_lognormal(5, 0.4)}}}},
            .written = {"mixture = [{ weight = 0.7, value = 0 }, { weight = 0.3, normal = { mean, "
                        "sd } }]"},
            .mixes = true};
}

}  // namespace plancast

#include <cmath>

#include "engine/distributions/named_law.hpp"
#include "engine/distributions/special_functions.hpp"

namespace plancast {

namespace {

class StudentT final : public Law {
public:
    StudentT(double df, double location, double scale)
        : df_(df), location_(location), scale_(scale) {}

    double pdf(double x) const override { return student_density(df_, standard(x)) / scale_; }
    double cdf(double x) const override { return student_probability(df_, standard(x)); }
    double upper_tail(double x) const override { return student_probability(df_, -standard(x)); }
    double quantile(double u) const override { return location_ + scale_ * percentile(u); }
    double upper_quantile(double q) const override { return location_ - scale_ * percentile(q); }
    /// Not a number where the law has none, for df up to 1.
    double mean() const override { return df_ > 1 ? location_ : std::nan(""); }
    double variance() const override {
        return df_ > 2 ? scale_ * scale_ * df_ / (df_ - 2) : infinity;
    }
    std::pair<double, double> support() const override { return {-infinity, infinity}; }
    std::string describe() const override {
        return "student_t(" + number_text(df_) + ", " + number_text(location_) + ", " +
               number_text(scale_) + ")";
    }

    /// All laws of the same df share the table of location 0 and scale 1.
    QuantileFunctionPtr fast_quantile(const DistributionPtr& self) const override {
        return stretched(std::make_shared<StudentT>(df_, 0, 1), location_, scale_, self);
    }

private:
    double standard(double x) const { return (x - location_) / scale_; }
    double percentile(double u) const { return student_percentile(df_, u); }

    double df_, location_, scale_;
};

DistributionPtr make_student_t(double df, double location, double scale) {
    require_positive("df", df);
    require_finite("location", location);
    require_positive("scale", scale);
    return std::make_shared<StudentT>(df, location, scale);
}

// T^2 / (df + T^2) follows beta(1/2, df / 2), what it leaves of 1 beta(df / 2, 1/2): the first has
// the digits near the middle, the second in the tails.
RunNumber student_quantile(const RunNumber& u, const RunNumber& df) {
    const RunNumber from_middle = 2.0 * u - 1.0, upper = RunNumber(0.0) < from_middle;
    const RunNumber tail = select(upper, 1.0 - u, u);
    const RunNumber near = beta_quantile(abs(from_middle), 0.5, df / 2.0);
    const RunNumber far = beta_quantile(2.0 * tail, df / 2.0, 0.5);
    const RunNumber ratio = select(tail < 0.25, (1.0 - far) / far, near / (1.0 - near));
    const RunNumber size = sqrt(df * ratio);
    return select(upper, size, -size);
}

}  // namespace

NamedLaw student_t_law() {
    return {
        .key = "student_t",
        .meaning = {"như `normal` nhưng đuôi nặng: `df` càng nhỏ càng nặng",
                    "like `normal` with heavy tails: the smaller `df`, the heavier"},
        .parameters = {{positive_number("df"), quantity("location"), positive_quantity("scale")}},
        .make =
            [](const LawArguments& a) {
                return make_student_t(a["df"], a["location"], a["scale"]);
            },
        .drawn =
            [](const DrawnLaw& d) {
                const auto df = d.known.find("df");
                const RunNumber standard =
                    df == d.known.end()
                        ? student_quantile(d.uniform(), d["df"])
                        : RunNumber::quantile(d.uniform(), make_student_t(df->second, 0, 1));
                return d["location"] + d["scale"] * standard;
            },
        .examples = {{.numbers = {{"df", 5}, {"location", 3}, {"scale", 2}}}}};
}

}  // namespace plancast

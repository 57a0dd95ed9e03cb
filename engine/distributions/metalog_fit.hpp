#pragma once

#include <string>
#include <vector>

namespace plancast {

/// A value that an expert states: there are `percent` chances in a hundred to be below it.
struct StatedQuantile {
    std::string name;  ///< "p10"
    double percent = 0;
    double value = 0;
};

/// The metalog law through stated quantiles, as a function of y = ln(u / (1 - u)).
///
/// With t = u - 1/2 its straight value is M(y) = A(t) + y B(t), A and B polynomials with as many
/// coefficients as there are quantiles, in Keelin's order (2016, eq. 6); the value is M itself, or
/// min + e^M, max - e^-M, or between both ends by the logistic function of M.
class MetalogFit {
public:
    /// @param min, max  Infinite where there is no end.
    /// @throws InvalidInput if there are fewer than 2 or more than 16 quantiles, one is not
    /// strictly
    ///   between 0 and 100 % or not between min and max, two are the same, they do not grow with
    ///   their percents, or no such law passes through them: then it says what would be possible.
    MetalogFit(std::vector<StatedQuantile> stated, double min, double max);

    double min() const { return min_; }
    double max() const { return max_; }
    double value(double y) const;
    double straight_value(double y) const;
    /// dM / dy; above 0 everywhere.
    double slope(double y) const;
    /// M where the value is x, and dM / dx there.
    double straight(double x) const;
    double stretch(double x) const;
    /// With one end, what e^M's tail grows like: (1 - u)^-a or u^-a; else 0.
    double tail_exponent() const;
    std::string describe() const;

private:
    double from_straight(double m) const;
    std::string advice(const std::vector<double>& y, const std::vector<double>& values) const;

    std::vector<StatedQuantile> stated_;  ///< by percent
    double min_, max_;
    std::vector<double> coefficients_;
};

}  // namespace plancast

#pragma once

#include <memory>
#include <span>
#include <vector>

namespace plancast {

/// A function that is given by points (x[i], y[i]): straight lines between them, or steps that hold
/// the last given value; flat beyond the first and the last. Immutable.
class Interpolation {
public:
    enum class Between { linear, step };

    /// @throws InvalidInput unless there are as many x as y, at least one, all finite, and x
    ///         increases.
    Interpolation(std::vector<double> x, std::vector<double> y, Between between);

    /// The value at one place: the segment is searched for, then its chord is weighted. NaN at NaN.
    double operator()(double at) const;
    /// The same for many, one vectorised pass a point: about 0.1 ns a value and point.
    ///
    /// @param at      Aligned to vector_alignment, as @p values; a multiple of lane_count long.
    /// @param values  As long; must not overlap @p at.
    void evaluate(std::span<const double> at, std::span<double> values) const;

    std::span<const double> x() const { return x_; }
    std::span<const double> y() const { return y_; }
    Between between() const { return between_; }

private:
    std::vector<double> x_, y_;
    std::vector<double> slope_;  ///< behind each point; 0 behind the last
    Between between_;
};

using InterpolationPtr = std::shared_ptr<const Interpolation>;

}  // namespace plancast

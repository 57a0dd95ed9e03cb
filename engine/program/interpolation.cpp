#include "engine/program/interpolation.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <utility>

#include "engine/core/aligned.hpp"
#include "engine/core/contracts.hpp"
#include "engine/core/error.hpp"

namespace plancast {

namespace {

bool all_finite(const std::vector<double>& values) {
    return std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
}

}  // namespace

Interpolation::Interpolation(std::vector<double> x, std::vector<double> y, Between between)
    : x_(std::move(x)), y_(std::move(y)), slope_(x_.size(), 0.0), between_(between) {
    if (x_.empty() || x_.size() != y_.size())
        throw InvalidInput("a table needs points, each with a place and a value");
    if (!all_finite(x_) || !all_finite(y_)) throw InvalidInput("a point of a table is not finite");
    for (std::size_t i = 1; i < x_.size(); ++i) {
        if (!(x_[i - 1] < x_[i])) throw InvalidInput("the places of a table must increase");
        if (between_ == Between::linear) slope_[i - 1] = (y_[i] - y_[i - 1]) / (x_[i] - x_[i - 1]);
    }
}

double Interpolation::operator()(double at) const {
    if (std::isnan(at)) return at;
    const auto after = std::upper_bound(x_.begin(), x_.end(), at);
    if (after == x_.begin()) return y_.front();
    const auto i = static_cast<std::size_t>(after - x_.begin()) - 1;
    if (after == x_.end() || between_ == Between::step) return y_[i];
    const double share = (at - x_[i]) / (x_[i + 1] - x_[i]);
    return y_[i] * (1 - share) + y_[i + 1] * share;
}

void Interpolation::evaluate(std::span<const double> at, std::span<double> values) const {
    PLANCAST_EXPECTS(at.size() == values.size() && at.size() % lane_count == 0);
    const double* __restrict from = std::assume_aligned<vector_alignment>(at.data());
    double* __restrict to = std::assume_aligned<vector_alignment>(values.data());
    const double first = y_.front();
    // A NaN is behind no point, and stays.
    for (std::size_t k = 0; k < at.size(); ++k) to[k] = from[k] == from[k] ? first : from[k];
    for (std::size_t i = 0; i + 1 < x_.size(); ++i) {
        const double x = x_[i], y = y_[i], slope = slope_[i];
        for (std::size_t k = 0; k < at.size(); ++k) {
            const double here = y + slope * (from[k] - x), before = to[k];
            to[k] = from[k] >= x ? here : before;
        }
    }
    // The last without its slope, which times infinity would be no number.
    const double x = x_.back(), y = y_.back();
    for (std::size_t k = 0; k < at.size(); ++k) {
        const double before = to[k];
        to[k] = from[k] >= x ? y : before;
    }
}

}  // namespace plancast

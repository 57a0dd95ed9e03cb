#include "engine/sensitivity/cross_products.hpp"

#include <algorithm>
#include <cstring>

#include "engine/core/contracts.hpp"

namespace plancast {

namespace {

using Vector [[gnu::vector_size(4 * sizeof(double))]] = double;
using HalfVector [[gnu::vector_size(4 * sizeof(float))]] = float;
constexpr std::size_t lanes = 4;
constexpr std::size_t vectors = 4;
/// So many runs of all columns stay in the cache while each two are multiplied.
constexpr std::size_t chunk = 1024;

}  // namespace

double sum_of_products(std::span<const float> x, std::span<const double> y) {
    PLANCAST_EXPECTS(x.size() == y.size());
    Vector sums[vectors] = {};
    std::size_t i = 0;
    for (; i + lanes * vectors <= x.size(); i += lanes * vectors) {
        for (std::size_t v = 0; v < vectors; ++v) {
            HalfVector narrow;
            Vector wide;
            std::memcpy(&narrow, &x[i + v * lanes], sizeof narrow);
            std::memcpy(&wide, &y[i + v * lanes], sizeof wide);
            sums[v] += __builtin_convertvector(narrow, Vector) * wide;
        }
    }
    const Vector all = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    double sum = (all[0] + all[1]) + (all[2] + all[3]);
    for (; i < x.size(); ++i) sum += static_cast<double>(x[i]) * y[i];
    return sum;
}

CrossProducts::CrossProducts(std::span<const std::vector<float>> columns,
                             std::span<const std::size_t, replicate_count + 1> first) {
    const auto d = static_cast<Eigen::Index>(columns.size());
    by_group_.assign(replicate_count + 1, Eigen::MatrixXd::Zero(d + 1, d + 1));
    std::vector<double> left;
    for (std::size_t g = 0; g < replicate_count; ++g) {
        Eigen::MatrixXd& sums = by_group_[g];
        for (std::size_t begin = first[g]; begin < first[g + 1]; begin += chunk) {
            const std::size_t count = std::min(chunk, first[g + 1] - begin);
            const auto part = [&](Eigen::Index column) {
                return std::span<const float>(columns[static_cast<std::size_t>(column)])
                    .subspan(begin, count);
            };
            left.assign(count, 1.0);
            sums(0, 0) += static_cast<double>(count);
            for (Eigen::Index i = 0; i <= d; ++i) {
                if (i > 0) left.assign(part(i - 1).begin(), part(i - 1).end());
                for (Eigen::Index j = std::max<Eigen::Index>(i, 1); j <= d; ++j)
                    sums(j, i) += sum_of_products(part(j - 1), left);
            }
        }
        sums.triangularView<Eigen::StrictlyUpper>() = sums.transpose();
        by_group_.back() += sums;
    }
}

CrossProducts& CrossProducts::operator-=(const CrossProducts& runs) {
    for (std::size_t g = 0; g < by_group_.size(); ++g) by_group_[g] -= runs.by_group_[g];
    return *this;
}

Eigen::MatrixXd CrossProducts::without(std::size_t left_out) const {
    if (left_out == none_left_out) return by_group_.back();
    return by_group_.back() - by_group_[left_out];
}

}  // namespace plancast

#include "engine/distributions/normal_kernels.hpp"

#include <array>
#include <cmath>
#include <cstddef>

#include "engine/core/contracts.hpp"
#include "engine/core/elementary.hpp"
#include "engine/distributions/special_functions.hpp"

namespace plancast {

namespace {

class NormalSide final : public TailSide {
public:
    double probability(double v) const override { return normal_probability(v); }
    double density(double v) const override {
        return 0.39894228040143267794 * std::exp(-0.5 * v * v);
    }
    double value(double p) const override { return normal_percentile(p); }
};

// P(Z > z) e^(z^2 / 2) for z in [0, 8.3] as a polynomial in t = (a z - 5) / (z + 5), which maps
// that range to [-1, 1]: Chebyshev expansion at 200 bits, cut at degree 15 and written in powers;
// relative error at most 9.1e-15.
constexpr double far_end = 8.3;
constexpr double map_shift = 5;
constexpr double map_slope = 1 + 2 * map_shift / far_end;
constexpr std::array<double, 16> scaled_tail = {
    0x1.38c110ed6008dp-3,   -0x1.6348c5e28a184p-3, 0x1.a42944cffbf2dp-4,   -0x1.88a3e650331eep-5,
    0x1.1f0247ba9ebe1p-6,   -0x1.3c1ea6eb5921bp-8, 0x1.d94c4a9896106p-11,  -0x1.3652a563d535ep-14,
    -0x1.ad80452542dd5p-17, 0x1.130b2a862ceb8p-18, 0x1.e65ed721cb834p-30,  -0x1.40cd69385e403p-23,
    0x1.fcf980e46a96ep-28,  0x1.8ea05661ef517p-28, -0x1.587af89a4f3b0p-32, -0x1.dd786538361bap-33};

[[gnu::always_inline]] inline double clamped_cdf(double z) {
    double size = std::fabs(z);
    size = size > far_end ? far_end : size;  // a NaN stays
    const double t = kernel::multiply_add(map_slope, size, -map_shift) / (size + map_shift);
    double sum = scaled_tail[15];
#pragma GCC unroll 15
    for (int k = 14; k >= 0; --k)
        sum = kernel::multiply_add(sum, t, scaled_tail[static_cast<std::size_t>(k)]);
    double tail = sum * kernel::exp(-0.5 * size * size);
    tail = tail < 0x1p-53 ? 0x1p-53 : tail;
    return z < 0 ? tail : 1 - tail;
}

}  // namespace

std::shared_ptr<const TailTable> normal_table() {
    // 53 octaves: every uniform that is ever drawn, so that no normal leaves the table.
    static const auto table =
        std::make_shared<const TailTable>(build_tail_table(NormalSide(), nullptr, 53));
    return table;
}

void normal_quantile(std::span<const double> u, std::span<double> z) {
    static const QuantileFunctionPtr standard = make_quantile_function(make_normal(0, 1));
    standard->evaluate(u, z);
}

void normal_cdf(std::span<const double> z, std::span<double> u) {
    PLANCAST_EXPECTS(u.size() == z.size());
    for (std::size_t i = 0; i < z.size(); ++i) u[i] = clamped_cdf(z[i]);
}

}  // namespace plancast

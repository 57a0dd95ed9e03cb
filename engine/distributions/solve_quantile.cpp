#include "engine/distributions/solve_quantile.hpp"

#include <cmath>

namespace plancast {

double solve_quantile(const Distribution& law, double p, bool upper, double low, double high) {
    double x = low + 0.5 * (high - low), last_step = high - low;
    for (int iteration = 0; iteration < 300; ++iteration) {
        const double tail = upper ? law.upper_tail(x) : law.cdf(x);
        // d ln(tail) / dx = density / tail.
        const double miss = std::log(tail / p);
        const double step = (upper ? 1 : -1) * miss * tail / law.pdf(x);
        double next = x + step;
        // As near as the probability, or x, can tell.
        if (std::fabs(miss) < 4e-16 || next == x) return x;
        (upper == (tail > p) ? low : high) = x;
        // Newton's steps must at least halve; else, or outside the bracket, bisection.
        if (!(next > low && next < high) || std::fabs(step) > 0.5 * std::fabs(last_step))
            next = low + 0.5 * (high - low);
        if (next == low || next == high) return x;
        last_step = next - x;
        x = next;
    }
    return x;
}

}  // namespace plancast

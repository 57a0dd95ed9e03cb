#include "engine/distributions/run_number.hpp"

#include <limits>

#include "engine/core/contracts.hpp"

namespace plancast {

RunNumber RunNumber::apply(Function function, const RunNumber& a, const RunNumber& b,
                           const RunNumber& c) {
    RunArithmetic* arithmetic = a.arithmetic_   ? a.arithmetic_
                                : b.arithmetic_ ? b.arithmetic_
                                                : c.arithmetic_;
    PLANCAST_EXPECTS(arithmetic != nullptr);
    const bool has_second = function >= Function::add, has_third = function >= Function::select;
    const Node first = a.node(*arithmetic);
    const Node second = has_second ? b.node(*arithmetic) : 0;
    const Node third = has_third ? c.node(*arithmetic) : 0;
    return {*arithmetic, arithmetic->apply(function, first, second, third)};
}

RunNumber RunNumber::quantile(const RunNumber& uniform, const DistributionPtr& law) {
    PLANCAST_EXPECTS(uniform.arithmetic_ != nullptr);
    return {*uniform.arithmetic_, uniform.arithmetic_->quantile(uniform.node_, law)};
}

using Function = RunArithmetic::Function;

RunNumber operator+(const RunNumber& a, const RunNumber& b) {
    return RunNumber::apply(Function::add, a, b);
}
RunNumber operator-(const RunNumber& a, const RunNumber& b) {
    return RunNumber::apply(Function::subtract, a, b);
}
RunNumber operator*(const RunNumber& a, const RunNumber& b) {
    return RunNumber::apply(Function::multiply, a, b);
}
RunNumber operator/(const RunNumber& a, const RunNumber& b) {
    return RunNumber::apply(Function::divide, a, b);
}
RunNumber operator-(const RunNumber& a) { return RunNumber(0.0) - a; }
RunNumber operator<(const RunNumber& a, const RunNumber& b) {
    return RunNumber::apply(Function::less, a, b);
}
RunNumber exp(const RunNumber& a) { return RunNumber::apply(Function::exponential, a); }
RunNumber log(const RunNumber& a) { return RunNumber::apply(Function::logarithm, a); }
RunNumber log1p(const RunNumber& a) { return RunNumber::apply(Function::log_one_plus, a); }
RunNumber sqrt(const RunNumber& a) { return RunNumber::apply(Function::square_root, a); }
RunNumber abs(const RunNumber& a) { return RunNumber::apply(Function::absolute, a); }
RunNumber ceil(const RunNumber& a) { return RunNumber::apply(Function::round_up, a); }
RunNumber select(const RunNumber& condition, const RunNumber& yes, const RunNumber& no) {
    return RunNumber::apply(Function::select, condition, yes, no);
}
RunNumber bernoulli(const RunNumber& u, const RunNumber& chance) {
    return RunNumber::apply(Function::bernoulli, u, chance);
}
RunNumber beta_quantile(const RunNumber& u, const RunNumber& alpha, const RunNumber& beta) {
    return RunNumber::apply(Function::beta_quantile, u, alpha, beta);
}
RunNumber gamma_quantile(const RunNumber& u, const RunNumber& shape) {
    return RunNumber::apply(Function::gamma_quantile, u, shape);
}

constexpr double impossible = std::numeric_limits<double>::quiet_NaN();

RunNumber positive(const RunNumber& a) { return select(0.0 < a, a, impossible); }
RunNumber not_negative(const RunNumber& a) { return select(a < 0.0, impossible, a); }

}  // namespace plancast

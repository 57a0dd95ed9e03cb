#pragma once

#include <cstdint>

#include "engine/distributions/distribution.hpp"

namespace plancast {

/// A calculation for every run that is being written down; what laws need of it.
class RunArithmetic {
public:
    using Node = std::uint32_t;
    enum class Function {
        // one operand
        exponential,
        logarithm,
        log_one_plus,  ///< ln(1 + a)
        square_root,
        absolute,
        round_up,
        // two operands
        add,
        subtract,
        multiply,
        divide,
        less,
        bernoulli,       ///< of a uniform and a chance
        gamma_quantile,  ///< of a uniform and a shape, scale 1
        // three operands
        select,         ///< a ? b : c
        beta_quantile,  ///< of a uniform and two shapes
    };

    virtual ~RunArithmetic() = default;
    virtual Node constant(double value) = 0;
    /// Operands that a function does not have are ignored.
    virtual Node apply(Function function, Node a, Node b, Node c) = 0;
    virtual Node quantile(Node uniform, const DistributionPtr& law) = 0;
};

/// A number of which each run has its own, as a node of such a calculation: formulas are written
/// with it as with a double. One double at a time may stand beside it, as in 1 - u.
class RunNumber {
public:
    using Function = RunArithmetic::Function;
    using Node = RunArithmetic::Node;

    RunNumber(double value) : value_(value) {}  // NOLINT(google-explicit-constructor)
    RunNumber(RunArithmetic& arithmetic, Node node) : arithmetic_(&arithmetic), node_(node) {}

    /// @param in  The calculation that a plain number becomes a constant of.
    Node node(RunArithmetic& in) const { return arithmetic_ ? node_ : in.constant(value_); }

    static RunNumber apply(Function function, const RunNumber& a, const RunNumber& b = 0.0,
                           const RunNumber& c = 0.0);
    /// The law's quantile at a uniform.
    static RunNumber quantile(const RunNumber& uniform, const DistributionPtr& law);

private:
    RunArithmetic* arithmetic_ = nullptr;  ///< null: a plain number
    Node node_ = 0;
    double value_ = 0;
};

/// @{ The functions of RunArithmetic; at least one operand must not be a plain number.
RunNumber operator+(const RunNumber& a, const RunNumber& b);
RunNumber operator-(const RunNumber& a, const RunNumber& b);
RunNumber operator*(const RunNumber& a, const RunNumber& b);
RunNumber operator/(const RunNumber& a, const RunNumber& b);
RunNumber operator-(const RunNumber& a);
RunNumber operator<(const RunNumber& a, const RunNumber& b);
RunNumber exp(const RunNumber& a);
RunNumber log(const RunNumber& a);
RunNumber log1p(const RunNumber& a);
RunNumber sqrt(const RunNumber& a);
RunNumber abs(const RunNumber& a);
RunNumber ceil(const RunNumber& a);
RunNumber select(const RunNumber& condition, const RunNumber& yes, const RunNumber& no);
RunNumber bernoulli(const RunNumber& u, const RunNumber& chance);
RunNumber beta_quantile(const RunNumber& u, const RunNumber& alpha, const RunNumber& beta);
RunNumber gamma_quantile(const RunNumber& u, const RunNumber& shape);
/// @}

/// @{ The number itself, and NaN in a run where a law cannot have it: what is drawn is then NaN
/// too, as a law whose parameters are the same in all runs would have been refused.
RunNumber positive(const RunNumber& a);
RunNumber not_negative(const RunNumber& a);
/// @}

}  // namespace plancast

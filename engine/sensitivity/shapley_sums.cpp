#include "engine/sensitivity/shapley_sums.hpp"

#include <algorithm>
#include <cmath>

namespace plancast {

ShapleySums::ShapleySums(std::size_t outputs, std::size_t groups)
    : groups_(groups), base_(outputs), parts_(outputs * groups), left_out_(outputs) {}

void ShapleySums::clear() {
    std::fill(base_.begin(), base_.end(), Base{});
    std::fill(parts_.begin(), parts_.end(), ReplicateLanes{});
    std::fill(left_out_.begin(), left_out_.end(), LeftOut{});
}

void ShapleySums::merge(const ShapleySums& later) {
    for (std::size_t o = 0; o < base_.size(); ++o) {
        add(base_[o].count, later.base_[o].count);
        add(base_[o].values, later.base_[o].values);
        add(base_[o].squares, later.base_[o].squares);
        left_out_[o].merge(later.left_out_[o]);
    }
    for (std::size_t i = 0; i < parts_.size(); ++i) add(parts_[i], later.parts_[i]);
}

void ShapleySums::leave_out(std::size_t output, std::uint64_t pair) {
    left_out_[output].note(pair);
}

bool ShapleySums::is_finite(std::size_t output) const {
    if (!plancast::is_finite(base_[output].squares)) return false;
    for (std::size_t g = 0; g < groups_; ++g)
        if (!plancast::is_finite(parts_[output * groups_ + g])) return false;
    return true;
}

OutputEffects ShapleySums::effects(std::size_t output, double shift) const {
    const Base& base = base_[output];
    OutputEffects effects;
    effects.left_out = left_out_[output].count;
    effects.first_left_out = left_out_[output].first;
    const auto mean = [&](std::size_t left_out) {
        return sum(base.values, left_out) / sum(base.count, left_out);
    };
    effects.mean = over_groups([&](std::size_t left_out) { return shift + mean(left_out); });
    effects.variance = over_groups([&](std::size_t left_out) {
        return sum(base.squares, left_out) / sum(base.count, left_out) -
               mean(left_out) * mean(left_out);
    });
    // Values less one of them: where all are the same, every sum is exactly 0.
    effects.constant = sum(base.squares, none_left_out) == 0;
    if (effects.constant) return effects;
    for (std::size_t g = 0; g < groups_; ++g) {
        effects.effects.push_back(over_groups([&](std::size_t left_out) {
            double all = 0;
            for (std::size_t h = 0; h < groups_; ++h)
                all += sum(parts_[output * groups_ + h], left_out);
            return sum(parts_[output * groups_ + g], left_out) / all;
        }));
    }
    return effects;
}

}  // namespace plancast

#include "engine/simulation/verdict_counter.hpp"

#include <algorithm>
#include <bit>

#include "engine/core/contracts.hpp"

namespace plancast {

namespace {

constexpr std::size_t word_bits = 64;

std::uint64_t ones(std::uint64_t word) { return static_cast<std::uint64_t>(std::popcount(word)); }

/// The verdicts of @p count <= 64 runs as bits, the first run's lowest.
struct Bits {
    std::uint64_t met = 0, missed = 0;
};

Bits pack_some(const double* verdicts, std::size_t count) {
    constexpr double met = static_cast<double>(Verdict::met);
    constexpr double missed = static_cast<double>(Verdict::missed);
    Bits bits;
    for (std::size_t i = 0; i < count; ++i) {
        bits.met |= static_cast<std::uint64_t>(verdicts[i] == met) << i;
        bits.missed |= static_cast<std::uint64_t>(verdicts[i] == missed) << i;
    }
    return bits;
}

/// Adds the runs of a word to their replicates: its bits are runs first_run, first_run + 1, ...,
/// give or take whole words, so every replicate_count-th bit is of the same replicate.
void add_word(std::uint64_t word, std::uint64_t first_run, ReplicateCounts& counts) {
    static_assert(word_bits % replicate_count == 0);
    constexpr std::uint64_t every = ~std::uint64_t{0} / ((std::uint64_t{1} << replicate_count) - 1);
    for (std::size_t bit = 0; bit < replicate_count; ++bit)
        counts[(first_run + bit) % replicate_count] += ones(word & every << bit);
}

// With a fixed count the compiler makes vector code of the loop.
Bits pack_word(const double* verdicts) { return pack_some(verdicts, word_bits); }

}  // namespace

VerdictCounter::VerdictCounter(const Program& program, const Columns& columns,
                               std::size_t block_size)
    : words_a_column_((block_size + word_bits - 1) / word_bits) {
    std::size_t most_targets = 0;
    for (const VerdictColumns& choice : columns.verdicts) {
        VerdictColumns slots;
        for (const std::size_t output : choice.parts) {
            slots.parts.push_back(slot_of(program, output));
        }
        for (const std::size_t output : choice.targets) {
            slots.targets.push_back(slot_of(program, output));
        }
        most_targets = std::max(most_targets, choice.targets.size());
        choices_.push_back(std::move(slots));
    }
    met_.resize(packed_.size() * words_a_column_);
    missed_.resize(met_.size());
    runs_.resize(words_a_column_);
    planes_.resize(static_cast<std::size_t>(std::bit_width(most_targets)));
}

std::size_t VerdictCounter::slot_of(const Program& program, std::size_t output) {
    const std::uint32_t value_register = program.outputs[output];
    const auto found = std::find_if(
        packed_.begin(), packed_.end(),
        [value_register](const Packed& column) { return column.value_register == value_register; });
    if (found == packed_.end()) {
        packed_.push_back({value_register, output});
        return packed_.size() - 1;
    }
    return static_cast<std::size_t>(found - packed_.begin());
}

void VerdictCounter::add(const Program& program, const Workspace& workspace,
                         std::uint64_t first_run, std::size_t run_count, SimulationTotals& totals) {
    PLANCAST_EXPECTS(run_count <= words_a_column_ * word_bits);
    pack(program, workspace, run_count);
    for (std::size_t i = 0; i < choices_.size(); ++i)
        count_choice(i, first_run, totals.verdicts[i],
                     totals.replicated ? &totals.replicated->verdicts[i] : nullptr);
    if (!choices_.empty()) count_pairs(totals.both_missed);
}

void VerdictCounter::pack(const Program& program, const Workspace& workspace,
                          std::size_t run_count) {
    words_ = (run_count + word_bits - 1) / word_bits;
    const std::size_t rest = run_count % word_bits;
    std::fill(runs_.begin(), runs_.end(), ~Word{0});
    if (rest != 0) runs_[words_ - 1] = (Word{1} << rest) - 1;

    for (std::size_t slot = 0; slot < packed_.size(); ++slot) {
        const double* verdicts = workspace.output(program, packed_[slot].output).data();
        Packed& column = packed_[slot];
        column.met = 0;
        column.not_judged = run_count;
        for (std::size_t word = 0; word < words_; ++word) {
            const bool whole = rest == 0 || word + 1 < words_;
            const Bits bits = whole ? pack_word(verdicts + word * word_bits)
                                    : pack_some(verdicts + word * word_bits, rest);
            met_[slot * words_a_column_ + word] = bits.met;
            missed_[slot * words_a_column_ + word] = bits.missed;
            column.met += ones(bits.met);
            column.not_judged -= ones(bits.met | bits.missed);
        }
    }
}

void VerdictCounter::add_slots(const std::vector<std::size_t>& slots, std::uint64_t first_run,
                               std::vector<ReplicateCounts>& counts) const {
    for (std::size_t i = 0; i < slots.size(); ++i)
        for (std::size_t word = 0; word < words_; ++word)
            add_word(met(slots[i])[word], first_run, counts[i]);
}

void VerdictCounter::count_choice(std::size_t choice, std::uint64_t first_run,
                                  VerdictCounts& counts, ReplicatedHits* by_replicate) {
    const VerdictColumns& slots = choices_[choice];
    if (by_replicate != nullptr) {
        add_slots(slots.parts, first_run, by_replicate->parts);
        add_slots(slots.targets, first_run, by_replicate->targets);
    }
    for (std::size_t i = 0; i < slots.parts.size(); ++i) {
        counts.part_met[i] += packed_[slots.parts[i]].met;
        counts.part_not_judged[i] += packed_[slots.parts[i]].not_judged;
    }
    for (std::size_t i = 0; i < slots.targets.size(); ++i) {
        counts.target_met[i] += packed_[slots.targets[i]].met;
        counts.target_not_judged[i] += packed_[slots.targets[i]].not_judged;
    }
    for (std::size_t word = 0; word < words_; ++word) {
        std::fill(planes_.begin(), planes_.end(), 0);
        Word any_missed = 0;
        Word any_met = 0;
        for (const std::size_t slot : slots.targets) {
            // Adds one to the 64 binary numbers that the planes hold, where the target is met.
            Word carry = met(slot)[word];
            any_met |= carry;
            any_missed |= missed(slot)[word];
            for (Word& plane : planes_) {
                const Word sum = plane ^ carry;
                carry &= plane;
                plane = sum;
            }
        }
        counts.all_met += ones(any_met & ~any_missed);
        if (by_replicate != nullptr) add_word(any_met & ~any_missed, first_run, by_replicate->all);
        for (std::size_t number = 0; number <= slots.targets.size(); ++number) {
            Word same = runs_[word];
            for (std::size_t digit = 0; digit < planes_.size(); ++digit) {
                same &= (number >> digit & 1) != 0 ? planes_[digit] : ~planes_[digit];
            }
            counts.targets_met[number] += ones(same);
            if (by_replicate != nullptr)
                add_word(same, first_run, by_replicate->targets_met[number]);
        }
    }
}

void VerdictCounter::count_pairs(std::vector<std::uint64_t>& both_missed) {
    const std::vector<std::size_t>& targets = choices_.front().targets;
    for (std::size_t i = 0; i < targets.size(); ++i) {
        for (std::size_t j = i; j < targets.size(); ++j) {
            std::uint64_t both = 0;
            for (std::size_t word = 0; word < words_; ++word) {
                both += ones(missed(targets[i])[word] & missed(targets[j])[word]);
            }
            both_missed[i * targets.size() + j] += both;
            if (i != j) both_missed[j * targets.size() + i] += both;
        }
    }
}

}  // namespace plancast

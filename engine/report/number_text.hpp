#pragma once

#include <cstdint>
#include <string>

#include "engine/analysis/summary.hpp"
#include "engine/report/language.hpp"

namespace plancast {

/// "12,345" in English, "12.345" in Vietnamese; four digits stand together.
std::string whole_text(std::uint64_t number, Language language);

/// With a fixed number of decimals and grouped thousands; "-0.0" is written "0.0", what is not
/// finite "NaN", "inf" or "-inf".
std::string decimal_text(double number, int decimals, Language language);

/// With about @p digits significant digits: as a decimal where that is readable, else "1.2e-07".
std::string significant_text(double number, int digits, Language language);

/// As short as it can be with up to @p digits significant digits: "16.5", "2030", "0.3333333".
std::string plain_text(double number, Language language, int digits = 12);

/// How many decimals show a value whose uncertainty or spread is @p scale: the digit of
/// scale / 10, at most 6. Negative where @p scale says nothing (0, not finite).
int decimals_for(double scale);

/// "41.2 % (40.9-41.5)" with the decimals that the interval allows; never "0 %" or "100 %":
/// "0 of 100,000, at most 0.004 %", "all 100,000, at least 99.996 %".
std::string odds_text(const Probability& probability, std::uint64_t runs, Language language);

/// The same for a column: a space before one-digit percentages, so that decimal signs align.
std::string aligned_odds_text(const Probability& probability, std::uint64_t runs,
                              Language language);

/// The same without the interval: "41.2 %", "0 of 100,000", "all 100,000".
std::string short_odds_text(const Probability& probability, std::uint64_t runs, Language language);

/// A mean of chances with its interval; may be tiny: "1.3e-12 % (1.2e-12-1.4e-12)".
std::string chance_text(const Probability& chance, Language language);

/// A bar of at most @p cells columns, in eighths; "" for 0, at least an eighth above.
std::string bar_text(double fraction, std::size_t cells);

}  // namespace plancast

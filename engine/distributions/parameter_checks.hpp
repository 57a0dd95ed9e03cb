#pragma once

#include <string>
#include <string_view>

namespace plancast {

/// Checks of a law's parameters; each throws InvalidInput that names the parameter, what it must
/// be and what it is.
/// @{
void require_finite(std::string_view name, double value);
void require_positive(std::string_view name, double value);
/// From 0 to 1.
void require_share(std::string_view name, double value);
/// min < max, both finite.
void require_range(double min, double max);
/// min <= mode <= max, min < max, all finite.
void require_mode(double min, double mode, double max);
/// min <= max, neither NaN; either may be infinite.
void require_limits(std::string_view what, double min, double max);
/// @}

/// The shortest text that reads back as the same number.
std::string number_text(double value);

}  // namespace plancast

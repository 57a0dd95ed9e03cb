#include "engine/distributions/parameter_checks.hpp"

#include <fmt/format.h>

#include <cmath>

#include "engine/core/error.hpp"

namespace plancast {

void require_finite(std::string_view name, double value) {
    if (!std::isfinite(value))
        throw InvalidInput(fmt::format("{} must be a finite number, is {}", name, value));
}

void require_positive(std::string_view name, double value) {
    require_finite(name, value);
    if (value <= 0) throw InvalidInput(fmt::format("{} must be above 0, is {}", name, value));
}

void require_share(std::string_view name, double value) {
    if (!(value >= 0 && value <= 1))
        throw InvalidInput(fmt::format("{} must be from 0 to 1, is {}", name, value));
}

void require_range(double min, double max) {
    require_finite("min", min);
    require_finite("max", max);
    if (min >= max)
        throw InvalidInput(
            fmt::format("min must be below max, but min is {} and max is {}", min, max));
    if (!std::isfinite(max - min))
        throw InvalidInput(fmt::format("the range from {} to {} is too wide", min, max));
}

void require_mode(double min, double mode, double max) {
    require_finite("mode", mode);
    require_range(min, max);
    if (mode < min || mode > max)
        throw InvalidInput(
            fmt::format("mode must lie between min and max ({} to {}), is {}", min, max, mode));
}

void require_limits(std::string_view what, double min, double max) {
    if (std::isnan(min) || std::isnan(max))
        throw InvalidInput(
            fmt::format("the limits of {} must be numbers, are {} and {}", what, min, max));
    if (min > max)
        throw InvalidInput(fmt::format(
            "min must not be above max in {}, but min is {} and max is {}", what, min, max));
}

std::string number_text(double value) { return fmt::format("{}", value); }

}  // namespace plancast

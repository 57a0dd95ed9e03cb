#include "engine/report/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/report/phrases.hpp"

namespace plancast {

namespace {

/// Groups the whole part of a plain number and puts the language's decimal sign.
std::string localised(const std::string& plain, Language language) {
    const std::size_t first = plain.find_first_of("0123456789");
    if (first == std::string::npos) return plain;
    std::size_t end = first;
    while (end < plain.size() && plain[end] >= '0' && plain[end] <= '9') ++end;
    const char group = language == Language::vi ? '.' : ',';
    // Four digits are as readable without a sign between them, and may be a year.
    const bool grouped = end - first > 4;
    std::string text = plain.substr(0, first);
    for (std::size_t i = first; i < end; ++i) {
        if (grouped && i > first && (end - i) % 3 == 0) text += group;
        text += plain[i];
    }
    for (std::size_t i = end; i < plain.size(); ++i)
        text += plain[i] == '.' && language == Language::vi ? ',' : plain[i];
    return text;
}

std::string not_finite_text(double number) {
    if (std::isnan(number)) return "NaN";
    return number > 0 ? "inf" : "-inf";
}

/// One significant digit, rounded up: a bound that may not promise too much.
std::string rounded_up(double percent, Language language) {
    const int decimals = std::max(0, -static_cast<int>(std::floor(std::log10(percent))));
    const double step = std::pow(10.0, -decimals);
    // The quotient may lie a rounding error above a whole number.
    const double steps = std::ceil(percent / step * (1 - 1e-12));
    return decimal_text(steps * step, decimals, language);
}

std::string rounded_down_from_100(double percent, Language language) {
    const double missing = 100 - percent;
    const int decimals = std::max(0, -static_cast<int>(std::floor(std::log10(missing))));
    const double step = std::pow(10.0, -decimals);
    return decimal_text(100 - std::ceil(missing / step * (1 - 1e-12)) * step, decimals, language);
}

bool rounds_to(double percent, double whole, int decimals) {
    return std::abs(percent - whole) < 0.5 * std::pow(10.0, -decimals);
}

/// The decimals that an interval in per cent allows, more where an end would show as 0 or 100.
int percent_decimals(const Probability& probability) {
    const double low = 100 * probability.interval[0];
    const double high = 100 * probability.interval[1];
    const double half = (high - low) / 2;
    int decimals = half > 0 ? static_cast<int>(std::ceil(-std::log10(half))) : 1;
    decimals = std::clamp(decimals, 0, 12);
    while (decimals < 12 && ((low > 0 && rounds_to(low, 0, decimals)) ||
                             (high < 100 && rounds_to(high, 100, decimals))))
        ++decimals;
    return decimals;
}

}  // namespace

std::string whole_text(std::uint64_t number, Language language) {
    return localised(fmt::format("{}", number), language);
}

std::string decimal_text(double number, int decimals, Language language) {
    if (!std::isfinite(number)) return not_finite_text(number);
    std::string plain = fmt::format("{:.{}f}", number, std::max(0, decimals));
    if (plain.front() == '-' && plain.find_first_of("123456789") == std::string::npos)
        plain.erase(0, 1);
    return localised(plain, language);
}

std::string significant_text(double number, int digits, Language language) {
    if (!std::isfinite(number)) return not_finite_text(number);
    if (number == 0) return "0";
    const double size = std::abs(number);
    if (size >= 1e12 || size < 1e-4)
        return localised(fmt::format("{:.{}e}", number, digits - 1), language);
    const int decimals = digits - 1 - static_cast<int>(std::floor(std::log10(size)));
    return decimal_text(number, decimals, language);
}

std::string plain_text(double number, Language language, int digits) {
    if (!std::isfinite(number)) return not_finite_text(number);
    return localised(fmt::format("{:.{}g}", number, digits), language);
}

int decimals_for(double scale) {
    if (!std::isfinite(scale) || !(scale > 0)) return -1;
    return std::clamp(1 - static_cast<int>(std::floor(std::log10(scale))), 0, 6);
}

std::string odds_text(const Probability& probability, std::uint64_t runs, Language language) {
    if (runs == 0) return "–";
    const double low = 100 * probability.interval[0];
    const double high = 100 * probability.interval[1];
    const std::string n = whole_text(runs, language);
    if (probability.met == 0) {
        return fmt::format(fmt::runtime(phrase(Phrase::none_of, language)), n,
                           rounded_up(high, language));
    }
    if (probability.met == runs) {
        return fmt::format(fmt::runtime(phrase(Phrase::all_of, language)), n,
                           rounded_down_from_100(low, language));
    }
    const int decimals = percent_decimals(probability);
    return fmt::format("{} % ({}–{})", decimal_text(100 * probability.value, decimals, language),
                       decimal_text(low, decimals, language),
                       decimal_text(high, decimals, language));
}

std::string aligned_odds_text(const Probability& probability, std::uint64_t runs,
                              Language language) {
    const std::string text = odds_text(probability, runs, language);
    const bool one_digit = text.size() > 1 && (text[1] == '.' || text[1] == ',' || text[1] == ' ');
    return probability.met > 0 && probability.met < runs && one_digit ? " " + text : text;
}

std::string short_odds_text(const Probability& probability, std::uint64_t runs, Language language) {
    if (runs == 0) return "–";
    const std::string n = whole_text(runs, language);
    if (probability.met == 0)
        return fmt::format(fmt::runtime(phrase(Phrase::none_of_short, language)), n);
    if (probability.met == runs)
        return fmt::format(fmt::runtime(phrase(Phrase::all_of_short, language)), n);
    return decimal_text(100 * probability.value, percent_decimals(probability), language) + " %";
}

std::string chance_text(const Probability& chance, Language language) {
    const int decimals = percent_decimals(chance);
    const auto text = [&](double fraction) {
        const double percent = 100 * fraction;
        if (percent >= 1 && percent <= 99) return decimal_text(percent, decimals, language);
        // Near 100 % the distance to it is what has digits.
        if (percent > 99 && percent < 100) return rounded_down_from_100(percent, language);
        return significant_text(percent, 2, language);
    };
    return fmt::format("{} % ({}–{})", text(chance.value), text(chance.interval[0]),
                       text(chance.interval[1]));
}

std::string bar_text(double fraction, std::size_t cells) {
    constexpr std::array<std::string_view, 8> eighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    if (!(fraction > 0)) return {};
    const double whole = std::min(fraction, 1.0) * 8 * static_cast<double>(cells);
    const auto steps = std::max<std::size_t>(1, static_cast<std::size_t>(whole));
    std::string bar;
    for (std::size_t i = 0; i < steps / 8; ++i) bar += "█";
    bar += eighths[steps % 8];
    return bar;
}

}  // namespace plancast

#include "engine/cli/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/cli/terminal.hpp"
#include "engine/report/display_width.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/phrases.hpp"

namespace plancast {

namespace {

constexpr std::size_t bar_cells = 30;

std::string duration_text(double seconds) {
    const auto whole = static_cast<std::uint64_t>(std::llround(seconds));
    if (whole < 60) return fmt::format("{} s", whole);
    if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
    return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
}

}  // namespace

std::string progress_text(std::uint64_t done, std::uint64_t runs, double seconds,
                          Language language) {
    const double fraction = std::clamp(
        static_cast<double>(done) / static_cast<double>(std::max<std::uint64_t>(runs, 1)), 0.0,
        1.0);
    const double rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
    std::string left;
    if (rate > 0 && done < runs) left = duration_text(static_cast<double>(runs - done) / rate);
    return fmt::format(fmt::runtime(phrase(Phrase::progress, language)),
                       pad_right(bar_text(fraction, bar_cells), bar_cells),
                       static_cast<int>(100 * fraction),
                       whole_text(static_cast<std::uint64_t>(rate), language), left);
}

ProgressBar::ProgressBar(std::uint64_t runs, bool enabled, Language language)
    : runs_(runs), enabled_(enabled), language_(language) {}

ProgressBar::~ProgressBar() { clear(); }

void ProgressBar::update(std::uint64_t done) {
    if (!enabled_) return;
    const auto now = Clock::now();
    const bool due = now - last_ >= std::chrono::milliseconds(100);
    if (now - start_ < std::chrono::seconds(1) || !due) return;
    last_ = now;
    drawn_ = true;
    const double seconds = std::chrono::duration<double>(now - start_).count();
    say("\r\x1b[K" + progress_text(done, runs_, seconds, language_));
}

void ProgressBar::clear() {
    if (drawn_) say("\r\x1b[K");
    drawn_ = false;
}

}  // namespace plancast

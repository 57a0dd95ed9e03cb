#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace plancast {

/// How many columns of a terminal a UTF-8 text takes: combining marks none, East Asian wide
/// characters two. Control characters take none; invalid bytes one each.
std::size_t display_width(std::string_view text);

/// The text cut to @p width columns, with "…" as its end where something was left out. Never cuts
/// between a letter and its marks, nor within a number that stands behind something else.
std::string cut_to(std::string_view text, std::size_t width);

/// Cut to @p width and filled up with spaces behind (or before).
std::string pad_right(std::string_view text, std::size_t width);
std::string pad_left(std::string_view text, std::size_t width);

}  // namespace plancast

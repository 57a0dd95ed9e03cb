#pragma once

#include <span>
#include <string>
#include <string_view>

namespace plancast {

/// The candidate that a user most likely meant by @p name, or "" where none is near.
///
/// Optimal string alignment distance (Damerau 1964: insertion, deletion, substitution, swap of
/// neighbours) over code points, A to Z taken as a to z; "near" is at most a third of the longer
/// word, and one edit for short words. Among equals the first candidate wins.
std::string nearest_name(std::string_view name, std::span<const std::string> candidates);

}  // namespace plancast

#pragma once

#include <string>

#include "engine/core/error.hpp"

namespace plancast {

/// A problem as a user reads it, ending in a line break:
///
///     models/ward.toml:41:12: error: unknown name 'produkt' in series 'revenue'
///        41 | value = "prev(revenue) * (1 + 1.1 * growth(produkt))"
///           |                                            ^~~~~~~
///     did you mean 'product'? (declared at line 30)
///
/// Without a line in a file, the first line alone ("error: ..." or "FILE: error: ..."). Lines of
/// more than 160 characters are cut around the caret; control characters are not passed on to the
/// terminal.
std::string render(const Problem& problem);

/// All problems, then their number: "3 errors, 1 warning".
std::string render(const InvalidInput& input);

}  // namespace plancast

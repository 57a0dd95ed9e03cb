#pragma once

#include <cstdio>
#include <cstdlib>

/// Checks what the calling code promises; a violation is our mistake, never the user's.
/// Compiled in where PLANCAST_CONTRACTS is defined (dev and sanitised builds).
#ifdef PLANCAST_CONTRACTS
#define PLANCAST_EXPECTS(condition)                                                      \
    do {                                                                                 \
        if (!(condition)) ::plancast::contract_violated(#condition, __FILE__, __LINE__); \
    } while (false)
#else
#define PLANCAST_EXPECTS(condition) static_cast<void>(0)
#endif

namespace plancast {

[[noreturn]] inline void contract_violated(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "%s:%d: contract violated: %s\n", file, line, condition);
    std::abort();
}

}  // namespace plancast

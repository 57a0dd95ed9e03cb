// The precompiled header is built for this file; main.cpp needs the header with another macro.
#include "tests/support/catch.hpp"

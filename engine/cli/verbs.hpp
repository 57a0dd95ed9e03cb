#pragma once

#include "engine/cli/arguments.hpp"

namespace plancast {

/// The exit statuses of the program.
enum ExitStatus : int { done = 0, machine_failed = 1, invalid_input = 2, interrupted = 130 };

// Each does what its verb says and prints the answer.
// @returns The exit status where nothing was thrown.
// @throws InvalidInput, MachineFailure, OutputClosed

ExitStatus check(const CheckArguments& arguments);
ExitStatus run(const RunArguments& arguments);
ExitStatus show(const ShowArguments& arguments);
ExitStatus replay(const ReplayArguments& arguments);
ExitStatus compare(const CompareArguments& arguments);
ExitStatus sensitivity(const SensitivityArguments& arguments);
ExitStatus discover(const DiscoverArguments& arguments);
ExitStatus verify(const VerifyArguments& arguments);
ExitStatus explain(const ExplainArguments& arguments);

}  // namespace plancast

#pragma once

/// What a program that uses plancast as a library includes: plans from files (load_plan) or written
/// in C++ (PlanDraft), the odds of their targets (simulate_plan), single runs (run_path.hpp),
/// mistakes as people read them (render).

#include "engine/analysis/run_path.hpp"
#include "engine/analysis/simulate_plan.hpp"
#include "engine/core/error.hpp"
#include "engine/core/render.hpp"
#include "engine/core/version.hpp"
#include "engine/models/plan_draft.hpp"
#include "engine/scenarios/scenario.hpp"

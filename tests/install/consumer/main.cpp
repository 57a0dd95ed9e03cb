#include <plancast.hpp>

#include <cmath>
#include <iostream>

using namespace plancast;

namespace {

/// Revenue of 100 that grows five times by the same drawn rate.
PlanDraft bakery() {
    PlanDraft draft("bakery");
    draft.section("model").set("title.en", "A bakery").set("years", list({2026, 2030}));
    draft.entry("inputs", "growth")
        .set("unit", "1/year")
        .set("normal", table({{"mean", 0.05}, {"sd", 0.02}}))
        .set("status", "assumed")
        .set("source", "a guess");
    draft.entry("series", "revenue")
        .set("unit", "mn VND")
        .set("base", 100)
        .set("value", "prev(revenue) * (1 + growth)");
    draft.entry("targets", "revenue").set("measure", "revenue").set("at_least", "130 mn VND");
    return draft;
}

bool odds_are_right() {
    const PlanDraft draft = bakery();
    Plan plan = load_plan(draft);  // or load_plan("bakery.toml")
    plan.run.runs = 20000;
    for (const TargetSummary& target : simulate_plan(plan).targets) {
        const auto [low, high] = target.probability.interval;
        std::cout << target.id << ": " << target.probability.value << " (" << low << " to " << high
                  << ")\n";
    }
    // P(growth >= 1.3^(1/5) - 1); 4.9 standard errors of 20,000 runs leave a false alarm of 1e-6.
    const double z = (std::pow(1.3, 0.2) - 1 - 0.05) / 0.02;
    const double exact = 0.5 * std::erfc(z / std::sqrt(2));
    const double found = simulate_plan(plan).targets.front().probability.value;
    return std::fabs(found - exact) < 4.9 * std::sqrt(exact * (1 - exact) / 20000);
}

bool mistakes_are_explained() {
    PlanDraft draft = bakery();
    draft.entry("series", "revenue").set("value", "prev(revenu) * (1 + growth)");
    try {
        load_plan(draft);
    } catch (const InvalidInput& wrong) {
        const std::string said = render(wrong);
        std::cout << said;
        return said.find("bakery:") == 0 &&
               said.find("did you mean 'revenue'?") != std::string::npos;
    }
    return false;
}

}  // namespace

int main() { return odds_are_right() && mistakes_are_explained() ? 0 : 1; }

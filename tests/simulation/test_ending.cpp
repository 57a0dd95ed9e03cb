#include "tests/support/catch.hpp"

#include <atomic>
#include <chrono>
#include <stdexcept>

#include "tests/simulation/small_plan.hpp"

using namespace plancast;

namespace {

SmallPlan noisy_plan() {
    SmallPlan plan;
    plan.series(plan.apply(Operation::exponential, plan.uniform(3)));
    plan.target(plan.uniform(4), plan.uniform(4),
                plan.apply(Operation::less, plan.uniform(4), plan.number(0.25)));
    return plan;
}

/// Asks the simulation to stop once it was given so many segments.
class StoppingSink final : public CollectingSink {
public:
    StoppingSink(std::uint64_t runs, std::size_t columns, std::size_t segments)
        : CollectingSink(runs, columns), segments_(segments) {}
    void write(const Segment& segment) override {
        CollectingSink::write(segment);
        if (run_counts.size() == segments_) stop = true;
    }
    std::atomic<bool> stop = false;

private:
    std::size_t segments_;
};

}  // namespace

TEST_CASE("simulate: stopped from outside, it ends with whole segments and no gap",
          "[simulation][parallel]") {
    constexpr std::uint64_t runs = 200 * segment_runs;
    const SmallPlan plan = noisy_plan();
    StoppingSink sink(runs, plan.all_outputs().size(), 2);
    SimulationOptions options;
    options.runs = runs;
    options.threads = GENERATE(1, 2, 7);
    options.stored = plan.all_outputs();
    options.sink = &sink;
    options.stop = &sink.stop;
    const SimulationTotals stopped =
        simulate(plan.program(), plan.columns, RandomDesign(9), options);

    CHECK(stopped.interrupted);
    CHECK(stopped.runs >= 2 * segment_runs);
    // Two written, four buffers full or at work, one claimed meanwhile.
    CHECK(stopped.runs <= 7 * segment_runs);
    CHECK(stopped.runs % segment_runs == 0);
    CHECK(sink.run_counts.size() == stopped.runs / segment_runs);
    bool no_gap = true;
    for (std::uint64_t run = 0; run < runs; ++run) {
        no_gap &= sink.times_seen[static_cast<std::size_t>(run)] == (run < stopped.runs ? 1 : 0);
    }
    CHECK(no_gap);

    // What is there is what a shorter simulation gives.
    SimulationOptions shorter;
    shorter.runs = stopped.runs;
    const SimulationTotals expected =
        simulate(plan.program(), plan.columns, RandomDesign(9), shorter);
    CHECK(difference(stopped, expected) == "");
}

TEST_CASE("simulate: stopped before it began, it has no runs", "[simulation]") {
    const SmallPlan plan = noisy_plan();
    const std::atomic<bool> stop = true;
    SimulationOptions options;
    options.stop = &stop;
    const SimulationTotals totals =
        simulate(plan.program(), plan.columns, RandomDesign(9), options);
    CHECK(totals.interrupted);
    CHECK(totals.runs == 0);
    CHECK(totals.series_sample[0].empty());
}

TEST_CASE("simulate: progress comes from the calling thread, grows, and ends with all runs",
          "[simulation][parallel]") {
    constexpr std::uint64_t runs = 6 * segment_runs;
    const SmallPlan plan = noisy_plan();

    // A slow sink, so that there is time for more than the last call.
    class SlowSink final : public SegmentSink {
    public:
        void write(const Segment&) override {
            std::this_thread::sleep_for(std::chrono::milliseconds(120));
        }
    } sink;
    std::vector<std::uint64_t> reports;
    bool same_thread = true;
    SimulationOptions options;
    options.runs = runs;
    options.threads = 2;
    options.stored = {0};
    options.sink = &sink;
    options.progress = [&, caller = std::this_thread::get_id()](std::uint64_t done) {
        reports.push_back(done);
        same_thread &= std::this_thread::get_id() == caller;
    };
    simulate(plan.program(), plan.columns, RandomDesign(9), options);
    CHECK(same_thread);
    CHECK(reports.size() >= 2);
    CHECK(std::is_sorted(reports.begin(), reports.end()));
    CHECK(reports.back() == runs);
}

TEST_CASE("simulate: what progress throws ends the simulation and comes out", "[simulation]") {
    const SmallPlan plan = noisy_plan();
    SimulationOptions options;
    options.runs = 1000;
    options.progress = [](std::uint64_t) { throw std::domain_error("enough"); };
    CHECK_THROWS_AS(simulate(plan.program(), plan.columns, RandomDesign(9), options),
                    std::domain_error);
}

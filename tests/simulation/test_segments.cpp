#include "tests/support/catch.hpp"

#include <chrono>
#include <stdexcept>

#include "engine/simulation/segment_ring.hpp"
#include "tests/simulation/small_plan.hpp"

using namespace plancast;

namespace {

/// Stored columns: the run's number and its square.
SmallPlan run_and_square() {
    SmallPlan plan;
    plan.series(plan.run());
    plan.series(plan.apply(Operation::multiply, plan.run(), plan.run()));
    return plan;
}

SimulationOptions store_all(const SmallPlan& plan, std::uint64_t runs, SegmentSink& sink) {
    SimulationOptions options;
    options.runs = runs;
    options.threads = 2;
    options.stored = plan.all_outputs();
    options.sink = &sink;
    return options;
}

class SlowSink final : public CollectingSink {
public:
    using CollectingSink::CollectingSink;
    void write(const Segment& segment) override {
        // Long enough that the calculation has to wait for a buffer.
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        CollectingSink::write(segment);
    }
};

class DiskFull : public std::runtime_error {
public:
    DiskFull() : std::runtime_error("disk full") {}
};

class FailingSink final : public SegmentSink {
public:
    explicit FailingSink(int segments) : left_(segments) {}
    void write(const Segment&) override {
        ++calls;
        if (left_-- == 0) throw DiskFull();
    }
    int calls = 0;

private:
    int left_;
};

}  // namespace

TEST_CASE("simulate: the sink gets every run exactly once, from one thread",
          "[simulation][parallel]") {
    constexpr std::uint64_t runs = 12 * segment_runs + 100;
    const SmallPlan plan = run_and_square();
    SlowSink sink(runs, 2);
    SimulationOptions options = store_all(plan, runs, sink);
    options.threads = GENERATE(1, 2, 7);
    simulate(plan.program(), plan.columns, RunNumberDesign(), options);

    bool each_once = true;
    bool right_values = true;
    for (std::size_t run = 0; run < runs; ++run) {
        const double value = static_cast<double>(run);
        each_once &= sink.times_seen[run] == 1;
        right_values &= sink.values[0][run] == value && sink.values[1][run] == value * value;
    }
    CHECK(each_once);
    CHECK(right_values);
    CHECK(sink.rest_is_zero);
    CHECK(sink.threads.size() == 1);
    REQUIRE(sink.run_counts.size() == 13);
    for (const auto& [first_run, run_count] : sink.run_counts) {
        CHECK(first_run % segment_runs == 0);
        CHECK(run_count == (first_run == 12 * segment_runs ? 100 : segment_runs));
    }
    // The memory for what is stored is these buffers, however many runs there are.
    CHECK(sink.buffers.size() <= ring_buffer_count(2, 13));
}

TEST_CASE("simulate: only what was asked for is stored, in the order asked for", "[simulation]") {
    const SmallPlan plan = run_and_square();
    CollectingSink sink(100, 1);
    SimulationOptions options = store_all(plan, 100, sink);
    options.stored = {1};
    simulate(plan.program(), plan.columns, RunNumberDesign(), options);
    CHECK(sink.values[0][7] == 49);

    CollectingSink swapped(100, 2);
    options.stored = {1, 0};
    options.sink = &swapped;
    simulate(plan.program(), plan.columns, RunNumberDesign(), options);
    CHECK(swapped.values[0][7] == 49);
    CHECK(swapped.values[1][7] == 7);
}

TEST_CASE("ring_buffer_count: bounded by memory, by need, and never below two where two are needed",
          "[simulation]") {
    CHECK(ring_buffer_count(10, 1000) == 4);
    CHECK(ring_buffer_count(10, 1) == 1);
    CHECK(ring_buffer_count(10, 3) == 3);
    CHECK(ring_buffer_count(0, 1000) == 4);
    CHECK(ring_buffer_count(600, 1000) == 4);  // 79 MB each
    CHECK(ring_buffer_count(800, 1000) == 3);  // 105 MB each
    CHECK(ring_buffer_count(100'000, 1000) == 2);
    for (std::size_t columns = 1; columns <= 1280; columns += 7) {
        CHECK(ring_buffer_count(columns, 1000) * columns * segment_runs * sizeof(double) <=
              ring_bytes);
    }
}

TEST_CASE("simulate: what the sink throws ends the simulation and comes out",
          "[simulation][parallel]") {
    const SmallPlan plan = run_and_square();
    const int good_segments = GENERATE(0, 3, 39);
    FailingSink sink(good_segments);
    SimulationOptions options = store_all(plan, 40 * segment_runs, sink);
    options.threads = GENERATE(1, 7);
    CHECK_THROWS_AS(simulate(plan.program(), plan.columns, RunNumberDesign(), options), DiskFull);
    CHECK(sink.calls == good_segments + 1);
}

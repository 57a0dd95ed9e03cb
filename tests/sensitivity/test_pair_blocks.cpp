#include "engine/sensitivity/pair_blocks.hpp"

#include <atomic>
#include <stdexcept>

#include "engine/sensitivity/base_points.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

/// Fails at one block, in its work or when it delivers.
class Failing final : public PairWorker {
public:
    Failing(std::uint64_t pair, bool on_delivery) : pair_(pair), on_delivery_(on_delivery) {}

    void work(std::uint64_t first, std::size_t) override {
        first_ = first;
        fail(!on_delivery_);
    }
    void deliver() override { fail(on_delivery_); }

private:
    void fail(bool here) const {
        if (here && first_ == pair_) throw std::runtime_error("no memory");
    }

    std::uint64_t pair_, first_ = 0;
    bool on_delivery_;
};

}  // namespace

TEST_CASE("work_on_pairs: what fails in a thread is thrown to the caller",
          "[sensitivity][parallel]") {
    constexpr std::uint64_t pairs = 40 * points_a_block;
    for (const int threads : {1, 4}) {
        for (const bool on_delivery : {false, true}) {
            for (const std::uint64_t block : {0u, 7u, 39u}) {
                CAPTURE(threads, on_delivery, block);
                std::uint64_t done = 0;
                const std::function<void(std::uint64_t)> progress = [&](std::uint64_t pair) {
                    done = pair;
                };
                const PairWork work{pairs, threads, progress};
                CHECK_THROWS_WITH(work_on_pairs(work,
                                                [&] {
                                                    return std::make_unique<Failing>(
                                                        block * points_a_block, on_delivery);
                                                }),
                                  "no memory");
                CHECK(done <= block * points_a_block);
            }
        }
    }
    const std::function<void(std::uint64_t)> progress = [](std::uint64_t) {
        throw std::runtime_error("nobody listens");
    };
    const PairWork work{pairs, 2, progress};
    CHECK_THROWS_WITH(work_on_pairs(work, [&] { return std::make_unique<Failing>(pairs, false); }),
                      "nobody listens");
}

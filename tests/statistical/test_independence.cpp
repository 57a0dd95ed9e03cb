#include "tests/support/catch.hpp"

#include <string>
#include <vector>

#include "tests/statistical/checks.hpp"

using namespace plancast;

namespace {

/// Keeps the first stored column of all runs.
class ColumnSink final : public SegmentSink {
public:
    explicit ColumnSink(std::size_t runs) : values(runs) {}
    void write(const Segment& segment) override {
        const std::span<const double> column = segment.column(0);
        std::copy(column.begin(), column.end(),
                  values.begin() + static_cast<std::ptrdiff_t>(segment.first_run));
    }
    std::vector<double> values;
};

/// The moments of z(i) z(i + lag); their mean is 0 where the runs are independent.
Moments products_at_lag(const std::vector<double>& z, std::size_t lag) {
    Moments products;
    for (std::size_t i = 0; i + lag < z.size(); ++i) products.add(z[i] * z[i + lag]);
    return products;
}

}  // namespace

TEST_CASE("streams of alike names, and the years of one stream, are uncorrelated",
          "[statistical]") {
    Experiment experiment;
    Graph& graph = experiment.graph;
    std::vector<NodeId> z;
    for (int member = 0; member < 8; ++member) {
        for (int year = 2026; year <= 2028; ++year) {
            const std::string name = "growth[" + std::to_string(member) + "]";
            z.push_back(
                graph.apply(Operation::normal_quantile, graph.draw(stream_key(name), year)));
        }
    }
    for (std::size_t i = 0; i < z.size(); ++i) {
        for (std::size_t j = i + 1; j < z.size(); ++j) {
            experiment.observe(graph.apply(Operation::multiply, z[i], z[j]));
        }
    }
    // 276 pairs: a false-alarm rate of 2.8e-4 for all of them together.
    const std::vector<Moments> products = experiment.run(100'000, 3).series;
    REQUIRE(products.size() == 276);
    for (const Moments& product : products) CHECK(mean_is_plausible(product, 0));
}

TEST_CASE("runs are independent, also across blocks, units and segments", "[statistical]") {
    constexpr std::size_t runs = 200'000;
    Experiment experiment;
    experiment.observe(experiment.normal("z", 0, 1));
    ColumnSink sink(runs);
    experiment.run(runs, 8, &sink);
    // A stream that began again with each block, unit or segment would repeat itself.
    for (const std::size_t lag : {1u, 2u, 3u, 4u, 8u, 256u, 2048u, 10'000u, 16'384u, 65'536u}) {
        INFO("lag " << lag);
        CHECK(mean_is_plausible(products_at_lag(sink.values, lag), 0));
    }
    std::vector<double> repeating = sink.values;
    for (std::size_t i = 2048; i < runs; ++i) repeating[i] = repeating[i % 2048];
    CHECK_FALSE(mean_is_plausible(products_at_lag(repeating, 2048), 0));
}

TEST_CASE("seeds give independent worlds", "[statistical]") {
    constexpr std::size_t runs = 100'000;
    const auto column = [](std::uint64_t seed) {
        Experiment experiment;
        experiment.observe(experiment.normal("z", 0, 1));
        ColumnSink sink(runs);
        experiment.run(runs, seed, &sink);
        return sink.values;
    };
    const std::vector<double> zero = column(0);
    for (const std::uint64_t seed : {std::uint64_t{1}, std::uint64_t{2}, std::uint64_t{1} << 32}) {
        const std::vector<double> other = column(seed);
        Moments products;
        for (std::size_t i = 0; i < runs; ++i) products.add(zero[i] * other[i]);
        CHECK(mean_is_plausible(products, 0));
    }
}

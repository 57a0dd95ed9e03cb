#include "tests/support/catch.hpp"

#include "tests/sensitivity/draws.hpp"
#include "tests/sensitivity/gaussian.hpp"

using namespace plancast;

TEST_CASE("first: by hand, from two classes", "[sensitivity]") {
    // 32 runs, x in {0, 1}, y = x + {-1, 1}: variance between 1/4, within 1, eta^2 = 1/5;
    // adjusted 1 - 4/5 * 31/30.
    Column x, y;
    for (int k = 0; k < 32; ++k) {
        x.push_back(k / 2 % 2);
        y.push_back(x.back() + (k % 2 == 0 ? -1 : 1));
    }
    const GivenDataIndices found = given({x}).analyse(y);
    CHECK(found.inputs[0].first.value == Approx(1 - 0.8 * 31 / 30).epsilon(1e-12));
}

TEST_CASE("first: without adjustment an irrelevant input would stand out", "[sensitivity]") {
    // 64 classes of 4096 runs: without Kelley's adjustment about 63 / 4095 = 0.0154, 5.6 standard
    // deviations sqrt(2 * 63) / 4095 = 0.0027 from 0. Beyond 4 of them: 6e-5 of seeds.
    const std::size_t n = 4096;
    const GivenData data = given({normals(1, "x", n)});
    CHECK(data.classes() == 64);
    CHECK(std::abs(data.analyse(normals(1, "y", n)).inputs[0].first.value) < 4 * 0.0027);
}

TEST_CASE("first: a rare event is decided by its input", "[sensitivity]") {
    // y = [x > 0.9973]: E[y | x] is y. Among 256 classes the one at the bound mixes hits and misses
    // and keeps only 0.69 of the variance.
    const std::size_t n = 65536;
    const Column x = uniforms(5, "x", n);
    Column y;
    for (const double value : x) y.push_back(value > 0.9973 ? 1 : 0);
    const GivenData data = given({x, uniforms(5, "other", n)});
    CHECK(data.classes() == 256);
    CHECK(data.classes(0.05) == 512);
    CHECK(data.classes(0.0027) == 4096);
    const GivenDataIndices found = data.analyse(y);
    // 11 of 4,096 classes hold hits; one of them may hold misses too: at most 1/44 is lost.
    CHECK(found.inputs[0].first.value > 0.97);
    CHECK(found.inputs[0].first.value < 1 + 1e-9);
    // sqrt(2 * 4095) / 65535 = 0.0014
    CHECK(std::abs(found.inputs[1].first.value) < 4 * 0.0014);
}

TEST_CASE("smirnov and shift: strength and load of a reliability event", "[sensitivity]") {
    // R ~ N(4, 1), S ~ N(2, 1), failure R < S: P = Phi(-sqrt 2). Among failures R has density
    // phi(r - 4) Phi(2 - r) / P.
    const std::size_t n = 65536;
    Column r = normals(3, "R", n), s = normals(3, "S", n), failed(n);
    for (std::size_t k = 0; k < n; ++k) {
        r[k] += 4;
        s[k] += 2;
        failed[k] = r[k] < s[k] ? 1 : 0;
    }
    const double p = normal_cdf(-std::sqrt(2.0));
    const auto hit = [&](double x) { return normal_pdf(x - 4) * normal_cdf(2 - x) / p; };
    const auto miss = [&](double x) { return normal_pdf(x - 4) * normal_cdf(x - 2) / (1 - p); };
    double smirnov = 0;
    for (double x = 2; x < 4; x += 0.01)
        smirnov = std::max(smirnov, integral(hit, -6, x) - integral(miss, -6, x));
    // P(R of a hit > R of a miss) - P(<) = 2 P(>) - 1, as ties have probability 0.
    const double shift =
        2 * integral([&](double x) { return hit(x) * integral(miss, -6, x); }, -6, 14) - 1;
    const GivenDataIndices found = given({r, s, normals(3, "T", n)}).analyse(failed);
    REQUIRE(found.event);
    const InputIndices& strength = found.inputs[0];
    CHECK(errors_from(found.mean, p) < 6);
    CHECK(errors_from(strength.smirnov, smirnov) < 6);
    CHECK(strength.smirnov.standard_error < 0.01);
    CHECK(errors_from(strength.shift, shift) < 6);
    CHECK(strength.shift.value < -0.5);
    // The load mirrors the strength.
    CHECK(errors_from(found.inputs[1].smirnov, smirnov) < 6);
    CHECK(errors_from(found.inputs[1].shift, -shift) < 6);
    // Kolmogorov's distribution exceeds 2.0 with probability 6.7e-4.
    const double hits = p * static_cast<double>(n);
    CHECK(found.inputs[2].smirnov.value < 2.0 * std::sqrt(1 / hits));
    CHECK(errors_from(found.inputs[2].shift, 0) < 6);
    // Delta of an event: E|P(failure | R) - P|.
    const double delta = integral(
        [&](double x) { return std::abs(normal_cdf(2 - x) - p) * normal_pdf(x - 4); }, -6, 14);
    CHECK(errors_from(strength.delta, delta) < 6);
    CHECK(strength.delta.standard_error < 0.003);
}

TEST_CASE("smirnov and shift: by hand, with ties", "[sensitivity]") {
    // x = 1 in 3/4 of hits and 1/4 of misses: P(>) - P(<) = 9/16 - 1/16.
    Column x, hit;
    for (int k = 0; k < 256; ++k) {
        hit.push_back(k / 16 % 2);
        x.push_back((k / 32 % 4 == 0) == (hit.back() > 0) ? 0 : 1);
    }
    const InputIndices found = given({x}).analyse(hit).inputs[0];
    CHECK(found.smirnov.value == Approx(0.5).epsilon(1e-12));
    CHECK(found.shift.value == Approx(0.5).epsilon(1e-12));
    // E|P(hit | x) - 1/2| = 1/4. Each group of 16 runs holds half of each, which the correction for
    // margins from the same runs cannot know.
    CHECK(found.delta.value == Approx(0.25 * 16 / 15).epsilon(1e-6));
    CHECK(found.rank_correlation.value == Approx(0.5).epsilon(1e-6));
}

TEST_CASE("smirnov: only of events", "[sensitivity]") {
    const GivenDataIndices found = given({normals(4, "x", 256)}).analyse(normals(4, "y", 256));
    CHECK_FALSE(found.event);
    CHECK(std::isnan(found.inputs[0].smirnov.value));
    CHECK(std::isnan(found.inputs[0].shift.value));
}

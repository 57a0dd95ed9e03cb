#include "engine/analysis/verify.hpp"

#include <atomic>
#include <limits>
#include <memory>

#include "engine/scenarios/scenario.hpp"
#include "tests/analysis/studied_plan.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;
using namespace plancast::testing;

namespace {

/// root has no number in any run, y has one in each.
constexpr const char* model = R"toml(
[model]
[inputs.x]
uniform = { min = 1, max = 2 }
status = "assumed"
source = "-"
[series.y]
value = "x"
[series.root]
value = "sqrt(0 - x)"
[targets.t]
measure = "y"
at_least = 1.5
)toml";

SourceFilePtr table(const std::string& rows) {
    return std::make_shared<const SourceFile>(
        "known-answers.csv", "model,quantity,of,inputs,value,within,source\n" + rows);
}

std::vector<Verified> verified(
    const std::string& rows, VerifyOptions options, const std::function<void()>& on_load = [] {}) {
    options.runs = 4096;
    options.base_size = 1024;
    options.threads = 1;
    std::vector<Verified> all;
    verify(
        read_known_answers(table(rows)),
        [&](const std::string&) {
            on_load();
            return load_plan("model.toml", [](const std::string& path) {
                return std::make_shared<SourceFile>(path, model);
            });
        },
        options, [&](const Verified& one) { all.push_back(one); });
    return all;
}

}  // namespace

TEST_CASE("verify: what has no number does not pass", "[analysis]") {
    const std::vector<Verified> all =
        verified("m,mean,root,,1,0,-\nm,sd,root,,1,0,-\nm,mean,y,,1.5,0,-\n", {});
    REQUIRE(all.size() == 3);
    CHECK_FALSE(all[0].passed);
    CHECK_FALSE(all[1].passed);
    CHECK(all[2].passed);
}

TEST_CASE("verify: a standard deviation has the interval of replicates", "[analysis]") {
    const std::vector<Verified> all = verified("m,sd,y,,0.2886751346,1e-9,-\n", {});
    REQUIRE(all.size() == 1);
    CHECK(all[0].passed);
    // Student's t of 15 degrees of freedom: 2.131 for 95%.
    const Estimate& sd = all[0].obtained;
    CHECK((sd.interval[1] - sd.value) / sd.standard_error == Approx(2.131450).epsilon(1e-5));
}

TEST_CASE("verify: what was interrupted is not judged", "[analysis]") {
    for (const char* row :
         {"m,mean,y,,1.5,0,-\n", "m,probability,t,,0.5,0,-\n", "m,shapley,y,x,1,0,-\n",
          "m,delta,y,x,1,0,-\n", "m,mu_star,y,x,1,0,-\n"}) {
        CAPTURE(row);
        std::atomic<bool> stop = false;
        VerifyOptions options;
        options.stop = &stop;
        CHECK(verified(row, options, [&] { stop = true; }).empty());
    }
}

TEST_CASE("verify: rows that cannot be used are refused at their place", "[analysis]") {
    const auto place = [](const std::string& row) {
        try {
            verified(row, {});
        } catch (const InvalidInput& wrong) {
            const Problem& problem = wrong.problems().front();
            return std::to_string(problem.position.line) + ":" +
                   std::to_string(problem.position.column) + " " + problem.message;
        }
        return std::string{};
    };
    CHECK(place("m,mean,y,,nan,0,-\n").find("2:11 'nan' is not finite") == 0);
    CHECK(place("m,mean,y,,1,inf,-\n").find("2:13 'inf' is not finite") == 0);
    CHECK(place("m,mean,y,,1,-1,-\n").find("2:13 'within' is below 0") == 0);
    CHECK(place("").find("1:1 there is no answer in this file") == 0);
    CHECK(place("m,probability,nothing,,1,0,-\n") == "2:1 there is no target 'nothing'");
    for (const std::string of : {"", "point", "point x", "point 1x", "point -1", "point 4294967296",
                                 "point 99999999999999999999999"})
        CHECK(place("(sobol sequence),coordinate," + of + ",1,0.5,0,-\n") ==
              "2:1 '" + of + "' is no point of the sequence");
    CHECK(verified("(sobol sequence),coordinate,point 1,1,0.5,0,-\n", {}).at(0).passed);
}

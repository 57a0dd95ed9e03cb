#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "engine/distributions/named_law.hpp"
#include "engine/models/compile.hpp"
#include "engine/scenarios/scenario.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;

namespace {

using Files = std::map<std::string, std::string>;

const std::string head =
    "[model]\nyears = [2026, 2030]\n[sets]\nprovince = [\"north\", \"south\"]\n";
const std::string tail = "status = \"measured\"\nsource = \"a test\"\n";

std::string input(const std::string& law, const std::string& more = "") {
    return head + "[inputs.x]\n" + more + "empirical = { " + law + " }\n" + tail;
}

SourceReader reader_of(const Files& files) {
    return [files](const std::string& path) -> SourceFilePtr {
        const auto found = files.find(path);
        if (found == files.end()) throw InvalidInput("there is no such file");
        return std::make_shared<const SourceFile>(path, found->second);
    };
}

Plan load(const std::string& model, const std::string& csv) {
    return load_plan("m/model.toml", reader_of({{"m/model.toml", model}, {"m/data/x.csv", csv}}));
}

/// "file:line:column message | suggestion", a line each.
std::string said(const std::string& model, const std::string& csv) {
    std::string text;
    try {
        compile_plan(load(model, csv), false);
    } catch (const InvalidInput& wrong) {
        for (const Problem& p : wrong.problems())
            text += p.position.file + ":" + std::to_string(p.position.line) + ":" +
                    std::to_string(p.position.column) + " " + p.message + " | " + p.suggestion +
                    "\n";
    }
    return text;
}

std::vector<double> values(const Plan& plan, std::size_t member = 0) {
    std::vector<double> result;
    for (const Term& term : plan.inputs[0].law.lists.at(0).values.at(member))
        result.push_back(term.formula->value);
    return result;
}

const std::string column = "file = \"data/x.csv\", column = \"growth\"";

}  // namespace

TEST_CASE("columns: an input takes its values from a CSV file", "[scenarios]") {
    const Plan plan = load(input(column, "unit = \"%\"\n"), "year,growth\n2020, 3\n2021,4.5 %\n\n");
    CHECK(values(plan) == std::vector<double>{3, 4.5});
    // The file is a source of the plan, by which it can be loaded again.
    REQUIRE(plan.sources.size() == 2);
    CHECK(plan.sources[1]->path() == "m/data/x.csv");
    CHECK(values(load(input(column), "\"growth\"\tyear\n1\t2020\n-2e1\t2021\n")) ==
          std::vector<double>{1, -20});
    CHECK(values(load(input("file = \"data/x.csv\", column = 'gro;w\"th'"),
                      "a;\"gro;w\"\"th\"\n1;2\n")) == std::vector<double>{2});
}

TEST_CASE("columns: of the rows that are meant, by member", "[scenarios]") {
    const std::string csv = "province,sector,growth\nnorth,trade,1\nsouth,trade,2\nnorth,farms,3\n";
    CHECK(values(load(input(column + ", where = { province = \"north\" }"), csv)) ==
          std::vector<double>{1, 3});
    const Plan plan = load(input(column + ", where = { north = { province = \"north\" }, south = { "
                                          "province = \"south\", sector = \"trade\" } }",
                                 "over = \"province\"\n"),
                           csv);
    CHECK(values(plan, 0) == std::vector<double>{1, 3});
    CHECK(values(plan, 1) == std::vector<double>{2});
    const Plan wide = load(input("file = \"data/x.csv\", column = { north = \"a\", south = \"b\" }",
                                 "over = \"province\"\n"),
                           "a,b\n1,2\n3,4\n");
    CHECK(values(wide, 0) == std::vector<double>{1, 3});
    CHECK(values(wide, 1) == std::vector<double>{2, 4});
}

TEST_CASE("columns: what is wrong is said with the place in the file", "[scenarios]") {
    CHECK(said(input(column), "year,growht\n2020,3\n") ==
          "m/model.toml:6:45 'm/data/x.csv' has no column 'growth' | did you mean 'growht'?\n");
    CHECK(said(input(column), "year,growth\n2020,three\n") ==
          "m/data/x.csv:2:6 'three' in column 'growth' is not a number | fill it in, or leave the "
          "row out: where = { ... }\n");
    CHECK(said(input(column), "year,growth\n2020,3\n2021,\n") ==
          "m/data/x.csv:3:6 an empty cell in column 'growth' | fill it in, or leave the row out: "
          "where = { ... }\n");
    CHECK(said(input(column), "year,growth\n2020,NaN\n").find("'NaN' in column 'growth'") !=
          std::string::npos);
    CHECK(said(input(column), "year;growth\n2020;3,5\n").find("a decimal point") !=
          std::string::npos);
    CHECK(said(input(column), "year,growth\n2020,3,5\n") ==
          "m/data/x.csv:2:1 this line has 3 cells, the first line names 2 columns | a text that "
          "holds a separator stands in quotes; numbers have no separator of thousands\n");
    CHECK(
        said(input(column), "year,growth\n2020,\"3\n").find("m/data/x.csv:2:6 this quote is not") ==
        0);
    CHECK(said(input(column), "growth,growth\n1,2\n").find("two columns are called 'growth'") !=
          std::string::npos);
    CHECK(said(input(column), "year,growth\n")
              .find("column 'growth' of 'm/data/x.csv' has no values") != std::string::npos);
    CHECK(said(input(column + ", where = { year = \"1999\" }"), "year,growth\n2020,3\n")
              .find("no row of 'm/data/x.csv' has year = \"1999\"") != std::string::npos);
    CHECK(said(input(column + ", where = { yaer = \"1999\" }"), "year,growth\n2020,3\n")
              .find("did you mean 'year'?") != std::string::npos);
    CHECK(said(input("file = \"../x.csv\", column = \"a\""), "a\n1\n")
              .find("leads out of the model's folder") != std::string::npos);
    CHECK(said(input("file = \"data/x.csv\""), "a\n1\n")
              .find("empirical of input 'x' has no 'column'") != std::string::npos);
}

TEST_CASE("columns: a scenario may name another file of the model's folder", "[scenarios]") {
    const Files files = {
        {"m/model.toml", input("values = [1, 2]")},
        {"m/new.csv", "growth\n7\n8\n"},
        {"s/one.toml",
         "[scenario]\nextends = \"../m/model.toml\"\n[inputs.x]\nempirical = { file "
         "= \"new.csv\", column = \"growth\" }\n"}};
    const Plan plan = load_plan("s/one.toml", reader_of(files));
    CHECK(values(plan) == std::vector<double>{7, 8});
    CHECK(plan.sources.back()->path() == "m/new.csv");
}

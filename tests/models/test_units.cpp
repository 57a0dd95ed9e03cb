#include "tests/support/catch.hpp"

#include <random>
#include <string>
#include <vector>

#include "engine/models/units.hpp"

using plancast::common_unit;
using plancast::conversion_factor;
using plancast::named_unit;
using plancast::parse_quantity;
using plancast::power;
using plancast::product;
using plancast::quotient;
using plancast::same_dimensions;
using plancast::same_unit;
using plancast::square_root;
using plancast::Unit;
using plancast::UnitTable;

namespace {

using Powers = std::map<std::string, int>;

UnitTable words() {
    UnitTable units;
    REQUIRE(units.declare("enterprise", {"enterprises"}));
    return units;
}

Unit unit(const std::string& text) {
    static const UnitTable units = words();
    std::string error;
    const auto parsed = units.parse(text, error);
    INFO(text << ": " << error);
    REQUIRE(parsed);
    return *parsed;
}

std::string mistake(const std::string& text) {
    static const UnitTable units = words();
    std::string error;
    return units.parse(text, error) ? "parsed" : error;
}

}  // namespace

TEST_CASE("UnitTable::parse: dimensions and scale", "[models]") {
    struct Case {
        std::string text;
        double scale;
        Powers dimensions;
    };
    const std::string constant = "VND of constant prices";
    const std::string current = "VND of current prices";
    const std::vector<Case> cases{
        {"1", 1, {}},
        {"%", 0.01, {}},
        {"\u2030", 0.001, {}},
        {"percentage points", 0.01, {{"percentage point", 1}}},
        {"pp", 0.01, {{"percentage point", 1}}},
        {"pp/year", 0.01, {{"percentage point", 1}}},
        {"1/year", 1, {}},
        {"% per year", 0.01, {}},
        {"/year", 1, {}},
        {"people", 1, {{"person", 1}}},
        {"million people", 1e6, {{"person", 1}}},
        {"enterprises / 1,000 people", 1e-3, {{"enterprise", 1}, {"person", -1}}},
        {"enterprises per 1 000 people", 1e-3, {{"enterprise", 1}, {"person", -1}}},
        {"per 1000 people", 1e-3, {{"person", -1}}},
        {"bn VND", 1e9, {{"VND", 1}}},
        {"t\u1ef7 \u0111\u1ed3ng", 1e9, {{"VND", 1}}},
        {"triệu đ/người", 1e6, {{"VND", 1}, {"person", -1}}},
        {"tạ/ha", 1e-2, {{"kg", 1}, {"m", -2}}},
        {"hộ/tháng", 12, {{"household", 1}}},
        {"thousand bn VND", 1e12, {{"VND", 1}}},
        {"k VND", 1e3, {{"VND", 1}}},
        {"bn VND, constant prices", 1e9, {{constant, 1}}},
        {"bn VND,current prices", 1e9, {{current, 1}}},
        {"constant VND", 1, {{constant, 1}}},
        {"bn current VND", 1e9, {{current, 1}}},
        {"current bn VND", 1e9, {{current, 1}}},
        {"current VND / constant VND", 1, {{current, 1}, {constant, -1}}},
        {"1/year, constant prices", 1, {}},
        {"million VND / person / month", 12e6, {{"VND", 1}, {"person", -1}}},
        {"million VND/(person * month)", 12e6, {{"VND", 1}, {"person", -1}}},
        {"USD", 1, {{"USD", 1}}},
        {"m2", 1, {{"m", 2}}},
        {"m^2", 1, {{"m", 2}}},
        {"m\u00b2", 1, {{"m", 2}}},
        {"km2", 1e6, {{"m", 2}}},
        {"km\u00b3", 1e9, {{"m", 3}}},
        {"km3", 1e9, {{"m", 3}}},
        {"people / ha", 1e-4, {{"person", 1}, {"m", -2}}},
        {"m^-1", 1, {{"m", -1}}},
        {"m * m \u00b7 m \u00d7 m", 1, {{"m", 4}}},
        {"tonnes", 1e3, {{"kg", 1}}},
        {"GWh", 1e9, {{"Wh", 1}}},
        {"MW", 1e6, {{"W", 1}}},
        {"m / m", 1, {}},
        {"m / m * m", 1, {{"m", 1}}},
        {"quarter", 0.25, {}},
        {"  bn   VND ", 1e9, {{"VND", 1}}},
        {"percentage  points", 0.01, {{"percentage point", 1}}},
        {"million", 1e6, {}},
        {"1e3 people", 1e3, {{"person", 1}}},
        {"0.5 ha", 5e3, {{"m", 2}}},
    };
    for (const Case& expected : cases) {
        CAPTURE(expected.text);
        const Unit parsed = unit(expected.text);
        CHECK(parsed.scale == Approx(expected.scale).epsilon(1e-14));
        CHECK(parsed.dimensions == expected.dimensions);
    }
    CHECK(unit("  bn   VND ").text == "bn   VND");
}

TEST_CASE("UnitTable::parse: what is wrong is named with the nearest word", "[models]") {
    struct Case {
        std::string text;
        std::string message;
    };
    const std::vector<Case> cases{
        {"", "the unit is empty; expected a unit such as 'bn VND', or '1' for a pure number"},
        {"peple", "unknown unit word 'peple'; did you mean 'people'?"},
        {"vnd", "unknown unit word 'vnd'; did you mean 'VND'?"},
        {"bn enterprices", "unknown unit word 'enterprices'; did you mean 'enterprises'?"},
        {"bilion VND", "unknown unit word 'bilion'; did you mean 'billion'?"},
        {"VND per yaer", "unknown unit word 'yaer'; did you mean 'year'?"},
        {"parsec", "unknown unit word 'parsec'"},
        {"x", "unknown unit word 'x'"},
        {"person year", "expected '*', '/' or 'per' before 'year'"},
        {"people million", "expected '*', '/' or 'per' before 'million'"},
        {"people 1000", "unexpected '1' in the unit"},
        {"people /", "the unit ends where a word was expected"},
        {"VND // year", "unexpected '/' in the unit"},
        {"(VND", "a '(' in the unit is never closed"},
        {"VND)", "unexpected ')' in the unit"},
        {"VND + USD", "unexpected '+' in the unit"},
        {"m^", "expected a power from 1 to 9 behind '^' in the unit"},
        {"m^10", "expected a power from 1 to 9 behind '^' in the unit"},
        {"m^0", "expected a power from 1 to 9 behind '^' in the unit"},
        {"km0", "a power of 0 in the unit"},
        {"0 people", "a number in a unit is larger than 0"},
        {"1e300 m * 1e300 m", "the numbers in the unit are too large or too small"},
        {"m / 1e300 / 1e300", "the numbers in the unit are too large or too small"},
        {"k people", "'k' stands before a currency only; write 'thousand'"},
        {"constant people", "'constant' stands before a currency only, such as 'constant VND'"},
        {"VND, constnt prices",
         "unknown addition 'constnt prices'; expected 'constant prices' or 'current prices' at the "
         "end"},
        {"VND, constant prices / person",
         "unknown addition 'constant prices / person'; expected 'constant prices' or 'current "
         "prices' at the end"},
        {"VND,", "unknown addition ''; expected 'constant prices' or 'current prices' at the end"},
        {"constant VND, current prices", "the prices of a currency are named twice"},
        {std::string(1000, '('), "the unit is nested too deeply"},
    };
    for (const Case& wrong : cases) {
        CAPTURE(wrong.text);
        CHECK(mistake(wrong.text) == wrong.message);
    }
}

TEST_CASE("UnitTable::declare: the nouns of a plan", "[models]") {
    UnitTable units = words();
    CHECK_FALSE(units.declare("enterprises", {}));
    CHECK_FALSE(units.declare("person", {}));
    CHECK_FALSE(units.declare("firm", {"enterprise"}));
    CHECK_FALSE(units.declare("per", {}));
    CHECK_FALSE(units.declare("bn", {}));
    CHECK_FALSE(units.declare("constant", {}));
    CHECK_FALSE(units.declare("", {}));
    CHECK_FALSE(units.declare("2nd school", {}));
    CHECK_FALSE(units.declare("a/b", {}));
    std::string error;
    CHECK_FALSE(units.parse("firm", error));  // refused whole
    REQUIRE(units.declare("health station", {"health stations", "tr\u1ea1m y t\u1ebf"}));
    CHECK(units.parse("health stations / 1,000 people", error)->dimensions ==
          Powers{{"health station", 1}, {"person", -1}});
    CHECK(units.parse("tr\u1ea1m y t\u1ebf", error)->dimensions == Powers{{"health station", 1}});
    const std::vector<std::string> all = units.words();
    for (const std::string word : {"enterprises", "VND", "bn", "per", "health station"}) {
        CAPTURE(word);
        CHECK(std::find(all.begin(), all.end(), word) != all.end());
    }
}

TEST_CASE("same_unit: what may be added, and what only looks alike", "[models]") {
    CHECK(same_unit(unit("bn VND"), unit("billion \u0111\u1ed3ng")));
    CHECK(same_unit(unit("1/year"), unit("1")));
    CHECK(same_unit(unit("0.1 * 0.1 * 0.1 * people"), unit("0.001 people")));
    CHECK_FALSE(same_unit(unit("bn VND"), unit("mn VND")));
    CHECK(same_dimensions(unit("bn VND"), unit("mn VND")));
    CHECK_FALSE(same_dimensions(unit("VND"), unit("people")));
    CHECK_FALSE(same_dimensions(unit("VND"), unit("constant VND")));
    CHECK_FALSE(same_dimensions(unit("current VND"), unit("constant VND")));
    CHECK_FALSE(same_dimensions(unit("%"), unit("percentage points")));
    CHECK_FALSE(same_dimensions(unit("GW"), unit("GWh")));
}

TEST_CASE("conversion_factor: from one unit to another", "[models]") {
    CHECK(conversion_factor(unit("bn VND"), unit("mn VND")) == Approx(1000).epsilon(1e-14));
    CHECK(conversion_factor(unit("%"), unit("1")) == Approx(0.01).epsilon(1e-14));
    CHECK(conversion_factor(unit("million VND/month"), unit("bn VND/year")) ==
          Approx(0.012).epsilon(1e-14));
    // Exactly 1 for what is the same but for rounding: a conversion must not cost a bit.
    CHECK(conversion_factor(unit("0.1 * 0.1 * 0.1 * people"), unit("0.001 people")) == 1.0);
}

TEST_CASE("product, quotient, power, square_root: units of results", "[models]") {
    CHECK(
        same_unit(product(unit("bn VND / person"), unit("thousand people")), unit("trillion VND")));
    CHECK(same_unit(quotient(unit("enterprises"), unit("1,000 people")),
                    unit("enterprises / 1,000 people")));
    CHECK(quotient(unit("m"), unit("m")).dimensionless());
    CHECK(same_unit(power(unit("km"), 2), unit("km2")));
    CHECK(same_unit(power(unit("km"), -1), unit("1/km")));
    CHECK(same_unit(power(unit("km"), 0), unit("1")));
    CHECK(same_unit(*square_root(unit("km2")), unit("km")));
    CHECK_FALSE(square_root(unit("m")));
    CHECK_FALSE(square_root(unit("m^2 / person")));
    // What somebody wrote is kept where nothing is done to it.
    CHECK(product(unit("1"), unit("billion VND")).text == "billion VND");
    CHECK(product(unit("billion VND"), unit("1")).text == "billion VND");
    CHECK(quotient(unit("billion VND"), unit("1")).text == "billion VND");
    CHECK(power(unit("billion VND"), 1).text == "billion VND");
}

TEST_CASE("units: the text of a result is one that a user could write", "[models]") {
    CHECK(product(unit("bn VND / person, constant prices"), unit("people")).text ==
          "bn VND, constant prices");
    CHECK(quotient(unit("bn VND"), unit("people")).text == "bn VND / people");
    CHECK(quotient(unit("current VND"), unit("constant VND")).text == "current VND / constant VND");
    CHECK(product(unit("%"), unit("1 / year")).text == "%");
    CHECK(quotient(unit("enterprises"), unit("1,000 people")).text ==
          "enterprise / thousand people");
    CHECK(power(unit("pp"), 2).text == "percentage points^2");
    CHECK(quotient(unit("1"), unit("people")).text == "1 / people");
}

TEST_CASE("units: the text of a result parses to the same unit", "[models][property]") {
    const std::vector<std::string> parts{
        "bn VND", "constant VND", "current VND", "people", "1,000 people",        "pp",        "%",
        "km2",    "enterprises",  "month",       "kWh",    "USD, current prices", "households"};
    std::mt19937 random(20261123);
    for (int i = 0; i < 500; ++i) {
        Unit made = unit(parts[random() % parts.size()]);
        for (int j = 0; j < 3; ++j) {
            const Unit other = unit(parts[random() % parts.size()]);
            made = random() % 2 == 0 ? product(made, other) : quotient(made, other);
        }
        CAPTURE(made.text);
        CHECK(same_unit(unit(made.text), named_unit(made)));
        CHECK(unit(made.text).dimensions == made.dimensions);
    }
}

TEST_CASE("named_unit: what a product leaves over is no part of a name", "[models]") {
    const auto text_and_rest = [](const Unit& made) {
        return made.text + ", " + std::to_string(made.scale / named_unit(made).scale);
    };
    CHECK(text_and_rest(product(unit("%"), unit("ha"))) == "ha, 0.010000");
    CHECK(text_and_rest(product(unit("mn USD"), unit("%"))) == "mn USD, 0.010000");
    CHECK(text_and_rest(quotient(unit("mn USD"), unit("%"))) == "mn USD, 100.000000");
    CHECK(text_and_rest(product(unit("%"), unit("%"))) == "1, 0.000100");
    CHECK(text_and_rest(product(unit("mn VND / t"), unit("kg"))) == "mn VND, 0.001000");
    CHECK(text_and_rest(product(unit("enterprises / 1,000 people"), unit("people"))) ==
          "enterprise, 0.001000");
    CHECK(text_and_rest(quotient(unit("ha"), unit("km"))) == "m, 10.000000");
    CHECK(text_and_rest(product(unit("mn VND / person / month"), unit("thousand people"))) ==
          "mn VND / month, 1000.000000");
    CHECK(text_and_rest(product(unit("% / ha"), unit("ha"))) == "%, 1.000000");
    CHECK(text_and_rest(*square_root(unit("ha"))) == "m, 100.000000");
    for (const char* written : {"bn VND", "mn VND / month", "10 kg", "%", "people / 1,000 ha", "pp",
                                "thousand bn current VND / constant VND", "day"})
        CHECK(text_and_rest(unit(written)) == std::string(written) + ", 1.000000");
}

TEST_CASE("common_unit: what mixes, and what the plan has to convert", "[models]") {
    const auto common = [](const Unit& a, const Unit& b) {
        const auto both = common_unit(a, b), other = common_unit(b, a);
        CHECK(both.has_value() == other.has_value());
        return both ? both->text : "none";
    };
    CHECK(common(unit("%"), unit("1")) == "1");
    CHECK(common(unit("%"), unit("\u2030")) == "1");
    CHECK(common(unit("%/year"), unit("1/year")) == "1");
    CHECK(common(unit("%"), unit("%")) == "%");
    CHECK(common(product(unit("%"), unit("ha")), unit("ha")) == "ha");
    CHECK(common(unit("ha"), product(unit("%"), unit("ha"))) == "ha");
    CHECK(common(unit("%"), unit("pp")) == "none");
    CHECK(common(unit("1"), unit("month")) == "none");
    CHECK(common(unit("%"), unit("%/month")) == "none");
    CHECK(common(unit("bn VND"), unit("mn VND")) == "none");
    CHECK(common(product(unit("%"), unit("bn VND")), unit("mn VND")) == "none");
    CHECK(common(unit("bn VND"), unit("people")) == "none");
}

TEST_CASE("parse_quantity: a number with a unit, or without", "[models]") {
    const UnitTable units = words();
    const auto read = [&](const std::string& text) {
        const auto quantity = parse_quantity(text, units);
        if (!quantity) return std::string("none");
        return std::to_string(quantity->number) + " " +
               (quantity->unit ? quantity->unit->text : std::string("-"));
    };
    CHECK(read("14 %/year") == "14.000000 %/year");
    CHECK(read("95%") == "95.000000 %");
    CHECK(read("150 bn VND") == "150.000000 bn VND");
    CHECK(read("-5 pp") == "-5.000000 pp");
    CHECK(read("- 5 pp") == "-5.000000 pp");
    CHECK(read(" 20 per 1,000 people ") == "20.000000 per 1,000 people");
    CHECK(read("20 enterprises / 1,000 people") == "20.000000 enterprises / 1,000 people");
    CHECK(read("1,200 people") == "1200.000000 people");
    CHECK(read("1 200 people") == "1200.000000 people");
    CHECK(read("1_200") == "1200.000000 -");
    CHECK(read("12") == "12.000000 -");
    CHECK(read("1.5e3") == "1500.000000 -");
    CHECK(read("1200.25") == "1200.250000 -");
}

TEST_CASE("parse_quantity: what is an expression is none", "[models]") {
    const UnitTable units = words();
    for (const std::string text :
         {"", "x", "product_2025", "2 * people", "1/3", "1 / 3", "14,5 %", "5 % + 1 %", "12 - 3",
          "5 parsec", "1e999", "-", "%", "1,20 people", "1,2345 people", "5 'bn VND'"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_quantity(text, units));
    }
}

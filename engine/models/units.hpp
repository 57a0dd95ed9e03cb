#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plancast {

/// What a quantity is counted in: powers of dimensions and a scale to their base units.
/// "bn VND, constant prices" = 1e9 x (VND of constant prices). A year is the step of a plan and has
/// no dimension: "per year" is kept in the text and not checked ("month" is 1/12 of it).
struct Unit {
    std::map<std::string, int> dimensions;  ///< power of each dimension; never 0
    double scale = 1;                       ///< base units in one of this
    std::string text = "1";                 ///< as written; of a result, what `named` names
    /// The part of the scale that the text names, by dimension: 1e9 of VND in "bn VND / person". ""
    /// holds what belongs to none: "%", "/ month". What is not here is 1. Only a result has a scale
    /// beyond it: a share, or what kg against t leaves over, is a number and takes part in no name.
    std::map<std::string, double> named = {};

    bool dimensionless() const { return dimensions.empty(); }
};

/// Days, months and the like, and their inverses: numbers that are counted in years.
bool is_part_of_year(const Unit& unit);
/// What the text names, without what a product left over: of % * ha, ha.
Unit named_unit(const Unit& unit);
/// The unit in which values of both may be added; nothing if the plan has to say which. Scales that
/// were written (bn and mn) stay apart, but per cent, per mille and plain numbers mix.
std::optional<Unit> common_unit(const Unit& a, const Unit& b);
/// A plain number, per cent or per mille.
bool is_share(const Unit& unit);

bool same_dimensions(const Unit& a, const Unit& b);
/// The same dimensions and scale (to 1e-12): may be added.
bool same_unit(const Unit& a, const Unit& b);
Unit product(const Unit& a, const Unit& b);
Unit quotient(const Unit& a, const Unit& b);
Unit power(const Unit& a, int exponent);
/// Halves every power; nothing if one is odd.
std::optional<Unit> square_root(const Unit& a);
/// Multiply a value in @p from by this to have it in @p to; same dimensions required.
double conversion_factor(const Unit& from, const Unit& to);

/// The unit words of a plan: those that plancast knows, and the nouns that the plan counts.
class UnitTable {
public:
    /// What a word stands for.
    struct Word {
        std::map<std::string, int> dimensions;
        double scale = 1;
    };

    UnitTable();

    /// Declares a thing that is counted, such as "enterprise", with its other words
    /// ("enterprises").
    /// @returns false if one of the words is taken.
    bool declare(const std::string& name, const std::vector<std::string>& also);

    /// Parses "1", "%", "percentage points", "bn VND, constant prices", "enterprises / 1,000
    /// people", "1/year", "million VND/month", "km2", "current VND / constant VND".
    /// @param error  Receives what was wrong, with the nearest word, if the result is empty.
    std::optional<Unit> parse(std::string_view text, std::string& error) const;

    /// Every unit word, for nearest names and for the reference.
    std::vector<std::string> words() const;

private:
    std::map<std::string, Word> words_;
};

/// "14 %/year" -> 14 and its unit: a number followed by a unit (or nothing: @p unit stays empty).
/// Nothing if @p text is no such literal.
struct QuantityLiteral {
    double number = 0;
    std::optional<Unit> unit;
};
std::optional<QuantityLiteral> parse_quantity(std::string_view text, const UnitTable& units);

}  // namespace plancast

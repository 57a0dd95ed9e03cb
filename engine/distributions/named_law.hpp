#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/meaning.hpp"
#include "engine/distributions/distribution.hpp"
#include "engine/distributions/law.hpp"
#include "engine/distributions/parameter_checks.hpp"
#include "engine/distributions/run_number.hpp"

namespace plancast {

/// A parameter by which plans state a law.
struct LawParameter {
    enum class Form {
        number,
        positive,  ///< a number above 0
        share,     ///< a number from 0 to 1
        truth,     ///< true or false
        list,      ///< numbers
        file,      ///< the path of a CSV file: with a column, stands for the law's list
        column,    ///< the name of one of its columns
        rows,      ///< which of its rows: what other columns say there
    };
    std::string name;
    Form form = Form::number;
    bool has_unit = true;  ///< in the unit of what is drawn; else a plain number
    bool splits = false;   ///< may be given as { run, year }: a lasting and a yearly spread
    /// What it is where a share leaves it out, as a plain number: 100 of what is drawn in per cent.
    std::optional<double> of_shares = {};
};

/// @{ The usual ones, with and without the unit of what is drawn.
inline LawParameter quantity(std::string name) { return {std::move(name)}; }
inline LawParameter positive_quantity(std::string name) {
    return {std::move(name), LawParameter::Form::positive};
}
inline LawParameter positive_number(std::string name) {
    return {std::move(name), LawParameter::Form::positive, false};
}
/// @}

/// The arguments of a law that is to be made, by the names of its parameters.
struct LawArguments {
    std::map<std::string, double> numbers = {};
    std::map<std::string, std::vector<double>> lists = {};
    std::vector<std::pair<double, DistributionPtr>> laws =
        {};  ///< of a mixture, with their weights

    bool has(const std::string& name) const { return numbers.count(name) > 0; }
    double operator[](const std::string& name) const { return numbers.at(name); }
    double or_else(const std::string& name, double otherwise) const {
        return has(name) ? numbers.at(name) : otherwise;
    }
};

/// A law that is to be drawn with arguments of which each run may have its own.
struct DrawnLaw {
    RunArithmetic* arithmetic = nullptr;  ///< the calculation that all numbers belong to
    std::map<std::string, RunNumber> numbers;
    std::map<std::string, std::vector<RunNumber>> lists;
    std::map<std::string, double> known;  ///< the numbers that are the same in all runs
    std::map<std::string, std::vector<double>> known_lists;  ///< the lists of such numbers only
    std::function<RunNumber()> uniform;                      ///< what the law is drawn from
    std::function<RunNumber()> normal;  ///< the standard normal behind that uniform

    bool has(const std::string& name) const { return numbers.count(name) > 0; }
    const RunNumber& operator[](const std::string& name) const { return numbers.at(name); }
    RunNumber or_else(const std::string& name, double otherwise) const {
        return has(name) ? numbers.at(name)
                         : RunNumber(*arithmetic, arithmetic->constant(otherwise));
    }
};

/// All that a plan's language knows of a law; each law's file ends with the function that gives it,
/// and a line in CMakeLists.txt names the file.
struct NamedLaw {
    enum class Kind {
        number,  ///< one uniform a draw
        truth,   ///< the same, and true or false
        given,   ///< not drawn: the value itself
        shares,  ///< one uniform for each member of a set; values are divided by their sum
    };

    std::string key;  ///< "weibull"
    Meaning meaning;
    /// The ways to state it, each a list of parameters that are all required.
    std::vector<std::vector<LawParameter>> parameters = {};
    std::vector<LawParameter> optional = {};
    /// @throws InvalidInput if there is no such law.
    DistributionPtr (*make)(const LawArguments&) = nullptr;
    /// Its quantile as a formula, for parameters that differ from run to run; null where there is
    /// none.
    RunNumber (*drawn)(const DrawnLaw&) = nullptr;
    /// What every test of laws is done with.
    std::vector<LawArguments> examples = {};
    Kind kind = Kind::number;
    /// The formula starts from the normal: what is correlated is then not turned into a uniform
    /// first.
    bool from_normal = false;
    /// How it is written where that is not a table of its parameters.
    std::vector<std::string> written = {};
    bool percentiles = false;  ///< takes p5, p50, p97.5, ... besides: the values of these percents
    bool mixes = false;        ///< is stated as an array of weighted laws

    /// The parameter of that name; null if it has none.
    const LawParameter* find(const std::string& name) const;
};

/// All laws, in the order of the reference.
std::span<const NamedLaw> named_laws();
/// The law of that key, or null.
const NamedLaw* find_law(const std::string& key);

/// A law by its name: make_law("weibull", {{{"shape", 2}, {"scale", 3}}}).
/// @throws InvalidInput if there is no such law, by its name or with such arguments.
DistributionPtr make_law(const std::string& key, const LawArguments& arguments);

/// The percentage that "p97.5" names; none where a name is not of that kind.
std::optional<double> percentile_of(const std::string& name);

}  // namespace plancast

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace plancast {

/// The version of the file format that results/README.md describes.
inline constexpr int result_format_version = 1;

/// A text that was run, whole: scenario files, model, what they include.
struct SourceText {
    std::string path;  ///< as the user would name it, relative to where the first one stands
    std::string text;
};

enum class StoredType { real, verdict };  ///< verdict: uint8, 0 missed, 1 met, 2 not judged

/// One dataset whose first dimension is the run.
struct StoredQuantity {
    std::string path;       ///< such as "series/product" or "targets/capital/disbursed/measure"
    std::string unit;       ///< "1" where dimensionless
    std::string long_name;  ///< the English title, or the name
    std::string long_name_vi;
    StoredType type = StoredType::real;
    bool by_year = false;           ///< second dimension "year"
    std::vector<std::string> sets;  ///< further dimensions, in order
    /// Its first stored column; the others follow, years outermost, members of the last set
    /// innermost.
    std::size_t first_column = 0;
};

struct SetMembers {
    std::string name;
    std::vector<std::string> members;
};

/// What stands in a result file, known before the first run.
struct ResultSchema {
    std::vector<SourceText> sources;  ///< the scenario first
    std::string scenario;             ///< its name
    std::uint64_t runs = 0;           ///< asked for; fewer if a precision is reached earlier
    std::uint64_t seed = 0;
    std::string design = "random";
    std::string store = "all";  ///< what --store said
    std::vector<int> years;     ///< empty in a model without time
    std::vector<SetMembers> sets;
    std::vector<StoredQuantity> quantities;
    std::size_t column_count = 0;
};

/// The members of the set @p name; the schema must list it.
const std::vector<std::string>& members_of(const ResultSchema& schema, const std::string& name);

/// The sizes of a quantity's dimensions after the run: years, then the members of each set.
std::vector<std::size_t> inner_extents(const StoredQuantity& quantity, const ResultSchema& schema);

/// How many stored columns a quantity has: the product of its inner extents.
std::size_t column_count(const StoredQuantity& quantity, const ResultSchema& schema);

/// How many bytes the runs take in the file, to the segment; what else stands there is small.
std::uint64_t stored_bytes(const ResultSchema& schema);

}  // namespace plancast

#include "engine/results/schema.hpp"

#include <algorithm>

#include "engine/core/contracts.hpp"
#include "engine/simulation/simulation.hpp"

namespace plancast {

const std::vector<std::string>& members_of(const ResultSchema& schema, const std::string& name) {
    const auto found = std::find_if(schema.sets.begin(), schema.sets.end(),
                                    [&](const SetMembers& set) { return set.name == name; });
    PLANCAST_EXPECTS(found != schema.sets.end());
    return found->members;
}

std::vector<std::size_t> inner_extents(const StoredQuantity& quantity, const ResultSchema& schema) {
    std::vector<std::size_t> extents;
    if (quantity.by_year) extents.push_back(schema.years.size());
    for (const std::string& set : quantity.sets) extents.push_back(members_of(schema, set).size());
    return extents;
}

std::size_t column_count(const StoredQuantity& quantity, const ResultSchema& schema) {
    std::size_t count = 1;
    for (const std::size_t extent : inner_extents(quantity, schema)) count *= extent;
    return count;
}

std::uint64_t stored_bytes(const ResultSchema& schema) {
    if (schema.quantities.empty()) return 0;
    std::uint64_t bytes_a_run = sizeof(std::int64_t);  // the dimension scale of the runs
    for (const StoredQuantity& quantity : schema.quantities) {
        const std::size_t width = quantity.type == StoredType::verdict ? 1 : sizeof(double);
        bytes_a_run += width * column_count(quantity, schema);
    }
    if (schema.runs <= segment_runs) return schema.runs * bytes_a_run;
    const std::uint64_t segments = (schema.runs + segment_runs - 1) / segment_runs;
    return segments * segment_runs * bytes_a_run;
}

}  // namespace plancast

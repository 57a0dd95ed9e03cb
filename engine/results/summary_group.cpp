#include "engine/results/summary_group.hpp"

#include <fmt/format.h>

#include "engine/core/contracts.hpp"
#include "engine/results/dimension_scales.hpp"
#include "engine/results/hdf5_attribute.hpp"
#include "engine/results/hdf5_create.hpp"
#include "engine/results/hdf5_text.hpp"
#include "engine/results/result_names.hpp"
#include "engine/results/sha256.hpp"

namespace plancast {
namespace {

void write_table(const hdf5::File& file, const SummaryTable& table) {
    hdf5::make_groups(file.id(), table.path);
    const hdf5::Group group(H5Gopen2(file.id(), table.path.c_str(), H5P_DEFAULT));
    const hdf5::Dataset labels = hdf5::write_texts(group.id(), names::label, table.labels);
    hdf5::make_scale(labels, names::label);
    for (const auto& [name, values] : table.columns) {
        PLANCAST_EXPECTS(values.size() == table.labels.size());
        const hdf5::Dataset column = hdf5::write_numbers(
            group.id(), name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, values.size(), values.data());
        hdf5::attach_scales(column, {&labels});
    }
}

}  // namespace

void write_summary(const hdf5::File& file, const std::string& document,
                   const std::vector<SummaryTable>& tables) {
    hdf5::make_groups(file.id(), names::summary);
    const hdf5::Group summary(H5Gopen2(file.id(), names::summary, H5P_DEFAULT));
    const hdf5::Dataset text = hdf5::write_text(summary.id(), names::document, document);
    hdf5::write_attribute(text.id(), names::sha256, sha256(document));
    for (const SummaryTable& table : tables) {
        // netCDF takes a dimension of length 0 for one without limit.
        if (!table.labels.empty()) write_table(file, table);
    }
}

}  // namespace plancast

#include <fmt/format.h>

#include <filesystem>
#include <optional>

#include "engine/core/contracts.hpp"
#include "engine/core/error.hpp"
#include "engine/results/file_check.hpp"
#include "engine/results/hdf5_attribute.hpp"
#include "engine/results/hdf5_create.hpp"
#include "engine/results/result_file.hpp"
#include "engine/results/result_names.hpp"
#include "engine/results/result_structure.hpp"

namespace plancast {
namespace {

using hdf5::checked;

[[noreturn]] void throw_damaged(const std::string& path, const std::string& reason) {
    throw MachineFailure(fmt::format("'{}' is damaged: {}", path, reason));
}

void check_format(const hdf5::File& file, const std::string& path) {
    const auto version = hdf5::read_integer_attribute(file.id(), names::format_version);
    if (!version) {
        throw InvalidInput(fmt::format("'{}' is an HDF5 file, but not a result of plancast", path));
    }
    if (*version > result_format_version) {
        const auto writer = hdf5::read_text_attribute(file.id(), names::version);
        throw InvalidInput(
            fmt::format("'{}' has version {} of the result format, this plancast reads up to {}",
                        path, *version, result_format_version),
            fmt::format("plancast {} wrote it; use that or a newer one", writer.value_or("?")));
    }
    if (*version < 1) throw_damaged(path, fmt::format("its format version is {}", *version));
}

void check_state(const hdf5::File& file, const std::string& path) {
    const auto state = hdf5::read_text_attribute(file.id(), names::state);
    if (state == names::complete) return;
    if (state == names::unfinished) {
        throw MachineFailure(fmt::format(
            "'{}' is unfinished: the simulation that wrote it has not ended or was ended early",
            path));
    }
    throw_damaged(path, "it says neither that it is complete nor that it is unfinished");
}

}  // namespace

struct ResultReader::State {
    std::string path;
    hdf5::File file;  // before the datasets, which are to be closed first
    ResultStructure structure;

    explicit State(const std::string& file_path) : path(file_path) {}

    /// Reads @p run_count runs of one column from @p first_run on.
    void read(std::size_t quantity, std::size_t column, std::uint64_t first_run,
              std::uint64_t run_count, double* values) const {
        const auto extents = inner_extents(structure.schema.quantities[quantity], structure.schema);
        std::vector<hsize_t> start(extents.size() + 1), count(extents.size() + 1, 1);
        start[0] = first_run;
        count[0] = run_count;
        for (std::size_t d = extents.size(); d-- > 0; column /= extents[d]) {
            start[d + 1] = column % extents[d];
        }
        const hid_t dataset = structure.datasets[quantity].id();
        const hdf5::Space space(H5Dget_space(dataset));
        const hsize_t size = run_count;
        const hdf5::Space memory(H5Screate_simple(1, &size, nullptr));
        checked(H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, start.data(), nullptr, count.data(),
                                    nullptr));
        checked(H5Dread(dataset, H5T_NATIVE_DOUBLE, memory.id(), space.id(), H5P_DEFAULT, values));
    }
};

ResultReader::ResultReader(const std::string& path) : state_(std::make_unique<State>(path)) {
    hdf5::prepare();
    check_hdf5_file(path);
    try {
        state_->file = hdf5::open_file(path);
        check_format(state_->file, path);
        check_state(state_->file, path);
        state_->structure = read_structure(state_->file, std::filesystem::file_size(path));
    } catch (const hdf5::CallFailure& failure) {
        throw_damaged(path, failure.what());
    } catch (const WrongStructure& wrong) {
        throw_damaged(path, wrong.what());
    }
}

ResultReader::~ResultReader() = default;

const ResultSchema& ResultReader::schema() const { return state_->structure.schema; }
const std::string& ResultReader::document() const { return state_->structure.document; }
const std::string& ResultReader::version() const { return state_->structure.version; }
const std::string& ResultReader::build() const { return state_->structure.build; }
const std::vector<std::pair<std::string, std::string>>& ResultReader::call() const {
    return state_->structure.call;
}

std::vector<double> ResultReader::run(std::uint64_t run) const {
    const ResultSchema& schema = state_->structure.schema;
    if (schema.quantities.empty()) {
        throw InvalidInput(fmt::format("'{}' stores no runs", state_->path),
                           fmt::format("it was made with --store {}", schema.store));
    }
    if (run >= schema.runs) {
        throw InvalidInput(fmt::format("there is no run {} in '{}'", run, state_->path),
                           fmt::format("its runs are 0 to {}", schema.runs - 1));
    }
    std::vector<double> values(schema.column_count);
    try {
        for (std::size_t i = 0; i < schema.quantities.size(); ++i) {
            const StoredQuantity& quantity = schema.quantities[i];
            const std::size_t columns = column_count(quantity, schema);
            for (std::size_t j = 0; j < columns; ++j) {
                state_->read(i, j, run, 1, &values[quantity.first_column + j]);
            }
        }
    } catch (const hdf5::CallFailure& failure) {
        throw_damaged(state_->path, failure.what());
    }
    return values;
}

std::vector<double> ResultReader::column(std::size_t column) const {
    const ResultSchema& schema = state_->structure.schema;
    PLANCAST_EXPECTS(column < schema.column_count);
    std::size_t i = schema.quantities.size() - 1;
    while (schema.quantities[i].first_column > column) --i;
    std::vector<double> values(static_cast<std::size_t>(schema.runs));
    try {
        state_->read(i, column - schema.quantities[i].first_column, 0, schema.runs, values.data());
    } catch (const hdf5::CallFailure& failure) {
        throw_damaged(state_->path, failure.what());
    }
    return values;
}

}  // namespace plancast

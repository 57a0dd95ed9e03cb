#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <optional>
#include <set>

#include "engine/core/contracts.hpp"
#include "engine/core/error.hpp"
#include "engine/results/disk_room.hpp"
#include "engine/results/hdf5_attribute.hpp"
#include "engine/results/hdf5_create.hpp"
#include "engine/results/partial_file.hpp"
#include "engine/results/result_builder.hpp"
#include "engine/results/result_file.hpp"
#include "engine/results/result_names.hpp"
#include "engine/results/seal.hpp"
#include "engine/results/summary_group.hpp"

namespace plancast {
namespace {

namespace fs = std::filesystem;

std::string now() {
    const std::time_t time = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&time, &utc);
    std::string text(32, '\0');
    text.resize(std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc));
    return text;
}

// HDF5 crashes when it closes a file that it could not flush; such a file stays open.
void abandon(std::optional<ResultBuilder>& builder) {
    static auto& abandoned = *new std::vector<ResultBuilder>;
    if (builder) abandoned.push_back(std::move(*builder));
    builder.reset();
}

// A dataset cannot be a group at the same time: a part called "hit" beside the target's own hit.
void check_paths(const ResultSchema& schema) {
    std::set<std::string> paths;
    for (const StoredQuantity& quantity : schema.quantities) paths.insert(quantity.path);
    for (const std::string& path : paths) {
        for (auto end = path.find('/'); end != std::string::npos; end = path.find('/', end + 1)) {
            const std::string group = path.substr(0, end);
            if (paths.count(group) == 0) continue;
            throw InvalidInput(
                fmt::format("'{}' and '{}' cannot both stand in a result file", group, path),
                fmt::format("give '{}' another name", group.substr(group.rfind('/') + 1)));
        }
    }
}

}  // namespace

struct ResultWriter::State {
    std::string path;
    std::string partial;
    ResultSchema schema;
    bool force = false;
    std::string created;
    std::optional<ResultBuilder> builder;
    std::uint64_t finished_runs = 0;
    bool is_complete = false;

    MachineFailure failed(const hdf5::CallFailure& failure, const std::string& what,
                          std::uint64_t bytes) const {
        std::string message = describe_failure(failure, partial, what, bytes);
        if (finished_runs > 0) {
            message += fmt::format("; {} of {} runs are kept there", finished_runs, schema.runs);
        }
        return MachineFailure(message);
    }
    MachineFailure failed_to_store(const hdf5::CallFailure& failure) const {
        return failed(failure, "all runs", stored_bytes(schema));
    }

    /// Copies the finished runs into the new file @p path, which gets room for just those of
    /// @p shorter.
    ResultBuilder copy_runs(const ResultSchema& shorter, const std::string& path) const {
        hdf5::File file = hdf5::create_file(path);
        reserve_room(path, structure_bytes(shorter) + stored_bytes(shorter));
        ResultBuilder copy(std::move(file), shorter, created);
        std::vector<double> values;
        for (std::uint64_t first = 0; first < shorter.runs; first += segment_runs) {
            Segment segment;
            segment.first_run = first;
            const std::size_t count = builder->read(first / segment_runs, values);
            segment.run_count =
                static_cast<std::size_t>(std::min<std::uint64_t>(count, shorter.runs - first));
            segment.values = values;
            copy.write(segment);
        }
        return copy;
    }

    /// Replaces the unfinished file by one that has room for just @p runs.
    void shrink(std::uint64_t runs) {
        ResultSchema shorter = schema;
        shorter.runs = runs;
        const std::string copy_path = partial + ".shorter";
        std::error_code error;
        fs::remove(copy_path, error);
        try {
            builder = copy_runs(shorter, copy_path);
            fs::rename(copy_path, partial, error);
            if (error) throw hdf5::CallFailure(error.message(), error.value());
        } catch (const hdf5::CallFailure& failure) {
            fs::remove(copy_path, error);
            throw failed(failure, "the copy without the runs that were not needed",
                         structure_bytes(shorter) + stored_bytes(shorter));
        }
    }
};

ResultWriter::ResultWriter(const std::string& path, const ResultSchema& schema, bool force)
    : state_(std::make_unique<State>()) {
    hdf5::prepare();
    check_paths(schema);
    state_->path = path;
    state_->schema = schema;
    state_->force = force;
    state_->created = now();
    state_->partial = claim_partial_file(path, force);
    bool is_ours = false;
    try {
        hdf5::File file = hdf5::create_file(state_->partial);
        is_ours = true;
        // Only tried: where HDF5 puts what among the chunks is not known beforehand.
        reserve_room(state_->partial, structure_bytes(schema));
        release_room(state_->partial);
        try_to_reserve_room(state_->partial, structure_bytes(schema) + stored_bytes(schema));
        state_->builder.emplace(std::move(file), schema, state_->created);
    } catch (const hdf5::CallFailure& failure) {
        std::error_code ignored;
        if (is_ours) fs::remove(state_->partial, ignored);
        throw state_->failed_to_store(failure);
    }
}

ResultWriter::~ResultWriter() {
    const bool is_worthless = state_->builder && !state_->is_complete && state_->finished_runs == 0;
    state_->builder.reset();
    std::error_code ignored;
    if (is_worthless) fs::remove(state_->partial, ignored);
}

void ResultWriter::write(const Segment& segment) {
    try {
        state_->builder->write(segment);
        state_->finished_runs = state_->builder->finished_runs();
    } catch (const hdf5::CallFailure& failure) {
        throw state_->failed_to_store(failure);
    }
}

void ResultWriter::finish(std::uint64_t runs, const std::string& document,
                          const std::vector<SummaryTable>& tables,
                          const std::vector<std::pair<std::string, std::string>>& call) {
    State& state = *state_;
    const bool has_runs = !state.schema.quantities.empty();
    PLANCAST_EXPECTS(!has_runs || (runs >= 1 && runs <= state.finished_runs));
    const std::string what = "the summary and its tables";
    const std::uint64_t room = summary_bytes(document, tables);
    if (has_runs && runs < state.schema.runs) state.shrink(runs);
    try {
        reserve_room(state.partial, room);
    } catch (const hdf5::CallFailure& failure) {
        throw state.failed(failure, what, room);
    }
    std::vector<Extent> extents;
    try {
        const hid_t root = state.builder->file().id();
        write_summary(state.builder->file(), document, tables);
        hdf5::write_attribute(root, names::runs, static_cast<std::int64_t>(runs));
        for (const auto& [name, value] : call) hdf5::write_attribute(root, name, value);
        hdf5::write_attribute(root, names::state, std::string(names::complete));
        extents = state.builder->run_extents();
        state.builder->close();
    } catch (const hdf5::CallFailure& failure) {
        abandon(state.builder);
        throw state.failed(failure, what, room);
    }
    state.is_complete = true;
    release_room(state.partial);
    if (const int error = append_seal(state.partial, extents)) {
        throw state.failed(hdf5::CallFailure(std::strerror(error), error), what, room);
    }
    move_into_place(state.partial, state.path, state.force);
}

const std::string& ResultWriter::partial_path() const { return state_->partial; }

std::uint64_t ResultWriter::finished_runs() const { return state_->finished_runs; }

}  // namespace plancast

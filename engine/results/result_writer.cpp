#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <optional>
#include <set>

#include "engine/core/contracts.hpp"
#include "engine/core/error.hpp"
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

std::string megabytes(std::uint64_t bytes) {
    return fmt::format("{:.1f} MB", static_cast<double>(bytes) * 1e-6);
}

// What stands in the way, and how much room would be needed where it is room.
std::string describe(const hdf5::CallFailure& failure, const std::string& file,
                     const ResultSchema& schema) {
    const int error = failure.system_error();
    if (error != ENOSPC && error != EDQUOT && error != EFBIG) return failure.what();
    const fs::path parent = fs::path(file).parent_path();
    const fs::path folder = parent.empty() ? fs::path(".") : parent;
    std::error_code ignored;
    return fmt::format("{} (the runs need {}, {} are free in '{}')", failure.what(),
                       megabytes(stored_bytes(schema)),
                       megabytes(fs::space(folder, ignored).available), folder.string());
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
    bool force;
    std::string created;
    std::optional<ResultBuilder> builder;
    bool is_complete = false;

    [[noreturn]] void fail(const hdf5::CallFailure& failure) const {
        const std::uint64_t runs = builder ? builder->finished_runs() : 0;
        std::string message =
            fmt::format("'{}' cannot be written: {}", partial, describe(failure, partial, schema));
        if (runs > 0) message += fmt::format("; {} of {} runs are kept there", runs, schema.runs);
        throw MachineFailure(message);
    }

    /// Copies the finished runs into the file @p shorter, which has room for just @p runs of them.
    ResultBuilder copy_runs(std::uint64_t runs, const std::string& shorter) const {
        ResultSchema shorter_schema = schema;
        shorter_schema.runs = runs;
        ResultBuilder copy(hdf5::create_file(shorter), shorter_schema, created);
        std::vector<double> values;
        for (std::uint64_t first = 0; first < runs; first += segment_runs) {
            Segment segment;
            segment.first_run = first;
            const std::size_t count = builder->read(first / segment_runs, values);
            segment.run_count =
                static_cast<std::size_t>(std::min<std::uint64_t>(count, runs - first));
            segment.values = values;
            copy.write(segment);
        }
        return copy;
    }

    /// Replaces the unfinished file by one that has room for just @p runs.
    void shrink(std::uint64_t runs) {
        const std::string shorter = partial + ".shorter";
        std::error_code ignored;
        fs::remove(shorter, ignored);
        try {
            builder = copy_runs(runs, shorter);
        } catch (...) {
            fs::remove(shorter, ignored);
            throw;
        }
        fs::rename(shorter, partial);
    }
};

ResultWriter::ResultWriter(const std::string& path, const ResultSchema& schema, bool force)
    : state_(std::make_unique<State>()) {
    hdf5::silence_errors();
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
        state_->builder.emplace(std::move(file), schema, state_->created);
    } catch (const hdf5::CallFailure& failure) {
        std::error_code ignored;
        if (is_ours) fs::remove(state_->partial, ignored);
        state_->fail(failure);
    }
}

ResultWriter::~ResultWriter() {
    const bool is_worthless =
        state_->builder && !state_->is_complete && state_->builder->finished_runs() == 0;
    state_->builder.reset();
    std::error_code ignored;
    if (is_worthless) fs::remove(state_->partial, ignored);
}

void ResultWriter::write(const Segment& segment) {
    try {
        state_->builder->write(segment);
    } catch (const hdf5::CallFailure& failure) {
        state_->fail(failure);
    }
}

void ResultWriter::finish(std::uint64_t runs, const std::string& document,
                          const std::vector<SummaryTable>& tables,
                          const std::vector<std::pair<std::string, std::string>>& call) {
    State& state = *state_;
    const bool has_runs = !state.schema.quantities.empty();
    PLANCAST_EXPECTS(!has_runs || (runs >= 1 && runs <= state.builder->finished_runs()));
    try {
        if (has_runs && runs < state.schema.runs) state.shrink(runs);
        const hid_t root = state.builder->file().id();
        write_summary(state.builder->file(), document, tables);
        hdf5::write_attribute(root, names::runs, static_cast<std::int64_t>(runs));
        for (const auto& [name, value] : call) hdf5::write_attribute(root, name, value);
        hdf5::write_attribute(root, names::state, std::string(names::complete));
        const std::vector<Extent> extents = state.builder->run_extents();
        state.builder->close();
        if (const int error = append_seal(state.partial, extents)) {
            throw hdf5::CallFailure(std::strerror(error), error);
        }
    } catch (const hdf5::CallFailure& failure) {
        state.fail(failure);
    } catch (const fs::filesystem_error& failure) {
        throw MachineFailure(
            fmt::format("'{}' cannot be finished: {}", state.partial, failure.code().message()));
    }
    state.is_complete = true;
    move_into_place(state.partial, state.path, state.force);
}

const std::string& ResultWriter::partial_path() const { return state_->partial; }

std::uint64_t ResultWriter::finished_runs() const { return state_->builder->finished_runs(); }

}  // namespace plancast

#include "engine/results/result_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "engine/core/contracts.hpp"
#include "engine/core/version.hpp"
#include "engine/results/dimension_scales.hpp"
#include "engine/results/hdf5_attribute.hpp"
#include "engine/results/hdf5_create.hpp"
#include "engine/results/hdf5_text.hpp"
#include "engine/results/result_names.hpp"
#include "engine/results/sha256.hpp"

namespace plancast {

using hdf5::checked;
using hdf5::Dataset;
using hdf5::write_attribute;

namespace {

constexpr std::size_t element_size(StoredType type) {
    return type == StoredType::verdict ? 1 : sizeof(double);
}

std::vector<std::vector<hsize_t>> row_major_positions(const std::vector<std::size_t>& extents) {
    std::size_t count = 1;
    for (const std::size_t extent : extents) count *= extent;
    std::vector<std::vector<hsize_t>> positions(count, std::vector<hsize_t>(extents.size()));
    for (std::size_t i = 0; i < count; ++i) {
        std::size_t rest = i;
        for (std::size_t d = extents.size(); d-- > 0; rest /= extents[d]) {
            positions[i][d] = rest % extents[d];
        }
    }
    return positions;
}

std::vector<hsize_t> chunk_offset(std::uint64_t first_run, const std::vector<hsize_t>& position) {
    std::vector<hsize_t> offset{first_run};
    offset.insert(offset.end(), position.begin(), position.end());
    return offset;
}

}  // namespace

ResultBuilder::ResultBuilder(hdf5::File file, const ResultSchema& schema,
                             const std::string& created)
    : schema_(schema),
      chunk_runs_(static_cast<std::size_t>(std::min<std::uint64_t>(schema.runs, segment_runs))),
      file_(std::move(file)) {
    const hid_t root = file_.id();
    write_attribute(root, names::format_version, std::int32_t{result_format_version});
    write_attribute(root, names::state, std::string(names::unfinished));
    write_attribute(root, names::version, std::string(version()));
    write_attribute(root, names::build, std::string(build_description()));
    write_attribute(root, names::created, created);
    write_attribute(root, names::scenario, schema.scenario);
    write_attribute(root, names::seed, schema.seed);
    write_attribute(root, names::design, schema.design);
    write_attribute(root, names::store, schema.store);
    write_attribute(root, names::runs, static_cast<std::int64_t>(schema.runs));
    create_scales();
    for (const StoredQuantity& quantity : schema.quantities) create_store(quantity);
    write_sources();
    // From here on only the contents of chunks change, so whatever kills the process leaves a file
    // that opens.
    checked(H5Fflush(root, H5F_SCOPE_GLOBAL));
}

void ResultBuilder::write_sources() {
    hdf5::make_groups(file_.id(), names::source);
    for (std::size_t i = 0; i < schema_.sources.size(); ++i) {
        const SourceText& source = schema_.sources[i];
        const Dataset dataset =
            hdf5::write_text(file_.id(), fmt::format("{}/{}", names::source, i), source.text);
        write_attribute(dataset.id(), names::path, source.path);
        write_attribute(dataset.id(), names::sha256, sha256(source.text));
    }
}

void ResultBuilder::create_scales() {
    const hid_t root = file_.id();
    if (!schema_.quantities.empty()) {
        const std::size_t segments =
            static_cast<std::size_t>((schema_.runs + segment_runs - 1) / segment_runs);
        finished_.assign(segments, 0);
        run_numbers_.resize(chunk_runs_);

        run_scale_ = create_columns(names::run, H5T_STD_I64LE, {});
        write_attribute(run_scale_->id(), names::long_name, std::string("number of the run"));
        write_attribute(run_scale_->id(), names::long_name_vi, std::string("số thứ tự lần chạy"));
        hdf5::make_scale(*run_scale_, names::run);

        std::vector<std::int64_t> first_runs(segments);
        for (std::size_t i = 0; i < segments; ++i) {
            first_runs[i] = static_cast<std::int64_t>(i * segment_runs);
        }
        segment_scale_ = hdf5::write_numbers(root, names::segment, H5T_STD_I64LE, H5T_NATIVE_INT64,
                                             segments, first_runs.data());
        write_attribute(segment_scale_->id(), names::long_name,
                        std::string("first run of the segment"));
        hdf5::make_scale(*segment_scale_, names::segment);
    }
    if (!schema_.years.empty()) {
        year_scale_ = hdf5::write_numbers(root, names::year, H5T_STD_I32LE, H5T_NATIVE_INT,
                                          schema_.years.size(), schema_.years.data());
        write_attribute(year_scale_->id(), names::long_name, std::string("year"));
        write_attribute(year_scale_->id(), names::long_name_vi, std::string("năm"));
        hdf5::make_scale(*year_scale_, names::year);
    }
    for (const SetMembers& set : schema_.sets) {
        const std::string name = scale_name(set.name, schema_);
        set_scales_.push_back(hdf5::write_texts(root, name, set.members));
        write_attribute(set_scales_.back().id(), names::set, set.name);
        hdf5::make_scale(set_scales_.back(), name);
    }
    if (segment_scale_) {
        // In one chunk, which is written whole each time, past every buffer of the process.
        const hsize_t segments = finished_.size();
        const hdf5::Properties properties = hdf5::dataset_properties();
        checked(H5Pset_chunk(properties.id(), 1, &segments));
        checked(H5Pset_alloc_time(properties.id(), H5D_ALLOC_TIME_EARLY));
        const hdf5::Space space(H5Screate_simple(1, &segments, nullptr));
        finished_runs_ = Dataset(H5Dcreate2(root, names::finished_runs, H5T_STD_I32LE, space.id(),
                                            H5P_DEFAULT, properties.id(), H5P_DEFAULT));
        write_attribute(finished_runs_->id(), names::long_name,
                        std::string("how many of the segment's runs are written"));
        hdf5::attach_scales(*finished_runs_, {&*segment_scale_});
        write_finished_runs();
    }
}

void ResultBuilder::write_finished_runs() {
    const hsize_t start = 0;
    checked(H5Dwrite_chunk(finished_runs_->id(), H5P_DEFAULT, 0, &start,
                           finished_.size() * sizeof(std::int32_t), finished_.data()));
}

Dataset ResultBuilder::create_columns(const std::string& path, hid_t type,
                                      const std::vector<std::size_t>& inner) const {
    std::vector<hsize_t> extents{schema_.runs}, chunk{chunk_runs_};
    extents.insert(extents.end(), inner.begin(), inner.end());
    chunk.insert(chunk.end(), inner.size(), 1);
    const int rank = static_cast<int>(extents.size());

    const hdf5::Properties creation = hdf5::dataset_properties();
    checked(H5Pset_chunk(creation.id(), rank, chunk.data()));
    // Chunks that are allocated late lose their index, and so their data, when the process is
    // killed; filling them would write every byte twice.
    checked(H5Pset_alloc_time(creation.id(), H5D_ALLOC_TIME_EARLY));
    checked(H5Pset_fill_time(creation.id(), H5D_FILL_TIME_NEVER));
    const hdf5::Properties access(H5Pcreate(H5P_DATASET_ACCESS));
    checked(H5Pset_chunk_cache(access.id(), 0, 0, 0));
    const hdf5::Space space(H5Screate_simple(rank, extents.data(), nullptr));
    return Dataset(H5Dcreate2(file_.id(), path.c_str(), type, space.id(), H5P_DEFAULT,
                              creation.id(), access.id()));
}

void ResultBuilder::create_store(const StoredQuantity& quantity) {
    const std::vector<std::size_t> inner = inner_extents(quantity, schema_);
    const auto slash = quantity.path.rfind('/');
    if (slash != std::string::npos) hdf5::make_groups(file_.id(), quantity.path.substr(0, slash));

    Store store;
    store.type = quantity.type;
    store.first_column = quantity.first_column;
    store.positions = row_major_positions(inner);
    const bool is_verdict = quantity.type == StoredType::verdict;
    store.dataset =
        create_columns(quantity.path, is_verdict ? H5T_STD_U8LE : H5T_IEEE_F64LE, inner);
    const hid_t id = store.dataset.id();
    write_attribute(id, names::long_name, quantity.long_name);
    if (!quantity.long_name_vi.empty()) {
        write_attribute(id, names::long_name_vi, quantity.long_name_vi);
    }
    if (is_verdict) {
        // The convention of the climate and forecast metadata (CF) for codes, which readers know.
        write_attribute(id, names::flag_values, std::vector<std::uint8_t>{0, 1, 2});
        write_attribute(id, names::flag_meanings, std::string("missed met not_judged"));
    } else {
        write_attribute(id, names::units, quantity.unit);
    }
    write_attribute(id, names::first_column, static_cast<std::int64_t>(quantity.first_column));

    std::vector<const Dataset*> scales{&*run_scale_};
    if (quantity.by_year) scales.push_back(&*year_scale_);
    for (const std::string& name : quantity.sets) {
        for (std::size_t i = 0; i < schema_.sets.size(); ++i) {
            if (schema_.sets[i].name == name) scales.push_back(&set_scales_[i]);
        }
    }
    hdf5::attach_scales(store.dataset, scales);
    stores_.push_back(std::move(store));
}

void ResultBuilder::write(const Segment& segment) {
    if (stores_.empty()) return;
    PLANCAST_EXPECTS(segment.first_run % segment_runs == 0);
    PLANCAST_EXPECTS(segment.run_count >= 1 && segment.run_count <= segment_runs);
    PLANCAST_EXPECTS(segment.first_run + segment.run_count <= schema_.runs);
    PLANCAST_EXPECTS(segment.values.size() >= schema_.column_count * segment_runs);

    verdicts_.resize(chunk_runs_);
    for (const Store& store : stores_) {
        for (std::size_t i = 0; i < store.positions.size(); ++i) {
            const auto column = segment.column(store.first_column + i);
            const void* values = column.data();
            if (store.type == StoredType::verdict) {
                for (std::size_t run = 0; run < column.size(); ++run) {
                    verdicts_[run] = static_cast<unsigned char>(column[run]);
                }
                values = verdicts_.data();
            }
            write_column(store, chunk_offset(segment.first_run, store.positions[i]), column.size(),
                         values);
        }
    }
    note_finished(segment);
}

void ResultBuilder::write_column(const Store& store, const std::vector<hsize_t>& start,
                                 std::size_t run_count, const void* values) const {
    if (run_count == chunk_runs_) {
        checked(H5Dwrite_chunk(store.dataset.id(), H5P_DEFAULT, 0, start.data(),
                               chunk_runs_ * element_size(store.type), values));
        return;
    }
    // The last segment may be short: of 100,000 runs it holds a tenth. The rest of its chunk is
    // never written, a hole in the file.
    const hsize_t size = run_count;
    std::vector<hsize_t> extent(start.size(), 1);
    extent[0] = size;
    const hdf5::Space memory(H5Screate_simple(1, &size, nullptr));
    const hdf5::Space space(H5Dget_space(store.dataset.id()));
    checked(H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, start.data(), nullptr, extent.data(),
                                nullptr));
    const hid_t type = store.type == StoredType::verdict ? H5T_NATIVE_UINT8 : H5T_NATIVE_DOUBLE;
    checked(H5Dwrite(store.dataset.id(), type, memory.id(), space.id(), H5P_DEFAULT, values));
}

void ResultBuilder::note_finished(const Segment& segment) {
    std::iota(run_numbers_.begin(), run_numbers_.end(),
              static_cast<std::int64_t>(segment.first_run));
    const hsize_t first_run = segment.first_run;
    checked(H5Dwrite_chunk(run_scale_->id(), H5P_DEFAULT, 0, &first_run,
                           chunk_runs_ * sizeof(std::int64_t), run_numbers_.data()));
    // Last, so that a killed process never claims a run that is not there.
    finished_[static_cast<std::size_t>(segment.first_run / segment_runs)] =
        static_cast<std::int32_t>(segment.run_count);
    write_finished_runs();
}

std::size_t ResultBuilder::read(std::uint64_t segment, std::vector<double>& values) const {
    values.assign(schema_.column_count * segment_runs, 0.0);
    const std::int32_t run_count = finished_[static_cast<std::size_t>(segment)];
    const hsize_t count = static_cast<hsize_t>(run_count);
    const hdf5::Space memory(H5Screate_simple(1, &count, nullptr));
    for (const Store& store : stores_) {
        const hdf5::Space space(H5Dget_space(store.dataset.id()));
        for (std::size_t i = 0; i < store.positions.size(); ++i) {
            const auto start = chunk_offset(segment * segment_runs, store.positions[i]);
            std::vector<hsize_t> extent(start.size(), 1);
            extent[0] = count;
            checked(H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, start.data(), nullptr,
                                        extent.data(), nullptr));
            checked(H5Dread(store.dataset.id(), H5T_NATIVE_DOUBLE, memory.id(), space.id(),
                            H5P_DEFAULT, &values[(store.first_column + i) * segment_runs]));
        }
    }
    return static_cast<std::size_t>(run_count);
}

std::uint64_t ResultBuilder::finished_runs() const {
    std::uint64_t runs = 0;
    for (const std::int32_t count : finished_) runs += static_cast<std::uint64_t>(count);
    return runs;
}

std::vector<Extent> ResultBuilder::run_extents() const {
    std::vector<Extent> extents;
    const auto add = [&](const Dataset& dataset, const std::vector<hsize_t>& position) {
        for (std::uint64_t first = 0; first < schema_.runs; first += segment_runs) {
            const auto offset = chunk_offset(first, position);
            unsigned filters = 0;
            haddr_t address = 0;
            hsize_t size = 0;
            checked(
                H5Dget_chunk_info_by_coord(dataset.id(), offset.data(), &filters, &address, &size));
            if (address != HADDR_UNDEF) extents.push_back({address, address + size});
        }
    };
    if (run_scale_) add(*run_scale_, {});
    for (const Store& store : stores_) {
        for (const auto& position : store.positions) add(store.dataset, position);
    }
    return extents;
}

void ResultBuilder::close() {
    checked(H5Fflush(file_.id(), H5F_SCOPE_GLOBAL));
    stores_.clear();
    set_scales_.clear();
    run_scale_.reset();
    year_scale_.reset();
    segment_scale_.reset();
    finished_runs_.reset();
    file_.close();
}

}  // namespace plancast

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/results/hdf5_handle.hpp"
#include "engine/results/schema.hpp"
#include "engine/results/seal.hpp"
#include "engine/simulation/simulation.hpp"

namespace plancast {

/// The open HDF5 file of a result that is being written: its whole structure from the start, then
/// its runs a segment at a time. What is written survives the death of the process.
/// All functions throw hdf5::CallFailure; not thread-safe, as HDF5 is not.
class ResultBuilder {
public:
    /// @param file     New and empty.
    /// @param created  When the simulation began, ISO 8601.
    ResultBuilder(hdf5::File file, const ResultSchema& schema, const std::string& created);

    void write(const Segment& segment);

    /// All values of a segment as write() took it, and how many of its runs are there.
    std::size_t read(std::uint64_t segment, std::vector<double>& values) const;

    std::uint64_t finished_runs() const;
    const std::vector<std::int32_t>& finished_runs_by_segment() const { return finished_; }

    const hdf5::File& file() const { return file_; }
    /// Where in the file the values of the runs lie.
    std::vector<Extent> run_extents() const;
    /// Flushes and closes; nothing may follow.
    void close();

private:
    /// One dataset whose chunks are columns of a segment.
    struct Store {
        hdf5::Dataset dataset;
        StoredType type = StoredType::real;
        std::size_t first_column = 0;
        /// Where each of its columns lies behind the run: (n_columns x n_inner_dimensions).
        std::vector<std::vector<hsize_t>> positions;
    };

    void write_sources();
    void create_scales();
    void create_store(const StoredQuantity& quantity);
    hdf5::Dataset create_columns(const std::string& path, hid_t type,
                                 const std::vector<std::size_t>& inner) const;
    void write_column(const Store& store, const std::vector<hsize_t>& start, std::size_t run_count,
                      const void* values) const;
    void note_finished(const Segment& segment);
    void write_finished_runs();

    ResultSchema schema_;
    std::size_t chunk_runs_;
    // Closed last: HDF5 keeps a file open while one of its datasets is.
    hdf5::File file_;
    std::vector<hdf5::Dataset> set_scales_;
    std::optional<hdf5::Dataset> run_scale_, year_scale_, segment_scale_, finished_runs_;
    std::vector<Store> stores_;
    std::vector<std::int32_t> finished_;
    std::vector<std::int64_t> run_numbers_;
    std::vector<unsigned char> verdicts_;
};

}  // namespace plancast

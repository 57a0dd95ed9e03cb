#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/results/schema.hpp"
#include "engine/simulation/simulation.hpp"

namespace plancast {

/// A numeric table of /summary, for readers of the file; one value a label.
struct SummaryTable {
    std::string path;                 ///< such as "summary/targets"
    std::vector<std::string> labels;  ///< row names, such as target ids
    std::vector<std::pair<std::string, std::vector<double>>> columns;
};

/// Writes a result: to PATH.partial first, moved to PATH by finish(). Only the thread that calls
/// write() during a simulation touches HDF5.
///
/// Without finish() the unfinished file stays, with the runs that were written; one without any
/// is removed. A result without quantities stores no runs: write() does nothing.
class ResultWriter final : public SegmentSink {
public:
    /// @throws InvalidInput if @p path or its unfinished file exists and not @p force, if another
    ///         process writes that file, if the folder cannot be made, or if one quantity's path
    ///         is a folder of another's.
    /// @throws MachineFailure if the file cannot be written.
    ResultWriter(const std::string& path, const ResultSchema& schema, bool force);
    ~ResultWriter() override;

    /// Takes a segment that starts at a multiple of segment_runs; one that is written again, with
    /// more runs, replaces what was there.
    /// @throws MachineFailure if the disk is full: how much room is needed, what is kept where.
    void write(const Segment& segment) override;

    /// Adds what the simulation found, says how many runs are there, and moves the file into place.
    /// Where they are fewer than the schema asked for, the file is copied to one of that size.
    /// @param runs        The runs before this number are all written, where any are stored.
    /// @param document    The summary as `show --json` prints it; kept whole in /summary/document.
    /// @param call        What may differ between two calls: threads, block, time; attributes only.
    void finish(std::uint64_t runs, const std::string& document,
                const std::vector<SummaryTable>& tables,
                const std::vector<std::pair<std::string, std::string>>& call);

    /// How many runs are stored by now.
    std::uint64_t finished_runs() const;
    /// Where the unfinished file stands.
    const std::string& partial_path() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Reads a finished result.
class ResultReader {
public:
    /// @throws InvalidInput if there is no such file, or it is no result of plancast, or of a newer
    /// format.
    /// @throws MachineFailure if it is damaged, truncated or unfinished.
    explicit ResultReader(const std::string& path);
    ~ResultReader();

    const ResultSchema& schema() const;  ///< runs = how many are there
    const std::string& document() const;
    /// What wrote the file; the same bits are promised for the same build only.
    const std::string& version() const;
    const std::string& build() const;
    /// What finish() was given as @p call, and when the simulation began ("created").
    const std::vector<std::pair<std::string, std::string>>& call() const;

    /// One run's values of every stored quantity: its columns in the order of the schema.
    /// Reads a few bytes a column. @throws InvalidInput if there is no such run, or none is stored.
    /// @throws MachineFailure if the file is damaged.
    std::vector<double> run(std::uint64_t run) const;
    /// One column of all runs. @throws MachineFailure if the file is damaged.
    std::vector<double> column(std::size_t column) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace plancast

#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/results/schema.hpp"
#include "engine/simulation/simulation.hpp"

namespace plancast {

/// A numeric table of /summary, for readers of the file; one value a label.
struct SummaryTable {
    std::string path;                      ///< such as "summary/targets"
    std::vector<std::string> labels;       ///< row names, such as target ids
    std::vector<std::pair<std::string, std::vector<double>>> columns;
};

/// Writes a result: to PATH.partial first, moved to PATH by finish(). Only the thread that calls
/// write() during a simulation touches HDF5.
class ResultWriter final : public SegmentSink {
public:
    /// @throws InvalidInput if @p path exists and not @p force, or its folder cannot be made.
    /// @throws MachineFailure if the file cannot be written.
    ResultWriter(const std::string& path, const ResultSchema& schema, bool force);
    ~ResultWriter() override;

    void write(const Segment& segment) override;

    /// Adds what the simulation found, says how many runs are there, and moves the file into place.
    /// @param document    The summary as `show --json` prints it; kept whole in /summary/document.
    /// @param call        What may differ between two calls: threads, block, time; attributes only.
    void finish(std::uint64_t runs, const std::string& document,
                const std::vector<SummaryTable>& tables,
                const std::vector<std::pair<std::string, std::string>>& call);

    /// Where the unfinished file stands.
    const std::string& partial_path() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Reads a finished result.
class ResultReader {
public:
    /// @throws InvalidInput if there is no such file, or it is no result of plancast, or of a newer format.
    /// @throws MachineFailure if it is damaged, truncated or unfinished.
    explicit ResultReader(const std::string& path);
    ~ResultReader();

    const ResultSchema& schema() const;      ///< runs = how many are there
    const std::string& document() const;
    /// One run's values of every stored quantity: its columns in the order of the schema.
    std::vector<double> run(std::uint64_t run) const;
    /// One column of all runs.
    std::vector<double> column(std::size_t column) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace plancast

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace plancast {

/// What was written behind options, as text; absent ones are empty.
struct Written {
    std::string file;
    std::vector<std::string> files;  ///< of a verb that takes several
    std::optional<std::string> runs, seed, threads, output, store, precision, block, run, language,
        design, of, method, base_size, by, groups, estimator, trajectories, candidates, target,
        density, boxes, folder;
    bool force = false, quiet = false, json = false, readings = false, program = false,
         median_world = false, markdown = false, second_order = false, hits = false;
};

/// The verbs with their options, as CLI11 wants them: it cuts the words and writes the help; what
/// the words mean is decided in command_line.cpp.
class VerbOptions {
public:
    /// @param written  Where the words go that are parsed; outlives this.
    explicit VerbOptions(Written& written);
    ~VerbOptions();

    CLI::App& app() { return *app_; }
    std::vector<std::string> verbs() const;

private:
    std::unique_ptr<CLI::App> app_;
};

}  // namespace plancast

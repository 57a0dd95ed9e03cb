#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace plancast::testing {

struct Outcome {
    int status = -1;  ///< exit status; 128 + signal where one killed it
    std::string output, messages;
};

/// A folder of its own with a small plan in it, in which the program is run; removed at the end.
///
/// workshop/model.toml: three years, a set, a count, a reading, three targets of which one can
/// never be met; workshop/better.toml: a scenario of it; workshop/timeless.toml: a model without
/// time or targets.
class ProgramFolder {
public:
    ProgramFolder();
    ~ProgramFolder();
    ProgramFolder(const ProgramFolder&) = delete;
    ProgramFolder& operator=(const ProgramFolder&) = delete;

    /// Runs plancast to its end. @param environment  NAME=value, beside LC_ALL=C.
    Outcome run(const std::vector<std::string>& words,
                const std::vector<std::string>& environment = {}) const;
    /// As run, with standard output sent to a file such as /dev/full.
    Outcome run_to(const std::string& file, const std::vector<std::string>& words) const;
    /// Starts plancast; finish() waits for it.
    pid_t start(const std::vector<std::string>& words) const;
    pid_t start_to(const std::string& file, const std::vector<std::string>& words) const;
    Outcome finish(pid_t process) const;

    std::string path(const std::string& name) const { return (folder_ / name).string(); }
    bool has(const std::string& name) const { return std::filesystem::exists(folder_ / name); }
    std::string read(const std::string& name) const;
    void write(const std::string& name, const std::string& text) const;

private:
    pid_t launch(const std::vector<std::string>& words, const std::string& output,
                 const std::vector<std::string>& environment) const;

    std::filesystem::path folder_;
};

}  // namespace plancast::testing

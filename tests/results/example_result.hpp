#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "engine/results/result_file.hpp"

namespace plancast::testing {

/// A folder of its own for one test, removed with everything in it at the end.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    std::string file(const std::string& name) const { return (path_ / name).string(); }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// Two years, the set "sector" of three members and "level" of two: a quantity of every shape,
/// 29 columns in all. Names and texts hold Vietnamese.
ResultSchema example_schema(std::uint64_t runs);

/// What the example holds in a column of a run: every bit of the mantissa is used, and one run of
/// column 0 is not finite. Verdicts are 0, 1 or 2. tests/results/read_result.py repeats it.
double example_value(const ResultSchema& schema, std::size_t column, std::uint64_t run);

/// The runs of one segment, as a simulation hands them over.
struct ExampleSegment {
    ExampleSegment(const ResultSchema& schema, std::uint64_t first_run, std::size_t run_count);
    Segment segment() const;

    std::uint64_t first_run;
    std::size_t run_count;
    std::vector<double> values;
};

std::vector<SummaryTable> example_tables();
inline const std::string example_document = "{\"scenario\": \"thử nghiệm\"}";
inline const std::vector<std::pair<std::string, std::string>> example_call{
    {"threads", "2"}, {"block", "256"}, {"seconds", "0.25"}};

/// Writes the example whole. @param written  How many runs, where fewer than the schema asks for.
void write_example(const std::string& path, const ResultSchema& schema, bool force = false);

/// All bytes of a file, and the other way.
std::string read_bytes(const std::string& path);
void write_bytes(const std::string& path, const std::string& bytes);

}  // namespace plancast::testing

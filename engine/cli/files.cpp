#include "engine/cli/files.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "engine/core/error.hpp"
#include "engine/scenarios/scenario.hpp"

namespace plancast {

bool is_plan_file(const std::string& path) {
    return std::filesystem::path(path).extension() == ".toml";
}

void refuse_result_file(const std::string& path) {
    if (std::filesystem::path(path).extension() == ".h5" && std::filesystem::exists(path))
        throw InvalidInput(fmt::format("'{}' is a result, not a scenario or model", path),
                           fmt::format("show it: plancast show {}", path));
    for (const char* foreign : {".csv", ".json", ".xls", ".xlsx", ".yaml", ".yml", ".docx", ".pdf"})
        if (std::filesystem::path(path).extension() == foreign && std::filesystem::exists(path))
            throw InvalidInput(fmt::format("'{}' is no scenario or model", path),
                               "these are .toml files; models/README.md shows one to begin with");
}

Plan plan_of_result(const ResultReader& reader) {
    const ResultSchema& schema = reader.schema();
    if (schema.sources.empty())
        throw MachineFailure("the file holds no scenario from which a run could be replayed");
    const SourceReader stored = [&schema](const std::string& path) -> SourceFilePtr {
        for (const SourceText& source : schema.sources) {
            if (source.path == path) return std::make_shared<SourceFile>(source.path, source.text);
        }
        throw MachineFailure(fmt::format("the file holds no text of '{}'", path));
    };
    Plan plan = load_plan(schema.sources.front().path, stored);
    plan.run.runs = schema.runs;
    plan.run.seed = schema.seed;
    plan.run.design = schema.design;
    return plan;
}

namespace {

/// A result may bear any name; what is none, and has not the name of one, may have been meant to be
/// a plan.
ResultReader open_what_may_be_a_plan(const std::string& path) {
    try {
        return ResultReader(path);
    } catch (const InvalidInput&) {
        if (!std::filesystem::exists(path) || std::filesystem::path(path).extension() == ".h5")
            throw;
        throw InvalidInput(fmt::format("'{}' is neither a scenario or model nor a result", path),
                           "name .toml or .h5 files");
    }
}

}  // namespace

Plan load_plan_or_result(const std::string& path) {
    return is_plan_file(path) ? load_plan(path) : plan_of_result(open_what_may_be_a_plan(path));
}

}  // namespace plancast

#include "engine/models/model_folder.hpp"

#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/core.h>

namespace plancast {

namespace {

namespace fs = std::filesystem;

bool lies_in(const fs::path& path, const fs::path& folder) {
    const fs::path relative = path.lexically_relative(folder);
    return !relative.empty() && *relative.begin() != "..";
}

// As this system takes it, or as another would: "/etc", "C:\models", "\\server".
bool is_absolute(const std::string& path) {
    return fs::path(path).is_absolute() || path.front() == '\\' ||
           (path.size() > 1 && path[1] == ':');
}

}  // namespace

ModelFolder::ModelFolder(const std::string& model_path, SourceReader reader)
    : model_path_(model_path),
      folder_(fs::path(model_path).parent_path().generic_string()),
      reader_(std::move(reader)) {}

std::string ModelFolder::path_of(const Tree& named, const std::string& beside,
                                 Problems& problems) const {
    const std::string advice =
        "a model reads files of its own folder: \"prices.toml\", "
        "\"health/schools.toml\"";
    if (!named.is_string() || named.text.empty()) {
        problems.error(named.place, "this is not the name of a file", advice);
        return {};
    }
    if (is_absolute(named.text)) {
        problems.error(named.place, fmt::format("'{}' is an absolute path", named.text), advice);
        return {};
    }
    const fs::path path = (fs::path(beside).parent_path() / named.text).lexically_normal();
    if (!lies_in(path, folder_)) {
        problems.error(named.place, fmt::format("'{}' leads out of the model's folder", named.text),
                       advice);
        return {};
    }
    return path.generic_string();
}

bool ModelFolder::link_leads_out(const std::string& path) const {
    std::error_code failure;
    const fs::path folder = fs::canonical(folder_.empty() ? "." : folder_, failure);
    const fs::path target = fs::weakly_canonical(fs::absolute(path), failure);
    return failure || !lies_in(target, folder);
}

bool ModelFolder::holds(const std::string& path) const {
    return lies_in(fs::path(path).lexically_normal(), folder_);
}

SourceFilePtr ModelFolder::read(const Tree& named, const std::string& beside, Problems& problems) {
    const std::string path = path_of(named, beside, problems);
    if (path.empty()) return nullptr;
    for (const SourceFilePtr& file : files_)
        if (file->path() == path) return file;
    if (!reader_ && link_leads_out(path)) {
        problems.error(
            named.place,
            fmt::format("'{}' is a link that leads out of the model's folder", named.text),
            "put the file itself there");
        return nullptr;
    }
    try {
        files_.push_back(reader_ ? reader_(path) : read_source(path));
    } catch (const InvalidInput& wrong) {
        const Problem& problem = wrong.problems().front();
        if (problem.position.line > 0) throw;  // it stands in that file
        problems.error(named.place, fmt::format("'{}': {}", named.text, problem.message),
                       problem.suggestion.empty()
                           ? "a path is relative to the folder of the file that names it"
                           : problem.suggestion);
        return nullptr;
    }
    return files_.back();
}

}  // namespace plancast

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/models/document.hpp"

namespace plancast {

/// Gives the text of a file, by the path under which it was asked for.
using SourceReader = std::function<SourceFilePtr(const std::string& path)>;

/// The files that a model names: each lies in the model's folder or below it, so that a model can
/// be handed on as its folder, and reading a stranger's model reads nothing else.
class ModelFolder {
public:
    /// @param model_path  The model's file, lexically normal.
    /// @param reader      Where texts come from; read_source on disk if empty, and then a link must
    ///                    not lead out of the folder either.
    explicit ModelFolder(const std::string& model_path, SourceReader reader = {});

    /// The file that the string @p named names, relative to the file at @p beside. Each is read
    /// once. Reports a path that is absolute or leads out of the folder, and a file that there is
    /// not; then the result is null.
    SourceFilePtr read(const Tree& named, const std::string& beside, Problems& problems);

    const std::string& model_path() const { return model_path_; }
    /// Whether a path lies in the folder or below it, by its name.
    bool holds(const std::string& path) const;

    /// All files read so far, in that order.
    const std::vector<SourceFilePtr>& files() const { return files_; }

private:
    std::string path_of(const Tree& named, const std::string& beside, Problems& problems) const;
    bool link_leads_out(const std::string& path) const;

    std::string model_path_;
    std::string folder_;  ///< "" for the current one
    SourceReader reader_;
    std::vector<SourceFilePtr> files_;
};

}  // namespace plancast

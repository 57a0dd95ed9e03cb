#include "engine/scenarios/scenario.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "engine/models/keys.hpp"
#include "engine/models/table_reader.hpp"
#include "engine/scenarios/include.hpp"
#include "engine/scenarios/merge.hpp"

namespace plancast {

namespace {

constexpr std::size_t most_files = 32;

std::string normal_path(const std::filesystem::path& path) {
    return path.lexically_normal().generic_string();
}

/// A scenario and what it extends, the model last; each as it stands in its file.
struct Chain {
    std::vector<SourceFilePtr> files;
    std::vector<Tree> documents;
    Title title;
};

[[noreturn]] void refuse(const Place& place, std::string message, std::string suggestion) {
    Problems problems;
    problems.error(place, std::move(message), std::move(suggestion));
    problems.throw_if_any();
    std::abort();  // an error is always thrown
}

// The file that a document extends, or "" for a model.
std::string extended_path(const Tree& document, const std::string& path, Problems& problems,
                          Title& title) {
    const Tree* scenario = document.find("scenario");
    if (scenario == nullptr) return {};
    TableReader reader(*scenario, "[scenario]", problems, keys_of("scenario"));
    title = reader.title();
    reader.take("description");
    const Tree* extends = reader.require(
        "extends", "the model or scenario that it changes: extends = \"../models/ward.toml\"");
    reader.refuse_others();
    if (extends == nullptr) problems.throw_if_any();
    if (!extends->is_string() || extends->text.empty())
        refuse(extends->place, "'extends' is not a path", "extends = \"../models/ward.toml\"");
    if (std::filesystem::path(extends->text).extension() == ".h5")
        refuse(extends->place, fmt::format("'{}' is a result", extends->text),
               "a scenario extends a model or another scenario, a .toml file");
    return normal_path(std::filesystem::path(path).parent_path() / extends->text);
}

Chain read_chain(const std::string& first, const SourceReader& read, Problems& problems) {
    Chain chain;
    std::string path = normal_path(first);
    Place asked;  // where the file at hand was named
    std::vector<std::string> paths;
    while (true) {
        paths.push_back(path);
        SourceFilePtr file;
        try {
            file = read(path);
        } catch (const InvalidInput& wrong) {
            if (asked.file == nullptr) throw;
            const std::string& advice = wrong.problems().front().suggestion;
            refuse(asked, wrong.what(),
                   advice.empty() ? "a path is relative to the folder of this file" : advice);
        }
        chain.files.push_back(file);
        chain.documents.push_back(parse_document(file));
        Title title;
        const std::string next = extended_path(chain.documents.back(), path, problems, title);
        if (chain.files.size() == 1) chain.title = title;
        if (next.empty()) return chain;
        asked = chain.documents.back().find("scenario")->find("extends")->place;
        const auto met = std::find(paths.begin(), paths.end(), next);
        if (met != paths.end()) {
            std::vector<std::string> circle(met, paths.end());
            circle.push_back(next);
            refuse(asked, fmt::format("'extends' goes in a circle: {}", fmt::join(circle, " -> ")),
                   "end at a model");
        }
        if (paths.size() >= most_files)
            refuse(asked, fmt::format("more than {} files extend each other", most_files),
                   "extend a nearer one");
        path = next;
    }
}

}  // namespace

Plan load_plan(const std::string& path, const SourceReader& reader) {
    Problems problems;
    Chain chain = read_chain(path, reader ? reader : SourceReader(read_source), problems);
    Tree document = std::move(chain.documents.back());
    ModelFolder folder(chain.files.back()->path(), reader);
    std::vector<SourceFilePtr> sources = chain.files;
    for (SourceFilePtr& file : include_files(document, folder, problems))
        sources.push_back(std::move(file));
    for (std::size_t i = chain.documents.size() - 1; i-- > 0;)
        merge_scenario(chain.documents[i], document, problems);
    try {
        Plan plan = build_plan(document, sources, &folder);
        plan.scenario_title = chain.title;
        if (!problems.has_errors()) return plan;
    } catch (const InvalidInput& wrong) {
        std::vector<Problem> all = problems.list();
        all.insert(all.end(), wrong.problems().begin(), wrong.problems().end());
        throw InvalidInput(std::move(all));
    }
    throw InvalidInput(problems.list());
}

Plan load_plan(const PlanDraft& draft) {
    const SourceFilePtr written = draft.source();
    const std::string path = normal_path(draft.name());
    return load_plan(path, [&](const std::string& asked) {
        return asked == path ? written : read_source(asked);
    });
}

}  // namespace plancast

#include "engine/scenarios/include.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace plancast {

namespace {

constexpr std::size_t most_files = 100;

class Includer {
public:
    Includer(ModelFolder& folder, Problems& problems) : folder_(folder), problems_(problems) {}

    // What the files that a document includes say, and behind it what it says itself.
    Tree whole(Tree document, const std::string& path) {
        Tree result;
        result.place = document.place;
        open_.push_back(path);
        if (Tree* model = document.find("model"))
            if (const Tree* include = model->find("include")) {
                for (const Tree* named : names(*include)) add(result, *named, path);
                std::erase_if(model->members,
                              [](const Tree::Member& member) { return member.key == "include"; });
            }
        open_.pop_back();
        merge(result, std::move(document));
        return result;
    }

    const std::vector<SourceFilePtr>& files() const { return files_; }
    bool misses_a_file() const { return misses_a_file_; }

private:
    std::vector<const Tree*> names(const Tree& include) const {
        if (include.kind != Tree::Kind::array) return {&include};
        std::vector<const Tree*> result;
        for (const Tree& item : include.items) result.push_back(&item);
        return result;
    }

    void add(Tree& result, const Tree& named, const std::string& beside) {
        const SourceFilePtr file = folder_.read(named, beside, problems_);
        misses_a_file_ = misses_a_file_ || !file;
        if (!file) return;
        const std::string& path = file->path();
        const auto met = std::find(open_.begin(), open_.end(), path);
        if (met != open_.end()) {
            std::vector<std::string> circle(met, open_.end());
            circle.push_back(path);
            problems_.error(
                named.place,
                fmt::format("'include' goes in a circle: {}", fmt::join(circle, " -> ")),
                "leave one of them out");
            return;
        }
        if (std::find(done_.begin(), done_.end(), path) != done_.end()) return;
        done_.push_back(path);
        if (done_.size() > most_files) {
            problems_.error(named.place,
                            fmt::format("more than {} files are included", most_files));
            return;
        }
        Tree document = parse_document(file);
        refuse_what_is_the_models(document, named.text);
        merge(result, whole(std::move(document), path));
        files_.push_back(file);
    }

    void refuse_what_is_the_models(Tree& document, const std::string& name) {
        if (const Tree::Member* scenario = document.find_member("scenario"))
            problems_.error(scenario->key_place, fmt::format("'{}' is a scenario", name),
                            "a model includes parts of a model; a scenario extends a model");
        Tree* model = document.find("model");
        if (model == nullptr || !model->is_table()) return;
        for (const Tree::Member& member : model->members)
            if (member.key != "include")
                problems_.error(member.key_place,
                                fmt::format("'{}' is said in an included file", member.key),
                                "title and years belong to the model that includes it");
        std::erase_if(model->members,
                      [](const Tree::Member& member) { return member.key != "include"; });
    }

    void merge(Tree& result, Tree more) {
        for (Tree::Member& section : more.members) {
            Tree* present = result.find(section.key);
            if (present == nullptr) {
                result.members.push_back(std::move(section));
            } else if (present->kind == Tree::Kind::array && section.value.kind == present->kind) {
                for (Tree& item : section.value.items) present->items.push_back(std::move(item));
            } else if (present->is_table() && section.value.is_table()) {
                merge_section(*present, std::move(section));
            } else {
                problems_.error(section.key_place,
                                fmt::format("'{}' is a {} here and a {} in '{}'", section.key,
                                            kind_name(section.value), kind_name(*present),
                                            present->place.file->path()));
            }
        }
    }

    void merge_section(Tree& present, Tree::Member section) {
        // Messages about the section as a whole point to where the model itself has it.
        present.place = section.value.place;
        for (Tree::Member& member : section.value.members) {
            const Tree::Member* first = present.find_member(member.key);
            if (first == nullptr) {
                present.members.push_back(std::move(member));
                continue;
            }
            problems_.error(
                member.key_place,
                fmt::format("'{}' in [{}] is declared twice: here and at {}:{}", member.key,
                            section.key, first->key_place.file->path(), first->key_place.line),
                "keep one, or give one another name");
        }
    }

    ModelFolder& folder_;
    Problems& problems_;
    std::vector<std::string> open_;  ///< the files that include what is being read
    std::vector<std::string> done_;
    std::vector<SourceFilePtr> files_;
    bool misses_a_file_ = false;
};

}  // namespace

std::vector<SourceFilePtr> include_files(Tree& model, ModelFolder& folder, Problems& problems) {
    const std::string path = model.place.file->path();
    Includer includer(folder, problems);
    model = includer.whole(std::move(model), path);
    // Every use of what a missing file declares would be reported.
    if (includer.misses_a_file()) problems.throw_if_any();
    return includer.files();
}

}  // namespace plancast

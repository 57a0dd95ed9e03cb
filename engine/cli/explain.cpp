#include "engine/cli/terminal.hpp"
#include "engine/cli/verbs.hpp"
#include "engine/core/error.hpp"
#include "engine/core/nearest_name.hpp"
#include "engine/models/reference.hpp"
#include "engine/report/explanation.hpp"

namespace plancast {

namespace {

[[noreturn]] void refuse(const std::string& name) {
    std::vector<std::string> names;
    for (const Entry& entry : reference()) {
        names.push_back(entry.name);
        names.insert(names.end(), entry.also.begin(), entry.also.end());
    }
    const std::string nearest = nearest_name(name, names);
    throw InvalidInput("there is nothing called '" + name + "' in the language of plans",
                       nearest.empty() ? "'plancast explain' lists what there is"
                                       : "did you mean '" + nearest + "'?");
}

}  // namespace

ExitStatus explain(const ExplainArguments& arguments) {
    const Language language = arguments.output.language;
    const std::string& name = arguments.name;
    std::vector<Entry> found = name.empty() ? reference() : find_entries(name);
    const std::vector<Entry> listed = list_entries(name);
    if (arguments.markdown) {
        if (listed.empty())
            throw InvalidInput("there is no table of '" + name + "'",
                               "there are functions, laws, count laws, words, units, and the keys "
                               "of a section, such as inputs");
        print(explanation_markdown(listed, language));
        return done;
    }
    if (found.empty() && listed.empty()) refuse(name);
    // A section shows its keys itself; "functions" and "units" are sections and kinds at once.
    const bool is_kind = !listed.empty() && listed.front().kind != EntryKind::key;
    if (arguments.output.json) {
        if (is_kind || found.empty()) found.insert(found.end(), listed.begin(), listed.end());
        print(explanation_json(found, language).document());
    } else if (name.empty()) {
        print(contents_text(output_style(language)));
    } else {
        std::string text = explanation_text(found, output_style(language));
        if (is_kind || found.empty())
            text += (text.empty() ? "" : "\n") + listing_text(listed, output_style(language));
        print(text);
    }
    return done;
}

}  // namespace plancast

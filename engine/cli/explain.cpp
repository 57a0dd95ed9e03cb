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
    const std::vector<Entry> found = name.empty() ? reference() : find_entries(name);
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
    if (arguments.output.json)
        print(explanation_json(found.empty() ? listed : found, language).document());
    else if (name.empty())
        print(contents_text(output_style(language)));
    else if (found.empty())
        print(listing_text(listed, output_style(language)));
    else
        print(explanation_text(found, output_style(language)));
    return done;
}

}  // namespace plancast

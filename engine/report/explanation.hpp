#pragma once

#include <string>
#include <vector>

#include "engine/models/reference.hpp"
#include "engine/report/json.hpp"
#include "engine/report/text_table.hpp"

namespace plancast {

/// What the plan language knows by a name: how it is written, where it stands, what it means. Of a
/// section its keys too.
std::string explanation_text(const std::vector<Entry>& entries, const TextStyle& style);

/// A line for each entry: its name and meaning.
std::string listing_text(const std::vector<Entry>& entries, const TextStyle& style);

/// The names of all there is to explain, by kind.
std::string contents_text(const TextStyle& style);

/// The entries as a JSON document.
Json explanation_json(const std::vector<Entry>& entries, Language language);

/// The entries, of one kind, as a table in Markdown: the tables of the references.
std::string explanation_markdown(const std::vector<Entry>& entries, Language language);

}  // namespace plancast

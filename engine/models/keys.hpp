#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/meaning.hpp"

namespace plancast {

/// A table of a model or scenario file.
struct Section {
    std::string_view name;     ///< "inputs"; "scenario.inputs" for what only a scenario may say
    std::string_view heading;  ///< "[inputs.NAME]"
    Meaning meaning;
};

/// A key that may stand in some sections.
struct Key {
    std::string_view sections;  ///< their names, set apart by blanks
    std::string_view name;
    std::string_view form;  ///< an example, which is valid TOML: "range = [10, 15]"
    Meaning meaning;
};

/// All sections and keys of the language. The readers of files take no key that is not described
/// here, and the reference and `plancast explain` are made from it.
std::span<const Section> sections();
std::span<const Key> keys();

bool stands_in(const Key& key, std::string_view section);

/// The names of the keys of a section. (What is drawn has its laws as keys besides, which have
/// tables of their own.)
std::vector<std::string> keys_of(std::string_view section);

/// Lists of names, one behind the other.
std::vector<std::string> joined(std::initializer_list<std::vector<std::string>> lists);

/// The sections of a model file.
std::vector<std::string> model_sections();

}  // namespace plancast

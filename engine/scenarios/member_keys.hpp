#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/models/document.hpp"

namespace plancast {

/// What keys of a quantity's tables by member mean, as far as the document says it: what is wrong
/// with it is reported when the plan is built.
class MemberKeys {
public:
    /// @param sets  [sets] of the model; null if it has none.
    MemberKeys(const Tree& quantity, const Tree* sets);

    /// Whether a key names a member of what the quantity ranges over, or a part of it.
    bool names_members(const std::string& key) const;
    /// In place of each key that names a part of a set, one for each of its members that has none
    /// of its own, in this table and those in it. Afterwards tables can be merged key by key.
    void spell_out(Tree& table) const;

private:
    bool is_member(const std::string& key) const;
    void add_set(const std::string& name, const Tree& sets);

    std::vector<std::string> members_;
    std::map<std::string, std::vector<std::string>> parts_;  ///< members of each, by its name
};

}  // namespace plancast

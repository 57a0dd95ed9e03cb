#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/models/document.hpp"

namespace plancast {

/// What is wrong alike for many members of a set: said once, for the first of them, with the number
/// of the others.
class MemberProblems {
public:
    /// @param kind    What is one mistake; what bears another is said beside it.
    /// @param member  For which it is met; years and runs of folds may meet it again.
    void error(const Place& place, const std::string& kind, const std::string& member,
               std::string message, std::string suggestion);
    /// Says to @p problems what was met, and forgets it.
    void report(Problems& problems);

private:
    struct Mistake {
        Place place;
        std::string message, suggestion;
        std::set<std::string> members;
    };
    std::vector<Mistake> mistakes_;
    std::map<std::string, std::size_t> index_;
};

}  // namespace plancast

#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace plancast {

/// A place in a text that a user wrote. Lines and columns count from 1, columns in characters
/// (code points); line 0 means that no place is known.
struct SourcePosition {
    std::string file;
    std::size_t line = 0;
    std::size_t column = 0;
    std::size_t length = 1;  ///< how many characters the caret underlines
};

enum class Severity { error, warning };

/// One thing that is wrong (or looks wrong) in what a user wrote.
struct Problem {
    SourcePosition position;
    std::string message;  ///< what is wrong, without a full stop: "unknown name 'produkt'"
    std::string
        suggestion;  ///< what to do: "did you mean 'product'? (declared at line 30)"; may be empty
    std::string source_line;  ///< the line of the text that position.line names, for the caret; may
                              ///< be empty
    Severity severity = Severity::error;
};

/// What a user wrote or asked for cannot be used. The program ends with exit status 2.
class InvalidInput : public std::runtime_error {
public:
    /// A single problem without a place in a file, such as a wrong option.
    explicit InvalidInput(std::string message, std::string suggestion = {});
    /// @param problems  At least one error, in the order in which they are to be shown.
    explicit InvalidInput(std::vector<Problem> problems);

    const std::vector<Problem>& problems() const { return problems_; }

private:
    std::vector<Problem> problems_;
};

/// The machine or a file failed: disk full, file damaged, unreadable. Exit status 1.
class MachineFailure : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace plancast

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/models/document.hpp"

namespace plancast {

/// A cell of a table, with the place of its text.
struct CsvCell {
    std::string text;  ///< without quotes, and without blanks around it
    Place place;
};

/// A table of text: a line of names, then lines with as many cells (RFC 4180; `;` or a tab may set
/// cells apart instead of `,`: whichever the first line has most of). Lines without text are left
/// out.
class CsvTable {
public:
    /// Reports rows with another number of cells than the first, and quotes that are not closed.
    CsvTable(const SourceFilePtr& file, Problems& problems);

    /// The number of the column of that name; reports a name that is not there (with the nearest)
    /// or that stands there twice. @param asked  Where it was asked for.
    std::optional<std::size_t> column(const std::string& name, const Place& asked,
                                      Problems& problems) const;

    const std::vector<std::vector<CsvCell>>& rows() const { return rows_; }
    const SourceFilePtr& file() const { return file_; }

private:
    SourceFilePtr file_;
    std::vector<CsvCell> header_;
    std::vector<std::vector<CsvCell>> rows_;
};

}  // namespace plancast

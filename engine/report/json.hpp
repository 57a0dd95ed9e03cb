#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace plancast {

/// A JSON value; objects keep the order in which they were filled. Copies are deep.
class Json {
public:
    using Array = std::vector<Json>;
    using Object = std::vector<std::pair<std::string, Json>>;

    Json() = default;                                      ///< null
    Json(bool truth) : value_(truth) {}                    // NOLINT(google-explicit-constructor)
    Json(int number) : value_(std::int64_t{number}) {}     // NOLINT(google-explicit-constructor)
    Json(std::uint64_t number) : value_(number) {}         // NOLINT(google-explicit-constructor)
    Json(double number) : value_(number) {}                // NOLINT(google-explicit-constructor)
    Json(std::string text) : value_(std::move(text)) {}    // NOLINT(google-explicit-constructor)
    Json(const char* text) : value_(std::string(text)) {}  // NOLINT(google-explicit-constructor)
    Json(Array items) : value_(std::move(items)) {}        // NOLINT(google-explicit-constructor)
    Json(Object members) : value_(std::move(members)) {}   // NOLINT(google-explicit-constructor)

    /// Adds a member to an object (null becomes one).
    void set(std::string key, Json value);
    /// Adds an item to an array (null becomes one).
    void append(Json item);

    bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
    /// The member of that name, or null where there is none or this is no object.
    const Json& at(std::string_view key) const;
    /// The items; none where this is no array.
    const Array& items() const;
    const Object& members() const;
    /// NaN where this is no number.
    double number() const;
    /// 0 where this is no whole number.
    std::uint64_t whole() const;
    /// "" where this is no string.
    const std::string& text() const;
    bool truth() const;

    /// As a document, two spaces a level; what fits on a line stands on one. Numbers have the
    /// fewest digits from which the same double is read; what is not finite becomes null.
    std::string document() const;

    /// @throws MachineFailure if @p text is no JSON: only what plancast wrote itself is read.
    static Json parse(std::string_view text);

private:
    std::string compact() const;
    void write(std::string& text, std::size_t indent, std::size_t begun) const;

    std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, std::string, Array,
                 Object>
        value_;
};

}  // namespace plancast

#include "engine/report/json.hpp"

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "engine/core/error.hpp"

namespace plancast {

namespace {

constexpr std::size_t line_width = 100;

const Json null_json;
const Json::Array no_items;
const Json::Object no_members;
const std::string no_text;

std::string quoted(const std::string& text) {
    // What is not UTF-8 is replaced: a document must be readable whatever stands in a title.
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Json converted(const nlohmann::ordered_json& value) {
    switch (value.type()) {
        case nlohmann::json::value_t::boolean: return {value.get<bool>()};
        case nlohmann::json::value_t::number_integer:
            return {static_cast<double>(value.get<std::int64_t>())};
        case nlohmann::json::value_t::number_unsigned: return {value.get<std::uint64_t>()};
        case nlohmann::json::value_t::number_float: return {value.get<double>()};
        case nlohmann::json::value_t::string: return {value.get<std::string>()};
        case nlohmann::json::value_t::array: {
            Json::Array items;
            for (const auto& item : value) items.push_back(converted(item));
            return {std::move(items)};
        }
        case nlohmann::json::value_t::object: {
            Json::Object members;
            for (const auto& [key, member] : value.items())
                members.emplace_back(key, converted(member));
            return {std::move(members)};
        }
        default: return {};
    }
}

}  // namespace

void Json::set(std::string key, Json value) {
    if (is_null()) value_ = Object{};
    std::get<Object>(value_).emplace_back(std::move(key), std::move(value));
}

void Json::append(Json item) {
    if (is_null()) value_ = Array{};
    std::get<Array>(value_).push_back(std::move(item));
}

const Json& Json::at(std::string_view key) const {
    for (const auto& [name, value] : members()) {
        if (name == key) return value;
    }
    return null_json;
}

const Json::Array& Json::items() const {
    const auto* items = std::get_if<Array>(&value_);
    return items != nullptr ? *items : no_items;
}

const Json::Object& Json::members() const {
    const auto* members = std::get_if<Object>(&value_);
    return members != nullptr ? *members : no_members;
}

double Json::number() const {
    if (const auto* real = std::get_if<double>(&value_)) return *real;
    if (const auto* integer = std::get_if<std::int64_t>(&value_))
        return static_cast<double>(*integer);
    if (const auto* whole = std::get_if<std::uint64_t>(&value_)) return static_cast<double>(*whole);
    return std::numeric_limits<double>::quiet_NaN();
}

std::uint64_t Json::whole() const {
    const auto* whole = std::get_if<std::uint64_t>(&value_);
    return whole != nullptr ? *whole : 0;
}

const std::string& Json::text() const {
    const auto* text = std::get_if<std::string>(&value_);
    return text != nullptr ? *text : no_text;
}

bool Json::truth() const {
    const auto* truth = std::get_if<bool>(&value_);
    return truth != nullptr && *truth;
}

std::string Json::compact() const {
    if (const auto* truth = std::get_if<bool>(&value_)) return *truth ? "true" : "false";
    if (const auto* integer = std::get_if<std::int64_t>(&value_)) return std::to_string(*integer);
    if (const auto* whole = std::get_if<std::uint64_t>(&value_)) return std::to_string(*whole);
    if (const auto* real = std::get_if<double>(&value_)) return nlohmann::json(*real).dump();
    if (const auto* text = std::get_if<std::string>(&value_)) return quoted(*text);
    std::string joined;
    if (const auto* items = std::get_if<Array>(&value_)) {
        for (const Json& item : *items) joined += (joined.empty() ? "" : ", ") + item.compact();
        return "[" + joined + "]";
    }
    if (const auto* members = std::get_if<Object>(&value_)) {
        for (const auto& [key, member] : *members)
            joined += (joined.empty() ? "" : ", ") + quoted(key) + ": " + member.compact();
        return "{" + joined + "}";
    }
    return "null";
}

/// @param begun  How much of the line is taken already.
void Json::write(std::string& text, std::size_t indent, std::size_t begun) const {
    const std::string inline_text = compact();
    if ((items().empty() && members().empty()) || begun + inline_text.size() + 1 <= line_width) {
        text += inline_text;
        return;
    }
    const std::string inner(indent + 2, ' ');
    const bool is_array = !items().empty();
    text += is_array ? "[\n" : "{\n";
    bool first = true;
    for (const Json& item : items()) {
        text += (first ? "" : ",\n") + inner;
        item.write(text, indent + 2, indent + 2);
        first = false;
    }
    for (const auto& [key, member] : members()) {
        const std::string name = quoted(key) + ": ";
        text += (first ? "" : ",\n") + inner + name;
        member.write(text, indent + 2, indent + 2 + name.size());
        first = false;
    }
    text += "\n" + std::string(indent, ' ') + (is_array ? "]" : "}");
}

std::string Json::document() const {
    std::string text;
    write(text, 0, 0);
    return text + "\n";
}

Json Json::parse(std::string_view text) {
    try {
        return converted(nlohmann::ordered_json::parse(text));
    } catch (const nlohmann::json::exception& error) {
        throw MachineFailure(std::string("the stored summary is damaged: ") + error.what());
    }
}

}  // namespace plancast

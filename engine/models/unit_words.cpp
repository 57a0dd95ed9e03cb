#include "engine/models/unit_words.hpp"

#include <array>

namespace plancast {

namespace {

constexpr std::array<UnitWord, 60> words{{
    {"%", "", 1e-2},
    {"‰", "", 1e-3},
    {"percentage points", percentage_point_dimension, 1e-2},
    {"percentage point", percentage_point_dimension, 1e-2},
    {"pp", percentage_point_dimension, 1e-2},
    {"year", "", 1},
    {"years", "", 1},
    {"năm", "", 1},
    {"quarter", "", 1.0 / 4},
    {"quarters", "", 1.0 / 4},
    {"quý", "", 1.0 / 4},
    {"month", "", 1.0 / 12},
    {"months", "", 1.0 / 12},
    {"tháng", "", 1.0 / 12},
    {"day", "", 1.0 / 365},
    {"days", "", 1.0 / 365},
    {"ngày", "", 1.0 / 365},
    {"hour", "", 1.0 / 8760},
    {"hours", "", 1.0 / 8760},
    {"giờ", "", 1.0 / 8760},
    {"people", "person", 1},
    {"person", "person", 1},
    {"persons", "person", 1},
    {"người", "person", 1},
    {"households", "household", 1},
    {"household", "household", 1},
    {"hộ", "household", 1},
    {"VND", "VND", 1},
    {"đồng", "VND", 1},
    {"đ", "VND", 1},
    {"VNĐ", "VND", 1},
    {"USD", "USD", 1},
    {"EUR", "EUR", 1},
    {"m", "m", 1},
    {"km", "m", 1e3},
    {"cm", "m", 1e-2},
    {"mm", "m", 1e-3},
    {"m2", "m", 1, 2},
    {"km2", "m", 1e6, 2},
    {"m3", "m", 1, 3},
    {"ha", "m", 1e4, 2},
    {"hectare", "m", 1e4, 2},
    {"hectares", "m", 1e4, 2},
    {"kg", "kg", 1},
    {"g", "kg", 1e-3},
    {"t", "kg", 1e3},
    {"tonne", "kg", 1e3},
    {"tonnes", "kg", 1e3},
    {"tấn", "kg", 1e3},
    {"tạ", "kg", 1e2},
    {"W", "W", 1},
    {"kW", "W", 1e3},
    {"MW", "W", 1e6},
    {"GW", "W", 1e9},
    {"TW", "W", 1e12},
    {"Wh", "Wh", 1},
    {"kWh", "Wh", 1e3},
    {"MWh", "Wh", 1e6},
    {"GWh", "Wh", 1e9},
    {"TWh", "Wh", 1e12},
}};

constexpr std::array<UnitPrefix, 12> prefixes{{
    {"thousand", 1e3},
    {"nghìn", 1e3},
    {"k", 1e3, true},
    {"million", 1e6},
    {"mn", 1e6},
    {"triệu", 1e6},
    {"billion", 1e9},
    {"bn", 1e9},
    {"tỷ", 1e9},
    {"tỉ", 1e9},
    {"trillion", 1e12},
    {"tn", 1e12},
}};

}  // namespace

std::span<const UnitWord> unit_words() { return words; }
std::span<const UnitPrefix> unit_prefixes() { return prefixes; }

bool is_currency(std::string_view dimension) {
    return dimension == "VND" || dimension == "USD" || dimension == "EUR";
}

bool has_basis(std::string_view dimension) {
    const auto ends_with = [&](std::string_view end) {
        return dimension.size() > end.size() &&
               dimension.substr(dimension.size() - end.size()) == end;
    };
    return ends_with(constant_basis) || ends_with(current_basis);
}

}  // namespace plancast

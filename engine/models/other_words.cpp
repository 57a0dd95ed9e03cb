#include "engine/models/other_words.hpp"

namespace plancast {

namespace {

struct OtherWord {
    std::string_view word, ours;
};

// Beyond the reach of a nearest name. Small letters.
constexpr OtherWord functions[] = {
    {"average", "mean"},     {"avg", "mean"},        {"ceiling", "ceil"},   {"cumsum", "total"},
    {"ifelse", "if"},        {"iif", "if"},          {"int", "floor"},      {"lag", "prev"},
    {"ln", "log"},           {"maximum", "highest"}, {"minimum", "lowest"}, {"previous", "prev"},
    {"sigmoid", "logistic"}, {"trunc", "floor"},
};

constexpr OtherWord units[] = {
    {"dong", "VND"},
    {"\u0111", "VND"},
    {"vn\u0111", "VND"},
    {"dollar", "USD"},
    {"dollars", "USD"},
    {"euro", "EUR"},
    {"euros", "EUR"},
    {"ton", "tonnes"},
    {"tons", "tonnes"},
    {"t\u1ea5n", "tonnes"},
    {"percent", "%"},
    {"pct", "%"},
    {"ng\u01b0\u1eddi", "people"},
    {"h\u1ed9", "households"},
    {"n\u0103m", "year"},
    {"th\u00e1ng", "month"},
    {"qu\u00fd", "quarter"},
    {"ng\u00e0y", "day"},
};

}  // namespace

std::string_view function_for(std::string_view word) {
    for (const OtherWord& other : functions)
        if (other.word == word) return other.ours;
    return {};
}

std::string_view unit_for(std::string_view word) {
    for (const OtherWord& other : units)
        if (other.word == word) return other.ours;
    return {};
}

}  // namespace plancast

#include "engine/models/meanings.hpp"
#include "engine/models/unit_words.hpp"

namespace plancast {

namespace {

constexpr NamedMeaning table[] = {
    {"", {"số thuần", "a plain number"}},
    {percentage_point_dimension,
     {"điểm phần trăm, hiệu của hai tỷ lệ phần trăm",
      "percentage points, the difference of two percentages"}},
    {"person", {"người", "people"}},
    {"household", {"hộ gia đình", "households"}},
    {"VND", {"tiền", "money"}},
    {"USD", {"tiền", "money"}},
    {"EUR", {"tiền", "money"}},
    {"m", {"chiều dài", "length"}},
    {"m2", {"diện tích", "area"}},
    {"m3", {"thể tích", "volume"}},
    {"kg", {"khối lượng", "mass"}},
    {"W", {"công suất", "power"}},
    {"Wh", {"năng lượng", "energy"}},
};

}  // namespace

Meaning dimension_meaning(std::string_view base) {
    for (const NamedMeaning& entry : table)
        if (entry.name == base) return entry.meaning;
    return {};
}

Meaning prefix_meaning(bool of_money_only) {
    if (of_money_only) return {"đứng trước một đơn vị tiền", "before a unit of money"};
    return {"đứng trước một đơn vị", "before a unit"};
}

}  // namespace plancast

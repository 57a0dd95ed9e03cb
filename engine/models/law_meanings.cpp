#include "engine/models/meanings.hpp"

namespace plancast {

namespace {

constexpr NamedMeaning laws[] = {
    {"value", {"hằng số: không bất định", "a constant: nothing is uncertain"}},
    {"uniform",
     {"mọi giá trị từ `min` đến `max` như nhau", "all values from `min` to `max` alike"}},
    {"log_uniform",
     {"mọi cấp độ lớn từ `min` đến `max` như nhau",
      "all orders of size from `min` to `max` alike"}},
    {"normal",
     {"phân phối chuẩn: nhiều ảnh hưởng nhỏ cộng lại",
      "the bell curve: many small "
      "influences add up"}},
    {"lognormal",
     {"luôn dương, lệch phải: nhiều ảnh hưởng nhỏ nhân lại",
      "above zero, skewed to the right: many small influences multiply"}},
    {"triangular",
     {"thấp nhất, dễ xảy ra nhất, cao nhất; mật độ hình tam giác",
      "least, likeliest and most, with straight sides"}},
    {"pert",
     {"thấp nhất, dễ xảy ra nhất, cao nhất; trơn và ít ra hai đầu hơn `triangular`",
      "least, likeliest and most; smooth, and less in its ends than `triangular`"}},
    {"beta",
     {"một tỷ lệ trong khoảng `min` đến `max` (0, 1)",
      "a share between `min` and `max` "
      "(0, 1)"}},
    {"gamma",
     {"luôn dương, lệch phải: tổng của những lần chờ",
      "above zero, skewed to the right: "
      "a sum of waiting times"}},
    {"discrete",
     {"một trong các giá trị `values`, theo trọng số tổng bằng 1",
      "one of `values`, "
      "with weights that sum to 1"}},
    {"bernoulli",
     {"đúng với xác suất `chance`, nếu không thì sai",
      "true with the chance, else "
      "false"}},
    {"dirichlet",
     {"các phần của một tổng thể qua một tập hợp; tổng bằng 1",
      "shares of a whole over a set, which sum to 1"}},
};

}  // namespace

Meaning law_meaning(std::string_view law) {
    for (const NamedMeaning& entry : laws)
        if (entry.name == law) return entry.meaning;
    return {};
}

}  // namespace plancast

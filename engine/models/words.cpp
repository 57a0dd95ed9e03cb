#include "engine/models/words.hpp"

#include <array>

namespace plancast {

namespace {

using Kind = Word::Kind;

constexpr std::array table{
    Word{"+", Kind::sign, "a + b", {"tổng, cùng đơn vị", "the sum, of one unit"}},
    Word{"-", Kind::sign, "a - b, -a", {"hiệu; số đối", "the difference; the negative"}},
    Word{"*",
         Kind::sign,
         "a * b",
         {"tích; đơn vị nhân với nhau", "the product; units are multiplied"}},
    Word{"/",
         Kind::sign,
         "a / b",
         {"thương; đơn vị chia cho nhau", "the quotient; units are divided"}},
    Word{
        "^", Kind::sign, "a ^ b", {"lũy thừa, tính từ phải sang", "the power, from right to left"}},
    Word{"%",
         Kind::sign,
         "5 %, 5 %/year",
         {"đứng sau một số: 5 % là 0,05",
          "behind a number: 5 % is "
          "0.05"}},
    Word{"'",
         Kind::sign,
         "5 'bn VND'",
         {"đơn vị của số đứng trước",
          "the unit of the number before "
          "it"}},
    Word{"<", Kind::sign, "a < b", {"đúng nếu nhỏ hơn", "true where less"}},
    Word{"<=", Kind::sign, "a <= b", {"đúng nếu không lớn hơn", "true where not more"}},
    Word{">", Kind::sign, "a > b", {"đúng nếu lớn hơn", "true where more"}},
    Word{">=", Kind::sign, "a >= b", {"đúng nếu không nhỏ hơn", "true where not less"}},
    Word{"==", Kind::sign, "a == b", {"đúng nếu bằng nhau", "true where equal"}},
    Word{"!=", Kind::sign, "a != b", {"đúng nếu khác nhau", "true where not equal"}},
    Word{"and", Kind::keyword, "c and d", {"đúng nếu cả hai đúng", "true where both are"}},
    Word{"or",
         Kind::keyword,
         "c or d",
         {"đúng nếu ít nhất một điều đúng", "true where one is, or both"}},
    Word{"not", Kind::keyword, "not c", {"đúng nếu điều kia sai", "true where it is false"}},
    Word{"true", Kind::keyword, "true", {"đúng", "what holds"}},
    Word{"false", Kind::keyword, "false", {"sai", "what does not hold"}},
    Word{"is",
         Kind::keyword,
         "hundred is strict, sector is not industry, crop is perennial",
         {"đúng nếu cụm từ được hiểu theo cách đó, hoặc phần tử đang xét là phần tử đó, "
          "hay thuộc tập hợp đó",
          "true where the phrase is read that way, or the member at hand is that one, or "
          "one of that part"}},
    Word{"over",
         Kind::keyword,
         "sum(x over sector), sum(x over region, sector)",
         {"gộp các phần tử của một hay nhiều tập hợp, hoặc các phần tử mà một ánh xạ dẫn đến đây",
          "over the members of a set, of several, or over those that a map leads to the one at "
          "hand"}},
    Word{"[",
         Kind::sign,
         "product[industry], trees[age - 1], price[region_of]",
         {"giá trị của một phần tử, của phần tử trước phần tử đang xét, hoặc của phần tử mà ánh xạ "
          "dẫn tới; nhiều tập hợp: `x[north, industry]`",
          "the value of one member, of the member before the one at hand, or of the one to which "
          "a map leads; of several sets `x[north, industry]`"}},
    Word{".", Kind::sign, "met(product.total)", {"một phần của chỉ tiêu", "a part of a target"}},
    Word{"@",
         Kind::sign,
         "x@2027, x@2025",
         {"giá trị của một năm; của năm gốc và các năm trước đó từ `base` và `history`",
          "the value in one year; of the base year and those before from `base` and `history`"}},
    Word{"otherwise",
         Kind::key,
         "{ north = 3, otherwise = 5 }",
         {"trong bảng theo phần tử: giá trị của mọi phần tử không nêu tên, riêng nó hay theo một "
          "phần của tập hợp",
          "in a table by member: the value of all members that are not named, by themselves or by "
          "a part of the set"}},
    Word{"year", Kind::name, "year", {"chính năm đang tính", "the year at hand, as a number"}},
};

}  // namespace

std::span<const Word> words() { return table; }

}  // namespace plancast

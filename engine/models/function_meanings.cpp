#include "engine/models/meanings.hpp"

namespace plancast {

namespace {

constexpr NamedMeaning table[] = {
    {"exp", {"e mũ x", "e to the power of x"}},
    {"log", {"logarit tự nhiên", "the natural logarithm"}},
    {"sin", {"sin của x (radian)", "the sine of x (in radians)"}},
    {"cos", {"cosin của x (radian)", "the cosine of x (in radians)"}},
    {"logistic", {"1 / (1 + exp(-x)): từ 0 đến 1", "1 / (1 + exp(-x)): from 0 to 1"}},
    {"logit", {"log(p / (1 - p)): ngược của `logistic`", "log(p / (1 - p)): undoes `logistic`"}},
    {"abs", {"giá trị tuyệt đối", "x without its sign"}},
    {"floor", {"làm tròn xuống số nguyên", "the whole number at or below x"}},
    {"ceil", {"làm tròn lên số nguyên", "the whole number at or above x"}},
    {"round",
     {"số nguyên gần nhất, hoặc bội gần nhất của `step`; một nửa làm tròn ra xa 0",
      "the nearest whole number, or multiple of `step`; halves go away from zero"}},
    {"sqrt", {"căn bậc hai, cả của đơn vị", "the square root, of the unit too"}},
    {"min", {"giá trị nhỏ nhất, cùng đơn vị", "the smallest of several values of one unit"}},
    {"max", {"giá trị lớn nhất, cùng đơn vị", "the largest of several values of one unit"}},
    {"clamp",
     {"x, nhưng không dưới `low` và không trên `high`",
      "x, but at least `low` and at most `high`"}},
    {"if",
     {"`then` nếu điều kiện đúng, nếu không thì `else`",
      "`then` where the condition is true, else `else`"}},
    {"convert",
     {"cùng đại lượng đó trong một đơn vị khác; với chỉ số giá: giữa giá cố định và giá hiện hành",
      "the same quantity in another unit; with a price index between constant and current prices"}},
    {"approach",
     {"x + (ceiling - x) * share: tiến dần đến mức trần",
      "x + (ceiling - x) * share: closes a part of the gap"}},
    {"prev",
     {"giá trị năm trước, hoặc k năm trước; trước kế hoạch là `base` hoặc `history`",
      "last year's value, or that of k years ago; before the plan from `base` or `history`"}},
    {"before",
     {"như `prev`, nhưng ở năm đầu, hoặc k năm đầu, là `start`",
      "as `prev`, but `start` in the first year, or the first k"}},
    {"total", {"tổng từ năm đầu đến năm này", "the sum from the first year to this one"}},
    {"growth", {"x / prev(x) - 1, trong một năm", "x / prev(x) - 1, in one year"}},
    {"sum",
     {"tổng qua các năm, k năm gần nhất, hoặc các phần tử",
      "the sum over the years, the last k of them, or over members"}},
    {"mean",
     {"trung bình qua các năm, k năm gần nhất, hoặc các phần tử",
      "the mean over the years, the last k of them, or over members"}},
    {"lowest",
     {"giá trị thấp nhất qua các năm, k năm gần nhất, hoặc các phần tử",
      "the lowest value over the years, the last k of them, or over members"}},
    {"highest",
     {"giá trị cao nhất qua các năm, k năm gần nhất, hoặc các phần tử",
      "the highest value over the years, the last k of them, or over members"}},
    {"last", {"giá trị năm cuối", "the value in the last year"}},
    {"cagr",
     {"tăng bình quân từ năm gốc: (cuối / gốc)^(1 / số năm) - 1",
      "average growth since the base year: (last / base)^(1 / years) - 1"}},
    {"all",
     {"đúng nếu đúng trong mọi năm, k năm gần nhất, hoặc với mọi phần tử",
      "true where it is in every year, in the last k, or for every member"}},
    {"any",
     {"đúng nếu đúng trong một năm nào đó, một trong k năm gần nhất, hoặc với một phần tử nào đó",
      "true where it is in some year, in one of the last k, or for some member"}},
    {"count",
     {"số điều kiện đúng; số phần tử, hoặc số năm trong k năm gần nhất, mà điều kiện đúng",
      "how many of several conditions are true; for how many members, or in how many of the last "
      "k years, one is"}},
    {"years", {"số năm mà điều kiện đúng", "in how many years the condition is true"}},
    {"first_year",
     {"năm đầu tiên điều kiện đúng; nếu không có thì năm sau năm cuối",
      "the first year in which it is true; the year after the last where it never is"}},
    {"met",
     {"đúng nếu chỉ tiêu hoặc phần đó đạt; chỉ dùng trong chỉ tiêu và phép kiểm",
      "true where the target or part is met; in targets and checks only"}},
    {"missed",
     {"đúng nếu chỉ tiêu hoặc phần đó được xét và không đạt",
      "true where the target or part is judged and not met"}},
    {"judged",
     {"đúng nếu chỉ tiêu hoặc phần đó được xét", "true where the target or part is judged"}},
    {"highest_at",
     {"thứ tự của phần tử lớn nhất trong tập hợp; nếu bằng nhau thì phần tử đứng trước",
      "the position of the largest in the set; of equals the first"}},
    {"lowest_at",
     {"thứ tự của phần tử nhỏ nhất trong tập hợp; nếu bằng nhau thì phần tử đứng trước",
      "the position of the smallest in the set; of equals the first"}},
    {"rank",
     {"hạng của phần tử đang xét, 1 là lớn nhất; nếu bằng nhau thì phần tử đứng trước trong tập "
      "hợp",
      "the place of the member at hand, 1 is the largest; of equals the first in the set comes "
      "first"}},
    {"funded",
     {"đúng nếu nó và mọi phần tử xếp trước nó vừa với số tiền (sai số 1e-9); `order`: x nhỏ nhất "
      "xếp trước; `blocking = false`: bỏ qua phần tử không vừa",
      "whether the member at hand and all before it in the queue fit into the money (to 1e-9 of "
      "it); `order`: the smallest x comes first; `blocking = false`: what does not fit is passed "
      "over"}},
    {"by_priority",
     {"phần mà phần tử đang xét nhận được khi lần lượt từng phần tử lấy số nó cần hoặc số còn lại; "
      "`order` như trên",
      "what the member at hand gets when each in turn gets what it wants or what is left; `order` "
      "as above"}},
    {"pro_rata",
     {"nhu cầu, cùng giảm theo một tỷ lệ nếu giới hạn không đủ; `weight`: chia theo trọng số, phần "
      "không dùng hết thì chia tiếp cho các phần tử khác",
      "its want, cut in the same proportion for all where the limit is less than all want; "
      "`weight`: shares in proportion to it, and what one does not want is shared again among the "
      "others"}},
    {"position",
     {"thứ tự của phần tử đang xét trong tập hợp, từ 1",
      "the place of the member at hand in its set, from 1"}},
    {"size", {"số phần tử của tập hợp", "how many members the set has"}},
};

}  // namespace

Meaning function_meaning(std::string_view function) {
    for (const NamedMeaning& entry : table)
        if (entry.name == function) return entry.meaning;
    return {};
}

}  // namespace plancast

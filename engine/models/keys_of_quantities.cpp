#include "engine/models/key_tables.hpp"

#include <array>

namespace plancast {

namespace {

constexpr std::array table{
    Key{"model readings levers inputs series counts targets checks sets scenario",
        "title",
        "title = { vi = \"Xưởng mộc\", en = \"A joinery\" }",
        {"tên tiếng Việt và tiếng Anh; có thể thiếu một",
         "its title in Vietnamese and English; "
         "either may be missing"}},
    // [model]
    Key{"model",
        "base_year",
        "base_year = 2025",
        {"năm cuối trước kế hoạch; giá trị `base` thuộc về năm đó. Mặc định: năm liền trước năm "
         "đầu",
         "the last year before the plan; `base` values belong to it. Default: the year before the "
         "first"}},
    Key{"model",
        "years",
        "years = [2026, 2030]",
        {"năm đầu và năm cuối. Không có thì mô hình không có thời gian: một hàm của các đầu vào",
         "the first and the last year. Left out, the model has no time: a plain function of its "
         "inputs"}},
    // [sets]
    Key{"sets",
        "members",
        "members = [\"farms\", \"trade\"]",
        {"các phần tử, theo thứ tự", "its members, in order"}},
    // [readings.NAME]
    Key{"readings",
        "one_of",
        "one_of = [\"strict\", \"rounded\"]",
        {"các cách hiểu", "the alternatives"}},
    Key{"readings",
        "value",
        "value = \"strict\"",
        {"cách hiểu của chính kế hoạch; mặc định: cách đầu tiên",
         "the plan's own reading; default: the first"}},
    Key{"readings",
        "kindest",
        "kindest = \"rounded\"",
        {"cách hiểu dễ cho kế hoạch nhất; mặc định: `value`",
         "the alternative that is kindest to the plan; default: `value`"}},
    Key{"readings",
        "reported",
        "reported = \"rounded\"",
        {"cách hiểu mà các báo cáo dùng; mặc định: `value`",
         "the alternative that reports use; default: `value`"}},
    // what most quantities have
    Key{"levers inputs series counts targets",
        "unit",
        "unit = \"bn VND\"",
        {"đơn vị; mặc định là `1`, của chỉ tiêu là đơn vị của mức yêu cầu. Số đếm: đơn vị không có "
         "hệ số",
         "its unit; default `1`, in a target that of the bound. Of a count: without a scale"}},
    Key{"levers inputs series counts targets",
        "over",
        "over = [\"region\", \"sector\"]",
        {"tập hợp, hoặc nhiều tập hợp: một giá trị cho mỗi phần tử (chỉ tiêu: một phần cho mỗi "
         "phần tử)",
         "a set, or several: one value for each member (in a target, one part for each)"}},
    // [levers.NAME]
    Key{"levers",
        "value",
        "value = 12",
        {"mức mặc định: một số, hoặc một bảng theo phần tử",
         "the default setting: a number, or a table by member"}},
    Key{"levers",
        "range",
        "range = [10, 15]",
        {"khoảng mà kịch bản được chọn", "what a scenario may choose"}},
    Key{"levers",
        "cost",
        "cost = \"0.8 'bn VND' * support\"",
        {"biểu thức: mức đặt này tốn bao nhiêu", "an expression: what the setting costs"}},
    // [inputs.NAME]
    Key{"inputs",
        "each",
        "each = \"year\"",
        {"`\"run\"` (mặc định: rút một lần mỗi lượt) hoặc `\"year\"` (rút lại mỗi năm)",
         "`\"run\"` (default: drawn once a run) or `\"year\"` (drawn anew each year)"}},
    Key{"inputs",
        "status",
        "status = \"estimated\"",
        {"`\"measured\"` (đã đo), `\"estimated\"` (ước lượng) hoặc `\"assumed\"` (giả định); bắt "
         "buộc",
         "`\"measured\"`, `\"estimated\"` or `\"assumed\"`; required"}},
    Key{"inputs",
        "source",
        "source = \"statistical yearbook, 2015-2025\"",
        {"lấy từ đâu, hoặc đã giả định điều gì; bắt buộc",
         "where it is from, or what was assumed; required"}},
    Key{"inputs", "note", "note = \"the shop moved in 2021\"", {"ghi chú thêm", "anything more"}},
    Key{"inputs",
        "lasting",
        "lasting = 0.4",
        {"phần phương sai (của biến chuẩn phía sau) giữ nguyên cả lượt, phần còn lại đổi mỗi năm; "
         "kéo theo `each = \"year\"`",
         "share of the variance (of the normal behind the law) that lasts the whole run, the rest "
         "varies by year; implies `each = \"year\"`"}},
    Key{"inputs",
        "autocorrelation",
        "autocorrelation = 0.3",
        {"của phần theo năm mà các nhân tố còn để lại: AR(1) dừng trên biến chuẩn, trong (-1, 1)",
         "of the yearly part, of what factors leave of it: a stationary AR(1) on the normals, in "
         "(-1, 1)"}},
    Key{"inputs",
        "loads_on",
        "loads_on = { cycle = 0.6 }",
        {"tương quan của các biến chuẩn với một nhân tố chung; giá trị có thể là bảng theo phần tử",
         "correlation of the normals with a common factor; values may be tables by member"}},
    Key{"inputs",
        "truncated",
        "truncated = [6, 16]",
        {"phân phối với điều kiện nằm trong khoảng này", "the law given that it lies between"}},
    Key{"inputs",
        "clipped",
        "clipped = [0, 100]",
        {"phần ngoài khoảng dồn về hai đầu", "what lies outside piles up at the ends"}},
    // [[correlations]]
    Key{"correlations",
        "between",
        "between = [\"growth[industry]\", \"wage\"]",
        {"hai đầu vào, hoặc phần tử của chúng", "two inputs, or members of them"}},
    Key{"correlations",
        "among",
        "among = \"growth\"",
        {"mọi cặp phần tử của một đầu vào", "all pairs of members of an input"}},
    Key{"correlations",
        "rank",
        "rank = 0.4",
        {"tương quan hạng (Spearman)", "the rank correlation (Spearman's)"}},
    Key{"correlations",
        "normal",
        "normal = 0.4",
        {"tương quan của các biến chuẩn phía sau", "the correlation of the normals behind"}},
    // [series.NAME], [counts.NAME]
    Key{"series",
        "value",
        "value = \"prev(demand) * (1 + growth)\"",
        {"biểu thức, hoặc bảng biểu thức theo phần tử; không có `unit` thì có thể là đúng/sai",
         "an expression, or a table of them by member; without a `unit` it may be a truth value"}},
    Key{"series counts",
        "base",
        "base = 400",
        {"giá trị ở năm gốc: số, đại lượng, biểu thức, hoặc bảng theo phần tử",
         "its value in the base year: number, quantity, expression, or a table by member"}},
    Key{"inputs series counts",
        "history",
        "history = { 2023 = 80, 2024 = \"90 bn VND\" }",
        {"giá trị các năm trước kế hoạch, mỗi giá trị như `base`; của đầu vào: nếu nó được rút mỗi "
         "năm; không đổi số ngẫu nhiên nào",
         "values of years before the plan, each as `base`; of an input: where it is drawn each "
         "year; changes no draw"}},
    Key{"counts",
        "each",
        "each = \"run\"",
        {"`\"year\"` (mặc định: rút mỗi năm) hoặc `\"run\"` (rút một lần mỗi lượt)",
         "`\"year\"` (default: drawn each year) or `\"run\"` (drawn once a run)"}},
    Key{"counts",
        "autocorrelation",
        "autocorrelation = 0.4",
        {"một AR(1) dừng trên biến chuẩn phía sau số đếm được rút mỗi năm, trong (-1, 1)",
         "a stationary AR(1) on the normals behind a count that is drawn each year, in (-1, 1)"}},
};

}  // namespace

std::span<const Key> keys_of_quantities() { return table; }

}  // namespace plancast

#include "engine/models/keys.hpp"

#include <array>

namespace plancast {

namespace {

constexpr std::array table{
    Section{"model", "[model]", {"Kế hoạch: tên và các năm", "The plan: its title and years"}},
    Section{"units",
            "[units]",
            {"Những thứ kế hoạch đếm: `order = [\"orders\"]` là một đơn vị và các cách viết khác",
             "The things that the plan counts: `order = [\"orders\"]` is a unit and its other "
             "words"}},
    Section{"sets",
            "[sets]",
            {"Tập hợp: `sector = [\"farms\", \"trade\"]` là một danh sách phần tử có thứ tự và có "
             "tên",
             "Sets: `sector = [\"farms\", \"trade\"]` is a named, ordered list of members"}},
    Section{"maps",
            "[maps.NAME]",
            {"Ánh xạ từ tập hợp này sang tập hợp khác: vùng của mỗi tỉnh",
             "A member of one set for each member of another: the region of each province"}},
    Section{"readings",
            "[readings.NAME]",
            {"Cách hiểu một cụm từ còn mở của kế hoạch; không bao giờ đổi số ngẫu nhiên",
             "How an open phrase of the plan is understood; it never changes a draw"}},
    Section{"tables",
            "[tables.NAME]",
            {"Giá trị đã biết theo năm, hoặc hàm của một đại lượng, cho bằng các điểm",
             "What is known by year, or as a function of a quantity, from points"}},
    Section{"functions",
            "[functions]",
            {"Hàm của riêng kế hoạch: `\"real(x)\" = \"x / price_index\"`",
             "The plan's own functions: `\"real(x)\" = \"x / price_index\"`"}},
    Section{"levers",
            "[levers.NAME]",
            {"Điều người lập kế hoạch quyết định", "What the planner decides"}},
    Section{"inputs",
            "[inputs.NAME]",
            {"Điều thế giới quyết định: một hằng số hoặc một phân phối",
             "What the world decides: a constant or a law"}},
    Section{"correlations",
            "[[correlations]]",
            {"Những đầu vào cùng lên cùng xuống", "Which inputs rise and fall together"}},
    Section{"series",
            "[series.NAME]",
            {"Một đại lượng có giá trị mỗi năm, tính bằng biểu thức",
             "A quantity with a value a year, which follows from an expression"}},
    Section{"counts",
            "[counts.NAME]",
            {"Một số nguyên ngẫu nhiên có phân phối phụ thuộc vào trạng thái",
             "A random whole number whose law depends on the state"}},
    Section{"targets",
            "[targets.ID]",
            {"Điều đã hứa: một số đo và mức phải đạt; nhiều phần thì viết `[targets.ID.part.NAME]`",
             "What was promised: a measure and the bound it must reach; several parts are "
             "`[targets.ID.part.NAME]`"}},
    Section{"checks",
            "[checks.NAME]",
            {"Điều phải đúng trong mọi lượt và mọi năm; nếu sai thì báo kèm một lượt để chạy lại",
             "What must hold in every run and year; a broken one is reported with a run to "
             "replay"}},
    Section{"run",
            "[run]",
            {"Số lượt và số ngẫu nhiên khi không nói gì khác",
             "How many runs and which draws, where nothing else is said"}},
    Section{"scenario",
            "[scenario]",
            {"Kịch bản này thay đổi điều gì; có trong mọi tệp kịch bản",
             "What this scenario changes; stands in every scenario file"}},
    Section{"scenario.levers",
            "[levers]",
            {"Trong kịch bản: `NAME = 2` đặt một đòn bẩy trong khoảng cho phép",
             "In a scenario: `NAME = 2` sets a lever, within its range"}},
    Section{"scenario.readings",
            "[readings]",
            {"Trong kịch bản: `NAME = \"alternative\"` chọn một cách hiểu",
             "In a scenario: `NAME = \"alternative\"` chooses how a phrase is read"}},
    Section{"scenario.tables",
            "[tables.NAME]",
            {"Trong kịch bản: giá trị hoặc điểm khác", "In a scenario: other values or points"}},
    Section{"scenario.inputs",
            "[inputs.NAME]",
            {"Trong kịch bản: thay phân phối, hoặc đổi giá trị sau khi rút",
             "In a scenario: another law, or a change to the value after it was drawn"}},
    Section{"scenario.targets",
            "[targets.ID]",
            {"Trong kịch bản: mức yêu cầu, năm hoặc số đo khác",
             "In a scenario: another bound, year or measure"}},
};

}  // namespace

std::span<const Section> sections() { return table; }

}  // namespace plancast

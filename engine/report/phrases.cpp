#include "engine/report/phrases.hpp"

namespace plancast {

namespace {

struct Words {
    std::string_view vi, en;
};

Words words(Phrase phrase) {
    switch (phrase) {
        case Phrase::number: return {"Số", "#"};
        case Phrase::target: return {"Chỉ tiêu", "Target"};
        case Phrase::odds: return {"Khả năng đạt (khoảng 95 %)", "Odds (95 % interval)"};
        case Phrase::bound: return {"Yêu cầu", "Asked"};
        case Phrase::promise: return {"Chắc 80 %", "80 % sure"};
        case Phrase::shortfall: return {"Thiếu", "Short"};
        case Phrase::yes: return {"có", "yes"};
        case Phrase::from_to: return {"{} đến {}", "{} to {}"};
        case Phrase::needs_parts: return {"≥ {} trên {} phần", "≥ {} of {} parts"};
        case Phrase::runs_and_seed: return {"{} lượt mô phỏng, hạt giống {}", "{} runs, seed {}"};
        case Phrase::design: return {"cách rải {}", "design {}"};
        case Phrase::interrupted:
            return {"BỊ NGẮT: chưa đủ số lượt đã yêu cầu",
                    "INTERRUPTED: fewer runs than asked for"};
        case Phrase::none_of: return {"0/{}, nhiều nhất {} %", "0 of {}, at most {} %"};
        case Phrase::all_of: return {"cả {}, ít nhất {} %", "all {}, at least {} %"};
        case Phrase::none_of_short: return {"0/{}", "0 of {}"};
        case Phrase::all_of_short: return {"cả {}", "all {}"};
        case Phrase::not_judged:
            return {"không xét trong {} trên {} lượt; trong các lượt còn lại đạt {}",
                    "not judged in {} of {} runs; in the others met {}"};
        case Phrase::never_judged: return {"không xét ở lượt nào", "not judged in any run"};
        case Phrase::known_chance:
            return {"tính theo xác suất đã biết: {}", "by its known chance: {}"};
        case Phrase::all_targets: return {"Cả {} chỉ tiêu", "All {} targets"};
        case Phrase::none_missed:
            return {"Không chỉ tiêu nào trong {} trượt", "None of the {} targets missed"};
        case Phrase::targets_met: return {"Bao nhiêu chỉ tiêu đạt", "How many targets are met"};
        case Phrase::mean_met: return {"trung bình {} trên {}", "on average {} of {}"};
        case Phrase::at_least_k: return {"ít nhất {}", "at least {}"};
        case Phrase::pairs:
            return {"Những cặp hay cùng không đạt (hơn mức ngẫu nhiên)",
                    "Pairs that are missed together (more often than by chance)"};
        case Phrase::pair_columns: return {"cùng trượt|ngẫu nhiên", "together|by chance"};
        case Phrase::pair_and: return {"và", "and"};
        case Phrase::readings:
            return {"Những cách hiểu khác, xét trên cùng các lượt",
                    "Other readings of the plan, judged on the same runs"};
        case Phrase::reading_kindest:
            return {"mọi điều hiểu theo cách dễ nhất", "every reading at its kindest"};
        case Phrase::reading_reported:
            return {"mọi điều hiểu như khi báo cáo", "every reading as reports have it"};
        case Phrase::reading_same: return {"không đổi chỉ tiêu nào", "changes no target"};
        case Phrase::reading_all: return {"cả {}", "all {}"};
        case Phrase::findings: return {"Mô hình có chỗ sai", "Something is wrong with the model"};
        case Phrase::check_broken:
            return {"Phép kiểm {} sai trong {} trên {} lượt; trước hết ở lượt {}",
                    "Check {} is broken in {} of {} runs; first in run {}"};
        case Phrase::check_broken_here: return {"Phép kiểm {} sai", "Check {} is broken"};
        case Phrase::in_year: return {"năm {}", "year {}"};
        case Phrase::sides_in: return {"{} so với {} trong {}", "{} against {} in {}"};
        case Phrase::more_in_run:
            return {" (và ở {} năm hoặc phần tử nữa)", " (and in {} more years or members)"};
        case Phrase::check_holds: return {"1 phép kiểm đúng", "1 check holds"};
        case Phrase::checks_hold: return {"{} phép kiểm đều đúng", "{} checks hold"};
        case Phrase::series_not_finite:
            return {"'{}' không phải số hữu hạn (số lượt: {}, đầu tiên là lượt {})",
                    "series '{}' is not a finite number (runs: {}, the first is run {})"};
        case Phrase::series_of_year_not_finite:
            return {"'{}' năm {} không phải số hữu hạn (số lượt: {}, đầu tiên là lượt {})",
                    "series '{}' of {} is not a finite number (runs: {}, the first is run {})"};
        case Phrase::measure_not_finite:
            return {"số đo của '{}' không hữu hạn (số lượt: {}, đầu tiên là lượt {})",
                    "the measure of '{}' is not a finite number (runs: {}, the first is run {})"};
        case Phrase::warnings: return {"Nên xem lại", "Worth a second look"};
        case Phrase::never_met:
            return {"'{}' không đạt ở lượt nào: đơn vị và mức yêu cầu có đúng không?",
                    "'{}' is missed in every run: are its unit and its bound right?"};
        case Phrase::always_met:
            return {"'{}' đạt ở mọi lượt: mức yêu cầu có ý nghĩa gì không?",
                    "'{}' is met in every run: does its bound ask for anything?"};
        case Phrase::measure_range:
            return {" Số đo nằm trong khoảng {} đến {} ở 90 % số lượt, yêu cầu {}.",
                    " Its measure lies between {} and {} in 90 % of the runs, {} is asked."};
        case Phrase::percentage_meant: return {" Có phải ý là {} %?", " Was {} % meant?"};
        case Phrase::rests_on_assumption:
            return {
                "'{}' đạt hay không phần lớn tùy giả định '{}': {} khi nó thấp nhất (một phần mười "
                "số "
                "lượt), {} khi cao nhất",
                "whether '{}' is met rests on the assumption '{}': {} in the tenth of the runs "
                "where "
                "it is lowest, {} where it is highest"};
        case Phrase::legend_shortfall:
            return {"Thiếu: khoảng cách đến mức yêu cầu ở lượt giữa trong các lượt không đạt.",
                    "Short: the median distance to what is asked, over the runs that miss it."};
        case Phrase::legend_promise:
            return {"Chắc 80 %: mức đạt được trong 80 % số lượt, cùng đơn vị.",
                    "80 % sure: the level that 80 % of the runs reach, in the same unit."};
        case Phrase::legend_model:
            return {"Khả năng là của mô hình và các giả định của nó.",
                    "The odds are those of the model and its assumptions."};
        case Phrase::series: return {"Đại lượng", "Series"};
        case Phrase::unit: return {"Đơn vị", "Unit"};
        case Phrase::year: return {"Năm", "Year"};
        case Phrase::mean: return {"Trung bình", "Mean"};
        case Phrase::standard_error: return {"Sai số", "S.e."};
        case Phrase::sd: return {"Độ lệch", "Sd"};
        case Phrase::no_results:
            return {"Mô hình không có chỉ tiêu và không có đại lượng nào.",
                    "The model has neither targets nor series."};
        case Phrase::progress:
            return {"[{}] {} %  {} lượt/giây  còn {}", "[{}] {} %  {} runs/s  {} left"};
        case Phrase::run: return {"Lượt {}, hạt giống {}", "Run {}, seed {}"};
        case Phrase::median_world:
            return {"Thế giới trung vị: mọi số ngẫu nhiên bằng một nửa",
                    "The median world: every uniform is one half"};
        case Phrase::inputs: return {"Đầu vào", "Inputs"};
        case Phrase::correlations:
            return {"Tương quan, theo hạng (rank) hoặc của biến chuẩn phía sau (normal)",
                    "Correlations, of ranks or of the normals behind"};
        case Phrase::many_correlations:
            return {"{} … {}: {} cặp, {} {}", "{} … {}: {} pairs, {} {}"};
        case Phrase::levers: return {"Đòn bẩy", "Levers"};
        case Phrase::readings_in_force: return {"Cách hiểu", "Readings"};
        case Phrase::verdict: return {"Kết quả", "Verdict"};
        case Phrase::measure: return {"Số đo", "Measure"};
        case Phrase::met: return {"đạt", "met"};
        case Phrase::missed: return {"không đạt", "missed"};
        case Phrase::not_judged_short: return {"không xét", "not judged"};
        case Phrase::equal_to_file:
            return {"Cả {} giá trị đã lưu của lượt này bằng với tệp, đến từng bit.",
                    "All {} stored values of this run are equal to the file, bit for bit."};
        case Phrase::differs_from_file: return {"Khác với tệp: {}", "Differs from the file: {}"};
        case Phrase::nothing_stored:
            return {"Tệp không lưu lượt nào, nên không có gì để so.",
                    "The file stores no runs, so there is nothing to compare with."};
        case Phrase::truth_true: return {"đúng", "true"};
        case Phrase::truth_false: return {"sai", "false"};
        case Phrase::plan_files: return {"Tệp", "Files"};
        case Phrase::plan_horizon:
            return {"Các năm {}–{}, năm gốc {}", "Years {}–{}, base year {}"};
        case Phrase::plan_no_time: return {"Không có thời gian", "No time"};
        case Phrase::plan_sets: return {"Tập hợp", "Sets"};
        case Phrase::plan_counts_and_series:
            return {"Đại lượng, theo thứ tự tính", "Series and counts, in order of evaluation"};
        case Phrase::plan_targets: return {"Chỉ tiêu", "Targets"};
        case Phrase::plan_tables: return {"Bảng", "Tables"};
        case Phrase::plan_functions: return {"Hàm riêng", "Functions"};
        case Phrase::plan_checks: return {"Phép kiểm", "Checks"};
        case Phrase::plan_program:
            return {"Chương trình: {} lệnh, {} thanh ghi, {} số ngẫu nhiên mỗi lượt, {} kết quả",
                    "Program: {} instructions, {} registers, {} draws a run, {} outputs"};
        case Phrase::program_heading: return {"Chương trình của một lượt", "Program of a run"};
        case Phrase::program_of_values: return {"mọi giá trị", "all values"};
        case Phrase::program_of_hits: return {"chỉ đếm đạt", "hits only"};
        case Phrase::program_written:
            return {"Phép tính được viết ra", "Calculations written down"};
        case Phrase::program_needed: return {"Cần cho điều được hỏi", "Needed for what is asked"};
        case Phrase::program_distinct:
            return {"Sau khi tính sẵn hằng số và dùng chung", "Folded and shared"};
        case Phrase::program_instructions: return {"Lệnh, sau khi ghép", "Instructions, joined"};
        case Phrase::program_constants: return {"Hằng số", "Constants"};
        case Phrase::program_registers: return {"Thanh ghi", "Registers"};
        case Phrase::program_tables: return {"Bảng phân vị", "Tables of quantiles"};
        case Phrase::plan_warnings: return {"Cảnh báo", "Warnings"};
        case Phrase::each_year: return {"mỗi năm", "each year"};
        case Phrase::by_year: return {"đến năm {}", "by {}"};
        case Phrase::judged_if: return {"xét nếu {}", "judged if {}"};
        case Phrase::cost: return {"chi phí", "cost"};
        case Phrase::lasting: return {"không đổi giữa các năm", "once a run"};
        case Phrase::count: return {"số đếm", "count"};
        case Phrase::compared_with: return {"so với {}", "against {}"};
        case Phrase::odds_of_base: return {"Gốc", "Base"};
        case Phrase::odds_here: return {"Kịch bản", "Here"};
        case Phrase::difference: return {"Chênh lệch (khoảng 95 %)", "Difference (95 % interval)"};
        case Phrase::gained: return {"Thêm", "Gained"};
        case Phrase::lost: return {"Mất", "Lost"};
        case Phrase::paired:
            return {
                "từng lượt một trên cùng các số ngẫu nhiên. Chênh lệch tính bằng điểm phần trăm; "
                "Thêm, Mất: số lượt đổi kết quả",
                "run by run on the same draws. Differences are percentage points; Gained, "
                "Lost: runs that change sides"};
        case Phrase::unpaired:
            return {
                "không ghép cặp được ({}), nên khoảng tin cậy rộng hơn. Chênh lệch tính bằng "
                "điểm phần trăm",
                "not paired ({}), so the intervals are wider. Differences are percentage "
                "points"};
        case Phrase::no_draw_in_common:
            return {
                "không có số ngẫu nhiên chung. Chênh lệch tính bằng điểm phần trăm; Thêm, Mất: số "
                "lượt đổi kết quả",
                "no draw in common. Differences are percentage points; Gained, Lost: runs that "
                "change sides"};
        case Phrase::unchanged_targets:
            return {"Không đổi ở lượt nào ({}): {}", "Unchanged in every run ({}): {}"};
        case Phrase::all_unchanged:
            return {"Không chỉ tiêu nào đổi ở lượt nào", "No target changes in any run"};
        case Phrase::series_moved:
            return {"Đại lượng thay đổi nhiều nhất (trung bình)", "Series that move most (means)"};
        case Phrase::mean_of_base: return {"Gốc", "Base"};
        case Phrase::only_in_base: return {"Chỉ có ở gốc, {}: {}", "Only in the base, {}: {}"};
        case Phrase::all_targets_of_each:
            return {"Mọi chỉ tiêu của mỗi bên", "All targets of each"};
        case Phrase::means_leave_out:
            return {
                "{} số trung bình bỏ qua những lượt không có số, nhiều nhất là {}: {} trên {} lượt",
                "{} means leave out runs that have no number, most of them {}: {} of {} runs"};
        case Phrase::and_more: return {"{} và {} tên khác", "{} and {} more"};
        case Phrase::only_here: return {"Chỉ có ở đây, {}: {}", "Only here, {}: {}"};
        case Phrase::targets_listed: return {"chỉ tiêu", "targets"};
        case Phrase::series_listed: return {"đại lượng", "series"};
        case Phrase::draws_listed: return {"số ngẫu nhiên", "draws"};
        case Phrase::input: return {"Đầu vào", "Input"};
        case Phrase::output: return {"Kết quả", "Output"};
        case Phrase::status: return {"Nguồn", "Status"};
        case Phrase::status_measured: return {"đo được", "measured"};
        case Phrase::status_estimated: return {"ước lượng", "estimated"};
        case Phrase::status_assumed: return {"giả định", "assumed"};
        case Phrase::status_chance: return {"may rủi", "chance"};
        case Phrase::status_mixed: return {"nhiều loại", "mixed"};
        case Phrase::of_hit: return {"có đạt không", "hit or not"};
        case Phrase::of_measure: return {"giá trị", "measure"};
        case Phrase::rests_on:
            return {"Phương sai mất đi khi biết, còn lại khi biết hết thứ khác:",
                    "Variance that goes if known, that stays if all else is:"};
        case Phrase::share_of_status: return {"{} {}, {}", "{} {}, {}"};
        case Phrase::share_of_variance:
            return {"Mỗi kết quả phụ thuộc vào đâu nhất, theo chỉ số {}; --of xem từng kết quả",
                    "What each hinges on most, by its {} index; --of shows one whole"};
        case Phrase::pair_of_inputs: return {"Cặp đầu vào", "Pair of inputs"};
        case Phrase::mean_and_sd: return {"trung bình {}, độ lệch chuẩn {}", "mean {}, sd {}"};
        case Phrase::is_constant:
            return {"không gì: lượt nào cũng như nhau", "nothing: the same in every run"};
        case Phrase::has_no_number:
            return {"chưa biết: không lượt nào có số", "not known: no run has a number"};
        case Phrase::and_more_pairs: return {"và {} cặp khác", "and {} more pairs"};
        case Phrase::and_more_inputs: return {"và {} đầu vào khác", "and {} more inputs"};
        case Phrase::nothing_stands_out: return {"không có gì nổi bật", "nothing stands out"};
        case Phrase::measure_first: return {"Nên đo gì trước", "What to measure first"};
        case Phrase::share_on_average: return {"Trung bình", "On average"};
        case Phrase::most_on: return {"Nhiều nhất ở", "Most on"};
        case Phrase::base_size:
            return {"cỡ cơ sở {}, hạt giống {}, cách rải {}", "base size {}, seed {}, design {}"};
        case Phrase::evaluations: return {"{} lần tính", "{} evaluations"};
        case Phrase::some_of_all: return {"{} trên {}", "{} of {}"};
        case Phrase::r2_of_ranks: return {"R2 theo hạng", "R2 of ranks"};
        case Phrase::inputs_without_effect:
            return {"số đầu vào không làm đổi gì: {}", "inputs that change nothing: {}"};
        case Phrase::trajectories_and_seed:
            return {"{} quỹ đạo, hạt giống {}", "{} trajectories, seed {}"};
        case Phrase::chance_of_event: return {"xác suất {}", "chance {}"};
        case Phrase::lever: return {"đòn bẩy", "lever"};
        case Phrase::moved_between: return {"Từ – đến", "From – to"};
        case Phrase::moves_most:
            return {
                "Mỗi kết quả đổi bao nhiêu khi một đầu vào ở P10 và ở P90 (đòn bẩy: hai đầu của "
                "khoảng cho phép), còn lại như thường; xác suất tính bằng điểm phần trăm; --of "
                "xem từng kết quả",
                "By how much each changes with an input at its P10 and at its P90 (a lever: at "
                "the ends of its range), all else as usual; chances in percentage points; --of "
                "shows one whole"};
        case Phrase::moves_through_law:
            return {
                "Mức đổi trung bình của mỗi kết quả qua một bước của đầu vào, quy ra cả phân phối "
                "của nó (mu_star), xác suất tính bằng điểm phần trăm; --of xem từng kết quả",
                "How much each changes over a step of an input, scaled to all of its law "
                "(mu_star), chances in percentage points; --of shows one whole"};
        case Phrase::rests_on_alone:
            return {"Phương sai đi cùng riêng từng đầu vào, cộng theo nguồn:",
                    "Variance that goes with inputs one by one, added up by status:"};
        case Phrase::legend_given_data:
            return {
                "first: phần phương sai đi cùng đầu vào. rank: tương quan hạng. SRC: hệ số hồi "
                "quy chuẩn hóa. PRCC: tương quan hạng riêng phần. delta, PAWN: phân phối của kết "
                "quả dịch bao xa khi biết đầu vào (0: không). KS, shift: đầu vào ở "
                "lượt đạt và lượt trượt cách nhau bao xa (shift > 0: lượt đạt có giá trị lớn "
                "hơn).",
                "first: share of the variance that goes with the input. rank: rank correlation. "
                "SRC: standardised regression coefficient. PRCC: partial rank correlation. "
                "delta, PAWN: how far the output's law moves when the input is known (0: not at "
                "all). KS, shift: how far the input differs between hits and misses "
                "(shift > 0: hits have larger values)."};
        case Phrase::legend_morris:
            return {
                "mu_star: mức đổi trung bình của kết quả qua một bước bằng nửa phân phối của đầu "
                "vào hoặc hơn, quy ra cả phân phối (xác suất: nhiều nhất 200 điểm phần trăm); mu: "
                "có dấu; sigma: mức phụ thuộc vào các đầu vào khác hoặc độ cong.",
                "mu_star: mean size of the change over a step through half of the input's law or "
                "more, scaled to all of it (of a chance up to 200 percentage points); mu: with "
                "its sign; sigma: how much it depends on the other inputs, or curves."};
        case Phrase::legend_tornado:
            return {
                "low, high: kết quả đổi bao nhiêu khi đầu vào ở P10 và ở P90 (đòn bẩy: hai đầu "
                "của khoảng cho phép), còn lại như thường; swing: khoảng cách giữa hai đầu. Xác "
                "suất tính bằng điểm phần trăm.",
                "low, high: by how much the output changes with the input at its P10 and at its "
                "P90 (a lever: at the ends of its range), all else as usual; swing: how far both "
                "are apart. Chances in percentage points."};
        case Phrase::benchmark: return {"Bài toán", "Benchmark"};
        case Phrase::quantity: return {"Đại lượng", "Quantity"};
        case Phrase::published: return {"Đã công bố", "Published"};
        case Phrase::obtained: return {"Tính được", "Obtained"};
        case Phrase::standard_errors: return {"Sai số", "Errors"};
        case Phrase::verified:
            return {"{} trên {} đáp số khớp (sai số tính bằng sai số chuẩn, nhiều nhất 6):",
                    "{} of {} answers agree (errors are standard errors, at most 6):"};
        case Phrase::where_missed: return {"Khi nào không đạt: {}", "When it is missed: {}"};
        case Phrase::where_hit: return {"Khi nào đạt: {}", "When it is met: {}"};
        case Phrase::missed_in_runs: return {"Số lượt không đạt: {}", "Runs that miss it: {}"};
        case Phrase::hit_in_runs: return {"Số lượt đạt: {}", "Runs that meet it: {}"};
        case Phrase::first_runs_of: return {"xét {} lượt đầu", "the first {} of them"};
        case Phrase::runs_not_judged:
            return {"{} lượt không xét thì không tính", "{} runs are not judged and do not count"};
        case Phrase::runs_left_out:
            return {"bỏ {} lượt có giá trị không hữu hạn: {}",
                    "{} runs are left out, where something is no finite number: {}"};
        case Phrase::input_not_finite_in:
            return {"'{}' ({} lượt, đầu tiên là lượt {})", "'{}' (runs: {}, the first is run {})"};
        case Phrase::measure_not_finite_in:
            return {"số đo của '{}' ({} lượt, đầu tiên là lượt {})",
                    "the measure of '{}' (runs: {}, the first is run {})"};
        case Phrase::box_of_misses:
            return {"chứa {} số lượt không đạt; {} các lượt này không đạt",
                    "{} of the misses; {} of these runs miss"};
        case Phrase::box_of_hits:
            return {"chứa {} số lượt đạt; {} các lượt này đạt",
                    "{} of the hits; {} of these runs hit"};
        case Phrase::limits_and: return {"và {}", "and {}"};
        case Phrase::value_below: return {"dưới {}", "below {}"};
        case Phrase::value_above: return {"trên {}", "above {}"};
        case Phrase::value_at_most: return {"nhiều nhất {}", "at most {}"};
        case Phrase::value_at_least: return {"ít nhất {}", "at least {}"};
        case Phrase::value_between: return {"từ {} đến {}", "between {} and {}"};
        case Phrase::value_is: return {"bằng {}", "equal to {}"};
        case Phrase::true_in_years: return {"có {} trong {} năm", "yes in {} of {} years"};
        case Phrase::on_average_over: return {"bình quân {}", "on average over {}"};
        case Phrase::in_one_year: return {"năm {}", "in {}"};
        case Phrase::no: return {"không", "no"};
        case Phrase::coverage: return {"Bao phủ", "Coverage"};
        case Phrase::density: return {"Mật độ", "Density"};
        case Phrase::mass: return {"Phần lượt", "Mass"};
        case Phrase::coverage_of_misses:
            return {"số lượt không đạt nằm ở đây", "of the runs that miss are of this kind"};
        case Phrase::coverage_of_hits:
            return {"số lượt đạt nằm ở đây", "of the runs that hit are of this kind"};
        case Phrase::density_of_misses:
            return {"các lượt này không đạt; ở mọi lượt là {}",
                    "of the runs of this kind miss; {} of all runs do"};
        case Phrase::density_of_hits:
            return {"các lượt này đạt; ở mọi lượt là {}",
                    "of the runs of this kind hit; {} of all runs do"};
        case Phrase::mass_of_runs: return {"mọi lượt là như vậy", "of all runs are of this kind"};
        case Phrase::limit: return {"Giới hạn", "Limit"};
        case Phrase::coverage_without: return {"Bỏ nó: bao phủ", "Without: coverage"};
        case Phrase::density_without: return {"mật độ", "density"};
        case Phrase::quasi_p_value: return {"p gần đúng", "quasi-p-value"};
        case Phrase::the_way_down:
            return {"Thu hẹp dần, bước 0 đến {}", "The way down, steps 0 to {}"};
        case Phrase::outside_boxes: return {", ngoài các vùng trên", ", outside the boxes above"};
        case Phrase::elsewhere: return {"Ngoài ra: ", "Elsewhere: "};
        case Phrase::limits_of_step: return {"Giới hạn", "Limits"};
        case Phrase::newly_limited: return {"Mới giới hạn", "Newly limited"};
        case Phrase::box_from_here: return {"(chọn)", "(taken)"};
        case Phrase::together_misses:
            return {"Cả {} vùng: {} số lượt không đạt; {} các lượt này không đạt",
                    "All {} together: {} of the misses; {} of these runs miss"};
        case Phrase::together_hits:
            return {"Cả {} vùng: {} số lượt đạt; {} các lượt này đạt",
                    "All {} together: {} of the hits; {} of these runs hit"};
        case Phrase::density_already:
            return {"Mật độ {} % thì mọi lượt đã có; đây là nơi dày nhất còn tin được.",
                    "All runs together are denser than {} %; this is the densest that can be "
                    "vouched for."};
        case Phrase::nearly_all_miss:
            return {"Hầu như lượt nào cũng không đạt; --hits cho biết khi nào đạt.",
                    "Nearly every run misses it; --hits says when it is met."};
        case Phrase::less_dense_than_wanted:
            return {"Không vùng nào đủ lớn đạt mật độ {} %; đây là nơi dày nhất còn tin được.",
                    "No box that is large enough is {} % dense; this is the densest that can be "
                    "vouched for."};
        case Phrase::fresh_runs:
            return {
                "Ba phần tư số lượt dùng để tìm vùng; các con số ở đây đếm trên phần tư còn "
                "lại ({} lượt), nên không bị lạc quan. Giới hạn nào không chứng tỏ có ích thì "
                "đã bỏ, nên một vùng có thể rộng hơn bước được chọn.",
                "Boxes were found with three runs of four; all numbers here are counted on "
                "the fourth ({} runs), which had no part in it, so they hold for new runs "
                "too. Limits that did not prove of use were dropped, so a box may be larger than "
                "the step that was taken."};
        case Phrase::quasi_p_values:
            return {
                "Giá trị p gần đúng: khả năng vùng dày như vậy nếu giới hạn đó không có tác dụng.",
                "Quasi-p-value: the chance of so dense a box if that limit did nothing."};
        case Phrase::no_misses:
            return {"Không lượt nào không đạt: không có gì để tìm.",
                    "No run misses it: there is nothing to look for."};
        case Phrase::no_hits:
            return {"Không lượt nào đạt: không có gì để tìm.",
                    "No run meets it: there is nothing to look for."};
        case Phrase::all_misses:
            return {"Lượt nào cũng không đạt, dù đầu vào ra sao: không nơi nào khác nơi nào.",
                    "Every run misses it, whatever the inputs: no corner differs from another."};
        case Phrase::all_hits:
            return {"Lượt nào cũng đạt, dù đầu vào ra sao: không nơi nào khác nơi nào.",
                    "Every run meets it, whatever the inputs: no corner differs from another."};
        case Phrase::none_counted:
            return {"Không lượt nào được xét.", "There is no run that counts."};
        case Phrase::no_input_matters:
            return {
                "Không phụ thuộc đầu vào ngẫu nhiên nào, chỉ phụ thuộc may rủi trong các số "
                "đếm.",
                "It depends on no input that is drawn, only on the chance in counts."};
        case Phrase::no_corner_of_misses:
            return {
                "Các lượt không đạt không tụ lại ở góc nào của các đầu vào (đã xét {}): vùng "
                "nào đủ lớn cũng không rõ là dày hơn mọi lượt.",
                "The misses do not gather in a corner of the inputs ({} were looked at): no "
                "box that is large enough is clearly denser than all runs are."};
        case Phrase::no_corner_of_hits:
            return {
                "Các lượt đạt không tụ lại ở góc nào của các đầu vào (đã xét {}): vùng nào đủ "
                "lớn cũng không rõ là dày hơn mọi lượt.",
                "The hits do not gather in a corner of the inputs ({} were looked at): no box "
                "that is large enough is clearly denser than all runs are."};
        case Phrase::more_runs_may_tell:
            return {" Với {} lượt chỉ thấy được vùng lớn; thêm lượt có thể thấy vùng nhỏ hơn.",
                    " Of {} runs only large boxes can be told; more runs may find smaller ones."};
        case Phrase::section: return {"phần của tệp", "a section"};
        case Phrase::key: return {"khóa", "a key"};
        case Phrase::law: return {"phân phối", "a law"};
        case Phrase::count_law: return {"phân phối của số đếm", "a law of counts"};
        case Phrase::function: return {"hàm", "a function"};
        case Phrase::word: return {"từ của biểu thức", "a word of expressions"};
        case Phrase::unit_word: return {"từ của đơn vị", "a word of units"};
        case Phrase::explained_sections: return {"Các phần của tệp", "Sections of files"};
        case Phrase::explained_keys: return {"Khóa", "Keys"};
        case Phrase::explained_laws: return {"Phân phối", "Laws"};
        case Phrase::explained_count_laws: return {"Phân phối của số đếm", "Laws of counts"};
        case Phrase::explained_functions: return {"Hàm", "Functions"};
        case Phrase::explained_words: return {"Từ của biểu thức", "Words of expressions"};
        case Phrase::explained_units: return {"Từ của đơn vị", "Words of units"};
        case Phrase::stands_in: return {"{}, trong {}", "{}, in {}"};
        case Phrase::also_written: return {"Cũng viết: {}", "Also written: {}"};
        case Phrase::may_add: return {"có thể thêm {}", "may add {}"};
        case Phrase::parameters: return {"Tham số", "Parameters"};
        case Phrase::written: return {"Cách viết", "Written"};
        case Phrase::meaning: return {"Ý nghĩa", "Meaning"};
        case Phrase::or_else: return {"hoặc", "or"};
        case Phrase::how_to_explain:
            return {"'plancast explain TÊN' giải thích từng mục.",
                    "'plancast explain NAME' explains each."};
    }
    return {};
}

}  // namespace

std::string_view phrase(Phrase phrase, Language language) {
    const Words both = words(phrase);
    return language == Language::vi ? both.vi : both.en;
}

std::string relation_sign(Direction direction) {
    switch (direction) {
        case Direction::at_least: return "≥";
        case Direction::at_most: return "≤";
        case Direction::above: return ">";
        case Direction::below: return "<";
        case Direction::equals: return "=";
        case Direction::between:
        case Direction::is_true: return "";
    }
    return {};
}

}  // namespace plancast

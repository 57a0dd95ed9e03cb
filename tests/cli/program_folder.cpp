#include "tests/cli/program_folder.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace plancast::testing {

namespace {

constexpr const char* model = R"toml(
[model]
title.vi = "Xưởng mộc, 2026–2028"
title.en = "A joinery, 2026-2028"
base_year = 2025
years = [2026, 2028]

[units]
order = ["orders"]

[sets]
kind = ["chairs", "tables"]

[readings.average]
title.en = "What average growth means"
one_of = ["compound", "lowest"]

[levers.price]
unit = "mn VND / order"
value = 12
range = [10, 15]

[inputs.growth]
over = "kind"
unit = "1/year"
normal = { mean = { chairs = 0.05, tables = 0.1 }, sd = { run = 0.02, year = 0.03 } }
status = "estimated"
source = "the order book, 2019-2025"

[series.demand]
over = "kind"
unit = "orders"
base = { chairs = 300, tables = 100 }
value = "prev(demand) * (1 + growth)"

[counts.delivered]
over = "kind"
unit = "orders"
binomial = { trials = "demand", chance = 0.97 }

[series.revenue]
unit = "bn VND"
value = "sum(delivered over kind) * price"

[targets.orders]
number = 1
title.vi = "Đơn hàng tăng bình quân"
title.en = "Orders grow"
part.chairs = { measure = "if(average is compound, cagr(demand[chairs]), lowest(growth(demand[chairs])))", at_least = "5 %/year" }
part.tables = { measure = "cagr(demand[tables])", at_least = "9 %/year" }

[targets.revenue]
number = 2
title.vi = "Doanh thu ba năm từ 16 tỷ đồng"
measure = "sum(revenue)"
at_least = "16 bn VND"

[targets.moon]
number = 3
title.en = "All orders from the moon"
measure = "last(revenue)"
at_least = "1000 bn VND"
)toml";

constexpr const char* scenario = R"toml(
[scenario]
extends = "model.toml"
title.en = "Better prices"

[levers]
price = 14
)toml";

constexpr const char* timeless = R"toml(
[model]
title.en = "A sum"

[inputs.x]
normal = { mean = 2, sd = 1 }
status = "assumed"
source = "none"

[series.y]
value = "3 * x"
)toml";

std::string text_of(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

}  // namespace

ProgramFolder::ProgramFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "plancast-cli-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = name;
    std::filesystem::create_directory(folder_ / "workshop");
    write("workshop/model.toml", model);
    write("workshop/better.toml", scenario);
    write("workshop/timeless.toml", timeless);
}

ProgramFolder::~ProgramFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

Outcome ProgramFolder::run(const std::vector<std::string>& words,
                           const std::vector<std::string>& environment) const {
    return finish(launch(words, path("output"), environment));
}

Outcome ProgramFolder::run_to(const std::string& file,
                              const std::vector<std::string>& words) const {
    return finish(launch(words, file, {}));
}

pid_t ProgramFolder::start(const std::vector<std::string>& words) const {
    return launch(words, path("output"), {});
}

pid_t ProgramFolder::start_to(const std::string& file,
                              const std::vector<std::string>& words) const {
    return launch(words, file, {});
}

Outcome ProgramFolder::finish(pid_t process) const {
    int state = 0;
    if (waitpid(process, &state, 0) != process) throw std::runtime_error("the program is lost");
    Outcome outcome;
    outcome.status = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
    // A pipe would be waited for.
    if (std::filesystem::is_regular_file(folder_ / "output"))
        outcome.output = text_of(folder_ / "output");
    outcome.messages = text_of(folder_ / "messages");
    return outcome;
}

std::string ProgramFolder::read(const std::string& name) const { return text_of(folder_ / name); }

void ProgramFolder::write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
}

pid_t ProgramFolder::launch(const std::vector<std::string>& words, const std::string& output,
                            const std::vector<std::string>& environment) const {
    std::vector<std::string> all{PLANCAST_PROGRAM};
    all.insert(all.end(), words.begin(), words.end());
    std::vector<char*> arguments;
    for (std::string& word : all) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const std::string messages = path("messages");
    const pid_t process = fork();
    if (process != 0) return process;
    const int out = open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int err = open(messages.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (out < 0 || err < 0 || chdir(folder_.c_str()) != 0) _exit(99);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    setenv("LC_ALL", "C", 1);
    for (const std::string& variable : environment) {
        const std::size_t cut = variable.find('=');
        setenv(variable.substr(0, cut).c_str(), variable.substr(cut + 1).c_str(), 1);
    }
    execv(arguments[0], arguments.data());
    _exit(98);
}

}  // namespace plancast::testing

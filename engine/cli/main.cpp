#include <csignal>

#include <exception>
#include <new>
#include <string>
#include <vector>

#include "engine/cli/terminal.hpp"
#include "engine/cli/verbs.hpp"
#include "engine/core/error.hpp"
#include "engine/core/render.hpp"

namespace {

using namespace plancast;  // NOLINT(google-build-using-namespace): a main is no header

struct Execute {
    ExitStatus operator()(const Help& help) const {
        print(help.text);
        return done;
    }
    ExitStatus operator()(const CheckArguments& arguments) const { return check(arguments); }
    ExitStatus operator()(const RunArguments& arguments) const { return run(arguments); }
    ExitStatus operator()(const ShowArguments& arguments) const { return show(arguments); }
    ExitStatus operator()(const ReplayArguments& arguments) const { return replay(arguments); }
    ExitStatus operator()(const CompareArguments& arguments) const { return compare(arguments); }
    ExitStatus operator()(const SensitivityArguments& arguments) const {
        return sensitivity(arguments);
    }
    ExitStatus operator()(const DiscoverArguments& arguments) const { return discover(arguments); }
    ExitStatus operator()(const VerifyArguments& arguments) const { return verify(arguments); }
    ExitStatus operator()(const ExplainArguments& arguments) const { return explain(arguments); }
};

}  // namespace

int main(int argc, char** argv) {
    // A reader that leaves is met as an error of the write.
    signal(SIGPIPE, SIG_IGN);
    try {
        const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
        return std::visit(Execute{}, parse_command_line(words, locale_language()));
    } catch (const InvalidInput& input) {
        // A wrong word needs no count of errors behind it.
        const bool in_file = input.problems().size() > 1 || input.problems()[0].position.line > 0;
        say(in_file ? render(input) : render(input.problems()[0]));
        return invalid_input;
    } catch (const MachineFailure& failure) {
        say(std::string("error: ") + failure.what() + "\n");
    } catch (const OutputClosed&) {
        // Nobody reads any more, so there is nothing to say.
    } catch (const std::bad_alloc&) {
        say("error: not enough memory\n");
    } catch (const std::exception& unexpected) {
        say(std::string("error: unexpected failure, which is a mistake in plancast: ") +
            unexpected.what() + "\n");
    }
    return machine_failed;
}

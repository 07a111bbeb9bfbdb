// The command: minivm [options] FILE [arguments].
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "runtime/machine.hpp"
#include "runtime/modules/import.hpp"
#include "runtime/modules/sys.hpp"
#include "vm/objects/exception.hpp"
#include "vm/objects/module.hpp"
#include "vm/raise.hpp"

int main(int count, char** values) {
    using namespace minivm;
    MachineSettings settings;
    int at = 1;
    for (; at < count && values[at][0] == '-'; ++at)
        if (std::strncmp(values[at], "--gil=", 6) == 0) settings.policy = values[at] + 6;
    if (at == count) return 2;
    std::ifstream file(values[at], std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(file), {});
    Streams streams = standard_streams();
    int status = 0;
    {
        Machine machine(settings, streams);
        Thread& thread = machine.main_thread();
        std::vector<std::string> const arguments(values + at, values + count);
        (void)import_by_name(thread, thread.interpreter->intern("sys"));
        set_program(thread, values[0], arguments, ".");
        Module* const main = thread.interpreter->make_module(thread, "__main__");
        grammar::Source const source(values[at], std::move(text));
        if (!run_source(thread, main, source)) {
            Value const exception = take_exception(thread);
            streams.error.write(format_exception(thread, exception));
            status = 1;
        }
        streams.output.flush();
    }
    return status;
}

// The command: see options.cpp for its options, session.cpp for what it does; commands.cpp for what else it
// can do.
#include <malloc.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "runtime/cli/commands.hpp"
#include "runtime/cli/free_threaded.hpp"
#include "runtime/cli/options.hpp"
#include "runtime/cli/processors.hpp"
#include "runtime/cli/prompt.hpp"
#include "runtime/cli/session.hpp"
#include "runtime/process_signals.hpp"
#include "runtime/streams.hpp"

namespace {

using namespace minivm;
using Program = cli::Options::Program;

constexpr int usage_error = 2;

// False, and the reason printed, if there is no such file.
bool read_program(cli::Options const& options, Streams& streams, std::string& text) {
    if (options.program == Program::code) {
        text = options.code + "\n";
        return true;
    }
    bool const standard_input = options.program != Program::file;
    std::string const name = standard_input ? "/dev/stdin" : options.file;
    std::ifstream file(name, std::ios::binary);
    int error = errno;
    if (file) {
        text.assign(std::istreambuf_iterator<char>(file), {});
        if (!file.bad()) return true;
        error = EISDIR;
    }
    streams.error.write("minivm: can't open file '" + name + "': [Errno " + std::to_string(error) + "] " +
                        std::strerror(error) + "\n");
    return false;
}

// The storage of containers comes and goes in large pieces. What goes back to the system at once must be had,
// and filled with zeros, page by page again, for which threads wait for each other; so some of it is kept.
void keep_storage() {
    constexpr int most = 32 << 20;  // bytes: in a piece, and of those that are kept for each processor
    mallopt(M_MMAP_THRESHOLD, most);
    mallopt(M_TRIM_THRESHOLD, most);
}

int run(cli::Options const& options, Streams& streams) {
    bool const prompt = options.program == Program::prompt && isatty(0) != 0;
    std::string text;
    if (!prompt && !read_program(options, streams, text)) return usage_error;
    char const* const name = options.program == Program::file   ? options.file.c_str()
                             : options.program == Program::code ? "<string>"
                                                                : "<stdin>";
    grammar::Source const source(name, std::move(text));
    cli::Session session(options, streams);
    direct_signals_to(&session.machine());
    int status = 0;
    if (options.disassemble)
        status = session.disassemble(source);
    else
        status = prompt ? cli::run_prompt(session, streams) : session.run(source);
    status = session.finish(status);
    if (session.interrupted() && !prompt) end_by_interrupt();
    // Daemon threads may still sit in system calls: nothing of theirs may be destroyed under them.
    if (session.machine().gil().threads() > 1) _exit(status);
    direct_signals_to(nullptr);
    return status;
}

}  // namespace

int main(int count, char** values) {
    cli::Command const* const command = count > 1 ? cli::find_command(values[1]) : nullptr;
    if (command) return command->run(count - 1, values + 1);
    cli::Options options;
    cli::ParseOutcome const outcome = cli::parse(count, values, options);
    if (!outcome.run) return outcome.status;
    if (!free_threaded && options.machine.policy == "off") return cli::run_free_threaded(values);
    if (options.processors != 0) cli::limit_processors(options.processors);
    keep_storage();
    options.load = cli::load_average();
    Streams streams = standard_streams();
    try {
        return run(options, streams);
    } catch (std::invalid_argument const& error) {
        streams.error.write(std::string("minivm: ") + error.what() + "\n\n" + lock::format_policies());
        return usage_error;
    }
}

#pragma once
// One run of the command: the machine, the program in its __main__ module, and the end of it all as CPython's
// Py_RunMain has it.
#include <fstream>
#include <memory>
#include <mutex>
#include <string>

#include "grammar/diagnostic.hpp"
#include "grammar/source.hpp"
#include "runtime/cli/options.hpp"
#include "runtime/machine.hpp"
#include "runtime/race/detector.hpp"
#include "vm/compiler.hpp"

namespace minivm::cli {

/// Writes each event of the lock as a line: time, thread, from, to, cause.
class LockLog final : public lock::Observer {
public:
    explicit LockLog(std::string const& file) : out_(file) {}
    bool ok() const { return static_cast<bool>(out_); }
    void on_event(lock::Event const& event) override;

private:
    std::mutex mutex_;
    std::ofstream out_;  // mutex_
};

class Session {
public:
    Session(Options const& options, Streams& streams);
    ~Session();
    Session(Session const&) = delete;
    Session& operator=(Session const&) = delete;

    Thread& thread() { return machine_.main_thread(); }
    Module* main_module() const { return main_; }
    Machine& machine() { return machine_; }

    /// Parses, compiles and runs a program; prints what it raises. The exit status so far.
    int run(grammar::Source const& source);
    /// Prints the bytecode. 0, or 1 for a program that does not compile.
    int disassemble(grammar::Source const& source);
    /// Runs compiled code in __main__. False: an exception waits.
    bool execute(Code* code);
    /// Prints the waiting exception as CPython does, or obeys it if it is SystemExit; the exit status.
    int report_exception();
    /// Waits for the script's threads, writes what is buffered, prints statistics. Returns the exit status.
    int finish(int status);
    /// True after an exception SystemExit was obeyed.
    bool exiting() const { return exiting_; }
    bool interrupted() const { return interrupted_; }

private:
    void print_diagnostic(grammar::Diagnostic const& diagnostic, grammar::Source const& source);
    MachineSettings watched_settings();
    void report();
    Code* compiled(grammar::Source const& source);

    Options const& options_;
    Streams& streams_;
    std::unique_ptr<LockLog> log_;
    std::unique_ptr<trace::Recorder> recorder_;
    std::unique_ptr<race::Detector> races_;
    Machine machine_;
    Module* main_;
    bool exiting_ = false;
    bool interrupted_ = false;
};

}  // namespace minivm::cli

#include "runtime/cli/session.hpp"

#include <unistd.h>

#include "grammar/parse.hpp"
#include "runtime/cli/measure.hpp"
#include "runtime/cli/processors.hpp"
#include "runtime/modules/import.hpp"
#include "runtime/modules/sys.hpp"
#include "runtime/trace/locations.hpp"
#include "runtime/trace/text.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/exception.hpp"
#include "vm/objects/function.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"

namespace minivm::cli {

namespace {

constexpr int races_found = 66;    // as ThreadSanitizer's
constexpr int flush_failed = 120;  // as CPython's, when standard output could not be written

std::string directory_of(Options const& options) {
    if (options.program != Options::Program::file) return "";
    std::size_t const slash = options.file.rfind('/');
    return slash == std::string::npos ? "" : options.file.substr(0, slash + (slash == 0 ? 1 : 0));
}

}  // namespace

void LockLog::on_event(lock::Event const& event) {
    std::lock_guard const guard(mutex_);
    out_ << event.time << ' ' << event.thread.name() << ' ' << event.thread.index() << ' ';
    switch (event.kind) {
        case lock::Event::Kind::transition:
            out_ << name_of(event.from) << " -> " << name_of(event.to) << ' ' << name_of(event.cause);
            break;
        case lock::Event::Kind::request:
            out_ << (event.other ? "is asked by" : "is asked by the policy");
            break;
        case lock::Event::Kind::deadlock: out_ << "deadlock"; break;
        case lock::Event::Kind::wasted_wake: out_ << "woke in vain"; break;
        case lock::Event::Kind::collection_begin: out_ << "collects"; break;
        case lock::Event::Kind::collection_end: out_ << "has collected"; break;
        case lock::Event::Kind::signal: out_ << "notices a signal"; break;
        case lock::Event::Kind::policy: out_ << "changes the policy"; break;
        case lock::Event::Kind::world_starts: out_ << "lets the world go on"; break;
    }
    if (event.other) out_ << ' ' << event.other->name() << ' ' << event.other->index();
    out_ << '\n';
}

MachineSettings Session::watched_settings() {
    MachineSettings settings = options_.machine;
    if (!options_.lock_log.empty()) {
        log_ = std::make_unique<LockLog>(options_.lock_log);
        if (log_->ok())
            settings.observer = log_.get();
        else
            streams_.error.write("minivm: cannot write the lock's log to '" + options_.lock_log + "'\n");
    }
    if (options_.reports.any()) {
        recorder_ = std::make_unique<trace::Recorder>(options_.trace_limit);
        settings.observer = recorder_.get();
    }
    if (options_.races) {
        races_ = std::make_unique<race::Detector>();
        settings.races = races_.get();
    }
    return settings;
}

Session::Session(Options const& options, Streams& streams)
    : options_(options), streams_(streams), machine_(watched_settings(), streams) {
    set_program(thread(), own_executable(), options.arguments, directory_of(options));
    main_ = thread().interpreter->make_module(thread(), "__main__");
}

Session::~Session() = default;

void Session::print_diagnostic(grammar::Diagnostic const& diagnostic, grammar::Source const& source) {
    streams_.output.flush();
    streams_.error.write(describe(diagnostic, source));
}

Code* Session::compiled(grammar::Source const& source) {
    grammar::Parsed parsed = grammar::parse(source, grammar::Mode::module);
    if (!parsed.ok()) {
        print_diagnostic(parsed.diagnostic(), source);
        return nullptr;
    }
    Compiled const compiled = compile(thread(), parsed.tree(), source_text(source), CompileMode::module);
    if (compiled.diagnostic) {
        print_diagnostic(*compiled.diagnostic, source);
        return nullptr;
    }
    return compiled.code;
}

int Session::disassemble(grammar::Source const& source) {
    Code const* const code = compiled(source);
    if (!code) return 1;
    streams_.output.write(minivm::disassemble(*code));
    return 0;
}

bool Session::execute(Code* code) {
    Function* const function =
        make_function(thread(), code, main_, nullptr, Value::none(), Value::none(), Value::none());
    return static_cast<bool>(call(thread(), Value::of(function), {}));
}

int Session::run(grammar::Source const& source) {
    if (options_.program == Options::Program::file) {
        Result<Str*> file = make_str(thread(), options_.file);
        if (!file || !set(thread(), main_, "__file__", Value::of(file.take()))) return report_exception();
    }
    Code* const code = compiled(source);
    if (!code) return 1;
    return execute(code) ? 0 : report_exception();
}

int Session::report_exception() {
    Thread& vm = thread();
    Root<Value> exception(vm, take_exception(vm));
    if (is_instance(vm, exception, types(vm).system_exit)) {
        exiting_ = true;
        Result<Value> found = get_attribute(vm, exception, vm.interpreter->intern(thread(), "code"));
        Value const code = found ? found.take() : Value::none();
        if (code.is_none()) return 0;
        if (is_int(code)) {
            bool fits = false;
            std::int64_t const status = to_int64(code, fits);
            return fits ? static_cast<int>(status & 0xFF) : 0xFF;
        }
        streams_.output.flush();
        Result<Str*> text = str(vm, code);
        if (text) streams_.error.write(to_utf8(text.take()) + "\n");
        return 1;
    }
    interrupted_ = is_instance(vm, exception, types(vm).keyboard_interrupt);
    streams_.output.flush();
    streams_.error.write(format_exception(vm, exception));
    return 1;
}

void Session::report() {
    lock::Gil& gil = machine_.gil();
    gil.sample_usage(Machine::attachment(thread()));
    trace::Trace trace = recorder_->finish(gil, trace::meaning_in(machine_));
    trace.program = trace::legible(trace::command_line(options_.arguments));
    trace.processors = static_cast<std::uint32_t>(usable_processors());
    trace.load = options_.load;
    auto [text, complaints] = trace::report(trace, options_.reports, STDERR_FILENO);
    for (std::string const& complaint : complaints)
        text += (text.empty() ? "minivm: " : "\nminivm: ") + complaint + "\n";
    streams_.error.write(text);
}

int Session::finish(int status) {
    Thread& vm = thread();
    Interpreter& interpreter = *vm.interpreter;
    Value const threading = find(interpreter.modules, interpreter.intern(thread(), "threading"));
    if (auto* module = as<Module>(threading)) {
        Value const shutdown = get(module, interpreter.intern(thread(), "_shutdown"));
        if (!shutdown.is_unbound() && !call(vm, shutdown, {})) report_exception();
    }
    machine_.close();
    if (streams_.output.flush() != 0 && status == 0) status = flush_failed;
    if (recorder_) report();
    if (races_) {
        streams_.error.write(races_->report());
        if (races_->count() != 0 && status == 0) status = races_found;
    }
    return status;
}

}  // namespace minivm::cli

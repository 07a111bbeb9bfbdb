// What a Vm does, once a thread is in it; and the Vm itself, which only leads there.
#include "minivm/vm.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "grammar/parse.hpp"
#include "runtime/embed/core.hpp"
#include "runtime/modules/import.hpp"
#include "vm/compiler.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/function.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm::MINIVM_ABI {

LockPolicy interval(std::chrono::nanoseconds every) {
    LockPolicy policy("interval");
    policy.switch_interval = every;
    return policy;
}
LockPolicy adaptive() { return LockPolicy("adaptive"); }
LockPolicy fifo(std::chrono::nanoseconds every) {
    LockPolicy policy("fifo");
    policy.switch_interval = every;
    return policy;
}
LockPolicy tick(int instructions) {
    LockPolicy policy("tick");
    policy.check_interval = instructions;
    return policy;
}
LockPolicy seeded(std::uint64_t seed) {
    LockPolicy policy("seeded");
    policy.seed = seed;
    return policy;
}

Config Config::trusted() {
    Config config;
    config.grant = {
        .files = true, .clock = true, .process = true, .network = true, .lock = true, .interpreters = true};
    config.limits.recursion = 0;
    return config;
}

namespace detail {

namespace {

Error error_of(grammar::Diagnostic const& diagnostic, grammar::Source const& source) {
    bool const unsupported = diagnostic.kind == grammar::Diagnostic::Kind::unsupported;
    return Core::syntax_error(unsupported ? "UnsupportedError" : std::string(diagnostic.type()),
                              diagnostic.message, describe(diagnostic, source));
}

/// Runs a whole text in __main__.
minivm::Value execute(Thread& thread, std::string_view text, std::string_view name, CompileMode mode) {
    grammar::Source const source{std::string(name), std::string(text)};
    bool const is_expression = mode == CompileMode::expression;
    grammar::Parsed parsed = parse(source, is_expression ? grammar::Mode::expression : grammar::Mode::module);
    if (!parsed.ok()) throw error_of(parsed.diagnostic(), source);
    Compiled const compiled = compile(thread, parsed.tree(), source_text(source), mode);
    if (compiled.diagnostic) throw error_of(*compiled.diagnostic, source);
    Core::of(thread).watch().holds().learn(*thread.interpreter);
    minivm::Function* const function =
        minivm::make_function(thread, compiled.code, Core::of(thread).main_module(), nullptr,
                              minivm::Value::none(), minivm::Value::none(), minivm::Value::none());
    return checked(minivm::call(thread, minivm::Value::of(function), {}));
}

Str* name_of(Thread& thread, std::string_view name) { return thread.interpreter->intern(thread, name); }

/// Any number of roots, which end as roots must: the last first.
struct Kept {
    std::deque<Root<minivm::Value>> roots;
    ~Kept() {
        while (!roots.empty()) roots.pop_back();
    }
};

}  // namespace

void run(Context& context, std::string_view text, std::string_view name) {
    (void)execute(thread_of(context), text, name, CompileMode::module);
}

std::string read_file(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text;
    try {
        text.assign(std::istreambuf_iterator<char>(file), {});
    } catch (std::ios_base::failure const&) {  // a directory
        file.setstate(std::ios::badbit);
    }
    if (!file.is_open() || file.bad())
        throw Error("FileNotFoundError", "can't read file '" + path + "': " + std::strerror(errno));
    return text;
}

Raw evaluate(Context& context, std::string_view text) {
    return raw_of(execute(thread_of(context), text, "<expression>", CompileMode::expression));
}

Raw global(Context& context, std::string_view name) {
    Thread& thread = thread_of(context);
    Str* const key = name_of(thread, name);
    minivm::Value found = minivm::get(Core::of(thread).main_module(), key);
    if (found.is_unbound()) found = minivm::get(thread.interpreter->builtins, key);
    if (found.is_unbound()) throw Error("NameError", "name '" + std::string(name) + "' is not defined");
    return raw_of(found);
}

void set_global(Context& context, std::string_view name, Raw value) {
    Thread& thread = thread_of(context);
    checked(minivm::set(thread, Core::of(thread).main_module(), name_of(thread, name), value_of(value)));
}

Raw call(Context& context, Raw callee, Raw const* arguments, std::size_t count) {
    return raw_of(checked(minivm::call(thread_of(context), value_of(callee), values_of(arguments, count))));
}

Raw call_method(Context& context, Raw object, std::string_view name, Raw const* arguments,
                std::size_t count) {
    Thread& thread = thread_of(context);
    // Looking the method up may run script code.
    Kept kept;
    for (std::size_t i = 0; i < count; ++i) kept.roots.emplace_back(thread, value_of(arguments[i]));
    minivm::Value const method = checked(get_attribute(thread, value_of(object), name_of(thread, name)));
    return raw_of(checked(minivm::call(thread, method, values_of(arguments, count))));
}

Raw attribute(Context& context, Raw object, std::string_view name) {
    Thread& thread = thread_of(context);
    return raw_of(checked(get_attribute(thread, value_of(object), name_of(thread, name))));
}

void set_attribute(Context& context, Raw object, std::string_view name, Raw value) {
    Thread& thread = thread_of(context);
    Root<minivm::Value> const rooted(thread, value_of(value));
    checked(minivm::set_attribute(thread, value_of(object), name_of(thread, name), rooted));
}

Raw item(Context& context, Raw container, Raw key) {
    Thread& thread = thread_of(context);
    Root<minivm::Value> const rooted(thread, value_of(key));
    return raw_of(checked(get_item(thread, value_of(container), rooted)));
}

void set_item(Context& context, Raw container, Raw key, Raw value) {
    Thread& thread = thread_of(context);
    Root<minivm::Value> const rooted_key(thread, value_of(key));
    Root<minivm::Value> const rooted(thread, value_of(value));
    checked(minivm::set_item(thread, value_of(container), rooted_key, rooted));
}

std::size_t size(Context& context, Raw container) {
    return static_cast<std::size_t>(checked(length(thread_of(context), value_of(container))));
}

Raw iterate(Context& context, Raw value) {
    return raw_of(checked(minivm::iterate(thread_of(context), value_of(value))));
}

bool next(Context& context, Raw iterator, Raw& item) {
    minivm::Value const found = checked(minivm::next(thread_of(context), value_of(iterator)));
    item = raw_of(found);
    return !found.is_unbound();
}

std::string str(Context& context, Raw value) {
    return to_utf8(checked(minivm::str(thread_of(context), value_of(value))));
}
std::string repr(Context& context, Raw value) {
    return to_utf8(checked(minivm::repr(thread_of(context), value_of(value))));
}
std::string type_name(Context& context, Raw value) {
    return minivm::type_name(thread_of(context), value_of(value));
}

Raw module(Context& context, std::string_view name) {
    Thread& thread = thread_of(context);
    Interpreter& interpreter = *thread.interpreter;
    minivm::Value const known = find(interpreter.modules, name_of(thread, name));
    if (!known.is_unbound()) return raw_of(known);
    if (name.empty() || name.find('.') != std::string_view::npos)
        throw Core::make_error(Error::Kind::misuse, "ValueError",
                               "a module's name has no dot in it, and is not empty");
    return raw_of(minivm::Value::of(interpreter.make_module(thread, name)));
}

Core& core_of(Value const& value) { return *Core::slot_of(value)->core; }

}  // namespace detail

// --- Value ---

Result<std::size_t> Value::size() const {
    return detail::on<std::size_t>(*this,
                                   [](Context& context, Raw self) { return detail::size(context, self); });
}
Result<Value> Value::iterate() const {
    return detail::on<Value>(*this, [](Context& context, Raw self) {
        return detail::handle(context, detail::iterate(context, self));
    });
}
Result<std::string> Value::str() const {
    return detail::on<std::string>(*this,
                                   [](Context& context, Raw self) { return detail::str(context, self); });
}
Result<std::string> Value::repr() const {
    return detail::on<std::string>(*this,
                                   [](Context& context, Raw self) { return detail::repr(context, self); });
}
Result<std::string> Value::type_name() const {
    return detail::on<std::string>(
        *this, [](Context& context, Raw self) { return detail::type_name(context, self); });
}

// --- Module ---

void Module::define(std::string name, detail::Function function) {
    detail::on<void>(module_, [&](Context& context, Raw self) {
        detail::define(context, self, std::move(name), std::move(function));
    }).value();
}

// --- Vm ---

Vm::Vm(Config config) : core_(new detail::Core(std::move(config))) {}

Vm::~Vm() {
    core_->close();
    core_->release();
}

Result<void> Vm::run(std::string_view text, std::string_view name, Budget const& budget) {
    return detail::within<void>(*core_, budget, [&](Context& context) { detail::run(context, text, name); });
}

Result<void> Vm::run_file(std::string const& path, Budget const& budget) {
    try {
        return run(detail::read_file(path), path, budget);
    } catch (Error const& error) {
        return error;
    }
}

Module Vm::module(std::string_view name) {
    return Module(detail::within<Value>(*core_, {}, [&](Context& context) {
                      return detail::handle(context, detail::module(context, name));
                  }).value());
}

Result<Attached> Vm::attach() {
    auto entry = std::make_unique<detail::Entry>(*core_, Budget(), detail::Entry::For::attaching);
    if (!entry->entered()) return entry->refusal();
    return Attached(std::move(entry));
}

void Vm::interrupt() { core_->interrupt(); }
void Vm::stop() { core_->stop(); }
void Vm::close() { core_->close(); }
bool Vm::closed() const { return core_->closed(); }
Lock Vm::lock() const { return Lock(*core_); }

std::size_t Vm::threads() const {
    return core_->while_open([](Machine& machine) { return machine.started_threads(); });
}
std::size_t Vm::memory() const {
    return detail::within<std::size_t>(
               *core_, {}, [](Context& context) { return detail::thread_of(context).heap->used_bytes(); })
        .value_or(0);
}

}  // namespace minivm::MINIVM_ABI

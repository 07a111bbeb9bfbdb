#include "runtime/modules/import.hpp"

#include <fstream>
#include <iterator>
#include <string>

#include "runtime/machine.hpp"
#include "runtime/modules/native_modules.hpp"
#include "vm/compiler.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/function.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"
#include "vm/supported.hpp"

namespace minivm {

namespace {

constexpr NativeModule native_modules[] = {
    {"_collections", make_collections},
    {"_heapq", make_heapq},
    {"_interpreters", make_interpreters},
    {"_queue", make_queue},
    {"_random", make_random},
    {"_posixsubprocess", make_spawn},
    {"_signal", make_signal},
    {"_socket", make_socket},
    {"_thread", make_thread},
    {"_unsupported", make_unsupported},
    {"abc", make_abc},
    {"math", make_math},
    {"posix", make_posix},
    {"select", make_select},
    {"sys", make_sys},
    {"time", make_time},
};

/// Modules that CPython has not: a file of that name goes first, as it would there.
constexpr NativeModule own_modules[] = {
    {"gil", make_gil},
};

/// Runs a module in Mini; one that raises is not in sys.modules afterwards. `path` is what a package has for
/// sys.path; else unbound.
Result<Value> run_module(Thread& thread, Str* name, grammar::Source const& source, Value file, Value path) {
    Module* const module = interpreter_of(thread).make_module(thread, to_utf8(name));
    Root<Module> kept(thread, module);
    if (!file.is_unbound()) MINIVM_TRY(set(thread, module, "__file__", file));
    if (!path.is_unbound()) MINIVM_TRY(set(thread, module, "__path__", path));
    if (!run_source(thread, module, source, file.is_unbound() ? Origin::embedded : Origin::file)) {
        remove(thread, interpreter_of(thread).modules, name);
        return Raised{};
    }
    return Value::of(module);
}

Result<Value> list_of(Thread& thread, std::span<Value const> items) {
    List* const list = MINIVM_TRY(make_list(thread, items));
    return Value::of(list);
}

/// The directories where the module is looked for: those of its package, or of sys.path. None before sys was
/// imported.
List* search_path(Thread& thread, Module* package) {
    Interpreter& interpreter = interpreter_of(thread);
    if (package) return as<List>(get(package, interpreter.intern(thread, "__path__")));
    Module* const sys = imported(thread, "sys");
    return sys == nullptr ? nullptr : as<List>(get(sys, interpreter.intern(thread, "path")));
}

bool read_file(std::string const& path, std::string& bytes) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return false;
    bytes.assign(std::istreambuf_iterator<char>(file), {});
    return !file.bad();
}

Result<Value> run_file(Thread& thread, Str* name, std::string const& file, std::string bytes,
                       std::string const& package) {
    grammar::Source const source(file, std::move(bytes));
    Str* const file_name = MINIVM_TRY(make_str(thread, file));
    Root<Str> kept(thread, file_name);
    Value path = Value::unbound();
    if (!package.empty()) {
        Str* const directory = MINIVM_TRY(make_str(thread, package));
        Value const only[] = {Value::of(directory)};
        path = MINIVM_TRY(list_of(thread, only));
    }
    return run_module(thread, name, source, kept.value(), path);
}

/// Unbound if there is no such file.
Result<Value> import_file(Thread& thread, Str* name, Module* package) {
    List* const directories = search_path(thread, package);
    if (directories == nullptr || !Machine::of(thread).settings().granted.files) return Value::unbound();
    std::string const full = to_utf8(name);
    for (std::uint32_t i = 0; i < directories->length; ++i) {
        Str* const directory = as<Str>(directories->item(i));
        if (directory == nullptr) continue;
        std::string path = to_utf8(directory);
        if (!path.empty() && path.back() != '/') path += '/';
        path += full.substr(full.rfind('.') + 1);
        std::string bytes;
        for (char const* const ending : {".mini", ".py"})
            if (std::string const file = path + "/__init__" + ending; read_file(file, bytes))
                return run_file(thread, name, file, std::move(bytes), path);
        for (char const* const ending : {".mini", ".py"})
            if (std::string const file = path + ending; read_file(file, bytes))
                return run_file(thread, name, file, std::move(bytes), "");
    }
    return Value::unbound();
}

/// Unbound if the VM has no such module.
Result<Value> import_embedded(Thread& thread, Str* name) {
    std::string const text = to_utf8(name);
    EmbeddedModule const* found = nullptr;
    bool is_package = false;
    for (EmbeddedModule const& embedded : embedded_modules) {
        if (text == embedded.name) found = &embedded;
        is_package = is_package || std::string_view(embedded.name).starts_with(text + ".");
    }
    if (!found) return Value::unbound();
    Value path = Value::unbound();
    if (is_package) path = MINIVM_TRY(list_of(thread, {}));
    grammar::Source const source("<" + text + ">", found->source);
    Value const module = MINIVM_TRY(run_module(thread, name, source, Value::unbound(), path));
    cast<Module>(module)->unsupported_is_error = true;
    return module;
}

Raised raise_not_found(Thread& thread, Str* name, std::string const& message) {
    Raised const raised = raise_text(thread, types(thread).module_not_found_error, message);
    Root<Value> exception(thread, take_exception(thread));
    MINIVM_TRY(
        set_attribute(thread, exception, interpreter_of(thread).intern(thread, "name"), Value::of(name)));
    thread.exception = exception;
    return raised;
}

/// The module of a host, which may have any name that minivm does not.
Result<Value> import_loaded(Thread& thread, Str* name) {
    auto const& load = Machine::of(thread).settings().load;
    if (!load) return Value::unbound();
    std::string const text = to_utf8(name);
    std::string source;
    bool const found = MINIVM_TRY(load(thread, text, source));
    if (!found) return Value::unbound();
    // Any of them may be a package: the host is asked for what it has of it.
    Root<Value> path(thread, MINIVM_TRY(list_of(thread, {})));
    return run_module(thread, name, grammar::Source(text, std::move(source)), Value::unbound(), path);
}

/// What the modules that reach outside need.
struct Reach {
    std::string_view module;
    bool Granted::*first;
    bool Granted::*second;
    enum : bool { both, either } needs = both;
};
constexpr Reach reaches[] = {
    {"_io", &Granted::files, &Granted::files},
    {"os", &Granted::files, &Granted::process},
    {"os.path", &Granted::files, &Granted::process},
    {"posix", &Granted::files, &Granted::process},
    {"posixpath", &Granted::files, &Granted::process},
    {"_posixsubprocess", &Granted::process, &Granted::process},
    {"subprocess", &Granted::files, &Granted::process},
    {"_signal", &Granted::process, &Granted::process},
    {"signal", &Granted::process, &Granted::process},
    {"_socket", &Granted::network, &Granted::network},
    {"socket", &Granted::network, &Granted::network},
    {"select", &Granted::network, &Granted::process, Reach::either},
    {"selectors", &Granted::network, &Granted::process, Reach::either},
    {"gil", &Granted::lock, &Granted::lock},
    {"_interpreters", &Granted::interpreters, &Granted::interpreters},
    {"concurrent.interpreters", &Granted::interpreters, &Granted::interpreters},
};

bool is_granted(Thread& thread, std::string_view name) {
    Granted const& granted = Machine::of(thread).settings().granted;
    for (Reach const& reach : reaches)
        if (reach.module == name)
            return reach.needs == Reach::both ? granted.*reach.first && granted.*reach.second
                                              : granted.*reach.first || granted.*reach.second;
    return true;
}

Raised raise_diagnostic(Thread& thread, grammar::Diagnostic const& diagnostic,
                        grammar::Source const& source) {
    std::string const where = " (" + source.name() + ", line " + std::to_string(diagnostic.span.line) + ")";
    if (diagnostic.kind == grammar::Diagnostic::Kind::unsupported)
        return raise_text(thread, types(thread).unsupported, diagnostic.message + where);
    Types const& all = types(thread);
    std::string_view const type = diagnostic.type();
    Type* const raised = type == "IndentationError" ? all.indentation_error
                         : type == "TabError"       ? all.tab_error
                         : type == "RecursionError" ? all.recursion_error
                                                    : all.syntax_error;
    return raise_text(thread, raised, diagnostic.message + where);
}

}  // namespace

std::shared_ptr<SourceText> source_text(grammar::Source const& source) {
    auto text = std::make_shared<SourceText>();
    text->name = source.name();
    if (text->name.starts_with('<'))
        return text;  // typed or given as an argument: CPython finds no file to show lines of
    text->text = source.text();
    text->line_starts.push_back(0);
    for (std::size_t i = 0; i < text->text.size(); ++i)
        if (text->text[i] == '\n') text->line_starts.push_back(static_cast<std::uint32_t>(i + 1));
    return text;
}

Result<void> run_source(Thread& thread, Module* module, grammar::Source const& source, Origin origin) {
    grammar::Parsed parsed = grammar::parse(source, grammar::Mode::module);
    if (!parsed.ok()) return raise_diagnostic(thread, parsed.diagnostic(), source);
    std::shared_ptr<SourceText> const text = source_text(source);
    text->embedded = origin == Origin::embedded;
    Compiled const compiled = compile(thread, parsed.tree(), text, CompileMode::module);
    if (compiled.diagnostic) return raise_diagnostic(thread, *compiled.diagnostic, source);
    if (auto* const told = Machine::of(thread).settings().compiled) told(thread);
    Function* const body =
        make_function(thread, compiled.code, module, nullptr, Value::none(), Value::none(), Value::none());
    MINIVM_TRY(call(thread, Value::of(body), {}));
    return {};
}

Result<Value> import_by_name(Thread& thread, Str* name) {
    Root<Value> before(thread, find(interpreter_of(thread).modules, name));
    if (!before.value().is_unbound() && Machine::of(thread).imports().none()) return before.value();
    std::string const text = to_utf8(name);
    Root<Str> kept(thread, name);
    ImportTurn turn(thread, text);
    MINIVM_TRY(turn.begin());
    Value known = find(interpreter_of(thread).modules, name);
    if (!known.is_unbound()) return known;
    // It failed in the thread that ran it, and that is what this one was waiting for.
    if (!before.value().is_unbound()) return before.value();
    std::size_t const dot = text.rfind('.');
    Root<Value> package(thread, Value::none());
    if (dot != std::string::npos) {
        Interpreter& interpreter = interpreter_of(thread);
        package.set(MINIVM_TRY(
            import_by_name(thread, interpreter.intern(thread, std::string_view(text).substr(0, dot)))));
        // The package's own code may have imported or made the module: os makes os.path.
        known = find(interpreter.modules, name);
        if (!known.is_unbound()) return known;
    }
    auto* const parent = as<Module>(package);
    if (parent && get(parent, interpreter_of(thread).intern(thread, "__path__")).is_unbound())
        return raise_not_found(
            thread, name, "No module named '" + text + "'; '" + text.substr(0, dot) + "' is not a package");
    if (!is_granted(thread, text))
        return raise_text(thread, types(thread).import_error,
                          "the host does not grant the module '" + text + "'");
    for (NativeModule const& native : native_modules)
        if (text == native.name) return Value::of(native.make(thread));
    Root<Value> module(thread, MINIVM_TRY(import_embedded(thread, name)));
    if (module.value().is_unbound()) module.set(MINIVM_TRY(import_loaded(thread, name)));
    if (module.value().is_unbound()) module.set(MINIVM_TRY(import_file(thread, name, parent)));
    if (!module.value().is_unbound()) {
        if (parent) MINIVM_TRY(set(thread, parent, std::string_view(text).substr(dot + 1), module));
        return module.value();
    }
    for (NativeModule const& own : own_modules)
        if (text == own.name) return Value::of(own.make(thread));
    std::string_view const top = std::string_view(text).substr(0, text.find('.'));
    if (standard_module(top))
        return raise_unsupported(thread, "the module '%s' is not supported by Mini", text.c_str());
    return raise_not_found(thread, name, "No module named '" + text + "'");
}

}  // namespace minivm

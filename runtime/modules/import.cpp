#include "runtime/modules/import.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <string>

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

namespace minivm {

namespace {

constexpr NativeModule native_modules[] = {
    {"_signal", make_signal},
    {"_thread", make_thread},
    {"abc", make_abc},
    {"math", make_math},
    {"posix", make_posix},
    {"sys", make_sys},
    {"time", make_time},
};

/// CPython 3.11's own modules, sorted.
constexpr std::string_view standard_modules[] = {
    "__future__", "_thread", "abc", "aifc", "antigravity", "argparse", "array", "ast", "asynchat",
    "asyncio", "asyncore", "atexit", "audioop", "base64", "bdb", "binascii", "bisect", "builtins", "bz2",
    "cProfile", "calendar", "cgi", "cgitb", "chunk", "cmath", "cmd", "code", "codecs", "codeop",
    "collections", "colorsys", "compileall", "concurrent", "configparser", "contextlib", "contextvars",
    "copy", "copyreg", "crypt", "csv", "ctypes", "curses", "dataclasses", "datetime", "dbm", "decimal",
    "difflib", "dis", "distutils", "doctest", "email", "encodings", "ensurepip", "enum", "errno",
    "faulthandler", "fcntl", "filecmp", "fileinput", "fnmatch", "fractions", "ftplib", "functools", "gc",
    "genericpath", "getopt", "getpass", "gettext", "glob", "graphlib", "grp", "gzip", "hashlib", "heapq",
    "hmac", "html", "http", "idlelib", "imaplib", "imghdr", "imp", "importlib", "inspect", "io",
    "ipaddress", "itertools", "json", "keyword", "lib2to3", "linecache", "locale", "logging", "lzma",
    "mailbox", "mailcap", "marshal", "math", "mimetypes", "mmap", "modulefinder", "msilib", "msvcrt",
    "multiprocessing", "netrc", "nis", "nntplib", "nt", "ntpath", "nturl2path", "numbers", "opcode",
    "operator", "optparse", "os", "ossaudiodev", "pathlib", "pdb", "pickle", "pickletools", "pipes",
    "pkgutil", "platform", "plistlib", "poplib", "posix", "posixpath", "pprint", "profile", "pstats", "pty",
    "pwd", "py_compile", "pyclbr", "pydoc", "pydoc_data", "pyexpat", "queue", "quopri", "random", "re",
    "readline", "reprlib", "resource", "rlcompleter", "runpy", "sched", "secrets", "select", "selectors",
    "shelve", "shlex", "shutil", "signal", "site", "smtpd", "smtplib", "sndhdr", "socket", "socketserver",
    "spwd", "sqlite3", "sre_compile", "sre_constants", "sre_parse", "ssl", "stat", "statistics", "string",
    "stringprep", "struct", "subprocess", "sunau", "symtable", "sys", "sysconfig", "syslog", "tabnanny",
    "tarfile", "telnetlib", "tempfile", "termios", "textwrap", "this", "threading", "time", "timeit",
    "tkinter", "token", "tokenize", "tomllib", "trace", "traceback", "tracemalloc", "tty", "turtle",
    "turtledemo", "types", "typing", "unicodedata", "unittest", "urllib", "uu", "uuid", "venv", "warnings",
    "wave", "weakref", "webbrowser", "winreg", "winsound", "wsgiref", "xdrlib", "xml", "xmlrpc", "zipapp",
    "zipfile", "zipimport", "zlib", "zoneinfo",
};

bool is_standard(std::string_view name) {
    return std::binary_search(std::begin(standard_modules), std::end(standard_modules), name);
}

/// Runs a module in Mini; one that raises is not in sys.modules afterwards.
Result<Value> run_module(Thread& thread, Str* name, grammar::Source const& source, Value file) {
    Module* const module = interpreter_of(thread).make_module(thread, to_utf8(name));
    Root<Module> kept(thread, module);
    if (!file.is_unbound()) MINIVM_TRY(set(thread, module, "__file__", file));
    if (!run_source(thread, module, source)) {
        remove(interpreter_of(thread).modules, name);
        return Raised{};
    }
    return Value::of(module);
}

/// The directories of sys.path; none before sys was imported.
List* search_path(Thread& thread) {
    Interpreter& interpreter = interpreter_of(thread);
    Module* const sys = as<Module>(find(interpreter.modules, interpreter.intern("sys")));
    return sys == nullptr ? nullptr : as<List>(get(sys, interpreter.intern("path")));
}

bool read_file(std::string const& path, std::string& bytes) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return false;
    bytes.assign(std::istreambuf_iterator<char>(file), {});
    return !file.bad();
}

/// Unbound if there is no such file.
Result<Value> import_file(Thread& thread, Str* name) {
    List* const directories = search_path(thread);
    if (directories == nullptr) return Value::unbound();
    for (std::uint32_t i = 0; i < directories->length; ++i) {
        Str* const directory = as<Str>(directories->items[i]);
        if (directory == nullptr) continue;
        for (char const* const ending : {".mini", ".py"}) {
            std::string path = to_utf8(directory);
            if (!path.empty() && path.back() != '/') path += '/';
            path += to_utf8(name) + ending;
            std::string bytes;
            if (!read_file(path, bytes)) continue;
            grammar::Source const source(path, std::move(bytes));
            Str* const file = MINIVM_TRY(make_str(thread, path));
            return run_module(thread, name, source, Value::of(file));
        }
    }
    return Value::unbound();
}


Raised raise_diagnostic(Thread& thread, grammar::Diagnostic const& diagnostic, grammar::Source const& source) {
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
    if (text->name.starts_with('<')) return text;  // typed or given as an argument: CPython finds no file to show lines of
    text->text = source.text();
    text->line_starts.push_back(0);
    for (std::size_t i = 0; i < text->text.size(); ++i)
        if (text->text[i] == '\n') text->line_starts.push_back(static_cast<std::uint32_t>(i + 1));
    return text;
}

Result<void> run_source(Thread& thread, Module* module, grammar::Source const& source) {
    grammar::Parsed parsed = grammar::parse(source, grammar::Mode::module);
    if (!parsed.ok()) return raise_diagnostic(thread, parsed.diagnostic(), source);
    Compiled const compiled = compile(thread, parsed.tree(), source_text(source), CompileMode::module);
    if (compiled.diagnostic) return raise_diagnostic(thread, *compiled.diagnostic, source);
    Function* const body = make_function(thread, compiled.code, module, nullptr, Value::none(), Value::none(), Value::none());
    MINIVM_TRY(call(thread, Value::of(body), {}));
    return {};
}

Result<Value> import_by_name(Thread& thread, Str* name) {
    std::string const text = to_utf8(name);
    for (NativeModule const& native : native_modules)
        if (text == native.name) return Value::of(native.make(thread));
    Root<Str> kept(thread, name);
    for (EmbeddedModule const& embedded : embedded_modules) {
        if (text != embedded.name) continue;
        grammar::Source const source("<" + text + ">", embedded.source);
        Value const module = MINIVM_TRY(run_module(thread, name, source, Value::unbound()));
        cast<Module>(module)->unsupported_is_error = true;
        return module;
    }
    // A package's own code may have made the module: os makes os.path.
    if (std::size_t const dot = text.rfind('.'); dot != std::string::npos) {
        Interpreter& interpreter = interpreter_of(thread);
        Str* const parent = interpreter.intern(std::string_view(text).substr(0, dot));
        if (find(interpreter.modules, parent).is_unbound()) MINIVM_TRY(import_by_name(thread, parent));
        Value const made = find(interpreter.modules, kept.get());
        if (!made.is_unbound()) return made;
    }
    Value const found = MINIVM_TRY(import_file(thread, name));
    if (!found.is_unbound()) return found;
    std::string_view const top = std::string_view(text).substr(0, text.find('.'));
    if (is_standard(top)) return raise_unsupported(thread, "the module '%s' is not supported by Mini", text.c_str());
    Raised const raised = raise_text(thread, types(thread).module_not_found_error, "No module named '" + text + "'");
    Root<Value> exception(thread, take_exception(thread));
    MINIVM_TRY(set_attribute(thread, exception, interpreter_of(thread).intern("name"), Value::of(kept.get())));
    thread.exception = exception;
    return raised;
}

}  // namespace minivm

#include "runtime/cli/prompt.hpp"

#include <algorithm>

#include "grammar/parse.hpp"
#include "runtime/cli/line_reader.hpp"
#include "runtime/modules/import.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/slots.hpp"

namespace minivm::cli {

namespace {

constexpr char const* keywords[] = {"and",    "as",    "assert", "break",  "class",   "continue", "def",
                                    "del",    "elif",  "else",   "except", "finally", "for",      "from",
                                    "global", "if",    "import", "in",     "is",      "lambda",   "nonlocal",
                                    "not",    "or",    "pass",   "raise",  "return",  "try",      "while",
                                    "with",   "yield", "None",   "True",   "False"};

Result<void> display(Thread& thread, Value value) {
    Root<Value> shown(thread, value);
    Str* const text = MINIVM_TRY(repr(thread, value));
    streams_of(thread).output.write(to_utf8(text) + "\n");
    return set(thread, thread.interpreter->builtins, "_", shown);
}

void add_matching(std::vector<std::string>& found, std::string const& name, std::string const& word) {
    if (name.starts_with(word)) found.push_back(name);
}

std::vector<std::string> complete(Session& session, std::string const& word) {
    Thread& thread = session.thread();
    std::vector<std::string> found;
    std::size_t const dot = word.rfind('.');
    if (dot == std::string::npos) {
        for (char const* keyword : keywords) add_matching(found, keyword, word);
        for (Module const* module : {session.main_module(), thread.interpreter->builtins}) {
            DictTable const* const table = module->cells->table;
            std::uint32_t position = 0;
            while (auto const entry = next_entry(table, position))
                if (!cast<Cell>(entry->value)->value.is_unbound())
                    add_matching(found, to_utf8(cast<Str>(entry->key)), word);
        }
    } else {
        // Only what is there already is looked at: completing must not run the script's code by calling
        // anything.
        std::string path = word.substr(0, dot);
        Value object = Value::unbound();
        for (std::size_t begin = 0; begin <= path.size();) {
            std::size_t const end = std::min(path.find('.', begin), path.size());
            Str* const name =
                thread.interpreter->intern(thread, std::string_view(path).substr(begin, end - begin));
            if (begin == 0)
                object = get(session.main_module(), name);
            else if (auto* module = as<Module>(object))
                object = get(module, name);
            else if (has_slots(thread, object))
                object = get_slot(thread, object.as_object(), name);
            else
                object = Value::unbound();
            if (object.is_unbound()) return {};
            begin = end + 1;
        }
        Result<List*> names = attribute_names(thread, object);
        if (!names) {
            (void)take_exception(thread);
            return {};
        }
        bool const special = word.substr(dot + 1).starts_with("_");
        for (Value const each : names.take()->values()) {
            std::string const name = to_utf8(cast<Str>(each));
            if (special || !name.starts_with("_")) add_matching(found, path + "." + name, word);
        }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

void run_input(Session& session, Streams& streams, grammar::Source const& source, grammar::Parsed& parsed,
               int& status) {
    auto const complain = [&](grammar::Diagnostic const& diagnostic) {
        streams.error.write(describe(diagnostic, source));
    };
    if (!parsed.ok()) return complain(parsed.diagnostic());
    Compiled const compiled =
        compile(session.thread(), parsed.tree(), source_text(source), CompileMode::interactive);
    if (compiled.diagnostic) return complain(*compiled.diagnostic);
    if (!session.execute(compiled.code)) status = session.report_exception();
    streams.output.flush();
}

}  // namespace

int run_prompt(Session& session, Streams& streams) {
    session.thread().interpreter->display_hook = display;
    streams.output.write(std::string("minivm ") + MINIVM_VERSION +
                         ", a strict subset of Python 3.11. Ctrl-D to leave.\n");
    streams.output.flush();
    LineReader reader([&](std::string const& word) { return complete(session, word); });
    int status = 0;
    std::string input;
    while (true) {
        std::string line;
        LineReader::Outcome const outcome = reader.read(input.empty() ? ">>> " : "... ", line);
        if (outcome == LineReader::Outcome::end) break;
        if (outcome == LineReader::Outcome::interrupted) {
            (void)session.machine().check_interrupt(session.thread());
            (void)take_exception(session.thread());
            streams.error.write("KeyboardInterrupt\n");
            input.clear();
            continue;
        }
        bool const first = input.empty();
        if (!first) input += "\n";
        input += line;
        if (first && input.find_first_not_of(" \t\n") == std::string::npos) {
            input.clear();
            continue;
        }
        grammar::Source const source("<stdin>", input);
        grammar::Parsed parsed = grammar::parse(source, grammar::Mode::interactive);
        if (!parsed.ok() && parsed.incomplete()) continue;
        input.clear();
        run_input(session, streams, source, parsed, status);
        if (session.exiting()) return status;
        status = 0;
    }
    return status;
}

}  // namespace minivm::cli

// print() and input().
#include "runtime/modules/builtins_parts.hpp"
#include "runtime/modules/text_stream.hpp"
#include "runtime/streams.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

/// sys.NAME if a script may have changed it, else unbound: then it is the interpreter's own stream.
Value sys_stream(Thread& thread, std::string_view name) {
    Interpreter& interpreter = *thread.interpreter;
    Value const sys = find(interpreter.modules, interpreter.intern(thread, "sys"));
    Module const* const module = sys.is_unbound() ? nullptr : as<Module>(sys);
    return module ? get(module, interpreter.intern(thread, name)) : Value::unbound();
}

/// Where print writes: one of the interpreter's own streams, or any object with a method write.
class Target {
public:
    Target(Thread& thread, Value file)
        : thread_(thread),
          file_(thread, file),
          own_(file.is_unbound() ? &streams_of(thread).output : output_stream_of(thread, file)) {}

    Result<void> write(Str* text) {
        if (own_) return own_->write(thread_, streams_of(thread_).unlocking, text);
        Root<Str> const kept(thread_, text);
        Value const method =
            MINIVM_TRY(get_attribute(thread_, file_, thread_.interpreter->intern(thread_, "write")));
        Value const argument = kept.value();
        MINIVM_TRY(call(thread_, method, std::span<Value const>(&argument, 1)));
        return {};
    }

    Result<void> flush() {
        if (own_) return own_->flush(thread_, streams_of(thread_).unlocking);
        MINIVM_TRY(call_method(thread_, file_, thread_.interpreter->intern(thread_, "flush"), {}));
        return {};
    }

private:
    Thread& thread_;
    Root<Value> file_;
    OutputStream* own_;
};

/// `sep` and `end`: None or a str.
Result<Str*> separator(Thread& thread, Value given, char const* name, char const* standard) {
    if (given.is_unbound() || given.is_none()) return make_short_str(thread, standard);
    Str* const text = as<Str>(given);
    if (!text)
        return raise_type_error(thread, "%s must be None or a string, not %s", name,
                                type_name(thread, given));
    return text;
}

Result<Value> print(Thread& thread, Value* arguments) {
    Value file = arguments[2].is_none() ? Value::unbound() : arguments[2];
    if (file.is_unbound()) file = sys_stream(thread, "stdout");
    if (file.is_none()) return Value::none();
    Str* const between = MINIVM_TRY(separator(thread, arguments[0], "sep", " "));
    Str* const end = MINIVM_TRY(separator(thread, arguments[1], "end", "\n"));
    Target target(thread, file);
    for (std::uint32_t i = 0; i < cast<Tuple>(arguments[4])->length; ++i) {
        if (i > 0) MINIVM_TRY(target.write(between));
        Str* const text = MINIVM_TRY(str(thread, cast<Tuple>(arguments[4])->items()[i]));
        MINIVM_TRY(target.write(text));
    }
    MINIVM_TRY(target.write(end));
    bool flush = false;
    if (!arguments[3].is_unbound()) flush = MINIVM_TRY(truth(thread, arguments[3]));
    if (flush) MINIVM_TRY(target.flush());
    return Value::none();
}

Result<Value> input(Thread& thread, Value* arguments) {
    Streams& streams = streams_of(thread);
    MINIVM_TRY(streams.error.flush(thread, streams.unlocking));
    Target target(thread, sys_stream(thread, "stdout"));
    if (!arguments[0].is_unbound()) {
        Str* const prompt = MINIVM_TRY(str(thread, arguments[0]));
        MINIVM_TRY(target.write(prompt));
    }
    MINIVM_TRY(target.flush());
    Value const file = sys_stream(thread, "stdin");
    Str* line = nullptr;
    if (file.is_unbound() || is_standard_input(thread, file)) {
        line = MINIVM_TRY(streams.input.read_line(thread, streams.unlocking));
    } else {
        Value const read =
            MINIVM_TRY(call_method(thread, file, thread.interpreter->intern(thread, "readline"), {}));
        line = as<Str>(read);
        if (!line) return raise_type_error(thread, "object.readline() returned non-string");
    }
    if (line->length == 0) return raise(thread, types(thread).eof_error, "EOF when reading a line");
    bool const ended = line->at(line->length - 1) == U'\n';
    Str* const text = MINIVM_TRY(substring(thread, line, 0, line->length - (ended ? 1 : 0)));
    return Value::of(text);
}

NativeSpec const functions[] = {
    {"input", input, "(prompt='', /)"},
    {"print", print, "(*args, sep=' ', end='\\n', file=None, flush=False)"},
};

}  // namespace

std::span<NativeSpec const> const stream_builtins = functions;

}  // namespace minivm

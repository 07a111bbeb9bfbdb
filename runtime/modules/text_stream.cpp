#include "runtime/modules/text_stream.hpp"

#include <unistd.h>

#include "runtime/streams.hpp"
#include "vm/native.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"
#include "vm/thread.hpp"
#include "vm/type.hpp"

namespace minivm {

namespace {

enum class Which : std::uint8_t { input, output, error };

struct TextStream : Foreign {
    Which which;
};

constexpr ForeignClass text_stream_class = {sizeof(TextStream), nullptr, nullptr};

TextStream* as_text_stream(Thread& thread, Value object) {
    auto* const foreign = as<Foreign>(object);
    if (!foreign || type_of(thread, object)->foreign != &text_stream_class) return nullptr;
    return static_cast<TextStream*>(foreign);
}

Which which_of(Value const* arguments) { return static_cast<TextStream*>(arguments[0].as_object())->which; }

OutputStream* output_of(Thread& thread, Which which) {
    Streams& streams = streams_of(thread);
    return which == Which::output ? &streams.output : which == Which::error ? &streams.error : nullptr;
}

Result<OutputStream*> writable_of(Thread& thread, Value const* arguments) {
    OutputStream* const stream = output_of(thread, which_of(arguments));
    if (!stream) return raise(thread, types(thread).os_error, "not writable");
    return stream;
}

Result<void> check_readable(Thread& thread, Value const* arguments) {
    if (which_of(arguments) != Which::input) return raise(thread, types(thread).os_error, "not readable");
    return {};
}

Result<Str*> read_line(Thread& thread) {
    Streams& streams = streams_of(thread);
    return streams.input.read_line(thread, streams.unlocking);
}

int descriptor_of(Thread& thread, Which which) {
    OutputStream const* const output = output_of(thread, which);
    return output ? output->descriptor() : streams_of(thread).input.descriptor();
}

Result<Value> write(Thread& thread, Value* arguments) {
    OutputStream* const stream = MINIVM_TRY(writable_of(thread, arguments));
    Str const* const text = as<Str>(arguments[1]);
    if (!text)
        return raise_type_error(thread, "write() argument must be str, not %s",
                                type_name(thread, arguments[1]));
    MINIVM_TRY(stream->write(thread, streams_of(thread).unlocking, text));
    return Value::small_int(text->length);
}

Result<Value> writelines(Thread& thread, Value* arguments) {
    OutputStream* const stream = MINIVM_TRY(writable_of(thread, arguments));
    Iteration lines(thread);
    MINIVM_TRY(lines.start(arguments[1]));
    while (true) {
        Value const line = MINIVM_TRY(lines.next());
        if (line.is_unbound()) return Value::none();
        if (!as<Str>(line))
            return raise_type_error(thread, "write() argument must be str, not %s", type_name(thread, line));
        MINIVM_TRY(stream->write(thread, streams_of(thread).unlocking, cast<Str>(line)));
    }
}

Result<Value> flush(Thread& thread, Value* arguments) {
    if (OutputStream* const stream = output_of(thread, which_of(arguments)))
        MINIVM_TRY(stream->flush(thread, streams_of(thread).unlocking));
    return Value::none();
}

/// Only whole lines can be read, and all of them: a limit is refused.
Result<void> refuse_limit(Thread& thread, Value limit, char const* method) {
    if (limit.is_unbound() || limit.is_none()) return {};
    std::int64_t const size = MINIVM_TRY(index_word(thread, limit, OutOfRange::clip));
    if (size >= 0)
        return raise_unsupported(thread, "%s() of standard input with a size is not supported by Mini",
                                 method);
    return {};
}

Result<Value> readline(Thread& thread, Value* arguments) {
    MINIVM_TRY(check_readable(thread, arguments));
    MINIVM_TRY(refuse_limit(thread, arguments[1], "readline"));
    Str* const line = MINIVM_TRY(read_line(thread));
    return Value::of(line);
}

Result<Value> read(Thread& thread, Value* arguments) {
    MINIVM_TRY(check_readable(thread, arguments));
    MINIVM_TRY(refuse_limit(thread, arguments[1], "read"));
    StrBuilder all;
    while (true) {
        Str* const line = MINIVM_TRY(read_line(thread));
        if (line->length == 0) break;
        all.append(line);
    }
    Str* const text = MINIVM_TRY(all.finish(thread));
    return Value::of(text);
}

Result<Value> readlines(Thread& thread, Value* arguments) {
    MINIVM_TRY(check_readable(thread, arguments));
    MINIVM_TRY(refuse_limit(thread, arguments[1], "readlines"));
    List* const made = MINIVM_TRY(make_list(thread));
    Root<List> const lines(thread, made);
    while (true) {
        Str* const line = MINIVM_TRY(read_line(thread));
        if (line->length == 0) return lines.value();
        MINIVM_TRY(append(thread, lines.get(), Value::of(line)));
    }
}

Result<Value> iter(Thread&, Value* arguments) { return arguments[0]; }

Result<Value> next(Thread& thread, Value* arguments) {
    MINIVM_TRY(check_readable(thread, arguments));
    Str* const line = MINIVM_TRY(read_line(thread));
    if (line->length == 0)
        return raise_value(thread, Value::of(types(thread).stop_iteration), Value::unbound());
    return Value::of(line);
}

Result<Value> isatty(Thread& thread, Value* arguments) {
    int const descriptor = descriptor_of(thread, which_of(arguments));
    return Value::boolean(descriptor >= 0 && ::isatty(descriptor) == 1);
}

Result<Value> fileno(Thread& thread, Value* arguments) {
    int const descriptor = descriptor_of(thread, which_of(arguments));
    if (descriptor < 0) return raise(thread, types(thread).os_error, "fileno");
    return Value::small_int(descriptor);
}

Result<Value> readable(Thread&, Value* arguments) {
    return Value::boolean(which_of(arguments) == Which::input);
}
Result<Value> writable(Thread&, Value* arguments) {
    return Value::boolean(which_of(arguments) != Which::input);
}

Result<Value> encoding(Thread& thread, Value) { return Value::of(make_short_str(thread, "utf-8")); }
Result<Value> closed(Thread&, Value) { return Value::boolean(false); }
Result<Value> name(Thread& thread, Value self) {
    char const* const names[] = {"<stdin>", "<stdout>", "<stderr>"};
    return Value::of(make_short_str(thread, names[static_cast<int>(which_of(&self))]));
}
Result<Value> mode(Thread& thread, Value self) {
    return Value::of(make_short_str(thread, which_of(&self) == Which::input ? "r" : "w"));
}

NativeSpec const methods[] = {
    {"__iter__", iter, "(self, /)"},
    {"__next__", next, "(self, /)"},
    {"fileno", fileno, "(self, /)"},
    {"flush", flush, "(self, /)"},
    {"isatty", isatty, "(self, /)"},
    {"read", read, "(self, size=-1, /)"},
    {"readable", readable, "(self, /)"},
    {"readline", readline, "(self, size=-1, /)"},
    {"readlines", readlines, "(self, hint=-1, /)"},
    {"writable", writable, "(self, /)"},
    {"write", write, "(self, text, /)"},
    {"writelines", writelines, "(self, lines, /)"},
};

}  // namespace

TextStreams make_text_streams(Thread& thread) {
    Type* const type = make_foreign_type(thread, "_io.TextIOWrapper", text_stream_class);
    // The only reference until the first stream is made.
    thread.interpreter->keep(Value::of(type));
    add_methods(thread, type, methods);
    add_property(thread, type, "closed", closed);
    add_property(thread, type, "encoding", encoding);
    add_property(thread, type, "mode", mode);
    add_property(thread, type, "name", name);
    auto const make = [&](Which which) {
        auto* const stream = static_cast<TextStream*>(allocate_foreign(thread, type));
        stream->which = which;
        return Value::of(stream);
    };
    return {make(Which::input), make(Which::output), make(Which::error)};
}

OutputStream* output_stream_of(Thread& thread, Value object) {
    TextStream const* const stream = as_text_stream(thread, object);
    return stream ? output_of(thread, stream->which) : nullptr;
}

bool is_standard_input(Thread& thread, Value object) {
    TextStream const* const stream = as_text_stream(thread, object);
    return stream && stream->which == Which::input;
}

}  // namespace minivm

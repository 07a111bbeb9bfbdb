#include "vm/objects/exception.hpp"

#include <cstdio>

#include "vm/code.hpp"
#include "vm/objects/bytes.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/function.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/slots.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

Exception* self_of(Value* arguments) { return cast<Exception>(arguments[0]); }
Tuple* arguments_of(Value exception) { return cast<Tuple>(cast<Exception>(exception)->arguments); }

Result<Value> exception_new(Thread& thread, Value* a) {
    return make_exception(thread, cast<Type>(a[0]), cast<Tuple>(a[1]));
}

// BaseException.__init__: args are what a class's own __init__ passes on.
Result<Value> exception_init(Thread& thread, Value* a) {
    self_of(a)->arguments = a[1];
    if (cast<Dict>(a[2])->used == 0) return Value::none();
    Types const& all = types(thread);
    for (std::uint32_t i = 0; auto const entry = next_entry(cast<Dict>(a[2]), i);) {
        auto const given = [&](char const* name) {
            return cast<Str>(entry->key) == thread.interpreter->intern(thread, name);
        };
        Type const* owner = nullptr;
        if (given("name"))
            owner = is_instance(thread, a[0], all.name_error)        ? all.name_error
                    : is_instance(thread, a[0], all.attribute_error) ? all.attribute_error
                                                                     : all.import_error;
        else if (given("obj"))
            owner = all.attribute_error;
        else if (given("path"))
            owner = all.import_error;
        if (!owner || !is_instance(thread, a[0], owner)) {
            Type const* const type = type_of(thread, a[0]);
            for (Type const* known : {all.name_error, all.attribute_error, all.import_error})
                if (type->is_subtype_of(known))
                    return raise_type_error(thread, "'%s' is an invalid keyword argument for %s()",
                                            to_utf8(cast<Str>(entry->key)).c_str(), known->c_name);
            return raise_type_error(thread, "%s() takes no keyword arguments", type->c_name);
        }
        MINIVM_TRY(set_slot(thread, a[0].as_object(), cast<Str>(entry->key), entry->value));
    }
    return Value::none();
}

Result<Value> add_note(Thread& thread, Value* a) {
    if (!as<Str>(a[1]))
        return raise_type_error(thread, "note must be a str, not '%s'", type_name(thread, a[1]));
    Str* const name = names(thread).notes_;
    Value notes = MINIVM_TRY(find_attribute(thread, a[0], name));
    if (notes.is_unbound()) {
        notes = Value::of(MINIVM_TRY(make_list(thread)));
        MINIVM_TRY(set_attribute(thread, a[0], name, notes));
    }
    if (!as<List>(notes)) return raise_type_error(thread, "Cannot add note: __notes__ is not a list");
    MINIVM_TRY(append(thread, cast<List>(notes), a[1]));
    return Value::none();
}

// The attributes that CPython keeps beside `args`: None until they are set.
template <std::size_t Name>
constexpr char const* beside = Name == 0   ? "name"
                               : Name == 1 ? "obj"
                                           : "path";
template <std::size_t Name>
Result<Value> get_beside(Thread& thread, Value self) {
    Value const value = get_slot(thread, self.as_object(), thread.interpreter->intern(thread, beside<Name>));
    return value.is_unbound() ? Value::none() : value;
}
template <std::size_t Name>
Result<void> set_beside(Thread& thread, Value self, Value value) {
    return set_slot(thread, self.as_object(), thread.interpreter->intern(thread, beside<Name>),
                    value.is_unbound() ? Value::none() : value);
}

Result<Value> exception_str(Thread& thread, Value* a) {
    Tuple* const arguments = arguments_of(a[0]);
    if (arguments->length == 0) return Value::of(MINIVM_TRY(make_str(thread, std::string_view())));
    if (arguments->length == 1) return Value::of(MINIVM_TRY(str(thread, arguments->items()[0])));
    return Value::of(MINIVM_TRY(str(thread, Value::of(arguments))));
}

Result<Value> key_error_str(Thread& thread, Value* a) {
    Tuple* const arguments = arguments_of(a[0]);
    if (arguments->length == 1) return Value::of(MINIVM_TRY(repr(thread, arguments->items()[0])));
    return exception_str(thread, a);
}

/// UnicodeEncodeError and UnicodeDecodeError check their arguments: encoding, object, start, end, reason.
template <bool decoding>
Result<Value> codec_error_init(Thread& thread, Value* a) {
    if (cast<Dict>(a[2])->used != 0)
        return raise_type_error(thread, "%s() takes no keyword arguments", type_of(thread, a[0])->c_name);
    auto* const given = cast<Tuple>(a[1]);
    if (given->length != 5)
        return raise_type_error(thread, "function takes exactly 5 arguments (%u given)", given->length);
    Value* const items = given->items();
    for (int i = 0; i < 5; ++i) {
        if (i == 2 || i == 3) {
            MINIVM_TRY(size_argument(thread, items[i]));
        } else if (i == 1 && decoding) {
            MINIVM_TRY(octets_of(thread, items[i]));
        } else if (!as<Str>(items[i])) {
            return raise_type_error(thread, "argument %d must be str, not %s", i + 1,
                                    type_name(thread, items[i]));
        }
    }
    self_of(a)->arguments = a[1];
    return Value::none();
}

Result<Value> codec_error_str(Thread& thread, Value* a) {
    Tuple* const arguments = arguments_of(a[0]);
    std::string_view octets;
    if (arguments->length != 5) return Value::of(make_short_str(thread, ""));
    Str const* const text = as<Str>(arguments->items()[1]);
    bool const decoding = octets_of(thread, arguments->items()[1], octets);
    if ((!text && !decoding) || !is_int(arguments->items()[2]) || !is_int(arguments->items()[3]))
        return exception_str(thread, a);
    Str* const encoding = MINIVM_TRY(str(thread, arguments->items()[0]));
    Str* const reason = MINIVM_TRY(str(thread, arguments->items()[4]));
    std::int64_t const start = MINIVM_TRY(size_argument(thread, arguments->items()[2]));
    std::int64_t const end = MINIVM_TRY(size_argument(thread, arguments->items()[3]));
    std::size_t const length = decoding ? octets.size() : text->length;
    std::string out =
        "'" + to_utf8(encoding) + "' codec can't " + (decoding ? "decode byte" : "encode character");
    if (start >= 0 && static_cast<std::size_t>(start) < length && end == start + 1) {
        auto const at = static_cast<std::size_t>(start);
        auto const c =
            decoding ? static_cast<unsigned char>(octets[at]) : static_cast<unsigned>(text->at(at));
        char escape[16];
        char const* const form = decoding      ? " 0x%02x"
                                 : c < 0x100   ? " '\\x%02x'"
                                 : c < 0x10000 ? " '\\u%04x'"
                                               : " '\\U%08x'";
        std::snprintf(escape, sizeof escape, form, c);
        out += escape;
        out += " in position " + std::to_string(start);
    } else {
        out += "s in position " + std::to_string(start) + "-" + std::to_string(end - 1);
    }
    return Value::of(MINIVM_TRY(make_str(thread, out + ": " + to_utf8(reason))));
}

Result<Value> exception_repr(Thread& thread, Value* a) {
    Tuple* const arguments = arguments_of(a[0]);
    std::string text = type_name(thread, a[0]);
    Str* const inside = arguments->length == 1 ? MINIVM_TRY(repr(thread, arguments->items()[0]))
                                               : MINIVM_TRY(repr(thread, Value::of(arguments)));
    text += arguments->length == 1 ? "(" + to_utf8(inside) + ")" : to_utf8(inside);
    return Value::of(MINIVM_TRY(make_str(thread, text)));
}

Result<Value> with_traceback(Thread& thread, Value* a) {
    if (!a[1].is_none() && !as<Traceback>(a[1]))
        return raise_type_error(thread, "__traceback__ must be a traceback or None");
    self_of(a)->traceback = a[1];
    return a[0];
}

Result<Value> get_arguments(Thread&, Value self) { return Value(cast<Exception>(self)->arguments); }
Result<void> set_arguments(Thread& thread, Value self, Value value) {
    cast<Exception>(self)->arguments = Value::of(MINIVM_TRY(collect_tuple(thread, value)));
    return {};
}
template <Slot Exception::*Field>
Result<Value> get_link(Thread&, Value self) {
    return Value(cast<Exception>(self)->*Field);
}
template <Slot Exception::*Field>
Result<void> set_link(Thread& thread, Value self, Value value) {
    bool const cause = Field == &Exception::cause;
    if (!value.is_none() && !as<Exception>(value))
        return raise_type_error(thread, "exception %s must be None or derive from BaseException",
                                cause ? "cause" : "context");
    cast<Exception>(self)->*Field = value;
    if (cause) cast<Exception>(self)->suppress_context = true;
    return {};
}
Result<Value> get_traceback(Thread&, Value self) { return Value(cast<Exception>(self)->traceback); }
Result<void> set_traceback(Thread& thread, Value self, Value value) {
    if (!value.is_none() && !as<Traceback>(value))
        return raise_type_error(thread, "__traceback__ must be a traceback or None");
    cast<Exception>(self)->traceback = value;
    return {};
}
Result<Value> get_suppress(Thread&, Value self) {
    return Value::boolean(cast<Exception>(self)->suppress_context);
}
Result<void> set_suppress(Thread& thread, Value self, Value value) {
    if (!value.is_bool()) return raise_type_error(thread, "attribute value type must be bool");
    cast<Exception>(self)->suppress_context = value.is_true();
    return {};
}
template <std::size_t Index>
Result<Value> argument(Thread&, Value self) {
    Tuple* const arguments = arguments_of(self);
    return Index < arguments->length ? arguments->items()[Index] : Value::none();
}
/// What was decoded, as bytes.
Result<Value> decoded_object(Thread& thread, Value self) {
    Tuple* const arguments = arguments_of(self);
    if (arguments->length < 2 || as<Bytes>(arguments->items()[1])) return argument<1>(thread, self);
    std::string_view const octets = MINIVM_TRY(octets_of(thread, arguments->items()[1]));
    return Value::of(MINIVM_TRY(make_bytes(thread, octets)));
}

Result<Value> exit_code(Thread&, Value self) {
    Tuple* const arguments = arguments_of(self);
    return arguments->length == 0   ? Value::none()
           : arguments->length == 1 ? arguments->items()[0]
                                    : Value::of(arguments);
}
Result<Value> traceback_next(Thread&, Value self) { return Value(cast<Traceback>(self)->next); }
Result<Value> traceback_line(Thread&, Value self) {
    auto* const traceback = cast<Traceback>(self);
    return Value::small_int(traceback->function->code->position_of(traceback->pc).line);
}

constexpr NativeSpec base_methods[] = {
    {"static __new__", exception_new, "(cls, *args, **kwargs)"},
    {"__init__", exception_init, "(self, *args, **kwargs)"},
    {"__str__", exception_str, "(self, /)"},
    {"__repr__", exception_repr, "(self, /)"},
    {"with_traceback", with_traceback, "(self, tb, /)"},
    {"add_note", add_note, "(self, note, /)"},
};
constexpr NativeSpec key_error_methods[] = {{"__str__", key_error_str, "(self, /)"}};
constexpr NativeSpec encode_error_methods[] = {
    {"__init__", codec_error_init<false>, "(self, *args, **kwargs)"},
    {"__str__", codec_error_str, "(self, /)"}};
constexpr NativeSpec decode_error_methods[] = {
    {"__init__", codec_error_init<true>, "(self, *args, **kwargs)"},
    {"__str__", codec_error_str, "(self, /)"}};

}  // namespace

Value make_exception(Thread& thread, Type* type, Tuple* arguments) {
    auto* const exception = static_cast<Exception*>(allocate_instance(thread, type));
    exception->arguments = Value::of(arguments);
    exception->cause = exception->context = exception->traceback = Value::none();
    exception->suppress_context = false;
    return Value::of(exception);
}

void add_traceback(Thread& thread, Value exception, Function* function, Word const* pc) {
    auto* const traceback = static_cast<Traceback*>(
        Heap::allocate(thread, shape_id::traceback, Kind::traceback, sizeof(Traceback)));
    traceback->next = cast<Exception>(exception)->traceback;
    traceback->function = function;
    traceback->pc = pc;
    cast<Exception>(exception)->traceback = Value::of(traceback);
}

void define_exceptions(Thread& thread) {
    Types const& type = types(thread);
    add_methods(thread, type.base_exception, base_methods);
    thread.interpreter->exception_new = find(type.base_exception->attributes, names(thread).new_);
    add_property(thread, type.base_exception, "args", get_arguments, set_arguments);
    add_property(thread, type.base_exception, "__cause__", get_link<&Exception::cause>,
                 set_link<&Exception::cause>);
    add_property(thread, type.base_exception, "__context__", get_link<&Exception::context>,
                 set_link<&Exception::context>);
    add_property(thread, type.base_exception, "__traceback__", get_traceback, set_traceback);
    add_property(thread, type.base_exception, "__suppress_context__", get_suppress, set_suppress);
    for (Type* const named : {type.name_error, type.attribute_error, type.import_error})
        add_property(thread, named, "name", get_beside<0>, set_beside<0>);
    add_property(thread, type.attribute_error, "obj", get_beside<1>, set_beside<1>);
    add_property(thread, type.import_error, "path", get_beside<2>, set_beside<2>);
    add_methods(thread, type.key_error, key_error_methods);
    define_os_error(thread);
    add_methods(thread, type.unicode_encode_error, encode_error_methods);
    add_methods(thread, type.unicode_decode_error, decode_error_methods);
    add_property(thread, type.unicode_encode_error, "object", argument<1>);
    add_property(thread, type.unicode_decode_error, "object", decoded_object);
    for (Type* const codec_error : {type.unicode_encode_error, type.unicode_decode_error}) {
        add_property(thread, codec_error, "encoding", argument<0>);
        add_property(thread, codec_error, "start", argument<2>);
        add_property(thread, codec_error, "end", argument<3>);
        add_property(thread, codec_error, "reason", argument<4>);
    }
    add_property(thread, type.stop_iteration, "value", argument<0>);
    add_property(thread, type.system_exit, "code", exit_code);
    add_property(thread, type.traceback, "tb_next", traceback_next);
    add_property(thread, type.traceback, "tb_lineno", traceback_line);
}

}  // namespace minivm

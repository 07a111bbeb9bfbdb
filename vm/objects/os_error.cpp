// OSError: an errno tells the class, and beside `args` there are the files that it happened to. Follows
// OSError_Type of CPython's Objects/exceptions.c in what scripts can see.
#include <cerrno>
#include <cstring>
#include <string>

#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/exception.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/slots.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

constexpr std::size_t most_arguments = 5;

Type* class_of_errno(Types const& all, std::int64_t error) {
    switch (error) {
        case EAGAIN:
        case EALREADY:
        case EINPROGRESS: return all.blocking_io_error;
        case EPIPE:
        case ESHUTDOWN: return all.broken_pipe_error;
        case ECHILD: return all.child_process_error;
        case ECONNABORTED: return all.connection_aborted_error;
        case ECONNREFUSED: return all.connection_refused_error;
        case ECONNRESET: return all.connection_reset_error;
        case EEXIST: return all.file_exists_error;
        case ENOENT: return all.file_not_found_error;
        case EINTR: return all.interrupted_error;
        case EISDIR: return all.is_a_directory_error;
        case ENOTDIR: return all.not_a_directory_error;
        case EACCES:
        case EPERM: return all.permission_error;
        case ESRCH: return all.process_lookup_error;
        case ETIMEDOUT: return all.timeout_error;
        default: return all.os_error;
    }
}

Tuple* arguments_of(Value exception) { return cast<Tuple>(cast<Exception>(exception)->arguments); }

constexpr char const* file_names[] = {"filename", "filename2"};

/// (errno, strerror, filename, winerror, filename2): the files are taken out of `args`.
Result<void> take_arguments(Thread& thread, Value exception, Value arguments) {
    cast<Exception>(exception)->arguments = arguments;
    auto const given = cast<Tuple>(arguments)->view();
    if (given.size() < 3 || given.size() > most_arguments || given[2].is_none()) return {};
    constexpr std::size_t places[] = {2, 4};
    for (std::size_t i = 0; i < 2; ++i) {
        if (places[i] >= given.size() || given[places[i]].is_none()) continue;
        MINIVM_TRY(set_slot(thread, exception.as_object(), thread.interpreter->intern(thread, file_names[i]),
                            given[places[i]]));
    }
    cast<Exception>(exception)->arguments = Value::of(make_small_tuple(thread, given.first(2)));
    return {};
}

Result<Value> os_error_new(Thread& thread, Value* a) {
    Type* type = cast<Type>(a[0]);
    Tuple* const arguments = cast<Tuple>(a[1]);
    if (type == types(thread).os_error && arguments->length >= 2 && arguments->length <= most_arguments &&
        is_int(arguments->items()[0])) {
        bool fits = false;
        std::int64_t const error = to_int64(arguments->items()[0], fits);
        if (fits) type = class_of_errno(types(thread), error);
    }
    Value const made = make_exception(thread, type, arguments);
    a[2] = made;  // roots it; the keywords are __init__'s to refuse
    MINIVM_TRY(take_arguments(thread, made, a[1]));
    return made;
}

Result<Value> os_error_init(Thread& thread, Value* a) {
    if (cast<Dict>(a[2])->used != 0)
        return raise_type_error(thread, "%s() takes no keyword arguments", type_name(thread, a[0]));
    MINIVM_TRY(take_arguments(thread, a[0], a[1]));
    return Value::none();
}

template <std::size_t Index>
Result<Value> file(Thread& thread, Value self) {
    Value const value =
        get_slot(thread, self.as_object(), thread.interpreter->intern(thread, file_names[Index]));
    return value.is_unbound() ? Value::none() : value;
}
template <std::size_t Index>
Result<void> set_file(Thread& thread, Value self, Value value) {
    return set_slot(thread, self.as_object(), thread.interpreter->intern(thread, file_names[Index]),
                    value.is_unbound() ? Value::none() : value);
}

Result<Value> os_error_str(Thread& thread, Value* a) {
    Tuple* const arguments = arguments_of(a[0]);
    if (arguments->length == 0) return Value::of(empty_str(thread));
    if (arguments->length == 1) return Value::of(MINIVM_TRY(str(thread, arguments->items()[0])));
    Value const first = MINIVM_TRY(file<0>(thread, a[0]));
    if (arguments->length > most_arguments) return Value::of(MINIVM_TRY(str(thread, Value::of(arguments))));
    Str* const number = MINIVM_TRY(str(thread, arguments->items()[0]));
    std::string text = "[Errno " + to_utf8(number) + "] ";
    Str* const message = MINIVM_TRY(str(thread, arguments->items()[1]));
    text += to_utf8(message);
    if (!first.is_none()) {
        Str* const written = MINIVM_TRY(repr(thread, first));
        text += ": " + to_utf8(written);
        Value const second = MINIVM_TRY(file<1>(thread, a[0]));
        if (!second.is_none()) {
            Str* const other = MINIVM_TRY(repr(thread, second));
            text += " -> " + to_utf8(other);
        }
    }
    return Value::of(MINIVM_TRY(make_str(thread, text)));
}

template <std::size_t Index>
Result<Value> argument(Thread&, Value self) {
    Tuple* const arguments = arguments_of(self);
    return arguments->length >= 2 && arguments->length <= most_arguments ? arguments->items()[Index]
                                                                         : Value::none();
}

constexpr NativeSpec methods[] = {
    {"static __new__", os_error_new, "(cls, *args, **kwargs)"},
    {"__init__", os_error_init, "(self, *args, **kwargs)"},
    {"__str__", os_error_str, "(self, /)"},
};

}  // namespace

Raised raise_os_error(Thread& thread, Type* type, int error, std::string_view message, Value file) {
    Root<Value> const kept(thread, file);
    Value arguments[] = {Value::small_int(error), Value::unbound(), file};
    arguments[1] = Value::of(make_short_str(thread, message));
    Root<Value> const tuple(
        thread, Value::of(make_small_tuple(thread, {arguments, file.is_none() ? std::size_t{2} : 3})));
    Result<Value> const exception = call(thread, Value::of(type), cast<Tuple>(tuple)->view());
    if (!exception) return Raised{};
    return raise_value(thread, exception.take(), Value::unbound());
}

Raised raise_os_error(Thread& thread, int error, Value file) {
    return raise_os_error(thread, types(thread).os_error, error, std::strerror(error), file);
}

void define_os_error(Thread& thread) {
    Type* const type = types(thread).os_error;
    add_methods(thread, type, methods);
    add_property(thread, type, "errno", argument<0>);
    add_property(thread, type, "strerror", argument<1>);
    add_property(thread, type, "filename", file<0>, set_file<0>);
    add_property(thread, type, "filename2", file<1>, set_file<1>);
}

}  // namespace minivm

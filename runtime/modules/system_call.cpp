#include "runtime/modules/system_call.hpp"

#include <string>

#include "runtime/streams.hpp"
#include "vm/native.hpp"
#include "vm/objects/bytes.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/state.hpp"

namespace minivm {

Result<int> int_argument(Thread& thread, Value value, IntParsing parsing) {
    Value const number = MINIVM_TRY(index(thread, value));
    bool fits = true;
    std::int64_t const word = to_int64(number, fits);
    if (parsing == IntParsing::by_format) {
        if (!fits) return raise_overflow_error(thread, "Python int too large to convert to C long");
        if (word > INT32_MAX) return raise_overflow_error(thread, "signed integer is greater than maximum");
        if (word < INT32_MIN) return raise_overflow_error(thread, "signed integer is less than minimum");
    }
    if (!fits || word > INT32_MAX || word < INT32_MIN)
        return raise_overflow_error(thread, "Python int too large to convert to C int");
    return static_cast<int>(word);
}

Result<int> descriptor_argument(Thread& thread, Value value) {
    Value number = value;
    if (!is_int(value)) {
        Value const fileno =
            MINIVM_TRY(find_attribute(thread, value, thread.interpreter->intern(thread, "fileno")));
        if (fileno.is_unbound())
            return raise_type_error(thread, "argument must be an int, or have a fileno() method.");
        number = MINIVM_TRY(call(thread, fileno, {}));
        if (!is_int(number)) return raise_type_error(thread, "fileno() returned a non-integer");
    }
    int const descriptor = MINIVM_TRY(int_argument(thread, number));
    if (descriptor < 0)
        return raise_value_error(thread, "file descriptor cannot be a negative integer (%d)", descriptor);
    return descriptor;
}

Result<std::string> path_argument(Thread& thread, Value value, char const* function, char const* parameter,
                                  char const* kinds) {
    Value path = value;
    if (!as<Str>(path)) {
        Value const method =
            MINIVM_TRY(special_method(thread, path, thread.interpreter->intern(thread, "__fspath__")));
        if (!method.is_unbound()) path = MINIVM_TRY(call(thread, method, {}));
    }
    if (path.is_object() && path.as_object()->kind == Kind::bytes)
        return raise_unsupported(thread, "paths of bytes are not supported by Mini");
    if (!as<Str>(path))
        return raise_type_error(thread, "%s: %s should be %s, not %s", function, parameter, kinds,
                                type_name(thread, value));
    std::string bytes;
    MINIVM_TRY(encode(thread, cast<Str>(path), Surrogates::escape, bytes));
    if (bytes.find('\0') != std::string::npos) return raise_value_error(thread, "embedded null byte");
    return bytes;
}

Result<void> OctetsArgument::take(Thread& thread, Value value) {
    view_ = MINIVM_TRY(octets_of(thread, value));
    if (value.as_object()->shape == shape_id::bytes) return {};
    copy_ = view_;
    view_ = copy_;
    return {};
}

Result<Value> text_of_system(Thread& thread, std::string_view bytes) {
    Str* const text = MINIVM_TRY(decode(thread, bytes, Surrogates::escape));
    return Value::of(text);
}

void add_constants(Thread& thread, Module* module, std::span<IntConstant const> constants) {
    for (IntConstant const& constant : constants)
        (void)set(thread, module, constant.name, make_int(thread, constant.value));
}

}  // namespace minivm

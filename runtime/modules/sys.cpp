#include "runtime/modules/sys.hpp"

#include <bit>
#include <cfloat>
#include <iterator>

#include "runtime/machine.hpp"
#include "runtime/modules/native_modules.hpp"
#include "runtime/modules/struct_sequence.hpp"
#include "runtime/modules/text_stream.hpp"
#include "vm/native.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/exception.hpp"
#include "vm/objects/floating.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

constexpr int digits_threshold = 640;

Result<Value> sys_exit(Thread& thread, Value* arguments) {
    Value const status = arguments[0];
    Value const type = Value::of(types(thread).system_exit);
    if (status.is_unbound() || status.is_none()) return raise_value(thread, type, Value::unbound());
    // As whenever an exception is raised with a value: a tuple is its arguments, an instance is the
    // exception.
    if (is_instance(thread, status, types(thread).system_exit))
        return raise_value(thread, status, Value::unbound());
    std::span<Value const> given(&status, 1);
    if (Tuple const* const tuple = as<Tuple>(status)) given = tuple->view();
    Value const made = MINIVM_TRY(call(thread, type, given));
    return raise_value(thread, made, Value::unbound());
}

/// A C int, as CPython takes it.
Result<std::int32_t> int_argument(Thread& thread, Value value) {
    Value const number = MINIVM_TRY(index(thread, value));
    bool fits = true;
    std::int64_t const word = to_int64(number, fits);
    if (!fits) return raise_overflow_error(thread, "Python int too large to convert to C int");
    if (word > INT32_MAX) return raise_overflow_error(thread, "signed integer is greater than maximum");
    if (word < INT32_MIN) return raise_overflow_error(thread, "signed integer is less than minimum");
    return static_cast<std::int32_t>(word);
}

Result<Value> getrecursionlimit(Thread& thread, Value*) {
    return Value::small_int(interpreter_of(thread).recursion_limit);
}

Result<Value> setrecursionlimit(Thread& thread, Value* arguments) {
    std::int32_t const limit = MINIVM_TRY(int_argument(thread, arguments[0]));
    if (limit < 1) return raise_value_error(thread, "recursion limit must be greater or equal than 1");
    std::int32_t const most = Machine::of(thread).settings().recursion_limit;
    if (most != 0 && limit > most) return raise_value_error(thread, "the host limits recursion to %i", most);
    std::int32_t const depth = thread.recursion_limit - thread.depth_left;
    if (depth >= limit) {
        return raise(thread, types(thread).recursion_error,
                     "cannot set the recursion limit to %i at the recursion depth %i: the limit is too low",
                     limit, depth);
    }
    WorldStopped const world(thread);  // what follows is the other threads' own
    Interpreter& interpreter = interpreter_of(thread);
    interpreter.recursion_limit = limit;
    for (Thread* each = interpreter.threads; each != nullptr; each = each->next) {
        each->depth_left += limit - each->recursion_limit;
        each->recursion_limit = limit;
    }
    return Value::none();
}

Result<Value> get_int_max_str_digits(Thread& thread, Value*) {
    return Value::small_int(interpreter_of(thread).int_digits_limit);
}

Result<Value> set_int_max_str_digits(Thread& thread, Value* arguments) {
    std::int32_t const limit = MINIVM_TRY(int_argument(thread, arguments[0]));
    if (limit != 0 && limit < digits_threshold)
        return raise_value_error(thread, "maxdigits must be 0 or larger than %d", digits_threshold);
    WorldStopped const world(thread);
    interpreter_of(thread).int_digits_limit = limit;
    return Value::none();
}

Result<Value> getswitchinterval(Thread& thread, Value*) {
    // Kept in whole microseconds.
    lock::Nanoseconds const interval = Machine::of(thread).gil().policy().switch_interval();
    return make_float(thread, 1e-6 * static_cast<double>(interval / 1000));
}

/// PermissionError where a host keeps the lock to itself: its own threads wait for it too.
Result<void> check_lock_granted(Thread& thread) {
    if (Machine::of(thread).settings().granted.lock) return {};
    return raise(thread, types(thread).permission_error, "the host grants no changes of the lock");
}

Result<Value> setswitchinterval(Thread& thread, Value* arguments) {
    MINIVM_TRY(check_lock_granted(thread));
    double const seconds = MINIVM_TRY(to_double(thread, arguments[0]));
    if (!(seconds > 0)) return raise_value_error(thread, "switch interval must be strictly positive");
    Machine::of(thread).gil().set_switch_interval(seconds);
    return Value::none();
}

/// Those of CPython before 3.2, for the policy that counts bytecodes.
Result<Value> getcheckinterval(Thread& thread, Value*) {
    return Value::small_int(Machine::of(thread).gil().policy().check_interval());
}

Result<Value> setcheckinterval(Thread& thread, Value* arguments) {
    MINIVM_TRY(check_lock_granted(thread));
    std::int32_t const bytecodes = MINIVM_TRY(int_argument(thread, arguments[0]));
    Machine::of(thread).gil().set_check_interval(bytecodes);
    return Value::none();
}

Result<Value> sys_intern(Thread& thread, Value* arguments) {
    Str* const text = as<Str>(arguments[0]);
    if (text == nullptr)
        return raise_type_error(thread, "intern() argument must be str, not %s",
                                type_name(thread, arguments[0]));
    if (text->shape != shape_id::str)
        return raise_type_error(thread, "can't intern %s", type_name(thread, arguments[0]));
    return Value::of(interpreter_of(thread).intern(thread, text));
}

Result<Value> exc_info(Thread& thread, Value*) {
    Value const handled = handled_exception(thread);
    Value parts[] = {Value::none(), Value::none(), Value::none()};
    if (!handled.is_none()) {
        parts[0] = Value::of(type_of(thread, handled));
        parts[1] = handled;
        parts[2] = cast<Exception>(handled)->traceback;
    }
    return Value::of(make_small_tuple(thread, parts));
}

Result<Value> sys_exception(Thread& thread, Value*) { return handled_exception(thread); }
Result<Value> getdefaultencoding(Thread& thread, Value*) {
    return Value::of(make_short_str(thread, "utf-8"));
}
Result<Value> is_finalizing(Thread&, Value*) { return Value::boolean(false); }

constexpr NativeSpec functions[] = {
    {"exc_info", exc_info, "()"},
    {"exception", sys_exception, "()"},
    {"exit", sys_exit, "(status=None, /)"},
    {"get_int_max_str_digits", get_int_max_str_digits, "()"},
    {"getcheckinterval", getcheckinterval, "()"},
    {"getdefaultencoding", getdefaultencoding, "()"},
    {"getfilesystemencoding", getdefaultencoding, "()"},
    {"getrecursionlimit", getrecursionlimit, "()"},
    {"getswitchinterval", getswitchinterval, "()"},
    {"intern", sys_intern, "(string, /)"},
    {"is_finalizing", is_finalizing, "()"},
    {"set_int_max_str_digits", set_int_max_str_digits, "(maxdigits)"},
    {"setcheckinterval", setcheckinterval, "(n, /)"},
    {"setrecursionlimit", setrecursionlimit, "(limit, /)"},
    {"setswitchinterval", setswitchinterval, "(interval, /)"},
};

Value version_info(Thread& thread) {
    constexpr char const* fields[] = {"major", "minor", "micro", "releaselevel", "serial"};
    Type* const type = make_struct_sequence_type(thread, "sys.version_info", fields);
    Value const values[] = {Value::small_int(3), Value::small_int(11), Value::small_int(7),
                            Value::of(interpreter_of(thread).intern(thread, "final")), Value::small_int(0)};
    return make_struct_sequence(thread, type, values);
}

Value float_info(Thread& thread) {
    constexpr char const* fields[] = {"max", "max_exp",  "max_10_exp", "min",   "min_exp", "min_10_exp",
                                      "dig", "mant_dig", "epsilon",    "radix", "rounds"};
    Type* const type = make_struct_sequence_type(thread, "sys.float_info", fields);
    Value const values[] = {make_float(thread, DBL_MAX),
                            Value::small_int(DBL_MAX_EXP),
                            Value::small_int(DBL_MAX_10_EXP),
                            make_float(thread, DBL_MIN),
                            Value::small_int(DBL_MIN_EXP),
                            Value::small_int(DBL_MIN_10_EXP),
                            Value::small_int(DBL_DIG),
                            Value::small_int(DBL_MANT_DIG),
                            make_float(thread, DBL_EPSILON),
                            Value::small_int(FLT_RADIX),
                            Value::small_int(1)};
    return make_struct_sequence(thread, type, values);
}

/// What CPython says of its own ints; a script may compute with it.
Value int_info(Thread& thread) {
    constexpr char const* fields[] = {"bits_per_digit", "sizeof_digit", "default_max_str_digits",
                                      "str_digits_check_threshold"};
    Type* const type = make_struct_sequence_type(thread, "sys.int_info", fields);
    Value const values[] = {Value::small_int(30), Value::small_int(4), Value::small_int(4300),
                            Value::small_int(digits_threshold)};
    return make_struct_sequence(thread, type, values);
}

Value hash_info(Thread& thread) {
    constexpr char const* fields[] = {"width",     "modulus",   "inf",       "nan",   "imag",
                                      "algorithm", "hash_bits", "seed_bits", "cutoff"};
    Type* const type = make_struct_sequence_type(thread, "sys.hash_info", fields);
    Value const values[] = {
        Value::small_int(64),      make_int(thread, (std::int64_t{1} << 61) - 1),
        Value::small_int(314159),  Value::small_int(0),
        Value::small_int(1000003), Value::of(interpreter_of(thread).intern(thread, "siphash13")),
        Value::small_int(64),      Value::small_int(128),
        Value::small_int(0)};
    return make_struct_sequence(thread, type, values);
}

/// At startup nothing here can fail but for want of memory, of which a fresh interpreter has enough.
List* fresh_list(Thread& thread) { return make_list(thread).take(); }

}  // namespace

Module* make_sys(Thread& thread) {
    Interpreter& interpreter = interpreter_of(thread);
    Module* const module = interpreter.make_module(thread, "sys");
    module->unsupported_is_error = true;
    auto text = [&](std::string_view value) { return Value::of(interpreter.intern(thread, value)); };
    auto bind = [&](std::string_view name, Value value) { (void)set(thread, module, name, value); };
    add_functions(thread, module, functions);
    TextStreams const streams = make_text_streams(thread);
    bind("stdin", streams.input);
    bind("stdout", streams.output);
    bind("stderr", streams.error);
    bind("__stdin__", streams.input);
    bind("__stdout__", streams.output);
    bind("__stderr__", streams.error);
    bind("modules", Value::of(interpreter.modules));
    List* const arguments = fresh_list(thread);
    (void)append(thread, arguments, text(""));
    bind("argv", Value::of(arguments));
    bind("path", Value::of(fresh_list(thread)));
    bind("executable", text(""));
    bind("platform", text("linux"));
    bind("byteorder", text(std::endian::native == std::endian::little ? "little" : "big"));
    bind("version", text("3.11.7 (minivm " MINIVM_VERSION ")"));
    bind("hexversion", Value::small_int(0x030b07f0));
    bind("api_version", Value::small_int(1013));
    bind("version_info", version_info(thread));
    bind("maxsize", make_int(thread, INT64_MAX));
    bind("maxunicode", Value::small_int(0x10FFFF));
    bind("float_info", float_info(thread));
    bind("float_repr_style", text("short"));
    bind("int_info", int_info(thread));
    bind("hash_info", hash_info(thread));
    return module;
}

void set_program(Thread& thread, std::string const& executable, std::span<std::string const> arguments,
                 std::string const& directory) {
    Interpreter& interpreter = interpreter_of(thread);
    Module* sys = imported(thread, "sys");
    if (sys == nullptr) sys = make_sys(thread);
    auto text = [&](std::string const& value) -> Value {
        Result<Str*> made = make_str(thread, value);
        return made ? Value::of(made.take()) : Value::of(interpreter.intern(thread, ""));
    };
    List* const argv = fresh_list(thread);
    for (std::string const& argument : arguments) (void)append(thread, argv, text(argument));
    List* const path = fresh_list(thread);
    (void)append(thread, path, text(directory));
    (void)set(thread, sys, "argv", Value::of(argv));
    (void)set(thread, sys, "path", Value::of(path));
    (void)set(thread, sys, "executable", text(executable));
}

}  // namespace minivm

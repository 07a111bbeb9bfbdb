#include "vm/raise.hpp"

#include <cstdarg>

#include "vm/objects/containers.hpp"
#include "vm/objects/exception.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

std::string formatted(char const* format, std::va_list arguments) {
    std::va_list again;
    va_copy(again, arguments);
    int const length = std::vsnprintf(nullptr, 0, format, again);
    va_end(again);
    std::string text(static_cast<std::size_t>(std::max(length, 0)), '\0');
    std::vsnprintf(text.data(), text.size() + 1, format, arguments);
    return text;
}

// Takes `exception` out of the chain of contexts that begins at `link`. The chain may run in a circle, which
// a script has made of it or threads that raise the same exceptions at once: `slow` goes half as fast, and is
// met there.
void unchain(Exception* link, Value exception) {
    Exception* slow = link;
    for (bool moves = false;; moves = !moves) {
        auto* const next = as<Exception>(link->context);
        if (!next) return;
        if (Value::of(next) == exception) {
            link->context = Value::none();
            return;
        }
        link = next;
        if (link == slow) return;
        if (!moves) continue;
        slow = as<Exception>(slow->context);
        if (!slow) return;
    }
}

// Leaves `exception` waiting; what is being handled becomes its context (PEP 3134), without making a cycle.
Raised set_raised(Thread& thread, Value value) {
    auto* const exception = cast<Exception>(value);
    Value const handled = handled_exception(thread);
    if (handled.is_object() && handled != value) {
        unchain(cast<Exception>(handled), value);
        exception->context = handled;
    }
    thread.exception = value;
    return {};
}

}  // namespace

Raised raise_with(Thread& thread, Type* type, Value argument) {
    Value const arguments[] = {argument};
    return set_raised(thread, make_exception(thread, type, make_small_tuple(thread, arguments)));
}

Raised raise_text(Thread& thread, Type* type, std::string_view text) {
    Result<Str*> message = make_str(thread, text);
    if (!message) return {};
    return raise_with(thread, type, Value::of(message.take()));
}

#define RAISE_FORMATTED(type)                              \
    std::va_list arguments;                                \
    va_start(arguments, format);                           \
    std::string const text = formatted(format, arguments); \
    va_end(arguments);                                     \
    return raise_text(thread, type, text)

Raised raise(Thread& thread, Type* type, char const* format, ...) { RAISE_FORMATTED(type); }
Raised raise_type_error(Thread& thread, char const* format, ...) {
    RAISE_FORMATTED(types(thread).type_error);
}
Raised raise_value_error(Thread& thread, char const* format, ...) {
    RAISE_FORMATTED(types(thread).value_error);
}
Raised raise_index_error(Thread& thread, char const* format, ...) {
    RAISE_FORMATTED(types(thread).index_error);
}
Raised raise_overflow_error(Thread& thread, char const* format, ...) {
    RAISE_FORMATTED(types(thread).overflow_error);
}
Raised raise_unsupported(Thread& thread, char const* format, ...) {
    RAISE_FORMATTED(types(thread).unsupported);
}

Raised raise_stop(Thread& thread, char const* why) { return raise(thread, types(thread).stop, "%s", why); }

Raised raise_memory_error(Thread& thread) {
    return set_raised(thread, make_exception(thread, types(thread).memory_error, empty_tuple(thread)));
}

Raised raise_recursion_error(Thread& thread, char const* where) {
    return raise(thread, types(thread).recursion_error, "maximum recursion depth exceeded%s", where);
}

Raised raise_value(Thread& thread, Value value, Value cause) {
    Root<Value> raised(thread, value);
    Root<Value> reason(thread, cause);
    auto const instantiate = [&](Root<Value>& at, char const* complaint) -> Result<void> {
        if (auto* type = as<Type>(at); type && type->is_subtype_of(types(thread).base_exception)) {
            at.set(MINIVM_TRY(call(thread, at, {})));
            if (!as<Exception>(at)) {
                Str* const called = MINIVM_TRY(repr(thread, Value::of(type)));
                Str* const made = MINIVM_TRY(repr(thread, Value::of(type_of(thread, at))));
                return raise_text(thread, types(thread).type_error,
                                  "calling " + to_utf8(called) +
                                      " should have returned an instance of BaseException, not " +
                                      to_utf8(made));
            }
        }
        if (!as<Exception>(at)) return raise_text(thread, types(thread).type_error, complaint);
        return {};
    };
    MINIVM_TRY(instantiate(raised, "exceptions must derive from BaseException"));
    if (!cause.is_unbound()) {
        if (!cause.is_none())
            MINIVM_TRY(instantiate(reason, "exception causes must derive from BaseException"));
        auto* const exception = cast<Exception>(raised);
        exception->cause = reason;
        exception->suppress_context = true;
    }
    return set_raised(thread, raised);
}

char const* type_name(Thread const& thread, Value value) {
    Type const* type = type_of(thread, value);
    // Names of types are made nul-terminated by make_type and make_class.
    return type->c_name;
}

bool raised_is(Thread const& thread, Type const* type) { return is_instance(thread, thread.exception, type); }

Value take_exception(Thread& thread) {
    Value const exception = thread.exception;
    thread.exception = Value::unbound();
    return exception;
}

}  // namespace minivm

// Errors: of the script's as values of the host's, and what the host throws as exceptions of the script's.
#include <new>

#include "runtime/embed/core.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/exception.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"
#include "vm/type.hpp"

namespace minivm::MINIVM_ABI {

struct Error::Details {
    Kind kind = Kind::exception;
    std::string type_name;
    std::string message;
    std::string traceback;
    std::string what;
    Value exception;
};

namespace {

std::string line_of(std::string const& type_name, std::string const& message) {
    return message.empty() ? type_name : type_name + ": " + message;
}

}  // namespace

Error::Error(std::string type_name, std::string message)
    : Error(detail::Core::make_error(Kind::exception, std::move(type_name), std::move(message))) {}

Error::Kind Error::kind() const noexcept { return details_->kind; }
std::string const& Error::type_name() const noexcept { return details_->type_name; }
std::string const& Error::message() const noexcept { return details_->message; }
std::string const& Error::traceback() const noexcept { return details_->traceback; }
char const* Error::what() const noexcept { return details_->what.c_str(); }
Value Error::exception() const { return details_->exception; }

}  // namespace minivm::MINIVM_ABI

namespace minivm::MINIVM_ABI::detail {

Error Core::make_error(Error::Kind kind, std::string type_name, std::string message) {
    std::string const line = line_of(type_name, message);
    return Error(std::make_shared<Error::Details const>(
        Error::Details{kind, std::move(type_name), std::move(message), line + "\n", line, {}}));
}

Error Core::syntax_error(std::string type_name, std::string message, std::string traceback) {
    std::string const line = line_of(type_name, message);
    return Error(std::make_shared<Error::Details const>(Error::Details{
        Error::Kind::exception, std::move(type_name), std::move(message), std::move(traceback), line, {}}));
}

Error empty_value() { return Core::make_error(Error::Kind::misuse, "TypeError", "an empty Value"); }

Str* text_of(Thread& thread, std::string_view bytes) {
    if (minivm::Result<Str*> const text = decode(thread, bytes, Surrogates::escape)) return text.take();
    (void)take_exception(thread);
    return empty_str(thread);
}

Error Core::take_error(Thread& thread) {
    if (thread.exception.is_unbound()) return Error::runtime("no exception was raised");
    Root<minivm::Value> exception(thread, take_exception(thread));
    Error::Details details;
    if (is_instance(thread, exception, types(thread).stop)) details.kind = Error::Kind::stopped;
    details.type_name = to_utf8(type_of(thread, exception)->name);
    if (minivm::Result<Str*> const text = minivm::str(thread, exception))
        details.message = to_utf8(text.take());
    else
        (void)take_exception(thread);
    details.traceback = format_exception(thread, exception);
    details.what = line_of(details.type_name, details.message);
    details.exception = handle(exception);
    return Error(std::make_shared<Error::Details const>(std::move(details)));
}

namespace {

/// A builtin exception by its name.
minivm::Type* exception_class(Thread& thread, std::string const& name) {
    Interpreter& interpreter = *thread.interpreter;
    auto* const found = as<minivm::Type>(get(interpreter.builtins, interpreter.intern(thread, name)));
    if (found && found->is_subtype_of(types(thread).base_exception)) return found;
    return nullptr;
}

Raised raise_error(Core& core, Thread& thread, Error const& error) {
    Value const known = error.exception();
    Slot const* const slot = Core::slot_of(known);
    if (slot && slot->core == &core) {  // it goes on, with its traceback
        thread.exception = slot->value;
        return {};
    }
    // Of another Vm, or made up. A stop of another Vm's ends nothing here.
    minivm::Type* const type = exception_class(thread, error.type_name());
    if (!type) return raise_text(thread, types(thread).runtime_error, to_utf8(text_of(thread, error.what())));
    if (error.message().empty())
        return raise_value(thread, minivm::Value::of(type), minivm::Value::unbound());
    return raise_with(thread, type, minivm::Value::of(text_of(thread, error.message())));
}

Raised raise_mismatch(Thread& thread, std::string const& function, int position, Mismatch const& mismatch) {
    std::string const where = position == 0 ? "the result of " + function + "()"
                                            : function + "() argument " + std::to_string(position);
    if (mismatch.out_of_range)
        return raise_text(thread, types(thread).overflow_error,
                          where + ": " + mismatch.expected + " is out of range");
    return raise_text(thread, types(thread).type_error,
                      where + " must be " + mismatch.expected + ", not " + mismatch.found);
}

}  // namespace

minivm::Value Core::exception_of(Thread& thread, Error const& error) {
    (void)raise_error(*this, thread, error);
    return take_exception(thread);
}

Raised Core::raise_caught(Thread& thread, std::string const& function, int position) {
    Types const& all = types(thread);
    try {
        throw;
    } catch (Pending const&) {
        return {};
    } catch (Error const& error) {
        return raise_error(*this, thread, error);
    } catch (Mismatch const& mismatch) {
        return raise_mismatch(thread, function, position, mismatch);
    } catch (std::bad_alloc const&) {
        return raise_memory_error(thread);
    } catch (std::exception const& error) {
        return raise_with(thread, all.runtime_error, minivm::Value::of(text_of(thread, error.what())));
    } catch (...) {
        return raise(thread, all.runtime_error, "%s() threw what is no std::exception", function.c_str());
    }
}

}  // namespace minivm::MINIVM_ABI::detail

// Generators and coroutines of the script's, resumed by the host.
#include "runtime/embed/core.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"
#include "vm/type.hpp"

namespace minivm::MINIVM_ABI::detail {

namespace {

/// Whether it yielded `item`. At its end, which is a StopIteration, what that carries is `returned`.
bool resume(Thread& thread, minivm::Value generator, std::string_view method, minivm::Value argument,
            Raw& item, Value* returned) {
    Interpreter& interpreter = *thread.interpreter;
    Root<minivm::Value> const rooted(thread, argument);
    minivm::Value const resuming =
        checked(get_attribute(thread, generator, interpreter.intern(thread, method)));
    minivm::Value const arguments[] = {rooted};
    if (minivm::Result<minivm::Value> yielded = minivm::call(thread, resuming, arguments)) {
        item = raw_of(yielded.take());
        return true;
    }
    if (!is_instance(thread, thread.exception, types(thread).stop_iteration)) throw Pending{};
    Root<minivm::Value> const end(thread, take_exception(thread));
    if (returned != nullptr)
        *returned =
            Core::of(thread).handle(checked(get_attribute(thread, end, interpreter.intern(thread, "value"))));
    return false;
}

}  // namespace

bool send(Context& context, Raw generator, Raw value, Raw& item, Value* returned) {
    return resume(thread_of(context), value_of(generator), "send", value_of(value), item, returned);
}

bool throw_into(Context& context, Raw generator, Error const& error, Raw& item, Value* returned) {
    Thread& thread = thread_of(context);
    minivm::Value const exception = Core::of(thread).exception_of(thread, error);
    return resume(thread, value_of(generator), "throw", exception, item, returned);
}

}  // namespace minivm::MINIVM_ABI::detail

namespace minivm::MINIVM_ABI {

Result<void> Value::close() const {
    return detail::on<void>(*this, [](Context& context, Raw self) {
        (void)detail::call_method(context, self, "close", nullptr, 0);
    });
}

}  // namespace minivm::MINIVM_ABI

#pragma once

// How calls of a Vm and of Values get into the machine and out again: for the other headers, not for hosts.

#include <cstdint>
#include <string>
#include <string_view>

#include "minivm/convert.hpp"
#include "minivm/function.hpp"
#include "minivm/settings.hpp"
#include "minivm/value.hpp"

MINIVM_BEGIN

namespace detail {

/// A thread's stay in a VM, for one call or for several. On the stack, in strict nesting.
class Entry {
public:
    enum class For : std::uint8_t { call, attaching, native };
    enum class Refusal : std::uint8_t {
        none,
        closed,
        uncounted,
        untimed,
        in_destructor,
        in_stream,
        in_hook,
        in_policy
    };

    Entry(Core& core, Budget const& budget, For purpose = For::call) noexcept;
    ~Entry();
    Entry(Entry const&) = delete;
    Entry& operator=(Entry const&) = delete;

    bool entered() const { return thread_ != nullptr; }
    Error refusal() const;
    Context& context() const;
    /// Inside a catch block: what was thrown, as the Error of the call.
    Error error() const;

private:
    friend class Core;
    friend class minivm::MINIVM_ABI::Unlocked;
    friend struct Stays;
    friend class NativeStay;
    Entry(Core& core, void* thread) noexcept;
    void leave();
    void leave_outer();

    Core& core_;
    void* thread_ = nullptr;     // as the lock knows it
    Entry* outer_;               // of this OS thread, of any Vm
    Entry* released_ = nullptr;  // whose lock this one let go
    For purpose_;
    bool holds_ = false;   // the lock, now
    bool takes_ = false;   // it took the lock, and lets it go
    bool brings_ = false;  // it brought the thread, and takes it back
    bool is_timed_ = false;
    bool is_counted_ = false;
    Refusal refusal_ = Refusal::none;
    std::uint32_t level_ = 0;  // calls of this Vm that this thread was in already
    std::uint32_t calls_ = 0;  // that it is in now
    std::uint32_t steps_level_ = 0;
    std::int64_t outer_steps_ = -1;
    std::int64_t steps_ = -1;
    std::uint64_t handled_ = 0;
};

/// What happens inside the library. Each throws: Error, or what Entry::error makes one of.
void run(Context& context, std::string_view text, std::string_view name);
std::string read_file(std::string const& path);
Raw evaluate(Context& context, std::string_view text);
Raw global(Context& context, std::string_view name);
void set_global(Context& context, std::string_view name, Raw value);
Raw call(Context& context, Raw callee, Raw const* arguments, std::size_t count);
Raw call_method(Context& context, Raw object, std::string_view name, Raw const* arguments, std::size_t count);
Raw attribute(Context& context, Raw object, std::string_view name);
void set_attribute(Context& context, Raw object, std::string_view name, Raw value);
Raw item(Context& context, Raw container, Raw key);
void set_item(Context& context, Raw container, Raw key, Raw value);
std::size_t size(Context& context, Raw container);
Raw iterate(Context& context, Raw value);
bool next(Context& context, Raw iterator, Raw& item);
bool send(Context& context, Raw generator, Raw value, Raw& item, Value* returned);
bool throw_into(Context& context, Raw generator, Error const& error, Raw& item, Value* returned);
std::string str(Context& context, Raw value);
std::string repr(Context& context, Raw value);
std::string type_name(Context& context, Raw value);
Raw module(Context& context, std::string_view name);
void define(Context& context, Raw module, std::string name, Function function);

/// Of a Value: the machine that it is of, and itself there. The null handle has none: Error of kind misuse.
Core& core_of(Value const& value);

template <typename R, typename F>
Result<R> within(Core& core, Budget const& budget, F const& f) {
    Entry entry(core, budget);
    if (!entry.entered()) return entry.refusal();
    try {
        if constexpr (std::is_void_v<R>) {
            f(entry.context());
            return {};
        } else {
            return f(entry.context());
        }
    } catch (...) {
        return entry.error();
    }
}

/// The arguments of a call into the script.
template <typename... A>
struct Arguments {
    Arguments(Context& context, A const&... given) : raws{detail::to(context, given)..., Raw{}} {}
    Raw raws[sizeof...(A) + 1];
};

Error empty_value();

template <typename R, typename F>
Result<R> on(Value const& value, Budget const& budget, F const& f) {
    if (!value) return empty_value();
    return within<R>(core_of(value), budget,
                     [&](Context& context) -> R { return f(context, raw(context, value)); });
}
template <typename R, typename F>
Result<R> on(Value const& value, F const& f) {
    return on<R>(value, {}, f);
}
}  // namespace detail

// --- Value, continued.

template <typename T>
Result<T> Value::as() const {
    if (!slot_) return Error("TypeError", "an empty Value");
    return detail::within<T>(detail::core_of(*this), {}, [&](Context& context) -> T {
        return detail::result<T>(context, detail::raw(context, *this));
    });
}

template <typename R, typename... A>
Result<R> Value::call(A const&... arguments) const {
    return call<R>(Budget(), arguments...);
}
template <typename R, typename... A>
Result<R> Value::call(Budget const& budget, A const&... arguments) const {
    return detail::on<R>(*this, budget, [&](Context& context, Raw self) -> R {
        detail::Arguments<A...> const raws(context, arguments...);
        return detail::result<R>(context, detail::call(context, self, raws.raws, sizeof...(A)));
    });
}
template <typename R, typename... A>
Result<R> Value::call_method(std::string_view name, A const&... arguments) const {
    return detail::on<R>(*this, [&](Context& context, Raw self) -> R {
        detail::Arguments<A...> const raws(context, arguments...);
        return detail::result<R>(context, detail::call_method(context, self, name, raws.raws, sizeof...(A)));
    });
}
template <typename R>
Result<R> Value::get(std::string_view name) const {
    return detail::on<R>(*this, [&](Context& context, Raw self) -> R {
        return detail::result<R>(context, detail::attribute(context, self, name));
    });
}
template <typename T>
Result<void> Value::set(std::string_view name, T const& value) const {
    return detail::on<void>(*this, [&](Context& context, Raw self) {
        detail::set_attribute(context, self, name, detail::to(context, value));
    });
}
template <typename R, typename K>
Result<R> Value::item(K const& key) const {
    return detail::on<R>(*this, [&](Context& context, Raw self) -> R {
        return detail::result<R>(context, detail::item(context, self, detail::to(context, key)));
    });
}
template <typename K, typename T>
Result<void> Value::set_item(K const& key, T const& value) const {
    return detail::on<void>(*this, [&](Context& context, Raw self) {
        Raw const raw_key = detail::to(context, key);
        detail::set_item(context, self, raw_key, detail::to(context, value));
    });
}
template <typename R>
Result<std::optional<R>> Value::next() const {
    return detail::on<std::optional<R>>(*this, [&](Context& context, Raw self) -> std::optional<R> {
        Raw item{};
        if (!detail::next(context, self, item)) return std::nullopt;
        return detail::result<R>(context, item);
    });
}
template <typename R, typename T>
Result<std::optional<R>> Value::send(T const& value, Value* returned) const {
    return detail::on<std::optional<R>>(*this, [&](Context& context, Raw self) -> std::optional<R> {
        Raw item{};
        if (!detail::send(context, self, detail::to(context, value), item, returned)) return std::nullopt;
        return detail::result<R>(context, item);
    });
}
template <typename R>
Result<std::optional<R>> Value::throw_into(Error const& error, Value* returned) const {
    return detail::on<std::optional<R>>(*this, [&](Context& context, Raw self) -> std::optional<R> {
        Raw item{};
        if (!detail::throw_into(context, self, error, item, returned)) return std::nullopt;
        return detail::result<R>(context, item);
    });
}

MINIVM_END

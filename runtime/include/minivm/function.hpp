#pragma once

// C++ functions that scripts call, and scripts' functions that C++ calls. What a function takes and gives is
// read off its type: arguments arrive converted (convert.hpp), a wrong count or type is a TypeError that
// names the function and the argument; trailing std::optional parameters may be left out. Each `def` makes
// one small function that converts and calls; all else is the library's.
//
// A native function runs on the thread of the script that calls it, with the lock held: other threads wait
// until it returns, enters an Unlocked scope, or calls back into its Vm, which it may do as it likes. What it
// throws the script sees as an exception: an Error as it says, std::bad_alloc as MemoryError, any other
// std::exception as RuntimeError.

#include <cstdint>
#include <functional>
#include <memory>
#include <tuple>
#include <type_traits>

#include "minivm/containers.hpp"
#include "minivm/convert.hpp"

MINIVM_BEGIN

/// For `def`: the lock is let go while the function runs, not while its arguments and its result are
/// converted. It may call its Vm; each call takes the lock.
struct ReleasesLock {};
inline constexpr ReleasesLock releases_lock{};

/// Lets the lock go for as long as it lives, around what may block. The thread's values stay alive meanwhile;
/// Values may be used, and take the lock for it. They nest, strictly; on a thread that is in no call of a
/// Vm's, one is nothing.
class Unlocked {
public:
    Unlocked() noexcept;
    ~Unlocked();
    Unlocked(Unlocked const&) = delete;
    Unlocked& operator=(Unlocked const&) = delete;

private:
    void* released_;  // whose lock
};

namespace detail {

/// A call of a native: its arguments as they lie on the script's stack, and which of them is being converted.
struct Call {
    Context& context;
    Raw const* arguments;
    void* target;
    int converting = 0;  // from 1; 0: none
};
using Thunk = Raw (*)(Call& call);

/// A C++ function whose type is forgotten. Arguments that were left out arrive as None.
struct Function {
    Thunk thunk;
    std::shared_ptr<void> target;
    std::uint16_t required;
    std::uint16_t most;
};

template <typename F>
struct Signature : Signature<decltype(&F::operator())> {};
template <typename R, typename... A>
struct Signature<R (*)(A...)> {
    using Type = R(A...);
};
template <typename R, typename... A>
struct Signature<R (*)(A...) noexcept> : Signature<R (*)(A...)> {};
template <typename R, typename C, typename... A>
struct Signature<R (C::*)(A...)> : Signature<R (*)(A...)> {};
template <typename R, typename C, typename... A>
struct Signature<R (C::*)(A...) const> : Signature<R (*)(A...)> {};
template <typename R, typename C, typename... A>
struct Signature<R (C::*)(A...) noexcept> : Signature<R (*)(A...)> {};
template <typename R, typename C, typename... A>
struct Signature<R (C::*)(A...) const noexcept> : Signature<R (*)(A...)> {};

template <typename T>
struct IsOptional : std::false_type {};
template <typename T>
struct IsOptional<std::optional<T>> : std::true_type {};

/// How many arguments there must be: those before the trailing optional ones.
template <typename... A>
constexpr std::uint16_t required_count() {
    std::uint16_t count = 0;
    std::uint16_t at = 0;
    ((++at, IsOptional<std::remove_cvref_t<A>>::value ? void() : void(count = at)), ...);
    return count;
}

template <typename A>
decltype(auto) argument(Call& call, int index) {
    call.converting = index + 1;
    return Argument<A>::from(call.context, call.arguments[index]);
}

template <typename F, bool Unlocks, typename Type>
struct Invoke;
template <typename F, bool Unlocks, typename R, typename... A>
struct Invoke<F, Unlocks, R(A...)> {
    static Raw thunk(Call& call) { return run(call, std::index_sequence_for<A...>()); }
    static Function function(F f) {
        return {thunk, std::make_shared<F>(std::move(f)), required_count<A...>(), sizeof...(A)};
    }

private:
    template <std::size_t... I>
    static Raw run(Call& call, std::index_sequence<I...>) {
        F& f = *static_cast<F*>(call.target);
        // In braces: from left to right.
        std::tuple<decltype(argument<A>(call, 0))...> arguments{argument<A>(call, static_cast<int>(I))...};
        call.converting = 0;
        if constexpr (std::is_void_v<R>) {
            if constexpr (Unlocks) {
                Unlocked const unlocked;
                std::invoke(f, std::get<I>(std::move(arguments))...);
            } else {
                std::invoke(f, std::get<I>(std::move(arguments))...);
            }
            return make_none();
        } else if constexpr (Unlocks) {
            return to(call.context, [&]() -> R {
                Unlocked const unlocked;
                return std::invoke(f, std::get<I>(std::move(arguments))...);
            }());
        } else {
            return to(call.context, std::invoke(f, std::get<I>(std::move(arguments))...));
        }
    }
};

template <typename F>
Function make_function(F f) {
    return Invoke<F, false, typename Signature<F>::Type>::function(std::move(f));
}
template <typename F>
Function make_function(F f, ReleasesLock) {
    return Invoke<F, true, typename Signature<F>::Type>::function(std::move(f));
}

/// A function object of the script's.
Raw make_callable(Context& context, Function function);
/// Calls a value from anywhere. Throws Error.
bool is_callable(Context& context, Raw value);

}  // namespace detail

template <typename R, typename... A>
struct Convert<std::function<R(A...)>> {
    static Raw to(Context& context, std::function<R(A...)> const& function) {
        if (!function) return detail::make_none();
        return detail::make_callable(
            context, detail::Invoke<std::function<R(A...)>, false, R(A...)>::function(function));
    }
    static std::function<R(A...)> from(Context& context, Raw value) {
        if (detail::kind_of(value) == detail::Kind::none) return {};
        if (!detail::is_callable(context, value)) detail::mismatch(context, value, "a callable");
        return [held = detail::handle(context, value)](A... arguments) -> R {
            if constexpr (std::is_void_v<R>)
                (void)held.template call<Value>(arguments...).value();
            else
                return held.template call<R>(arguments...).value();
        };
    }
    static bool fits(Context& context, Raw value) { return detail::is_callable(context, value); }
};

/// Lambdas and functions as arguments of calls into the script.
template <typename F>
concept CppFunction = (std::is_class_v<F> && requires { &F::operator(); }) ||
                      (std::is_pointer_v<F> && std::is_function_v<std::remove_pointer_t<F>>);
template <CppFunction F>
struct Convert<F> {
    static Raw to(Context& context, F const& function) {
        return detail::make_callable(context, detail::make_function(function));
    }
};

MINIVM_END

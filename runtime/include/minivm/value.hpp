#pragma once

// A handle on a value of the script's, and what a call of the script gives: a value or an error.
//
// Thread contract of Value: one handle is one thread's at a time, as a std::string is; copies are
// independent, so threads may each have one. A handle may be copied and dropped on any thread at any time,
// with the lock or without, also after its Vm: then it keeps nothing alive and what is asked of it is an
// Error that says so. All functions that touch the script take its lock for the call, if the thread does not
// have it: see Vm.

#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "minivm/config.hpp"

MINIVM_BEGIN

class Error;
struct Budget;
template <typename T>
class Result;

namespace detail {
class Core;
struct Slot;
}  // namespace detail

class Value {
public:
    /// No value; the script sees None.
    Value() noexcept = default;
    Value(Value const& other) noexcept;
    Value(Value&& other) noexcept : slot_(std::exchange(other.slot_, nullptr)) {}
    Value& operator=(Value other) noexcept {
        std::swap(slot_, other.slot_);
        return *this;
    }
    ~Value();

    /// Whether it holds a value, be it None.
    explicit operator bool() const noexcept { return slot_ != nullptr; }

    /// What it is in C++: see convert.hpp. TypeError, OverflowError.
    template <typename T>
    Result<T> as() const;
    /// Calls it. Raises what the script raises.
    template <typename R = Value, typename... Arguments>
    Result<R> call(Arguments const&... arguments) const;
    /// The same within a budget.
    template <typename R = Value, typename... Arguments>
    Result<R> call(Budget const& budget, Arguments const&... arguments) const;
    /// Calls its method.
    template <typename R = Value, typename... Arguments>
    Result<R> call_method(std::string_view name, Arguments const&... arguments) const;
    /// Its attribute; AttributeError.
    template <typename R = Value>
    Result<R> get(std::string_view name) const;
    template <typename T>
    Result<void> set(std::string_view name, T const& value) const;
    /// value[key]; KeyError, IndexError.
    template <typename R = Value, typename K>
    Result<R> item(K const& key) const;
    template <typename K, typename T>
    Result<void> set_item(K const& key, T const& value) const;
    /// len().
    Result<std::size_t> size() const;
    /// An iterator over it, for next(). TypeError.
    Result<Value> iterate() const;
    /// The next item of an iterator, or what a generator that is resumed yields; no value at the end.
    template <typename R = Value>
    Result<std::optional<R>> next() const;
    /// Of a generator, or what has the same methods: send(), throw() and close(), as in Python. The first two
    /// give what it yields next, or no value at its end; then `returned`, if given, is what it returned. A
    /// generator that has not begun takes only None, an empty Value.
    template <typename R = Value, typename T>
    Result<std::optional<R>> send(T const& value, Value* returned = nullptr) const;
    template <typename R = Value>
    Result<std::optional<R>> throw_into(Error const& error, Value* returned = nullptr) const;
    Result<void> close() const;
    /// str() and repr() of it, and the name of its type.
    Result<std::string> str() const;
    Result<std::string> repr() const;
    Result<std::string> type_name() const;

private:
    friend class detail::Core;
    explicit Value(detail::Slot* slot) noexcept : slot_(slot) {}
    detail::Slot* slot_ = nullptr;
};

/// What went wrong, in a script or on the way there. Cheap to copy; may be kept on any thread and outlive the
/// Vm. A native function throws it to raise an exception in the script.
class Error : public std::exception {
public:
    enum class Kind {
        exception,  // of the script's, or for it
        stopped,    // by a budget, by Vm::stop or because the Vm is being closed
        closed,     // the Vm takes no calls any more
        misuse,     // of this library: the message says what to do
    };

    /// An exception of the script's by the name of its class: a builtin one; any other becomes RuntimeError.
    Error(std::string type_name, std::string message);
    static Error value(std::string message) { return {"ValueError", std::move(message)}; }
    static Error type(std::string message) { return {"TypeError", std::move(message)}; }
    static Error overflow(std::string message) { return {"OverflowError", std::move(message)}; }
    static Error index(std::string message) { return {"IndexError", std::move(message)}; }
    static Error runtime(std::string message) { return {"RuntimeError", std::move(message)}; }
    /// For the __next__ of a native class: no more items.
    static Error stop_iteration() { return {"StopIteration", ""}; }

    Kind kind() const noexcept;
    /// "ValueError".
    std::string const& type_name() const noexcept;
    /// str() of the exception.
    std::string const& message() const noexcept;
    /// What python3 prints for an exception that nobody catches, many lines; for other errors, one.
    std::string const& traceback() const noexcept;
    /// "ValueError: message".
    char const* what() const noexcept override;
    /// The exception itself, if it was raised by the script. Thrown on by a native, it is raised again.
    Value exception() const;

private:
    friend class detail::Core;
    struct Details;
    explicit Error(std::shared_ptr<Details const> details) noexcept : details_(std::move(details)) {}
    std::shared_ptr<Details const> details_;  // never null
};

/// A T, or the Error that came instead. value() throws that, for those who prefer exceptions.
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const noexcept { return held_.index() == 0; }
    /// Only of one that is ok: std::bad_variant_access otherwise.
    T& operator*() & { return std::get<0>(held_); }
    T const& operator*() const& { return std::get<0>(held_); }
    T&& operator*() && { return std::get<0>(std::move(held_)); }
    T* operator->() { return &std::get<0>(held_); }
    T const* operator->() const { return &std::get<0>(held_); }
    /// Throws the Error.
    T& value() & { return checked(), std::get<0>(held_); }
    T const& value() const& { return checked(), std::get<0>(held_); }
    T&& value() && { return checked(), std::get<0>(std::move(held_)); }
    template <typename U>
    T value_or(U&& other) const {
        return *this ? **this : static_cast<T>(std::forward<U>(other));
    }
    /// Only of one that is not ok.
    Error const& error() const { return std::get<1>(held_); }

private:
    void checked() const {
        if (!*this) throw error();
    }
    std::variant<T, Error> held_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}
    explicit operator bool() const noexcept { return !error_; }
    void value() const {
        if (error_) throw *error_;
    }
    Error const& error() const { return error_.value(); }

private:
    std::optional<Error> error_;
};

MINIVM_END

#pragma once
// How failure travels in the VM: a function that may raise returns Result<T>. A failed Result says no more
// than "an exception waits in the Thread"; Result<Value> and Result<T*> are one word. Propagate by `auto x =
// MINIVM_TRY(f(thread));`, TRY being a whole initialiser or statement, never a part of an expression: the
// order in which the other operands were evaluated would be unspecified.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "vm/value.hpp"

namespace minivm {

/// Returned by raise(): converts to every failed Result.
struct [[nodiscard]] Raised {};

template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : value_(std::move(value)), ok_(true) {}
    Result(Raised) {}
    explicit operator bool() const { return ok_; }
    T take() { return std::move(value_); }

private:
    T value_{};
    bool ok_ = false;
};

template <>
class [[nodiscard]] Result<Value> {
public:
    Result(Value value) : value_(value) {}
    Result(Raised) : value_(Value::raised()) {}
    explicit operator bool() const { return !value_.is_raised(); }
    Value take() const { return value_; }

private:
    Value value_;
};

template <typename T>
class [[nodiscard]] Result<T*> {
public:
    Result(T* value) : value_(value) {}
    Result(Raised) : value_(nullptr) {}
    explicit operator bool() const { return value_ != nullptr; }
    T* take() const { return value_; }

private:
    T* value_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Raised) : ok_(false) {}
    explicit operator bool() const { return ok_; }
    void take() const {}

private:
    bool ok_ = true;
};

}  // namespace minivm

#define MINIVM_TRY(...)                     \
    __extension__({                         \
        auto minivm_result = (__VA_ARGS__); \
        if (!minivm_result) [[unlikely]]    \
            return ::minivm::Raised{};      \
        minivm_result.take();               \
    })

/// For what no script can cause. Checked in all builds that are not NDEBUG.
#ifdef NDEBUG
#define MINIVM_ASSERT(condition) ((void)0)
#else
#define MINIVM_ASSERT(condition)                                                                           \
    ((condition) ? (void)0                                                                                 \
                 : (std::fprintf(stderr, "%s:%d: assertion failed: %s\n", __FILE__, __LINE__, #condition), \
                    std::abort()))
#endif

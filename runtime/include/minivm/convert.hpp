#pragma once

// How values cross between C++ and the script. Both ways, checked:
//
//     bool                            bool only
//     integers                        int in their range (OverflowError), not bool
//     double, float                   float, or int (as under Python, where a float is wanted)
//     std::string, std::string_view   str, as UTF-8. A view: as a parameter, until its native returns
//     std::vector<std::byte>          bytes
//     std::vector<T>, std::array      list; from a list or a tuple
//     std::map, std::unordered_map    dict, in order of iteration; keys of the simple kinds above
//     std::tuple, std::pair           tuple; from a tuple or a list of that length
//     std::optional<T>                None, or as T
//     std::variant<T...>              the first alternative that fits exactly, else the first that takes it
//     std::chrono durations           float, in seconds; from float or int
//     std::function<R(A...)>          a function; from any callable, and then it throws Error
//     Value                           anything
//     T&, T, std::shared_ptr<T>       instances of native classes: see type.hpp
//
// A type of your own: specialise Convert for it, by means of the ones above.
//
// A Raw is a value of the script's that nothing keeps alive: good until script code runs or the lock is let
// go. No conversion runs script code, so those for containers may hold any number of them.

#include <concepts>
#include <cstdint>
#include <limits>
#include <memory>
#include <type_traits>
#include <typeinfo>
#include <vector>

#include "minivm/value.hpp"

MINIVM_BEGIN

/// A thread of the VM's that runs, on the calling thread. There is one for as long as a call lasts.
class Context;

enum class Raw : std::uint64_t {};

/// to: throws Error. from: throws Mismatch or Error. fits: whether from would take it without any change of
/// type.
template <typename T>
struct Convert;

/// A value of another type than was asked for. Becomes a TypeError that names the argument.
struct Mismatch {
    std::string expected;
    std::string found;
    bool out_of_range = false;  // right type, but too large: OverflowError
};

namespace detail {

enum class Kind : std::uint8_t {
    none,
    boolean,
    integer,
    floating,
    string,
    bytes,
    list,
    tuple,
    dict,
    callable,
    native,
    other
};

Kind kind_of(Raw value);
[[noreturn]] void mismatch(Context& context, Raw found, char const* expected);
[[noreturn]] void out_of_range(char const* what);

Raw make_none();
Raw make_bool(bool value);
Raw make_int(Context& context, std::int64_t value);
Raw make_unsigned(Context& context, std::uint64_t value);
Raw make_double(Context& context, double value);
Raw make_string(Context& context, std::string_view utf8);
Raw make_bytes(Context& context, std::string_view octets);
Raw make_list(Context& context, Raw const* items, std::size_t count);
Raw make_tuple(Context& context, Raw const* items, std::size_t count);
Raw make_dict(Context& context);
void put(Context& context, Raw dict, Raw key, Raw value);

bool bool_of(Context& context, Raw value);
std::int64_t int_of(Context& context, Raw value, std::int64_t least, std::int64_t most);
std::uint64_t unsigned_of(Context& context, Raw value, std::uint64_t most);
double double_of(Context& context, Raw value);
std::string string_of(Context& context, Raw value);
/// The text itself where it is ASCII, else a copy in `storage`.
std::string_view view_of(Context& context, Raw value, std::string& storage);
std::string_view octets_of(Context& context, Raw value);
/// The items of a list or tuple as they are now.
std::vector<Raw> items_of(Context& context, Raw value);
std::vector<std::pair<Raw, Raw>> entries_of(Context& context, Raw value);

Value handle(Context& context, Raw value);
Raw raw(Context& context, Value const& value);

/// The text of a str argument for as long as the native runs.
class Text {
public:
    Text(Context& context, Raw value) { view_ = view_of(context, value, storage_); }
    operator std::string_view() const { return storage_.empty() ? view_ : std::string_view(storage_); }

private:
    std::string storage_;
    std::string_view view_;
};

}  // namespace detail

namespace detail {

// --- Native classes: see type.hpp.

/// A new instance of the class of that id, which must have been defined in this Vm: Error of kind misuse.
Raw instance(Context& context, std::type_info const& id, std::shared_ptr<void> held);
/// The object of an instance; Mismatch.
std::shared_ptr<void>& held_by(Context& context, Raw value, std::type_info const& id);
bool is_instance(Context& context, Raw value, std::type_info const& id);

template <typename T>
concept Converted = requires {
    sizeof(Convert<T>);
};
/// What no conversion knows may be a native class.
template <typename T>
concept NativeClass = std::is_class_v<T> && !Converted<T>;

/// What an argument of type A is converted by.
template <typename A>
struct Argument : Convert<std::remove_cvref_t<A>> {};
template <typename A>
concept NativeArgument = NativeClass<std::remove_cvref_t<A>>;
template <NativeArgument A>
struct Argument<A> {
    using T = std::remove_cvref_t<A>;
    static T& from(Context& context, Raw value) {
        return *static_cast<T*>(held_by(context, value, typeid(T)).get());
    }
};

/// The script's value of any C++ one.
template <typename T>
Raw to(Context& context, T&& value) {
    using Plain = std::decay_t<T>;
    if constexpr (NativeClass<Plain>)
        return instance(context, typeid(Plain), std::make_shared<Plain>(std::forward<T>(value)));
    else
        return Convert<Plain>::to(context, std::forward<T>(value));
}

/// And back, as a value of its own.
template <typename R>
R result(Context& context, Raw value) {
    static_assert(
        !std::is_same_v<R, std::string_view> && !std::is_same_v<R, char const*> && !std::is_reference_v<R>,
        "the value may be gone when the call is over: ask for a std::string, a copy or a Value");
    if constexpr (!std::is_void_v<R>) return Argument<R>::from(context, value);
}

}  // namespace detail

template <typename T>
concept Integer =
    std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> && !std::same_as<T, wchar_t> &&
    !std::same_as<T, char8_t> && !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

template <>
struct Convert<bool> {
    static Raw to(Context&, bool value) { return detail::make_bool(value); }
    static bool from(Context& context, Raw value) { return detail::bool_of(context, value); }
    static bool fits(Context&, Raw value) { return detail::kind_of(value) == detail::Kind::boolean; }
};

template <Integer T>
struct Convert<T> {
    static Raw to(Context& context, T value) {
        if constexpr (std::is_signed_v<T>)
            return detail::make_int(context, value);
        else
            return detail::make_unsigned(context, value);
    }
    static T from(Context& context, Raw value) {
        using Range = std::numeric_limits<T>;
        if constexpr (std::is_signed_v<T>)
            return static_cast<T>(detail::int_of(context, value, Range::min(), Range::max()));
        else
            return static_cast<T>(detail::unsigned_of(context, value, Range::max()));
    }
    static bool fits(Context&, Raw value) { return detail::kind_of(value) == detail::Kind::integer; }
};

template <std::floating_point T>
struct Convert<T> {
    static Raw to(Context& context, T value) {
        return detail::make_double(context, static_cast<double>(value));
    }
    static T from(Context& context, Raw value) { return static_cast<T>(detail::double_of(context, value)); }
    static bool fits(Context&, Raw value) { return detail::kind_of(value) == detail::Kind::floating; }
};

template <>
struct Convert<std::string> {
    static Raw to(Context& context, std::string_view value) { return detail::make_string(context, value); }
    static std::string from(Context& context, Raw value) { return detail::string_of(context, value); }
    static bool fits(Context&, Raw value) { return detail::kind_of(value) == detail::Kind::string; }
};
template <>
struct Convert<std::string_view> {
    static Raw to(Context& context, std::string_view value) { return detail::make_string(context, value); }
    static detail::Text from(Context& context, Raw value) { return {context, value}; }
};
template <>
struct Convert<char const*> {
    static Raw to(Context& context, char const* value) { return detail::make_string(context, value); }
};

template <>
struct Convert<std::nullptr_t> {
    static Raw to(Context&, std::nullptr_t) { return detail::make_none(); }
};

template <>
struct Convert<Value> {
    static Raw to(Context& context, Value const& value) { return detail::raw(context, value); }
    static Value from(Context& context, Raw value) { return detail::handle(context, value); }
    static bool fits(Context&, Raw) { return true; }
};

template <>
struct Convert<std::vector<std::byte>> {
    static Raw to(Context& context, std::vector<std::byte> const& value) {
        return detail::make_bytes(context, {reinterpret_cast<char const*>(value.data()), value.size()});
    }
    static std::vector<std::byte> from(Context& context, Raw value) {
        std::string_view const octets = detail::octets_of(context, value);
        auto const* const first = reinterpret_cast<std::byte const*>(octets.data());
        return {first, first + octets.size()};
    }
    static bool fits(Context&, Raw value) { return detail::kind_of(value) == detail::Kind::bytes; }
};

/// Instances share the object. A null pointer is None.
template <detail::NativeClass T>
struct Convert<std::shared_ptr<T>> {
    static Raw to(Context& context, std::shared_ptr<T> const& value) {
        return value ? detail::instance(context, typeid(T), value) : detail::make_none();
    }
    static std::shared_ptr<T> from(Context& context, Raw value) {
        if (detail::kind_of(value) == detail::Kind::none) return nullptr;
        return std::static_pointer_cast<T>(detail::held_by(context, value, typeid(T)));
    }
    static bool fits(Context& context, Raw value) { return detail::is_instance(context, value, typeid(T)); }
};

MINIVM_END

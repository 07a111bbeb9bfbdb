#pragma once

// The conversions of containers, of std::optional, std::variant and durations: see convert.hpp.

#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "minivm/convert.hpp"

MINIVM_BEGIN

namespace detail {
/// What a container, an optional or a variant may be made of when it is filled with the script's values.
template <typename T>
constexpr void must_own() {
    static_assert(!std::is_same_v<T, std::string_view>,
                  "the text that it views may be gone before the container is: take std::string");
}
}  // namespace detail

template <typename T, typename A>
struct Convert<std::vector<T, A>> {
    static Raw to(Context& context, std::vector<T, A> const& value) {
        std::vector<Raw> items;
        items.reserve(value.size());
        for (T const& item : value) items.push_back(Convert<T>::to(context, item));
        return detail::make_list(context, items.data(), items.size());
    }
    static std::vector<T, A> from(Context& context, Raw value) {
        detail::must_own<T>();
        std::vector<T, A> items;
        for (Raw const item : detail::items_of(context, value))
            items.push_back(Convert<T>::from(context, item));
        return items;
    }
    static bool fits(Context& context, Raw value) {
        detail::Kind const kind = detail::kind_of(value);
        if (kind != detail::Kind::list && kind != detail::Kind::tuple) return false;
        for (Raw const item : detail::items_of(context, value))
            if (!Convert<T>::fits(context, item)) return false;
        return true;
    }
};

template <typename T, std::size_t N>
struct Convert<std::array<T, N>> {
    static Raw to(Context& context, std::array<T, N> const& value) {
        std::array<Raw, N> items;
        for (std::size_t i = 0; i < N; ++i) items[i] = Convert<T>::to(context, value[i]);
        return detail::make_list(context, items.data(), N);
    }
    static std::array<T, N> from(Context& context, Raw value) {
        detail::must_own<T>();
        std::vector<Raw> const items = detail::items_of(context, value);
        if (items.size() != N)
            throw Error::value("expected " + std::to_string(N) + " items, not " +
                               std::to_string(items.size()));
        std::array<T, N> result;
        for (std::size_t i = 0; i < N; ++i) result[i] = Convert<T>::from(context, items[i]);
        return result;
    }
    static bool fits(Context& context, Raw value) { return Convert<std::vector<T>>::fits(context, value); }
};

/// What a key of a map may be: hashing and comparing it runs no script code.
template <typename K>
concept SimpleKey = std::is_arithmetic_v<K> || std::same_as<K, std::string>;

namespace detail {
template <typename Map>
struct ConvertMap {
    using Key = typename Map::key_type;
    using Mapped = typename Map::mapped_type;
    static Raw to(Context& context, Map const& map) {
        Raw const dict = make_dict(context);
        for (auto const& [key, value] : map)
            put(context, dict, Convert<Key>::to(context, key), Convert<Mapped>::to(context, value));
        return dict;
    }
    static Map from(Context& context, Raw value) {
        must_own<Mapped>();
        Map map;
        for (auto const& [key, mapped] : entries_of(context, value))
            map.insert_or_assign(Convert<Key>::from(context, key), Convert<Mapped>::from(context, mapped));
        return map;
    }
    static bool fits(Context&, Raw value) { return kind_of(value) == Kind::dict; }
};
}  // namespace detail

template <SimpleKey K, typename T, typename... More>
struct Convert<std::map<K, T, More...>> : detail::ConvertMap<std::map<K, T, More...>> {};
template <SimpleKey K, typename T, typename... More>
struct Convert<std::unordered_map<K, T, More...>> : detail::ConvertMap<std::unordered_map<K, T, More...>> {};

namespace detail {
template <typename Tuple, typename... T>
struct ConvertTuple {
    static Raw to(Context& context, Tuple const& tuple) {
        return std::apply(
            [&](T const&... items) {
                std::array<Raw, sizeof...(T)> const raws{Convert<T>::to(context, items)...};
                return make_tuple(context, raws.data(), raws.size());
            },
            tuple);
    }
    static Tuple from(Context& context, Raw value) {
        (must_own<T>(), ...);
        std::vector<Raw> const items = items_of(context, value);
        if (items.size() != sizeof...(T))
            throw Error::value("expected " + std::to_string(sizeof...(T)) + " items, not " +
                               std::to_string(items.size()));
        return at(context, items, std::index_sequence_for<T...>());
    }
    static bool fits(Context&, Raw value) { return kind_of(value) == Kind::tuple; }

private:
    template <std::size_t... I>
    static Tuple at(Context& context, std::vector<Raw> const& items, std::index_sequence<I...>) {
        return Tuple{Convert<T>::from(context, items[I])...};
    }
};
}  // namespace detail

template <typename... T>
struct Convert<std::tuple<T...>> : detail::ConvertTuple<std::tuple<T...>, T...> {};
template <typename A, typename B>
struct Convert<std::pair<A, B>> : detail::ConvertTuple<std::pair<A, B>, A, B> {};

template <typename T>
struct Convert<std::optional<T>> {
    static Raw to(Context& context, std::optional<T> const& value) {
        return value ? Convert<T>::to(context, *value) : detail::make_none();
    }
    static std::optional<T> from(Context& context, Raw value) {
        detail::must_own<T>();
        if (detail::kind_of(value) == detail::Kind::none) return std::nullopt;
        return Convert<T>::from(context, value);
    }
    static bool fits(Context& context, Raw value) {
        return detail::kind_of(value) == detail::Kind::none || Convert<T>::fits(context, value);
    }
};

template <>
struct Convert<std::monostate> {
    static Raw to(Context&, std::monostate) { return detail::make_none(); }
    static std::monostate from(Context& context, Raw value) {
        if (!fits(context, value)) detail::mismatch(context, value, "None");
        return {};
    }
    static bool fits(Context&, Raw value) { return detail::kind_of(value) == detail::Kind::none; }
};

template <typename... T>
struct Convert<std::variant<T...>> {
    using Variant = std::variant<T...>;
    static Raw to(Context& context, Variant const& value) {
        return std::visit([&]<typename U>(U const& held) { return Convert<U>::to(context, held); }, value);
    }
    static Variant from(Context& context, Raw value) {
        (detail::must_own<T>(), ...);
        std::optional<Variant> found;
        (void)((Convert<T>::fits(context, value) &&
                (found.emplace(Convert<T>::from(context, value)), true)) ||
               ...);
        if (!found) (void)(attempt<T>(context, value, found) || ...);
        if (!found) detail::mismatch(context, value, "one of the types that are taken here");
        return std::move(*found);
    }
    static bool fits(Context& context, Raw value) { return (Convert<T>::fits(context, value) || ...); }

private:
    template <typename U>
    static bool attempt(Context& context, Raw value, std::optional<Variant>& found) {
        try {
            found.emplace(Convert<U>::from(context, value));
            return true;
        } catch (Mismatch const&) {
            return false;
        }
    }
};

template <typename Rep, typename Period>
struct Convert<std::chrono::duration<Rep, Period>> {
    using Duration = std::chrono::duration<Rep, Period>;
    using Seconds = std::chrono::duration<double>;
    static Raw to(Context& context, Duration value) {
        return detail::make_double(context, Seconds(value).count());
    }
    static Duration from(Context& context, Raw value) {
        Seconds const seconds(detail::double_of(context, value));
        if constexpr (!std::chrono::treat_as_floating_point_v<Rep>) {
            // Exactly 2^63 rounds up from the largest: it does not fit any more.
            double const count = std::chrono::duration<double, Period>(seconds).count();
            constexpr double most = static_cast<double>(std::numeric_limits<Rep>::max());
            if (!(count > -most && count < most)) detail::out_of_range("the duration");
        }
        return std::chrono::duration_cast<Duration>(seconds);
    }
    static bool fits(Context&, Raw value) { return detail::kind_of(value) == detail::Kind::floating; }
};

MINIVM_END

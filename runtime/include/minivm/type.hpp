#pragma once

// C++ classes that scripts use: made by `Module::type<T>("Name")`, they have constructors, methods, fields,
// properties, operators and iteration, and scripts may derive from them.
//
//     auto account = bank.type<Account>("Account");
//     account.init<std::string>().def("deposit", &Account::deposit).field("balance", &Account::balance);
//     account.def("__add__", [](Account const& a, Account const& b) { return Account(a, b); });
//
// Ownership is shared: an instance of the script's holds a std::shared_ptr<T>. Natives and calls take T& (or
// const&, or T by value: a copy) and std::shared_ptr<T>; a T that they give is moved or copied into an
// instance of its own, a std::shared_ptr<T> is shared, each time by a new instance of the script's. ~T runs
// when the last one is gone: that may be during a collection, with the lock held, on any thread that the
// script runs on: it cannot call a Vm (an Error says so; dropping Values is fine) and must not
// throw.
//
// An object is not protected against several threads, but for what the lock does: in a build without one, and
// where a method lets the lock go, two threads may be in an object at the same time.

#include <memory>

#include "minivm/vm.hpp"

MINIVM_BEGIN

namespace detail {

Raw define_class(Context& context, Raw module, std::type_info const& id, std::string name);
enum class MemberKind : std::uint8_t { method, initializer };
void define_member(Context& context, Raw type, std::string name, Function function, MemberKind kind);
/// `set` without a thunk: read-only.
void define_property(Context& context, Raw type, std::string name, Function get, Function set);
/// In a constructor: gives the instance, which has none yet, its object. TypeError if it has.
void give(Context& context, Raw self, std::type_info const& id, std::shared_ptr<void> held);
/// list(items)'s iterator.
Raw iterator_over(Context& context, Raw list);

/// A member function as one of the object and its arguments.
template <typename T, typename Type>
struct WithSelf;
template <typename T, typename R, typename... A>
struct WithSelf<T, R(A...)> {
    using Type = R(T&, A...);
};

template <typename T, typename F, bool Unlocks>
Function make_method(F f) {
    using Type = typename Signature<F>::Type;
    if constexpr (std::is_member_function_pointer_v<F>)
        return Invoke<F, Unlocks, typename WithSelf<T, Type>::Type>::function(f);
    else
        return Invoke<F, Unlocks, Type>::function(std::move(f));
}

/// A constructor: gives `self`, the first argument, the object that `f` makes of the others.
template <typename T, typename F, typename... A>
Function make_initializer(F f) {
    auto holder = [](Call& call) -> Raw {
        auto const make = [&]<std::size_t... I>(std::index_sequence<I...>) {
            std::tuple<decltype(argument<A>(call, 0))...> arguments{
                argument<A>(call, static_cast<int>(I) + 1)...};
            call.converting = 0;
            return std::shared_ptr<T>((*static_cast<F*>(call.target))(std::get<I>(std::move(arguments))...));
        };
        give(call.context, call.arguments[0], typeid(T), make(std::index_sequence_for<A...>()));
        return make_none();
    };
    return {holder, std::make_shared<F>(std::move(f)), static_cast<std::uint16_t>(required_count<A...>() + 1),
            sizeof...(A) + 1};
}
template <typename T, typename F, typename R, typename... A>
Function make_factory(F f, R (*)(A...)) {
    return make_initializer<T, F, A...>(std::move(f));
}

}  // namespace detail

/// A native class while it is being defined; a small handle. Members throw Error.
template <typename T>
class Type {
public:
    /// The constructor T(A...). A class without one is made by the host only.
    template <typename... A>
    Type& init() {
        return init([](A... arguments) { return std::make_shared<T>(std::forward<A>(arguments)...); });
    }
    /// A function that makes one: gives a std::shared_ptr<T> or std::unique_ptr<T>.
    template <typename F>
    Type& init(F factory) {
        using Signature = typename detail::Signature<F>::Type;
        return member("__init__",
                      detail::make_factory<T>(std::move(factory), static_cast<Signature*>(nullptr)),
                      detail::MemberKind::initializer);
    }
    /// A member function of T's or its bases', or a function whose first parameter is a T& or
    /// std::shared_ptr<T>. Under the name of a special method it is one: __add__, __eq__, __len__,
    /// __getitem__, __call__, __str__, __enter__ ...; an operator's that is given what it does not take
    /// leaves the operation to the other operand, as in Python.
    template <typename F>
    Type& def(std::string name, F function) {
        return member(std::move(name), detail::make_method<T, F, false>(std::move(function)),
                      detail::MemberKind::method);
    }
    template <typename F>
    Type& def(std::string name, F function, ReleasesLock) {
        return member(std::move(name), detail::make_method<T, F, true>(std::move(function)),
                      detail::MemberKind::method);
    }
    /// A data member: read and written, or only read if it is const.
    template <typename M, typename C>
    Type& field(std::string name, M C::*data) {
        auto get = [data](T const& self) -> M { return self.*data; };
        if constexpr (std::is_const_v<M>)
            return property(std::move(name), get);
        else
            return property(std::move(name), get,
                            [data](T& self, M value) { self.*data = std::move(value); });
    }
    /// Computed: `get` takes a T const& or is a member function; so does `set`, with the new value.
    template <typename G>
    Type& property(std::string name, G get) {
        return add_property(std::move(name), detail::make_method<T, G, false>(std::move(get)), {});
    }
    template <typename G, typename S>
    Type& property(std::string name, G get, S set) {
        return add_property(std::move(name), detail::make_method<T, G, false>(std::move(get)),
                            detail::make_method<T, S, false>(std::move(set)));
    }
    /// Iteration from begin() to end(), over what is there when it begins.
    Type& iterable() {
        detail::Function function;
        function.thunk = [](detail::Call& call) -> Raw {
            T& self = detail::argument<T&>(call, 0);
            call.converting = 0;
            std::vector<Raw> items;
            for (auto&& item : self) items.push_back(detail::to(call.context, item));
            return detail::iterator_over(call.context,
                                         detail::make_list(call.context, items.data(), items.size()));
        };
        function.required = function.most = 1;
        return member("__iter__", std::move(function), detail::MemberKind::method);
    }
    /// The class itself, as the script has it.
    Value const& value() const { return type_; }

private:
    friend class Module;
    explicit Type(Value type) : type_(std::move(type)) {}
    Type& member(std::string name, detail::Function function, detail::MemberKind kind) {
        detail::on<void>(type_, [&](Context& context, Raw self) {
            detail::define_member(context, self, std::move(name), std::move(function), kind);
        }).value();
        return *this;
    }
    Type& add_property(std::string name, detail::Function get, detail::Function set) {
        detail::on<void>(type_, [&](Context& context, Raw self) {
            detail::define_property(context, self, std::move(name), std::move(get), std::move(set));
        }).value();
        return *this;
    }
    Value type_;
};

template <typename T>
Type<T> Module::type(std::string name) {
    return Type<T>(detail::on<Value>(module_, [&](Context& context, Raw self) {
                       return detail::handle(context,
                                             detail::define_class(context, self, typeid(T), std::move(name)));
                   }).value());
}

MINIVM_END

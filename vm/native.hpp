#pragma once
// Functions written in C++ and how they are declared. A native is described by a text signature as Python
// writes it:
//
//     {"sorted", sorted, "(iterable, /, *, key=None, reverse=False)"}
//     {"append", list_append, "(self, object, /)"}          a method: self is argument 0
//     {"print", print, "(*args, sep=' ', end='\\n', file=None, flush=False)"}
//     {"min", min, "(*args, **kwargs)"}
//
// A signature that begins with `format:` is of a function whose arguments CPython parses by a format string:
// it words wrong counts differently.
//
// The caller's arguments are matched to it (count, keywords, TypeError as CPython words it) before the C++
// function runs, which sees one slot a parameter: `arguments[i]`; a missing optional one (written with `=`)
// is Value::unbound(), `*args` arrives as a Tuple, `**kwargs` as a Dict; these two come last, after the
// keyword-only ones. The slots lie in the thread's stack: what is in them is rooted while the function runs,
// and the function may overwrite them to root something else.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {

struct Module;
struct Str;
struct Thread;
struct Type;
struct Tuple;
class Interpreter;
class Tracer;

/// Lock: held. May collect only if it runs script code. Raises by returning raise(...).
using NativeCode = Result<Value> (*)(Thread& thread, Value* arguments);

struct NativeSpec {
    char const* name;
    NativeCode code;
    char const* signature;
};

/// A parsed NativeSpec; owned by the interpreter, lives as long.
struct NativeParameters {
    std::vector<Str*> names;
    std::uint16_t positional_only = 0;
    std::uint16_t positional = 0;  // positional-only included
    std::uint16_t required = 0;    // leading positional parameters without a default
    std::uint16_t keyword_only = 0;
    std::uint64_t keyword_required = 0;  // bit i: keyword-only parameter i has no default
    bool star_args = false;
    bool star_kwargs = false;
    bool by_format = false;   // see above
    std::uint16_t slots = 0;  // all of the above
    bool simple() const { return !star_args && !star_kwargs && keyword_only == 0; }
};

struct Native : Object {
    static constexpr Kind kind_of = Kind::native;
    NativeCode code;
    NativeParameters const* parameters;
    Str* name;
    Str* qualname;  // of a method its name alone: see qualified_name
    Type* owner;    // of a method, else nullptr
    Value module;   // its __module__ or None
    char const* signature;
    void* host;  // what the code of a host's function needs to know; else null
};

/// The spec's texts must live as long as the interpreter.
Native* make_native(Thread& thread, NativeSpec const& spec, Type* owner = nullptr);
/// "list.append". There are so many methods that their full names are made when somebody asks.
std::string qualified_name(Native const& native);
/// Binds functions in a module to their names, and tells them that they are its.
void add_functions(Thread& thread, Module* module, std::span<NativeSpec const> specs);
/// Adds methods to a builtin type: `self` is checked against the type before the code runs. A name written as
/// "static NAME" or "class NAME" makes a staticmethod or a classmethod (argument 0 is then the class).
void add_methods(Thread& thread, Type* type, std::span<NativeSpec const> specs);
/// A read-only computed attribute of a builtin type (like `function.__name__`); `set` may be null.
using NativeGetter = Result<Value> (*)(Thread& thread, Value self);
using NativeSetter = Result<void> (*)(Thread& thread, Value self, Value value);  // value unbound: del
struct GetSet : Object {
    static constexpr Kind kind_of = Kind::getset;
    NativeGetter get;
    NativeSetter set;  // may be null
    Str* name;
    Type* owner;
};
void add_property(Thread& thread, Type* type, std::string_view name, NativeGetter get,
                  NativeSetter set = nullptr);

/// Objects of the runtime (locks, threads, files): a C++ object that begins with Object, made by
/// allocate_foreign.
struct ForeignClass {
    std::size_t bytes;
    void (*trace)(Object* object, Tracer& tracer);  // may be null
    void (*finalize)(Object* object);               // may be null; must not touch other objects
};
struct Foreign : Object {
    static constexpr Kind kind_of = Kind::foreign;
};
Type* make_foreign_type(Thread& thread, std::string_view name, ForeignClass const& foreign,
                        std::uint16_t attributes = 0);
/// Zeroed after the head. The type must come from make_foreign_type (or be a class derived from it).
Foreign* allocate_foreign(Thread& thread, Type* type);
/// `value` if it is an instance of `type`, a foreign type or a class derived from it, else nullptr.
Foreign* as_foreign(Thread& thread, Value value, Type const* type);

}  // namespace minivm

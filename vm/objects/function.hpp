#pragma once
// Callables made of Mini code, and what binds them: function, bound method, property, staticmethod,
// classmethod, super.
#include "vm/code.hpp"
#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {

struct Cell;
struct Dict;
struct Module;
struct Tuple;
struct Thread;
struct Type;

/// shape is shape_id::simple_function + n when it takes exactly n positional arguments, has no other
/// parameters, no defaults, and is no generator's or class body's: `call` then needs no binding of arguments.
struct Function : Object {
    static constexpr Kind kind_of = Kind::function;
    Code* code;
    Module* globals;
    Tuple* closure;         // of Cells; nullptr if none
    Value defaults;         // Tuple or None; changes with the world stopped
    Slot keyword_defaults;  // Dict or None
    Slot annotations;       // Dict or None
    Shared<Str*> name;
    Shared<Str*> qualname;
    Slot doc;
    Slot module;
    Slot attributes;  // Dict or None: f.x = 1
};

struct BoundMethod : Object {
    static constexpr Kind kind_of = Kind::bound_method;
    Value function;
    Value self;
};

struct Property : Object {
    static constexpr Kind kind_of = Kind::property;
    Value get, set, del, doc;
    Slot name;
};

/// staticmethod and classmethod, by kind.
struct MethodWrapper : Object {
    Value function;
};

struct SuperObject : Object {
    static constexpr Kind kind_of = Kind::super_object;
    Type* type;    // the class after which the search begins in the mro of object_type
    Value object;  // instance or class
    Type* object_type;
};

struct GenericAlias : Object {
    static constexpr Kind kind_of = Kind::generic_alias;
    Value origin;
    Value arguments;  // Tuple
};
/// `origin[key]`, as of list[int].
Result<Value> make_generic_alias(Thread& thread, Value origin, Value key);

Function* make_function(Thread& thread, Code* code, Module* globals, Tuple* closure, Value defaults,
                        Value keyword_defaults, Value annotations);
/// The shape that the function's arity and defaults call for; after __defaults__ changes.
void update_shape(Function* function);
/// Its __dict__, made if it has none yet.
Dict* attributes_of(Thread& thread, Function* function);
BoundMethod* make_bound_method(Thread& thread, Value function, Value self);

void define_functions(Thread& thread);

}  // namespace minivm

#pragma once
// Types (classes) and shapes (hidden classes).
//
// A shape says where an object's attributes are: name -> slot, in order of insertion. All instances of a
// class start with the class's *predicted* shape, whose names were read off the class's methods (`self.x =
// ...`); its slots are filled from the front and the rest are unbound, so that an `__init__` in the predicted
// order changes no shape. A store out of that order moves the object to an ordinary shape, reached by
// transitions (one name a step). Too many attributes, or `__dict__` in a script's hands, move it to the
// class's dict shape: slot 0 then holds a Dict with everything.
//
// Shapes are made for ever: an id is never used again, so a stale inline cache can only miss. Method caches
// hold (shape -> function) and are flushed (Interpreter::flush_caches) when a class changes in a way that
// they can see.
#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {

struct Dict;
struct Function;
struct Str;
struct Tuple;
struct Type;
struct Thread;
class Interpreter;

struct Shape {
    enum class Layout : std::uint8_t { fixed, predicted, ordinary, dict };  // fixed: no attributes of its own
    std::uint32_t id;
    Layout layout;
    std::uint16_t capacity;  // slots of the objects that have it
    Type* type;
    Shape* empty;  // of the same capacity: the ordinary shape without names, and the dict shape
    Shape* dictionary;
    std::vector<Str*> names;  // slot i holds the attribute names[i]; interned
    std::unordered_map<Str*, Shape*> transitions;

    ~Shape() { delete index_; }
    static constexpr int not_found = -1;
    int find(Str* name) const;

private:
    using Index = std::unordered_map<Str*, int>;
    mutable Shared<Index*> index_ = nullptr;  // made when first asked for one of many names
};

struct ForeignClass;

struct Type : Object {
    static constexpr Kind kind_of = Kind::type;

    Str* name;
    Str* qualname;
    char const* c_name;  // the name in UTF-8, for messages; owned
    Tuple* bases;
    Tuple* mro;                // C3 order; first is this type
    Dict* attributes;          // str -> value, in order of definition
    Value module;              // its __module__
    Kind instance_kind;        // of its instances
    bool exact_builtin;        // made by the VM, not by a class statement: immutable to scripts
    bool has_getattr_hook;     // __getattr__ or __getattribute__ somewhere in the mro
    bool has_setattr_hook;     // __setattr__ or __delattr__
    bool abstract;             // has names in __abstractmethods__
    std::uint16_t first_slot;  // byte offset of slot 0 in an instance
    std::uint16_t capacity;    // slots in an instance; 0: instances have no attributes
    std::uint32_t instance_bytes;
    Shared<Function*>
        fast_init;      // __init__, if a call of the class may run it straight away (call_type); else nullptr
    Shape* predicted;   // of new instances (layout fixed if capacity is 0)
    Shape* empty;       // root of the ordinary shapes
    Shape* dictionary;  // for instances with a Dict in slot 0
    ForeignClass const* foreign;     // for instance_kind == foreign
    std::vector<Type*>* subclasses;  // owned; direct ones, for cache flushes and __subclasses__

    bool is_subtype_of(Type const* other) const;
};

/// An attribute of a type or of one of its bases, or unbound. No descriptor is called. Cached by (type,
/// name).
Value lookup(Thread& thread, Type* type, Str* name);
Type* type_of(Thread const& thread, Value value);
bool is_instance(Thread const& thread, Value value, Type const* type);

/// A type that the VM or the runtime makes, derived from `base`. Its instances are of `kind` with `capacity`
/// attribute slots from byte `first_slot` on (0: none). Adds no name anywhere.
Type* make_builtin_type(Thread& thread, std::string_view name, Type* base, Kind kind,
                        std::uint16_t first_slot, std::uint16_t capacity);
/// Instances of the class turned out to need more slots: later ones get them. With the world stopped.
void widen(Thread& thread, Type* type);
/// An instance with all slots unbound, as object.__new__ makes it. Its kind is instance, or foreign or
/// exception for classes derived from those (whose fields are zero, Values in them 0.0: the caller fills
/// them).
Object* allocate_instance(Thread& thread, Type* type);

/// What `class name(bases): ...` makes. `attributes` is the namespace after the body ran; it is not copied.
/// `predicted` are the attribute names read off the methods, in order (may be null). Raises TypeError (MRO,
/// layout conflict). May run script code (__set_name__, __init_subclass__).
Result<Type*> make_class(Thread& thread, Str* name, Tuple* bases, Dict* attributes, Tuple* predicted,
                         Value keywords);
/// The first argument of the __new__ of a builtin type, which a script may call by name: TypeError unless it
/// is that type.
Result<void> check_constructed(Thread& thread, Value given, Type const* type);
/// Changes __name__.
void rename(Thread& thread, Type* type, Str* name);
/// Sets or (unbound) deletes an attribute of a class and flushes what the change invalidates.
Result<void> set_type_attribute(Thread& thread, Type* type, Str* name, Value value);
/// The same of one that is immutable to scripts: for who makes it. `name` is interned.
Result<void> define_type_attribute(Thread& thread, Type* type, Str* name, Value value);

}  // namespace minivm

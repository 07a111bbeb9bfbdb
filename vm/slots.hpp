#pragma once
// The attributes that an object holds itself, and their order: see vm/type.hpp for shapes. For the VM and for
// natives which give attributes to their objects. Runs no script code but where said. Lock: held.
#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {

struct Dict;
struct Function;
struct List;
struct Str;
struct Thread;
struct Type;

/// Unbound if there is none.
Value get_slot(Thread& thread, Object* object, Str* name);
/// MemoryError only. The object's type must give its instances attributes (has_slots).
Result<void> set_slot(Thread& thread, Object* object, Str* name, Value value);
/// The same for an object that no other thread has seen: none must stand still for it.
Result<void> set_own_slot(Thread& thread, Object* object, Str* name, Value value);
Result<bool> delete_slot(Thread& thread, Object* object, Str* name);
bool has_slots(Thread const& thread, Value value);
/// The object's __dict__, from now on the place where its attributes are.
Result<Dict*> attribute_dict(Thread& thread, Object* object);
/// Another dict takes its place. MemoryError only.
Result<void> set_attribute_dict(Thread& thread, Object* object, Dict* dict);
/// `a.b = c` without the hooks __setattr__ and __delattr__; unbound deletes. May run script code
/// (descriptors). Raises.
Result<void> assign_plain(Thread& thread, Value object, Str* name, Value value);
/// dir(): sorted. Raises.
Result<List*> attribute_names(Thread& thread, Value object);
/// repr and hash of an object that defines neither: "<C object at 0x...>".
Result<Str*> default_repr(Thread& thread, Value object);
std::int64_t identity_hash(Thread& thread, Value object);
/// The function whose frame this is.
Function* function_in(Value const* base);

}  // namespace minivm

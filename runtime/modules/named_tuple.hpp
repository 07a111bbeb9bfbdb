#pragma once
// collections.namedtuple: the part that makes the type, a class derived from tuple whose instances are laid
// out as tuples. What a script gives and what the class can do is collections.mini's. Lock: held.

namespace minivm {

struct Module;
struct Thread;

/// _named_tuple, _tuple and namedtuple become names of `module`.
void define_named_tuple(Thread& thread, Module* module);

}  // namespace minivm

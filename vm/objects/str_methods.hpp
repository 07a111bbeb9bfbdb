#pragma once
// What the files that define the methods of str share, some of it with those of bytes. Lock: held.
#include <span>

#include "vm/native.hpp"
#include "vm/objects/str.hpp"

namespace minivm {

extern std::span<NativeSpec const> const str_case_methods;    // str_case.cpp
extern std::span<NativeSpec const> const str_split_methods;   // str_split.cpp
extern std::span<NativeSpec const> const str_search_methods;  // str_methods.cpp
extern std::span<NativeSpec const> const str_edit_methods;    // str_edit.cpp

/// A method's `self`, which the call has checked.
inline Str* self_of(Value const* arguments) { return cast<Str>(arguments[0]); }
/// An optional count or width: `otherwise` if it is missing. May run script code (__index__).
Result<std::int64_t> size_argument(Thread& thread, Value value, std::int64_t otherwise);

/// What the optional arguments `start` and `end` of find, count, startswith, ... say. May run script code
/// (__index__).
struct SearchRange {
    std::int64_t start;
    std::int64_t end;
};
Result<SearchRange> search_range(Thread& thread, Value start, Value end);
/// The part that they select of a text.
struct Part {
    std::size_t begin;
    std::size_t end;
    bool exists() const { return begin <= end; }
};
Part select(SearchRange range, std::size_t length);

/// How messages about an argument's type name it: unlike elsewhere, None is "None".
char const* argument_type_name(Thread const& thread, Value argument);

}  // namespace minivm

#pragma once
// What the files that define the methods of bytes and bytearray share. Both types have the same natives: a
// result is of the type of `self`. Views of a bytearray are taken last, because __index__ of another argument
// may change it. Lock: held.
#include <span>
#include <string_view>

#include "vm/native.hpp"
#include "vm/objects/bytes.hpp"

namespace minivm {

extern std::span<NativeSpec const> const bytes_case_methods;    // bytes_case.cpp
extern std::span<NativeSpec const> const bytes_edit_methods;    // bytes_edit.cpp
extern std::span<NativeSpec const> const bytes_search_methods;  // bytes_search.cpp
extern std::span<NativeSpec const> const bytes_split_methods;   // bytes_split.cpp

/// The octets of a method's `self`, which the call has checked. Of a bytearray that other threads may change,
/// `self` becomes a copy, so that it is the same each time it is looked at.
std::string_view self_octets(Thread& thread, Value* arguments);

/// A new object of the type of `model`. The caller fills the data at once. MemoryError.
struct Fresh {
    Value value;
    char* data = nullptr;
};
Result<Fresh> make_like(Thread& thread, Value model, std::size_t length);
Result<Value> make_like(Thread& thread, Value model, std::string_view octets);
/// octets[begin:end] of `self`: itself if that is all and it is bytes.
Result<Value> part_like(Thread& thread, Value self, std::size_t begin, std::size_t end);

/// The place of `sought` in octets[begin:end], or -1. In linear time (find).
std::int64_t find_octets(std::string_view octets, std::string_view sought, std::size_t begin,
                         std::size_t end);
std::int64_t find_last_octets(std::string_view octets, std::string_view sought, std::size_t begin,
                              std::size_t end);

/// Adds the methods that bytes and bytearray have in common.
void add_octet_methods(Thread& thread, Type* type);

/// What bytes(...) and bytearray(...) make of source, encoding and errors, which are arguments 1 to 3 of a
/// native. `type` is one of the two.
Result<Value> octets_from(Thread& thread, Value* arguments, Type const* type);

/// The value of an item of a bytearray: an int in range(256). May run script code.
Result<char> octet_of(Thread& thread, Value item, char const* complaint = "byte must be in range(0, 256)");

inline bool is_octet_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

}  // namespace minivm

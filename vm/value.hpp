#pragma once
// A Mini value in one 64-bit word ("window self-tagging"). The most frequent values need no memory:
//
//   double   |x| < 2^257, both zeros and denormals   its own IEEE bits                  2*bits < 0xA000<<48
//   int      |i| < 2^60                              (0xF000<<48) + i                   bits >= 0xE000<<48
//   pointer  to an Object                            (0x7FFF<<48) + address             signed(bits) >=
//   0x7FFF<<48 special  None, False, True, ...                  (0x6000<<48) + n                   none of
//   the above
//
// Larger ints and doubles, inf and nan live in the heap. Adding two ints and checking both types and the
// overflow takes one branch: `r = a + b - base; (a & b & r) >= tag`. Code addresses and stack addresses,
// which rest in frames between the registers, decode as tiny doubles, so the collector can scan a stack
// without a map of it.
//
// None, True and False are words, not static objects as first planned: the test for them needs no load and no
// relocation, and several interpreters of one process share nothing. A Value is a plain word: any thread may
// copy it; what it points to belongs to the Heap.
#include <bit>
#include <cstdint>

namespace minivm {

struct Object;

class Value {
public:
    using Bits = std::uint64_t;

    static constexpr Bits int_base = 0xF000'0000'0000'0000;
    static constexpr Bits int_tag = 0xE000'0000'0000'0000;
    static constexpr Bits pointer_tag = 0x7FFF'0000'0000'0000;
    static constexpr Bits special_tag = 0x6000'0000'0000'0000;
    static constexpr Bits double_limit = 0xA000'0000'0000'0000;
    static constexpr std::int64_t small_max = (std::int64_t{1} << 60) - 1;
    static constexpr std::int64_t small_min = -(std::int64_t{1} << 60);

    /// 0.0; a default made Value is a valid one, so uninitialised storage never confuses the collector.
    constexpr Value() = default;
    static constexpr Value from_bits(Bits bits) { return Value(bits); }

    static constexpr Value none() { return Value(special_tag + 0); }
    static constexpr Value boolean(bool truth) { return Value(special_tag + 2 + (truth ? 1 : 0)); }
    static constexpr Value ellipsis() { return Value(special_tag + 4); }
    static constexpr Value not_implemented() { return Value(special_tag + 5); }
    /// A variable, slot or optional argument without a value; also the end of an iteration. Never seen by
    /// scripts.
    static constexpr Value unbound() { return Value(special_tag + 8); }
    /// The failed Result<Value>: an exception waits in the Thread. Never rests anywhere.
    static constexpr Value raised() { return Value(special_tag + 9); }

    static constexpr bool fits_small(std::int64_t i) { return i >= small_min && i <= small_max; }
    /// `i` must fit: see fits_small. For any int64 use make_int (vm/objects/integer.hpp).
    static constexpr Value small_int(std::int64_t i) { return Value(int_base + static_cast<Bits>(i)); }
    static constexpr bool fits_double(double d) { return std::bit_cast<Bits>(d) * 2 < double_limit; }
    /// `d` must fit: see fits_double. For any double use make_float (vm/objects/floating.hpp).
    static constexpr Value small_double(double d) { return Value(std::bit_cast<Bits>(d)); }
    static Value of(Object const* object) { return Value(pointer_tag + reinterpret_cast<Bits>(object)); }

    constexpr Bits bits() const { return bits_; }
    constexpr bool is_small_int() const { return bits_ >= int_tag; }
    constexpr bool is_small_double() const { return bits_ + bits_ < double_limit; }
    constexpr bool is_object() const {
        return static_cast<std::int64_t>(bits_) >= static_cast<std::int64_t>(pointer_tag);
    }
    constexpr bool is_none() const { return *this == none(); }
    constexpr bool is_bool() const { return (bits_ & ~Bits{1}) == special_tag + 2; }
    constexpr bool is_true() const { return *this == boolean(true); }
    constexpr bool is_false() const { return *this == boolean(false); }
    constexpr bool is_unbound() const { return *this == unbound(); }
    constexpr bool is_raised() const { return *this == raised(); }

    constexpr std::int64_t as_small_int() const { return static_cast<std::int64_t>(bits_ - int_base); }
    constexpr double as_small_double() const { return std::bit_cast<double>(bits_); }
    Object* as_object() const { return reinterpret_cast<Object*>(bits_ - pointer_tag); }

    /// Identity (`is`), not equality.
    friend constexpr bool operator==(Value, Value) = default;

private:
    explicit constexpr Value(Bits bits) : bits_(bits) {}
    Bits bits_ = 0;
};
static_assert(sizeof(Value) == 8);

}  // namespace minivm

// _random: the generator under the module random (random.mini): MT19937 by M. Matsumoto and T. Nishimura
// ("Mersenne Twister: a 623-dimensionally equidistributed uniform pseudo-random number generator", 1998),
// seeded by their init_by_array as CPython does, so that the same seed gives the same numbers as there.
#include <sys/random.h>

#include <algorithm>
#include <array>
#include <vector>

#include "runtime/modules/native_modules.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/floating.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/integer_limbs.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

constexpr std::uint32_t words = 624;

/// Its Guard is for the state, whoever reads or writes it.
struct alignas(Value) Random : Foreign {  // the attributes of derived classes come after it
    std::uint32_t next;                   // of the words; `words` if all have been given out
    std::uint32_t state[words];
};
constexpr ForeignClass random_class{sizeof(Random), nullptr, nullptr};

Random* self_of(Value* a) { return static_cast<Random*>(a[0].as_object()); }

void seed_by_word(Random* self, std::uint32_t seed) {
    self->state[0] = seed;
    for (std::uint32_t i = 1; i < words; ++i) {
        std::uint32_t const before = self->state[i - 1];
        self->state[i] = 1812433253u * (before ^ before >> 30) + i;
    }
    self->next = words;
}

void seed_by_key(Random* self, std::vector<std::uint32_t> const& key) {
    seed_by_word(self, 19650218u);
    std::uint32_t* const state = self->state;
    std::uint32_t i = 1;
    auto const stir = [&](std::uint32_t factor) {
        std::uint32_t const before = state[i - 1];
        return state[i] ^ (before ^ before >> 30) * factor;
    };
    auto const step = [&] {
        if (++i < words) return;
        state[0] = state[words - 1];
        i = 1;
    };
    std::uint32_t j = 0;
    for (std::size_t left = std::max<std::size_t>(words, key.size()); left > 0; --left) {
        state[i] = stir(1664525u) + key[j] + j;
        step();
        j = j + 1 < key.size() ? j + 1 : 0;
    }
    for (std::uint32_t left = words - 1; left > 0; --left) {
        state[i] = stir(1566083941u) - i;
        step();
    }
    state[0] = 0x80000000u;
}

std::uint32_t next_word(Random* self) {
    if (self->next >= words) {
        constexpr std::uint32_t distance = 397;
        std::uint32_t* const state = self->state;
        for (std::uint32_t i = 0; i < words; ++i) {
            std::uint32_t const joined = (state[i] & 0x80000000u) | (state[(i + 1) % words] & 0x7FFFFFFFu);
            state[i] = state[(i + distance) % words] ^ joined >> 1 ^ (joined & 1 ? 0x9908B0DFu : 0u);
        }
        self->next = 0;
    }
    std::uint32_t word = self->state[self->next++];
    word ^= word >> 11;
    word ^= word << 7 & 0x9D2C5680u;
    word ^= word << 15 & 0xEFC60000u;
    return word ^ word >> 18;
}

std::vector<std::uint32_t> halves_of(Value integer) {
    limbs::View const view(integer);
    std::vector<std::uint32_t> halves;
    for (std::size_t i = 0; i < view.size; ++i) {
        halves.push_back(static_cast<std::uint32_t>(view.data[i]));
        halves.push_back(static_cast<std::uint32_t>(view.data[i] >> 32));
    }
    while (halves.size() > 1 && halves.back() == 0) halves.pop_back();
    if (halves.empty()) halves.push_back(0);
    return halves;
}

Result<void> seed_with(Thread& thread, Random* self, Value given) {
    if (given.is_unbound() || given.is_none()) {
        std::vector<std::uint32_t> key(words);
        if (getrandom(key.data(), words * sizeof(std::uint32_t), 0) < 0)
            return raise(thread, types(thread).os_error, "no random numbers from the system");
        Guard const guard(thread, self);
        seed_by_key(self, key);
        return {};
    }
    if (is_int(given)) {
        Guard const guard(thread, self);
        seed_by_key(self, halves_of(given));  // the sign does not count
        return {};
    }
    Root<Value> kept(thread, Value::of(self));
    std::int64_t const hashed = MINIVM_TRY(hash(thread, given));
    Guard const guard(thread, self);
    seed_by_key(self, halves_of(make_int_unsigned(thread, static_cast<std::uint64_t>(hashed))));
    return {};
}

Result<Value> random_new(Thread& thread, Value* a) {
    Foreign* const made = allocate_foreign(thread, cast<Type>(a[0]));
    Root<Value> kept(thread, Value::of(made));
    Tuple* const given = cast<Tuple>(a[1]);
    MINIVM_TRY(
        seed_with(thread, static_cast<Random*>(made), given->length ? given->items()[0] : Value::unbound()));
    return kept.value();
}

Result<Value> random_seed(Thread& thread, Value* a) {
    MINIVM_TRY(seed_with(thread, self_of(a), a[1]));
    return Value::none();
}

/// 53 bits of two words.
Result<Value> random_random(Thread& thread, Value* a) {
    std::uint32_t high, low;
    {
        Guard const guard(thread, self_of(a));
        high = next_word(self_of(a)) >> 5;
        low = next_word(self_of(a)) >> 6;
    }
    return make_float(thread, (high * 67108864.0 + low) * (1.0 / 9007199254740992.0));
}

Result<Value> random_getrandbits(Thread& thread, Value* a) {
    Value const number = MINIVM_TRY(index(thread, a[1]));
    bool fits = false;
    std::int64_t const bits = to_int64(number, fits);
    if (!fits || bits > INT32_MAX || bits < INT32_MIN)
        return raise_overflow_error(thread, fits ? (bits < 0 ? "signed integer is less than minimum"
                                                             : "signed integer is greater than maximum")
                                                 : "Python int too large to convert to C long");
    if (bits < 0) return raise_value_error(thread, "number of bits must be non-negative");
    std::vector<std::uint64_t> limbs(static_cast<std::size_t>(bits + 63) / 64);
    std::int64_t left = bits;
    Guard const guard(thread, self_of(a));
    for (std::size_t i = 0; left > 0; ++i, left -= 32) {
        std::uint64_t const word = left >= 32 ? next_word(self_of(a)) : next_word(self_of(a)) >> (32 - left);
        limbs[i / 2] |= word << (i % 2 ? 32 : 0);
    }
    return limbs::from_limbs(thread, limbs.data(), limbs.size(), false);
}

Result<Value> random_getstate(Thread& thread, Value* a) {
    std::array<Value, words + 1> values;
    {
        Guard const guard(thread, self_of(a));
        for (std::uint32_t i = 0; i < words; ++i) values[i] = Value::small_int(self_of(a)->state[i]);
        values[words] = Value::small_int(self_of(a)->next);
    }
    Tuple* const made = MINIVM_TRY(make_tuple(thread, std::span<Value const>(values)));
    return Value::of(made);
}

Result<Value> random_setstate(Thread& thread, Value* a) {
    auto* const given = as<Tuple>(a[1]);
    if (!given) return raise_type_error(thread, "state vector must be a tuple");
    if (given->length != words + 1) return raise_value_error(thread, "state vector is the wrong size");
    std::array<std::uint32_t, words + 1> taken{};
    for (std::uint32_t i = 0; i <= words; ++i) {
        Value const item = given->items()[i];
        if (!is_int(item)) return raise_type_error(thread, "an integer is required");
        bool fits = false;
        taken[i] = static_cast<std::uint32_t>(to_int64(item, fits));
    }
    if (taken[words] > words) return raise_value_error(thread, "invalid state");
    Guard const guard(thread, self_of(a));
    std::copy_n(taken.begin(), words, self_of(a)->state);
    self_of(a)->next = taken[words];
    return Value::none();
}

constexpr NativeSpec methods[] = {
    {"static __new__", random_new, "(cls, /, *args, **kwargs)"},
    {"random", random_random, "(self, /)"},
    {"seed", random_seed, "(self, n=None, /)"},
    {"getrandbits", random_getrandbits, "(self, k, /)"},
    {"getstate", random_getstate, "(self, /)"},
    {"setstate", random_setstate, "(self, state, /)"},
};

}  // namespace

Module* make_random(Thread& thread) {
    Module* const module = interpreter_of(thread).make_module(thread, "_random");
    module->unsupported_is_error = true;
    Type* const type = make_foreign_type(thread, "_random.Random", random_class);
    type->name = type->qualname = interpreter_of(thread).intern(thread, "Random");
    type->module = Value::of(module->name);
    add_methods(thread, type, methods);
    (void)set(thread, module, "Random", Value::of(type));
    return module;
}

}  // namespace minivm

// list.sort: a merge sort (timsort.hpp). Keys that are all small ints or all floats are compared by no
// script, so there only speed counts: longer lists go through a radix sort of order-preserving words, which
// is stable as well.
//
// While the sort runs the list is empty to everybody: its items belong to a hidden list, which the collector
// sees, as it sees the keys and the space that merges use. At each comparison every item is in one of these.
//
// A list that other threads may be reading must keep its storage (containers.hpp): there the hidden list gets
// a copy, the list says by its capacity of 0 that whoever wants room must ask, and in `sorting`, which such a
// one clears, where its true capacity is to be had.
#include <algorithm>
#include <array>
#include <bit>

#include "vm/objects/containers.hpp"
#include "vm/objects/timsort.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

using namespace sorting;

/// What `items` of a list points to while it is being sorted: whoever gives it storage meanwhile changes
/// that. Never read or written, for the capacity is 0.
constinit Slot being_sorted;

enum class Sameness : std::uint8_t { ints, doubles, strs, mixed };

Sameness sameness(Value const* keys, std::size_t count) {
    auto all = [&](auto test) { return std::all_of(keys, keys + count, test); };
    if (all([](Value key) { return key.is_small_int(); })) return Sameness::ints;
    if (all([](Value key) { return key.is_small_double(); })) return Sameness::doubles;
    if (all(is_exact_str)) return Sameness::strs;
    return Sameness::mixed;
}

constexpr std::size_t radix_minimum = 128;

/// Scratch memory that no object owns and no collection can see: nothing may collect while it is in use.
struct Scratch {
    Scratch(Thread& owner, std::size_t count)
        : thread(owner),
          bytes(count * sizeof(std::uint64_t)),
          words(static_cast<std::uint64_t*>(owner.heap->allocate_storage(owner, bytes))) {}
    ~Scratch() {
        if (words != nullptr) thread.heap->free_storage(thread, words, bytes);
    }
    Scratch(Scratch const&) = delete;
    Scratch& operator=(Scratch const&) = delete;
    Thread& thread;
    std::size_t bytes;
    std::uint64_t* words;
};

/// Sorts words, and values along with them if there are any, by 11 bits at a time from the lowest on.
template <bool paired>
void radix_sort(std::uint64_t* words, std::uint64_t* values, std::uint64_t* spare_words,
                std::uint64_t* spare_values, std::size_t count) {
    constexpr int digit_bits = 11;
    constexpr std::size_t digits = std::size_t{1} << digit_bits;
    std::uint64_t const* const original = words;
    std::uint64_t differing = 0;
    for (std::size_t i = 1; i < count; ++i) differing |= words[i] ^ words[0];
    std::array<std::uint32_t, digits> starts;
    for (int shift = 0; shift < 64; shift += digit_bits) {
        if (((differing >> shift) & (digits - 1)) == 0) continue;
        starts.fill(0);
        for (std::size_t i = 0; i < count; ++i) ++starts[(words[i] >> shift) & (digits - 1)];
        std::uint32_t sum = 0;
        for (std::uint32_t& start : starts) sum += std::exchange(start, sum);
        for (std::size_t i = 0; i < count; ++i) {
            std::uint32_t const to = starts[(words[i] >> shift) & (digits - 1)]++;
            spare_words[to] = words[i];
            if constexpr (paired) spare_values[to] = values[i];
        }
        std::swap(words, spare_words);
        if constexpr (paired) std::swap(values, spare_values);
    }
    if (words == original) return;
    std::copy_n(words, count, spare_words);
    if constexpr (paired) std::copy_n(values, count, spare_values);
}

/// Doubles as words in the same order; both zeros are one.
std::uint64_t ordered_word(Value number) {
    std::uint64_t const bits = std::bit_cast<std::uint64_t>(number.as_small_double() + 0.0);
    constexpr std::uint64_t sign = std::uint64_t{1} << 63;
    return (bits & sign) != 0 ? ~bits : bits | sign;
}

static_assert(sizeof(Value) == sizeof(std::uint64_t));

/// `values` may be null: then the keys are the items. MemoryError.
Result<void> radix(Thread& thread, Sameness kind, Value* keys, Value* values, std::size_t count) {
    auto words_of = [](Value* items) { return reinterpret_cast<std::uint64_t*>(items); };
    Scratch const spare_words(thread, count);
    if (spare_words.words == nullptr) return raise_memory_error(thread);
    if (kind == Sameness::ints && values == nullptr) {  // the bits of small ints are in order as they are
        radix_sort<false>(words_of(keys), nullptr, spare_words.words, nullptr, count);
        return {};
    }
    Scratch const spare_values(thread, count);
    if (spare_values.words == nullptr) return raise_memory_error(thread);
    if (kind == Sameness::ints) {
        radix_sort<true>(words_of(keys), words_of(values), spare_words.words, spare_values.words, count);
        return {};
    }
    Scratch const words(thread, count);
    if (words.words == nullptr) return raise_memory_error(thread);
    std::transform(keys, keys + count, words.words, ordered_word);
    Value* const moved = values != nullptr ? values : keys;
    radix_sort<true>(words.words, words_of(moved), spare_words.words, spare_values.words, count);
    return {};
}

template <typename Less>
bool in_order(Less less, Value const* keys, std::size_t count) {
    for (std::size_t i = 1; i < count; ++i)
        if (less(keys[i], keys[i - 1]) == Order::less) return false;
    return true;
}

Result<void> sort_keys(Thread& thread, Value* keys, Value* values, std::size_t count) {
    Sameness const kind = sameness(keys, count);
    switch (kind) {
        case Sameness::ints:
            if (count < radix_minimum) return timsort(thread, IntLess{}, keys, values, count);
            if (in_order(IntLess{}, keys, count)) return {};
            return radix(thread, kind, keys, values, count);
        case Sameness::doubles:
            if (count < radix_minimum) return timsort(thread, DoubleLess{}, keys, values, count);
            if (in_order(DoubleLess{}, keys, count)) return {};
            return radix(thread, kind, keys, values, count);
        case Sameness::strs: return timsort(thread, StrLess{}, keys, values, count);
        case Sameness::mixed: break;
    }
    return timsort(thread, AnyLess{thread}, keys, values, count);
}

/// Computes the keys of `items` into `keys`.
Result<void> compute_keys(Thread& thread, List* items, List* keys, Value key) {
    for (std::uint32_t i = 0; i < items->length; ++i) {
        Value const argument[] = {items->items[i]};
        Value const made = MINIVM_TRY(call(thread, key, argument));
        MINIVM_TRY(list_push(thread, keys, made));
    }
    return {};
}

/// Empties `list` into `hidden`, an empty one; false if there is nothing to do. What others may read it
/// keeps, and then its true capacity, not 0, is in `capacity`, which must stay where it is until put_back().
Result<bool> take_out(Thread& thread, List* list, List* hidden, std::uint32_t& capacity) {
    Guard const guard(thread, list);
    if (thread.watched()) {
        if (list->length == 0) return false;
        MINIVM_TRY(reserve(thread, hidden, list->length));
        copy_slots(hidden->items, list->items, list->length);
        hidden->length = list->length;
        capacity = list->capacity;
        list->length = 0;
        list->capacity = 0;
        list->sorting = &capacity;
        return true;
    }
    std::swap(hidden->items, list->items);
    std::swap(hidden->length, list->length);
    std::swap(hidden->capacity, list->capacity);
    list->items = &being_sorted;
    return true;
}

/// Gives the items back; whatever the list got meanwhile is gone. Whether it got anything.
bool put_back(Thread& thread, List* list, List* hidden, std::uint32_t const& capacity) {
    Guard const guard(thread, list);
    bool modified = list->items != &being_sorted;
    if constexpr (free_threaded) {
        // Others may have come while the list was sorted, and may be sorting it themselves.
        std::uint32_t const* const sorting = list->sorting;
        if (capacity != 0) modified = sorting != &capacity;
        if (sorting) list->capacity = *sorting;
        list->sorting = nullptr;
    }
    if (thread.watched() && hidden->length <= list->capacity) {
        copy_slots(list->items, hidden->items, hidden->length);
        list->length = hidden->length;
        drop(thread, hidden);
        return modified;
    }
    if (list->capacity != 0) thread.heap->retire_storage(thread, list->items, list->capacity * sizeof(Slot));
    // The storage first: it has room for every length that others may have seen.
    list->items = hidden->items;
    list->length = hidden->length;
    list->capacity = hidden->capacity;
    hidden->items = nullptr;
    hidden->length = 0;
    hidden->capacity = 0;
    return modified;
}

}  // namespace

Quick quick_less(Value left, Value right) {
    Order const order = plain_tuple_less(left, right);
    return order == Order::raised ? Quick::unknown : order == Order::less ? Quick::yes : Quick::no;
}

Result<void> sort(Thread& thread, List* list, Value key, bool reverse) {
    Root<List> kept(thread, list);
    Root<Value> kept_key(thread, key);
    List* const hidden = MINIVM_TRY(make_list(thread));
    Root<List> items(thread, hidden);
    List* const hidden_keys = MINIVM_TRY(make_list(thread));
    Root<List> keys(thread, hidden_keys);

    std::uint32_t capacity = 0;
    bool const taken = MINIVM_TRY(take_out(thread, list, hidden, capacity));
    if (!taken) return {};
    std::size_t const count = items->length;
    bool const keyed = !key.is_none();
    Result<void> done;
    if (keyed) done = compute_keys(thread, items.get(), keys.get(), key);
    if (done && count > 1) {
        // Sorting backwards before and after keeps equal items in their order under `reverse`.
        auto turn = [&] {
            std::reverse(plain(hidden), plain(hidden) + count);
            if (keyed) std::reverse(plain(hidden_keys), plain(hidden_keys) + count);
        };
        if (reverse) turn();
        done = keyed ? sort_keys(thread, plain(hidden_keys), plain(hidden), count)
                     : sort_keys(thread, plain(hidden), nullptr, count);
        if (reverse) turn();
    }
    drop(thread, hidden_keys);
    bool const modified = put_back(thread, list, hidden, capacity);
    if (done && modified) return raise_value_error(thread, "list modified during sort");
    return done;
}

}  // namespace minivm

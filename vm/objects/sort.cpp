// list.sort: a stable, natural merge sort (timsort) with the run stack of "powersort", which is what
// CPython 3.11 does. Where a script's
// __lt__ is called, the sequence of comparisons is the same: runs found from the left, short ones extended by
// binary insertion, runs merged by their power, merges that start to gallop when one side wins often.
//
// Keys that are all small ints or all floats are compared by no script, so there only speed counts: longer
// lists go through a radix sort of order-preserving words, which is stable as well.
//
// While the sort runs the list is empty to everybody: its items belong to a hidden list, which the collector
// sees, as it sees the keys and the space that merges use. At each comparison every item is in one of these.
// Nobody else knows the hidden lists, so their slots are plain values here.
//
// A list that other threads may be reading must keep its storage (containers.hpp): there the hidden list gets
// a copy, the list says by its capacity of 0 that whoever wants room must ask, and in `sorting`, which such a
// one clears, where its true capacity is to be had.
#include <algorithm>
#include <array>
#include <bit>

#include "vm/objects/containers.hpp"
#include "vm/objects/quick.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

/// What `items` of a list points to while it is being sorted: whoever gives it storage meanwhile changes
/// that. Never read or written, for the capacity is 0.
constinit Slot being_sorted;

/// The items of a list that nobody else knows.
Value* plain(List* own) { return reinterpret_cast<Value*>(static_cast<Slot*>(own->items)); }

/// Gives the storage of such a list back.
void drop(Thread& thread, List* own) {
    if (own->capacity != 0) thread.heap->free_storage(thread, own->items, own->capacity * sizeof(Slot));
    own->items = nullptr;
    own->length = 0;
    own->capacity = 0;
}

enum class Order : std::int8_t { raised = -1, not_less = 0, less = 1 };

struct IntLess {
    Order operator()(Value left, Value right) const {
        return left.bits() < right.bits() ? Order::less : Order::not_less;
    }
};
struct DoubleLess {
    Order operator()(Value left, Value right) const {
        return left.as_small_double() < right.as_small_double() ? Order::less : Order::not_less;
    }
};
Order str_less(Str const* left, Str const* right) {
    if (left->width != 1 || right->width != 1)
        return compare(left, right) < 0 ? Order::less : Order::not_less;
    int const order = std::memcmp(left->data(), right->data(), std::min(left->length, right->length));
    return order < 0 || (order == 0 && left->length < right->length) ? Order::less : Order::not_less;
}
struct StrLess {
    Order operator()(Value left, Value right) const { return str_less(cast<Str>(left), cast<Str>(right)); }
};

/// `left < right` of values that no script has a say in; `raised` if they are none of these.
Order plain_less(Value left, Value right) {
    if (left.is_small_int() && right.is_small_int()) return IntLess{}(left, right);
    if (left.is_small_double() && right.is_small_double()) return DoubleLess{}(left, right);
    if (is_exact_str(left) && is_exact_str(right)) return str_less(cast<Str>(left), cast<Str>(right));
    return Order::raised;
}

/// The same of tuples too: decided by the first items that differ.
Order plain_tuple_less(Value left, Value right) {
    auto is_exact_tuple = [](Value value) {
        return value.is_object() && value.as_object()->shape == shape_id::tuple;
    };
    if (!is_exact_tuple(left) || !is_exact_tuple(right)) return plain_less(left, right);
    std::span<Value const> const a = cast<Tuple>(left)->view();
    std::span<Value const> const b = cast<Tuple>(right)->view();
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
        Quick const quick = quick_equal(a[i], b[i]);
        if (quick == Quick::unknown) return Order::raised;
        if (quick == Quick::no) return plain_less(a[i], b[i]);
    }
    return a.size() < b.size() ? Order::less : Order::not_less;
}

struct AnyLess {
    Thread& thread;
    Order operator()(Value left, Value right) const {
        if (Order const plain = plain_tuple_less(left, right); plain != Order::raised) return plain;
        Result<bool> less = compare_truth(thread, CompareOperator::lt, left, right);
        if (!less) return Order::raised;
        return less.take() ? Order::less : Order::not_less;
    }
};

/// A place in the parallel arrays of keys and of the values that move with them.
template <bool paired>
struct Place {
    Value* keys;
    Value* values;  // only if paired

    Place operator+(std::ptrdiff_t n) const { return {keys + n, paired ? values + n : values}; }
    void forward(std::ptrdiff_t n = 1) { *this = *this + n; }
    void back(std::ptrdiff_t n = 1) { *this = *this + -n; }
    void put(Place const& from) const {
        *keys = *from.keys;
        if constexpr (paired) *values = *from.values;
    }
    /// `n` items; the ranges may overlap.
    void move(Place const& from, std::size_t n) const {
        std::memmove(keys, from.keys, n * sizeof(Value));
        if constexpr (paired) std::memmove(values, from.values, n * sizeof(Value));
    }
};

template <typename Less, bool paired>
class Timsort {
public:
    using At = Place<paired>;

    /// The spare lists are the room that merges use; empty ones.
    Timsort(Thread& thread, Less less, At begin, std::size_t total, List* spare_keys, List* spare_values)
        : thread_(thread),
          less_(less),
          begin_(begin),
          total_(total),
          spare_keys_(spare_keys),
          spare_values_(spare_values) {}

    Result<void> run() {
        std::size_t const shortest = shortest_run(total_);
        At at = begin_;
        std::size_t left = total_;
        while (left != 0) {
            std::ptrdiff_t found = find_run(at, left);
            if (found == failed) return Raised{};
            auto length = static_cast<std::size_t>(found);
            if (length < shortest) {
                std::size_t const forced = std::min(shortest, left);
                if (!insert_sorted(at, forced, length)) return Raised{};
                length = forced;
            }
            if (!merge_for(length)) return Raised{};
            runs_[run_count_++] = {at, length, 0};
            at.forward(static_cast<std::ptrdiff_t>(length));
            left -= length;
        }
        while (run_count_ > 1) {
            std::size_t n = run_count_ - 2;
            if (n > 0 && runs_[n - 1].length < runs_[n + 1].length) --n;
            if (!merge_at(n)) return Raised{};
        }
        return {};
    }

private:
    static constexpr std::size_t gallop_threshold = 7;
    static constexpr std::ptrdiff_t failed = -1;

    struct Run {
        At at;
        std::size_t length;
        int power;
    };

    /// The length below which a run is extended: between 32 and 64, so that the number of runs is close to a
    /// power of 2.
    static std::size_t shortest_run(std::size_t n) {
        std::size_t any = 0;
        while (n >= 64) {
            any |= n & 1;
            n >>= 1;
        }
        return n + any;
    }

    /// The length of the run that starts at `at`; a strictly descending one is reversed.
    std::ptrdiff_t find_run(At at, std::size_t left) {
        if (left == 1) return 1;
        Value const* const keys = at.keys;
        Order const first = less_(keys[1], keys[0]);
        if (first == Order::raised) return failed;
        std::size_t n = 2;
        for (; n < left; ++n) {
            Order const order = less_(keys[n], keys[n - 1]);
            if (order == Order::raised) return failed;
            if (order != first) break;
        }
        if (first == Order::less) {
            std::reverse(at.keys, at.keys + n);
            if constexpr (paired) std::reverse(at.values, at.values + n);
        }
        return static_cast<std::ptrdiff_t>(n);
    }

    /// Binary insertion: the first `sorted` of `n` items are in order already.
    bool insert_sorted(At at, std::size_t n, std::size_t sorted) {
        for (std::size_t i = sorted; i < n; ++i) {
            std::size_t low = 0;
            std::size_t high = i;
            Value const pivot = at.keys[i];
            do {
                std::size_t const middle = low + ((high - low) >> 1);
                Order const order = less_(pivot, at.keys[middle]);
                if (order == Order::raised) return false;
                if (order == Order::less)
                    high = middle;
                else
                    low = middle + 1;
            } while (low < high);
            std::memmove(at.keys + low + 1, at.keys + low, (i - low) * sizeof(Value));
            at.keys[low] = pivot;
            if constexpr (paired) {
                Value const value = at.values[i];
                std::memmove(at.values + low + 1, at.values + low, (i - low) * sizeof(Value));
                at.values[low] = value;
            }
        }
        return true;
    }

    /// The depth, in the tree of a perfectly balanced merge, of the boundary between two neighbouring runs.
    int power_between(std::size_t begin, std::size_t first, std::size_t second) const {
        // Midpoints of the two runs, times 2, as binary fractions of the whole: the first bit where they
        // differ.
        std::size_t a = 2 * begin + first;
        std::size_t b = a + first + second;
        int power = 0;
        while (true) {
            ++power;
            if (a >= total_) {
                a -= total_;
                b -= total_;
            } else if (b >= total_) {
                return power;
            }
            a <<= 1;
            b <<= 1;
        }
    }

    /// Merges what has to be merged before a run of this length goes onto the stack.
    bool merge_for(std::size_t length) {
        if (run_count_ == 0) return true;
        Run const& last = runs_[run_count_ - 1];
        int const power =
            power_between(static_cast<std::size_t>(last.at.keys - begin_.keys), last.length, length);
        while (run_count_ > 1 && runs_[run_count_ - 2].power > power)
            if (!merge_at(run_count_ - 2)) return false;
        runs_[run_count_ - 1].power = power;
        return true;
    }

    bool merge_at(std::size_t i) {
        At left = runs_[i].at;
        std::size_t left_count = runs_[i].length;
        At const right = runs_[i + 1].at;
        std::size_t right_count = runs_[i + 1].length;
        runs_[i].length = left_count + right_count;
        if (i + 3 == run_count_) runs_[i + 1] = runs_[i + 2];
        --run_count_;

        // What is in place at both ends already need not move.
        std::ptrdiff_t const skipped = gallop_right(*right.keys, left.keys, left_count, 0);
        if (skipped == failed) return false;
        left.forward(skipped);
        left_count -= static_cast<std::size_t>(skipped);
        if (left_count == 0) return true;
        std::ptrdiff_t const kept =
            gallop_left(left.keys[left_count - 1], right.keys, right_count, right_count - 1);
        if (kept == failed) return false;
        if (kept == 0) return true;
        right_count = static_cast<std::size_t>(kept);
        return left_count <= right_count ? merge_low(left, left_count, right, right_count)
                                         : merge_high(left, left_count, right, right_count);
    }

    /// Where `key` goes in the sorted `a`, left of its equals; the search starts at `hint` and doubles its
    /// stride.
    std::ptrdiff_t gallop_left(Value key, Value const* a, std::size_t count, std::size_t hint) {
        auto const n = static_cast<std::ptrdiff_t>(count);
        auto const start = static_cast<std::ptrdiff_t>(hint);
        std::ptrdiff_t last = 0;
        std::ptrdiff_t offset = 1;
        Order order = less_(a[start], key);
        if (order == Order::raised) return failed;
        if (order == Order::less) {
            std::ptrdiff_t const most = n - start;
            while (offset < most) {
                order = less_(a[start + offset], key);
                if (order == Order::raised) return failed;
                if (order != Order::less) break;
                last = offset;
                offset = (offset << 1) + 1;
            }
            offset = std::min(offset, most);
            last += start;
            offset += start;
        } else {
            std::ptrdiff_t const most = start + 1;
            while (offset < most) {
                order = less_(a[start - offset], key);
                if (order == Order::raised) return failed;
                if (order == Order::less) break;
                last = offset;
                offset = (offset << 1) + 1;
            }
            offset = std::min(offset, most);
            std::ptrdiff_t const nearer = last;
            last = start - offset;
            offset = start - nearer;
        }
        ++last;
        while (last < offset) {
            std::ptrdiff_t const middle = last + ((offset - last) >> 1);
            order = less_(a[middle], key);
            if (order == Order::raised) return failed;
            if (order == Order::less)
                last = middle + 1;
            else
                offset = middle;
        }
        return offset;
    }

    /// The same right of its equals.
    std::ptrdiff_t gallop_right(Value key, Value const* a, std::size_t count, std::size_t hint) {
        auto const n = static_cast<std::ptrdiff_t>(count);
        auto const start = static_cast<std::ptrdiff_t>(hint);
        std::ptrdiff_t last = 0;
        std::ptrdiff_t offset = 1;
        Order order = less_(key, a[start]);
        if (order == Order::raised) return failed;
        if (order == Order::less) {
            std::ptrdiff_t const most = start + 1;
            while (offset < most) {
                order = less_(key, a[start - offset]);
                if (order == Order::raised) return failed;
                if (order != Order::less) break;
                last = offset;
                offset = (offset << 1) + 1;
            }
            offset = std::min(offset, most);
            std::ptrdiff_t const nearer = last;
            last = start - offset;
            offset = start - nearer;
        } else {
            std::ptrdiff_t const most = n - start;
            while (offset < most) {
                order = less_(key, a[start + offset]);
                if (order == Order::raised) return failed;
                if (order == Order::less) break;
                last = offset;
                offset = (offset << 1) + 1;
            }
            offset = std::min(offset, most);
            last += start;
            offset += start;
        }
        ++last;
        while (last < offset) {
            std::ptrdiff_t const middle = last + ((offset - last) >> 1);
            order = less_(key, a[middle]);
            if (order == Order::raised) return failed;
            if (order == Order::less)
                offset = middle;
            else
                last = middle + 1;
        }
        return offset;
    }

    /// Room for `count` items outside the list; what is moved there is visible to the collector.
    bool set_aside(At from, std::size_t count, At& copied) {
        auto fill = [&](List* spare, Value const* items) {
            spare->length = 0;
            if (!reserve(thread_, spare, count)) return false;
            std::copy_n(items, count, plain(spare));
            spare->length = static_cast<std::uint32_t>(count);
            return true;
        };
        if (!fill(spare_keys_, from.keys)) return false;
        if constexpr (paired) {
            if (!fill(spare_values_, from.values)) return false;
        }
        copied = {plain(spare_keys_), paired ? plain(spare_values_) : nullptr};
        return true;
    }

    /// Merges two neighbours from the left, the left one (the shorter) set aside.
    bool merge_low(At left, std::size_t left_count, At right, std::size_t right_count) {
        At target = left;
        if (!set_aside(left, left_count, left)) return false;
        bool ok = true;
        auto take_right = [&] {
            target.put(right);
            target.forward();
            right.forward();
            --right_count;
        };
        auto take_left = [&] {
            target.put(left);
            target.forward();
            left.forward();
            --left_count;
        };
        // The last of the left ones is known to belong at the very end: with one left, the merge is over.
        auto over = [&] { return right_count == 0 || left_count <= 1; };
        take_right();
        if (!over()) ok = merge_low_loop(left, left_count, right, right_count, target, take_left, take_right);
        if (ok && left_count == 1 && right_count != 0) {
            target.move(right, right_count);
            (target + static_cast<std::ptrdiff_t>(right_count)).put(left);
        } else if (left_count != 0) {
            target.move(left, left_count);
        }
        return ok;
    }

    template <typename TakeLeft, typename TakeRight>
    bool merge_low_loop(At& left, std::size_t& left_count, At& right, std::size_t& right_count, At& target,
                        TakeLeft take_left, TakeRight take_right) {
        std::size_t threshold = threshold_;
        while (true) {
            std::size_t left_wins = 0;
            std::size_t right_wins = 0;
            while (true) {
                Order const order = less_(*right.keys, *left.keys);
                if (order == Order::raised) return false;
                if (order == Order::less) {
                    take_right();
                    ++right_wins;
                    left_wins = 0;
                    if (right_count == 0) return true;
                    if (right_wins >= threshold) break;
                } else {
                    take_left();
                    ++left_wins;
                    right_wins = 0;
                    if (left_count == 1) return true;
                    if (left_wins >= threshold) break;
                }
            }
            ++threshold;
            do {
                threshold -= threshold > 1;
                threshold_ = threshold;
                std::ptrdiff_t won = gallop_right(*right.keys, left.keys, left_count, 0);
                if (won == failed) return false;
                left_wins = static_cast<std::size_t>(won);
                if (won != 0) {
                    target.move(left, left_wins);
                    target.forward(won);
                    left.forward(won);
                    left_count -= left_wins;
                    if (left_count <= 1) return true;
                }
                take_right();
                if (right_count == 0) return true;
                won = gallop_left(*left.keys, right.keys, right_count, 0);
                if (won == failed) return false;
                right_wins = static_cast<std::size_t>(won);
                if (won != 0) {
                    target.move(right, right_wins);
                    target.forward(won);
                    right.forward(won);
                    right_count -= right_wins;
                    if (right_count == 0) return true;
                }
                take_left();
                if (left_count == 1) return true;
            } while (left_wins >= gallop_threshold || right_wins >= gallop_threshold);
            ++threshold;  // a penalty for leaving
            threshold_ = threshold;
        }
    }

    /// The same from the right, the right one set aside. `left`, `right` and `target` are the last items.
    bool merge_high(At left, std::size_t left_count, At right, std::size_t right_count) {
        At target = right + static_cast<std::ptrdiff_t>(right_count - 1);
        At const left_begin = left;
        At right_begin = right;
        if (!set_aside(right, right_count, right_begin)) return false;
        right = right_begin + static_cast<std::ptrdiff_t>(right_count - 1);
        left = left_begin + static_cast<std::ptrdiff_t>(left_count - 1);
        auto take_right = [&] {
            target.put(right);
            target.back();
            right.back();
            --right_count;
        };
        auto take_left = [&] {
            target.put(left);
            target.back();
            left.back();
            --left_count;
        };
        bool ok = true;
        take_left();
        if (left_count != 0 && right_count > 1) {
            ok = merge_high_loop(left_begin, left, left_count, right_begin, right, right_count, target,
                                 take_left, take_right);
        }
        if (ok && right_count == 1 && left_count != 0) {
            auto const moved = static_cast<std::ptrdiff_t>(left_count);
            (target + (1 - moved)).move(left + (1 - moved), left_count);
            (target + -moved).put(right);
        } else if (right_count != 0) {
            (target + (1 - static_cast<std::ptrdiff_t>(right_count))).move(right_begin, right_count);
        }
        return ok;
    }

    template <typename TakeLeft, typename TakeRight>
    bool merge_high_loop(At left_begin, At& left, std::size_t& left_count, At right_begin, At& right,
                         std::size_t& right_count, At& target, TakeLeft take_left, TakeRight take_right) {
        std::size_t threshold = threshold_;
        while (true) {
            std::size_t left_wins = 0;
            std::size_t right_wins = 0;
            while (true) {
                Order const order = less_(*right.keys, *left.keys);
                if (order == Order::raised) return false;
                if (order == Order::less) {
                    take_left();
                    ++left_wins;
                    right_wins = 0;
                    if (left_count == 0) return true;
                    if (left_wins >= threshold) break;
                } else {
                    take_right();
                    ++right_wins;
                    left_wins = 0;
                    if (right_count == 1) return true;
                    if (right_wins >= threshold) break;
                }
            }
            ++threshold;
            do {
                threshold -= threshold > 1;
                threshold_ = threshold;
                std::ptrdiff_t found = gallop_right(*right.keys, left_begin.keys, left_count, left_count - 1);
                if (found == failed) return false;
                left_wins = left_count - static_cast<std::size_t>(found);
                if (left_wins != 0) {
                    auto const moved = static_cast<std::ptrdiff_t>(left_wins);
                    target.back(moved);
                    left.back(moved);
                    (target + 1).move(left + 1, left_wins);
                    left_count -= left_wins;
                    if (left_count == 0) return true;
                }
                take_right();
                if (right_count == 1) return true;
                found = gallop_left(*left.keys, right_begin.keys, right_count, right_count - 1);
                if (found == failed) return false;
                right_wins = right_count - static_cast<std::size_t>(found);
                if (right_wins != 0) {
                    auto const moved = static_cast<std::ptrdiff_t>(right_wins);
                    target.back(moved);
                    right.back(moved);
                    (target + 1).move(right + 1, right_wins);
                    right_count -= right_wins;
                    // 0 where the comparisons contradict each other.
                    if (right_count <= 1) return true;
                }
                take_left();
                if (left_count == 0) return true;
            } while (left_wins >= gallop_threshold || right_wins >= gallop_threshold);
            ++threshold;
            threshold_ = threshold;
        }
    }

    Thread& thread_;
    Less less_;
    At begin_;
    std::size_t total_;
    std::size_t threshold_ = gallop_threshold;
    std::array<Run, 85> runs_;  // enough for 2^64 items
    std::size_t run_count_ = 0;
    List* spare_keys_;
    List* spare_values_;
};

template <typename Less>
Result<void> timsort(Thread& thread, Less less, Value* keys, Value* values, std::size_t count) {
    List* const first = MINIVM_TRY(make_list(thread));
    Root<List> spare_keys(thread, first);
    List* const second = MINIVM_TRY(make_list(thread));
    Root<List> spare_values(thread, second);
    Result<void> const done =
        values == nullptr ? Timsort<Less, false>(thread, less, {keys, nullptr}, count, first, second).run()
                          : Timsort<Less, true>(thread, less, {keys, values}, count, first, second).run();
    drop(thread, first);
    drop(thread, second);
    return done;
}

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

// A stable, natural merge sort (timsort) with the run stack of "powersort", which is what CPython 3.11 does.
// Where a script's __lt__ is called, the sequence of comparisons is the same: runs found from the left, short
// ones extended by binary insertion, runs merged by their power, merges that start to gallop when one side
// wins often. At each comparison every item is in a list that the collector sees.
#include "vm/objects/timsort.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace minivm::sorting {

namespace {

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

}  // namespace

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

template Result<void> timsort(Thread&, IntLess, Value*, Value*, std::size_t);
template Result<void> timsort(Thread&, DoubleLess, Value*, Value*, std::size_t);
template Result<void> timsort(Thread&, StrLess, Value*, Value*, std::size_t);
template Result<void> timsort(Thread&, AnyLess, Value*, Value*, std::size_t);

}  // namespace minivm::sorting

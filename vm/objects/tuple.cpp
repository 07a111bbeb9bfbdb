#include <algorithm>
#include <bit>

#include "vm/objects/containers.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/quick.hpp"
#include "vm/objects/special.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

/// The start or stop of index(): negative ones count from the end.
std::int64_t search_bound(std::int64_t bound, std::size_t length) {
    if (bound >= 0) return bound;
    bound += static_cast<std::int64_t>(length);
    return std::max<std::int64_t>(bound, 0);
}

Result<Value> tuple_index(Thread& thread, Value* arguments) {
    auto* const tuple = cast<Tuple>(arguments[0]);
    std::int64_t start = 0;
    std::int64_t stop = INT64_MAX;
    if (!arguments[2].is_unbound()) start = MINIVM_TRY(search_number(thread, arguments[2]));
    if (!arguments[3].is_unbound()) stop = MINIVM_TRY(search_number(thread, arguments[3]));
    start = search_bound(start, tuple->length);
    stop = std::min<std::int64_t>(search_bound(stop, tuple->length), tuple->length);
    for (std::int64_t i = start; i < stop; ++i) {
        bool const found = MINIVM_TRY(same(thread, tuple->items()[i], arguments[1]));
        if (found) return Value::small_int(i);
    }
    return raise_value_error(thread, "tuple.index(x): x not in tuple");
}

Result<Value> tuple_count(Thread& thread, Value* arguments) {
    auto* const tuple = cast<Tuple>(arguments[0]);
    std::int64_t count = 0;
    for (std::uint32_t i = 0; i < tuple->length; ++i) {
        bool const found = MINIVM_TRY(same(thread, tuple->items()[i], arguments[1]));
        count += found;
    }
    return Value::small_int(count);
}

Result<Value> tuple_new(Thread& thread, Value* arguments) {
    Type* const type = as<Type>(arguments[0]);
    if (type == nullptr)
        return raise_type_error(thread, "tuple.__new__(X): X is not a type object (%s)",
                                type_name(thread, arguments[0]));
    if (!type->is_subtype_of(types(thread).tuple)) {
        return raise_type_error(thread, "tuple.__new__(%s): %s is not a subtype of tuple", type->c_name,
                                type->c_name);
    }
    if (type != types(thread).tuple) {
        // Only the classes of collections.namedtuple, whose instances have no more than the items.
        if (lookup(thread, type, interpreter_of(thread).intern(thread, "_fields")).is_unbound())
            return raise_type_error(thread, "tuple.__new__(%s) is not safe, use %s.__new__()", type->c_name,
                                    type->c_name);
        Tuple* items = empty_tuple(thread);
        if (!arguments[1].is_unbound()) items = MINIVM_TRY(collect_tuple(thread, arguments[1]));
        Tuple* const made = MINIVM_TRY(make_tuple(thread, type, items->view()));
        return Value::of(made);
    }
    if (arguments[1].is_unbound()) return Value::of(empty_tuple(thread));
    Tuple* tuple = MINIVM_TRY(collect_tuple(thread, arguments[1]));
    // One with named items comes back as it is.
    if (tuple->shape != shape_id::tuple) tuple = MINIVM_TRY(make_tuple(thread, tuple->view()));
    return Value::of(tuple);
}

Result<Value> tuple_len(Thread&, Value* arguments) {
    return Value::small_int(cast<Tuple>(arguments[0])->length);
}
Result<Value> tuple_getitem(Thread& thread, Value* arguments) {
    return tuple_get_item(thread, cast<Tuple>(arguments[0]), arguments[1]);
}
Result<Value> tuple_contains(Thread& thread, Value* arguments) {
    Tuple* const tuple = cast<Tuple>(arguments[0]);
    for (std::uint32_t i = 0; i < tuple->length; ++i) {
        bool const found = MINIVM_TRY(same(thread, tuple->items()[i], arguments[1]));
        if (found) return Value::boolean(true);
    }
    return Value::boolean(false);
}
Result<Value> tuple_add(Thread& thread, Value* arguments) {
    Tuple* const other = as<Tuple>(arguments[1]);
    if (other == nullptr) {
        return raise_type_error(thread, "can only concatenate tuple (not \"%s\") to tuple",
                                type_name(thread, arguments[1]));
    }
    return tuple_concatenate(thread, cast<Tuple>(arguments[0]), other);
}
Result<Value> tuple_mul(Thread& thread, Value* arguments) {
    return tuple_repeat(thread, cast<Tuple>(arguments[0]), arguments[1]);
}
Result<Value> tuple_hashed(Thread& thread, Value* arguments) {
    std::int64_t const hash = MINIVM_TRY(tuple_hash(thread, cast<Tuple>(arguments[0])));
    return make_int(thread, hash);
}

}  // namespace

Result<Tuple*> make_tuple_uninitialised(Thread& thread, std::size_t length) {
    if (length == 0) return empty_tuple(thread);
    if (length > UINT32_MAX) return raise_memory_error(thread);
    auto* tuple = static_cast<Tuple*>(
        Heap::allocate(thread, shape_id::tuple, Kind::tuple, sizeof(Tuple) + length * sizeof(Value)));
    if (tuple == nullptr) return raise_memory_error(thread);
    tuple->length = static_cast<std::uint32_t>(length);
    tuple->reserved = 0;
    return tuple;
}

Result<Tuple*> make_tuple(Thread& thread, std::span<Value const> items) {
    Tuple* const tuple = MINIVM_TRY(make_tuple_uninitialised(thread, items.size()));
    std::copy(items.begin(), items.end(), tuple->items());
    return tuple;
}

Result<Tuple*> make_tuple(Thread& thread, Type* type, std::span<Value const> items) {
    if (items.size() > UINT32_MAX) return raise_memory_error(thread);
    auto* tuple = static_cast<Tuple*>(Heap::allocate(thread, type->predicted->id, Kind::tuple,
                                                     sizeof(Tuple) + items.size() * sizeof(Value)));
    if (tuple == nullptr) return raise_memory_error(thread);
    tuple->length = static_cast<std::uint32_t>(items.size());
    tuple->reserved = 0;
    std::copy(items.begin(), items.end(), tuple->items());
    return tuple;
}

Tuple* make_small_tuple(Thread& thread, std::span<Value const> items) {
    MINIVM_ASSERT(items.size() <= 64);
    if (items.empty()) return empty_tuple(thread);
    auto* tuple = static_cast<Tuple*>(
        Heap::allocate(thread, shape_id::tuple, Kind::tuple, sizeof(Tuple) + items.size() * sizeof(Value)));
    tuple->length = static_cast<std::uint32_t>(items.size());
    tuple->reserved = 0;
    std::copy(items.begin(), items.end(), tuple->items());
    return tuple;
}

void make_empty_tuple(Thread& thread) {
    auto* const tuple =
        static_cast<Tuple*>(Heap::allocate(thread, shape_id::tuple, Kind::tuple, sizeof(Tuple)));
    tuple->length = 0;
    tuple->reserved = 0;
    interpreter_of(thread).no_items = tuple;
    interpreter_of(thread).keep(Value::of(tuple));
}

Tuple* empty_tuple(Thread& thread) { return interpreter_of(thread).no_items; }

Result<Value> tuple_get_item(Thread& thread, Tuple* tuple, Value key) {
    Root<Tuple> kept(thread, tuple);
    if (Slice* const slice = as<Slice>(key)) {
        SliceBounds const bounds = MINIVM_TRY(slice_bounds(thread, slice, tuple->length));
        if (bounds.count == tuple->length && bounds.step == 1 && tuple->shape == shape_id::tuple)
            return Value::of(tuple);
        Tuple* const part =
            MINIVM_TRY(make_tuple_uninitialised(thread, static_cast<std::size_t>(bounds.count)));
        std::int64_t at = bounds.start;
        for (std::int64_t i = 0; i < bounds.count; ++i, at += bounds.step)
            part->items()[i] = tuple->items()[at];
        return Value::of(part);
    }
    if (!key.is_small_int() && !is_int(key) &&
        lookup(thread, type_of(thread, key), names(thread).index_).is_unbound()) {
        return raise_type_error(thread, "tuple indices must be integers or slices, not %s",
                                type_name(thread, key));
    }
    std::int64_t i = MINIVM_TRY(index_word(thread, key, OutOfRange::index_error));
    if (i < 0) i += tuple->length;
    if (i < 0 || i >= tuple->length) return raise_index_error(thread, "tuple index out of range");
    return tuple->items()[i];
}

Result<Value> tuple_concatenate(Thread& thread, Tuple* left, Tuple* right) {
    if (left->length == 0 && right->shape == shape_id::tuple) return Value::of(right);
    if (right->length == 0 && left->shape == shape_id::tuple) return Value::of(left);
    Tuple* const joined =
        MINIVM_TRY(make_tuple_uninitialised(thread, std::size_t{left->length} + right->length));
    std::copy_n(left->items(), left->length, joined->items());
    std::copy_n(right->items(), right->length, joined->items() + left->length);
    return Value::of(joined);
}

Result<Value> tuple_repeat(Thread& thread, Tuple* tuple, Value count) {
    Root<Tuple> kept(thread, tuple);
    std::int64_t const times = MINIVM_TRY(index_word(thread, count, OutOfRange::overflow_error));
    if ((tuple->length == 0 || times == 1) && tuple->shape == shape_id::tuple) return Value::of(tuple);
    if (times <= 0 || tuple->length == 0) return Value::of(empty_tuple(thread));
    if (static_cast<std::uint64_t>(times) > UINT32_MAX / tuple->length) return raise_memory_error(thread);
    Tuple* const repeated =
        MINIVM_TRY(make_tuple_uninitialised(thread, static_cast<std::size_t>(times) * tuple->length));
    for (std::int64_t i = 0; i < times; ++i)
        std::copy_n(tuple->items(), tuple->length, repeated->items() + i * tuple->length);
    return Value::of(repeated);
}

Result<std::int64_t> tuple_hash(Thread& thread, Tuple* tuple) {
    // The mixing of xxHash64's lanes, as CPython does it: scripts can print a tuple's hash.
    constexpr std::uint64_t prime_1 = 11400714785074694791U;
    constexpr std::uint64_t prime_2 = 14029467366897019727U;
    constexpr std::uint64_t prime_5 = 2870177450012600261U;
    Root<Tuple> kept(thread, tuple);
    std::uint64_t mixed = prime_5;
    for (std::uint32_t i = 0; i < tuple->length; ++i) {
        std::int64_t const lane = MINIVM_TRY(quick_hash(thread, tuple->items()[i]));
        mixed += static_cast<std::uint64_t>(lane) * prime_2;
        mixed = std::rotl(mixed, 31) * prime_1;
    }
    mixed += tuple->length ^ (prime_5 ^ 3527539U);
    if (mixed == UINT64_MAX) return 1546275796;
    return static_cast<std::int64_t>(mixed);
}

Result<Str*> tuple_repr(Thread& thread, Tuple* tuple) {
    if (tuple->shape != shape_id::tuple) {
        // A tuple with named items (runtime/modules/struct_sequence.hpp, named_tuple.hpp) has its own.
        Value const own = lookup(thread, type_of(thread, Value::of(tuple)), names(thread).repr_);
        if (Native const* const native = as<Native>(own);
            native == nullptr || native->owner != types(thread).tuple) {
            Value const self[] = {Value::of(tuple)};
            Value const text = MINIVM_TRY(call(thread, own, self));
            return cast<Str>(text);
        }
    }
    if (tuple->length == 0) return make_short_str(thread, "()");
    Printing const printing(thread, tuple);
    if (printing.again) return make_short_str(thread, "(...)");
    Root<Tuple> kept(thread, tuple);
    StrBuilder text;
    text.append_ascii("(");
    for (std::uint32_t i = 0; i < tuple->length; ++i) {
        if (i != 0) text.append_ascii(", ");
        Str* const written = MINIVM_TRY(repr(thread, tuple->items()[i]));
        text.append(written);
    }
    text.append_ascii(tuple->length == 1 ? ",)" : ")");
    return text.finish(thread);
}

Result<std::int64_t> search_number(Thread& thread, Value value) {
    if (value.is_small_int()) return value.as_small_int();
    if (!is_int(value) && lookup(thread, type_of(thread, value), names(thread).index_).is_unbound())
        return raise_type_error(thread, "slice indices must be integers or have an __index__ method");
    return index_word(thread, value, OutOfRange::clip);
}

namespace {

/// What a list, which others may be changing, or a tuple has at the moment.
struct Items {
    explicit Items(Value sequence) {
        if (List const* const list = as<List>(sequence)) {
            std::span<Slot const> const now = list->view();
            items = now.data();
            length = now.size();
        } else {
            auto* const tuple = cast<Tuple>(sequence);
            items = reinterpret_cast<Slot const*>(tuple->items());
            length = tuple->length;
        }
    }
    Slot const* items;
    std::size_t length;
};

}  // namespace

Result<Value> sequence_compare(Thread& thread, int op, Value left, Value right) {
    Kind const kind = left.as_object()->kind;
    if (!right.is_object() || right.as_object()->kind != kind) return Value::not_implemented();
    auto const wanted = static_cast<CompareOperator>(op);
    bool const equality = wanted == CompareOperator::eq || wanted == CompareOperator::ne;
    if (kind == Kind::list && equality && cast<List>(left)->length != cast<List>(right)->length)
        return Value::boolean(wanted == CompareOperator::ne);

    Root<Value> kept_left(thread, left);
    Root<Value> kept_right(thread, right);
    std::size_t i = 0;
    for (;; ++i) {
        // A script's __eq__ may have changed both lists: look again each time.
        Items const a(left);
        Items const b(right);
        if (i >= a.length || i >= b.length) {
            std::size_t const la = a.length;
            std::size_t const lb = b.length;
            switch (wanted) {
                case CompareOperator::lt: return Value::boolean(la < lb);
                case CompareOperator::le: return Value::boolean(la <= lb);
                case CompareOperator::eq: return Value::boolean(la == lb);
                case CompareOperator::ne: return Value::boolean(la != lb);
                case CompareOperator::gt: return Value::boolean(la > lb);
                case CompareOperator::ge: return Value::boolean(la >= lb);
            }
        }
        Value const x = a.items[i];
        Value const y = b.items[i];
        Quick const quick = quick_equal(x, y);
        if (quick == Quick::yes) continue;
        if (quick == Quick::unknown) {
            Root<Value> kept_x(thread, x);
            Root<Value> kept_y(thread, y);
            bool const both = MINIVM_TRY(equal(thread, x, y));
            if (both) continue;
            if (equality) return Value::boolean(wanted == CompareOperator::ne);
            return compare(thread, wanted, x, y);
        }
        if (equality) return Value::boolean(wanted == CompareOperator::ne);
        return compare(thread, wanted, x, y);
    }
}

Printing::Printing(Thread& thread, Object const* object)
    : thread_(thread), outer_(thread.printing), object_(object) {
    for (Printing const* other = outer_; other != nullptr && !again; other = other->outer_)
        again = other->object_ == object;
    thread.printing = this;
}

Printing::~Printing() { thread_.printing = outer_; }

void define_tuple(Thread& thread) {
    static constexpr NativeSpec methods[] = {
        {"static __new__", tuple_new, "(cls, iterable=(), /)"},
        {"index", tuple_index, "(self, value, start=0, stop=9223372036854775807, /)"},
        {"count", tuple_count, "(self, value, /)"},
        {"__len__", tuple_len, "(self, /)"},
        {"__getitem__", tuple_getitem, "(self, key, /)"},
        {"__contains__", tuple_contains, "(self, key, /)"},
        {"__iter__", special_iter, "(self, /)"},
        {"__add__", tuple_add, "(self, value, /)"},
        {"__mul__", tuple_mul, "(self, value, /)"},
        {"__rmul__", tuple_mul, "(self, value, /)"},
        {"__hash__", tuple_hashed, "(self, /)"},
        {"__repr__", (special_repr<Tuple, tuple_repr>), "(self, /)"},
        MINIVM_COMPARISONS(sequence_compare),
    };
    add_methods(thread, types(thread).tuple, methods);
}

}  // namespace minivm

// keys(), values() and items(). Views of keys and items are sets in all but name: the operators make sets.
#include <utility>

#include "vm/objects/quick.hpp"
#include "vm/objects/special.hpp"
#include "vm/raise.hpp"

namespace minivm {

namespace {

DictView* self_of(Value* arguments) { return cast<DictView>(arguments[0]); }
Dict* dict_of(DictView const* view) { return cast<Dict>(view->dict); }

/// A view of keys or items; those of values are no sets.
DictView* as_set_view(Value value) {
    DictView* const view = as<DictView>(value);
    return view != nullptr && view->shape != shape_id::dict_values ? view : nullptr;
}

std::size_t size_of(Value view_or_set) {
    if (DictView const* const view = as<DictView>(view_or_set)) return dict_of(view)->used;
    return as_any_set(view_or_set)->used;
}

/// Fails only where it must: of sets and views each item is asked for at most once.
Result<bool> all_in(Thread& thread, Value items, Value container) {
    Iteration iteration(thread);
    MINIVM_TRY(iteration.start(items));
    while (true) {
        Value const item = MINIVM_TRY(iteration.next());
        if (item.is_unbound()) return true;
        bool const held = MINIVM_TRY(contains(thread, container, item));
        if (!held) return false;
    }
}

Result<Set*> set_of(Thread& thread, Value iterable) {
    Set* const made = MINIVM_TRY(make_set(thread));
    Root<Set> kept(thread, made);
    DictView const* const view = as<DictView>(iterable);
    Value const source = view != nullptr && view->shape == shape_id::dict_keys ? view->dict : iterable;
    MINIVM_TRY(update(thread, made, source));
    return made;
}

Result<Value> set_method(Thread& thread, Value set, char const* name, Value argument) {
    Value const arguments[] = {argument};
    return call_method(thread, set, interpreter_of(thread).intern(thread, name), arguments);
}

Result<Value> intersection(Thread& thread, Value left, Value right) {
    if (as_set_view(left) == nullptr) std::swap(left, right);
    bool const exact_set = right.is_object() && right.as_object()->shape == shape_id::set;
    if (exact_set && size_of(left) <= size_of(right)) return set_method(thread, right, "intersection", left);
    if (as_set_view(right) != nullptr && size_of(right) > size_of(left)) std::swap(left, right);
    Root<Value> kept_left(thread, left);
    Set* const made = MINIVM_TRY(make_set(thread));
    Root<Set> result(thread, made);
    Iteration items(thread);
    MINIVM_TRY(items.start(right));
    while (true) {
        Value const item = MINIVM_TRY(items.next());
        if (item.is_unbound()) return Value::of(made);
        Root<Value> kept(thread, item);
        bool const held = MINIVM_TRY(dict_view_contains(thread, cast<DictView>(left), item));
        if (held) MINIVM_TRY(add(thread, made, item));
    }
}

/// items() ^ items(): what the right one has alone or with another value, then what is left of the left one.
Result<Value> items_difference(Thread& thread, Dict* left, Dict* right) {
    Root<Dict> kept_right(thread, right);
    Dict* const rest = MINIVM_TRY(copy(thread, left));
    Root<Dict> kept_rest(thread, rest);
    Set* const made = MINIVM_TRY(make_set(thread));
    Root<Set> result(thread, made);
    Root<Dict> from(thread, MINIVM_TRY(steady(thread, right)));
    std::uint32_t position = 0;
    while (auto const entry = next_entry(from.get(), position)) {
        Value const pair[] = {entry->key, entry->value};
        std::int64_t const hash = entry->hash;
        Root<Tuple> both(thread, make_small_tuple(thread, pair));
        Value const other = MINIVM_TRY(find(thread, rest, pair[0], hash));
        bool matched = false;
        if (!other.is_unbound()) matched = MINIVM_TRY(same(thread, other, pair[1]));
        if (matched)
            MINIVM_TRY(remove(thread, rest, pair[0]));
        else
            MINIVM_TRY(add(thread, made, both.value()));
    }
    MINIVM_TRY(update(thread, made, make_dict_view(thread, rest, shape_id::dict_items)));
    return Value::of(made);
}

Result<Value> view_isdisjoint(Thread& thread, Value* arguments) {
    Value self = arguments[0];
    Value other = arguments[1];
    if (self == other) return Value::boolean(size_of(self) == 0);
    if ((as_any_set(other) != nullptr || as_set_view(other) != nullptr) && size_of(other) > size_of(self))
        std::swap(self, other);
    Iteration items(thread);
    MINIVM_TRY(items.start(other));
    while (true) {
        Value const item = MINIVM_TRY(items.next());
        if (item.is_unbound()) return Value::boolean(true);
        bool const held = MINIVM_TRY(contains(thread, self, item));
        if (held) return Value::boolean(false);
    }
}

Result<Value> view_len(Thread&, Value* arguments) {
    return Value::small_int(dict_of(self_of(arguments))->used);
}
Result<Value> view_contains(Thread& thread, Value* arguments) {
    bool const held = MINIVM_TRY(dict_view_contains(thread, self_of(arguments), arguments[1]));
    return Value::boolean(held);
}
Result<Value> view_reversed(Thread& thread, Value* arguments) {
    return reversed_iterator(thread, arguments[0]);
}
Result<Value> view_mapping(Thread& thread, Value) {
    return raise_unsupported(thread, "the attribute 'mapping' of dict views is not supported by Mini");
}

}  // namespace

Value make_dict_view(Thread& thread, Dict* dict, std::uint32_t shape) {
    auto* view = static_cast<DictView*>(Heap::allocate(thread, shape, Kind::dict_view, sizeof(DictView)));
    view->dict = Value::of(dict);
    return Value::of(view);
}

Result<Str*> dict_view_repr(Thread& thread, DictView* view) {
    Printing const printing(thread, view);
    if (printing.again) return make_short_str(thread, "...");
    Root<DictView> kept(thread, view);
    List* const items = MINIVM_TRY(collect_list(thread, Value::of(view)));
    Root<List> kept_items(thread, items);
    Str* const written = MINIVM_TRY(repr(thread, Value::of(items)));
    StrBuilder text;
    text.append_utf8(type_name(thread, Value::of(view)));
    text.append_ascii("(");
    text.append(written);
    text.append_ascii(")");
    return text.finish(thread);
}

Result<bool> dict_view_contains(Thread& thread, DictView* view, Value item) {
    if (view->shape == shape_id::dict_keys) {
        Value const value = MINIVM_TRY(find(thread, dict_of(view), item));
        return !value.is_unbound();
    }
    Root<DictView> kept(thread, view);
    Root<Value> kept_item(thread, item);
    if (view->shape == shape_id::dict_items) {
        Tuple const* const pair = as<Tuple>(item);
        if (pair == nullptr || pair->length != 2) return false;
        Value const value = MINIVM_TRY(find(thread, dict_of(view), pair->items()[0]));
        if (value.is_unbound()) return false;
        Root<Value> kept_value(thread, value);
        return same(thread, value, pair->items()[1]);
    }
    Iteration values(thread);
    MINIVM_TRY(values.start(Value::of(view)));
    while (true) {
        Value const value = MINIVM_TRY(values.next());
        if (value.is_unbound()) return false;
        Root<Value> kept_value(thread, value);
        bool const found = MINIVM_TRY(same(thread, value, item));
        if (found) return true;
    }
}

Result<Value> dict_view_binary(Thread& thread, int op, Value left, Value right) {
    if (as_set_view(left) == nullptr && as_set_view(right) == nullptr) return Value::not_implemented();
    Root<Value> kept_left(thread, left);
    Root<Value> kept_right(thread, right);
    char const* method = nullptr;
    switch (static_cast<BinaryOperator>(op)) {
        case BinaryOperator::bit_and: return intersection(thread, left, right);
        case BinaryOperator::bit_or: method = "update"; break;
        case BinaryOperator::sub: method = "difference_update"; break;
        case BinaryOperator::bit_xor: {
            auto items_of = [](Value value) {
                DictView* const view = as<DictView>(value);
                return view != nullptr && view->shape == shape_id::dict_items ? view : nullptr;
            };
            DictView* const a = items_of(left);
            DictView* const b = items_of(right);
            if (a != nullptr && b != nullptr) return items_difference(thread, dict_of(a), dict_of(b));
            method = "symmetric_difference_update";
            break;
        }
        default: return Value::not_implemented();
    }
    Set* const made = MINIVM_TRY(set_of(thread, left));
    Root<Set> result(thread, made);
    MINIVM_TRY(set_method(thread, Value::of(made), method, right));
    return Value::of(made);
}

Result<Value> dict_view_compare(Thread& thread, int op, Value left, Value right) {
    if (as_set_view(left) == nullptr) return Value::not_implemented();
    if (as_any_set(right) == nullptr && as_set_view(right) == nullptr) return Value::not_implemented();
    std::size_t const a = size_of(left);
    std::size_t const b = size_of(right);
    bool holds = false;
    switch (static_cast<CompareOperator>(op)) {
        case CompareOperator::eq:
            if (a == b) holds = MINIVM_TRY(all_in(thread, left, right));
            break;
        case CompareOperator::ne:
            if (a == b) holds = MINIVM_TRY(all_in(thread, left, right));
            holds = !holds;
            break;
        case CompareOperator::lt:
            if (a < b) holds = MINIVM_TRY(all_in(thread, left, right));
            break;
        case CompareOperator::le:
            if (a <= b) holds = MINIVM_TRY(all_in(thread, left, right));
            break;
        case CompareOperator::gt:
            if (a > b) holds = MINIVM_TRY(all_in(thread, right, left));
            break;
        case CompareOperator::ge:
            if (a >= b) holds = MINIVM_TRY(all_in(thread, right, left));
            break;
    }
    return Value::boolean(holds);
}

void define_dict_views(Thread& thread) {
#define MINIVM_VIEW_OPERATOR(name, op)                                                               \
    {"__" name "__", special_binary<dict_view_binary, BinaryOperator::op>, "(self, value, /)"}, {    \
        "__r" name "__", special_reflected<dict_view_binary, BinaryOperator::op>, "(self, value, /)" \
    }
    static constexpr NativeSpec common[] = {
        {"__len__", view_len, "(self, /)"},
        {"__iter__", special_iter, "(self, /)"},
        {"__reversed__", view_reversed, "(self, /)"},
        {"__repr__", (special_repr<DictView, dict_view_repr>), "(self, /)"},
    };
    static constexpr NativeSpec of_sets[] = {
        {"isdisjoint", view_isdisjoint, "(self, other, /)"},
        {"__contains__", view_contains, "(self, key, /)"},
        MINIVM_VIEW_OPERATOR("or", bit_or),
        MINIVM_VIEW_OPERATOR("and", bit_and),
        MINIVM_VIEW_OPERATOR("sub", sub),
        MINIVM_VIEW_OPERATOR("xor", bit_xor),
        MINIVM_COMPARISONS(dict_view_compare),
    };
#undef MINIVM_VIEW_OPERATOR
    for (Type* const type : {types(thread).dict_keys, types(thread).dict_values, types(thread).dict_items}) {
        add_methods(thread, type, common);
        add_property(thread, type, "mapping", view_mapping);
        if (type == types(thread).dict_values) continue;
        add_methods(thread, type, of_sets);
        set_unhashable(thread, type);
    }
}

}  // namespace minivm

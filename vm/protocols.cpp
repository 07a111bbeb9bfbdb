// The other protocols: truth, hash, text, length, items, iteration, types.
#include <string>

#include "vm/code.hpp"
#include "vm/objects/bytearray.hpp"
#include "vm/objects/bytes.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/exception.hpp"
#include "vm/objects/floating.hpp"
#include "vm/objects/format.hpp"
#include "vm/objects/function.hpp"
#include "vm/objects/generator.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/iterator.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/set.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/slots.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

Kind kind_of(Value value) { return value.is_object() ? value.as_object()->kind : Kind::free; }

// The special method called without arguments; unbound if there is none.
Result<Value> call_unary(Thread& thread, Value object, Str* name) {
    Value const method = MINIVM_TRY(special_method(thread, object, name));
    if (method.is_unbound()) return method;
    return call(thread, method, {});
}

std::string address(Thread& thread, Value value) {
    char text[32];
    std::snprintf(text, sizeof text, "0x%llx",
                  static_cast<unsigned long long>(thread.heap->identity(value.as_object())));
    return text;
}

Result<Str*> text_of(Thread& thread, std::string const& text) { return make_str(thread, text); }

}  // namespace

// --- truth and hash ---

Result<bool> truth(Thread& thread, Value value) {
    if (value.is_bool()) return value.is_true();
    if (value.is_none()) return false;
    if (value.is_small_int()) return value.as_small_int() != 0;
    if (value.is_small_double()) return value.as_small_double() != 0;
    switch (kind_of(value)) {
        case Kind::str: return cast<Str>(value)->length != 0;
        case Kind::bytes: return cast<Bytes>(value)->length != 0;
        case Kind::bytearray: return cast<ByteArray>(value)->length != 0;
        case Kind::list: return cast<List>(value)->length != 0;
        case Kind::tuple: return cast<Tuple>(value)->length != 0;
        case Kind::dict: return cast<Dict>(value)->used != 0;
        case Kind::set:
        case Kind::frozenset: return static_cast<Set*>(value.as_object())->used != 0;
        case Kind::range:
        case Kind::dict_view: {
            if (auto* range = as<Range>(value)) return sign_of(range->length) != 0;
            std::int64_t const items = MINIVM_TRY(length(thread, value));
            return items != 0;
        }
        case Kind::instance:
        case Kind::exception:
        case Kind::foreign: break;
        default: return true;
    }
    Value const method = MINIVM_TRY(special_method(thread, value, names(thread).bool_));
    if (!method.is_unbound()) {
        Value const result = MINIVM_TRY(call(thread, method, {}));
        if (!result.is_bool())
            return raise_type_error(thread, "__bool__ should return bool, returned %s",
                                    type_name(thread, result));
        return result.is_true();
    }
    if (lookup(thread, type_of(thread, value), names(thread).len_).is_unbound()) return true;
    std::int64_t const items = MINIVM_TRY(length(thread, value));
    return items != 0;
}

std::int64_t identity_hash(Thread& thread, Value object) {
    // CPython's _Py_HashPointer: the low bits of addresses say little.
    std::uint64_t const bits = object.is_object() ? thread.heap->identity(object.as_object()) : object.bits();
    auto const rotated = static_cast<std::int64_t>(bits >> 4 | bits << 60);
    return rotated == -1 ? -2 : rotated;
}

Result<std::int64_t> hash(Thread& thread, Value value) {
    if (is_int(value)) return int_hash(value);
    if (is_float(value)) {
        // nan hashes by identity since 3.10.
        double const d = as_double(value);
        return d != d ? identity_hash(thread, value) : float_hash(d);
    }
    switch (kind_of(value)) {
        case Kind::str: return hash_of(cast<Str>(value));
        case Kind::bytes: return bytes_hash(cast<Bytes>(value));
        case Kind::tuple: {
            NativeRecursion guard(thread);
            MINIVM_TRY(guard.enter());
            return tuple_hash(thread, cast<Tuple>(value));
        }
        case Kind::frozenset: return frozenset_hash(thread, static_cast<Set*>(value.as_object()));
        case Kind::range: return range_hash(thread, cast<Range>(value));
        case Kind::slice: return slice_hash(thread, cast<Slice>(value));
        case Kind::bound_method: {
            auto* const method = cast<BoundMethod>(value);
            return identity_hash(thread, method->self) ^ identity_hash(thread, method->function);
        }
        case Kind::generic_alias: return hash(thread, cast<GenericAlias>(value)->arguments);
        case Kind::bytearray:
        case Kind::list:
        case Kind::dict:
        case Kind::set: return raise_type_error(thread, "unhashable type: '%s'", type_name(thread, value));
        case Kind::dict_view:
            if (value.as_object()->shape == shape_id::dict_values) return identity_hash(thread, value);
            return raise_type_error(thread, "unhashable type: '%s'", type_name(thread, value));
        case Kind::instance:
        case Kind::exception:
        case Kind::foreign: break;
        default: return identity_hash(thread, value);
    }
    Value const method = lookup(thread, type_of(thread, value), names(thread).hash_);
    if (method.is_none()) return raise_type_error(thread, "unhashable type: '%s'", type_name(thread, value));
    if (as<Native>(method)) return identity_hash(thread, value);
    Value const result = MINIVM_TRY(call_unary(thread, value, names(thread).hash_));
    if (!is_int(result)) return raise_type_error(thread, "__hash__ method should return an integer");
    bool fits = false;
    std::int64_t const word = to_int64(result, fits);
    std::int64_t const reduced = fits ? word : int_hash(result);
    return reduced == -1 ? -2 : reduced;
}

// --- text ---

Result<Str*> default_repr(Thread& thread, Value object) {
    Type* const type = type_of(thread, object);
    std::string text = "<";
    if (auto* module = as<Str>(type->module); module && !equals(module, "builtins"))
        text += to_utf8(module) + ".";
    return text_of(thread, text + to_utf8(type->qualname) + " object at " + address(thread, object) + ">");
}

namespace {

Result<Str*> alias_part(Thread& thread, Value part) {
    if (part == Value::ellipsis()) return make_str(thread, std::string_view("..."));
    if (auto* type = as<Type>(part)) {
        std::string text;
        if (auto* module = as<Str>(type->module); module && !equals(module, "builtins"))
            text = to_utf8(module) + ".";
        return text_of(thread, text + to_utf8(type->qualname));
    }
    return repr(thread, part);
}

Result<Str*> alias_repr(Thread& thread, GenericAlias* alias) {
    Str* const origin = MINIVM_TRY(alias_part(thread, alias->origin));
    std::string text = to_utf8(origin) + "[";
    auto* const arguments = cast<Tuple>(alias->arguments);
    if (arguments->length == 0) text += "()";
    for (std::size_t i = 0; i < arguments->length; ++i) {
        Str* const part = MINIVM_TRY(alias_part(thread, arguments->items()[i]));
        text += (i ? ", " : "") + to_utf8(part);
    }
    return text_of(thread, text + "]");
}

Result<Str*> method_repr(Thread& thread, BoundMethod* method) {
    if (auto* native = as<Native>(method->function)) {
        if (as<Module>(method->self))
            return text_of(thread, "<built-in function " + to_utf8(native->name) + ">");
        return text_of(thread, "<built-in method " + to_utf8(native->name) + " of " +
                                   type_name(thread, method->self) + " object at " +
                                   (method->self.is_object() ? address(thread, method->self) : "0x0") + ">");
    }
    Value const name = MINIVM_TRY(find_attribute(thread, method->function, names(thread).qualname_));
    Str* const self = MINIVM_TRY(repr(thread, method->self));
    return text_of(thread, "<bound method " + (as<Str>(name) ? to_utf8(cast<Str>(name)) : "?") + " of " +
                               to_utf8(self) + ">");
}

// For kinds that no script can derive from.
Result<Str*> plain_repr(Thread& thread, Value value) {
    switch (kind_of(value)) {
        case Kind::function:
            return text_of(thread, "<function " + to_utf8(cast<Function>(value)->qualname) + " at " +
                                       address(thread, value) + ">");
        case Kind::native: {
            auto* const native = cast<Native>(value);
            if (native->owner)
                return text_of(thread, "<method '" + to_utf8(native->name) + "' of '" +
                                           native->owner->c_name + "' objects>");
            return text_of(thread, "<built-in function " + to_utf8(native->name) + ">");
        }
        case Kind::getset:
            return text_of(thread, "<attribute '" + to_utf8(cast<GetSet>(value)->name) + "' of '" +
                                       cast<GetSet>(value)->owner->c_name + "' objects>");
        case Kind::bound_method: return method_repr(thread, cast<BoundMethod>(value));
        case Kind::module: {
            Value const file = get(cast<Module>(value), names(thread).file_);
            std::string const name = "<module '" + to_utf8(cast<Module>(value)->name) + "'";
            if (!as<Str>(file)) return text_of(thread, name + " (built-in)>");
            return text_of(thread, name + " from '" + to_utf8(cast<Str>(file)) + "'>");
        }
        case Kind::generator:
            return text_of(thread, "<generator object " + to_utf8(cast<Generator>(value)->qualname) + " at " +
                                       address(thread, value) + ">");
        case Kind::super_object: {
            auto* const super = cast<SuperObject>(value);
            std::string const bound =
                super->object_type ? ", <" + std::string(super->object_type->c_name) + " object>" : ", NULL";
            return text_of(thread,
                           std::string("<super: <class '") + super->type->c_name + "'>" + bound + ">");
        }
        case Kind::static_method:
        case Kind::class_method: {
            Str* const inner =
                MINIVM_TRY(repr(thread, static_cast<MethodWrapper*>(value.as_object())->function));
            return text_of(thread, std::string("<") + type_name(thread, value) + "(" + to_utf8(inner) + ")>");
        }
        case Kind::generic_alias: return alias_repr(thread, cast<GenericAlias>(value));
        case Kind::cell: return text_of(thread, "<cell at " + address(thread, value) + ">");
        default: return default_repr(thread, value);
    }
}

}  // namespace

Result<Str*> repr(Thread& thread, Value value) {
    if (value.is_bool()) return thread.interpreter->intern(thread, value.is_true() ? "True" : "False");
    if (value.is_none()) return thread.interpreter->intern(thread, "None");
    if (is_int(value)) return int_repr(thread, value);
    if (is_float(value)) return text_of(thread, float_repr(as_double(value)));
    if (value == Value::ellipsis()) return thread.interpreter->intern(thread, "Ellipsis");
    if (value == Value::not_implemented()) return thread.interpreter->intern(thread, "NotImplemented");
    NativeRecursion guard(thread);
    MINIVM_TRY(guard.enter(" while getting the repr of an object"));
    switch (kind_of(value)) {
        case Kind::str: return repr_of(thread, cast<Str>(value));
        case Kind::bytes: return bytes_repr(thread, cast<Bytes>(value));
        case Kind::bytearray: return bytearray_repr(thread, cast<ByteArray>(value));
        case Kind::list: return list_repr(thread, cast<List>(value));
        case Kind::tuple: return tuple_repr(thread, cast<Tuple>(value));
        case Kind::dict: return dict_repr(thread, cast<Dict>(value));
        case Kind::dict_view: return dict_view_repr(thread, cast<DictView>(value));
        case Kind::set:
        case Kind::frozenset: return set_repr(thread, static_cast<Set*>(value.as_object()));
        case Kind::range: return range_repr(thread, cast<Range>(value));
        case Kind::slice: return slice_repr(thread, cast<Slice>(value));
        case Kind::instance:
        case Kind::exception:
        case Kind::foreign:
        case Kind::type: break;
        default: return plain_repr(thread, value);
    }
    Value const result = MINIVM_TRY(call_unary(thread, value, names(thread).repr_));
    if (auto* text = as<Str>(result)) return text;
    return raise_type_error(thread, "__repr__ returned non-string (type %s)", type_name(thread, result));
}

Result<Str*> str(Thread& thread, Value value) {
    if (auto* text = as<Str>(value)) return text;
    switch (kind_of(value)) {
        case Kind::instance:
        case Kind::exception:
        case Kind::foreign: break;
        default: return repr(thread, value);
    }
    NativeRecursion guard(thread);
    MINIVM_TRY(guard.enter(" while getting the str of an object"));
    Value const result = MINIVM_TRY(call_unary(thread, value, names(thread).str_));
    if (auto* text = as<Str>(result)) return text;
    return raise_type_error(thread, "__str__ returned non-string (type %s)", type_name(thread, result));
}

Result<Str*> ascii(Thread& thread, Value value) {
    Str* const text = MINIVM_TRY(repr(thread, value));
    return text->ascii ? Result<Str*>(text) : ascii_of(thread, text);
}

Result<Value> format(Thread& thread, Value value, Str* spec) {
    if (as<Str>(value)) {
        if (spec->length == 0) return value;
        return Value::of(MINIVM_TRY(format_str(thread, cast<Str>(value), spec)));
    }
    if (is_int(value)) return Value::of(MINIVM_TRY(format_int(thread, value, spec)));
    if (is_float(value)) return Value::of(MINIVM_TRY(format_float(thread, as_double(value), spec)));
    Value const method = MINIVM_TRY(special_method(thread, value, names(thread).format_));
    Value const arguments[] = {Value::of(spec)};
    Value const result = MINIVM_TRY(call(thread, method, arguments));
    if (as<Str>(result)) return result;
    return raise_type_error(thread, "__format__ must return a str, not %s", type_name(thread, result));
}

// --- containers ---

Result<std::int64_t> length(Thread& thread, Value container) {
    switch (kind_of(container)) {
        case Kind::str: return std::int64_t{cast<Str>(container)->length};
        case Kind::bytes: return static_cast<std::int64_t>(cast<Bytes>(container)->length);
        case Kind::bytearray: return static_cast<std::int64_t>(cast<ByteArray>(container)->length);
        case Kind::list: return std::int64_t{cast<List>(container)->length};
        case Kind::tuple: return std::int64_t{cast<Tuple>(container)->length};
        case Kind::dict: return std::int64_t{cast<Dict>(container)->used};
        case Kind::dict_view: return std::int64_t{cast<Dict>(cast<DictView>(container)->dict)->used};
        case Kind::set:
        case Kind::frozenset: return std::int64_t{static_cast<Set*>(container.as_object())->used};
        case Kind::range: {
            bool fits = false;
            std::int64_t const items = to_int64(cast<Range>(container)->length, fits);
            if (!fits) return raise_overflow_error(thread, "Python int too large to convert to C ssize_t");
            return items;
        }
        case Kind::instance:
        case Kind::exception:
        case Kind::foreign: break;
        default:
            return raise_type_error(thread, "object of type '%s' has no len()", type_name(thread, container));
    }
    Value const result = MINIVM_TRY(call_unary(thread, container, names(thread).len_));
    if (result.is_unbound())
        return raise_type_error(thread, "object of type '%s' has no len()", type_name(thread, container));
    Value const number = MINIVM_TRY(index(thread, result));
    if (sign_of(number) < 0) return raise_value_error(thread, "__len__() should return >= 0");
    bool fits = false;
    std::int64_t const items = to_int64(number, fits);
    if (!fits) return raise_overflow_error(thread, "cannot fit 'int' into an index-sized integer");
    return items;
}

Result<bool> contains(Thread& thread, Value container, Value item) {
    switch (kind_of(container)) {
        case Kind::str: return str_contains(thread, cast<Str>(container), item);
        case Kind::bytes:
        case Kind::bytearray: return bytes_contains(thread, container, item);
        case Kind::dict: {
            Value const found = MINIVM_TRY(find(thread, cast<Dict>(container), item));
            return !found.is_unbound();
        }
        case Kind::dict_view:
            if (container.as_object()->shape != shape_id::dict_values)
                return dict_view_contains(thread, cast<DictView>(container), item);
            break;
        case Kind::set:
        case Kind::frozenset: return contains(thread, static_cast<Set*>(container.as_object()), item);
        case Kind::range: return range_contains(thread, cast<Range>(container), item);
        case Kind::instance:
        case Kind::exception:
        case Kind::foreign: {
            Value const found = lookup(thread, type_of(thread, container), names(thread).contains_);
            if (found.is_none())
                return raise_type_error(thread, "'%s' object is not a container",
                                        type_name(thread, container));
            if (found.is_unbound()) break;
            Value const method = MINIVM_TRY(special_method(thread, container, names(thread).contains_));
            Value const arguments[] = {item};
            Value const result = MINIVM_TRY(call(thread, method, arguments));
            return truth(thread, result);
        }
        default: break;
    }
    Root<Value> wanted(thread, item);
    Iteration items(thread);
    Result<void> const started = items.start(container);
    if (!started) {
        if (!raised_is(thread, types(thread).type_error)) return Raised{};
        (void)take_exception(thread);
        return raise_type_error(thread, "argument of type '%s' is not iterable",
                                type_name(thread, container));
    }
    while (true) {
        Value const each = MINIVM_TRY(items.next());
        if (each.is_unbound()) return false;
        bool const found = MINIVM_TRY(equal(thread, each, wanted));
        if (found) return true;
    }
}

Result<Value> make_generic_alias(Thread& thread, Value origin, Value key) {
    Root<Value> rooted(thread, key);
    Value arguments = key;
    if (!as<Tuple>(key)) arguments = Value::of(make_small_tuple(thread, std::span<Value const>(&key, 1)));
    auto* const alias = static_cast<GenericAlias*>(
        Heap::allocate(thread, shape_id::generic_alias, Kind::generic_alias, sizeof(GenericAlias)));
    alias->origin = origin;
    alias->arguments = arguments;
    return Value::of(alias);
}

namespace {

Result<Value> subscript_type(Thread& thread, Type* type, Value key) {
    Value const method = MINIVM_TRY(find_attribute(thread, Value::of(type), names(thread).class_getitem_));
    if (!method.is_unbound()) {
        Value const arguments[] = {key};
        return call(thread, method, arguments);
    }
    Types const& known = types(thread);
    for (Type* each :
         {known.list, known.dict, known.tuple, known.set, known.frozenset, known.type, known.enumerate})
        if (type == each) return make_generic_alias(thread, Value::of(type), key);
    return raise_type_error(thread, "type '%s' is not subscriptable", type->c_name);
}

}  // namespace

Result<Value> get_item(Thread& thread, Value container, Value key) {
    switch (kind_of(container)) {
        case Kind::list: return list_get_item(thread, cast<List>(container), key);
        case Kind::tuple: return tuple_get_item(thread, cast<Tuple>(container), key);
        case Kind::dict: return dict_get_item(thread, cast<Dict>(container), key);
        case Kind::str: return str_get_item(thread, cast<Str>(container), key);
        case Kind::bytes: return bytes_get_item(thread, cast<Bytes>(container), key);
        case Kind::bytearray: return bytearray_get_item(thread, cast<ByteArray>(container), key);
        case Kind::range: return range_get_item(thread, cast<Range>(container), key);
        case Kind::type: return subscript_type(thread, cast<Type>(container), key);
        case Kind::instance:
        case Kind::exception:
        case Kind::foreign: {
            Value const method = MINIVM_TRY(special_method(thread, container, names(thread).getitem_));
            if (method.is_unbound()) break;
            Value const arguments[] = {key};
            return call(thread, method, arguments);
        }
        default: break;
    }
    return raise_type_error(thread, "'%s' object is not subscriptable", type_name(thread, container));
}

Result<void> set_item(Thread& thread, Value container, Value key, Value item) {
    switch (kind_of(container)) {
        case Kind::bytearray: return bytearray_set_item(thread, cast<ByteArray>(container), key, item);
        case Kind::list: return list_set_item(thread, cast<List>(container), key, item);
        case Kind::dict: return store(thread, cast<Dict>(container), key, item);
        case Kind::instance:
        case Kind::exception:
        case Kind::foreign: {
            Value const method = MINIVM_TRY(special_method(thread, container, names(thread).setitem_));
            if (method.is_unbound()) break;
            Value const arguments[] = {key, item};
            MINIVM_TRY(call(thread, method, arguments));
            return {};
        }
        default: break;
    }
    return raise_type_error(thread, "'%s' object does not support item assignment",
                            type_name(thread, container));
}

Result<void> delete_item(Thread& thread, Value container, Value key) {
    switch (kind_of(container)) {
        case Kind::bytearray: return bytearray_delete_item(thread, cast<ByteArray>(container), key);
        case Kind::list: return list_delete_item(thread, cast<List>(container), key);
        case Kind::dict: return dict_delete_item(thread, cast<Dict>(container), key);
        case Kind::instance:
        case Kind::exception:
        case Kind::foreign: {
            Value const method = MINIVM_TRY(special_method(thread, container, names(thread).delitem_));
            if (method.is_unbound()) break;
            Value const arguments[] = {key};
            MINIVM_TRY(call(thread, method, arguments));
            return {};
        }
        default: break;
    }
    // CPython has two wordings, for sequences with an index and for all else.
    bool const sequence = container.is_object() && !as<Type>(container) && !as<Function>(container) &&
                          !as<Native>(container) && !as<BoundMethod>(container) && !as<Module>(container);
    bool const by_index =
        sequence && !lookup(thread, type_of(thread, key), names(thread).index_).is_unbound();
    return raise_type_error(
        thread,
        by_index ? "'%s' object doesn't support item deletion" : "'%s' object does not support item deletion",
        type_name(thread, container));
}

// --- iteration ---

Result<Value> iterate(Thread& thread, Value iterable) {
    if (as<Generator>(iterable)) return iterable;
    Value const builtin = MINIVM_TRY(builtin_iterator(thread, iterable));
    if (!builtin.is_unbound()) return builtin;
    Type* const type = type_of(thread, iterable);
    Value const found = lookup(thread, type, names(thread).iter_);
    if (!found.is_unbound() && !found.is_none()) {
        Value const iterator = MINIVM_TRY(call_unary(thread, iterable, names(thread).iter_));
        if (as<Generator>(iterator) || as<Iterator>(iterator) ||
            !lookup(thread, type_of(thread, iterator), names(thread).next_).is_unbound())
            return iterator;
        return raise_type_error(thread, "iter() returned non-iterator of type '%s'",
                                type_name(thread, iterator));
    }
    if (found.is_unbound() && !lookup(thread, type, names(thread).getitem_).is_unbound())
        return sequence_iterator(thread, iterable);
    return raise_type_error(thread, "'%s' object is not iterable", type_name(thread, iterable));
}

Result<Value> next(Thread& thread, Value iterator) {
    if (auto* builtin = as<Iterator>(iterator)) return builtin->step(thread, builtin);
    if (auto* generator = as<Generator>(iterator)) {
        Value returned;
        return resume(thread, generator, Value::none(), &returned);
    }
    Value const method = MINIVM_TRY(special_method(thread, iterator, names(thread).next_));
    if (method.is_unbound())
        return raise_type_error(thread, "'%s' object is not an iterator", type_name(thread, iterator));
    Result<Value> const item = call(thread, method, {});
    if (item || !raised_is(thread, types(thread).stop_iteration)) return item;
    (void)take_exception(thread);
    return Value::unbound();
}

Result<void> Iteration::start(Value iterable) {
    source_.set(iterable);
    position_ = 0;
    mode_ = as<List>(iterable) ? Mode::list : as<Tuple>(iterable) ? Mode::tuple : Mode::generic;
    if (mode_ == Mode::generic) source_.set(MINIVM_TRY(iterate(thread_, iterable)));
    return {};
}

namespace {

// Apart, so that whoever is not to end pays for one test.
[[gnu::noinline]] Result<Value> next_unless_ended(Thread& thread, Value source) {
    MINIVM_TRY(Safepoint::end_if_asked(thread));
    return next(thread, source);
}

}  // namespace

Result<Value> Iteration::next() {
    if (mode_ == Mode::list) {
        Value const item = cast<List>(source_)->item(position_);
        if (!item.is_unbound()) ++position_;
        return item;
    }
    if (mode_ == Mode::tuple) {
        auto* tuple = cast<Tuple>(source_);
        return position_ < tuple->length ? tuple->items()[position_++] : Value::unbound();
    }
    if (thread_.pending.load(std::memory_order_relaxed) & pending::stop) [[unlikely]]
        return next_unless_ended(thread_, source_);
    return minivm::next(thread_, source_);
}

Result<Value> steady(Thread& thread, Value iterable) {
    if (!thread.watched() || !iterable.is_object()) return iterable;
    Object* const object = iterable.as_object();
    if (object->shape == shape_id::dict) return Value::of(MINIVM_TRY(steady(thread, cast<Dict>(iterable))));
    if (object->shape == shape_id::set) return Value::of(MINIVM_TRY(steady(thread, cast<Set>(iterable))));
    if (auto* const view = as<DictView>(iterable)) {
        Dict* const dict = MINIVM_TRY(steady(thread, cast<Dict>(view->dict)));
        return make_dict_view(thread, dict, view->shape);
    }
    return iterable;
}

Result<List*> collect_list(Thread& thread, Value iterable) {
    if (auto* list = as<List>(iterable)) return copy_list(thread, list);
    if (auto* tuple = as<Tuple>(iterable)) return make_list(thread, tuple->view());
    Iteration items(thread);
    Value const all = MINIVM_TRY(steady(thread, iterable));
    MINIVM_TRY(items.start(all));
    Root<List> list(thread, MINIVM_TRY(make_list(thread)));
    while (true) {
        Value const item = MINIVM_TRY(items.next());
        if (item.is_unbound()) return list.get();
        MINIVM_TRY(list_push(thread, list.get(), item));
    }
}

Result<std::span<Value const>> items_to_join(Thread& thread, Value& argument) {
    if (auto const* tuple = as<Tuple>(argument)) return tuple->view();
    if (List* const list = as<List>(argument)) {
        if (thread.watched()) {  // who joins reads twice: lengths, then texts
            List* const copied = MINIVM_TRY(copy_list(thread, list));
            argument = Value::of(copied);
        }
    } else {
        Value const all = MINIVM_TRY(steady(thread, argument));
        Result<Value> const iterator = iterate(thread, all);
        if (!iterator) {
            if (!raised_is(thread, types(thread).type_error)) return Raised{};
            take_exception(thread);
            return raise_type_error(thread, "can only join an iterable");
        }
        argument = iterator.take();
        List* const collected = MINIVM_TRY(collect_list(thread, argument));
        argument = Value::of(collected);
    }
    return as<List>(argument)->values();
}

Result<Tuple*> collect_tuple(Thread& thread, Value iterable) {
    if (auto* tuple = as<Tuple>(iterable)) return tuple;
    if (auto* list = as<List>(iterable)) return tuple_of(thread, list);
    List* const list = MINIVM_TRY(collect_list(thread, iterable));
    return make_tuple(thread, list->values());
}

// --- types and numbers ---

namespace {

template <typename Test>
Result<bool> any_type(Thread& thread, Value class_or_tuple, char const* complaint, Test const& test) {
    if (auto* type = as<Type>(class_or_tuple)) return test(type);
    if (auto* tuple = as<Tuple>(class_or_tuple)) {
        NativeRecursion guard(thread);
        MINIVM_TRY(guard.enter(" in __instancecheck__"));
        for (std::size_t i = 0; i < tuple->length; ++i) {
            bool const found = MINIVM_TRY(any_type(thread, tuple->items()[i], complaint, test));
            if (found) return true;
        }
        return false;
    }
    if (as<GenericAlias>(class_or_tuple))
        return raise_type_error(
            thread, "%s cannot be a parameterized generic",
            std::string(complaint).substr(0, std::string(complaint).find(" must")).c_str());
    return raise_text(thread, types(thread).type_error, complaint);
}

}  // namespace

Result<bool> isinstance(Thread& thread, Value object, Value class_or_tuple) {
    Type* const type = type_of(thread, object);
    return any_type(thread, class_or_tuple, "isinstance() arg 2 must be a type, a tuple of types, or a union",
                    [type](Type* other) { return type->is_subtype_of(other); });
}

Result<bool> issubclass(Thread& thread, Value value, Value class_or_tuple) {
    auto* const type = as<Type>(value);
    if (!type) return raise_type_error(thread, "issubclass() arg 1 must be a class");
    return any_type(thread, class_or_tuple,
                    "issubclass() arg 2 must be a class, a tuple of classes, or a union",
                    [type](Type* other) { return type->is_subtype_of(other); });
}

Result<Value> index(Thread& thread, Value value) {
    if (is_int(value)) return value;
    Value const result = MINIVM_TRY(call_unary(thread, value, names(thread).index_));
    if (result.is_unbound())
        return raise_type_error(thread, "'%s' object cannot be interpreted as an integer",
                                type_name(thread, value));
    if (is_int(result)) return result;
    return raise_type_error(thread, "__index__ returned non-int (type %s)", type_name(thread, result));
}

Result<std::int64_t> index_word(Thread& thread, Value value, OutOfRange policy) {
    Value const number = MINIVM_TRY(index(thread, value));
    bool fits = false;
    std::int64_t const word = to_int64(number, fits);
    if (fits) return word;
    if (policy == OutOfRange::clip) return sign_of(number) < 0 ? INT64_MIN : INT64_MAX;
    char const* const message = "cannot fit '%s' into an index-sized integer";
    if (policy == OutOfRange::index_error)
        return raise_index_error(thread, message, type_name(thread, value));
    return raise_overflow_error(thread, message, type_name(thread, value));
}

NativeRecursion::~NativeRecursion() {
    if (entered_) ++thread_.depth_left;
}

Result<void> NativeRecursion::enter(char const* where) {
    auto const here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
    if (thread_.depth_left <= 0 || here < thread_.native_stack_limit)
        return raise_recursion_error(thread_, where);
    --thread_.depth_left;
    entered_ = true;
    return {};
}

}  // namespace minivm

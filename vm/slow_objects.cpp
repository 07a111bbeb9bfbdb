// Slow paths of attributes, items, and the building of containers, strings, functions and classes.
#include "vm/arguments.hpp"
#include "vm/dispatch.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/exception.hpp"
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

// --- attributes ---

namespace {

// The cache word for a slot of the objects of this shape, if a plain load or store of it is all there is to
// do, else 0. See get_attribute. The thread's table has it from now on.
Word find_slot(Thread& thread, Shape const* shape, Str* name) {
    if (shape->layout != Shape::Layout::predicted && shape->layout != Shape::Layout::ordinary) return 0;
    Type* const type = shape->type;
    if (type->has_getattr_hook || type->has_setattr_hook) return 0;
    int const index = shape->find(name);
    if (index == Shape::not_found) return 0;
    Value const in_type = lookup(thread, type, name);
    if (in_type.is_object()) {
        Kind const kind = in_type.as_object()->kind;
        if (kind == Kind::property || kind == Kind::getset || kind == Kind::instance || kind == Kind::foreign)
            return 0;
    }
    std::size_t const offset = type->first_slot + static_cast<std::size_t>(index) * sizeof(Value);
    if (offset > 0xFFFF) return 0;
    Word const id = shape->id;
    Word const word = id | id << 24 | Word{offset} << 48;
    thread.method_cache->slots.entry(shape->id, name) = {name, word};
    return word;
}

}  // namespace

bool slow_get_attribute(Thread& thread) {
    Instruction const at(thread);
    Value const owner = at.b();
    if (owner.is_object()) {
        Shape const* const shape = thread.interpreter->shape(owner.as_object()->shape);
        Word const word = find_slot(thread, shape, at.name_c());
        if (word != 0 && refills(thread, at.pc + 1)) store_cache(at.pc + 1, word);
    }
    Value const value = MINIVM_TRY_SLOW(get_attribute(thread, owner, at.name_c()));
    at.a() = value;
    return at.next(2);
}

bool slow_set_attribute(Thread& thread) {
    Instruction const at(thread);
    Value const owner = at.a();
    std::uint32_t const before = owner.is_object() ? std::uint32_t{owner.as_object()->shape} : 0;
    MINIVM_TRY_SLOW_VOID(set_attribute(thread, owner, at.name_c(), at.b()));
    if (before == 0) return at.next(2);
    Shape const* const shape = thread.interpreter->shape(owner.as_object()->shape);
    Shape const* const old_shape = thread.interpreter->shape(before);
    Word const word = find_slot(thread, shape, at.name_c());
    if (word == 0 || !refills(thread, at.pc + 1)) return at.next(2);
    if (shape == old_shape) {
        quicken(at.pc, Op::set_attribute);
        store_cache(at.pc + 1, word);
    } else if (old_shape->layout == Shape::Layout::ordinary && old_shape->type == shape->type) {
        constexpr Word low = 0xFFFFFF;
        quicken(at.pc, Op::set_attribute_add);
        store_cache(at.pc + 1, (word & ~low) | (before ^ add_mark));
    }
    return at.next(2);
}

bool slow_delete_attribute(Thread& thread) {
    Instruction const at(thread);
    MINIVM_TRY_SLOW_VOID(delete_attribute(thread, at.a(), at.name_b()));
    return at.next();
}

bool slow_get_special(Thread& thread) {
    Instruction const at(thread);
    bool const exit = operand<3>(at.pc) == 1;
    Value const method =
        MINIVM_TRY_SLOW(special_method(thread, at.b(), exit ? names(thread).exit_ : names(thread).enter_));
    if (method.is_unbound()) {
        (void)raise_type_error(thread, "'%s' object does not support the context manager protocol%s",
                               type_name(thread, at.b()), exit ? " (missed __exit__ method)" : "");
        return false;
    }
    at.a() = method;
    return at.next();
}

// --- items ---

bool slow_get_item(Thread& thread) {
    Instruction const at(thread);
    at.a() = MINIVM_TRY_SLOW(get_item(thread, at.b(), at.c()));
    return at.next();
}

bool slow_get_item_int(Thread& thread) {
    Instruction const at(thread);
    at.a() = MINIVM_TRY_SLOW(get_item(thread, at.b(), Value::small_int(signed_operand<3>(at.pc))));
    return at.next();
}

bool slow_set_item(Thread& thread) {
    Instruction const at(thread);
    MINIVM_TRY_SLOW_VOID(set_item(thread, at.a(), at.b(), at.c()));
    return at.next();
}

bool slow_delete_item(Thread& thread) {
    Instruction const at(thread);
    MINIVM_TRY_SLOW_VOID(delete_item(thread, at.a(), at.b()));
    return at.next();
}

// --- building ---

namespace {
std::span<Value const> items_at(Instruction const& at) { return {&at.b(), operand<3>(at.pc)}; }
}  // namespace

bool slow_new_list(Thread& thread) {
    Instruction const at(thread);
    at.a() = Value::of(MINIVM_TRY_SLOW(make_list(thread, items_at(at))));
    return at.next();
}

bool slow_new_tuple(Thread& thread) {
    Instruction const at(thread);
    at.a() = Value::of(MINIVM_TRY_SLOW(make_tuple(thread, items_at(at))));
    return at.next();
}

bool slow_new_set(Thread& thread) {
    Instruction const at(thread);
    Root<Set> set(thread, MINIVM_TRY_SLOW(make_set(thread)));
    for (Value item : items_at(at)) MINIVM_TRY_SLOW_VOID(add(thread, set.get(), item));
    at.a() = set.value();
    return at.next();
}

bool slow_new_dict(Thread& thread) {
    Instruction const at(thread);
    Root<Dict> dict(thread, make_dict(thread));
    std::size_t const pairs = operand<3>(at.pc);
    for (std::size_t i = 0; i < pairs; ++i)
        MINIVM_TRY_SLOW_VOID(store(thread, dict.get(), at.b(2 * i), at.b(2 * i + 1)));
    at.a() = dict.value();
    return at.next();
}

bool slow_list_append(Thread& thread) {
    Instruction const at(thread);
    MINIVM_TRY_SLOW_VOID(list_push(thread, cast<List>(at.a()), at.b()));
    return at.next();
}

bool slow_list_extend(Thread& thread) {
    Instruction const at(thread);
    Value const source = at.b();
    Result<List*> items = collect_list(thread, source);
    if (!items) {
        // f(*5) and [*5] are refused in words of their own.
        Type* const type = type_of(thread, source);
        bool const iterable = !lookup(thread, type, names(thread).iter_).is_unbound() ||
                              !lookup(thread, type, names(thread).getitem_).is_unbound() ||
                              as<Iterator>(source);
        if (raised_is(thread, types(thread).type_error) && !iterable) {
            (void)take_exception(thread);
            (void)raise_type_error(thread, "Value after * must be an iterable, not %s",
                                   type_name(thread, source));
        }
        return false;
    }
    MINIVM_TRY_SLOW_VOID(extend(thread, cast<List>(at.a()), items.take()));
    return at.next();
}

bool slow_list_to_tuple(Thread& thread) {
    Instruction const at(thread);
    at.a() = Value::of(MINIVM_TRY_SLOW(make_tuple(thread, cast<List>(at.b())->values())));
    return at.next();
}

bool slow_set_add(Thread& thread) {
    Instruction const at(thread);
    MINIVM_TRY_SLOW_VOID(add(thread, static_cast<Set*>(at.a().as_object()), at.b()));
    return at.next();
}

bool slow_set_update(Thread& thread) {
    Instruction const at(thread);
    MINIVM_TRY_SLOW_VOID(update(thread, static_cast<Set*>(at.a().as_object()), at.b()));
    return at.next();
}

bool slow_dict_set(Thread& thread) {
    Instruction const at(thread);
    MINIVM_TRY_SLOW_VOID(store(thread, cast<Dict>(at.a()), at.b(), at.c()));
    return at.next();
}

namespace {

Result<bool> is_mapping(Thread& thread, Value value) {
    if (as<Dict>(value)) return true;
    Value const keys = MINIVM_TRY(find_attribute(thread, value, thread.interpreter->intern(thread, "keys")));
    return !keys.is_unbound();
}

}  // namespace

std::string callee_name(Thread& thread, Value callee) {
    Result<Value> const name = find_attribute(thread, callee, names(thread).qualname_);
    if (!name || !as<Str>(name.take())) {
        if (!name) (void)take_exception(thread);
        Result<Str*> text = str(thread, callee);
        if (text) return to_utf8(text.take());
        (void)take_exception(thread);
        return "object";
    }
    std::string text = to_utf8(cast<Str>(name.take())) + "()";
    Result<Value> const module = find_attribute(thread, callee, names(thread).module_);
    if (!module)
        (void)take_exception(thread);
    else if (auto* where = as<Str>(module.take()); where && !equals(where, "builtins"))
        text = to_utf8(where) + "." + text;
    return text;
}

bool slow_dict_update(Thread& thread) {
    Instruction const at(thread);
    bool const mapping = MINIVM_TRY_SLOW(is_mapping(thread, at.b()));
    if (!mapping) {
        (void)raise_type_error(thread, "'%s' object is not a mapping", type_name(thread, at.b()));
        return false;
    }
    MINIVM_TRY_SLOW_VOID(update(thread, cast<Dict>(at.a()), at.b()));
    return at.next();
}

bool slow_dict_merge(Thread& thread) {
    Instruction const at(thread);
    bool const mapping = MINIVM_TRY_SLOW(is_mapping(thread, at.b()));
    if (!mapping) {
        std::string const who = callee_name(thread, at.c());
        (void)raise_text(thread, types(thread).type_error,
                         who + " argument after ** must be a mapping, not " + type_name(thread, at.b()));
        return false;
    }
    Root<Dict> more(thread, make_dict(thread));
    MINIVM_TRY_SLOW_VOID(update(thread, more.get(), at.b()));
    auto* const dict = cast<Dict>(at.a());
    std::uint32_t position = 0;
    while (auto const entry = next_entry(more.get(), position)) {
        Value const known = MINIVM_TRY_SLOW(find(thread, dict, entry->key));
        if (!known.is_unbound()) {
            std::string const who = callee_name(thread, at.c());
            auto* const key = as<Str>(entry->key);
            (void)raise_text(thread, types(thread).type_error,
                             key ? who + " got multiple values for keyword argument '" + to_utf8(key) + "'"
                                 : std::string("keywords must be strings"));
            return false;
        }
        MINIVM_TRY_SLOW_VOID(store(thread, dict, entry->key, entry->value));
    }
    return at.next();
}

bool slow_new_slice(Thread& thread) {
    Instruction const at(thread);
    at.a() = make_slice(thread, at.b(0), at.b(1), at.b(2));
    return at.next();
}

// --- f-strings ---

namespace {
Result<Value> converted(Thread& thread, Value value, std::uint16_t conversion) {
    switch (conversion) {
        case 1: return Value::of(MINIVM_TRY(str(thread, value)));
        case 2: return Value::of(MINIVM_TRY(repr(thread, value)));
        case 3: return Value::of(MINIVM_TRY(ascii(thread, value)));
        default: return value;
    }
}
}  // namespace

bool slow_format_value(Thread& thread) {
    Instruction const at(thread);
    at.a() = MINIVM_TRY_SLOW(format(thread, at.b(), cast<Str>(at.c())));
    return at.next();
}

bool slow_format_simple(Thread& thread) {
    Instruction const at(thread);
    Value const value = MINIVM_TRY_SLOW(converted(thread, at.b(), operand<3>(at.pc)));
    if (as<Str>(value)) {
        at.a() = value;
    } else if (value.is_small_int() || value.is_small_double()) {
        at.a() = Value::of(MINIVM_TRY_SLOW(str(thread, value)));
    } else {
        at.a() = MINIVM_TRY_SLOW(format(thread, value, thread.interpreter->intern(thread, "")));
    }
    return at.next();
}

bool slow_convert_value(Thread& thread) {
    Instruction const at(thread);
    at.a() = MINIVM_TRY_SLOW(converted(thread, at.b(), operand<3>(at.pc)));
    return at.next();
}

bool slow_join_strings(Thread& thread) {
    Instruction const at(thread);
    StrBuilder builder;
    for (Value piece : items_at(at)) builder.append(cast<Str>(piece));
    at.a() = Value::of(MINIVM_TRY_SLOW(builder.finish(thread)));
    return at.next();
}

// --- functions and classes ---

bool slow_make_function(Thread& thread) {
    Instruction const at(thread);
    Function* const maker = function_of(at.base);
    Code* const code = maker->code->children[operand<3>(at.pc)];
    Tuple* closure = nullptr;
    if (!code->free_names.empty())
        closure =
            MINIVM_TRY_SLOW(make_tuple(thread, std::span<Value const>(&at.b(3), code->free_names.size())));
    Function* const function =
        make_function(thread, code, maker->globals, closure, at.b(0), at.b(1), at.b(2));
    at.a() = Value::of(function);
    return at.next();
}

bool slow_make_class(Thread& thread) {
    Instruction const at(thread);
    Value* const part = &at.b();
    Type* const type = MINIVM_TRY_SLOW(make_class(thread, cast<Str>(part[0]), cast<Tuple>(part[1]),
                                                  cast<Dict>(part[3]), as<Tuple>(part[5]), part[2]));
    if (auto* cell = as<Cell>(part[4])) cell->value = Value::of(type);
    at.a() = Value::of(type);
    return at.next();
}

}  // namespace minivm

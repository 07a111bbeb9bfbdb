// Calls: of anything, from anywhere. The loop's handlers do the frequent ones themselves (a function with
// just the right number of positional arguments); everything else comes here.
//
// prepare_call lays out the callee's frame and returns to the loop, so that a script calling a script uses no
// C++ stack. Only what C++ code calls (a sort key, __eq__ in a dict, __str__ in print) runs in a loop of its
// own, under a boundary frame.
#include <algorithm>
#include <cstring>

#include "vm/arguments.hpp"
#include "vm/dispatch.hpp"
#include "vm/instruction.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/exception.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

// Arguments from at[4] on move up by one, and `first` comes before them.
void prepend(Value* at, std::size_t& count, Value first) {
    std::memmove(static_cast<void*>(at + frame_head + 1), at + frame_head, count * sizeof(Value));
    at[frame_head] = first;
    ++count;
}

Result<void> check_room(Thread& thread, Value const* end) {
    if (reinterpret_cast<std::uintptr_t>(end) > thread.real_limit()) return raise_recursion_error(thread);
    return {};
}

CallState push_function(Thread& thread, Function* function, Value* at, std::size_t count, Tuple* keywords,
                        Word const* resume, Value* base, Link link) {
    Value* const frame = at + frame_head;
    Code const* const code = function->code;
    if (!check_room(thread, std::max(frame + code->registers, frame + count))) return CallState::raised;
    if (function->shape != shape_id::simple_function + count || keywords)
        if (!bind_arguments(thread, function, frame, count, keywords)) return CallState::raised;
    if (thread.depth_left <= 0) {
        (void)raise_recursion_error(thread);
        return CallState::raised;
    }
    --thread.depth_left;
    frame[-3] = pointer_word(resume);
    frame[-2] = link_word(base, link);
    frame[-1] = Value::of(function);
    thread.base = frame;
    thread.pc = code->entry();
    thread.top = frame + code->registers;
    return CallState::pushed;
}

enum class SelfChecked : bool { no, yes };

CallState call_native(Thread& thread, Native* native, Value* at, std::size_t count, Tuple* keywords,
                      SelfChecked checked) {
    Value* const slots = at + frame_head;
    auto const failed = [](Raised) { return CallState::raised; };
    NativeParameters const& parameters = *native->parameters;
    if (!check_room(thread, slots + count + parameters.slots)) return CallState::raised;
    if (native->owner && checked == SelfChecked::no) {
        if (count - (keywords ? keywords->length : 0) == 0)
            return failed(raise_type_error(thread, "unbound method %s() needs an argument",
                                           qualified_name(*native).c_str()));
        if (!is_instance(thread, slots[0], native->owner))
            return failed(raise_type_error(
                thread, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object",
                to_utf8(native->name).c_str(), native->owner->c_name, type_name(thread, slots[0])));
    }
    if (!keywords && parameters.simple() && count >= parameters.required && count <= parameters.positional) {
        for (std::size_t i = count; i < parameters.slots; ++i) slots[i] = Value::unbound();
    } else if (!bind_native_arguments(thread, native, slots, count, keywords)) {
        return CallState::raised;
    }
    thread.top = slots + parameters.slots;
    Result<Value> const result = native->code(thread, slots);
    if (!result) return CallState::raised;
    at[0] = result.take();
    return CallState::done;
}

// What the call of a class does when it needs no frame of a Mini __init__: calls __new__ and __init__ in
// loops of their own.
CallState instantiate_slowly(Thread& thread, Type* type, Value constructor, Value* at, std::size_t count,
                             Tuple* keywords) {
    auto const failed = [](Raised) { return CallState::raised; };
    thread.top = at + frame_head + count;
    Root<Type> rooted(thread, type);
    std::vector<Value> arguments{Value::of(type)};
    arguments.insert(arguments.end(), at + frame_head, at + frame_head + count);
    Value const function = constructor.is_object() && constructor.as_object()->kind == Kind::static_method
                               ? static_cast<MethodWrapper*>(constructor.as_object())->function
                               : constructor;
    Result<Value> made = call(thread, function, arguments, keywords);
    if (!made) return CallState::raised;
    Value const object = made.take();
    if (!is_instance(thread, object, type)) {
        at[0] = object;
        return CallState::done;
    }
    Type* const actual = type_of(thread, object);
    Value const init = lookup(thread, actual, names(thread).init_);
    if (init != thread.interpreter->object_init) {
        Root<Value> rooted_object(thread, object);
        arguments[0] = object;
        Result<Value> bound = special_method(thread, object, names(thread).init_);
        if (!bound) return CallState::raised;
        Result<Value> const returned =
            call(thread, bound.take(), std::span<Value const>(arguments).subspan(1), keywords);
        if (!returned) return CallState::raised;
        if (!returned.take().is_none())
            return failed(raise_type_error(thread, "__init__() should return None, not '%s'",
                                           type_name(thread, returned.take())));
    }
    at[0] = object;
    return CallState::done;
}

Raised abstract_error(Thread& thread, Type* type) {
    Value const abstract = lookup(thread, type, names(thread).abstractmethods_);
    Result<List*> listed = collect_list(thread, abstract);
    if (!listed) return {};
    Root<List> sorted(thread, listed.take());
    if (!sort(thread, sorted.get(), Value::none(), false)) return {};
    std::string text = std::string("Can't instantiate abstract class ") + type->c_name +
                       " with abstract method" + (sorted->length == 1 ? " " : "s ");
    for (std::size_t i = 0; i < sorted->length; ++i)
        text += (i ? ", " : "") + to_utf8(cast<Str>(sorted->items[i]));
    return raise_text(thread, types(thread).type_error, text);
}

// A builtin type that inherits object's __new__.
Raised no_constructor(Thread& thread, Type* type) {
    Types const& all = types(thread);
    for (Type* const known : {all.function, all.bound_method, all.module, all.cell, all.traceback})
        if (type == known)
            return raise_unsupported(thread, "a call of the type '%s' is not supported by Mini",
                                     type->c_name);
    return raise_type_error(thread, "cannot create '%s' instances", type->c_name);
}

CallState call_type(Thread& thread, Type* type, Value* at, std::size_t count, Tuple* keywords,
                    Word const* resume, Value* base, Link link) {
    auto const failed = [](Raised) { return CallState::raised; };
    Interpreter& interpreter = *thread.interpreter;
    if (type == interpreter.types.type && count == 1 && !keywords) {
        at[0] = Value::of(type_of(thread, at[frame_head]));
        return CallState::done;
    }
    Value const constructor = lookup(thread, type, names(thread).new_);
    bool const inherits_new = constructor == interpreter.object_new;
    if (type->abstract) {
        bool const takes_nothing =
            inherits_new && lookup(thread, type, names(thread).init_) == interpreter.object_init;
        if (count != 0 && takes_nothing)
            return failed(raise_type_error(thread, "%s() takes no arguments", type->c_name));
        return failed(abstract_error(thread, type));
    }
    if (inherits_new && type->exact_builtin && type != interpreter.types.object)
        return failed(no_constructor(thread, type));
    if (type->exact_builtin && !inherits_new) {
        auto* const wrapper = static_cast<MethodWrapper*>(constructor.as_object());
        Value const init = lookup(thread, type, names(thread).init_);
        if (init == interpreter.object_init) {
            prepend(at, count, Value::of(type));
            return call_native(thread, cast<Native>(wrapper->function), at, count, keywords,
                               SelfChecked::yes);
        }
        return instantiate_slowly(thread, type, constructor, at, count, keywords);
    }
    Value const init = lookup(thread, type, names(thread).init_);
    auto* const function = as<Function>(init);
    if (!inherits_new &&
        !(type->instance_kind == Kind::exception && constructor == interpreter.exception_new))
        return instantiate_slowly(thread, type, constructor, at, count, keywords);
    Value object;
    if (type->instance_kind == Kind::exception) {
        std::size_t const positional = count - (keywords ? keywords->length : 0);
        Result<Tuple*> arguments = make_tuple(thread, std::span<Value const>(at + frame_head, positional));
        if (!arguments) return CallState::raised;
        object = make_exception(thread, type, arguments.take());
    } else {
        object = Value::of(allocate_instance(thread, type));
    }
    if (init == interpreter.object_init) {
        if (count != 0 && type->instance_kind != Kind::exception)
            return failed(raise_type_error(thread, "%s() takes no arguments", type->c_name));
        at[0] = object;
        return CallState::done;
    }
    at[0] = object;
    if (function && link == Link::plain) {
        prepend(at, count, object);
        return push_function(thread, function, at, count, keywords, resume, base, Link::constructor);
    }
    thread.top = at + frame_head + count;
    Root<Value> rooted(thread, object);
    std::vector<Value> const arguments(at + frame_head, at + frame_head + count);
    Result<Value> bound = special_method(thread, object, names(thread).init_);
    if (!bound) return CallState::raised;
    Result<Value> const returned = call(thread, bound.take(), arguments, keywords);
    if (!returned) return CallState::raised;
    if (!returned.take().is_none())
        return failed(raise_type_error(thread, "__init__() should return None, not '%s'",
                                       type_name(thread, returned.take())));
    at[0] = object;
    return CallState::done;
}

}  // namespace

CallState prepare_call(Thread& thread, Value* at, std::size_t count, Tuple* keywords, Word const* resume,
                       Value* base, Link link) {
    SelfChecked checked = SelfChecked::no;
    while (true) {
        Value const callee = at[0];
        if (callee.is_object()) {
            Object* const object = callee.as_object();
            switch (object->kind) {
                case Kind::function:
                    return push_function(thread, static_cast<Function*>(object), at, count, keywords, resume,
                                         base, link);
                case Kind::native:
                    return call_native(thread, static_cast<Native*>(object), at, count, keywords, checked);
                case Kind::bound_method: {
                    auto* const method = static_cast<BoundMethod*>(object);
                    prepend(at, count, method->self);
                    at[0] = method->function;
                    checked = SelfChecked::yes;
                    continue;
                }
                case Kind::type:
                    return call_type(thread, static_cast<Type*>(object), at, count, keywords, resume, base,
                                     link);
                case Kind::generic_alias: at[0] = static_cast<GenericAlias*>(object)->origin; continue;
                case Kind::static_method: at[0] = static_cast<MethodWrapper*>(object)->function; continue;
                default: break;
            }
            Type* const type = type_of(thread, callee);
            Value const method = lookup(thread, type, names(thread).call_);
            if (!method.is_unbound()) {
                thread.top = at + frame_head + count;
                Result<Value> bound = special_method(thread, callee, names(thread).call_);
                if (!bound) return CallState::raised;
                at[0] = bound.take();
                continue;
            }
        }
        (void)raise_type_error(thread, "'%s' object is not callable", type_name(thread, callee));
        return CallState::raised;
    }
}

// --- from C++ ---

Result<Value> call(Thread& thread, Value callee, std::span<Value const> arguments) {
    return call(thread, callee, arguments, nullptr);
}

Native const* called_native(Thread const& thread) {
    switch (op_of(thread.pc)) {
        case Op::call:
        case Op::call_keywords:
        case Op::call_spread:
        case Op::call_method:
        case Op::call_found:
        case Op::call_native:
        case Op::call_method_native:
        case Op::call_exit: break;
        default: return nullptr;
    }
    Value callee = at_offset(thread.base, operand<1>(thread.pc));
    if (auto* method = as<BoundMethod>(callee)) callee = method->function;
    return as<Native>(callee);
}

Result<Value> call(Thread& thread, Value callee, std::span<Value const> arguments, Tuple* keywords) {
    NativeRecursion guard(thread);
    MINIVM_TRY(guard.enter(" while calling a Python object"));
    Word const* const pc = thread.pc;
    Value* const base = thread.base;
    Value* const at = thread.top;
    MINIVM_TRY(check_room(thread, at + frame_head + arguments.size()));
    Root<Value> rooted_keywords(thread, keywords ? Value::of(keywords) : Value::none());
    at[0] = callee;
    at[1] = at[2] = at[3] = Value();
    std::copy(arguments.begin(), arguments.end(), at + frame_head);
    thread.top = at + frame_head + arguments.size();
    CallState const state =
        prepare_call(thread, at, arguments.size(), keywords, &halt_word, base, Link::boundary);
    bool ok = state == CallState::done;
    if (state == CallState::pushed) ok = run_loop(thread);
    thread.pc = pc;
    thread.base = base;
    thread.top = at;
    if (!ok) return Raised{};
    return at[0];
}

Result<Value> call_method(Thread& thread, Value object, Str* name, std::span<Value const> arguments) {
    Value const method = MINIVM_TRY(get_attribute(thread, object, name));
    return call(thread, method, arguments);
}

bool callable(Thread& thread, Value value) {
    if (!value.is_object()) return false;
    switch (value.as_object()->kind) {
        case Kind::function:
        case Kind::native:
        case Kind::bound_method:
        case Kind::type:
        case Kind::static_method:
        case Kind::generic_alias: return true;
        default: return !lookup(thread, type_of(thread, value), names(thread).call_).is_unbound();
    }
}

// --- the loop's slow paths ---

namespace {

bool finish_call(Thread& thread, Value* at, std::size_t count, Tuple* keywords, int words) {
    Word const* const pc = thread.pc;
    Value* const base = thread.base;
    switch (prepare_call(thread, at, count, keywords, pc + words, base)) {
        case CallState::pushed: return true;
        case CallState::done:
            thread.base = base;
            thread.pc = pc + words;
            return true;
        case CallState::raised: break;
    }
    return false;
}

bool poll(Thread& thread) {
    if (thread.pending.load(std::memory_order_relaxed) == 0) return true;
    return static_cast<bool>(Safepoint::stop(thread));
}

// The instance stays in register 0 for as long as the frame lives: call_type relies on it.
bool keeps_self(Code const& code) {
    for (std::size_t at = 0; at < code.words.size();) {
        Word const word = load_cache(&code.words[at]);
        InstructionInfo const& what = info(op_of(word));
        if (is_register(what.a) && what.a != 'r' && field_a(word) == 0) return false;
        if ((what.b == 'w' || what.b == 'm') && field_b(word) == 0) return false;
        at += static_cast<std::size_t>(what.words);
    }
    return true;
}

void specialise_call(Thread& thread, Word const* pc, Value callee, std::size_t count) {
    if (auto* type = as<Type>(callee)) {
        Interpreter& interpreter = *thread.interpreter;
        if (type->exact_builtin || type->abstract || type->instance_kind != Kind::instance) return;
        if (lookup(thread, type, interpreter.names.new_) != interpreter.object_new) return;
        auto* const init = as<Function>(lookup(thread, type, interpreter.names.init_));
        if (!init || init->shape != shape_id::simple_function + count + 1 || !keeps_self(*init->code)) return;
        type->fast_init = init;
        quicken(pc, Op::call_type);
    } else if (auto* native = as<Native>(callee)) {
        if (native->parameters->simple() && !native->owner) quicken(pc, Op::call_native);
    } else if (as<Function>(callee)) {
        quicken(pc, Op::call);
    }
}

// If calls of `name` on `self` always find `found` in its type, the value to cache.
bool cacheable(Thread& thread, Value self, Str* name) {
    Type* const type = type_of(thread, self);
    if (type->has_getattr_hook || !self.is_object()) return false;
    Shape const* const shape = thread.interpreter->shape(self.as_object()->shape);
    if (as<Type>(self) || as<Module>(self) || as<SuperObject>(self) || as<Function>(self)) return false;
    return shape->layout != Shape::Layout::dict && shape->find(name) == Shape::not_found;
}

void cache_method(Thread& thread, Word const* pc, Value self, Object const* found) {
    if (found->size_units == 0) return;
    store_cache(pc + 2, load_cache(pc + 1));
    store_cache(pc + 1, self.as_object()->shape | Word{thread.heap->index_of(found)} << 32);
}

void remember_method(Thread& thread, Str* name, Value self, Function const* found) {
    std::uint32_t const shape = self.as_object()->shape;
    if (found->size_units != 0)
        thread.method_cache->methods.entry(shape, name) = {name,
                                                           shape | Word{thread.heap->index_of(found)} << 32};
}

}  // namespace

bool slow_call(Thread& thread) {
    if (!poll(thread)) return false;
    Instruction const at(thread);
    std::size_t const count = operand<2>(at.pc);
    specialise_call(thread, at.pc, at.a(), count);
    return finish_call(thread, &at.a(), count, nullptr, 1);
}

bool slow_call_keywords(Thread& thread) {
    if (!poll(thread)) return false;
    Instruction const at(thread);
    return finish_call(thread, &at.a(), operand<2>(at.pc), cast<Tuple>(Value::from_bits(at.pc[1])), 2);
}

bool slow_call_spread(Thread& thread) {
    if (!poll(thread)) return false;
    Instruction const at(thread);
    Value* const area = &at.a();
    Value const spread = area[4];
    if (!as<List>(spread) && !as<Tuple>(spread)) {
        Type* const type = type_of(thread, spread);
        bool const iterable = !lookup(thread, type, names(thread).iter_).is_unbound() ||
                              !lookup(thread, type, names(thread).getitem_).is_unbound();
        if (!iterable) {
            std::string const who = callee_name(thread, area[0]);
            (void)raise_text(thread, types(thread).type_error,
                             who + " argument after * must be an iterable, not " + type_name(thread, spread));
            return false;
        }
        area[4] = Value::of(MINIVM_TRY_SLOW(collect_list(thread, spread)));
    }
    auto* const list = as<List>(area[4]);
    auto* const tuple = as<Tuple>(area[4]);
    std::vector<Value> arguments;
    if (list) {
        Guard const guard(thread, list);
        arguments.assign(list->values().begin(), list->values().end());
    } else {
        arguments.assign(tuple->view().begin(), tuple->view().end());
    }
    std::vector<Value> keys;
    if (auto* dict = as<Dict>(area[5])) {
        DictTable const* const table = dict->table;
        std::uint32_t position = 0;
        while (auto const entry = next_entry(table, position)) {
            if (!as<Str>(entry->key)) {
                (void)raise_type_error(thread, "keywords must be strings");
                return false;
            }
            keys.push_back(entry->key);
            arguments.push_back(entry->value);
        }
    }
    if (!check_room(thread, area + frame_head + 2 * arguments.size())) return false;
    Tuple* keywords = nullptr;
    if (!keys.empty()) keywords = MINIVM_TRY_SLOW(make_tuple(thread, std::span<Value const>(keys)));
    Root<Value> rooted(thread, keywords ? Value::of(keywords) : Value::none());
    std::copy(arguments.begin(), arguments.end(), area + frame_head);
    return finish_call(thread, area, arguments.size(), keywords, 1);
}

bool slow_call_method(Thread& thread) {
    if (!poll(thread)) return false;
    Instruction const at(thread);
    Value* const area = &at.a();
    Value const self = area[frame_head];
    Str* const name = at.name_c();
    std::size_t const count = operand<2>(at.pc);
    Type* const type = type_of(thread, self);
    Value const found = lookup(thread, type, name);
    auto* const function = as<Function>(found);
    auto* const native = as<Native>(found);
    if ((function || (native && native->owner)) && cacheable(thread, self, name)) {
        bool const caches = refills(thread, at.pc + (function ? 2 : 1));
        if (function) remember_method(thread, name, self, function);
        if (caches && function && function->shape == shape_id::simple_function + count + 1) {
            quicken(at.pc, Op::call_method);
            cache_method(thread, at.pc, self, function);
        } else if (caches && native && native->parameters->simple() &&
                   count + 1 >= native->parameters->required && count + 1 <= native->parameters->positional &&
                   native->size_units != 0) {
            quicken(at.pc, Op::call_method_native);
            store_cache(at.pc + 1,
                        self.as_object()->shape | native_mark | Word{thread.heap->index_of(native)} << 32);
        }
        area[0] = found;
        return finish_call(thread, area, count + 1, nullptr, 3);
    }
    area[0] = MINIVM_TRY_SLOW(get_attribute(thread, self, name));
    std::memmove(static_cast<void*>(area + frame_head), area + frame_head + 1, count * sizeof(Value));
    return finish_call(thread, area, count, nullptr, 3);
}

bool slow_find_method(Thread& thread) {
    Instruction const at(thread);
    Value* const area = &at.a();
    Value const self = area[frame_head];
    Str* const name = at.name_c();
    Value const found = lookup(thread, type_of(thread, self), name);
    auto* const native = as<Native>(found);
    if ((as<Function>(found) || (native && native->owner)) && cacheable(thread, self, name)) {
        if (refills(thread, at.pc + 2)) cache_method(thread, at.pc, self, found.as_object());
        area[0] = found;
    } else {
        area[0] = MINIVM_TRY_SLOW(get_attribute(thread, self, name));
        area[frame_head] = Value::unbound();
    }
    return at.next(3);
}

bool slow_call_found(Thread& thread) {
    if (!poll(thread)) return false;
    Instruction const at(thread);
    Value* const area = &at.a();
    std::size_t count = operand<2>(at.pc);
    if (area[frame_head].is_unbound())
        std::memmove(static_cast<void*>(area + frame_head), area + frame_head + 1, count * sizeof(Value));
    else
        ++count;
    return finish_call(thread, area, count, nullptr, 1);
}

bool slow_return_special(Thread& thread) {
    Value* const base = thread.base;
    Value const value =
        op_of(thread.pc) == Op::return_none ? Value::none() : at_offset(base, operand<1>(thread.pc));
    Link const link = link_of(base);
    if (link == Link::generator) return leave_generator(thread, value, true);
    ++thread.depth_left;
    thread.pc = return_pc(base);
    thread.base = caller_base(base);
    if (link == Link::boundary) {
        base[-4] = value;
        return true;
    }
    if (!value.is_none()) {
        --thread.pc;  // in the call, for the traceback
        (void)raise_type_error(thread, "__init__() should return None, not '%s'", type_name(thread, value));
        return false;
    }
    if (link == Link::fast_constructor) base[-3] = base[0];
    return true;
}

}  // namespace minivm

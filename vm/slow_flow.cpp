// Slow paths of iteration, unpacking, delegation (`yield from`), imports and exceptions.
#include <algorithm>

#include "vm/dispatch.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/exception.hpp"
#include "vm/objects/generator.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/iterator.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

// --- for ---

namespace {

// The loop's state: see opcodes.def. A list and a tuple are iterated by index without an iterator, a range
// with step 1 by counting: no script can tell.
Result<void> prepare(Thread& thread, Value* state, Value iterable) {
    state[2] = Value::none();
    if (as<List>(iterable) || as<Tuple>(iterable)) {
        state[0] = Value::small_int(0);
        state[1] = iterable;
        return {};
    }
    if (auto* range = as<Range>(iterable); range && range->step == Value::small_int(1) &&
                                           range->start.is_small_int() && range->stop.is_small_int() &&
                                           range->start != Value::small_int(Value::small_min)) {
        state[0] = Value::small_int(range->start.as_small_int() - 1);
        state[1] = range->stop;
        return {};
    }
    state[1] = MINIVM_TRY(iterate(thread, iterable));
    state[0] = Value::none();
    return {};
}

}  // namespace

bool slow_iter_prepare(Thread& thread) {
    Instruction const at(thread);
    MINIVM_TRY_SLOW_VOID(prepare(thread, &at.a(), at.b()));
    return at.next();
}

bool slow_range_prepare(Thread& thread) {
    Instruction const at(thread);
    Value* const arguments = &at.b(frame_head);
    std::size_t const count = operand<3>(at.pc);
    Value start = Value::small_int(0), stop = arguments[0], step = Value::small_int(1);
    if (count > 1) start = arguments[0], stop = arguments[1];
    if (count > 2) step = arguments[2];
    Value* const state = &at.a();
    if (at.b() == Value::of(types(thread).range) && start.is_small_int() && stop.is_small_int() &&
        step == Value::small_int(1) && start != Value::small_int(Value::small_min)) {
        state[0] = Value::small_int(start.as_small_int() - 1);
        state[1] = stop;
        state[2] = Value::none();
        return at.next();
    }
    Value const iterable = MINIVM_TRY_SLOW(call(thread, at.b(), std::span<Value const>(arguments, count)));
    MINIVM_TRY_SLOW_VOID(prepare(thread, state, iterable));
    return at.next();
}

bool slow_get_iterator(Thread& thread) {
    Instruction const at(thread);
    Value const iterable = at.b();
    bool const as_it_is =
        as<List>(iterable) || as<Tuple>(iterable) || as<Str>(iterable) || as<Range>(iterable);
    at.a() = as_it_is ? iterable : MINIVM_TRY_SLOW(iterate(thread, iterable));
    return at.next();
}

bool slow_for_next(Thread& thread) {
    Instruction const at(thread);
    Value* const state = &at.a();
    Value const source = state[1];
    if (source.is_small_int()) {
        quicken(at.pc, Op::for_range);
        Value const item = Value::from_bits(state[0].bits() + 1);
        if (item.bits() >= source.bits()) return at.next();
        state[0] = at.b() = item;
        return at.jump();
    }
    Value item = Value::unbound();
    if (auto* list = as<List>(source)) {
        quicken(at.pc, Op::for_list);
        auto const index = static_cast<std::uint64_t>(state[0].as_small_int());
        item = list->item(index);
        if (item.is_unbound()) {
            state[1] =
                Value::none();  // ended for good, should the list grow again while this loop's `else` runs
            return at.next();
        }
        state[0] = Value::small_int(static_cast<std::int64_t>(index) + 1);
    } else if (auto* tuple = as<Tuple>(source)) {
        auto const index = static_cast<std::uint64_t>(state[0].as_small_int());
        if (index >= tuple->length) return at.next();
        state[0] = Value::small_int(static_cast<std::int64_t>(index) + 1);
        item = tuple->items()[index];
    } else if (auto* generator = as<Generator>(source)) {
        quicken(at.pc, Op::for_generator);
        Generator::State const seen = generator->state;
        switch (seen) {
            case Generator::State::finished: return at.next();
            case Generator::State::running:
                (void)raise_value_error(thread, "generator already executing");
                return false;
            default: break;
        }
        Value* const above = at.base + code_of(at.base)->registers;
        if (!enter_generator(thread, generator, seen, above, at.pc, at.base)) return false;
        if (seen != Generator::State::fresh)
            at_offset(thread.base, operand<1>(thread.pc - 1)) = Value::none();
        return true;
    } else {
        item = MINIVM_TRY_SLOW(next(thread, source));
        if (item.is_unbound()) return at.next();
    }
    at.b() = item;
    return at.jump();
}

// --- yield from ---

bool slow_get_yield_from_iterator(Thread& thread) {
    Instruction const at(thread);
    at.a() = MINIVM_TRY_SLOW(iterate(thread, at.b()));
    return at.next();
}

bool slow_send(Thread& thread) {
    Instruction const at(thread);
    Value const iterator = at.a();
    Value const sent = at.b();
    auto* const generator = as<Generator>(iterator);
    Generator::State const seen = generator ? Generator::State{generator->state} : Generator::State::running;
    if (seen != Generator::State::running) {
        bool const fresh = seen == Generator::State::fresh;
        if (seen == Generator::State::finished) {
            at.b() = Value::none();
            return at.jump();
        }
        if (fresh && !sent.is_none()) {
            (void)raise_type_error(thread, "can't send non-None value to a just-started generator");
            return false;
        }
        Value* const above = at.base + code_of(at.base)->registers;
        if (!enter_generator(thread, generator, seen, above, at.pc, at.base)) return false;
        if (!fresh) at_offset(thread.base, operand<1>(thread.pc - 1)) = sent;
        return true;
    }
    Value item;
    if (sent.is_none()) {
        Type* const stop = types(thread).stop_iteration;
        Value const method = as<Iterator>(iterator) || as<Generator>(iterator)
                                 ? Value::unbound()
                                 : MINIVM_TRY_SLOW(special_method(thread, iterator, names(thread).next_));
        if (method.is_unbound()) {
            item = MINIVM_TRY_SLOW(next(thread, iterator));
            if (!item.is_unbound()) {
                at.b() = item;
                return at.next();
            }
            at.b() = Value::none();
            return at.jump();
        }
        Result<Value> const result = call(thread, method, {});
        if (result) {
            at.b() = result.take();
            return at.next();
        }
        if (!raised_is(thread, stop)) return false;
    } else {
        Value const arguments[] = {sent};
        Result<Value> const result =
            call_method(thread, iterator, thread.interpreter->intern(thread, "send"), arguments);
        if (result) {
            at.b() = result.take();
            return at.next();
        }
        if (!raised_is(thread, types(thread).stop_iteration)) return false;
    }
    Root<Value> stop(thread, take_exception(thread));
    at.b() = MINIVM_TRY_SLOW(get_attribute(thread, stop, thread.interpreter->intern(thread, "value")));
    return at.jump();
}

// --- unpacking ---

namespace {

Result<void> unpack_count_error(Thread& thread, std::size_t expected, std::size_t got, bool at_least) {
    return raise_value_error(thread, "not enough values to unpack (expected %s%zu, got %zu)",
                             at_least ? "at least " : "", expected, got);
}

Result<void> start_unpacking(Thread& thread, Iteration& items, Value source) {
    Result<void> const started = items.start(source);
    if (started || !raised_is(thread, types(thread).type_error)) return started;
    Type* const type = type_of(thread, source);
    if (!lookup(thread, type, names(thread).iter_).is_unbound() ||
        !lookup(thread, type, names(thread).getitem_).is_unbound())
        return started;
    (void)take_exception(thread);
    return raise_type_error(thread, "cannot unpack non-iterable %s object", type_name(thread, source));
}

}  // namespace

bool slow_unpack(Thread& thread) {
    Instruction const at(thread);
    std::size_t const count = operand<3>(at.pc);
    Value const source = at.b();
    auto const many = [&] {
        (void)raise_value_error(thread, "too many values to unpack (expected %zu)", count);
        return false;
    };
    auto const unpack = [&](std::span<Value const> items) {
        if (items.size() < count) return (void)unpack_count_error(thread, count, items.size(), false), false;
        if (items.size() > count) return many();
        std::copy(items.begin(), items.end(), &at.a());  // `source` may be among the targets
        return at.next();
    };
    if (auto* tuple = as<Tuple>(source)) return unpack(tuple->view());
    if (auto* list = as<List>(source)) {
        Guard const guard(thread, list);
        return unpack(list->values());
    }
    Iteration iteration(thread);
    MINIVM_TRY_SLOW_VOID(start_unpacking(thread, iteration, source));
    Root<List> kept(thread, MINIVM_TRY_SLOW(make_list(thread, count)));
    for (std::size_t i = 0; i < count; ++i) {
        Value const item = MINIVM_TRY_SLOW(iteration.next());
        if (item.is_unbound()) return (void)unpack_count_error(thread, count, i, false), false;
        MINIVM_TRY_SLOW_VOID(list_push(thread, kept.get(), item));
    }
    Value const extra = MINIVM_TRY_SLOW(iteration.next());
    if (!extra.is_unbound()) return many();
    copy_slots<Value>(&at.a(), kept->items, count);
    return at.next();
}

bool slow_unpack_star(Thread& thread) {
    Instruction const at(thread);
    Word const counts = at.pc[1];
    std::size_t const before = counts & 0xFFFFFFFF, after = counts >> 32;
    Iteration iteration(thread);
    MINIVM_TRY_SLOW_VOID(start_unpacking(thread, iteration, at.b()));
    Root<List> all(thread, MINIVM_TRY_SLOW(make_list(thread)));
    while (true) {
        Value const item = MINIVM_TRY_SLOW(iteration.next());
        if (item.is_unbound()) break;
        MINIVM_TRY_SLOW_VOID(list_push(thread, all.get(), item));
    }
    std::span<Value const> const values = all->values();
    if (values.size() < before + after)
        return (void)unpack_count_error(thread, before + after, values.size(), true), false;
    std::size_t const middle = values.size() - before - after;
    List* const rest = MINIVM_TRY_SLOW(make_list(thread, values.subspan(before, middle)));
    Value* const targets = &at.a();
    std::copy_n(values.begin(), before, targets);
    targets[before] = Value::of(rest);
    std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(before + middle), after, targets + before + 1);
    return at.next(2);
}

// --- modules ---

namespace {

/// One that is there already may still be running in another thread: the hook knows.
Result<Value> import(Thread& thread, Str* name) { return thread.interpreter->import_hook(thread, name); }

/// The whole name of what `from ..name import x` means in the module `from`.
Result<Str*> absolute_name(Thread& thread, Module* from, std::uint32_t level, Str* name) {
    auto* const own = as<Str>(get(from, names(thread).name_));
    std::string package = own ? to_utf8(own) : "";
    if (get(from, thread.interpreter->intern(thread, "__path__")).is_unbound()) {
        std::size_t const dot = package.rfind('.');
        package.resize(dot == std::string::npos ? 0 : dot);
    }
    if (package.empty())
        return raise(thread, types(thread).import_error,
                     "attempted relative import with no known parent package");
    for (; level > 1; --level) {
        std::size_t const dot = package.rfind('.');
        if (dot == std::string::npos)
            return raise(thread, types(thread).import_error,
                         "attempted relative import beyond top-level package");
        package.resize(dot);
    }
    return thread.interpreter->intern(thread, name->length == 0 ? package : package + "." + to_utf8(name));
}

/// A module of the package that nobody has imported yet; unbound if there is none.
Result<Value> import_submodule(Thread& thread, Module* package, Str* name) {
    if (get(package, thread.interpreter->intern(thread, "__path__")).is_unbound()) return Value::unbound();
    Str* const full = thread.interpreter->intern(thread, to_utf8(package->name) + "." + to_utf8(name));
    Result<Value> const module = import(thread, full);
    if (module || !raised_is(thread, types(thread).module_not_found_error)) return module;
    // One that a module inside misses is an error all the same.
    Value const missing =
        MINIVM_TRY(find_attribute(thread, thread.exception, thread.interpreter->intern(thread, "name")));
    if (!as<Str>(missing) || !equals(cast<Str>(missing), full)) return Raised{};
    (void)take_exception(thread);
    return Value::unbound();
}

}  // namespace

bool slow_import_module(Thread& thread) {
    Instruction const at(thread);
    auto const level = static_cast<std::uint32_t>(at.pc[1]);
    Str* name = at.name_b();
    if (level != 0) name = MINIVM_TRY_SLOW(absolute_name(thread, function_of(at.base)->globals, level, name));
    Value module = MINIVM_TRY_SLOW(import(thread, name));
    if (operand<3>(at.pc) == 1) {
        std::string const full = to_utf8(name);
        std::size_t const dot = full.find('.');
        if (dot != std::string::npos)
            module = MINIVM_TRY_SLOW(
                import(thread, thread.interpreter->intern(thread, std::string_view(full).substr(0, dot))));
    }
    at.a() = module;
    return at.next(2);
}

bool slow_import_from(Thread& thread) {
    Instruction const at(thread);
    Value const value = MINIVM_TRY_SLOW(find_attribute(thread, at.b(), at.name_c()));
    if (!value.is_unbound()) {
        at.a() = value;
        return at.next();
    }
    auto* const module = as<Module>(at.b());
    if (module) {
        Value const submodule = MINIVM_TRY_SLOW(import_submodule(thread, module, at.name_c()));
        if (!submodule.is_unbound()) {
            at.a() = submodule;
            return at.next();
        }
    }
    std::string const where = module ? to_utf8(module->name) : "?";
    Value const file = module ? get(module, names(thread).file_) : Value::unbound();
    (void)raise_text(thread, types(thread).import_error,
                     "cannot import name '" + to_utf8(at.name_c()) + "' from '" + where + "' (" +
                         (as<Str>(file) ? to_utf8(cast<Str>(file)) : "unknown location") + ")");
    return false;
}

bool slow_import_star(Thread& thread) {
    Instruction const at(thread);
    auto* const module = cast<Module>(at.a());
    Module* const globals = function_of(at.base)->globals;
    Value const all = get(module, thread.interpreter->intern(thread, "__all__"));
    if (!all.is_unbound()) {
        Root<List> listed(thread, MINIVM_TRY_SLOW(collect_list(thread, all)));
        for (std::size_t i = 0; i < listed->length; ++i) {
            auto* const name = as<Str>(listed->items[i]);
            if (!name) continue;
            Value const value = MINIVM_TRY_SLOW(
                get_attribute(thread, Value::of(module), thread.interpreter->intern(thread, name)));
            MINIVM_TRY_SLOW_VOID(set(thread, globals, thread.interpreter->intern(thread, name), value));
        }
        return at.next();
    }
    Root<Dict> cells(thread, MINIVM_TRY_SLOW(steady(thread, module->cells)));
    std::uint32_t position = 0;
    while (auto const entry = next_entry(cells.get(), position)) {
        auto* const name = cast<Str>(entry->key);
        Value const value = cast<Cell>(entry->value)->value;
        if (value.is_unbound() || (name->length != 0 && name->at(0) == '_')) continue;
        MINIVM_TRY_SLOW_VOID(set(thread, globals, name, value));
    }
    return at.next();
}

bool slow_print_expression(Thread& thread) {
    Instruction const at(thread);
    if (!at.a().is_none()) MINIVM_TRY_SLOW_VOID(thread.interpreter->display_hook(thread, at.a()));
    return at.next();
}

// --- exceptions ---

bool slow_raise(Thread& thread) {
    Instruction const at(thread);
    (void)raise_value(thread, at.a(), at.b());
    return false;
}

bool slow_reraise(Thread& thread) {
    thread.exception = Instruction(thread).a();
    thread.reraising = true;
    return false;
}

bool slow_raise_again(Thread& thread) {
    Value const handled = handled_exception(thread);
    if (handled.is_none()) {
        (void)raise(thread, types(thread).runtime_error, "No active exception to reraise");
        return false;
    }
    thread.exception = handled;
    thread.reraising = true;
    return false;
}

bool slow_jump_no_match(Thread& thread) {
    Instruction const at(thread);
    Type* const raised = type_of(thread, at.a());
    Value const wanted = at.b();
    auto const exception_class = [&](Value value) {
        auto* const type = as<Type>(value);
        return type && type->is_subtype_of(types(thread).base_exception) ? type : nullptr;
    };
    std::span<Value const> choices(&wanted, 1);
    if (auto* tuple = as<Tuple>(wanted)) choices = tuple->view();
    bool match = false;
    for (Value choice : choices) {
        Type const* const type = exception_class(choice);
        if (!type) {
            (void)raise_type_error(thread,
                                   "catching classes that do not inherit from BaseException is not allowed");
            return false;
        }
        match = match || raised->is_subtype_of(type);
    }
    return match ? at.next() : at.jump();
}

bool slow_raise_assertion(Thread& thread) {
    Instruction const at(thread);
    if (operand<2>(at.pc) == 1)
        (void)raise_with(thread, types(thread).assertion_error, at.a());
    else
        (void)raise_value(thread, Value::of(types(thread).assertion_error), Value::unbound());
    return false;
}

bool slow_call_exit(Thread& thread) {
    Instruction const at(thread);
    Value* const area = &at.a();
    Value const exception = at.b();
    area[frame_head] = Value::of(type_of(thread, exception));
    area[frame_head + 1] = exception;
    area[frame_head + 2] = cast<Exception>(exception)->traceback;
    Word const* const pc = thread.pc;
    Value* const base = thread.base;
    switch (prepare_call(thread, area, 3, nullptr, pc + 1, base)) {
        case CallState::pushed: return true;
        case CallState::raised: return false;
        case CallState::done: break;
    }
    thread.base = base;
    thread.pc = pc + 1;
    return true;
}

}  // namespace minivm

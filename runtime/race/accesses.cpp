// What an instruction is about to touch, read off its operands. It runs no script code: a property, a
// __getattr__ or a __getitem__ of the script is no access, and what it does is seen when it does it.
//
// Modules that are part of minivm are not watched, as their own data are theirs to guard; but the attributes
// of their objects order threads: threading.mini asks some flags without a lock.
#include "runtime/race/accesses.hpp"

#include <array>
#include <optional>

#include "runtime/machine.hpp"
#include "runtime/modules/deque.hpp"
#include "vm/dispatch.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/slots.hpp"

namespace minivm::race {

namespace {

using Kind = Variable::Kind;

std::string with_article(std::string const& noun) {
    bool const vowel = !noun.empty() && std::string_view("AEIOUaeiou").find(noun[0]) != std::string::npos;
    return (vowel ? "an " : "a ") + noun;
}

std::string quoted(std::string const& text) { return "'" + text + "'"; }

// Whoever reads a name of a module that is imported, or runs in it, comes after its body.
void order_by_import(Detector& detector, Thread& thread, Module const* module) {
    if (module->name->ascii && module->name->view() == "__main__") return;
    detector.acquired(thread, {module, 0, Kind::imported});
}

class Watcher {
public:
    Watcher(Thread& thread, Detector& detector)
        : thread_(thread), detector_(detector), at_(thread), code_(code_of(thread.base)) {}

    void look() const {
        switch (op_of(at_.pc)) {
            case Op::get_global: global(at_.name_b(), Access::read); break;
            case Op::set_global: global(at_.name_b(), Access::write); break;
            case Op::delete_global: global(at_.name_a(), Access::write); break;
            case Op::get_cell: local_cell(operand<2>(at_.pc), Access::read); break;
            case Op::set_cell: local_cell(operand<1>(at_.pc), Access::write); break;
            case Op::get_free: free_cell(operand<2>(at_.pc), Access::read); break;
            case Op::set_free: free_cell(operand<2>(at_.pc), Access::write); break;
            case Op::get_attribute: read_attribute(at_.b(), at_.name_c()); break;
            case Op::set_attribute:
            case Op::set_attribute_add: write_attribute(at_.a(), at_.name_c()); break;
            case Op::delete_attribute: write_attribute(at_.a(), at_.name_b()); break;
            case Op::get_item: item(at_.b(), at_.c(), Access::read); break;
            case Op::get_item_int:
                item(at_.b(), Value::small_int(signed_operand<3>(at_.pc)), Access::read);
                break;
            case Op::set_item: item(at_.a(), at_.b(), Access::write); break;
            case Op::delete_item: item(at_.a(), at_.b(), Access::write); break;
            case Op::find_method: read_attribute(at_.a(frame_head), at_.name_c()); break;
            case Op::call_method:
            case Op::call_method_native: method(at_.a(frame_head), at_.name_c()); break;
            case Op::call_found:
                if (auto* const native = as<Native>(at_.a()))
                    container_method(at_.a(frame_head), native->name);
                break;
            default: break;
        }
    }

private:
    template <typename Describe>
    void touched(Variable const& variable, Access access, Describe describe) const {
        detector_.touched(thread_, variable, access, describe);
    }

    // --- names ---

    void global(Str* name, Access access) const {
        if (code_->embedded()) return;
        global_of(function_of(at_.base)->globals, name, access, (code_->flags & Code::module_body) != 0);
    }

    void global_of(Module* module, Str* name, Access access, bool in_its_body) const {
        bool const main = module->name->ascii && module->name->view() == "__main__";
        if (in_its_body && !main) {
            detector_.released(thread_, {module, 0, Kind::imported});
            return;
        }
        if (!main) order_by_import(detector_, thread_, module);
        // A name that is bound for the first time gets its cell now, so that this write is seen too.
        Cell* const cell =
            access == Access::write ? cell_of(thread_, module, name) : as<Cell>(find(module->cells, name));
        if (!cell || (access == Access::read && cell->value.is_unbound())) return;  // a builtin's name
        touched({cell, 0, Kind::cell}, access, [&] { return "global " + quoted(to_utf8(name)); });
    }

    void local_cell(std::uint16_t offset, Access access) const {
        if (code_->embedded()) return;
        auto* const cell = as<Cell>(at_offset(at_.base, offset));
        std::size_t const number = offset / sizeof(Value);
        if (!cell) return;
        touched({cell, 0, Kind::cell}, access, [&] {
            return number < code_->variables.size() ? shared_variable(code_->variables[number])
                                                    : std::string("a variable that functions share");
        });
    }

    void free_cell(std::size_t number, Access access) const {
        if (code_->embedded()) return;
        auto* const cell = as<Cell>(function_of(at_.base)->closure->items()[number]);
        if (!cell) return;
        touched({cell, 0, Kind::cell}, access, [&] { return shared_variable(code_->free_names[number]); });
    }

    static std::string shared_variable(Str* name) {
        return "variable " + quoted(to_utf8(name)) + " that functions share";
    }

    // --- attributes ---

    // The class whose own attribute a lookup in `type` finds.
    static Type* holder_of(Type* type, Str* name) {
        for (Value const each : type->mro->view())
            if (!find(cast<Type>(each)->attributes, name).is_unbound()) return cast<Type>(each);
        return nullptr;
    }

    // Data, neither a function nor something that a function answers for.
    bool is_data(Value value) const {
        if (!value.is_object()) return true;
        switch (value.as_object()->kind) {
            case minivm::Kind::function:
            case minivm::Kind::native:
            case minivm::Kind::getset:
            case minivm::Kind::property:
            case minivm::Kind::static_method:
            case minivm::Kind::class_method: return false;
            case minivm::Kind::instance:
            case minivm::Kind::foreign: {
                Type* const type = type_of(thread_, value);
                Names const& known = names(thread_);
                return lookup(thread_, type, known.get_).is_unbound() &&
                       lookup(thread_, type, known.set_).is_unbound();
            }
            default: return true;
        }
    }

    void instance_attribute(Object* object, Str* name, Access access) const {
        auto const address = reinterpret_cast<std::uint64_t>(name);
        if (code_->embedded()) {
            Variable const field{object, address, Kind::field};
            if (access == Access::write)
                detector_.released(thread_, field);
            else
                detector_.acquires_next(thread_, field);
            return;
        }
        touched({object, address, Kind::attribute}, access, [&] {
            return "attribute " + quoted(to_utf8(name)) + " of " +
                   with_article(type_name(thread_, Value::of(object)));
        });
    }

    void class_attribute(Type* type, Str* name, Access access) const {
        if (code_->embedded() || type->exact_builtin) return;
        touched({type, reinterpret_cast<std::uint64_t>(name), Kind::attribute}, access, [&] {
            return "attribute " + quoted(to_utf8(name)) + " of class " + to_utf8(type->qualname);
        });
    }

    void read_attribute(Value owner, Str* name) const {
        if (!owner.is_object()) return;
        Object* const object = owner.as_object();
        if (auto* const module = as<Module>(owner)) {
            if (!code_->embedded() && !module->unsupported_is_error)
                global_of(module, name, Access::read, false);
            return;
        }
        if (auto* const type = as<Type>(owner)) {
            read_class_attribute(type, name);
            return;
        }
        if (!has_slots(thread_, owner)) return;
        Type* const type = type_of(thread_, owner);
        Value const in_type = lookup(thread_, type, name);
        minivm::Kind const kind = in_type.is_object() ? in_type.as_object()->kind : minivm::Kind::free;
        // These go before what the object itself holds by the name.
        if (kind == minivm::Kind::property || kind == minivm::Kind::getset) return;
        if (!get_slot(thread_, object, name).is_unbound())
            instance_attribute(object, name, Access::read);
        else if (!in_type.is_unbound())
            read_class_attribute(type, name);
    }

    void read_class_attribute(Type* type, Str* name) const {
        Value const value = lookup(thread_, type, name);
        if (value.is_unbound() || !is_data(value)) return;
        if (Type* const holder = holder_of(type, name)) class_attribute(holder, name, Access::read);
    }

    void write_attribute(Value owner, Str* name) const {
        if (!owner.is_object()) return;
        if (auto* const module = as<Module>(owner)) {
            if (!code_->embedded()) global_of(module, name, Access::write, false);
            return;
        }
        if (auto* const type = as<Type>(owner)) {
            class_attribute(type, name, Access::write);
            return;
        }
        if (!has_slots(thread_, owner)) return;
        Type* const type = type_of(thread_, owner);
        if (type->has_setattr_hook) return;
        Value const in_type = lookup(thread_, type, name);
        if (in_type.is_object() && !is_data(in_type) && in_type.as_object()->kind != minivm::Kind::function)
            return;
        instance_attribute(owner.as_object(), name, Access::write);
    }

    // --- items ---

    // Of a list or dict, or of a derived class that has not its own idea of items.
    bool has_plain_items(Value owner) const {
        if (!owner.is_object()) return false;
        minivm::Kind const kind = owner.as_object()->kind;
        if (kind != minivm::Kind::list && kind != minivm::Kind::dict) return false;
        Type* const type = type_of(thread_, owner);
        if (type->exact_builtin) return true;
        Names const& known = names(thread_);
        return !as<Function>(lookup(thread_, type, known.getitem_)) &&
               !as<Function>(lookup(thread_, type, known.setitem_));
    }

    void item(Value owner, Value key, Access access) const {
        if (code_->embedded() || !has_plain_items(owner)) return;
        std::optional<Variable> const variable = variable_of(owner, key);
        if (!variable) return;
        touched(*variable, access, [&] {
            std::string const index = as<Str>(key)
                                          ? quoted(to_utf8(cast<Str>(key)))
                                          : std::to_string(static_cast<std::int64_t>(variable->name));
            return name_of(owner) + "[" + index + "]";
        });
    }

    std::optional<Variable> variable_of(Value owner, Value key) const {
        Object* const object = owner.as_object();
        if (key.is_small_int()) {
            std::int64_t number = key.as_small_int();
            if (auto* const list = as<List>(owner)) {
                std::uint32_t const length = list->length;
                if (number < 0) number += length;
                if (number < 0 || number >= length) return std::nullopt;
                return Variable{object, static_cast<std::uint64_t>(number), Kind::index};
            }
            return Variable{object, static_cast<std::uint64_t>(number), Kind::number};
        }
        if (auto* const text = as<Str>(key); text && as<Dict>(owner))
            return Variable{object, detector_.number_of(to_utf8(text)), Kind::text};
        return std::nullopt;
    }

    // What the script calls the object: the global, local variable or attribute of `self` that holds it.
    std::string name_of(Value owner) const {
        Function const* const function = function_of(at_.base);
        std::uint32_t position = 0;
        while (auto const entry = next_entry(function->globals->cells, position))
            if (auto* const cell = as<Cell>(entry->value);
                cell && cell->value == owner && as<Str>(entry->key))
                return to_utf8(cast<Str>(entry->key));
        if (!code_->variables.empty() && has_slots(thread_, at_.base[0])) {
            Shape const* const shape = thread_.interpreter->shape(at_.base[0].as_object()->shape);
            for (Str* const name : shape->names)
                if (get_slot(thread_, at_.base[0].as_object(), name) == owner)
                    return to_utf8(code_->variables[0]) + "." + to_utf8(name);
        }
        for (std::size_t i = 0; i < code_->variables.size(); ++i) {
            Value value = at_.base[i];
            if (auto* const cell = as<Cell>(value)) value = cell->value;
            if (value == owner) return to_utf8(code_->variables[i]);
        }
        if (function->closure)
            for (std::size_t i = 0; i < code_->free_names.size(); ++i)
                if (cast<Cell>(function->closure->items()[i])->value == owner)
                    return to_utf8(code_->free_names[i]);
        return with_article(type_name(thread_, owner));
    }

    // --- methods ---

    void method(Value self, Str* name) const {
        if (!code_->embedded()) container_method(self, name);
        read_attribute(self, name);
    }

    // Who takes an item out of a container comes after who put it in.
    void container_method(Value self, Str* name) const {
        constexpr std::array<std::string_view, 8> adding{"append", "appendleft", "add",        "extend",
                                                         "insert", "update",     "setdefault", "extendleft"};
        constexpr std::array<std::string_view, 4> taking{"pop", "popleft", "popitem", "setdefault"};
        if (code_->embedded() || !self.is_object() || !name->ascii) return;
        switch (self.as_object()->kind) {
            case minivm::Kind::list:
            case minivm::Kind::dict:
            case minivm::Kind::set: break;
            case minivm::Kind::foreign:
                if (as_deque(thread_, self)) break;
                return;
            default: return;
        }
        Variable const container{self.as_object(), 0, Kind::lock};
        if (std::ranges::find(adding, name->view()) != adding.end()) detector_.released(thread_, container);
        if (std::ranges::find(taking, name->view()) != taking.end())
            detector_.acquires_next(thread_, container);
    }

    Thread& thread_;
    Detector& detector_;
    Instruction const at_;
    Code const* const code_;
};

void on_access(Thread& thread) {
    Detector& detector = *Machine::of(thread).races();
    if (detector.active()) Watcher(thread, detector).look();
}

void on_marked(Interpreter& interpreter) {
    static_cast<Machine*>(interpreter.host)->races()->forget_dead(interpreter.heap);
}

// --- edges ---

// Of all threads that start and end: what it orders has nothing to do with each other.
bool is_registry(Thread& thread, Object const* lock) {
    Interpreter& interpreter = *thread.interpreter;
    auto* const threading = as<Module>(find(interpreter.modules, interpreter.intern(thread, "threading")));
    if (!threading) return false;
    Value const registry = get(threading, interpreter.intern(thread, "_registry"));
    return registry.is_object() && registry.as_object() == lock;
}

// A thread pool that looks whether it has an idle thread learns nothing of what that one did.
bool counts_idle_threads(Thread const& thread) {
    for (Value const* base = thread.base; base && code_of(base)->embedded(); base = caller_base(base)) {
        Str const* const name = code_of(base)->name;
        if (name->ascii && name->view() == "_adjust_thread_count") return true;
    }
    return false;
}

Detector* orders(Thread& thread, Object const* lock) {
    Detector* const detector = Machine::of(thread).races();
    if (!detector || !detector->active() || is_registry(thread, lock) || counts_idle_threads(thread))
        return nullptr;
    return detector;
}

}  // namespace

void watch(Interpreter& interpreter) {
    interpreter.access_hook = on_access;
    interpreter.marked_hook = on_marked;
}

void acquired(Thread& thread, Object const* lock) {
    if (Detector* const detector = orders(thread, lock)) detector->acquired(thread, {lock, 0, Kind::lock});
}

void released(Thread& thread, Object const* lock) {
    if (Detector* const detector = orders(thread, lock)) detector->released(thread, {lock, 0, Kind::lock});
}

}  // namespace minivm::race

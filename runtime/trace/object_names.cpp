#include "runtime/trace/object_names.hpp"

#include <algorithm>
#include <span>

#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"

namespace minivm::trace {
namespace {

constexpr std::size_t most_items = 1'000;

std::string text_of(Value key) {
    Str* const text = as<Str>(key);
    return text ? to_utf8(text) : "?";
}

}  // namespace

ObjectNames::ObjectNames(Interpreter const& interpreter) : interpreter_{interpreter} {
    // The main module goes first: an object that has several names keeps the first.
    for (bool const main : {true, false}) {
        std::uint32_t position = 0;
        while (auto const entry = next_entry(interpreter.modules, position)) {
            auto* const module = as<Module>(entry->value);
            std::string const name = text_of(entry->key);
            if (!module || (name == "__main__") != main) continue;
            std::string const prefix = main ? "" : name + ".";
            add(Value::of(module->cells), main ? "the globals" : "the globals of " + name);
            for (bool const deep : {false, true}) {
                std::uint32_t at = 0;
                while (auto const variable = next_entry(module->cells, at)) {
                    auto* const cell = as<Cell>(variable->value);
                    if (!cell) continue;
                    Value const value = cell->value;
                    if (deep)
                        look_into(value, prefix + text_of(variable->key));
                    else
                        add(value, prefix + text_of(variable->key));
                }
            }
        }
    }
}

std::string ObjectNames::of(std::uint64_t identity) const {
    auto const known = names_.find(identity);
    return known == names_.end() ? "" : known->second;
}

void ObjectNames::add(Value value, std::string const& name) {
    if (value.is_object()) names_.try_emplace(interpreter_.heap.identity(value.as_object()), name);
}

void ObjectNames::look_into(Value value, std::string const& name) {
    if (!value.is_object()) return;
    Object* const object = value.as_object();
    if (as<Module>(value)) return;  // has its turn
    auto const items = [&](auto const& view) {
        for (std::size_t i = 0; i < std::min(view.size(), most_items); ++i)
            add(view[i], name + "[" + std::to_string(i) + "]");
    };
    if (auto* const list = as<List>(value)) return items(list->view());
    if (auto* const tuple = as<Tuple>(value)) return items(tuple->view());
    if (auto* const type = as<Type>(value)) {
        add(Value::of(type->attributes), name + ".__dict__");
        return add_all(type->attributes, name + ".");
    }
    Shape const* const shape = interpreter_.shape(object->shape);
    if (shape->layout == Shape::Layout::fixed) return;
    auto const* const slots =
        reinterpret_cast<Slot const*>(reinterpret_cast<char const*>(object) + shape->type->first_slot);
    if (shape->layout == Shape::Layout::dict) {
        add(slots[0], name + ".__dict__");
        if (auto* const attributes = as<Dict>(slots[0])) add_all(attributes, name + ".");
        return;
    }
    for (std::size_t i = 0; i < shape->names.size(); ++i)
        add(slots[i], name + "." + to_utf8(shape->names[i]));
}

void ObjectNames::add_all(Dict const* dict, std::string const& prefix) {
    std::uint32_t position = 0;
    while (auto const entry = next_entry(dict, position)) add(entry->value, prefix + text_of(entry->key));
}

}  // namespace minivm::trace

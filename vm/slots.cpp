// What an object holds itself: see vm/type.hpp for shapes, and vm/sync.hpp for when the world stops.
#include "vm/slots.hpp"

#include "vm/objects/dict.hpp"
#include "vm/objects/str.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

Slot* slots_of(Object* object, Type const* type) {
    return reinterpret_cast<Slot*>(reinterpret_cast<char*>(object) + type->first_slot);
}

// Moves all attributes into a Dict, which slot 0 holds from then on. With the world stopped.
Result<Dict*> to_dict_layout(Thread& thread, Object* object, Shape const* shape) {
    Dict* const dict = make_dict(thread);
    Slot* const slots = slots_of(object, shape->type);
    for (std::size_t i = 0; i < shape->names.size(); ++i)
        if (!slots[i].is_unbound()) MINIVM_TRY(store(thread, dict, shape->names[i], slots[i]));
    for (std::size_t i = 1; i < shape->capacity; ++i) slots[i] = Value::unbound();
    slots[0] = Value::of(dict);
    object->shape = shape->dictionary->id;
    return dict;
}

std::size_t count_bound(Shape const* shape, Slot const* slots) {
    std::size_t bound = 0;
    while (bound < shape->names.size() && !slots[bound].is_unbound()) ++bound;
    return bound;
}

// Stores where that moves no other attribute; false if it would. Under the object's Guard: who adds one must
// not meet another who does.
bool set_in_place(Thread& thread, Object* object, Shape* shape, Str* name, Value value) {
    Slot* const slots = slots_of(object, shape->type);
    int const index = shape->find(name);
    if (shape->layout == Shape::Layout::predicted) {
        if (index == Shape::not_found || static_cast<std::size_t>(index) > count_bound(shape, slots))
            return false;
        slots[index] = value;
        return true;
    }
    if (index != Shape::not_found) {
        slots[index] = value;
        return true;
    }
    if (shape->names.size() >= shape->capacity) return false;
    slots[shape->names.size()] = value;
    object->shape = thread.interpreter->transition(shape, name)->id;
    return true;
}

// The shape that the object changes to from the predicted one, where its attributes do not come in the
// predicted order: an ordinary one of what it holds.
Shape* leave_prediction(Thread& thread, Object* object, Shape* predicted) {
    std::size_t const bound = count_bound(predicted, slots_of(object, predicted->type));
    Shape* ordinary = predicted->empty;
    for (std::size_t i = 0; i < bound; ++i)
        ordinary = thread.interpreter->transition(ordinary, predicted->names[i]);
    object->shape = ordinary->id;
    return ordinary;
}

}  // namespace

Value get_slot(Thread& thread, Object* object, Str* name) {
    Shape const* const shape = thread.interpreter->shape(object->shape);
    if (shape->layout == Shape::Layout::fixed) return Value::unbound();
    Slot* const slots = slots_of(object, shape->type);
    if (shape->layout == Shape::Layout::dict) return find(cast<Dict>(slots[0]), name);
    int const index = shape->find(name);
    return index == Shape::not_found ? Value::unbound() : Value(slots[index]);
}

Result<void> set_slot(Thread& thread, Object* object, Str* name, Value value) {
    Interpreter& interpreter = *thread.interpreter;
    Shape* shape = interpreter.shape(object->shape);
    if (shape->layout != Shape::Layout::dict) {
        {
            Guard const guard(thread, object);
            shape = interpreter.shape(object->shape);
            if (shape->layout != Shape::Layout::dict && set_in_place(thread, object, shape, name, value))
                return {};
        }
        // Attributes move: others may be about to store to the slots that they have now.
        WorldStopped const world(thread);
        shape = interpreter.shape(object->shape);
        if (shape->layout == Shape::Layout::predicted) shape = leave_prediction(thread, object, shape);
        if (shape->layout != Shape::Layout::dict) {
            if (set_in_place(thread, object, shape, name, value)) return {};
            MINIVM_TRY(to_dict_layout(thread, object, shape));
            widen(thread, shape->type);
        }
    }
    return store(thread, cast<Dict>(slots_of(object, shape->type)[0]), name, value);
}

Result<void> set_own_slot(Thread& thread, Object* object, Str* name, Value value) {
    Shape* shape = thread.interpreter->shape(object->shape);
    if (shape->layout == Shape::Layout::predicted) {
        if (set_in_place(thread, object, shape, name, value)) return {};
        shape = leave_prediction(thread, object, shape);
    }
    if (shape->layout == Shape::Layout::ordinary && set_in_place(thread, object, shape, name, value))
        return {};
    return set_slot(thread, object, name, value);
}

Result<bool> delete_slot(Thread& thread, Object* object, Str* name) {
    Interpreter& interpreter = *thread.interpreter;
    Shape const* shape = interpreter.shape(object->shape);
    if (shape->layout == Shape::Layout::fixed) return false;
    if (shape->layout != Shape::Layout::dict) {
        WorldStopped const world(thread);
        shape = interpreter.shape(object->shape);
        Slot* const slots = slots_of(object, shape->type);
        if (shape->layout != Shape::Layout::dict) {
            int const index = shape->find(name);
            if (index == Shape::not_found || slots[index].is_unbound()) return false;
            Shape* remaining = shape->empty;
            std::size_t kept = 0;
            for (std::size_t i = 0; i < shape->names.size(); ++i) {
                if (static_cast<int>(i) == index || slots[i].is_unbound()) continue;
                remaining = interpreter.transition(remaining, shape->names[i]);
                slots[kept++] = slots[i];
            }
            for (std::size_t i = kept; i < shape->names.size(); ++i) slots[i] = Value::unbound();
            object->shape = remaining->id;
            return true;
        }
    }
    return remove(thread, cast<Dict>(slots_of(object, shape->type)[0]), name);
}

bool has_slots(Thread const& thread, Value value) {
    return value.is_object() &&
           thread.interpreter->shape(value.as_object()->shape)->layout != Shape::Layout::fixed;
}

Result<Dict*> attribute_dict(Thread& thread, Object* object) {
    Shape const* shape = thread.interpreter->shape(object->shape);
    if (shape->layout != Shape::Layout::dict) {
        WorldStopped const world(thread);
        shape = thread.interpreter->shape(object->shape);
        if (shape->layout != Shape::Layout::dict) return to_dict_layout(thread, object, shape);
    }
    return cast<Dict>(slots_of(object, shape->type)[0]);
}

Result<void> set_attribute_dict(Thread& thread, Object* object, Dict* dict) {
    MINIVM_TRY(attribute_dict(thread, object));
    slots_of(object, thread.interpreter->shape(object->shape)->type)[0] = Value::of(dict);
    return {};
}

}  // namespace minivm

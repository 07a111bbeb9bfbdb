// minivm.h: making, reading and asking values, and errors.
#include <cstdlib>

#include "runtime/embed/c_api.hpp"

namespace minivm::MINIVM_ABI::c_api {

namespace {

/// Makes a value in the VM; null if that failed.
template <typename F>
mv_value* make(mv_vm* vm, mv_error** error, F const& f) noexcept {
    mv_value* made = nullptr;
    (void)enter(vm, nullptr, error, [&](Context& context) { made = give(context, f(context)); });
    return made;
}

/// Of a small value.
mv_kind kind_of(minivm::Value value) {
    if (value.is_none()) return MV_NONE;
    if (value.is_bool()) return MV_BOOL;
    if (value.is_small_int()) return MV_INT;
    return value.is_small_double() ? MV_FLOAT : MV_OTHER;
}

[[noreturn]] void mismatch(mv_kind small, char const* expected) {
    static constexpr char const* names[] = {"", "NoneType", "bool", "int", "float"};
    throw Error::type(std::string("expected ") + expected + ", not " +
                      (small < std::size(names) ? names[small] : "a constant"));
}

/// Has the machine read a value that has an identity; a small one is none of what is `expected`.
template <typename F>
mv_result read_slot(mv_value* value, char const* expected, mv_error** error, F const& f) noexcept {
    if (error) *error = nullptr;
    try {
        if (!value) throw misuse("the value is NULL: what should have made it failed, or nothing was given");
        if (!is_slot(value)) mismatch(kind_of(small_value(value)), expected);
        return enter(slot_of(value)->core, Budget(), error,
                     [&](Context& context) { f(context, detail::raw_of(slot_of(value)->value)); });
    } catch (...) {
        return fail_caught(error);
    }
}

mv_result nowhere(mv_error** error) {
    try {
        throw misuse("there is nowhere to put the result: the pointer for it is NULL");
    } catch (...) {
        return fail_caught(error);
    }
}

/// For the caller to free.
char* copy_of(std::string_view text) {
    auto* const copy = static_cast<char*>(std::malloc(text.size() + 1));
    if (!copy) throw std::bad_alloc();
    std::copy(text.begin(), text.end(), copy);
    copy[text.size()] = '\0';
    return copy;
}

void give_text(std::string_view text, char** to, std::size_t* length) {
    *to = copy_of(text);
    if (length) *length = text.size();
}

/// A text of an error's.
char const* lend_text(std::string const& text, std::size_t* length) {
    if (length) *length = text.size();
    return text.c_str();
}
char const* no_text(std::size_t* length) {
    if (length) *length = 0;
    return "";
}

mv_kind kind_in(Context& context, Raw raw) {
    switch (detail::kind_of(raw)) {
        case detail::Kind::none: return MV_NONE;
        case detail::Kind::boolean: return MV_BOOL;
        case detail::Kind::integer: return MV_INT;
        case detail::Kind::floating: return MV_FLOAT;
        case detail::Kind::string: return MV_TEXT;
        case detail::Kind::bytes: return MV_BYTES;
        case detail::Kind::list: return MV_LIST;
        case detail::Kind::tuple: return MV_TUPLE;
        case detail::Kind::dict: return MV_DICT;
        case detail::Kind::callable: return MV_CALLABLE;
        case detail::Kind::native:
            if (detail::is_instance(context, raw, typeid(HostObject))) return MV_OBJECT;
            break;
        case detail::Kind::other: break;
    }
    return detail::is_callable(context, raw) ? MV_CALLABLE : MV_OTHER;
}

}  // namespace
}  // namespace minivm::MINIVM_ABI::c_api

using namespace minivm::MINIVM_ABI;
using namespace minivm::MINIVM_ABI::c_api;
using Small = minivm::Value;

extern "C" {

// --- making ---

mv_value* mv_none(void) { return word_of(Small::none()); }
mv_value* mv_bool(int truth) { return word_of(Small::boolean(truth != 0)); }

mv_value* mv_int64(mv_vm* vm, int64_t number) {
    if (Small::fits_small(number)) return word_of(Small::small_int(number));
    return make(vm, nullptr, [&](Context& context) { return detail::make_int(context, number); });
}

mv_value* mv_double(mv_vm* vm, double number) {
    if (Small::fits_double(number)) return word_of(Small::small_double(number));
    return make(vm, nullptr, [&](Context& context) { return detail::make_double(context, number); });
}

mv_value* mv_text(mv_vm* vm, char const* utf8, size_t length, mv_error** error) {
    return make(vm, error,
                [&](Context& context) { return detail::make_string(context, c_api::text_of(utf8, length)); });
}

mv_value* mv_bytes(mv_vm* vm, void const* octets, size_t count, mv_error** error) {
    return make(vm, error, [&](Context& context) {
        if (count == MV_NUL) throw misuse("bytes need a count");
        return detail::make_bytes(context, c_api::text_of(static_cast<char const*>(octets), count));
    });
}

mv_value* mv_list(mv_vm* vm, size_t count, mv_value* const* items, mv_error** error) {
    return make(vm, error, [&](Context& context) {
        Raws const raws(*vm->core, count, items, "item");
        return detail::make_list(context, raws.data(), count);
    });
}

mv_value* mv_tuple(mv_vm* vm, size_t count, mv_value* const* items, mv_error** error) {
    return make(vm, error, [&](Context& context) {
        Raws const raws(*vm->core, count, items, "item");
        return detail::make_tuple(context, raws.data(), count);
    });
}

mv_value* mv_dict(mv_vm* vm, mv_error** error) {
    return make(vm, error, [&](Context& context) { return detail::make_dict(context); });
}

mv_value* mv_object(mv_vm* vm, char const* type, void* pointer, mv_destructor destroy, mv_error** error) {
    Owned owned(pointer, destroy);
    return make(vm, error, [&](Context& context) {
        std::string name(name_of(context, type));
        auto held = std::make_shared<HostObject>(HostObject{std::move(owned), std::move(name)});
        return detail::instance(context, typeid(HostObject), std::move(held));
    });
}

mv_value* mv_copy(mv_value* value) {
    if (!is_slot(value)) return value;
    Slot& slot = *slot_of(value);
    if (is_borrowed(slot)) {
        mv_value* copy = nullptr;
        (void)enter(slot.core, Budget(), nullptr,
                    [&](Context& context) { copy = give(context, detail::raw_of(slot.value)); });
        return copy;
    }
    slot.count.fetch_add(1, std::memory_order_relaxed);  // whoever copies holds one
    return value;
}

void mv_drop(mv_value* value) {
    if (is_slot(value) && !is_borrowed(*slot_of(value))) Core::drop(slot_of(value));
}

// --- reading ---

mv_kind mv_kind_of(mv_value* value) {
    if (!value) return MV_NOTHING;
    if (!is_slot(value)) return kind_of(small_value(value));
    mv_kind kind = MV_NOTHING;
    (void)read_slot(value, "", nullptr, [&](Context& context, Raw raw) { kind = kind_in(context, raw); });
    return kind;
}

mv_result mv_as_bool(mv_value* value, int* truth, mv_error** error) {
    if (!truth) return nowhere(error);
    *truth = 0;
    if (value && !is_slot(value) && small_value(value).is_bool()) {
        if (error) *error = nullptr;
        *truth = small_value(value).is_true() ? 1 : 0;
        return MV_OK;
    }
    return read_slot(value, "bool", error,
                     [&](Context& context, Raw raw) { *truth = detail::bool_of(context, raw) ? 1 : 0; });
}

mv_result mv_as_int64(mv_value* value, int64_t* number, mv_error** error) {
    if (!number) return nowhere(error);
    *number = 0;
    if (value && !is_slot(value) && small_value(value).is_small_int()) {
        if (error) *error = nullptr;
        *number = small_value(value).as_small_int();
        return MV_OK;
    }
    return read_slot(value, "int", error, [&](Context& context, Raw raw) {
        *number = detail::int_of(context, raw, INT64_MIN, INT64_MAX);
    });
}

mv_result mv_as_double(mv_value* value, double* number, mv_error** error) {
    if (!number) return nowhere(error);
    *number = 0;
    if (value && !is_slot(value)) {
        Small const small = small_value(value);
        if (small.is_small_double() || small.is_small_int()) {
            if (error) *error = nullptr;
            *number =
                small.is_small_int() ? static_cast<double>(small.as_small_int()) : small.as_small_double();
            return MV_OK;
        }
    }
    return read_slot(value, "float", error,
                     [&](Context& context, Raw raw) { *number = detail::double_of(context, raw); });
}

mv_result mv_as_text(mv_value* value, char** utf8, size_t* length, mv_error** error) {
    if (!utf8) return nowhere(error);
    *utf8 = nullptr;
    if (length) *length = 0;
    return read_slot(value, "str", error, [&](Context& context, Raw raw) {
        std::string storage;
        std::string_view const view = detail::view_of(context, raw, storage);
        give_text(view, utf8, length);
    });
}

mv_result mv_as_bytes(mv_value* value, char** octets, size_t* count, mv_error** error) {
    if (!octets) return nowhere(error);
    *octets = nullptr;
    if (count) *count = 0;
    return read_slot(value, "bytes", error, [&](Context& context, Raw raw) {
        give_text(detail::octets_of(context, raw), octets, count);
    });
}

mv_result mv_as_object(mv_value* value, char const* type, void** pointer, mv_error** error) {
    if (!pointer) return nowhere(error);
    *pointer = nullptr;
    return read_slot(value, type ? type : "an object", error, [&](Context& context, Raw raw) {
        std::string_view const wanted = name_of(context, type);
        if (!detail::is_instance(context, raw, typeid(HostObject))) detail::mismatch(context, raw, type);
        auto const& object =
            *static_cast<HostObject*>(detail::held_by(context, raw, typeid(HostObject)).get());
        if (object.type != wanted)
            throw Error::type("expected " + std::string(wanted) + ", not " + object.type);
        *pointer = object.owned.data;
    });
}

mv_result mv_describe(mv_vm* vm, mv_value* value, int how, char** utf8, size_t* length, mv_error** error) {
    if (!utf8) return nowhere(error);
    *utf8 = nullptr;
    if (length) *length = 0;
    return enter(vm, nullptr, error, [&](Context& context) {
        Raw const raw = raw_of(*vm->core, value, "the value");
        switch (how) {
            case MV_STR: return give_text(detail::str(context, raw), utf8, length);
            case MV_REPR: return give_text(detail::repr(context, raw), utf8, length);
            case MV_TYPE_NAME: return give_text(detail::type_name(context, raw), utf8, length);
            default: break;
        }
        throw misuse("mv_describe knows MV_STR, MV_REPR and MV_TYPE_NAME");
    });
}

void mv_free(void* memory) { std::free(memory); }

// --- what every value can be asked ---

mv_result mv_get(mv_vm* vm, char const* name, mv_value** result, mv_error** error) {
    if (result) *result = nullptr;
    return enter(vm, nullptr, error, [&](Context& context) {
        Raw const value = detail::global(context, name_of(context, name));
        if (result) *result = give(context, value);
    });
}

mv_result mv_set(mv_vm* vm, char const* name, mv_value* value, mv_error** error) {
    return enter(vm, nullptr, error, [&](Context& context) {
        detail::set_global(context, name_of(context, name), raw_of(*vm->core, value, "the value"));
    });
}

mv_result mv_get_attribute(mv_vm* vm, mv_value* object, char const* name, mv_value** result,
                           mv_error** error) {
    if (result) *result = nullptr;
    return enter(vm, nullptr, error, [&](Context& context) {
        Raw const self = raw_of(*vm->core, object, "the object");
        Raw const value = detail::attribute(context, self, name_of(context, name));
        if (result) *result = give(context, value);
    });
}

mv_result mv_set_attribute(mv_vm* vm, mv_value* object, char const* name, mv_value* value, mv_error** error) {
    return enter(vm, nullptr, error, [&](Context& context) {
        Raw const self = raw_of(*vm->core, object, "the object");
        detail::set_attribute(context, self, name_of(context, name), raw_of(*vm->core, value, "the value"));
    });
}

mv_result mv_item(mv_vm* vm, mv_value* container, mv_value* key, mv_value** result, mv_error** error) {
    if (result) *result = nullptr;
    return enter(vm, nullptr, error, [&](Context& context) {
        Raw const self = raw_of(*vm->core, container, "the container");
        Raw const value = detail::item(context, self, raw_of(*vm->core, key, "the key"));
        if (result) *result = give(context, value);
    });
}

mv_result mv_set_item(mv_vm* vm, mv_value* container, mv_value* key, mv_value* value, mv_error** error) {
    return enter(vm, nullptr, error, [&](Context& context) {
        detail::set_item(context, raw_of(*vm->core, container, "the container"),
                         raw_of(*vm->core, key, "the key"), raw_of(*vm->core, value, "the value"));
    });
}

mv_result mv_size(mv_vm* vm, mv_value* container, size_t* size, mv_error** error) {
    if (!size) return nowhere(error);
    *size = 0;
    return enter(vm, nullptr, error, [&](Context& context) {
        *size = detail::size(context, raw_of(*vm->core, container, "the container"));
    });
}

mv_result mv_iterate(mv_vm* vm, mv_value* value, mv_value** iterator, mv_error** error) {
    if (!iterator) return nowhere(error);
    *iterator = nullptr;
    return enter(vm, nullptr, error, [&](Context& context) {
        *iterator = give(context, detail::iterate(context, raw_of(*vm->core, value, "the value")));
    });
}

mv_result mv_next(mv_vm* vm, mv_value* iterator, mv_value** item, mv_error** error) {
    if (!item) return nowhere(error);
    *item = nullptr;
    return enter(vm, nullptr, error, [&](Context& context) {
        Raw found{};
        if (detail::next(context, raw_of(*vm->core, iterator, "the iterator"), found))
            *item = give(context, found);
    });
}

// --- errors ---

mv_result mv_error_kind(mv_error const* error) { return error ? result_of(error->error.kind()) : MV_OK; }
char const* mv_error_type(mv_error const* error, size_t* length) {
    return error ? lend_text(error->error.type_name(), length) : no_text(length);
}
char const* mv_error_message(mv_error const* error, size_t* length) {
    return error ? lend_text(error->error.message(), length) : no_text(length);
}
char const* mv_error_traceback(mv_error const* error, size_t* length) {
    return error ? lend_text(error->error.traceback(), length) : no_text(length);
}
mv_value* mv_error_value(mv_error const* error) {
    if (!error) return nullptr;
    Value exception = error->error.exception();
    return exception ? word_of(release(std::move(exception))) : nullptr;
}
void mv_error_drop(mv_error* error) { delete error; }

}  // extern "C"

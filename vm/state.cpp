#include "vm/state.hpp"

#include <cstring>

#include "vm/code.hpp"
#include "vm/objects/bytearray.hpp"
#include "vm/objects/bytes.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/exception.hpp"
#include "vm/objects/floating.hpp"
#include "vm/objects/function.hpp"
#include "vm/objects/generator.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/iterator.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/set.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"

namespace minivm {

namespace {
Shape* fixed_shape(std::uint32_t id, Type* type) {
    auto* const shape = new Shape;
    shape->id = id;
    shape->layout = Shape::Layout::fixed;
    shape->capacity = 0;
    shape->type = type;
    shape->empty = shape->dictionary = shape;
    return shape;
}
}  // namespace

Interpreter::Interpreter() : heap(*this) {
    while (shapes.size() < shape_id::first_free) shapes.add(nullptr);
}

Interpreter::~Interpreter() {
    heap.finalize_all();
    for (std::uint32_t id = 0; id < shapes.size(); ++id) delete shapes[id];
}

void Interpreter::boot(Thread& main) {
    make_shared_strs(main);
    make_shared_bytes(main);
    make_empty_tuple(main);
    // Types refer to each other (each has a dict, a tuple of bases and a name), so their objects come first,
    // then names, then the rest.
#define E(field, text, kind, ...)                                                                         \
    types.field = static_cast<Type*>(Heap::allocate(main, shape_id::type, Kind::type, sizeof(Type)));     \
    std::memset(reinterpret_cast<char*>(types.field) + sizeof(Object), 0, sizeof(Type) - sizeof(Object)); \
    types.field->instance_kind = Kind::kind;                                                              \
    types.field->exact_builtin = true;                                                                    \
    types.field->subclasses = new std::vector<Type*>;                                                     \
    shapes.put(shape_id::field, fixed_shape(shape_id::field, types.field));                               \
    types.field->predicted = types.field->empty = types.field->dictionary = shapes[shape_id::field];
    MINIVM_TYPES(E)
#undef E
    shapes.put(shape_id::bound_native, fixed_shape(shape_id::bound_native, types.native));
#define E(field, text, kind, base_field)                                                               \
    {                                                                                                  \
        Type* const type = types.field;                                                                \
        type->name = type->qualname = intern(main, text);                                              \
        type->c_name = strdup(text);                                                                   \
        type->attributes = make_dict(main);                                                            \
        type->module = Value::none();                                                                  \
        Type* const base = types.base_field;                                                           \
        Value const mro[] = {Value::of(type), Value::of(base), Value::of(types.object)};               \
        type->mro = make_small_tuple(main, {mro, type == types.object   ? std::size_t{1}               \
                                                 : base == types.object ? std::size_t{2}               \
                                                                        : std::size_t{3}});            \
        type->bases =                                                                                  \
            make_small_tuple(main, {mro + 1, type == types.object ? std::size_t{0} : std::size_t{1}}); \
        if (type != types.object) base->subclasses->push_back(type);                                   \
    }
    MINIVM_TYPES(E)
#undef E
    types.object->instance_bytes = 16;
    types.object->first_slot = sizeof(Object);
#define N(name) names.name##_ = intern(main, "__" #name "__");
    MINIVM_SPECIAL_NAMES(N)
#undef N
    // OSError and its kin have errno, strerror and filename; the others at most one attribute of their own.
#define E(field, text, base_field)                                                          \
    types.field =                                                                           \
        make_builtin_type(main, text, types.base_field, Kind::exception, sizeof(Exception), \
                          (types.os_error == nullptr || types.base_field == types.object) ? 2 : 4);
    MINIVM_EXCEPTIONS(E)
#undef E
    modules = make_dict(main);
    define_objects(main);
    define_functions(main);
    define_module(main);
    define_generator(main);
    define_exceptions(main);
    define_int(main);
    define_float(main);
    define_str(main);
    define_bytes(main);
    define_bytearray(main);
    define_tuple(main);
    define_list(main);
    define_range(main);
    define_slice(main);
    define_dict(main);
    define_set(main);
    define_iterators(main);
}

Str* Interpreter::intern(Thread& thread, std::string_view text) {
    TableGuard const guard(names_mutex_);
    if (auto const found = interned_.find(text); found != interned_.end()) return found->second;
    constexpr std::size_t longest_short = 4096;
    Str* str = nullptr;
    if (text.size() <= longest_short) {
        str = make_short_str(thread, text);
    } else if (Result<Str*> made = make_str(thread, text); made) {
        str = made.take();
    } else {  // no memory for a name: nothing sensible can follow
        std::fputs("minivm: out of memory\n", stderr);
        std::abort();
    }
    str->interned = true;
    if (str->ascii) {
        interned_.emplace(str->view(), str);
    } else {  // a wide Str does not hold its UTF-8, so the key is kept apart, for ever
        wide_names_.push_back(std::make_unique<std::string>(text));
        interned_.emplace(*wide_names_.back(), str);
        keep(Value::of(str));
    }
    return str;
}

Str* Interpreter::intern(Thread& thread, Str* text) {
    if (text->interned) return text;
    return text->ascii ? intern(thread, text->view()) : intern(thread, std::string_view(to_utf8(text)));
}

Shape* Interpreter::make_shape(Type* type, Shape::Layout layout, std::uint16_t capacity) {
    TableGuard const guard(tables_mutex);
    return new_shape(type, layout, capacity);
}

// Under tables_mutex.
Shape* Interpreter::new_shape(Type* type, Shape::Layout layout, std::uint16_t capacity) {
    auto* const shape = new Shape;
    shape->id = shapes.size();
    shape->layout = layout;
    shape->capacity = capacity;
    shape->type = type;
    shape->empty = shape->dictionary = shape;
    shapes.add(shape);
    return shape;
}

Shape* Interpreter::transition(Shape* from, Str* name) {
    TableGuard const guard(tables_mutex);
    if (auto const found = from->transitions.find(name); found != from->transitions.end())
        return found->second;
    Shape* const to = new_shape(from->type, Shape::Layout::ordinary, from->capacity);
    to->empty = from->empty;
    to->dictionary = from->dictionary;
    to->names = from->names;
    to->names.push_back(name);
    from->transitions.emplace(name, to);
    return to;
}

void Interpreter::add_code(std::unique_ptr<Code> code) {
    TableGuard const guard(tables_mutex);
    codes_.push_back(std::move(code));
}

void Interpreter::keep(Value value) {
    TableGuard const guard(tables_mutex);
    permanent_.push_back(value);
}

NativeParameters const* Interpreter::find_parameters(std::string_view signature) {
    TableGuard const guard(tables_mutex);
    auto const found = native_parameters_.find(signature);
    return found == native_parameters_.end() ? nullptr : found->second.get();
}

NativeParameters const* Interpreter::add_parameters(std::string_view signature,
                                                    std::unique_ptr<NativeParameters> parameters) {
    TableGuard const guard(tables_mutex);
    return native_parameters_.try_emplace(signature, std::move(parameters)).first->second.get();
}

void Interpreter::flush_caches() {
    each_method_cache([](MethodCache& cache) { cache.clear(); });
    for (std::uint32_t id = 0; id < shapes.size(); ++id)
        if (shapes[id]) shapes[id]->type->fast_init = nullptr;
    for (auto const& code : codes_) {
        auto& words = code->words;
        for (std::size_t at = 0; at < words.size();) {
            Op const op = static_cast<Op>(words[at] & 0xFFFF);
            int const length = instruction_length(op);
            if (is_cached(op))
                for (int i = 1; i < length; ++i) words[at + static_cast<std::size_t>(i)] = 0;
            at += static_cast<std::size_t>(length);
        }
    }
}

Module* Interpreter::make_module(Thread& thread, std::string_view name) {
    auto* const module =
        static_cast<Module*>(Heap::allocate(thread, shape_id::module, Kind::module, sizeof(Module)));
    module->name = intern(thread, name);
    module->cells = make_dict(thread);
    module->unsupported_is_error = false;
    (void)store(thread, modules, module->name, Value::of(module));
    Value const no_doc = Value::none();
    (void)set(thread, module, "__name__", Value::of(module->name));
    (void)set(thread, module, "__doc__", no_doc);
    return module;
}

}  // namespace minivm

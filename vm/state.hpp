#pragma once
// One interpreter: the heap, the types, the interned names, the modules and the threads of one VM. Nothing in
// vm/ is global, so a process may hold any number of these. Lock: held, for everything here.
#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "vm/heap.hpp"
#include "vm/native.hpp"
#include "vm/object.hpp"
#include "vm/sync.hpp"
#include "vm/thread.hpp"
#include "vm/type.hpp"

namespace minivm {

struct Bytes;
struct Code;
struct Module;
struct Streams;

/// The types which the VM itself must name. E(field, script name, kind of instances, base field)
#define MINIVM_TYPES(E)                                                           \
    E(object, "object", instance, object)                                         \
    E(type, "type", type, object)                                                 \
    E(none, "NoneType", free, object)                                             \
    E(integer, "int", big_int, object)                                            \
    E(boolean, "bool", free, integer)                                             \
    E(ellipsis, "ellipsis", free, object)                                         \
    E(not_implemented, "NotImplementedType", free, object)                        \
    E(floating, "float", boxed_float, object)                                     \
    E(str, "str", str, object)                                                    \
    E(bytes, "bytes", bytes, object)                                              \
    E(bytearray, "bytearray", bytearray, object)                                  \
    E(tuple, "tuple", tuple, object)                                              \
    E(list, "list", list, object)                                                 \
    E(dict, "dict", dict, object)                                                 \
    E(dict_keys, "dict_keys", dict_view, object)                                  \
    E(dict_values, "dict_values", dict_view, object)                              \
    E(dict_items, "dict_items", dict_view, object)                                \
    E(set, "set", set, object)                                                    \
    E(frozenset, "frozenset", frozenset, object)                                  \
    E(range, "range", range, object)                                              \
    E(slice, "slice", slice, object)                                              \
    E(cell, "cell", cell, object)                                                 \
    E(function, "function", function, object)                                     \
    E(native, "builtin_function_or_method", native, object)                       \
    E(native_method, "method_descriptor", native, object)                         \
    E(bound_method, "method", bound_method, object)                               \
    E(module, "module", module, object)                                           \
    E(generator, "generator", generator, object)                                  \
    E(property, "property", property, object)                                     \
    E(getset, "getset_descriptor", getset, object)                                \
    E(static_method, "staticmethod", static_method, object)                       \
    E(class_method, "classmethod", class_method, object)                          \
    E(super_object, "super", super_object, object)                                \
    E(generic_alias, "types.GenericAlias", generic_alias, object)                 \
    E(traceback, "traceback", traceback, object)                                  \
    E(list_iterator, "list_iterator", iterator, object)                           \
    E(list_reverse_iterator, "list_reverseiterator", iterator, object)            \
    E(tuple_iterator, "tuple_iterator", iterator, object)                         \
    E(bytes_iterator, "bytes_iterator", iterator, object)                         \
    E(bytearray_iterator, "bytearray_iterator", iterator, object)                 \
    E(str_iterator, "str_iterator", iterator, object)                             \
    E(str_ascii_iterator, "str_ascii_iterator", iterator, object)                 \
    E(range_iterator, "range_iterator", iterator, object)                         \
    E(long_range_iterator, "longrange_iterator", iterator, object)                \
    E(set_iterator, "set_iterator", iterator, object)                             \
    E(dict_key_iterator, "dict_keyiterator", iterator, object)                    \
    E(dict_value_iterator, "dict_valueiterator", iterator, object)                \
    E(dict_item_iterator, "dict_itemiterator", iterator, object)                  \
    E(dict_reverse_key_iterator, "dict_reversekeyiterator", iterator, object)     \
    E(dict_reverse_value_iterator, "dict_reversevalueiterator", iterator, object) \
    E(dict_reverse_item_iterator, "dict_reverseitemiterator", iterator, object)   \
    E(callable_iterator, "callable_iterator", iterator, object)                   \
    E(sequence_iterator, "iterator", iterator, object)                            \
    E(enumerate, "enumerate", iterator, object)                                   \
    E(zip, "zip", iterator, object)                                               \
    E(map, "map", iterator, object)                                               \
    E(filter, "filter", iterator, object)                                         \
    E(reversed, "reversed", iterator, object)

/// The builtin exceptions. E(field, script name, base field)
#define MINIVM_EXCEPTIONS(E)                                                \
    E(base_exception, "BaseException", object)                              \
    E(exception, "Exception", base_exception)                               \
    E(system_exit, "SystemExit", base_exception)                            \
    E(keyboard_interrupt, "KeyboardInterrupt", base_exception)              \
    E(generator_exit, "GeneratorExit", base_exception)                      \
    E(unsupported, "UnsupportedError", base_exception)                      \
    E(stop, "Stop", base_exception)                                         \
    E(stop_iteration, "StopIteration", exception)                           \
    E(stop_async_iteration, "StopAsyncIteration", exception)                \
    E(arithmetic_error, "ArithmeticError", exception)                       \
    E(floating_point_error, "FloatingPointError", arithmetic_error)         \
    E(overflow_error, "OverflowError", arithmetic_error)                    \
    E(zero_division_error, "ZeroDivisionError", arithmetic_error)           \
    E(assertion_error, "AssertionError", exception)                         \
    E(attribute_error, "AttributeError", exception)                         \
    E(buffer_error, "BufferError", exception)                               \
    E(eof_error, "EOFError", exception)                                     \
    E(import_error, "ImportError", exception)                               \
    E(module_not_found_error, "ModuleNotFoundError", import_error)          \
    E(lookup_error, "LookupError", exception)                               \
    E(index_error, "IndexError", lookup_error)                              \
    E(key_error, "KeyError", lookup_error)                                  \
    E(memory_error, "MemoryError", exception)                               \
    E(name_error, "NameError", exception)                                   \
    E(unbound_local_error, "UnboundLocalError", name_error)                 \
    E(os_error, "OSError", exception)                                       \
    E(blocking_io_error, "BlockingIOError", os_error)                       \
    E(child_process_error, "ChildProcessError", os_error)                   \
    E(connection_error, "ConnectionError", os_error)                        \
    E(broken_pipe_error, "BrokenPipeError", connection_error)               \
    E(connection_aborted_error, "ConnectionAbortedError", connection_error) \
    E(connection_refused_error, "ConnectionRefusedError", connection_error) \
    E(connection_reset_error, "ConnectionResetError", connection_error)     \
    E(file_exists_error, "FileExistsError", os_error)                       \
    E(file_not_found_error, "FileNotFoundError", os_error)                  \
    E(interrupted_error, "InterruptedError", os_error)                      \
    E(is_a_directory_error, "IsADirectoryError", os_error)                  \
    E(not_a_directory_error, "NotADirectoryError", os_error)                \
    E(permission_error, "PermissionError", os_error)                        \
    E(process_lookup_error, "ProcessLookupError", os_error)                 \
    E(timeout_error, "TimeoutError", os_error)                              \
    E(reference_error, "ReferenceError", exception)                         \
    E(runtime_error, "RuntimeError", exception)                             \
    E(not_implemented_error, "NotImplementedError", runtime_error)          \
    E(recursion_error, "RecursionError", runtime_error)                     \
    E(syntax_error, "SyntaxError", exception)                               \
    E(indentation_error, "IndentationError", syntax_error)                  \
    E(tab_error, "TabError", indentation_error)                             \
    E(system_error, "SystemError", exception)                               \
    E(type_error, "TypeError", exception)                                   \
    E(value_error, "ValueError", exception)                                 \
    E(unicode_error, "UnicodeError", value_error)                           \
    E(unicode_decode_error, "UnicodeDecodeError", unicode_error)            \
    E(unicode_encode_error, "UnicodeEncodeError", unicode_error)            \
    E(unicode_translate_error, "UnicodeTranslateError", unicode_error)      \
    E(warning, "Warning", exception)                                        \
    E(deprecation_warning, "DeprecationWarning", warning)                   \
    E(runtime_warning, "RuntimeWarning", warning)                           \
    E(user_warning, "UserWarning", warning)                                 \
    E(syntax_warning, "SyntaxWarning", warning)                             \
    E(future_warning, "FutureWarning", warning)                             \
    E(resource_warning, "ResourceWarning", warning)

struct Types {
#define E(field, ...) Type* field = nullptr;
    MINIVM_TYPES(E) MINIVM_EXCEPTIONS(E)
#undef E
};

/// Names that C++ code looks up: N(add) is the Str "__add__".
// clang-format off
#define MINIVM_SPECIAL_NAMES(N) \
    N(abs) N(abstractmethods) N(add) N(and) N(annotations) N(bases) N(bool) N(bytes) N(call) N(cause) N(ceil) \
    N(class) N(class_getitem) N(code) N(complex) N(contains) N(context) N(defaults) N(del) N(delattr) \
    N(delete) N(delitem) N(dict) N(dir) N(divmod) N(doc) N(enter) N(eq) N(exit) N(file) N(float) \
    N(floor) N(floordiv) N(format) N(func) N(ge) N(get) N(getattr) N(getattribute) N(getitem) N(globals) \
    N(gt) N(hash) N(iadd) N(iand) N(ifloordiv) N(ilshift) N(imatmul) N(imod) N(imul) N(index) N(init) \
    N(init_subclass) N(instancecheck) N(int) N(invert) N(ior) N(ipow) N(irshift) N(isabstractmethod) \
    N(isub) N(iter) N(itruediv) N(ixor) N(kwdefaults) N(le) N(len) N(length_hint) N(lshift) N(lt) \
    N(main) N(matmul) N(missing) N(mod) N(module) N(mro) N(mul) N(name) N(ne) N(neg) N(new) N(next) \
    N(notes) N(or) N(pos) N(pow) N(qualname) N(radd) N(rand) N(rdivmod) N(repr) N(reversed) N(rfloordiv) \
    N(rlshift) N(rmatmul) N(rmod) N(rmul) N(ror) N(round) N(rpow) N(rrshift) N(rshift) N(rsub) \
    N(rtruediv) N(rxor) N(self) N(set) N(set_name) N(setattr) N(setitem) N(slots) N(str) N(sub) \
    N(subclasscheck) N(suppress_context) N(traceback) N(truediv) N(trunc) N(weakref) N(wrapped) N(xor)
// clang-format on

struct Names {
#define N(name) Str* name##_ = nullptr;
    MINIVM_SPECIAL_NAMES(N)
#undef N
};

/// Shapes by their ids. They are added and never taken away, so who has an id finds its shape while others
/// are added: an array that was outgrown stays until the end.
class ShapeTable {
public:
    ShapeTable() = default;
    ShapeTable(ShapeTable const&) = delete;
    ShapeTable& operator=(ShapeTable const&) = delete;

    Shape* operator[](std::uint32_t id) const { return items_[id]; }
    std::uint32_t size() const { return size_; }
    /// The next id. One thread at a time.
    void add(Shape* shape) {
        if (size_ == capacity_) grow();
        items_[size_] = shape;
        size_ = size_ + 1;
    }
    void put(std::uint32_t id, Shape* shape) { items_[id] = shape; }

private:
    void grow() {
        capacity_ = std::max<std::uint32_t>(256, capacity_ * 2);
        auto larger = std::make_unique<Shape*[]>(capacity_);
        if (size_ != 0)
            std::copy_n(static_cast<Shape**>(items_), static_cast<std::uint32_t>(size_), larger.get());
        items_ = larger.get();
        arrays_.push_back(std::move(larger));
    }
    Shared<Shape**> items_ = nullptr;
    Shared<std::uint32_t> size_ = 0;
    std::uint32_t capacity_ = 0;
    std::vector<std::unique_ptr<Shape*[]>> arrays_;
};

class Interpreter {
public:
    Interpreter();
    ~Interpreter();
    /// Makes the builtin types and names. `main` is the first thread. Once, before anything else.
    void boot(Thread& main);
    Interpreter(Interpreter const&) = delete;
    Interpreter& operator=(Interpreter const&) = delete;

    /// The one Str with this text among all interned ones: identity is equality. UTF-8. Names of attributes,
    /// variables and keywords are always interned.
    Str* intern(Thread& thread, std::string_view text);
    Str* intern(Thread& thread, Str* text);

    Shape* make_shape(Type* type, Shape::Layout layout, std::uint16_t capacity);
    Shape* shape(std::uint32_t id) const {
        return id >= shape_id::simple_function ? shapes[shape_id::function] : shapes[id];
    }
    /// The shape reached from `from` by adding an attribute.
    Shape* transition(Shape* from, Str* name);

    /// Forgets every inline and method cache. After a change to a class that a cache may have seen. With the
    /// world stopped.
    void flush_caches();

    /// A new module, in `modules`. Its names are cells: see vm/objects/module.hpp.
    Module* make_module(Thread& thread, std::string_view name);

    Heap heap;
    Types types;
    Names names;
    ShapeTable shapes;  // owned; tables_mutex
    /// Compiled code lives as long as the interpreter.
    void add_code(std::unique_ptr<Code> code);
    std::vector<std::unique_ptr<Code>> const& codes() const { return codes_; }
    /// A root for ever.
    void keep(Value value);
    /// What a native's signature says, if it was parsed before; null otherwise.
    NativeParameters const* find_parameters(std::string_view signature);
    /// The signature must live as long as the interpreter. Gives those that are known if it is by now.
    NativeParameters const* add_parameters(std::string_view signature,
                                           std::unique_ptr<NativeParameters> parameters);
    // Of what is added to rarely: shapes, code, roots, and the lists of subclasses.
    TableMutex tables_mutex{Table::shapes};
    Str* empty_text = nullptr;           // '', shared; this and the next made with the first str
    std::array<Str*, 256> characters{};  // the strs of one code point below 256, shared
    Bytes* no_octets = nullptr;          // b'', and the bytes of one octet: shared, made with the first bytes
    std::array<Bytes*, 256> octets{};
    Tuple* no_items = nullptr;  // (): see empty_tuple
    bool is_unattended() {
        TableGuard const guard(threads_mutex);
        return threads == nullptr;
    }
    Thread* threads = nullptr;      // every attached thread; threads_mutex
    std::uint32_t last_number = 0;  // of a thread; threads_mutex
    TableMutex threads_mutex{Table::threads};
    Dict* modules = nullptr;  // sys.modules
    Module* builtins = nullptr;
    Safepoint::Hook safepoint_hook = nullptr;
    /// Finds, makes and runs a module that is not in `modules`, by its full name. ModuleNotFoundError.
    /// Supplied by the runtime (runtime/modules/import.hpp).
    Result<Value> (*import_hook)(Thread& thread, Str* name) = nullptr;
    /// For WorldStopped (vm/sync.hpp); not used in the ordinary build.
    void (*stop_world)(Thread& thread) = nullptr;
    void (*start_world)(Thread& thread) = nullptr;
    /// Called where a thread finds taken what it wants to lock, and when it has it: an object or, if that is
    /// null, a table. The first gives a moment, which the second gets; that one runs no script code, takes no
    /// Guard and no TableMutex and does not allocate. Both may be null; not used in the ordinary build.
    std::int64_t (*wait_hook)(Thread& thread) = nullptr;
    void (*waited_hook)(Thread& thread, Object* object, Table table, std::int64_t since) = nullptr;
    /// Has work(argument) done on a thread of its own, of which no script knows, soon or later; false if
    /// there can be none. Null: there never can.
    bool (*start_helper)(void (*work)(void* argument), void* argument) = nullptr;
    /// Called by the stepping table (vm/interpreter.hpp). Lock: held. May collect; raises.
    Result<void> (*stepping_hook)(Thread& thread) = nullptr;
    /// Called by the watching tables before the instruction at thread.pc. Runs no script code.
    void (*access_hook)(Thread& thread) = nullptr;
    /// Called by a collection that knows what is alive (Heap::is_live) and has freed nothing yet: who knows
    /// objects by their addresses forgets the dead. With the world stopped. May be null.
    void (*marked_hook)(Interpreter& interpreter) = nullptr;
    /// Shows the value of an expression typed at the prompt.
    Result<void> (*display_hook)(Thread& thread, Value value) = nullptr;
    Shared<std::int32_t> recursion_limit = 1000;
    Shared<std::int32_t> int_digits_limit = 4300;  // sys.set_int_max_str_digits
    Value object_new =
        Value::unbound();  // object.__new__ and object.__init__, to tell whether a class has its own
    Value object_init = Value::unbound();
    Value exception_new = Value::unbound();
    Streams* streams = nullptr;  // the runtime's (runtime/streams.hpp)
    void* host = nullptr;        // the runtime's record of this interpreter

    /// Counts the changes of data in classes that replaced other data: see lookup (vm/type.cpp).
    Shared<std::uint64_t> class_data_version = 1;  // tables_mutex

private:
    friend class Heap;
    /// With the world stopped.
    template <typename F>
    void each_method_cache(F f) {
        f(method_cache_);
        if constexpr (free_threaded)
            for (Thread* thread = threads; thread; thread = thread->next) f(*thread->method_cache);
    }
    Shape* new_shape(Type* type, Shape::Layout layout, std::uint16_t capacity);
    MethodCache method_cache_;  // of all threads in the ordinary build; in the other each has its own
    friend struct Thread;
    std::vector<std::unique_ptr<Code>> codes_;  // tables_mutex
    std::vector<Value> permanent_;              // tables_mutex
    // tables_mutex
    std::unordered_map<std::string_view, std::unique_ptr<NativeParameters>> native_parameters_;
    TableMutex names_mutex_{Table::names};
    // names_mutex_
    std::unordered_map<std::string_view, Str*> interned_;   // keys point into the Strs; weak
    std::vector<std::unique_ptr<std::string>> wide_names_;  // keys that do not
};

/// object, type, NoneType, bool's kin: the attributes that every object and every type has
/// (vm/attributes.cpp).
void define_objects(Thread& thread);

inline Interpreter& interpreter_of(Thread const& thread) { return *thread.interpreter; }
inline Types const& types(Thread const& thread) { return thread.interpreter->types; }
inline Names const& names(Thread const& thread) { return thread.interpreter->names; }

inline Type* type_of(Thread const& thread, Value value) {
    std::uint32_t id;
    if (value.is_object())
        id = value.as_object()->shape;
    else if (value.is_small_int())
        id = shape_id::integer;
    else if (value.is_small_double())
        id = shape_id::floating;
    else if (value.is_none())
        id = shape_id::none;
    else if (value.is_bool())
        id = shape_id::boolean;
    else
        id = value == Value::ellipsis() ? shape_id::ellipsis : shape_id::not_implemented;
    return thread.interpreter->shape(id)->type;
}

}  // namespace minivm

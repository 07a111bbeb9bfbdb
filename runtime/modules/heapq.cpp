// _heapq: a list kept as a binary heap. The algorithms of CPython's Modules/_heapqmodule.c: the order of
// comparisons and what the list holds after each call are the same, as scripts can see both.
#include <utility>

#include "runtime/modules/native_modules.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

Result<List*> heap_argument(Thread& thread, Value value, char const* where) {
    if (auto* const list = as<List>(value)) return list;
    return raise_type_error(thread, "%s must be list, not %s", where, type_name(thread, value));
}

/// items[a] < items[b]. The comparison may run script code, which must leave the list's length alone.
Result<bool> less(Thread& thread, List* heap, std::size_t a, std::size_t b) {
    std::uint32_t const length = heap->length;
    Root<Value> left(thread, heap->items[a]);
    Root<Value> right(thread, heap->items[b]);
    bool const result = MINIVM_TRY(compare_truth(thread, CompareOperator::lt, left, right));
    if (heap->length != length)
        return raise(thread, types(thread).runtime_error, "list changed size during iteration");
    return result;
}

/// Moves the item at `at` towards the root, no further than `start`, as long as it is less than its parent.
Result<void> rise(Thread& thread, List* heap, std::size_t start, std::size_t at) {
    if (at >= heap->length) return raise_index_error(thread, "index out of range");
    while (at > start) {
        std::size_t const parent = (at - 1) / 2;
        bool const above = MINIVM_TRY(less(thread, heap, at, parent));
        if (!above) break;
        std::swap(heap->items[at], heap->items[parent]);
        at = parent;
    }
    return {};
}

/// Moves the item at `start` down to a leaf along the lesser children, then up again to where it belongs: on
/// the average that takes fewer comparisons than stopping on the way down.
Result<void> sink(Thread& thread, List* heap, std::size_t start) {
    std::size_t const length = heap->length;
    if (start >= length) return raise_index_error(thread, "index out of range");
    std::size_t at = start;
    while (at < length / 2) {
        std::size_t child = 2 * at + 1;
        if (child + 1 < length) {
            bool const left_is_less = MINIVM_TRY(less(thread, heap, child, child + 1));
            if (!left_is_less) ++child;
        }
        std::swap(heap->items[at], heap->items[child]);
        at = child;
    }
    return rise(thread, heap, start, at);
}

Result<Value> heappush(Thread& thread, Value* a) {
    List* const heap = MINIVM_TRY(heap_argument(thread, a[0], "heappush() argument 1"));
    MINIVM_TRY(append(thread, heap, a[1]));
    MINIVM_TRY(rise(thread, heap, 0, heap->length - 1));
    return Value::none();
}

Result<Value> heappop(Thread& thread, Value* a) {
    List* const heap = MINIVM_TRY(heap_argument(thread, a[0], "heappop() argument"));
    if (heap->length == 0) return raise_index_error(thread, "index out of range");
    Root<Value> result(thread, heap->items[heap->length - 1]);
    list_truncate(thread, heap, heap->length - 1);
    if (heap->length == 0) return result.value();
    Value const last = result;
    result.set(heap->items[0]);
    heap->items[0] = last;
    MINIVM_TRY(sink(thread, heap, 0));
    return result.value();
}

Result<Value> replace_root(Thread& thread, List* heap, Value item) {
    Root<Value> result(thread, heap->items[0]);
    heap->items[0] = item;
    MINIVM_TRY(sink(thread, heap, 0));
    return result.value();
}

Result<Value> heapreplace(Thread& thread, Value* a) {
    List* const heap = MINIVM_TRY(heap_argument(thread, a[0], "heapreplace() argument 1"));
    if (heap->length == 0) return raise_index_error(thread, "index out of range");
    return replace_root(thread, heap, a[1]);
}

Result<Value> heappushpop(Thread& thread, Value* a) {
    List* const heap = MINIVM_TRY(heap_argument(thread, a[0], "heappushpop() argument 1"));
    if (heap->length == 0) return a[1];
    Root<Value> least(thread, heap->items[0]);
    bool const above = MINIVM_TRY(compare_truth(thread, CompareOperator::lt, least, a[1]));
    if (!above) return a[1];
    if (heap->length == 0) return raise_index_error(thread, "index out of range");
    return replace_root(thread, heap, a[1]);
}

Result<Value> heapify(Thread& thread, Value* a) {
    List* const heap = MINIVM_TRY(heap_argument(thread, a[0], "heapify() argument"));
    for (std::size_t i = heap->length / 2; i-- > 0;) MINIVM_TRY(sink(thread, heap, i));
    return Value::none();
}

constexpr NativeSpec functions[] = {
    {"heappush", heappush, "(heap, item, /)"},
    {"heappop", heappop, "(heap, /)"},
    {"heapreplace", heapreplace, "(heap, item, /)"},
    {"heappushpop", heappushpop, "(heap, item, /)"},
    {"heapify", heapify, "(heap, /)"},
};

}  // namespace

Module* make_heapq(Thread& thread) {
    Module* const module = interpreter_of(thread).make_module(thread, "_heapq");
    module->unsupported_is_error = true;
    add_functions(thread, module, functions);
    return module;
}

}  // namespace minivm

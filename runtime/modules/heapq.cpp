// _heapq: a list kept as a binary heap. The algorithms of CPython's Modules/_heapqmodule.c: the order of
// comparisons and what the list holds after each call are the same, as scripts can see both.
//
// Each call is one step for other threads as long as no script compares: it holds the list's lock, but for
// such comparisons.
#include <utility>

#include "runtime/modules/native_modules.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/quick.hpp"
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

// All of these under the heap's Guard.

/// The comparison may run script code, which must leave the list's length alone.
Result<bool> less(Thread& thread, List* heap, Value left, Value right) {
    if (Quick const quick = quick_less(left, right); quick != Quick::unknown) return quick == Quick::yes;
    std::uint32_t const length = heap->length;
    Root<Value> const kept_left(thread, left);
    Root<Value> const kept_right(thread, right);
    Result<bool> const result = [&] {
        Unguarded const unguarded(thread, heap);
        return compare_truth(thread, CompareOperator::lt, left, right);
    }();
    if (result && heap->length != length)
        return raise(thread, types(thread).runtime_error, "list changed size during iteration");
    return result;
}

void swap(List* heap, std::size_t a, std::size_t b) {
    Slot* const items = heap->items;
    Value const kept = items[a];
    items[a] = items[b];
    items[b] = kept;
}

/// Moves the item at `at` towards the root, no further than `start`, as long as it is less than its parent.
Result<void> rise(Thread& thread, List* heap, std::size_t start, std::size_t at) {
    if (at >= heap->length) return raise_index_error(thread, "index out of range");
    while (at > start) {
        std::size_t const parent = (at - 1) / 2;
        bool const above = MINIVM_TRY(less(thread, heap, heap->items[at], heap->items[parent]));
        if (!above) break;
        swap(heap, at, parent);
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
            bool const left_is_less =
                MINIVM_TRY(less(thread, heap, heap->items[child], heap->items[child + 1]));
            if (!left_is_less) ++child;
        }
        swap(heap, at, child);
        at = child;
    }
    return rise(thread, heap, start, at);
}

Result<Value> replace_root(Thread& thread, List* heap, Value item) {
    Root<Value> result(thread, heap->items[0]);
    heap->items[0] = item;
    MINIVM_TRY(sink(thread, heap, 0));
    return result.value();
}

Result<Value> heappush(Thread& thread, Value* a) {
    List* const heap = MINIVM_TRY(heap_argument(thread, a[0], "heappush() argument 1"));
    Guard const guard(thread, heap);
    MINIVM_TRY(list_push(thread, heap, a[1]));
    MINIVM_TRY(rise(thread, heap, 0, heap->length - 1));
    return Value::none();
}

Result<Value> heappop(Thread& thread, Value* a) {
    List* const heap = MINIVM_TRY(heap_argument(thread, a[0], "heappop() argument"));
    Guard const guard(thread, heap);
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

Result<Value> heapreplace(Thread& thread, Value* a) {
    List* const heap = MINIVM_TRY(heap_argument(thread, a[0], "heapreplace() argument 1"));
    Guard const guard(thread, heap);
    if (heap->length == 0) return raise_index_error(thread, "index out of range");
    return replace_root(thread, heap, a[1]);
}

Result<Value> heappushpop(Thread& thread, Value* a) {
    List* const heap = MINIVM_TRY(heap_argument(thread, a[0], "heappushpop() argument 1"));
    Guard const guard(thread, heap);
    if (heap->length == 0) return a[1];
    Value const least = heap->items[0];
    Quick const quick = quick_less(least, a[1]);
    bool above = quick == Quick::yes;
    if (quick == Quick::unknown) {
        Root<Value> const kept(thread, least);
        Unguarded const unguarded(thread, heap);
        above = MINIVM_TRY(compare_truth(thread, CompareOperator::lt, least, a[1]));
    }
    if (!above) return a[1];
    if (heap->length == 0) return raise_index_error(thread, "index out of range");
    return replace_root(thread, heap, a[1]);
}

Result<Value> heapify(Thread& thread, Value* a) {
    List* const heap = MINIVM_TRY(heap_argument(thread, a[0], "heapify() argument"));
    Guard const guard(thread, heap);
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

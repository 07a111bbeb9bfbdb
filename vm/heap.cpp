// The heap.
//
// SPACE. Small objects live in blocks of 64 KiB, carved one after the other from one reserved region, so that
// an object can be named by 32 bits (inline caches do) and so that a deterministic program sees the same
// layout in each run. A block is a row of objects without gaps: each head says its size, and what is free is
// an object of kind `free`. Large objects (variable-sized ones over small_limit) are malloc'ed one by one and
// chained. Tables and item arrays are storage: malloc'ed, owned by one object, freed with it.
//
// ALLOCATION. A thread owns a run of free memory and bumps a cursor through it; no lock, no list. When it is
// used up the thread takes the next free run that sweeping finds, or a new block.
//
// COLLECTION. Mark and sweep, not moving, the world stopped; marking may have helpers (marking.cpp). An
// object is live when its mark equals live_mark_, which alternates between 1 and 2, so that nothing has to be
// unmarked; new objects have 0. Marking is precise: registers, roots and traced fields hold Values, and the
// words between them in frames decode as doubles. A register that is not yet written in the current call may
// hold a value of an earlier one; this is sound (if not tight), because every such value was scanned or
// cleared at each collection since it was written: what lies above the top of a stack is zeroed at every
// collection. Sweeping is lazy: block by block, as threads ask for memory; it is always finished before the
// next marking.
//
// WHEN. After as many bytes were allocated as were live (at least minimum_threshold) a collection is
// *requested*: the thread gets the pending bit and collects at its next safepoint. Never inside an
// allocation: see THE RULE in heap.hpp. Where threads allocate at once they stop the world less often than
// one alone would, for a stop costs each of them the time until all stand still, and the marking that the
// collector does alone: with 32 MiB for each, two threads that build strings do 2.14 times the work of one,
// with 8 MiB 1.81 times.
//
// TYPES AND SHAPES are never freed: caches name them by number. Interned strings are held weakly.
#include "vm/heap.hpp"

#include <sched.h>
#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>

#include "vm/code.hpp"
#include "vm/objects/bytearray.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/exception.hpp"
#include "vm/objects/function.hpp"
#include "vm/objects/generator.hpp"
#include "vm/objects/iterator.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/set.hpp"
#include "vm/objects/str.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

constexpr std::size_t block_bytes = heap_block_bytes;
constexpr std::size_t region_bytes = heap_region_bytes;  // index_of names 2^32 units of 16 bytes: 64 GiB
constexpr std::size_t most_blocks = region_bytes / block_bytes;
constexpr std::size_t smallest_region_bytes = std::size_t{64} << 20;
constexpr std::size_t minimum_threshold = std::size_t{8} << 20;
// Where threads allocate at once, for each of them, and for all.
constexpr std::size_t minimum_of_each = std::size_t{32} << 20;
constexpr std::size_t minimum_of_all = std::size_t{512} << 20;
constexpr std::size_t shortest_run = 64;
constexpr unsigned patience = 8;  // collections without allocating anything, before blocks are given up
constexpr std::size_t worth_helpers = std::size_t{1} << 20;  // so much live: marking it takes a millisecond
// To find what is not rooted: every allocation asks for a collection, until the collections have gone through
// so many bytes; from then on one in a while, lest a large heap take for ever.
constexpr bool stress = MINIVM_GC_STRESS;
constexpr std::size_t stress_bytes = std::size_t{16} << 30;

// The sweeper meets objects whose locks are being taken; the collector proper does not.
std::uint8_t mark_of(Object const* object) {
    constexpr std::uint8_t mark_bits = 3;
    if constexpr (free_threaded) return __atomic_load_n(&object->mark, __ATOMIC_RELAXED) & mark_bits;
    return object->mark;
}

std::size_t size_of(Object const* object) { return std::size_t{object->size_units} << 4; }

// That the process may use.
std::size_t processors() {
    static std::size_t const count = [] {
        cpu_set_t set;
        return sched_getaffinity(0, sizeof(set), &set) == 0 ? static_cast<std::size_t>(CPU_COUNT(&set)) : 1;
    }();
    return count;
}

// Zeroed memory that takes room only where it is written to; nullptr if there is none.
char* reserve(std::size_t bytes) {
    void* const region =
        mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return region == MAP_FAILED ? nullptr : static_cast<char*>(region);
}

void make_free(char* begin, char* end) {
    if (begin == end) return;
    *reinterpret_cast<Object*>(begin) = {0, Kind::free, 0, static_cast<std::uint16_t>((end - begin) >> 4)};
}

}  // namespace

struct Heap::LargeHead {
    LargeHead* next;
    std::size_t bytes;
    Object* object() { return reinterpret_cast<Object*>(this + 1); }
    static LargeHead* of(Object* object) { return reinterpret_cast<LargeHead*>(object) - 1; }
};

Heap::Heap(Interpreter& interpreter) : interpreter_(interpreter), threshold_(minimum_threshold) {
    std::size_t bytes = region_bytes;
    for (; bytes >= smallest_region_bytes; bytes /= 2)  // a limited address space may not have room
        if ((base_ = reserve(bytes)) != nullptr) break;
    owners_ = reinterpret_cast<Shared<std::uint32_t>*>(reserve(most_blocks * sizeof(*owners_)));
    sweeps_ = reinterpret_cast<std::uint32_t*>(reserve(most_blocks * sizeof(*sweeps_)));
    if (!base_ || !owners_ || !sweeps_) {
        std::fputs("minivm: no address space for a heap\n", stderr);
        std::abort();
    }
    top_ = base_;
    end_ = base_ + bytes;
}

Heap::~Heap() {
    for (void* storage : retired_) std::free(storage);
    munmap(base_, static_cast<std::size_t>(end_ - base_));
    munmap(owners_, most_blocks * sizeof(*owners_));
    munmap(sweeps_, most_blocks * sizeof(*sweeps_));
}

void Heap::finalize_all() {
    for (char* block = base_; block < top_; block += block_bytes)
        for (char* at = block; at < block + block_bytes;) {
            auto* object = reinterpret_cast<Object*>(at);
            if (object->kind != Kind::free) finalize(object);
            at += size_of(object);
        }
    while (large_) {
        LargeHead* next = large_->next;
        finalize(large_->object());
        std::free(large_);
        large_ = next;
    }
    top_ = base_;
}

std::uint64_t Heap::identity(Object const* object) const {
    // The address would do, but the position makes runs under a deterministic schedule print the same.
    if (object->size_units != 0) return 0x7F00'0000'0000 + (std::uint64_t{index_of(object)} << 4);
    return reinterpret_cast<std::uint64_t>(object);
}

// --- allocation ---

bool Heap::stressed() const { return stress && marked_bytes_ < stress_bytes; }

// A sum that all threads write would be their bottleneck, so each tells what it allocated in larger amounts;
// but at once where there is a limit to keep.
void Heap::account(Thread& thread, std::size_t bytes) {
    constexpr std::size_t told_at_once = std::size_t{64} << 10;
    if constexpr (free_threaded) {
        thread.account.allocated += bytes;
        if (!stress && limit_ == 0 && thread.account.allocated < told_at_once) return;
        bytes = thread.account.allocated;
        thread.account.allocated = 0;
    }
    TableGuard const guard(mutex_);
    allocated_bytes_ += bytes;
    if (stressed() || allocated_bytes_ > threshold_ || over_limit()) thread.request(pending::collect);
}

Object* Heap::allocate_slow(Thread& thread, std::uint32_t shape, Kind kind, std::size_t bytes) {
    if (bytes > small_limit) return allocate_large(thread, shape, kind, bytes);
    if (stressed())
        refill_exactly(thread, bytes);
    else
        refill(thread, bytes);
    return allocate(thread, shape, kind, bytes);
}

Object* Heap::allocate_large(Thread& thread, std::uint32_t shape, Kind kind, std::size_t bytes) {
    if (limit_ != 0 && (bytes > limit_ || used_bytes() > limit_ - bytes)) {
        thread.request(pending::collect);  // what is dead may make room for the next attempt
        return nullptr;
    }
    auto* head = static_cast<LargeHead*>(std::malloc(sizeof(LargeHead) + bytes));
    if (!head) return nullptr;
    *head->object() = {shape, kind, 0, 0};
    {
        TableGuard const guard(mutex_);
        *head = {large_, bytes};
        large_ = head;
    }
    account(thread, bytes);
    return head->object();
}

void* Heap::allocate_storage(Thread& thread, std::size_t bytes) {
    return reallocate_storage(thread, nullptr, 0, bytes);
}

void* Heap::reallocate_storage(Thread& thread, void* storage, std::size_t old_bytes, std::size_t new_bytes) {
    if (limit_ != 0 && new_bytes > old_bytes &&
        new_bytes - old_bytes > limit_ - std::min<std::size_t>(limit_, used_bytes())) {
        thread.request(pending::collect);
        return nullptr;
    }
    new_bytes = std::max<std::size_t>(new_bytes, 1);
    void* fresh = nullptr;
    if (thread.watched() && storage) {
        fresh = std::malloc(new_bytes);
        if (!fresh) return nullptr;
        std::memcpy(fresh, storage, std::min(old_bytes, new_bytes));  // others read it at most
        thread.account.retired.push_back(storage);
        old_bytes = 0;
    } else {
        fresh = std::realloc(storage, new_bytes);
        if (!fresh) return nullptr;
    }
    if (new_bytes > old_bytes) account(thread, new_bytes - old_bytes);
    return fresh;
}

void Heap::retire_storage(Thread& thread, void* storage, std::size_t bytes) {
    if (!thread.watched())
        free_storage(thread, storage, bytes);
    else if (storage)
        thread.account.retired.push_back(storage);
}

void Heap::free_storage(Thread& thread, void* storage, std::size_t bytes) {
    std::free(storage);
    if constexpr (free_threaded)
        thread.account.allocated -= std::min(thread.account.allocated, bytes);
    else
        allocated_bytes_ -= std::min<std::size_t>(allocated_bytes_, bytes);
}

// Ends a thread's run, so that the sweeper can walk its block.
void Heap::retire(AllocationRun& run) {
    make_free(run.cursor, run.end);
    run.cursor = run.end = nullptr;
}

// With the world stopped: nobody reads any more what was replaced.
void Heap::settle(Thread& thread) {
    retire(thread.run);
    sweep_rest(thread);
    thread.run.next_own = 0;
    thread.taken_away = 0;
    thread.account.allocated = 0;
    for (void* storage : thread.account.retired) std::free(storage);
    thread.account.retired.clear();
}

void Heap::leave(Thread& thread) {
    retire(thread.run);
    sweep_rest(thread);
    if constexpr (free_threaded) {
        TableGuard const guard(interpreter_.threads_mutex);
        disown(thread);
    }
    TableGuard const guard(mutex_);
    allocated_bytes_ += thread.account.allocated;
    retired_.insert(retired_.end(), thread.account.retired.begin(), thread.account.retired.end());
    thread.account = {};
}

void Heap::refill(Thread& thread, std::size_t bytes) {
    AllocationRun& run = thread.run;
    retire(run);
    while (!sweep(thread, bytes))
        if (!claim(thread)) {
            extend(thread);
            break;
        }
    account(thread, static_cast<std::size_t>(run.end - run.cursor));
}

// A run for this one object; the next is what lies behind it. So every allocation comes here and asks for a
// collection.
void Heap::refill_exactly(Thread& thread, std::size_t bytes) {
    AllocationRun& run = thread.run;
    bool const at_block_end = static_cast<std::size_t>(run.end - base_) % block_bytes == 0;
    auto const* const behind = reinterpret_cast<Object const*>(run.end);
    if (run.end && !at_block_end && behind->kind == Kind::free && size_of(behind) >= bytes)
        run.end += size_of(behind);
    else
        refill(thread, bytes);
    make_free(run.cursor + bytes, run.end);
    run.end = run.cursor + bytes;
    thread.request(pending::collect);
}

// So that whoever still points at what is dead stumbles at once, not when the memory is used again.
void Heap::poison_dead() {
    for (char* at = base_; at < top_;) {
        auto* object = reinterpret_cast<Object*>(at);
        std::size_t const bytes = size_of(object);
        if (object->kind != Kind::free && mark_of(object) != live_mark_) {
            finalize(object);
            make_free(at, at + bytes);
            std::memset(at + sizeof(Object), 0xDB, bytes - sizeof(Object));
        }
        at += bytes;
    }
}

// The block becomes the thread's to sweep. False if somebody has swept it or is at it.
bool Heap::begin_sweep(Thread& thread, std::size_t block) {
    if (sweeps_[block] == sweep_number()) return false;
    sweeps_[block] = sweep_number();
    thread.run.scan = base_ + block * block_bytes;
    thread.run.scan_end = thread.run.scan + block_bytes;
    return true;
}

// Another block becomes the thread's to sweep, one of its own if it can be, else nobody's; those of others
// are left to them. False if there is none.
bool Heap::claim(Thread& thread) {
    TableGuard const guard(mutex_);
    std::size_t const end = blocks();
    if constexpr (free_threaded) {
        std::size_t& own = thread.run.next_own;
        while (own < end)
            if (std::size_t const block = own++;
                owners_[block] == thread.bias.number && begin_sweep(thread, block))
                return true;
    }
    while (next_block_ < end)
        if (std::size_t const block = next_block_++;
            owners_[block] == Bias::nobody && begin_sweep(thread, block))
            return true;
    return false;
}

// A new block is the run.
void Heap::extend(Thread& thread) {
    TableGuard const guard(mutex_);
    if (static_cast<std::size_t>(end_ - top_) < block_bytes) {
        std::fputs("minivm: the heap's address space is exhausted\n", stderr);
        std::abort();
    }
    sweeps_[blocks()] = sweep_number();
    thread.run.cursor = top_;
    thread.run.end = thread.run.cursor + block_bytes;
    top_ = thread.run.end;
    own(thread);
}

// Goes on sweeping the thread's block until a free run of at least `bytes` is found. False at the block's
// end.
bool Heap::sweep(Thread& thread, std::size_t bytes) {
    AllocationRun& run = thread.run;
    while (run.scan < run.scan_end) {
        auto* object = reinterpret_cast<Object*>(run.scan);
        if (object->kind != Kind::free && mark_of(object) == live_mark_) {
            run.scan += size_of(object);
            continue;
        }
        char* const begin = run.scan;
        while (run.scan < run.scan_end) {
            object = reinterpret_cast<Object*>(run.scan);
            if (object->kind != Kind::free) {
                if (mark_of(object) == live_mark_) break;
                finalize(object);
            }
            run.scan += size_of(object);
        }
        make_free(begin, run.scan);
        std::size_t const found = static_cast<std::size_t>(run.scan - begin);
        if (found >= bytes && found >= shortest_run) {
            run.cursor = begin;
            run.end = run.scan;
            if (found == block_bytes) own(thread);
            return true;
        }
    }
    return false;
}

// Without allocating from it.
void Heap::sweep_rest(Thread& thread) { (void)sweep(thread, block_bytes + 1); }

// --- whose a block is ---

// The thread's run is a whole block, with nothing in it: what will be there is the thread's, unless too many
// blocks of its own were taken away lately.
void Heap::own(Thread& thread) {
    constexpr std::uint32_t most_taken_away = 8;
    if constexpr (free_threaded)
        owners_[static_cast<std::size_t>(thread.run.cursor - base_) / block_bytes] =
            can_bias() && thread.taken_away < most_taken_away ? thread.bias.number : Bias::nobody;
}

// Under threads_mutex, or with the world stopped.
void Heap::disown(Thread const& thread) {
    for (std::size_t block = 0; block < blocks(); ++block)
        if (owners_[block] == thread.bias.number) owners_[block] = Bias::nobody;
}

void Heap::revoke(Object const* object) {
    Shared<std::uint32_t>& owner =
        owners_[static_cast<std::size_t>(reinterpret_cast<char const*>(object) - base_) / block_bytes];
    TableGuard const guard(interpreter_.threads_mutex);
    std::uint32_t const number = owner;
    if (number == Bias::nobody) return;
    for (Thread* thread = interpreter_.threads; thread; thread = thread->next) {
        if (thread->bias.number != number) continue;
        owner = Bias::revoked;
        wait_for_guards(thread->bias);
        ++thread->taken_away;
        break;
    }
    owner = Bias::nobody;
}

void Heap::sweep_large() {
    for (LargeHead** link = &large_; *link;) {
        LargeHead* const head = *link;
        if (head->object()->mark == live_mark_) {
            link = &head->next;
            continue;
        }
        *link = head->next;
        finalize(head->object());
        std::free(head);
    }
}

// What a dead object owns outside the heap. Must not look at other objects: they may be gone already.
void Heap::finalize(Object* object) {
    switch (object->kind) {
        case Kind::list: {  // one that is being sorted may have no storage, whatever its pointer
            auto* const list = static_cast<List*>(object);
            if (list->capacity != 0 || (free_threaded && list->sorting)) std::free(list->items);
            break;
        }
        case Kind::bytearray:
            if (static_cast<ByteArray*>(object)->capacity != 0)
                std::free(static_cast<ByteArray*>(object)->storage);
            break;
        case Kind::dict: free_dict(static_cast<Dict*>(object)); break;
        case Kind::set:
        case Kind::frozenset: free_set(static_cast<Set*>(object)); break;
        case Kind::type:
            delete static_cast<Type*>(object)->subclasses;
            std::free(const_cast<char*>(static_cast<Type*>(object)->c_name));
            break;
        case Kind::foreign: {
            ForeignClass const* foreign = interpreter_.shapes[object->shape]->type->foreign;
            if (foreign->finalize) foreign->finalize(object);
            break;
        }
        default: break;
    }
}

// --- collection ---

void Heap::collect(Thread& thread) {
    std::size_t allocating = 0;
    for (Thread* each = interpreter_.threads; each; each = each->next) {
        if (each->run.end) {
            ++allocating;
            each->run.idle = 0;
        } else if (++each->run.idle == patience && free_threaded) {
            disown(*each);  // let others allocate from the blocks of one that does not
        }
        settle(*each);
    }
    for (void* storage : retired_) std::free(storage);
    retired_.clear();
    for (std::size_t block = 0; block < blocks(); ++block)
        if (begin_sweep(thread, block)) sweep_rest(thread);
    ++collections_;
    live_mark_ ^= 3;
    std::size_t const at_once = free_threaded ? std::clamp<std::size_t>(allocating, 1, processors()) : 1;
    std::size_t const helpers = live_bytes_ >= worth_helpers && interpreter_.start_helper ? at_once - 1 : 0;
    Tracer tracer(*this, helpers != 0);
    trace_roots(tracer);
    drain(tracer, helpers);
    live_bytes_ = tracer.live_bytes_;
    std::erase_if(interpreter_.interned_,
                  [this](auto const& entry) { return entry.second->mark != live_mark_; });
    interpreter_.each_method_cache([this](MethodCache& cache) {
        for (MethodCache::Entry& entry : cache.entries)
            if (entry.name && entry.name->mark != live_mark_)
                entry = {};  // another name may come to lie where this one lay
    });
    if (interpreter_.marked_hook) interpreter_.marked_hook(interpreter_);
    sweep_large();
    next_block_ = 0;
    if constexpr (stress) poison_dead();
    allocated_bytes_ = 0;
    marked_bytes_ += live_bytes_;
    std::size_t const least =
        at_once == 1 ? minimum_threshold : std::min(at_once * minimum_of_each, minimum_of_all);
    threshold_ = std::max<std::size_t>(stress ? least >> 6 : least, live_bytes_);
    if (over_limit()) thread.request(pending::memory);
}

void Heap::trace_next(Tracer& tracer) {
    Object* const object = tracer.gray_.back();
    tracer.gray_.pop_back();
    tracer.live_bytes_ += object->size_units ? size_of(object) : LargeHead::of(object)->bytes;
    trace(tracer, object);
}

void Heap::trace_roots(Tracer& tracer) {
    Interpreter& interpreter = interpreter_;
    tracer.visit_range(interpreter.permanent_.data(), interpreter.permanent_.size());
#define N(name) tracer.visit(interpreter.names.name##_);
    MINIVM_SPECIAL_NAMES(N)
#undef N
    tracer.visit(interpreter.modules);
    tracer.visit(interpreter.builtins);
    for (std::uint32_t id = 0; id < interpreter.shapes.size(); ++id) {
        Shape const* const shape = interpreter.shapes[id];
        if (!shape) continue;
        tracer.visit(shape->type);
        tracer.visit_range(shape->names.data(), shape->names.size());
    }
    for (auto const& code : interpreter.codes_) {
        tracer.visit(code->name);
        tracer.visit(code->qualname);
        tracer.visit(code->docstring);
        tracer.visit(code->predicted_attributes);
        tracer.visit_range(code->constants.data(), code->constants.size());
        tracer.visit_range(code->names.data(), code->names.size());
        tracer.visit_range(code->variables.data(), code->variables.size());
        tracer.visit_range(code->free_names.data(), code->free_names.size());
    }
    for (Thread* thread = interpreter.threads; thread; thread = thread->next) {
        tracer.visit_range(thread->stack, static_cast<std::size_t>(thread->top - thread->stack));
        thread->clear_above_top();
        for (RootLink* root = thread->roots; root; root = root->below) tracer.visit(root->held);
        tracer.visit(thread->exception);
        tracer.visit(thread->handled);
        tracer.visit(thread->thread_object);
    }
}

void Heap::trace(Tracer& tracer, Object* object) {
    auto const slots_from = [&](std::size_t offset) {
        auto* first = reinterpret_cast<Value*>(reinterpret_cast<char*>(object) + offset);
        tracer.visit_range(first, (size_of(object) - offset) / sizeof(Value));
    };
    switch (object->kind) {
        case Kind::free:
        case Kind::big_int:
        case Kind::boxed_float:
        case Kind::bytes: break;
        case Kind::bytearray: tracer.live_bytes_ += static_cast<ByteArray*>(object)->capacity; break;
        case Kind::str:
            if (Str* const buffer = static_cast<Str*>(object)->traced()) tracer.visit(buffer);
            break;
        case Kind::tuple: {
            auto* tuple = static_cast<Tuple*>(object);
            tracer.visit_range(tuple->items(), tuple->length);
            break;
        }
        case Kind::list: {
            auto* list = static_cast<List*>(object);
            tracer.live_bytes_ += list->capacity * sizeof(Value);
            std::span<Slot const> const items = list->view();
            tracer.visit_range(items.data(), items.size());
            break;
        }
        case Kind::dict:
            tracer.live_bytes_ += static_cast<Dict*>(object)->table->capacity * sizeof(DictEntry);
            trace_dict(static_cast<Dict*>(object), tracer);
            break;
        case Kind::set:
        case Kind::frozenset:
            tracer.live_bytes_ += static_cast<Set*>(object)->table->mask * sizeof(SetEntry);
            trace_set(static_cast<Set*>(object), tracer);
            break;
        case Kind::dict_view: tracer.visit(static_cast<DictView*>(object)->dict); break;
        case Kind::range: {
            auto* range = static_cast<Range*>(object);
            tracer.visit(range->start), tracer.visit(range->stop), tracer.visit(range->step);
            tracer.visit(range->length);
            break;
        }
        case Kind::slice: {
            auto* slice = static_cast<Slice*>(object);
            tracer.visit(slice->start), tracer.visit(slice->stop), tracer.visit(slice->step);
            break;
        }
        case Kind::cell: tracer.visit(static_cast<Cell*>(object)->value); break;
        case Kind::function: {
            auto* function = static_cast<Function*>(object);
            tracer.visit(function->globals), tracer.visit(function->closure);
            tracer.visit(function->defaults), tracer.visit(function->keyword_defaults);
            tracer.visit(function->annotations), tracer.visit(function->name),
                tracer.visit(function->qualname);
            tracer.visit(function->doc), tracer.visit(function->module), tracer.visit(function->attributes);
            break;
        }
        case Kind::native: {
            auto* native = static_cast<Native*>(object);
            tracer.visit(native->name), tracer.visit(native->qualname);
            tracer.visit(native->owner), tracer.visit(native->module);
            break;
        }
        case Kind::getset:
            tracer.visit(static_cast<GetSet*>(object)->name),
                tracer.visit(static_cast<GetSet*>(object)->owner);
            break;
        case Kind::bound_method: {
            auto* method = static_cast<BoundMethod*>(object);
            tracer.visit(method->function), tracer.visit(method->self);
            break;
        }
        case Kind::type: {
            auto* type = static_cast<Type*>(object);
            tracer.visit(type->name), tracer.visit(type->qualname), tracer.visit(type->bases);
            tracer.visit(type->mro), tracer.visit(type->attributes), tracer.visit(type->module);
            break;
        }
        case Kind::instance: slots_from(sizeof(Object)); break;
        case Kind::exception: {
            auto* exception = static_cast<Exception*>(object);
            tracer.visit(exception->arguments), tracer.visit(exception->cause);
            tracer.visit(exception->context), tracer.visit(exception->traceback);
            slots_from(sizeof(Exception));
            break;
        }
        case Kind::module: {
            auto* module = static_cast<Module*>(object);
            tracer.visit(module->name), tracer.visit(module->cells);
            break;
        }
        case Kind::generator: {
            auto* generator = static_cast<Generator*>(object);
            tracer.visit(generator->function), tracer.visit(generator->handled);
            tracer.visit(generator->delegate), tracer.visit(generator->name),
                tracer.visit(generator->qualname);
            tracer.visit_range(generator->registers(), generator->live);
            break;
        }
        case Kind::iterator: {
            auto* iterator = static_cast<Iterator*>(object);
            tracer.visit(iterator->a), tracer.visit(iterator->b), tracer.visit(iterator->c);
            break;
        }
        case Kind::property: {
            auto* property = static_cast<Property*>(object);
            tracer.visit(property->get), tracer.visit(property->set), tracer.visit(property->del);
            tracer.visit(property->doc), tracer.visit(property->name);
            break;
        }
        case Kind::static_method:
        case Kind::class_method: tracer.visit(static_cast<MethodWrapper*>(object)->function); break;
        case Kind::super_object: {
            auto* super = static_cast<SuperObject*>(object);
            tracer.visit(super->type), tracer.visit(super->object), tracer.visit(super->object_type);
            break;
        }
        case Kind::generic_alias: {
            auto* alias = static_cast<GenericAlias*>(object);
            tracer.visit(alias->origin), tracer.visit(alias->arguments);
            break;
        }
        case Kind::traceback:
            tracer.visit(static_cast<Traceback*>(object)->next);
            tracer.visit(static_cast<Traceback*>(object)->function);
            break;
        case Kind::foreign: {
            ForeignClass const* foreign = interpreter_.shapes[object->shape]->type->foreign;
            if (foreign->trace) foreign->trace(object, tracer);
            slots_from(foreign->bytes);
            break;
        }
    }
}

}  // namespace minivm

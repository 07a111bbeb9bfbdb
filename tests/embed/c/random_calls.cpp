// random_calls [SECONDS [SEED]]: four threads make calls of minivm.h at random, on VMs that they share and on
// VMs of their own: right ones, wrong ones, from inside native functions, destructors and streams, while
// other threads stop, interrupt and close those VMs. Whatever comes, each call says truly how it went, what
// goes in comes out, threads are left as they were found, and everything is destroyed once.
//
// Rules that the calls keep, since breaking them cannot be found out: a VM is destroyed when nobody has it
// any more (Arena's lock), natives close no VM but their own (two could wait for each other), and scripts
// that do not end by themselves have a budget.

#include <minivm.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace {

std::uint64_t seed = 1;
std::atomic<bool> over{false};
std::atomic<std::uint64_t> calls{0};
std::atomic<std::int64_t> objects{0};  // that are not destroyed yet

#define REQUIRE(condition) ((condition) ? (void)0 : fault(__LINE__, #condition))

[[noreturn]] void fault(int line, char const* what) {
    std::fprintf(stderr, "random_calls.cpp:%d: %s (seed %llu)\n", line, what,
                 static_cast<unsigned long long>(seed));
    std::abort();
}

/// splitmix64.
class Dice {
public:
    explicit Dice(std::uint64_t start) : state_(start) {}
    std::uint64_t roll() {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
    std::size_t below(std::size_t limit) { return roll() % limit; }
    bool one_in(std::size_t n) { return below(n) == 0; }

private:
    std::uint64_t state_;
};
std::atomic<std::uint64_t> script_threads{0};
thread_local Dice dice(seed + 1'000'000 * ++script_threads);  // the host's own threads begin anew

/// Handles that go from thread to thread.
class Market {
public:
    void put(mv_value* value) {
        std::lock_guard const guard(mutex_);
        std::swap(value, values_[dice.below(values_.size())]);
        mv_drop(value);
    }
    mv_value* take() {
        std::lock_guard const guard(mutex_);
        return mv_copy(values_[dice.below(values_.size())]);
    }
    void clear() {
        for (mv_value*& value : values_) mv_drop(std::exchange(value, nullptr));
    }

private:
    std::mutex mutex_;
    std::array<mv_value*, 64> values_{};  // mutex_
} market;

constexpr char const* programs[] = {
    "x = 1\n",
    "def f(*a):\n    return len(a)\n",
    "def g(n):\n    return native(n, n)\n",
    "for i in range(300):\n    junk = [[] for _ in range(100)]\n",
    "1 / 0\n",
    "x = = 1\n",
    "import nowhere\n",
    "import loaded\n",
    "input()\n",
    "print('text', native(1, 2))\n",
    "def gen():\n    yield 1\n    yield native(3, 4)\n    raise ValueError('end')\nit = gen()\nfor each in "
    "it: pass\n",
    "import threading\nts = [threading.Thread(target=native, args=(i, i)) for i in range(3)]\n"
    "for t in ts: t.start()\nfor t in ts: t.join()\n",
    "try:\n    native([], {})\nexcept Exception as e:\n    raise RuntimeError('again') from e\n",
    "def deep(n):\n    return native(n, deep) if n == 0 else deep(n - 1)\ndeep(20)\n",
    "keep = [native(i, str(i)) for i in range(10)]\n",
    "class Thing:\n    def __init__(self, *a): self.a = a\n    def __len__(self): return native(1, 1)\nthing "
    "= Thing()\n",
    "def endless():\n    while True:\n        try:\n            while True: pass\n        except "
    "BaseException: pass\nendless()\n",
};
constexpr char const* names[] = {"x",     "f",        "g", "gen", "native", "keep",   "thing",
                                 "Thing", "\xC3\xA4", "",  "len", "print",  "no such"};

template <typename T, std::size_t N>
T const& one_of(T const (&all)[N]) {
    return all[dice.below(N)];
}

mv_value* native(mv_context* context, void* data, size_t count, mv_value* const* arguments);
void destroyed(void* data);

/// What a call said, and what it said of the error.
mv_result check(mv_result result, mv_error* error) {
    ++calls;
    REQUIRE(result >= MV_OK && result <= MV_MISUSE);
    REQUIRE(mv_error_kind(error) == result);
    if (result != MV_OK) {
        std::size_t length = 0;
        REQUIRE(std::strlen(mv_error_type(error, nullptr)) > 0);
        REQUIRE(std::strlen(mv_error_traceback(error, &length)) <= length);
        if (dice.one_in(8)) market.put(mv_error_value(error));
    }
    mv_error_drop(error);
    return result;
}
#define CALL(function, ...)                                   \
    [&] {                                                     \
        mv_error* error = nullptr;                            \
        mv_result const said = function(__VA_ARGS__, &error); \
        return check(said, error);                            \
    }()
#define MAKE(function, ...)                                   \
    [&] {                                                     \
        mv_error* error = nullptr;                            \
        mv_value* const made = function(__VA_ARGS__, &error); \
        REQUIRE((made == nullptr) == (error != nullptr));     \
        (void)check(mv_error_kind(error), error);             \
        return made;                                          \
    }()

std::size_t write_somewhere(mv_vm* const* vm) {
    // It cannot call any VM; its own it knows once it is made.
    if (*vm) REQUIRE(CALL(mv_run, *vm, "x = 1", MV_NUL, nullptr, nullptr) != MV_OK);
    return 0;
}
void write(void* user, char const*, size_t) { (void)write_somewhere(static_cast<mv_vm**>(user)); }
size_t read(void* user, char*, size_t) { return write_somewhere(static_cast<mv_vm**>(user)); }

mv_value* load(mv_context* context, void*, size_t, mv_value* const* arguments) {
    char* name = nullptr;
    mv_vm* const vm = mv_context_vm(context);
    if (CALL(mv_as_text, arguments[0], &name, nullptr) != MV_OK)
        return mv_raise(context, "OSError", "no name");
    bool const known = std::strcmp(name, "loaded") == 0;
    mv_free(name);
    if (dice.one_in(4)) return mv_raise(context, "OSError", "not now");
    return known ? mv_text(vm, "y = 1\n", MV_NUL, nullptr) : mv_none();
}

struct Host {
    mv_vm* vm = nullptr;
};

mv_vm* make_vm(Host& host) {
    host.vm = nullptr;
    mv_config config = MV_CONFIG;
    config.user = &host.vm;
    config.out = write;
    config.err = write;
    config.in = read;
    config.load = load;
    static constexpr char const* policies[] = {nullptr,    nullptr,    nullptr, "fifo",
                                               "interval", "adaptive", "tick"};
    if (MV_ABI == 0x101) config.policy = one_of(policies);
    if (dice.one_in(2)) config.switch_interval = 1000;
    if (dice.one_in(4)) config.memory = 4 << 20;
    if (dice.one_in(4)) config.threads = 2;
    mv_vm* vm = nullptr;
    REQUIRE(CALL(mv_create, &config, &vm) == MV_OK);
    host.vm = vm;
    mv_function function = MV_FUNCTION;
    function.name = "native";
    function.native = native;
    function.destroy = destroyed;
    function.required = 2;
    function.flags = dice.one_in(2) ? MV_RELEASES_LOCK : 0;
    mv_value* module = nullptr;
    REQUIRE(CALL(mv_module, vm, "__main__", &module) == MV_OK);
    ++objects;
    REQUIRE(CALL(mv_define, vm, module, &function) == MV_OK);
    mv_drop(module);
    return vm;
}

/// Some calls of one VM by one thread. What it makes it drops, or sells.
class Session {
public:
    Session(mv_vm* vm, bool in_native) : vm_(vm), in_native_(in_native) {}
    ~Session() {
        for (mv_value* const value : values_) mv_drop(value);
    }
    Session(Session const&) = delete;
    Session& operator=(Session const&) = delete;

    void play(std::size_t turns) {
        while (turns-- > 0) turn();
        // A native may leave that to others.
        if (in_native_ && dice.one_in(10)) return;
        while (!scopes_.empty()) end_scope();
    }
    /// A value: good, bad or none; not to be dropped, so an int that is made is a small one.
    mv_value* any() {
        if (dice.one_in(40)) return nullptr;
        if (values_.empty() || dice.one_in(6))
            return mv_int64(vm_, static_cast<std::int64_t>(dice.roll()) >> (4 + dice.below(60)));
        return values_[dice.below(values_.size())];
    }
    mv_value* copy_of_any() { return mv_copy(any()); }
    void keep(mv_value* value) {
        if (values_.size() < 24) return values_.push_back(value);
        std::swap(value, values_[dice.below(values_.size())]);
        mv_drop(value);
    }

private:
    enum class Scope : char { attached, unlocked };

    void turn() {
        switch (dice.below(12)) {
            case 0:
            case 1: return run();
            case 2:
            case 3: return make();
            case 4: return read();
            case 5:
            case 6: return ask();
            case 7: return call();
            case 8: return scope();
            case 9: return trade();
            case 10: return round_trip();
            default: return disturb();
        }
    }

    /// A result by pointer is there exactly if all went well, but for an iterator that is at its end.
    template <typename F>
    void result_of(F const& f) {
        mv_value* result = reinterpret_cast<mv_value*>(1);
        mv_result const said = f(&result);
        REQUIRE((said == MV_OK) == (result != nullptr));
        keep(result);
    }

    mv_budget budget() {
        mv_budget budget = MV_BUDGET;
        budget.time = 1 + dice.below(300'000);
        // Too short to be one: of an older struct, which may be shorter too, the time could be missing.
        if (dice.one_in(50)) budget.size = dice.below(sizeof budget.size);
        return budget;
    }

    void run() {
        mv_budget const limit = budget();
        if (dice.one_in(3)) {
            result_of([&](mv_value** result) {
                return CALL(mv_evaluate, vm_, one_of(names), MV_NUL, &limit, result);
            });
        } else {
            (void)CALL(mv_run, vm_, one_of(programs), MV_NUL, dice.one_in(2) ? "name" : nullptr, &limit);
        }
    }

    void make() {
        std::array<mv_value*, 12> items;
        for (mv_value*& item : items) item = any();
        std::size_t const count = dice.below(items.size() + 1);
        switch (dice.below(8)) {
            case 0: return keep(MAKE(mv_list, vm_, count, items.data()));
            case 1: return keep(MAKE(mv_tuple, vm_, count, items.data()));
            case 2: return keep(MAKE(mv_dict, vm_));
            case 3: return keep(MAKE(mv_text, vm_, "t\xC3\xA4xt\0\xFF", dice.below(9)));
            case 4: return keep(MAKE(mv_bytes, vm_, "\0\1\2\xFF", dice.below(5)));
            case 5:
                return keep(
                    mv_double(vm_, static_cast<double>(dice.roll()) * (dice.one_in(2) ? 1e300 : 1e-300)));
            case 6:
                ++objects;
                return keep(MAKE(mv_object, vm_, dice.one_in(8) ? nullptr : "thing", vm_, destroyed));
            default: {
                mv_function function = MV_FUNCTION;
                function.native = dice.one_in(8) ? nullptr : native;
                function.destroy = destroyed;
                function.required = static_cast<std::uint32_t>(dice.below(4));
                function.most = static_cast<std::uint32_t>(dice.below(34));
                function.flags = dice.one_in(2) ? MV_RELEASES_LOCK : 0;
                ++objects;
                return keep(MAKE(mv_callable, vm_, &function));
            }
        }
    }

    void read() {
        mv_value* const value = any();
        mv_kind const kind = mv_kind_of(value);
        int truth = 0;
        std::int64_t number = 0;
        double real = 0;
        char* text = nullptr;
        void* pointer = nullptr;
        mv_result said = MV_OK;
        mv_kind wanted = MV_NOTHING;
        switch (dice.below(7)) {
            case 0: said = CALL(mv_as_bool, value, &truth), wanted = MV_BOOL; break;
            case 1: said = CALL(mv_as_int64, value, &number), wanted = MV_INT; break;
            case 2: said = CALL(mv_as_double, value, &real), wanted = MV_FLOAT; break;
            case 3: said = CALL(mv_as_text, value, &text, nullptr), wanted = MV_TEXT; break;
            case 4: said = CALL(mv_as_bytes, value, &text, nullptr), wanted = MV_BYTES; break;
            case 5: said = CALL(mv_as_object, value, "thing", &pointer), wanted = MV_OBJECT; break;
            default: (void)CALL(mv_describe, vm_, value, static_cast<int>(dice.below(4)), &text, nullptr);
        }
        mv_free(text);
        if (wanted == MV_NOTHING) return;
        bool const is_number = wanted == MV_FLOAT && kind == MV_INT;
        if (said == MV_OK) REQUIRE(kind == wanted || is_number);
        if (said == MV_EXCEPTION && wanted != MV_TEXT && wanted != MV_INT) REQUIRE(kind != wanted);
    }

    void ask() {
        mv_value* const value = any();
        mv_value* const other = any();
        std::size_t size = 0;
        switch (dice.below(9)) {
            case 0:
                return result_of([&](mv_value** result) { return CALL(mv_item, vm_, value, other, result); });
            case 1: (void)CALL(mv_set_item, vm_, value, other, any()); return;
            case 2: (void)CALL(mv_size, vm_, value, &size); return;
            case 3: return result_of([&](mv_value** result) { return CALL(mv_iterate, vm_, value, result); });
            case 4: {
                mv_value* item = nullptr;
                (void)CALL(mv_next, vm_, value, &item);
                return keep(item);
            }
            case 5:
                return result_of([&](mv_value** result) {
                    return CALL(mv_get_attribute, vm_, value, one_of(names), result);
                });
            case 6: (void)CALL(mv_set_attribute, vm_, value, one_of(names), other); return;
            case 7:
                return result_of([&](mv_value** result) { return CALL(mv_get, vm_, one_of(names), result); });
            default: (void)CALL(mv_set, vm_, one_of(names), value);
        }
    }

    void call() {
        std::array<mv_value*, 10> arguments;
        for (mv_value*& argument : arguments) argument = any();
        std::size_t const count = dice.below(arguments.size() + 1);
        mv_value* const callee = any();
        mv_budget const limit = budget();
        std::size_t const how = dice.below(3);
        result_of([&](mv_value** result) {
            if (how == 0) return CALL(mv_call, vm_, callee, count, arguments.data(), &limit, result);
            if (how == 1)
                return CALL(mv_call_name, vm_, one_of(names), count, arguments.data(), &limit, result);
            return CALL(mv_call_method, vm_, callee, "append", count, arguments.data(), &limit, result);
        });
    }

    void scope() {
        bool const is_unlocked = !scopes_.empty() && scopes_.back() == Scope::unlocked;
        switch (dice.below(4)) {
            case 0:
                if (scopes_.size() > 5) return;
                if (CALL(mv_attach, vm_) == MV_OK) scopes_.push_back(Scope::attached);
                return;
            case 1: {
                mv_result const said = CALL(mv_unlock, vm_);
                // Whether the native as a whole is without the lock is not known here.
                if (!in_native_ || !scopes_.empty())
                    REQUIRE((said == MV_OK) == (!scopes_.empty() && !is_unlocked));
                if (said == MV_OK) scopes_.push_back(Scope::unlocked);
                return;
            }
            case 2:
                if (scopes_.empty() || is_unlocked) return REQUIRE(CALL(mv_detach, vm_) == MV_MISUSE);
                return end_scope();
            default:
                if (!is_unlocked) return REQUIRE(CALL(mv_relock, vm_) == MV_MISUSE);
                return end_scope();
        }
    }
    void end_scope() {
        if (scopes_.back() == Scope::attached)
            REQUIRE(CALL(mv_detach, vm_) == MV_OK);
        else
            REQUIRE(CALL(mv_relock, vm_) == MV_OK);
        scopes_.pop_back();
    }

    void trade() {
        if (dice.one_in(2)) return keep(market.take());
        market.put(copy_of_any());
    }

    /// What goes in comes out.
    void round_trip() {
        auto const number = static_cast<std::int64_t>(dice.roll()) >> dice.below(64);
        mv_value* const value = mv_int64(vm_, number);
        std::int64_t back = 0;
        if (CALL(mv_as_int64, value, &back) == MV_OK) REQUIRE(back == number);
        std::string text(dice.below(40), 'a');
        if (dice.one_in(2)) text += std::string("\0\xC3\xA4", 3);
        mv_value* const word = MAKE(mv_text, vm_, text.data(), text.size());
        char* copy = nullptr;
        std::size_t length = 0;
        if (CALL(mv_as_text, word, &copy, &length) == MV_OK) REQUIRE(text == std::string_view(copy, length));
        mv_free(copy);
        std::array<mv_value*, 2> const items{value, word};
        mv_value* const list = MAKE(mv_list, vm_, 2, items.data());
        std::size_t size = 0;
        if (CALL(mv_size, vm_, list, &size) == MV_OK) REQUIRE(size == 2);
        for (mv_value* const each : {value, word, list}) keep(each);
    }

    void disturb() {
        if (dice.one_in(3)) (void)CALL(mv_stop, vm_);
        if (dice.one_in(3)) (void)CALL(mv_interrupt, vm_);
        // From inside it is misuse; from outside the end, which others may be at as well.
        if (in_native_ || !scopes_.empty()) {
            REQUIRE(CALL(mv_close, vm_) == MV_MISUSE);
            REQUIRE(CALL(mv_destroy, vm_) == MV_MISUSE);
        } else if (dice.one_in(20)) {
            REQUIRE(CALL(mv_close, vm_) == MV_OK);
            REQUIRE(CALL(mv_attach, vm_) == MV_CLOSED);
        }
    }

    mv_vm* const vm_;
    bool const in_native_;
    std::vector<mv_value*> values_;
    std::vector<Scope> scopes_;
};

void destroyed(void* data) {
    --objects;
    if (!data) return;
    auto* const vm = static_cast<mv_vm*>(data);
    if (dice.one_in(16)) REQUIRE(CALL(mv_close, vm) == MV_MISUSE);
    if (dice.one_in(4)) mv_drop(market.take());
}

mv_value* native(mv_context* context, void*, size_t count, mv_value* const* arguments) {
    static thread_local int depth = 0;
    REQUIRE(count <= MV_MOST_ARGUMENTS);
    if (depth > 3) return mv_none();
    ++depth;
    mv_value* result = mv_none();
    {
        Session session(mv_context_vm(context), true);
        for (std::size_t i = 0; i < count; ++i)
            session.keep(dice.one_in(2) ? arguments[i] : mv_copy(arguments[i]));
        session.play(dice.below(6));
        switch (dice.below(8)) {
            case 0: result = mv_raise(context, "ValueError", "native"); break;
            case 1: result = nullptr; break;
            case 2:
                if (count > 0) result = arguments[dice.below(count)];
                break;
            case 3: {
                mv_error* error = nullptr;
                (void)mv_run(mv_context_vm(context), "1 / 0", MV_NUL, nullptr, nullptr, &error);
                result = mv_throw(context, error);
                break;
            }
            default: result = session.copy_of_any();
        }
    }
    --depth;
    return result;
}

/// A VM that threads share, until one of them replaces it.
struct Arena {
    std::shared_mutex mutex;
    Host host;
    void renew() {
        std::lock_guard const guard(mutex);
        REQUIRE(CALL(mv_destroy, host.vm) == MV_OK);
        (void)make_vm(host);
    }
};
std::array<Arena, 3> arenas;

void play(std::uint64_t own_seed) {
    dice = Dice(own_seed);
    while (!over.load(std::memory_order_relaxed)) {
        if (dice.one_in(4)) {
            Host host;
            (void)make_vm(host);
            Session(host.vm, false).play(dice.below(60));
            REQUIRE(CALL(mv_destroy, host.vm) == MV_OK);
            continue;
        }
        Arena& arena = arenas[dice.below(arenas.size())];
        if (dice.one_in(20)) arena.renew();
        std::shared_lock const guard(arena.mutex);
        Session(arena.host.vm, false).play(dice.below(60));
    }
}

}  // namespace

int main(int count, char** arguments) {
    double const seconds = count > 1 ? std::atof(arguments[1]) : 2;
    if (count > 2) seed = std::strtoull(arguments[2], nullptr, 10);
    REQUIRE(mv_abi() == MV_ABI);
    for (Arena& arena : arenas) (void)make_vm(arena.host);
    {
        std::vector<std::jthread> threads;
        for (std::uint64_t i = 1; i <= 4; ++i) threads.emplace_back(play, seed * 1000 + i);
        std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
        over = true;
    }
    for (Arena& arena : arenas) REQUIRE(CALL(mv_destroy, arena.host.vm) == MV_OK);
    market.clear();
    REQUIRE(objects == 0);
    std::printf("%llu calls\n", static_cast<unsigned long long>(calls.load()));
}

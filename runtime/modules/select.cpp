// select: select(), poll objects and epoll objects of the system, as CPython's Modules/selectmodule.c. What
// selectors.mini is made of.
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>
#include <ctime>
#include <new>
#include <vector>

#include "runtime/modules/native_modules.hpp"
#include "runtime/modules/system_call.hpp"
#include "runtime/modules/timeout.hpp"
#include "vm/native.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/floating.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

using lock::Nanoseconds;
constexpr Nanoseconds millisecond = 1'000'000;
constexpr Nanoseconds second = 1'000'000'000;

Nanoseconds machine_time() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * second + now.tv_nsec;
}

int whole_milliseconds(Nanoseconds left) {
    return static_cast<int>(std::min<Nanoseconds>((left + millisecond - 1) / millisecond, INT_MAX));
}

/// Waits by `attempt(left)`, again for what is left of the time after each signal. A negative timeout is
/// none.
template <typename F>
Result<std::int64_t> wait(Thread& thread, Nanoseconds timeout, F attempt) {
    Nanoseconds const deadline = timeout < 0 ? 0 : lock::later(machine_time(), timeout);
    Nanoseconds left = timeout;
    while (true) {
        std::int64_t const result = attempt_wait_unlocked(thread, [&] { return attempt(left); });
        if (result >= 0) return result;
        if (result != -EINTR) return raise_os_error(thread, static_cast<int>(-result));
        MINIVM_TRY(Machine::of(thread).check_interrupt(thread));
        if (timeout < 0) continue;
        left = deadline - machine_time();
        if (left < 0) return 0;
    }
}

Result<Nanoseconds> seconds_argument(Thread& thread, Value value, char const* wrong_type) {
    if (value.is_unbound() || value.is_none()) return Nanoseconds{-1};
    if (!is_int(value) && !is_float(value)) {
        Result<Nanoseconds> converted = nanoseconds_of(thread, value);
        if (!converted && is_instance(thread, thread.exception, types(thread).type_error)) {
            (void)take_exception(thread);
            return raise_type_error(thread, "%s", wrong_type);
        }
        return converted;
    }
    return nanoseconds_of(thread, value);
}

// --- select() ---

struct Watched {
    std::vector<int> descriptors;
    fd_set set;
    int largest = -1;
};

Result<void> collect(Thread& thread, Root<List>& objects, Watched& watched) {
    FD_ZERO(&watched.set);
    for (std::uint32_t i = 0; i < objects->length; ++i) {
        int const descriptor = MINIVM_TRY(descriptor_argument(thread, objects->items[i]));
        if (descriptor >= FD_SETSIZE)
            return raise_value_error(thread, "filedescriptor out of range in select()");
        watched.descriptors.push_back(descriptor);
        FD_SET(descriptor, &watched.set);
        watched.largest = std::max(watched.largest, descriptor);
    }
    return {};
}

Result<List*> items_of(Thread& thread, Value sequence) {
    Result<List*> items = collect_list(thread, sequence);
    if (items || !is_instance(thread, thread.exception, types(thread).type_error)) return items;
    (void)take_exception(thread);
    return raise_type_error(thread, "arguments 1-3 must be sequences");
}

Result<Value> ready_of(Thread& thread, List* objects, Watched const& watched) {
    List* const made = MINIVM_TRY(make_list(thread));
    Root<List> ready(thread, made);
    for (std::size_t i = 0; i < watched.descriptors.size(); ++i)
        if (FD_ISSET(watched.descriptors[i], &watched.set))
            MINIVM_TRY(append(thread, ready.get(), objects->items[i]));
    return ready.value();
}

Result<Value> select_descriptors(Thread& thread, Value* a) {
    Nanoseconds const timeout = MINIVM_TRY(seconds_argument(thread, a[3], "timeout must be a float or None"));
    if (timeout < 0 && !a[3].is_unbound() && !a[3].is_none())
        return raise_value_error(thread, "timeout must be non-negative");
    std::array<Watched, 3> watched;
    Root<List> reading(thread, MINIVM_TRY(items_of(thread, a[0])));
    MINIVM_TRY(collect(thread, reading, watched[0]));
    Root<List> writing(thread, MINIVM_TRY(items_of(thread, a[1])));
    MINIVM_TRY(collect(thread, writing, watched[1]));
    Root<List> failing(thread, MINIVM_TRY(items_of(thread, a[2])));
    MINIVM_TRY(collect(thread, failing, watched[2]));
    std::array<Watched, 3> const asked = watched;
    int const end = std::max({asked[0].largest, asked[1].largest, asked[2].largest}) + 1;
    std::int64_t const count = MINIVM_TRY(wait(thread, timeout, [&](Nanoseconds left) {
        for (std::size_t i = 0; i < watched.size(); ++i) watched[i].set = asked[i].set;
        timeval time{};
        Nanoseconds const microseconds = (std::max<Nanoseconds>(left, 0) + 999) / 1000;
        time.tv_sec = microseconds / 1'000'000;
        time.tv_usec = microseconds % 1'000'000;
        return ::select(end, &watched[0].set, &watched[1].set, &watched[2].set, left < 0 ? nullptr : &time);
    }));
    if (count == 0)
        for (Watched& each : watched) FD_ZERO(&each.set);
    Root<Value> first(thread, MINIVM_TRY(ready_of(thread, reading.get(), watched[0])));
    Root<Value> middle(thread, MINIVM_TRY(ready_of(thread, writing.get(), watched[1])));
    Value const last = MINIVM_TRY(ready_of(thread, failing.get(), watched[2]));
    Value const parts[] = {first, middle, last};
    return Value::of(make_small_tuple(thread, parts));
}

// --- poll objects ---

struct Poll : Foreign {
    std::vector<pollfd> entries;  // in order of registration; the object's Guard
    bool polling;                 // some thread is in poll(); the object's Guard
};
Poll* poll_of(Value const* a) { return static_cast<Poll*>(a[0].as_object()); }
void destroy_poll(Object* object) { static_cast<Poll*>(object)->entries.~vector(); }
constexpr ForeignClass poll_class{sizeof(Poll), nullptr, destroy_poll};

pollfd* entry_of(Poll* poll, int descriptor) {
    for (pollfd& entry : poll->entries)
        if (entry.fd == descriptor) return &entry;
    return nullptr;
}

Result<short> events_argument(Thread& thread, Value value) {
    if (value.is_unbound()) return static_cast<short>(POLLIN | POLLPRI | POLLOUT);
    Value const number = MINIVM_TRY(index(thread, value));
    bool fits = false;
    std::int64_t const events = to_int64(number, fits);
    if (fits && events < 0) return raise_value_error(thread, "value must be positive");
    if (!fits || events > USHRT_MAX)
        return raise_overflow_error(thread, "Python int too large for C unsigned short");
    return static_cast<short>(events);
}

Result<Value> poll_register(Thread& thread, Value* a) {
    int const descriptor = MINIVM_TRY(descriptor_argument(thread, a[1]));
    short const events = MINIVM_TRY(events_argument(thread, a[2]));
    Guard const guard(thread, poll_of(a));
    if (pollfd* const entry = entry_of(poll_of(a), descriptor))
        entry->events = events;
    else
        poll_of(a)->entries.push_back({descriptor, events, 0});
    return Value::none();
}

Result<Value> poll_modify(Thread& thread, Value* a) {
    int const descriptor = MINIVM_TRY(descriptor_argument(thread, a[1]));
    short const events = MINIVM_TRY(events_argument(thread, a[2]));
    Guard const guard(thread, poll_of(a));
    pollfd* const entry = entry_of(poll_of(a), descriptor);
    if (!entry) return raise_os_error(thread, ENOENT);
    entry->events = events;
    return Value::none();
}

Result<Value> poll_unregister(Thread& thread, Value* a) {
    int const descriptor = MINIVM_TRY(descriptor_argument(thread, a[1]));
    Guard const guard(thread, poll_of(a));
    pollfd* const entry = entry_of(poll_of(a), descriptor);
    if (!entry) return raise_with(thread, types(thread).key_error, Value::small_int(descriptor));
    poll_of(a)->entries.erase(poll_of(a)->entries.begin() + (entry - poll_of(a)->entries.data()));
    return Value::none();
}

Result<Value> poll_poll(Thread& thread, Value* a) {
    Nanoseconds timeout = -1;
    if (!a[1].is_unbound() && !a[1].is_none()) {
        // Milliseconds, rounded up.
        if (is_float(a[1])) {
            double const given = as_double(a[1]);
            if (!(given < 0x1p31)) return raise_overflow_error(thread, "timeout is too large");
            timeout = given < 0 ? -1 : static_cast<Nanoseconds>(given * 1e6);
        } else {
            Result<Value> const number = index(thread, a[1]);
            if (!number) {
                if (!is_instance(thread, thread.exception, types(thread).type_error)) return Raised{};
                (void)take_exception(thread);
                return raise_type_error(thread, "timeout must be an integer or None");
            }
            bool fits = false;
            std::int64_t const given = to_int64(number.take(), fits);
            if (!fits || given > INT_MAX) return raise_overflow_error(thread, "timeout is too large");
            timeout = given < 0 ? -1 : given * millisecond;
        }
    }
    Poll* const self = poll_of(a);
    // A copy: others may register meanwhile, which counts from the next call on.
    std::vector<pollfd> entries;
    {
        Guard const guard(thread, self);
        if (self->polling) return raise(thread, types(thread).runtime_error, "concurrent poll() invocation");
        entries = self->entries;
        self->polling = true;
    }
    Result<std::int64_t> const count = wait(thread, timeout, [&](Nanoseconds left) {
        return ::poll(entries.data(), entries.size(), left < 0 ? -1 : whole_milliseconds(left));
    });
    {
        Guard const guard(thread, self);
        self->polling = false;
    }
    if (!count) return Raised{};
    List* const made = MINIVM_TRY(make_list(thread));
    Root<List> ready(thread, made);
    for (pollfd const& entry : entries) {
        if (entry.revents == 0) continue;
        Value const parts[] = {Value::small_int(entry.fd), Value::small_int(entry.revents & 0xFFFF)};
        MINIVM_TRY(append(thread, ready.get(), Value::of(make_small_tuple(thread, parts))));
    }
    return ready.value();
}

constexpr NativeSpec poll_methods[] = {
    {"modify", poll_modify, "(self, fd, eventmask, /)"},
    {"poll", poll_poll, "(self, timeout=None, /)"},
    {"register", poll_register, "(self, fd, eventmask=7, /)"},
    {"unregister", poll_unregister, "(self, fd, /)"},
};

// --- epoll objects ---

struct Epoll : Foreign {
    Shared<int> descriptor;  // -1: closed
};
Epoll* epoll_of(Value const* a) { return static_cast<Epoll*>(a[0].as_object()); }
void destroy_epoll(Object* object) {
    // 0 is one that was never opened.
    if (static_cast<Epoll*>(object)->descriptor > 0) ::close(static_cast<Epoll*>(object)->descriptor);
}
constexpr ForeignClass epoll_class{sizeof(Epoll), nullptr, destroy_epoll};

Result<int> open_epoll(Thread& thread, Value const* a) {
    int const descriptor = epoll_of(a)->descriptor;
    if (descriptor <= 0) return raise_value_error(thread, "I/O operation on closed epoll object");
    return descriptor;
}

Result<Value> epoll_new(Thread& thread, Value* a) {
    int size = -1;
    int flags = 0;
    if (!a[1].is_unbound()) size = MINIVM_TRY(int_argument(thread, a[1]));
    if (!a[2].is_unbound()) flags = MINIVM_TRY(int_argument(thread, a[2]));
    if (size != -1 && size <= 0) return raise_value_error(thread, "negative sizehint");
    if (flags != 0 && flags != EPOLL_CLOEXEC) return raise(thread, types(thread).os_error, "invalid flags");
    Root<Epoll> made(thread, static_cast<Epoll*>(allocate_foreign(thread, cast<Type>(a[0]))));
    std::int64_t const result = attempt_unlocked(thread, [] { return ::epoll_create1(EPOLL_CLOEXEC); });
    if (result < 0) return raise_os_error(thread, static_cast<int>(-result));
    made->descriptor = static_cast<int>(result);
    return made.value();
}

Result<Value> epoll_close(Thread& thread, Value* a) {
    int descriptor = 0;
    {
        Guard const guard(thread, epoll_of(a));
        descriptor = epoll_of(a)->descriptor;
        if (descriptor <= 0) return Value::none();
        epoll_of(a)->descriptor = -1;  // nobody else closes it
    }
    std::int64_t const result = attempt_unlocked(thread, [&] { return ::close(descriptor); });
    if (result < 0) return raise_os_error(thread, static_cast<int>(-result));
    return Value::none();
}

Result<Value> epoll_fileno(Thread& thread, Value* a) {
    int const descriptor = MINIVM_TRY(open_epoll(thread, a));
    return Value::small_int(descriptor);
}

Result<Value> epoll_closed(Thread&, Value self) { return Value::boolean(epoll_of(&self)->descriptor <= 0); }

Result<Value> control(Thread& thread, Value* a, int operation, std::uint32_t events) {
    int const epoll = MINIVM_TRY(open_epoll(thread, a));
    int const descriptor = MINIVM_TRY(descriptor_argument(thread, a[1]));
    epoll_event event{};
    event.data.fd = descriptor;
    event.events = events;
    std::int64_t const result =
        attempt_unlocked(thread, [&] { return ::epoll_ctl(epoll, operation, descriptor, &event); });
    if (result < 0) return raise_os_error(thread, static_cast<int>(-result));
    return Value::none();
}

Result<std::uint32_t> mask_argument(Thread& thread, Value value) {
    if (value.is_unbound()) return std::uint32_t{EPOLLIN | EPOLLPRI | EPOLLOUT};
    Value const number = MINIVM_TRY(index(thread, value));
    bool fits = false;
    std::int64_t const events = to_int64(number, fits);
    if (fits && events < 0) return raise_value_error(thread, "value must be positive");
    if (!fits || events > UINT32_MAX)
        return raise_overflow_error(thread, "Python int too large for C unsigned int");
    return static_cast<std::uint32_t>(events);
}

Result<Value> epoll_register(Thread& thread, Value* a) {
    std::uint32_t const events = MINIVM_TRY(mask_argument(thread, a[2]));
    return control(thread, a, EPOLL_CTL_ADD, events);
}
Result<Value> epoll_modify(Thread& thread, Value* a) {
    std::uint32_t const events = MINIVM_TRY(mask_argument(thread, a[2]));
    return control(thread, a, EPOLL_CTL_MOD, events);
}
Result<Value> epoll_unregister(Thread& thread, Value* a) { return control(thread, a, EPOLL_CTL_DEL, 0); }

Result<Value> epoll_poll(Thread& thread, Value* a) {
    int const epoll = MINIVM_TRY(open_epoll(thread, a));
    Nanoseconds const timeout =
        MINIVM_TRY(seconds_argument(thread, a[1], "timeout must be an integer or None"));
    int most = -1;
    if (!a[2].is_unbound()) most = MINIVM_TRY(int_argument(thread, a[2]));
    if (most == -1) most = FD_SETSIZE - 1;
    if (most < 1) return raise_value_error(thread, "maxevents must be greater than 0, got %d", most);
    std::vector<epoll_event> events(static_cast<std::size_t>(most));
    std::int64_t const count = MINIVM_TRY(wait(thread, timeout, [&](Nanoseconds left) {
        return ::epoll_wait(epoll, events.data(), most, left < 0 ? -1 : whole_milliseconds(left));
    }));
    List* const made = MINIVM_TRY(make_list(thread));
    Root<List> ready(thread, made);
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
        Value const parts[] = {Value::small_int(events[i].data.fd),
                               make_int(thread, std::int64_t{events[i].events})};
        MINIVM_TRY(append(thread, ready.get(), Value::of(make_small_tuple(thread, parts))));
    }
    return ready.value();
}

Result<Value> epoll_enter(Thread& thread, Value* a) {
    MINIVM_TRY(open_epoll(thread, a));
    return a[0];
}

constexpr NativeSpec epoll_methods[] = {
    {"static __new__", epoll_new, "(cls, sizehint=-1, flags=0)"},
    {"__enter__", epoll_enter, "(self, /)"},
    {"__exit__", epoll_close, "(self, exc_type=None, exc_value=None, exc_tb=None, /)"},
    {"close", epoll_close, "(self, /)"},
    {"fileno", epoll_fileno, "(self, /)"},
    {"modify", epoll_modify, "(self, fd, eventmask)"},
    {"poll", epoll_poll, "(self, timeout=None, maxevents=-1)"},
    {"register", epoll_register, "(self, fd, eventmask=7)"},
    {"unregister", epoll_unregister, "(self, fd)"},
};

Result<Value> make_poll(Thread& thread, Value*) {
    Module* const module = imported(thread, "select");
    Type* const type =
        module ? as<Type>(get(module, thread.interpreter->intern(thread, "_poll_type"))) : nullptr;
    if (!type || type->foreign != &poll_class)
        return raise_unsupported(thread, "poll() without the module select is not supported by Mini");
    auto* const made = static_cast<Poll*>(allocate_foreign(thread, type));
    new (&made->entries) std::vector<pollfd>;
    return Value::of(made);
}

constexpr NativeSpec functions[] = {
    {"poll", make_poll, "()"},
    {"select", select_descriptors, "(rlist, wlist, xlist, timeout=None, /)"},
};

#define MINIVM_CONSTANT(name) \
    { #name, static_cast < std::int64_t>(name) }
constexpr IntConstant constants[] = {
    MINIVM_CONSTANT(POLLIN),        MINIVM_CONSTANT(POLLPRI),    MINIVM_CONSTANT(POLLOUT),
    MINIVM_CONSTANT(POLLERR),       MINIVM_CONSTANT(POLLHUP),    MINIVM_CONSTANT(POLLNVAL),
    MINIVM_CONSTANT(POLLRDNORM),    MINIVM_CONSTANT(POLLRDBAND), MINIVM_CONSTANT(POLLWRNORM),
    MINIVM_CONSTANT(POLLWRBAND),    MINIVM_CONSTANT(POLLMSG),    MINIVM_CONSTANT(POLLRDHUP),
    MINIVM_CONSTANT(EPOLLIN),       MINIVM_CONSTANT(EPOLLOUT),   MINIVM_CONSTANT(EPOLLPRI),
    MINIVM_CONSTANT(EPOLLERR),      MINIVM_CONSTANT(EPOLLHUP),   MINIVM_CONSTANT(EPOLLET),
    MINIVM_CONSTANT(EPOLLONESHOT),  MINIVM_CONSTANT(EPOLLRDHUP), MINIVM_CONSTANT(EPOLLEXCLUSIVE),
    MINIVM_CONSTANT(EPOLL_CLOEXEC), {"PIPE_BUF", 4096},
};
#undef MINIVM_CONSTANT

}  // namespace

Module* make_select(Thread& thread) {
    Module* const module = interpreter_of(thread).make_module(thread, "select");
    module->unsupported_is_error = true;
    add_functions(thread, module, functions);
    add_constants(thread, module, constants);
    Type* const poll = make_foreign_type(thread, "select.poll", poll_class);
    Type* const epoll = make_foreign_type(thread, "select.epoll", epoll_class);
    add_methods(thread, poll, poll_methods);
    add_methods(thread, epoll, epoll_methods);
    add_property(thread, epoll, "closed", epoll_closed);
    (void)set(thread, module, "_poll_type", Value::of(poll));
    (void)set(thread, module, "epoll", Value::of(epoll));
    (void)set(thread, module, "error", Value::of(types(thread).os_error));
    return module;
}

}  // namespace minivm

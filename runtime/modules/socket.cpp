// _socket: sockets of the system. socket.mini makes the module socket of it, as CPython's Lib/socket.py does
// of its own _socket (Modules/socketmodule.c). Every call that could block gives the interpreter lock up,
// also one that does not block. A socket with a timeout does not block inside the system: it is polled first,
// without the lock too, and then tried.
#include "runtime/modules/socket_address.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cmath>
#include <ctime>
#include <memory>

#include "runtime/modules/native_modules.hpp"
#include "runtime/modules/system_call.hpp"
#include "runtime/modules/timeout.hpp"
#include "vm/native.hpp"
#include "vm/objects/bytearray.hpp"
#include "vm/objects/bytes.hpp"
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
constexpr Nanoseconds blocking = -1;

struct Socket : Foreign {
    Shared<bool> open;  // the fields mean something
    Shared<int> descriptor;
    Shared<int> family;
    Shared<int> type;
    Shared<int> protocol;
    Shared<Nanoseconds> timeout;  // or `blocking`; 0: never waits
};

struct Identity {
    int descriptor;
    int family;  // -1: not known, as the next two
    int type;
    int protocol;
};

int descriptor_of(Socket const* socket) {
    int const descriptor = socket->descriptor;
    return socket->open ? descriptor : -1;
}
/// The socket's no longer: nobody else will close it. -1 if it has none.
int take_descriptor(Thread& thread, Socket* socket) {
    Guard const guard(thread, socket);
    int const descriptor = descriptor_of(socket);
    socket->descriptor = -1;
    return descriptor;
}
Socket* socket_of(Value const* a) { return static_cast<Socket*>(a[0].as_object()); }

// A socket that nobody can reach any more is closed, as CPython does when it drops the last reference.
void close_unreachable(Object* object) {
    auto* const socket = static_cast<Socket*>(object);
    if (descriptor_of(socket) >= 0) ::close(socket->descriptor);
}
constexpr ForeignClass socket_class{sizeof(Socket), nullptr, close_unreachable};

Raised raise_timed_out(Thread& thread) { return raise(thread, types(thread).timeout_error, "timed out"); }

// --- waiting and trying ---

enum class Direction { reading, writing };
enum class Connecting { no, yes };

Nanoseconds machine_time() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * Nanoseconds{1'000'000'000} + now.tv_nsec;
}

/// Polls; the result as of SystemCall: 0 if the time is over.
std::int64_t wait_ready(Thread& thread, Socket const* socket, Direction direction, Connecting connecting,
                        Nanoseconds left) {
    if (descriptor_of(socket) < 0) return 1;
    pollfd entry{};
    entry.fd = socket->descriptor;
    entry.events = direction == Direction::writing ? POLLOUT : POLLIN;
    if (connecting == Connecting::yes) entry.events |= POLLERR;
    constexpr Nanoseconds millisecond = 1'000'000;
    int const milliseconds =
        left < 0 ? -1
                 : static_cast<int>(std::min<Nanoseconds>((left + millisecond - 1) / millisecond, INT32_MAX));
    return attempt_wait_unlocked(thread, [&] { return ::poll(&entry, 1, milliseconds); });
}

/// A system call on the socket's descriptor.
template <typename F>
concept DescriptorCall = requires(F attempt, int descriptor) {
    { attempt(descriptor) } -> std::convertible_to<std::int64_t>;
};

/// Does what the socket's timeout wants around `attempt`, as CPython's sock_call_ex. The result, or the errno
/// as a negative number. TimeoutError; what handlers of signals raise. The descriptor is asked for each time:
/// a handler may close the socket.
template <DescriptorCall F>
Result<std::int64_t> perform(Thread& thread, Socket* socket, Direction direction, F attempt,
                             Nanoseconds timeout, Connecting connecting = Connecting::no) {
    Nanoseconds const deadline = timeout > 0 ? lock::later(machine_time(), timeout) : 0;
    Machine& machine = Machine::of(thread);
    while (true) {
        if (timeout > 0 || connecting == Connecting::yes) {
            Nanoseconds const left = timeout > 0 ? deadline - machine_time() : timeout;
            if (timeout > 0 && left < 0) return raise_timed_out(thread);
            std::int64_t const ready = wait_ready(thread, socket, direction, connecting, left);
            if (ready == -EINTR) {
                MINIVM_TRY(machine.check_interrupt(thread));
                continue;
            }
            if (ready < 0) return ready;
            if (ready == 0) return raise_timed_out(thread);
        }
        int const descriptor = descriptor_of(socket);
        std::int64_t const result = attempt_wait_unlocked(thread, [&] { return attempt(descriptor); });
        if (result == -EINTR) {
            MINIVM_TRY(machine.check_interrupt(thread));
            continue;
        }
        // It was ready for somebody else.
        if (timeout > 0 && (result == -EAGAIN || result == -EWOULDBLOCK)) continue;
        return result;
    }
}

template <DescriptorCall F>
Result<std::int64_t> perform(Thread& thread, Socket* socket, Direction direction, F attempt) {
    std::int64_t const result = MINIVM_TRY(perform(thread, socket, direction, attempt, socket->timeout));
    if (result < 0) return raise_os_error(thread, static_cast<int>(-result));
    return result;
}

Result<void> set_blocking(Thread& thread, Socket* socket, bool blocks) {
    int const descriptor = descriptor_of(socket);
    std::int64_t const result = attempt_unlocked(thread, [&] {
        int const flags = ::fcntl(descriptor, F_GETFL);
        if (flags < 0) return -1;
        int const wanted = blocks ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
        return wanted == flags ? 0 : ::fcntl(descriptor, F_SETFL, wanted);
    });
    if (result < 0) return raise_os_error(thread, static_cast<int>(-result));
    return {};
}

// --- making and closing ---

Result<Value> socket_new(Thread& thread, Value* a) {
    return Value::of(allocate_foreign(thread, cast<Type>(a[0])));
}

// What an open descriptor is, where the script did not say.
Result<void> complete(Thread& thread, Identity* socket) {
    SocketAddress name;
    if (::getsockname(socket->descriptor, &name.head, &name.length) < 0) {
        if (socket->family == -1 || errno == EBADF || errno == ENOTSOCK) return raise_os_error(thread, errno);
    } else if (socket->family == -1) {
        socket->family = name.head.sa_family;
    }
    socklen_t size = sizeof(int);
    if (socket->type == -1 && ::getsockopt(socket->descriptor, SOL_SOCKET, SO_TYPE, &socket->type, &size) < 0)
        return raise_os_error(thread, errno);
    size = sizeof(int);
    if (socket->protocol == -1 &&
        ::getsockopt(socket->descriptor, SOL_SOCKET, SO_PROTOCOL, &socket->protocol, &size) < 0)
        return raise_os_error(thread, errno);
    return {};
}

Result<Value> socket_init(Thread& thread, Value* a) {
    Socket* const self = socket_of(a);
    int numbers[3];
    for (std::size_t i = 0; i < 3; ++i) {
        numbers[i] = -1;
        if (!a[1 + i].is_unbound())
            numbers[i] = MINIVM_TRY(int_argument(thread, a[1 + i], IntParsing::by_format));
    }
    self->open = false;
    if (!a[4].is_unbound() && !a[4].is_none()) {
        Value const number = MINIVM_TRY(index(thread, a[4]));
        int const descriptor = MINIVM_TRY(int_argument(thread, number));
        if (descriptor < 0) return raise_value_error(thread, "negative file descriptor");
        Identity found{descriptor, numbers[0], numbers[1], numbers[2]};
        MINIVM_TRY(complete(thread, &found));
        self->descriptor = descriptor;
        self->family = found.family;
        self->type = found.type;
        self->protocol = found.protocol;
    } else {
        int const family = numbers[0] == -1 ? AF_INET : numbers[0];
        int const type = numbers[1] == -1 ? SOCK_STREAM : numbers[1];
        int const protocol = numbers[2] == -1 ? 0 : numbers[2];
        std::int64_t const made =
            attempt_unlocked(thread, [&] { return ::socket(family, type | SOCK_CLOEXEC, protocol); });
        if (made < 0) return raise_os_error(thread, static_cast<int>(-made));
        self->descriptor = static_cast<int>(made);
        self->family = family;
        self->type = type;
        self->protocol = protocol;
    }
    int const type = self->type;
    self->timeout = type & SOCK_NONBLOCK ? 0 : blocking;
    self->type = type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
    self->open = true;
    return Value::none();
}

Result<Value> socket_close(Thread& thread, Value* a) {
    Socket* const self = socket_of(a);
    int const descriptor = take_descriptor(thread, self);
    if (descriptor < 0) return Value::none();
    std::int64_t const result = attempt_unlocked(thread, [&] { return ::close(descriptor); });
    if (result < 0 && result != -ECONNRESET) return raise_os_error(thread, static_cast<int>(-result));
    return Value::none();
}

Result<Value> socket_detach(Thread& thread, Value* a) {
    return Value::small_int(take_descriptor(thread, socket_of(a)));
}

Result<Value> socket_fileno(Thread&, Value* a) { return Value::small_int(descriptor_of(socket_of(a))); }

// --- timeouts ---

Result<Value> settimeout(Thread& thread, Value* a) {
    Nanoseconds timeout = blocking;
    if (!a[1].is_none()) {
        timeout = MINIVM_TRY(nanoseconds_of(thread, a[1]));
        if (timeout < 0) return raise_value_error(thread, "Timeout value out of range");
    }
    socket_of(a)->timeout = timeout;
    MINIVM_TRY(set_blocking(thread, socket_of(a), timeout < 0));
    return Value::none();
}

Result<Value> gettimeout(Thread& thread, Value* a) {
    Nanoseconds const timeout = socket_of(a)->timeout;
    if (timeout < 0) return Value::none();
    return make_float(thread, static_cast<double>(timeout) / 1e9);
}

Result<Value> setblocking(Thread& thread, Value* a) {
    bool const blocks = MINIVM_TRY(truth(thread, a[1]));
    socket_of(a)->timeout = blocks ? blocking : 0;
    MINIVM_TRY(set_blocking(thread, socket_of(a), blocks));
    return Value::none();
}

Result<Value> getblocking(Thread&, Value* a) { return Value::boolean(socket_of(a)->timeout != 0); }

// --- connections ---

Result<Value> bind(Thread& thread, Value* a) {
    Socket* const self = socket_of(a);
    SocketAddress const address = MINIVM_TRY(address_argument(thread, self->family, a[1], "bind"));
    int const descriptor = descriptor_of(self);
    std::int64_t const result =
        attempt_unlocked(thread, [&] { return ::bind(descriptor, &address.head, address.length); });
    if (result < 0) return raise_os_error(thread, static_cast<int>(-result));
    return Value::none();
}

Result<Value> listen(Thread& thread, Value* a) {
    int backlog = std::min(SOMAXCONN, 128);
    if (!a[1].is_unbound())
        backlog = std::max(0, MINIVM_TRY(int_argument(thread, a[1], IntParsing::by_format)));
    int const descriptor = descriptor_of(socket_of(a));
    std::int64_t const result = attempt_unlocked(thread, [&] { return ::listen(descriptor, backlog); });
    if (result < 0) return raise_os_error(thread, static_cast<int>(-result));
    return Value::none();
}

// (descriptor, address)
Result<Value> accept(Thread& thread, Value* a) {
    Socket* const self = socket_of(a);
    SocketAddress address;
    std::int64_t const accepted = MINIVM_TRY(perform(thread, self, Direction::reading, [&](int descriptor) {
        address.length = sizeof address.storage;
        return ::accept4(descriptor, &address.head, &address.length, SOCK_CLOEXEC);
    }));
    Result<Value> const from = address_value(thread, address);
    if (!from) {
        ::close(static_cast<int>(accepted));
        return Raised{};
    }
    Value const parts[] = {Value::small_int(accepted), from.take()};
    return Value::of(make_small_tuple(thread, parts));
}

/// 0, or an errno as a negative number. TimeoutError.
Result<std::int64_t> connect_to(Thread& thread, Socket* self, SocketAddress const& address) {
    int const descriptor = descriptor_of(self);
    std::int64_t const result =
        attempt_unlocked(thread, [&] { return ::connect(descriptor, &address.head, address.length); });
    if (result == 0) return 0;
    // An interrupted connect goes on by itself, and so does one that must not block: the socket becomes
    // writable.
    bool goes_on = self->timeout > 0 && result == -EINPROGRESS;
    if (result == -EINTR) {
        MINIVM_TRY(Machine::of(thread).check_interrupt(thread));
        goes_on = self->timeout != 0;
    }
    if (!goes_on) return result;
    return perform(
        thread, self, Direction::writing,
        [&](int opened) {
            int error = 0;
            socklen_t size = sizeof error;
            if (::getsockopt(opened, SOL_SOCKET, SO_ERROR, &error, &size) < 0) return -1;
            errno = error;
            return error == 0 || error == EISCONN ? 0 : -1;
        },
        self->timeout, Connecting::yes);
}

Result<Value> connect(Thread& thread, Value* a) {
    Socket* const self = socket_of(a);
    SocketAddress const address = MINIVM_TRY(address_argument(thread, self->family, a[1], "connect"));
    std::int64_t const result = MINIVM_TRY(connect_to(thread, self, address));
    if (result < 0) return raise_os_error(thread, static_cast<int>(-result));
    return Value::none();
}

Result<Value> connect_ex(Thread& thread, Value* a) {
    Socket* const self = socket_of(a);
    SocketAddress const address = MINIVM_TRY(address_argument(thread, self->family, a[1], "connect_ex"));
    Result<std::int64_t> result = connect_to(thread, self, address);
    if (result) return Value::small_int(-result.take());
    // A timeout is an errno here.
    if (!is_instance(thread, thread.exception, types(thread).timeout_error)) return Raised{};
    (void)take_exception(thread);
    return Value::small_int(EAGAIN);
}

Result<Value> shutdown(Thread& thread, Value* a) {
    int const how = MINIVM_TRY(int_argument(thread, a[1]));
    int const descriptor = descriptor_of(socket_of(a));
    std::int64_t const result = attempt_unlocked(thread, [&] { return ::shutdown(descriptor, how); });
    if (result < 0) return raise_os_error(thread, static_cast<int>(-result));
    return Value::none();
}

template <int (*ask)(int, sockaddr*, socklen_t*)>
Result<Value> address_of_end(Thread& thread, Value* a) {
    SocketAddress address;
    int const descriptor = descriptor_of(socket_of(a));
    std::int64_t const result =
        attempt_unlocked(thread, [&] { return ask(descriptor, &address.head, &address.length); });
    if (result < 0) return raise_os_error(thread, static_cast<int>(-result));
    return address_value(thread, address);
}

// --- data ---

Result<int> flags_argument(Thread& thread, Value value) {
    if (value.is_unbound()) return 0;
    return int_argument(thread, value, IntParsing::by_format);
}

// Small reads need no memory but the result's.
class Buffer {
public:
    explicit Buffer(std::size_t size) {
        if (size > sizeof near_) far_ = std::make_unique_for_overwrite<char[]>(size);
    }
    char* data() { return far_ ? far_.get() : near_; }

private:
    char near_[4096];
    std::unique_ptr<char[]> far_;
};

Result<std::size_t> size_of_read(Thread& thread, Value value, char const* function) {
    Value const number = MINIVM_TRY(index(thread, value));
    bool fits = false;
    std::int64_t const size = to_int64(number, fits);
    if (!fits) return raise_overflow_error(thread, "Python int too large to convert to C ssize_t");
    if (size < 0) return raise_value_error(thread, "negative buffersize in %s", function);
    return static_cast<std::size_t>(size);
}

Result<Value> recv(Thread& thread, Value* a) {
    Socket* const self = socket_of(a);
    std::size_t const size = MINIVM_TRY(size_of_read(thread, a[1], "recv"));
    int const flags = MINIVM_TRY(flags_argument(thread, a[2]));
    if (size == 0) return Value::of(empty_bytes(thread));  // as CPython, without asking the system
    Buffer buffer(size);
    std::int64_t const count = MINIVM_TRY(perform(thread, self, Direction::reading, [&](int descriptor) {
        return ::recv(descriptor, buffer.data(), size, flags);
    }));
    return Value::of(
        MINIVM_TRY(make_bytes(thread, {buffer.data(), std::min(size, static_cast<std::size_t>(count))})));
}

Result<Value> recvfrom(Thread& thread, Value* a) {
    Socket* const self = socket_of(a);
    std::size_t const size = MINIVM_TRY(size_of_read(thread, a[1], "recvfrom"));
    int const flags = MINIVM_TRY(flags_argument(thread, a[2]));
    Buffer buffer(size);
    SocketAddress address;
    std::int64_t const count = MINIVM_TRY(perform(thread, self, Direction::reading, [&](int descriptor) {
        address.length = sizeof address.storage;
        return ::recvfrom(descriptor, buffer.data(), size, flags, &address.head, &address.length);
    }));
    Bytes* const made =
        MINIVM_TRY(make_bytes(thread, {buffer.data(), std::min(size, static_cast<std::size_t>(count))}));
    Root<Bytes> data(thread, made);
    Value const parts[] = {data.value(), MINIVM_TRY(address_value(thread, address))};
    return Value::of(make_small_tuple(thread, parts));
}

/// A read straight into a bytearray, from whichever address.
Result<Value> read_into(Thread& thread, Value* a, char const* function, SocketAddress* address) {
    Socket* const self = socket_of(a);
    auto* const array = as<ByteArray>(a[1]);
    if (!array)
        return raise_type_error(thread, "%s() argument 1 must be read-write bytes-like object, not %s",
                                function, type_name(thread, a[1]));
    std::int64_t wanted = 0;
    if (!a[2].is_unbound()) wanted = MINIVM_TRY(size_argument(thread, a[2]));
    int const flags = MINIVM_TRY(flags_argument(thread, a[3]));
    if (wanted < 0) return raise_value_error(thread, "negative buffersize in %s", function);
    Pin const pin(thread, array);
    std::size_t const room = array->length;
    auto const size = wanted == 0 ? room : static_cast<std::size_t>(wanted);
    if (size > room) {
        return raise_value_error(thread, address ? "nbytes is greater than the length of the buffer"
                                                 : "buffer too small for requested bytes");
    }
    if (size == 0 && !address) return Value::small_int(0);
    bool const watched = thread.watched();  // then other threads may be reading and writing the array
    std::string received(watched ? size : 0, '\0');
    char* const to = watched ? received.data() : array->data();
    std::int64_t const count = MINIVM_TRY(perform(thread, self, Direction::reading, [&](int descriptor) {
        if (!address) return ::recv(descriptor, to, size, flags);
        address->length = sizeof address->storage;
        return ::recvfrom(descriptor, to, size, flags, &address->head, &address->length);
    }));
    if (watched) {
        Guard const guard(thread, array);
        std::copy_n(to, std::min(size, static_cast<std::size_t>(count)), array->data());
    }
    return make_int(thread, count);
}

Result<Value> recv_into(Thread& thread, Value* a) { return read_into(thread, a, "recv_into", nullptr); }

Result<Value> recvfrom_into(Thread& thread, Value* a) {
    SocketAddress address;
    Value const count = MINIVM_TRY(read_into(thread, a, "recvfrom_into", &address));
    Value const parts[] = {count, MINIVM_TRY(address_value(thread, address))};
    return Value::of(make_small_tuple(thread, parts));
}

Result<Value> send(Thread& thread, Value* a) {
    Socket* const self = socket_of(a);
    OctetsArgument data;
    MINIVM_TRY(data.take(thread, a[1]));
    int const flags = MINIVM_TRY(flags_argument(thread, a[2]));
    std::int64_t const count = MINIVM_TRY(perform(thread, self, Direction::writing, [&](int descriptor) {
        return ::send(descriptor, data.view().data(), data.view().size(), flags);
    }));
    return make_int(thread, count);
}

// The timeout is for all of it.
Result<Value> sendall(Thread& thread, Value* a) {
    Socket* const self = socket_of(a);
    OctetsArgument data;
    MINIVM_TRY(data.take(thread, a[1]));
    int const flags = MINIVM_TRY(flags_argument(thread, a[2]));
    std::string_view left = data.view();
    Nanoseconds const whole = self->timeout;
    Nanoseconds const deadline = whole > 0 ? lock::later(machine_time(), whole) : 0;
    do {
        Nanoseconds timeout = whole;
        if (whole > 0 && left.size() != data.view().size()) {
            timeout = deadline - machine_time();
            if (timeout <= 0) return raise_timed_out(thread);
        }
        std::int64_t const count = MINIVM_TRY(perform(
            thread, self, Direction::writing,
            [&](int descriptor) { return ::send(descriptor, left.data(), left.size(), flags); }, timeout));
        if (count < 0) return raise_os_error(thread, static_cast<int>(-count));
        left.remove_prefix(static_cast<std::size_t>(count));
        MINIVM_TRY(Machine::of(thread).check_interrupt(thread));
    } while (!left.empty());
    return Value::none();
}

Result<Value> sendto(Thread& thread, Value* a) {
    Socket* const self = socket_of(a);
    Tuple* const given = cast<Tuple>(a[1]);
    if (given->length != 2 && given->length != 3)
        return raise_type_error(thread, "sendto() takes 2 or 3 arguments (%u given)", given->length);
    OctetsArgument data;
    MINIVM_TRY(data.take(thread, given->items()[0]));
    int flags = 0;
    if (given->length == 3) flags = MINIVM_TRY(flags_argument(thread, given->items()[1]));
    SocketAddress const address =
        MINIVM_TRY(address_argument(thread, self->family, given->items()[given->length - 1], "sendto"));
    std::int64_t const count = MINIVM_TRY(perform(thread, self, Direction::writing, [&](int descriptor) {
        return ::sendto(descriptor, data.view().data(), data.view().size(), flags, &address.head,
                        address.length);
    }));
    return make_int(thread, count);
}

// --- options ---

Result<Value> setsockopt(Thread& thread, Value* a) {
    int const level = MINIVM_TRY(int_argument(thread, a[1], IntParsing::by_format));
    int const option = MINIVM_TRY(int_argument(thread, a[2], IntParsing::by_format));
    int result = 0;
    Result<int> number = int_argument(thread, a[3]);
    if (number) {
        int const value = number.take();
        result = ::setsockopt(descriptor_of(socket_of(a)), level, option, &value, sizeof value);
    } else {
        // Whatever is no C int must be bytes.
        (void)take_exception(thread);
        std::string_view const octets = MINIVM_TRY(octets_of(thread, a[3]));
        result = ::setsockopt(descriptor_of(socket_of(a)), level, option, octets.data(),
                              static_cast<socklen_t>(octets.size()));
    }
    if (result < 0) return raise_os_error(thread, errno);
    return Value::none();
}

Result<Value> getsockopt(Thread& thread, Value* a) {
    int const level = MINIVM_TRY(int_argument(thread, a[1], IntParsing::by_format));
    int const option = MINIVM_TRY(int_argument(thread, a[2], IntParsing::by_format));
    int size = 0;
    if (!a[3].is_unbound()) size = MINIVM_TRY(int_argument(thread, a[3], IntParsing::by_format));
    constexpr int longest = 1024;
    if (size < 0 || size > longest)
        return raise(thread, types(thread).os_error, "getsockopt buflen out of range");
    char octets[longest] = {};
    int number = 0;
    socklen_t length = size == 0 ? sizeof number : static_cast<socklen_t>(size);
    void* const to = size == 0 ? static_cast<void*>(&number) : octets;
    if (::getsockopt(descriptor_of(socket_of(a)), level, option, to, &length) < 0)
        return raise_os_error(thread, errno);
    if (size == 0) return Value::small_int(number);
    return Value::of(MINIVM_TRY(make_bytes(thread, {octets, length})));
}

template <Shared<int> Socket::*field>
Result<Value> number_of(Thread&, Value self) {
    return Value::small_int(static_cast<Socket*>(self.as_object())->*field);
}

Result<Value> refuse(Thread& thread, Value*) {
    return raise_unsupported(thread, "ancillary data and files by sockets are not supported by Mini");
}

constexpr NativeSpec methods[] = {
    {"static __new__", socket_new, "(cls, *args, **kwargs)"},
    {"__init__", socket_init, "(self, family=-1, type=-1, proto=-1, fileno=None)"},
    {"_accept", accept, "(self, /)"},
    {"bind", bind, "(self, address, /)"},
    {"close", socket_close, "(self, /)"},
    {"connect", connect, "(self, address, /)"},
    {"connect_ex", connect_ex, "(self, address, /)"},
    {"detach", socket_detach, "(self, /)"},
    {"fileno", socket_fileno, "(self, /)"},
    {"getblocking", getblocking, "(self, /)"},
    {"getpeername", address_of_end<::getpeername>, "(self, /)"},
    {"getsockname", address_of_end<::getsockname>, "(self, /)"},
    {"getsockopt", getsockopt, "format:(self, level, option, buflen=0, /)"},
    {"gettimeout", gettimeout, "(self, /)"},
    {"listen", listen, "format:(self, backlog=128, /)"},
    {"recv", recv, "format:(self, bufsize, flags=0, /)"},
    {"recv_into", recv_into, "(self, buffer, nbytes=0, flags=0)"},
    {"recvfrom", recvfrom, "format:(self, bufsize, flags=0, /)"},
    {"recvfrom_into", recvfrom_into, "(self, buffer, nbytes=0, flags=0)"},
    {"recvmsg", refuse, "(self, /, *args, **kwargs)"},
    {"recvmsg_into", refuse, "(self, /, *args, **kwargs)"},
    {"send", send, "format:(self, data, flags=0, /)"},
    {"sendall", sendall, "format:(self, data, flags=0, /)"},
    {"sendfile", refuse, "(self, /, *args, **kwargs)"},
    {"sendmsg", refuse, "(self, /, *args, **kwargs)"},
    {"sendmsg_afalg", refuse, "(self, /, *args, **kwargs)"},
    {"sendto", sendto, "(self, /, *args)"},
    {"setblocking", setblocking, "(self, flag, /)"},
    {"setsockopt", setsockopt, "format:(self, level, option, value, /)"},
    {"settimeout", settimeout, "(self, timeout, /)"},
    {"shutdown", shutdown, "(self, how, /)"},
};

// A pair of descriptors.
Result<Value> socketpair(Thread& thread, Value* a) {
    int numbers[3];
    for (std::size_t i = 0; i < 3; ++i)
        numbers[i] = MINIVM_TRY(int_argument(thread, a[i], IntParsing::by_format));
    int ends[2];
    std::int64_t const result = attempt_unlocked(
        thread, [&] { return ::socketpair(numbers[0], numbers[1] | SOCK_CLOEXEC, numbers[2], ends); });
    if (result < 0) return raise_os_error(thread, static_cast<int>(-result));
    Value const parts[] = {Value::small_int(ends[0]), Value::small_int(ends[1])};
    return Value::of(make_small_tuple(thread, parts));
}

Result<Value> check_timeout(Thread& thread, Value* a) {
    Nanoseconds const timeout = MINIVM_TRY(nanoseconds_of(thread, a[0]));
    if (timeout < 0) return raise_value_error(thread, "Timeout value out of range");
    return make_float(thread, static_cast<double>(timeout) / 1e9);
}

constexpr NativeSpec functions[] = {
    {"_check_timeout", check_timeout, "(timeout, /)"},
    {"_socketpair", socketpair, "(family, type, proto, /)"},
};

}  // namespace

Module* make_socket(Thread& thread) {
    Interpreter& interpreter = interpreter_of(thread);
    Module* const module = interpreter.make_module(thread, "_socket");
    module->unsupported_is_error = true;
    add_functions(thread, module, functions);
    add_functions(thread, module, address_functions());
    add_constants(thread, module, socket_constants());
    Type* const type = make_foreign_type(thread, "socket", socket_class);
    type->module = Value::of(module->name);
    add_methods(thread, type, methods);
    add_property(thread, type, "family", number_of<&Socket::family>);
    add_property(thread, type, "type", number_of<&Socket::type>);
    add_property(thread, type, "proto", number_of<&Socket::protocol>);
    (void)set(thread, module, "socket", Value::of(type));
    Value const bases[] = {Value::of(types(thread).os_error)};
    for (char const* const name : {"gaierror", "herror"}) {
        Dict* const attributes = make_dict(thread);
        (void)store(thread, attributes, names(thread).module_,
                    Value::of(interpreter.intern(thread, "socket")));
        Type* const error = make_class(thread, interpreter.intern(thread, name),
                                       make_small_tuple(thread, bases), attributes, nullptr, Value::none())
                                .take();
        (void)set(thread, module, name, Value::of(error));
    }
    return module;
}

}  // namespace minivm

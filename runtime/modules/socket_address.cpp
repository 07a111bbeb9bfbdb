#include "runtime/modules/socket_address.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstring>

#include "runtime/modules/system_call.hpp"
#include "vm/native.hpp"
#include "vm/objects/bytes.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

/// Owns what getaddrinfo found.
class AddressList {
public:
    AddressList() = default;
    AddressList(AddressList const&) = delete;
    AddressList& operator=(AddressList const&) = delete;
    ~AddressList() {
        if (first_) freeaddrinfo(first_);
    }

    /// gaierror. Lock: held, released meanwhile.
    Result<void> look_up(Thread& thread, char const* host, char const* service, addrinfo const& hints) {
        int code = 0;
        int error = 0;
        (void)attempt_unlocked(thread, [&] {
            code = getaddrinfo(host, service, &hints, &first_);
            error = errno;
            return 0;
        });
        if (code == 0) return {};
        first_ = nullptr;
        return raise_address_error(thread, code, error);
    }
    addrinfo const* first() const { return first_; }

private:
    addrinfo* first_ = nullptr;
};

// As CPython's setipaddr: nothing means any address; numbers need no look-up.
Result<SocketAddress> resolve(Thread& thread, std::string const& host, int family) {
    SocketAddress address;
    if (host == "<broadcast>" && family == AF_INET) {
        address.internet.sin_family = AF_INET;
        address.internet.sin_addr.s_addr = INADDR_BROADCAST;
        address.length = sizeof(sockaddr_in);
        return address;
    }
    if (family == AF_INET && inet_pton(AF_INET, host.c_str(), &address.internet.sin_addr) == 1) {
        address.internet.sin_family = AF_INET;
        address.length = sizeof(sockaddr_in);
        return address;
    }
    if (family == AF_INET6 && inet_pton(AF_INET6, host.c_str(), &address.internet6.sin6_addr) == 1) {
        address.internet6.sin6_family = AF_INET6;
        address.length = sizeof(sockaddr_in6);
        return address;
    }
    addrinfo hints{};
    hints.ai_family = family;
    AddressList found;
    if (host.empty()) {
        hints.ai_socktype = SOCK_DGRAM;
        hints.ai_flags = AI_PASSIVE;
        MINIVM_TRY(found.look_up(thread, nullptr, "0", hints));
    } else {
        MINIVM_TRY(found.look_up(thread, host.c_str(), nullptr, hints));
    }
    std::memcpy(&address.storage, found.first()->ai_addr, found.first()->ai_addrlen);
    address.length = found.first()->ai_addrlen;
    return address;
}

Result<std::string> host_argument(Thread& thread, Value value, char const* function = nullptr) {
    if (Str const* const text = as<Str>(value)) {
        if (!text->ascii)
            return raise_unsupported(thread, "host names beyond ASCII are not supported by Mini");
        if (text->view().find('\0') != std::string_view::npos)
            return raise_type_error(thread, "host name must not contain null character");
        return std::string(text->view());
    }
    std::string_view octets;
    if (!octets_of(thread, value, octets) && function)
        return raise_type_error(thread, "%s() argument 1 must be str, bytes or bytearray, not %s", function,
                                type_name(thread, value));
    if (!octets_of(thread, value, octets))
        return raise_type_error(thread, "str, bytes or bytearray expected, not %s", type_name(thread, value));
    return std::string(octets);
}

Result<SocketAddress> internet_address(Thread& thread, int family, Value value, char const* function) {
    bool const six = family == AF_INET6;
    Tuple* const parts = as<Tuple>(value);
    if (!parts)
        return raise_type_error(thread, "%s(): AF_INET%s address must be tuple, not %s", function,
                                six ? "6" : "", type_name(thread, value));
    if (parts->length < 2 || parts->length > (six ? 4U : 2U))
        return raise_type_error(thread,
                                six ? "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])"
                                    : "AF_INET address must be a pair (host, port)");
    std::string const host = MINIVM_TRY(host_argument(thread, parts->items()[0]));
    Value const number = MINIVM_TRY(index(thread, parts->items()[1]));
    bool fits = false;
    std::int64_t const port = to_int64(number, fits);
    if (!fits || port < 0 || port > 0xFFFF)
        return raise_overflow_error(thread, "%s(): port must be 0-65535.", function);
    std::int64_t more[2] = {0, 0};  // flowinfo, scope
    for (std::uint32_t i = 2; i < parts->length; ++i)
        more[i - 2] = MINIVM_TRY(index_word(thread, parts->items()[i], OutOfRange::overflow_error));
    if (more[0] < 0 || more[0] > 0xFFFFF)
        return raise_overflow_error(thread, "%s(): flowinfo must be 0-1048575.", function);
    SocketAddress address = MINIVM_TRY(resolve(thread, host, family));
    if (six) {
        address.internet6.sin6_port = htons(static_cast<std::uint16_t>(port));
        address.internet6.sin6_flowinfo = htonl(static_cast<std::uint32_t>(more[0]));
        if (parts->length > 3) address.internet6.sin6_scope_id = static_cast<std::uint32_t>(more[1]);
    } else {
        address.internet.sin_port = htons(static_cast<std::uint16_t>(port));
    }
    return address;
}

Result<SocketAddress> local_address(Thread& thread, Value value) {
    std::string path;
    if (as<Str>(value)) {
        // A path that begins with a null character names no file.
        Str const* const text = cast<Str>(value);
        if (!text->ascii)
            path = MINIVM_TRY(path_argument(thread, value, "socket", "path"));
        else
            path = text->view();
    } else {
        std::string_view const octets = MINIVM_TRY(octets_of(thread, value));
        path = octets;
    }
    SocketAddress address;
    bool const is_file = path.empty() || path.front() != '\0';
    if (path.size() + (is_file ? 1 : 0) > sizeof address.local.sun_path)
        return raise(thread, types(thread).os_error, "AF_UNIX path too long");
    address.local.sun_family = AF_UNIX;
    std::memcpy(address.local.sun_path, path.data(), path.size());
    address.length =
        static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size() + (is_file ? 1 : 0));
    return address;
}

Result<Value> internet_value(Thread& thread, SocketAddress const& address) {
    char text[INET6_ADDRSTRLEN];
    if (address.head.sa_family == AF_INET) {
        inet_ntop(AF_INET, &address.internet.sin_addr, text, sizeof text);
        Value const parts[] = {Value::of(make_short_str(thread, text)),
                               Value::small_int(ntohs(address.internet.sin_port))};
        return Value::of(make_small_tuple(thread, parts));
    }
    inet_ntop(AF_INET6, &address.internet6.sin6_addr, text, sizeof text);
    Value const parts[] = {Value::of(make_short_str(thread, text)),
                           Value::small_int(ntohs(address.internet6.sin6_port)),
                           Value::small_int(ntohl(address.internet6.sin6_flowinfo)),
                           Value::small_int(address.internet6.sin6_scope_id)};
    return Value::of(make_small_tuple(thread, parts));
}

Result<Value> gethostbyname(Thread& thread, Value* a) {
    std::string const host = MINIVM_TRY(host_argument(thread, a[0], "gethostbyname"));
    SocketAddress const address = MINIVM_TRY(resolve(thread, host, AF_INET));
    char text[INET_ADDRSTRLEN];
    inet_ntop(AF_INET, &address.internet.sin_addr, text, sizeof text);
    return Value::of(make_short_str(thread, text));
}

Result<Value> gethostname(Thread& thread, Value*) {
    std::array<char, 1024> name{};
    std::int64_t const result =
        attempt_unlocked(thread, [&] { return ::gethostname(name.data(), name.size() - 1); });
    if (result < 0) return raise_os_error(thread, static_cast<int>(-result));
    return text_of_system(thread, name.data());
}

// (family, type, protocol, canonical name, address) of each, with plain ints.
Result<Value> find_addresses(Thread& thread, Value* a) {
    std::string host, service;
    if (!a[0].is_none()) host = MINIVM_TRY(host_argument(thread, a[0]));
    if (is_int(a[1])) {
        std::int64_t const port = MINIVM_TRY(index_word(thread, a[1], OutOfRange::overflow_error));
        service = std::to_string(port);
    } else if (Str const* const text = as<Str>(a[1])) {
        service = to_utf8(text);
    } else if (std::string_view octets; octets_of(thread, a[1], octets)) {
        service = octets;
    } else if (!a[1].is_none()) {
        return raise(thread, types(thread).os_error, "Int or String expected");
    }
    addrinfo hints{};
    int* const fields[] = {&hints.ai_family, &hints.ai_socktype, &hints.ai_protocol, &hints.ai_flags};
    for (std::size_t i = 0; i < 4; ++i)
        *fields[i] = MINIVM_TRY(int_argument(thread, a[2 + i], IntParsing::by_format));
    AddressList found;
    MINIVM_TRY(found.look_up(thread, a[0].is_none() ? nullptr : host.c_str(),
                             a[1].is_none() ? nullptr : service.c_str(), hints));
    List* const made = MINIVM_TRY(make_list(thread));
    Root<List> list(thread, made);
    for (addrinfo const* each = found.first(); each; each = each->ai_next) {
        SocketAddress address;
        std::memcpy(&address.storage, each->ai_addr, each->ai_addrlen);
        address.length = each->ai_addrlen;
        Value const parts[] = {
            Value::small_int(each->ai_family), Value::small_int(each->ai_socktype),
            Value::small_int(each->ai_protocol),
            Value::of(make_short_str(thread, each->ai_canonname ? each->ai_canonname : "")),
            MINIVM_TRY(address_value(thread, address))};
        MINIVM_TRY(append(thread, list.get(), Value::of(make_small_tuple(thread, parts))));
    }
    return list.value();
}

Result<Value> inet_aton(Thread& thread, Value* a) {
    std::string const text = MINIVM_TRY(host_argument(thread, a[0]));
    in_addr address{};
    if (::inet_aton(text.c_str(), &address) == 0)
        return raise(thread, types(thread).os_error, "illegal IP address string passed to inet_aton");
    return Value::of(
        MINIVM_TRY(make_bytes(thread, {reinterpret_cast<char const*>(&address), sizeof address})));
}

Result<Value> inet_ntoa(Thread& thread, Value* a) {
    std::string_view const octets = MINIVM_TRY(octets_of(thread, a[0]));
    if (octets.size() != sizeof(in_addr))
        return raise(thread, types(thread).os_error, "packed IP wrong length for inet_ntoa");
    char text[INET_ADDRSTRLEN];
    inet_ntop(AF_INET, octets.data(), text, sizeof text);
    return Value::of(make_short_str(thread, text));
}

Result<Value> inet_pton_bytes(Thread& thread, Value* a) {
    int const family = MINIVM_TRY(int_argument(thread, a[0], IntParsing::by_format));
    std::string const text = MINIVM_TRY(host_argument(thread, a[1]));
    std::array<char, sizeof(in6_addr)> packed{};
    int const result = inet_pton(family, text.c_str(), packed.data());
    if (result < 0) return raise_os_error(thread, errno);
    if (result == 0)
        return raise(thread, types(thread).os_error, "illegal IP address string passed to inet_pton");
    return Value::of(MINIVM_TRY(
        make_bytes(thread, {packed.data(), family == AF_INET ? sizeof(in_addr) : sizeof(in6_addr)})));
}

Result<Value> inet_ntop_text(Thread& thread, Value* a) {
    int const family = MINIVM_TRY(int_argument(thread, a[0], IntParsing::by_format));
    std::string_view const octets = MINIVM_TRY(octets_of(thread, a[1]));
    if (family != AF_INET && family != AF_INET6)
        return raise_value_error(thread, "unknown address family %d", family);
    if (octets.size() != (family == AF_INET ? sizeof(in_addr) : sizeof(in6_addr)))
        return raise_value_error(thread, "invalid length of packed IP address string");
    char text[INET6_ADDRSTRLEN];
    inet_ntop(family, octets.data(), text, sizeof text);
    return Value::of(make_short_str(thread, text));
}

Result<Value> swap_short(Thread& thread, Value value, char const* function) {
    Value const number = MINIVM_TRY(index(thread, value));
    if (sign_of(number) < 0)
        return raise_overflow_error(
            thread, "%s: can't convert negative Python int to C 16-bit unsigned integer", function);
    bool fits = false;
    std::int64_t const word = to_int64(number, fits);
    if (!fits || word > UINT16_MAX)
        return raise_overflow_error(
            thread, "%s: Python int too large to convert to C 16-bit unsigned integer", function);
    return Value::small_int(htons(static_cast<std::uint16_t>(word)));
}
Result<Value> swap_long(Thread& thread, Value value) {
    if (!is_int(value)) return raise_type_error(thread, "expected int, %s found", type_name(thread, value));
    if (sign_of(value) < 0)
        return raise_overflow_error(thread, "can't convert negative value to unsigned int");
    bool fits = false;
    std::int64_t const word = to_int64(value, fits);
    if (!fits || word > UINT32_MAX) return raise_overflow_error(thread, "int larger than 32 bits");
    return Value::small_int(htonl(static_cast<std::uint32_t>(word)));
}
Result<Value> host_to_network_short(Thread& thread, Value* a) { return swap_short(thread, a[0], "htons"); }
Result<Value> network_to_host_short(Thread& thread, Value* a) { return swap_short(thread, a[0], "ntohs"); }
Result<Value> host_to_network_long(Thread& thread, Value* a) { return swap_long(thread, a[0]); }
Result<Value> network_to_host_long(Thread& thread, Value* a) { return swap_long(thread, a[0]); }

constexpr NativeSpec functions[] = {
    {"_find_addresses", find_addresses, "(host, port, family, type, proto, flags, /)"},
    {"gethostbyname", gethostbyname, "(host, /)"},
    {"gethostname", gethostname, "()"},
    {"htonl", host_to_network_long, "(x, /)"},
    {"htons", host_to_network_short, "(x, /)"},
    {"inet_aton", inet_aton, "(string, /)"},
    {"inet_ntoa", inet_ntoa, "(packed_ip, /)"},
    {"inet_ntop", inet_ntop_text, "(af, packed_ip, /)"},
    {"inet_pton", inet_pton_bytes, "(af, ip, /)"},
    {"ntohl", network_to_host_long, "(x, /)"},
    {"ntohs", network_to_host_short, "(x, /)"},
};

}  // namespace

Result<SocketAddress> address_argument(Thread& thread, int family, Value value, char const* function) {
    if (family == AF_UNIX) return local_address(thread, value);
    if (family == AF_INET || family == AF_INET6) return internet_address(thread, family, value, function);
    return raise_unsupported(thread, "addresses of the family %d are not supported by Mini", family);
}

Result<Value> address_value(Thread& thread, SocketAddress const& address) {
    if (address.length == 0) return Value::none();
    if (address.head.sa_family == AF_INET || address.head.sa_family == AF_INET6)
        return internet_value(thread, address);
    if (address.head.sa_family != AF_UNIX)
        return raise_unsupported(thread, "addresses of the family %d are not supported by Mini",
                                 address.head.sa_family);
    std::size_t const length = address.length - offsetof(sockaddr_un, sun_path);
    if (length > 0 && address.local.sun_path[0] == '\0')
        return Value::of(MINIVM_TRY(make_bytes(thread, {address.local.sun_path, length})));
    return text_of_system(thread, {address.local.sun_path, strnlen(address.local.sun_path, length)});
}

Raised raise_address_error(Thread& thread, int code, int error) {
    if (code == EAI_SYSTEM) return raise_os_error(thread, error);
    Module const* const module = imported(thread, "_socket");
    Type* type = module ? as<Type>(get(module, thread.interpreter->intern(thread, "gaierror"))) : nullptr;
    if (!type || !type->is_subtype_of(types(thread).os_error)) type = types(thread).os_error;
    return raise_os_error(thread, type, code, gai_strerror(code));
}

std::span<NativeSpec const> address_functions() { return functions; }

}  // namespace minivm

#pragma once
// Addresses of sockets: what scripts write, ('127.0.0.1', 80) or '/tmp/name', and what the system reads.
// Lock: held; released while a name is looked up.
#include <sys/socket.h>
#include <sys/un.h>

#include <netinet/in.h>

#include <span>

#include "vm/object.hpp"
#include "vm/result.hpp"

struct addrinfo;

namespace minivm {

struct IntConstant;
struct Module;
struct NativeSpec;
struct Thread;

struct SocketAddress {
    union {
        sockaddr head;
        sockaddr_in internet;
        sockaddr_in6 internet6;
        sockaddr_un local;
        sockaddr_storage storage;
    };
    socklen_t length = sizeof(sockaddr_storage);

    SocketAddress() : storage{} {}
};

/// The address that a script gave to `function` for a socket of this family. TypeError, OverflowError,
/// OSError, gaierror.
Result<SocketAddress> address_argument(Thread& thread, int family, Value value, char const* function);
/// None for an address of no bytes.
Result<Value> address_value(Thread& thread, SocketAddress const& address);
/// socket.gaierror for an EAI code, not 0; `error` is the errno for EAI_SYSTEM.
Raised raise_address_error(Thread& thread, int code, int error);

/// The functions of the module which are about names and numbers only.
std::span<NativeSpec const> address_functions();
/// Its constants. (socket_constants.cpp)
std::span<IntConstant const> socket_constants();

}  // namespace minivm

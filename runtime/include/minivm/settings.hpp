#pragma once

// What a Vm is made with, and what a call of it may use. Plain values.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "minivm/config.hpp"

MINIVM_BEGIN

class Policy;

/// Which lock the Vm has; `minivm --gil=list` describes them.
struct LockPolicy {
    std::string name;  // empty: the build's own
    std::optional<std::chrono::nanoseconds> switch_interval = std::nullopt;
    std::optional<int> check_interval = std::nullopt;
    std::uint64_t seed = 0;
    std::function<std::unique_ptr<Policy>()> make = {};  // one of the host's: see policy.hpp

    LockPolicy() = default;
    LockPolicy(char const* policy) : name(policy) {}
    LockPolicy(std::string policy) : name(std::move(policy)) {}
};
LockPolicy interval(std::chrono::nanoseconds every = std::chrono::milliseconds(5));
LockPolicy adaptive();
LockPolicy fifo(std::chrono::nanoseconds every = std::chrono::milliseconds(100));
LockPolicy tick(int instructions = 100);
LockPolicy seeded(std::uint64_t seed);

inline constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

/// For as long as the Vm lives.
struct Limits {
    std::size_t memory = unlimited;   // bytes of the script's objects, 512 KiB at least; MemoryError
    std::size_t threads = unlimited;  // that the script has started and that run; RuntimeError
    int recursion = 1000;  // calls within each other; RecursionError. Scripts may lower it. 0: as in Python
};

/// For one call. Whoever exceeds it is stopped at the next call or turn of a loop: no except clause catches
/// that, finally clauses and __exit__ methods have a moment to run in, and the call's Error is of kind
/// stopped. It holds for the thread of the call, natives that call back included; threads that the script
/// starts go on.
struct Budget {
    std::size_t steps =
        unlimited;  // instructions; not under the policies tick and steal, which count them themselves
    std::chrono::nanoseconds time = std::chrono::nanoseconds::max();
};

/// What scripts may do to the world. Without `clock` the functions of `time` raise PermissionError, and so do
/// waits of queue and concurrent.futures that have a timeout; modules that need another thing which is
/// missing cannot be imported: ImportError. How the process reacts to signals stays the host's: one that
/// grants the network or processes should ignore SIGPIPE.
struct Grant {
    bool files = false;    // modules from Config::path; with `process`, os and subprocess
    bool clock = false;    // time
    bool process = false;  // signal, but for setting handlers; select; with `files`, os and subprocess
    bool network = false;  // socket, select
    bool lock = false;     // gil, sys.setswitchinterval: watching the lock, and changing it
    bool interpreters =
        false;  // concurrent.interpreters: further Vms with the same grants, each with limits of its own
};

struct Config {
    LockPolicy lock = {};
    Limits limits = {};
    Grant grant = {};
    /// Where print and sys.stderr go, in pieces of any length; all of it is there when the thread leaves the
    /// Vm. Empty: the process's standard output and error. Called by one thread at a time, without the lock
    /// (under the policy `seeded`: with it); cannot call a Vm.
    std::function<void(std::string_view)> out = {};
    std::function<void(std::string_view)> err = {};
    /// The next piece of standard input, empty at the end. As for `out`. Empty: at the end from the
    /// beginning.
    std::function<std::string()> in = {};
    /// The text of a module that is not the VM's own, or nothing. May call the Vm. What it throws the import
    /// raises.
    std::function<std::optional<std::string>(std::string_view name)> load = {};
    std::vector<std::string> path = {};       // sys.path, for what is granted files
    std::vector<std::string> arguments = {};  // sys.argv

    /// Everything granted, nothing limited.
    static Config trusted();
};

MINIVM_END

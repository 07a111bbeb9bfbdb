#pragma once

// A virtual machine of the host's: its own objects, modules, threads and lock. There may be any number in a
// process; they share nothing.
//
// Threads and the lock. A Vm is made with no thread holding its lock. Any thread of the host may call it, at
// any time and several at once: each call takes the lock, runs and gives it up; calls that nest on a thread
// (a native calling back) go on with the lock that they have, or take it again if they are in an Unlocked
// scope. A thread has at most one lock: a native of one Vm that calls another lets the first one's lock go
// meanwhile. To the script a thread of the host's is a new thread with each call; with attach() it stays the
// same one. A thread that calls a Vm needs a stack of 512 KiB or more; a script that recurses too deeply for
// it gets a RecursionError.
//
// Errors. What a script raises, and what the Vm refuses, comes back as the Error of a Result. Nothing here
// throws but constructors and registration (`module`, `def`), on misuse, and Result::value().
//
// The end. close() and the destructor let nobody in any more (calls on other threads get an Error of kind
// closed, they never hang), stop the scripts that run, wait until their threads have left and free
// everything. They wait for native functions of the host's that block, for threads of the host's that stay
// attached, and for threads in a system call if files, processes or the network were granted; everything else
// ends at its next safepoint (what has none: README.md). Not from inside a call of the same Vm, which ends
// the program. As with any object, a call of the Vm itself must have begun before its destructor does; a call
// of a Value need not.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "minivm/convert.hpp"
#include "minivm/enter.hpp"
#include "minivm/function.hpp"
#include "minivm/lock.hpp"
#include "minivm/settings.hpp"
#include "minivm/value.hpp"

MINIVM_BEGIN

template <typename T>
class Type;

/// A module that the host makes; scripts import it by name. A small handle: copy it as you like. All members
/// throw Error: on misuse, and when the Vm is closed.
class Module {
public:
    /// Binds a C++ function.
    template <typename F>
    Module& def(std::string name, F function) {
        define(std::move(name), detail::make_function(std::move(function)));
        return *this;
    }
    template <typename F>
    Module& def(std::string name, F function, ReleasesLock) {
        define(std::move(name), detail::make_function(std::move(function), releases_lock));
        return *this;
    }
    /// Binds a value.
    template <typename T>
    Module& set(std::string_view name, T const& value) {
        module_.set(name, value).value();
        return *this;
    }
    /// Binds a native class, made for it: see type.hpp.
    template <typename T>
    Type<T> type(std::string name);
    Value const& value() const { return module_; }

private:
    friend class Vm;
    explicit Module(Value module) : module_(std::move(module)) {}
    void define(std::string name, detail::Function function);
    Value module_;
};

/// A thread of the host's in a Vm, for as long as this lives: it holds the lock between its calls too, which
/// then cost no taking of it, and is one thread to the script. Others run when its calls let them, and in
/// Unlocked scopes. On the thread that made it, in strict nesting.
class Attached {
public:
    Attached(Attached&&) noexcept = default;
    Attached& operator=(Attached&&) = delete;

private:
    friend class Vm;
    explicit Attached(std::unique_ptr<detail::Entry> entry) : entry_(std::move(entry)) {}
    std::unique_ptr<detail::Entry> entry_;
};

class Vm {
public:
    /// Throws Error, of kind misuse: no such policy, or too small a limit. std::bad_alloc.
    explicit Vm(Config config = {});
    /// As close(). Calling from inside a call of this Vm ends the program.
    ~Vm();
    Vm(Vm const&) = delete;
    Vm& operator=(Vm const&) = delete;

    /// Runs a program in the module __main__, which lasts as long as the Vm. `name` is for tracebacks. Syntax
    /// errors are Errors of that name, sys.exit() is one of SystemExit.
    Result<void> run(std::string_view text, std::string_view name = "<script>", Budget const& budget = {});
    /// The same of a file, which the host reads: scripts need no grant for it.
    Result<void> run_file(std::string const& path, Budget const& budget = {});
    /// The value of an expression, in __main__.
    template <typename R = Value>
    Result<R> evaluate(std::string_view text, Budget const& budget = {}) {
        return detail::within<R>(*core_, budget, [&](Context& context) -> R {
            return detail::result<R>(context, detail::evaluate(context, text));
        });
    }
    /// Calls what the name is bound to in __main__; NameError.
    template <typename R = Value, typename... A>
    Result<R> call(std::string_view name, A const&... arguments) {
        return call<R>(Budget(), name, arguments...);
    }
    template <typename R = Value, typename... A>
    Result<R> call(Budget const& budget, std::string_view name, A const&... arguments) {
        return detail::within<R>(*core_, budget, [&](Context& context) -> R {
            detail::Arguments<A...> const raws(context, arguments...);
            Raw const callee = detail::global(context, name);
            return detail::result<R>(context, detail::call(context, callee, raws.raws, sizeof...(A)));
        });
    }
    /// The names of __main__; NameError.
    template <typename R = Value>
    Result<R> get(std::string_view name) {
        return detail::within<R>(*core_, {}, [&](Context& context) -> R {
            return detail::result<R>(context, detail::global(context, name));
        });
    }
    template <typename T>
    Result<void> set(std::string_view name, T const& value) {
        return detail::within<void>(*core_, {}, [&](Context& context) {
            detail::set_global(context, name, detail::to(context, value));
        });
    }
    /// The script's value of a C++ one.
    template <typename T>
    Result<Value> make(T const& value) {
        return detail::within<Value>(*core_, {}, [&](Context& context) {
            return detail::handle(context, detail::to(context, value));
        });
    }

    /// The module of that name, made if there is none. "__main__" is that of run().
    Module module(std::string_view name);
    /// Binds a C++ function in __main__.
    template <typename F, typename... How>
    Vm& def(std::string name, F function, How... how) {
        module("__main__").def(std::move(name), std::move(function), how...);
        return *this;
    }

    /// Enters for more than one call. Error: closed.
    Result<Attached> attach();

    // --- Work for the Vm from elsewhere, as for a host with an event loop. It is run by the thread that asks
    // for it and when it asks, never in the middle of a script: so a script that runs sees nothing change
    // which it does not call or wait for, and posting needs no lock.

    /// Runs the work that was posted until now, first come first served, with the lock held: as one call,
    /// which the budget is for; others may run between two pieces of it. How many pieces were run: fewer than
    /// there were if the budget was used up or the Vm was stopped, and the rest stays for the next time. The
    /// first Error or exception that one throws ends it too.
    Result<std::size_t> run_posted(Budget const& budget = {});

    // --- From any thread, at any time; none of these waits.

    /// Has run_posted run this. What is never run is dropped as the Vm is closed. Error: closed.
    Result<void> post(std::function<void()> work);
    /// How many pieces wait.
    std::size_t posted() const;
    /// Called when there is work after there was none, by the thread that posts it and without the lock;
    /// instead of what was set before, which may still be running. What it throws, post throws.
    void on_posted(std::function<void()> told);
    /// The same as a file descriptor for poll(): readable as long as there is work. It is the Vm's, do not
    /// read it. OSError.
    Result<int> posted_descriptor();

    /// Raises KeyboardInterrupt, once, in the thread that has been in the Vm for longest, as Ctrl-C would.
    /// Nothing if none is in it.
    void interrupt();
    /// Ends all calls that are in the Vm, and all threads of the script: they cannot catch it. It may be
    /// called anew. Of a thread that is attached and in no call, the next one is ended.
    void stop();

    /// See above. May be called again, and by several threads; returns when all is over.
    void close();
    bool closed() const;

    /// How many threads the script has started that still run.
    std::size_t threads() const;
    /// Its policy, its counters, traces and hooks: see lock.hpp.
    Lock lock() const;

    // ---

    /// Bytes of the script's objects, those that wait to be collected included.
    std::size_t memory() const;

private:
    detail::Core* core_;  // shared with Values, which outlive this
};

MINIVM_END

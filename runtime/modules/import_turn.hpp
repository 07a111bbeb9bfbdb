#pragma once
// One thread runs a module, others that import it wait until it has: as the module locks of CPython's
// importlib. Threads that would wait for each other in a circle, each in the middle of a module that the
// other wants, do not: the one that closes the circle gets the module as far as it has come.
#include <map>
#include <memory>
#include <string>
#include <unordered_map>

#include "runtime/lock/flag.hpp"
#include "vm/result.hpp"
#include "vm/sync.hpp"

namespace minivm {

struct Thread;

/// The imports of one machine that are under way.
class Imports {
public:
    Imports() = default;
    /// A module that is in sys.modules has run to its end.
    bool none() const { return count_ == 0; }

private:
    friend class ImportTurn;
    struct Import {
        Thread const* owner;
        bool over = false;  // mutex_. Nobody waits for it any more, if some have not woken up yet
        lock::Flag done;
    };

    bool closes_circle(Thread const& thread, Import const& wanted) const;

    TableMutex mutex_{Table::imports};
    Shared<std::uint32_t> count_ = 0;                                        // written under mutex_
    std::map<std::string, std::shared_ptr<Import>, std::less<>> under_way_;  // mutex_; by the module's name
    std::unordered_map<Thread const*, Import const*> waits_for_;             // mutex_
};

/// A thread's turn to import a module; over when this dies. Lock: held throughout, released while it waits.
class ImportTurn {
public:
    ImportTurn(Thread& thread, std::string const& name) : thread_(thread), name_(name) {}
    ~ImportTurn();
    ImportTurn(ImportTurn const&) = delete;
    ImportTurn& operator=(ImportTurn const&) = delete;

    /// Waits while another thread imports it. After that the module is there as far as it will come, or it is
    /// this thread's to import. May run script code (signal handlers); raises.
    Result<void> begin();

private:
    Thread& thread_;
    std::string const& name_;
    std::shared_ptr<Imports::Import> own_;  // null within a turn of the same thread, and in a circle
};

}  // namespace minivm

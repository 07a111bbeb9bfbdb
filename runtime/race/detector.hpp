#pragma once
// Finds data races of a script: two accesses to one variable by two threads, at least one of them a write,
// which nothing that the script did puts in an order (essay in detector.cpp). Knows threads, variables and
// edges; what an instruction touches is read by accesses.cpp.
//
// Any attached thread may call it at any time, with or without the interpreter lock: one mutex guards all of
// it, and nothing is called under it that could wait or collect.
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "vm/code.hpp"
#include "vm/object.hpp"

namespace minivm {
class Heap;
struct Thread;
}  // namespace minivm

namespace minivm::race {

/// A word that a script can name, or what orders threads. Known by the address of an object, so it is
/// forgotten when that object dies.
struct Variable {
    enum class Kind : std::uint8_t {
        attribute,  // `name` is the Str
        cell,       // a global, or a variable that closures share
        index,      // of a list; `name` is the index
        number,     // an int that is a key of a dict: `name`
        text,       // a str that is: `name` is Detector::number_of it
        lock,       // from here on what orders threads: a lock, a queue, a container
        field,      // an attribute of a module that is part of minivm
        imported,   // a module: what its body did
    };
    Object const* object;
    std::uint64_t name;
    Kind kind;
    friend bool operator==(Variable const&, Variable const&) = default;
    struct Hash {
        std::size_t operator()(Variable const& variable) const;
    };
};

enum class Access : std::uint8_t { read = 1, write = 2 };

/// A place in the script; without a pc it is somewhere in the function.
struct Place {
    Code const* code;
    Word const* pc;
    friend bool operator==(Place const&, Place const&) = default;
};
/// The innermost first, without what is part of minivm.
using Stack = std::vector<Place>;

class Detector {
public:
    /// Nothing can race before the first thread is started; no call but forked() is of use until then.
    bool active() const {
        return active_.load(std::memory_order_relaxed);
    }  // relaxed; a thread that can race sees it set by its own start

    /// What the parent has done comes before all that the child will do. Before the child runs.
    void forked(Thread const& parent, Thread const& child);
    /// What the thread has done comes before all that others do after acquired() of the same. To be called
    /// before the others can notice.
    void released(Thread const& thread, Variable const& by);
    /// To be called after the thread has noticed.
    void acquired(Thread const& thread, Variable const& by);
    /// acquired(), at the thread's next call of anything here: for who is asked before it notices.
    void acquires_next(Thread const& thread, Variable const& by);

    /// `describe` names the variable, if it comes to that; called under the mutex.
    template <typename Describe>
    void touched(Thread const& thread, Variable const& variable, Access access, Describe describe) {
        std::lock_guard const guard(mutex_);
        std::vector<Conflict> const conflicts = check(thread, variable, access);
        if (!conflicts.empty()) record(thread, conflicts, access, describe());
    }

    std::uint64_t number_of(std::string const& text);
    /// What is dead by the marks of the collection at hand is forgotten. With the world stopped.
    void forget_dead(Heap const& heap);

    /// How many races were found.
    std::size_t count() const;
    /// All of them, in the order of the script's text.
    std::string report() const;

private:
    using Clock = std::vector<std::uint32_t>;  // by Runner::index; what is missing is 0
    struct Runner {
        std::uint32_t index;
        std::string name;
        Clock clock;
        std::vector<Variable> next;  // acquires_next
    };
    /// The last access of a thread at one place.
    struct Epoch {
        std::uint32_t thread;
        std::uint32_t time;
        Access access;
        Word const* pc;
        std::uint32_t stack;
    };
    struct Conflict {
        Epoch earlier;
        std::uint32_t stack;
    };
    struct Side {
        std::string file;
        std::uint32_t line = 0;
        std::string text;  // the whole of it but for the accesses
        std::string callers;
        std::string thread;
        unsigned accesses = 0;  // bits of Access
    };
    struct Race {
        Side sides[2];
    };
    struct StackHash {
        std::size_t operator()(Stack const& stack) const;
    };

    Runner& runner(Thread const& thread);
    Runner& enter(Thread const& thread);
    std::vector<Conflict> check(Thread const& thread, Variable const& variable, Access access);
    void record(Thread const& thread, std::vector<Conflict> const& conflicts, Access access,
                std::string const& variable);
    Side side_of(std::uint32_t stack, std::uint32_t thread, Access access) const;
    std::uint32_t intern(Stack stack);

    std::atomic<bool> active_{false};
    std::mutex mutable mutex_;
    // mutex_, for all that follows
    std::unordered_map<Thread const*, Runner> runners_;
    std::vector<std::string> names_;  // of the threads, by index
    std::unordered_map<Variable, Clock, Variable::Hash> orders_;
    std::unordered_map<Variable, std::vector<Epoch>, Variable::Hash> variables_;
    std::unordered_map<std::string, std::uint64_t> texts_;
    std::unordered_map<Stack, std::uint32_t, StackHash> stack_numbers_;
    std::vector<Stack> stacks_;
    std::map<std::string, Race> races_;  // by places and variable, such that they sort well
};

/// Where the thread is, in the script.
Stack stack_of(Thread const& thread);

}  // namespace minivm::race

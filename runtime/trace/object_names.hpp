#pragma once

// What a program calls its objects: those that a global variable or an attribute of one leads to.

#include <cstdint>
#include <string>
#include <unordered_map>

#include "vm/state.hpp"

namespace minivm::trace {

class ObjectNames {
public:
    // Looks at every module, and a step further: at attributes of what their variables hold, and at the first
    // items of lists and tuples there. Lock: held, and no other thread runs.
    explicit ObjectNames(Interpreter const& interpreter);

    // "counts", "Account.all", "shards[3]", with the module's name before unless it is the main one; empty if
    // no name is known. By id().
    std::string of(std::uint64_t identity) const;

private:
    void add(Value value, std::string const& name);
    void look_into(Value value, std::string const& name);
    void add_all(Dict const* dict, std::string const& prefix);

    Interpreter const& interpreter_;
    std::unordered_map<std::uint64_t, std::string> names_;
};

}  // namespace minivm::trace

#pragma once
// A message from one VM to another: a deep copy of plain data that belongs to neither. What may be in it:
// None, Ellipsis, bool, int, float, str, bytes, bytearray, tuple, list, dict, set, frozenset, each of exactly
// that type, and the queues of `concurrent.interpreters`. What was one mutable object in the sender is one in
// the receiver, also if it holds itself.
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "minivm/config.hpp"
#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {
struct Thread;
}

namespace minivm::MINIVM_ABI::detail {

class Channel;

class Message {
public:
    /// Lock: held. NotShareableError; RecursionError where it is nested too deeply; MemoryError. Runs no
    /// script code.
    static minivm::Result<Message> of(Thread& thread, minivm::Value value);
    /// The value, new, in the thread's VM. As above.
    minivm::Result<minivm::Value> unpack(Thread& thread) const;
    std::size_t size() const { return data_.size(); }  // in bytes

private:
    friend class Packer;
    friend class Unpacker;
    std::string data_;
    std::vector<std::shared_ptr<Channel>> channels_;
};

}  // namespace minivm::MINIVM_ABI::detail

#pragma once
// What belongs together of a program that has made further interpreters by the module
// concurrent.interpreters: the VMs, numbered, and in each of them the classes that the module needs there.
#include <memory>

#include "minivm/config.hpp"
#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {
struct Module;
struct Thread;
}  // namespace minivm

namespace minivm::MINIVM_ABI::detail {

class Channel;

/// The channel of a Queue, null of anything else. Lock: held.
std::shared_ptr<Channel> channel_of(Thread& thread, minivm::Value value);
/// A Queue in the thread's VM.
minivm::Value make_queue_of(Thread& thread, std::shared_ptr<Channel> channel);
Raised raise_not_shareable(Thread& thread, minivm::Value value);

}  // namespace minivm::MINIVM_ABI::detail

#include "runtime/embed/hold_watch.hpp"

#include <utility>

#include "runtime/embed/entry.hpp"
#include "runtime/lock/signals_blocked.hpp"
#include "runtime/trace/locations.hpp"
#include "vm/code.hpp"
#include "vm/objects/str.hpp"
#include "vm/state.hpp"

namespace minivm::MINIVM_ABI::detail {

void HoldWatch::begin(ScriptThread& holder, std::chrono::nanoseconds longer,
                      std::function<void(LongHold const&)> tell, Lock::When when) {
    end();
    {
        std::lock_guard const guard(mutex_);
        longer_ = longer;
        when_ = when;
        tell_ = std::move(tell);
        holder_ = &holder;
        since_ = Clock::now();
        told_ = ending_ = false;
        add_codes(*holder.vm.interpreter);
        on_.store(true, std::memory_order_relaxed);
    }
    lock::AllSignalsBlocked const blocked;
    try {
        thread_ = std::thread([this] { run(); });
    } catch (...) {
        on_.store(false, std::memory_order_relaxed);
        throw;
    }
}

void HoldWatch::end() {
    if (!thread_.joinable()) return;
    {
        std::lock_guard const guard(mutex_);
        ending_ = true;
        on_.store(false, std::memory_order_relaxed);
        changed_.notify_one();
    }
    thread_.join();
    tell_ = nullptr;
    holder_ = nullptr;
    codes_.clear();
    natives_.clear();
}

// relaxed; only its own answer is of use to a thread
bool HoldWatch::is_telling() const {
    return teller_.load(std::memory_order_relaxed) == std::this_thread::get_id();
}

void HoldWatch::begins(lock::Attachment& thread) {
    std::lock_guard const guard(mutex_);
    holder_ = &thread;
    since_ = Clock::now();
    told_ = false;
    add_codes(*static_cast<ScriptThread&>(thread).vm.interpreter);
}

void HoldWatch::ends(lock::Attachment& thread) {
    std::lock_guard const guard(mutex_);
    if (holder_ == &thread) holder_ = nullptr;
}

void HoldWatch::learn(Interpreter const& interpreter) {
    if (!on()) return;
    std::lock_guard const guard(mutex_);
    add_codes(interpreter);
}

// Code lives as long as the interpreter and is only added to. The names are made here, by the thread with the
// lock: they are objects of the script's.
void HoldWatch::add_codes(Interpreter const& interpreter) {
    auto const& all = interpreter.codes();
    for (std::size_t at = codes_.size(); at < all.size(); ++at)
        codes_.push_back({all[at]->entry(), all[at].get(), to_utf8(all[at]->qualname)});
}

std::string HoldWatch::enter(lock::Attachment const& thread, std::string native) {
    std::lock_guard const guard(mutex_);
    std::string& known = natives_[&thread];
    std::string outer = std::exchange(known, std::move(native));
    if (known.empty()) natives_.erase(&thread);
    return outer;
}

LongHold HoldWatch::describe(std::size_t waiting) const {
    LongHold hold;
    hold.thread = holder_->index();
    hold.name = holder_->name();
    hold.held = Clock::now() - since_;
    hold.waiting = waiting;
    if (auto const native = natives_.find(holder_); native != natives_.end()) hold.native = native->second;
    auto const* const pc = reinterpret_cast<Word const*>(holder_->last_location());
    for (Known const& known : codes_) {
        if (pc < known.entry || pc >= known.entry + known.code->words.size()) continue;
        hold.line = known.code->position_of(pc).line;
        hold.function = known.function;
        if (known.code->source) {
            hold.file = known.code->source->name;
            hold.text = trace::line_of(*known.code->source, hold.line);
        }
    }
    return hold;
}

void HoldWatch::run() {
    teller_.store(std::this_thread::get_id(), std::memory_order_relaxed);
    Barred const barred(Entry::Refusal::in_hook);
    std::unique_lock guard(mutex_);
    while (!ending_) {
        bool const is_new = holder_ != nullptr && !told_;
        Clock::time_point const now = Clock::now();
        Clock::time_point const due = (is_new ? since_ : now) + longer_;
        if (now < due) {
            changed_.wait_until(guard, due);
            continue;
        }
        std::size_t const waiting = holder_->gil().waiting();
        if (waiting == 0 && when_ == Lock::When::others_wait) {
            changed_.wait_for(guard, longer_);
            continue;
        }
        told_ = true;
        LongHold const hold = describe(waiting);
        guard.unlock();
        try {
            tell_(hold);
        } catch (...) {
            die("the callback of a watch on the lock threw an exception, and there is nobody that it could "
                "go to");
        }
        guard.lock();
    }
    teller_.store({}, std::memory_order_relaxed);
}

}  // namespace minivm::MINIVM_ABI::detail

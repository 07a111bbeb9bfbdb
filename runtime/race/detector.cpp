// The detector.
//
// THE RULE. Two accesses race when they are to the same variable, by different threads, at least one writes,
// and neither happens before the other. Variables are attributes, globals, variables of closures, places of
// lists and keys (int or str) of dicts, as far as instructions touch them: `self.n += 1` is a read and a
// write of `n`. What CPython promises to be one step is no variable: append, pop, add, setdefault, update,
// len, iteration and `in` never race, and neither do natives which look into objects.
//
// HAPPENS BEFORE is: the order within a thread; the start of a thread before all that it does; the release of
// a lock before its later acquisition. Threads' ends, conditions, events, semaphores, barriers, queues and
// futures are made of locks (threading.mini), so they need no edges of their own; flags which their code
// reads without one, such as Event.is_set(), order as Java's volatile fields do. SimpleQueue.put() comes
// before the later get(), what is added to a container by a method before what is taken out of it by one, and
// a module's body before the use of its names. The interpreter lock orders nothing: the verdict is about the
// program and not about luck. Two locks are left out, as they would order threads which have nothing to do
// with each other: that of threading's list of threads, and the count of idle threads of a pool.
//
// HOW. Vector clocks and epochs after FastTrack (Flanagan and Freund, PLDI 2009): a thread has a clock with a
// component for every thread, an access is known by its thread and that thread's own component, and it
// happened before what is being done now if the doer's clock has got as far. FastTrack keeps one write and
// one read, or one for each thread, of a variable. Here a variable keeps the last access of each thread *and
// place*, so that every pair of places which race is found, in whatever order the threads come by; a write
// drops the accesses of others that came before it.
//
// ADDRESSES name objects, and the heap uses them again; so each collection makes the detector forget the dead
// (Interpreter::marked_hook) before any of their memory is given away.
#include "runtime/race/detector.hpp"

#include <algorithm>
#include <tuple>

#include "runtime/machine.hpp"
#include "vm/dispatch.hpp"
#include "vm/objects/str.hpp"

namespace minivm::race {

namespace {

constexpr std::size_t deepest_stack = 8;

std::size_t mixed(std::size_t seed, std::uint64_t word) {
    return (seed ^ word) * 0x9E37'79B9'7F4A'7C15 + (seed >> 29);
}

std::uint32_t component(std::vector<std::uint32_t> const& clock, std::uint32_t index) {
    return index < clock.size() ? clock[index] : 0;
}

void join(std::vector<std::uint32_t>& clock, std::vector<std::uint32_t> const& other) {
    if (clock.size() < other.size()) clock.resize(other.size());
    for (std::size_t i = 0; i < other.size(); ++i) clock[i] = std::max(clock[i], other[i]);
}

std::string place_of(Place const& position) {
    std::string text = position.code->source ? position.code->source->name : "?";
    if (position.pc) text += ":" + std::to_string(position.code->position_of(position.pc).line);
    return text + " in " + to_utf8(position.code->qualname);
}

std::string padded(std::uint32_t number) {
    std::string const digits = std::to_string(number);
    return std::string(10 - std::min<std::size_t>(digits.size(), 10), '0') + digits;
}

char const* verb(unsigned accesses) {
    constexpr auto both = static_cast<unsigned>(Access::read) | static_cast<unsigned>(Access::write);
    if (accesses == both) return "read and written";
    return accesses == static_cast<unsigned>(Access::read) ? "read" : "written";
}

}  // namespace

std::size_t Variable::Hash::operator()(Variable const& variable) const {
    return mixed(mixed(static_cast<std::size_t>(variable.kind), reinterpret_cast<Word>(variable.object)),
                 variable.name);
}

std::size_t Detector::StackHash::operator()(Stack const& stack) const {
    std::size_t hash = stack.size();
    for (Place const& position : stack)
        hash = mixed(hash, reinterpret_cast<Word>(position.pc ? position.pc : position.code->entry()));
    return hash;
}

Stack stack_of(Thread const& thread) {
    Stack stack;
    Word const* pc = thread.pc;
    for (Value const* base = thread.base; base && stack.size() < deepest_stack; base = caller_base(base)) {
        Code const* const code = code_of(base);
        if (!code->embedded()) stack.push_back({code, pc});
        pc = calling_pc(base);  // where that is not known, the function will do
    }
    return stack;
}

// --- threads and edges ---

Detector::Runner& Detector::runner(Thread const& thread) {
    auto const [entry, is_new] = runners_.try_emplace(&thread);
    Runner& found = entry->second;
    if (is_new) {
        found.index = static_cast<std::uint32_t>(names_.size());
        found.name = Machine::attachment(thread).name();
        names_.push_back(found.name);
        found.clock.resize(found.index + std::size_t{1});
        found.clock[found.index] = 1;
    }
    return found;
}

Detector::Runner& Detector::enter(Thread const& thread) {
    Runner& found = runner(thread);
    for (Variable const& by : found.next)
        if (auto const order = orders_.find(by); order != orders_.end()) join(found.clock, order->second);
    found.next.clear();
    return found;
}

void Detector::forked(Thread const& parent, Thread const& child) {
    std::lock_guard const guard(mutex_);
    active_.store(true, std::memory_order_relaxed);  // partner: active()
    enter(parent);
    runners_.erase(&child);  // a thread that is gone may have lain there
    Runner& made = runner(child);
    Runner& from = runner(parent);
    join(made.clock, from.clock);
    ++from.clock[from.index];
}

void Detector::released(Thread const& thread, Variable const& by) {
    std::lock_guard const guard(mutex_);
    Runner& from = enter(thread);
    join(orders_[by], from.clock);
    ++from.clock[from.index];
}

void Detector::acquired(Thread const& thread, Variable const& by) {
    std::lock_guard const guard(mutex_);
    Runner& to = enter(thread);
    if (auto const order = orders_.find(by); order != orders_.end()) join(to.clock, order->second);
}

void Detector::acquires_next(Thread const& thread, Variable const& by) {
    std::lock_guard const guard(mutex_);
    enter(thread).next.push_back(by);
}

// --- accesses ---

std::uint64_t Detector::number_of(std::string const& text) {
    std::lock_guard const guard(mutex_);
    return texts_.try_emplace(text, texts_.size()).first->second;
}

std::uint32_t Detector::intern(Stack stack) {
    auto const [entry, is_new] =
        stack_numbers_.try_emplace(std::move(stack), static_cast<std::uint32_t>(stacks_.size()));
    if (is_new) stacks_.push_back(entry->first);
    return entry->second;
}

// Called under mutex_, as record().
std::vector<Detector::Conflict> Detector::check(Thread const& thread, Variable const& variable,
                                                Access access) {
    Runner const& me = enter(thread);
    std::uint32_t const now = me.clock[me.index];
    Word const* const pc = thread.pc;
    std::vector<Epoch>& epochs = variables_[variable];
    Epoch* mine = nullptr;
    for (Epoch& each : epochs)
        if (each.thread == me.index && each.pc == pc && each.access == access) mine = &each;
    // Since then nobody who came by can have missed this one.
    if (mine && mine->time == now) return {};
    std::uint32_t const stack = intern(stack_of(thread));
    if (mine)
        *mine = {me.index, now, access, pc, stack};
    else
        epochs.push_back({me.index, now, access, pc, stack});
    std::vector<Conflict> conflicts;
    auto const came_before = [&](Epoch const& each) { return component(me.clock, each.thread) >= each.time; };
    for (Epoch const& each : epochs)
        if ((access == Access::write || each.access == Access::write) && !came_before(each))
            conflicts.push_back({each, stack});
    if (access == Access::write)
        std::erase_if(epochs,
                      [&](Epoch const& each) { return each.thread != me.index && came_before(each); });
    return conflicts;
}

Detector::Side Detector::side_of(std::uint32_t stack, std::uint32_t thread, Access access) const {
    Side side;
    side.thread = names_[thread];
    side.accesses = static_cast<unsigned>(access);
    Stack const& positions = stacks_[stack];
    if (positions.empty()) return side;
    Place const& at = positions.front();
    side.file = at.code->source ? at.code->source->name : "?";
    if (at.pc) side.line = at.code->position_of(at.pc).line;
    side.text = place_of(at);
    for (std::size_t i = 1; i < positions.size(); ++i)
        side.callers += "      called from " + place_of(positions[i]) + "\n";
    return side;
}

void Detector::record(Thread const& thread, std::vector<Conflict> const& conflicts, Access access,
                      std::string const& variable) {
    for (Conflict const& conflict : conflicts) {
        Side one = side_of(conflict.earlier.stack, conflict.earlier.thread, conflict.earlier.access);
        Side other = side_of(conflict.stack, runner(thread).index, access);
        auto const order = [](Side const& side) { return std::tie(side.file, side.line, side.thread); };
        if (order(other) < order(one)) std::swap(one, other);
        std::string const key = one.file + '\0' + padded(one.line) + '\0' + other.file + '\0' +
                                padded(other.line) + '\0' + variable;
        auto const [entry, is_new] = races_.try_emplace(key, Race{{one, other}});
        if (is_new) continue;
        entry->second.sides[0].accesses |= one.accesses;
        entry->second.sides[1].accesses |= other.accesses;
    }
}

void Detector::forget_dead(Heap const& heap) {
    std::lock_guard const guard(mutex_);
    auto const dead = [&](auto const& entry) { return !heap.is_live(entry.first.object); };
    std::erase_if(orders_, dead);
    std::erase_if(variables_, dead);
    for (auto& [thread, each] : runners_)
        std::erase_if(each.next, [&](Variable const& by) { return !heap.is_live(by.object); });
}

// --- the report ---

std::size_t Detector::count() const {
    std::lock_guard const guard(mutex_);
    return races_.size();
}

std::string Detector::report() const {
    std::lock_guard const guard(mutex_);
    std::string text;
    for (auto const& [key, race] : races_) {
        text += "minivm: data race on " + key.substr(key.rfind('\0') + 1) + "\n";
        // At one place either thread may do what the other did.
        bool const one_place = race.sides[0].text == race.sides[1].text;
        unsigned const all = race.sides[0].accesses | race.sides[1].accesses;
        for (Side const& side : race.sides) {
            text += "    " + side.text + ", " + verb(one_place ? all : side.accesses) + " by " + side.thread +
                    "\n" + side.callers;
        }
    }
    text += races_.empty()       ? "minivm: no data race found\n"
            : races_.size() == 1 ? "minivm: 1 data race found\n"
                                 : "minivm: " + std::to_string(races_.size()) + " data races found\n";
    return text;
}

}  // namespace minivm::race

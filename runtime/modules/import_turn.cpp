#include "runtime/modules/import_turn.hpp"

#include "runtime/machine.hpp"

namespace minivm {

/// Whether the one who imports it waits, perhaps by way of others, for this thread. Under mutex_.
bool Imports::closes_circle(Thread const& thread, Import const& wanted) const {
    for (Import const* import = &wanted; import->owner != &thread;) {
        auto const found = waits_for_.find(import->owner);
        if (found == waits_for_.end() || found->second->over) return false;
        import = found->second;
    }
    return true;
}

Result<void> ImportTurn::begin() {
    Machine& machine = Machine::of(thread_);
    Imports& imports = machine.imports();
    while (true) {
        std::shared_ptr<Imports::Import> other;
        {
            TableGuard const guard(imports.mutex_);
            auto const [entry, is_new] = imports.under_way_.try_emplace(name_);
            if (is_new) {
                entry->second = own_ = std::make_shared<Imports::Import>();
                own_->owner = &thread_;
                ++imports.count_;
                return {};
            }
            other = entry->second;
            if (imports.closes_circle(thread_, *other)) return {};
            imports.waits_for_[&thread_] = other.get();
        }
        lock::Wake const wake = other->done.wait(Machine::attachment(thread_), lock::Cause::event);
        {
            TableGuard const guard(imports.mutex_);
            imports.waits_for_.erase(&thread_);
        }
        if (wake == lock::Wake::interrupted) MINIVM_TRY(machine.check_interrupt(thread_));
    }
}

ImportTurn::~ImportTurn() {
    if (!own_) return;
    Imports& imports = Machine::of(thread_).imports();
    {
        TableGuard const guard(imports.mutex_);
        imports.under_way_.erase(name_);
        --imports.count_;
        own_->over = true;
    }
    own_->done.set();
}

}  // namespace minivm

#include "runtime/lock/turns.hpp"

#include <algorithm>

namespace minivm::lock {

Turn* Turns::heir() const {
    if (!urgent_.empty() && urgent_may_run()) return urgent_.front();
    return patient_.empty() ? nullptr : patient_.front();
}

Turn* Turns::keeper() const {
    if (!patient_.empty()) return patient_.front();
    return urgent_.empty() ? nullptr : urgent_.front();
}

void Turns::arrive(Turn& turn, Nanoseconds away) const {
    turn.credit = std::min(quantum_, turn.credit + std::max<Nanoseconds>(away, 0));
    turn.line = turn.credit >= least ? Line::urgent : Line::patient;
    turn.displaced = false;
}

bool Turns::goes_first(Turn const& turn) const {
    return nobody_waits() || (turn.line == Line::urgent && urgent_.empty() && urgent_may_run());
}

void Turns::join(Turn& turn) { (turn.line == Line::urgent ? urgent_ : patient_).push_back(&turn); }

void Turns::give_way(Turn& holder, Giving giving) {
    if (giving == Giving::offered) {
        holder.credit = 0;
    } else if (holder.credit <= 0) {
        holder.computes = true;
    }
    if (holder.credit <= 0) {
        holder.line = Line::patient;
        join(holder);
    } else if (holder.line == Line::urgent) {
        join(holder);
    } else {
        holder.displaced = true;
        patient_.push_front(&holder);
    }
}

void Turns::leave(Turn const& heir) { (heir.line == Line::urgent ? urgent_ : patient_).pop_front(); }

void Turns::begin(Turn& holder, Nanoseconds now) {
    if (holder.line == Line::patient && !holder.displaced) holder.credit = quantum_;
    holder.displaced = false;
    since_ = now;
}

void Turns::begin_competition(Turn& holder, Nanoseconds now) {
    holder.line = holder.computes ? Line::patient : Line::urgent;
    holder.credit = std::max(holder.credit, holder.computes ? quantum_ : slice);
    since_ = now;
}

void Turns::charge(Turn& holder, Nanoseconds now) {
    Nanoseconds const ran = now - since_;
    since_ = now;
    holder.credit -= ran;
    if (holder.line == Line::patient) {
        allowance_ = std::min(quantum_, allowance_ + ran);
    } else if (!patient_.empty()) {
        allowance_ -= ran;
    }
}

Nanoseconds Turns::due(Turn const& holder) const {
    if (nobody_waits()) return never;
    Nanoseconds rest = std::max<Nanoseconds>(holder.credit, 0);
    if (holder.line == Line::urgent) {
        if (!urgent_.empty()) rest = std::min(rest, slice);
        if (!patient_.empty()) rest = std::min(rest, std::max<Nanoseconds>(allowance_, 0));
    } else if (!urgent_.empty()) {
        rest = urgent_may_run() ? 0 : std::min(rest, ration - allowance_);
    }
    return later(since_, rest);
}

}  // namespace minivm::lock

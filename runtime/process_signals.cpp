#include "runtime/process_signals.hpp"

#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>

#include "runtime/machine.hpp"

namespace minivm {

namespace {

std::atomic<Machine*> target{nullptr};  // written by the main thread, read by the handler

extern "C" void on_signal(int number) {
    int const saved = errno;
    if (Machine* const machine = target.load(std::memory_order_acquire))
        machine->signal(number);  // pairs with the store below
    errno = saved;
}

}  // namespace

void direct_signals_to(Machine* machine) {
    target.store(machine, std::memory_order_release);  // pairs with the load in on_signal
    if (machine == nullptr || reaction_to(SIGINT) == Reaction::by_default)
        react_to(SIGINT, machine ? Reaction::caught : Reaction::by_default);
    for (int const number : {SIGPIPE, SIGXFSZ})
        react_to(number, machine ? Reaction::ignored : Reaction::by_default);
}

bool receives_signals(Machine const& machine) {
    return target.load(std::memory_order_relaxed) == &machine;  // written by the thread that asks
}

int react_to(int number, Reaction reaction) {
    struct sigaction action {};
    action.sa_handler = reaction == Reaction::caught    ? on_signal
                        : reaction == Reaction::ignored ? SIG_IGN
                                                        : SIG_DFL;
    sigemptyset(&action.sa_mask);
    action.sa_flags = 0;  // no SA_RESTART: system calls are to end, so that handlers can run
    return sigaction(number, &action, nullptr) == 0 ? 0 : errno;
}

Reaction reaction_to(int number) {
    struct sigaction action {};
    if (sigaction(number, nullptr, &action) != 0)
        return Reaction::caught;  // the C library keeps it for itself
    if (action.sa_handler == SIG_DFL) return Reaction::by_default;
    return action.sa_handler == SIG_IGN ? Reaction::ignored : Reaction::caught;
}

void end_by_interrupt() {
    react_to(SIGINT, Reaction::by_default);
    kill(getpid(), SIGINT);
    _exit(130);
}

}  // namespace minivm

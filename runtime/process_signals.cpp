#include "runtime/process_signals.hpp"

#include <pthread.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>

#include "runtime/machine.hpp"

namespace minivm {

namespace {

std::atomic<Machine*> target{nullptr};  // written by the main thread, read by the handler
pthread_t main_thread;                  // written before target, by which it is published

// The system gives a signal to any thread, and it ends only that thread's system call. So whichever thread
// has it sends it on to the main thread, where this mark says that it is known already.
bool is_sent_on(siginfo_t const& info) {
    return info.si_code == SI_QUEUE && info.si_value.sival_ptr == &target;
}

extern "C" void on_signal(int number, siginfo_t* info, void*) {
    int const saved = errno;
    Machine* const machine = target.load(std::memory_order_acquire);  // pairs with the store below
    if (machine != nullptr && !is_sent_on(*info)) {
        machine->signal(number);
        if (!pthread_equal(pthread_self(), main_thread))
            (void)pthread_sigqueue(main_thread, number, sigval{.sival_ptr = &target});
    }
    errno = saved;
}

}  // namespace

void direct_signals_to(Machine* machine) {
    main_thread = pthread_self();
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
    // No SA_RESTART: system calls are to end, so that handlers can run.
    if (reaction == Reaction::caught) {
        action.sa_sigaction = on_signal;
        action.sa_flags = SA_SIGINFO;
    } else {
        action.sa_handler = reaction == Reaction::ignored ? SIG_IGN : SIG_DFL;
    }
    sigemptyset(&action.sa_mask);
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

#include "runtime/cli/signals.hpp"

#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>

#include "runtime/machine.hpp"

namespace minivm::cli {

namespace {

std::atomic<Machine*> target{nullptr};  // written by the main thread, read by the handler

extern "C" void on_interrupt(int) {
    int const saved = errno;
    if (Machine* const machine = target.load(std::memory_order_acquire)) machine->interrupt();  // pairs with the store below
    errno = saved;
}

}  // namespace

void direct_signals_to(Machine* machine) {
    target.store(machine, std::memory_order_release);  // pairs with the load in on_interrupt
    struct sigaction action {};
    action.sa_handler = machine ? on_interrupt : SIG_DFL;
    sigemptyset(&action.sa_mask);
    action.sa_flags = 0;  // no SA_RESTART: reads are to end, so that KeyboardInterrupt can be raised
    sigaction(SIGINT, &action, nullptr);
    std::signal(SIGPIPE, machine ? SIG_IGN : SIG_DFL);
}

void end_by_interrupt() {
    std::signal(SIGINT, SIG_DFL);
    kill(getpid(), SIGINT);
    _exit(130);
}

}  // namespace minivm::cli

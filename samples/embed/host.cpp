// A host: a shop whose rules are a script. Run with the path of rules.mini.

#include <chrono>
#include <iostream>
#include <map>
#include <minivm/minivm.hpp>
#include <string>
#include <thread>

using namespace std::chrono_literals;

// Called by the script with arguments that are converted and checked; it may block, so it lets the lock go.
long fetch(std::string const& url) {
    minivm::Unlocked const others_run_meanwhile;
    std::this_thread::sleep_for(10ms);
    return static_cast<long>(url.size()) * 100;
}

int complain(minivm::Error const& error) {
    std::cerr << error.traceback();
    return 1;
}

int main(int count, char** arguments) {
    minivm::Vm vm({.limits = {.memory = 64 << 20, .threads = 8}});  // scripts reach nothing but what follows
    vm.module("shop").def("fetch", fetch).def("discount", [](long cents) {
        if (cents < 0) throw minivm::Error::value("a negative total");  // a ValueError in the script
        return cents / 10;
    });

    if (auto const ran =
            vm.run_file(count > 1 ? arguments[1] : "rules.mini", {.steps = 1'000'000, .time = 2s});
        !ran)
        return complain(ran.error());

    std::jthread const restocking(
        [&] { (void)vm.call("restock", "https://pots.example"); });  // on any thread

    auto const total = vm.call<long>("total", std::map<std::string, int>{{"tea", 4}, {"cup", 2}});
    if (!total) return complain(total.error());
    std::cout << "total " << *total << '\n';

    auto const score = vm.call<long>({.time = 2s}, "score", 19, 23);
    if (!score) return complain(score.error());
    std::cout << "score " << *score << '\n';
}  // waits for the thread; then the Vm ends what still runs in it, and frees everything

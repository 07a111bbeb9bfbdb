// A host: a server that answers by a script, on as many threads as there are processors. One VM has one lock,
// so that its threads take turns (unless it was built without one); with a VM for each thread they compute at
// once.
//
//     servers [requests for each thread]

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <minivm/minivm.hpp>
#include <string>
#include <thread>
#include <vector>

using Clock = std::chrono::steady_clock;

constexpr char const* script = R"(
def answer(request):
    words = {}
    for number in range(2000):
        word = f"{request}-{number % 97}"
        words[word] = words.get(word, 0) + number
    return max(words.values())
)";

std::unique_ptr<minivm::Vm> make_server() {
    auto vm = std::make_unique<minivm::Vm>();
    vm->run(script).value();
    return vm;
}

/// Requests a second: thread number i asks `servers[i % servers.size()]`.
double measure(std::vector<std::unique_ptr<minivm::Vm>> const& servers, unsigned threads, int requests) {
    std::atomic<long> wrong{0};
    auto const start = Clock::now();
    {
        std::vector<std::jthread> crowd;
        for (unsigned i = 0; i < threads; ++i)
            crowd.emplace_back([&, i] {
                minivm::Vm& vm = *servers[i % servers.size()];
                for (int request = 0; request < requests; ++request)
                    if (vm.call<long>("answer", request).value_or(0) != 21609) ++wrong;
            });
    }
    std::chrono::duration<double> const took = Clock::now() - start;
    if (wrong != 0) throw minivm::Error::runtime(std::to_string(wrong) + " wrong answers");
    return threads * requests / took.count();
}

int main(int count, char** arguments) try {
    int const requests = count > 1 ? std::atoi(arguments[1]) : 500;
    unsigned const threads = std::max(2U, std::thread::hardware_concurrency());
    std::vector<std::unique_ptr<minivm::Vm>> one;
    one.push_back(make_server());
    std::vector<std::unique_ptr<minivm::Vm>> many;
    for (unsigned i = 0; i < threads; ++i) many.push_back(make_server());

    double const alone = measure(one, 1, requests);
    std::cout << "1 thread, 1 VM: " << static_cast<long>(alone) << " requests/s\n";
    for (auto const* servers : {&one, &many}) {
        double const rate = measure(*servers, threads, requests);
        std::cout << threads << " threads, " << servers->size() << (servers->size() == 1 ? " VM: " : " VMs: ")
                  << static_cast<long>(rate) << " requests/s, " << rate / alone << " times as many\n";
    }
} catch (minivm::Error const& error) {
    std::cerr << error.traceback();
    return 1;
}

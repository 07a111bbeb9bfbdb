// A host: a game whose creatures are generators of a script. Every frame resumes each of them once, and one
// that thinks for too long is taken out, while the game goes on.

#include <chrono>
#include <iostream>
#include <minivm/minivm.hpp>
#include <string>
#include <vector>

using namespace std::chrono_literals;

constexpr char const* script = R"(
def sentry(left, right):
    place = left
    while True:
        for step in [1] * (right - left) + [-1] * (right - left):
            place += step
            yield f"walks to {place}"

def candle(length):
    for left in reversed(range(length)):
        yield f"burns, {left} left"

def philosopher():
    yield "sits down"
    thought = 0
    while True:
        thought += 1

def resume(creature):
    return next(creature, None)
)";

struct Creature {
    std::string name;
    minivm::Value behaviour;
};

int main() try {
    minivm::Vm vm({.limits = {.memory = 16 << 20}});
    vm.run(script).value();
    std::vector<Creature> creatures;
    creatures.push_back({"sentry", vm.call("sentry", 3, 5).value()});
    creatures.push_back({"candle", vm.call("candle", 2).value()});
    creatures.push_back({"philosopher", vm.call("philosopher").value()});

    for (int frame = 1; !creatures.empty() && frame <= 5; ++frame) {
        std::cout << "frame " << frame << '\n';
        for (auto it = creatures.begin(); it != creatures.end();) {
            // A frame has 16 ms: nobody gets more than 4 of them, nor more steps than a good creature ever
            // needs.
            minivm::Budget const budget{.steps = 100'000, .time = 4ms};
            auto const did = vm.call<std::optional<std::string>>(budget, "resume", it->behaviour);
            if (did && *did) {
                std::cout << "  " << it->name << ' ' << **did << '\n';
                ++it;
                continue;
            }
            std::cout << "  " << it->name
                      << (did ? " is done\n" : " is out: " + did.error().message() + "\n");
            it = creatures.erase(it);  // a handle may be dropped at any time
        }
    }
} catch (minivm::Error const& error) {
    std::cerr << error.traceback();
    return 1;
}

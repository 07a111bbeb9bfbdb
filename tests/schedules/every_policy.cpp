// What holds for every policy, whatever the interleaving.

#include <doctest/doctest.h>

#include "tests/schedules/policies.hpp"
#include "tests/schedules/random_program.hpp"

namespace minivm::lock {
namespace {

template <std::derived_from<Policy> P>
class Program final : public RandomProgram<P> {
public:
    explicit Program(std::uint64_t seed) : RandomProgram<P>{seed, 1} {}

private:
    void do_its_own(TestThread& thread) override { this->machine_.gil.on_tick(thread); }
};

constexpr std::uint64_t seeds = 3'000;

}  // namespace

TEST_CASE("under every policy one thread runs at a time and all get done") {
    EveryPolicy::for_each([]<typename P>() {
        for (std::uint64_t seed = 0; seed < seeds; ++seed) {
            CAPTURE(seed);
            Program<P> program{seed};
            CAPTURE(program.policy());
            program.run();
        }
    });
}

}  // namespace minivm::lock

#pragma once

// The generator behind every seeded decision: SplitMix64, fixed here because the standard's distributions
// differ from one library to the next, and a seed has to mean the same run everywhere. Confined to whoever
// holds it.

#include <cstdint>

namespace minivm::lock {

class Random {
public:
    explicit Random(std::uint64_t seed) : state_{seed} {}

    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15u;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
        return mixed ^ (mixed >> 31);
    }

    // 0 <= result < bound. The bias is below bound / 2^32.
    std::uint32_t below(std::uint32_t bound) {
        return static_cast<std::uint32_t>(((next() >> 32) * std::uint64_t{bound}) >> 32);
    }

    bool one_in(std::uint32_t chances) { return below(chances) == 0; }

private:
    std::uint64_t state_;
};

}  // namespace minivm::lock

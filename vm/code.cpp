#include "vm/code.hpp"

#include <algorithm>

namespace minivm {

Position const& Code::position_of(Word const* pc) const {
    static constexpr Position nowhere{};
    auto const word = static_cast<std::uint32_t>(pc - words.data());
    auto const after =
        std::upper_bound(positions.begin(), positions.end(), word,
                         [](std::uint32_t at, Position const& position) { return at < position.word; });
    return after == positions.begin() ? nowhere : *(after - 1);
}

}  // namespace minivm

#pragma once
// Keeps one copy of each identifier, in the tree's arena, so that equal identifiers share their text.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "grammar/arena.hpp"

namespace minivm::grammar {

class Interner {
public:
    explicit Interner(Arena& arena) : arena_(arena), slots_(256) {}

    [[nodiscard]] std::string_view intern(std::string_view text) {
        if (count_ * 2 >= slots_.size()) grow();
        auto& slot = find(text);
        if (slot.data() == nullptr) {
            slot = arena_.copy(text);
            ++count_;
        }
        return slot;
    }

private:
    // The slot that holds the text, or the free one where it belongs.
    [[nodiscard]] std::string_view& find(std::string_view text) {
        std::uint64_t hash = text.size();
        for (char const byte : text) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
        auto const mask = slots_.size() - 1;
        for (auto index = (hash ^ hash >> 32) & mask;; index = (index + 1) & mask) {
            if (slots_[index].data() == nullptr || slots_[index] == text) return slots_[index];
        }
    }

    void grow() {
        auto const old = std::exchange(slots_, std::vector<std::string_view>(slots_.size() * 2));
        for (auto const text : old) {
            if (text.data() != nullptr) find(text) = text;
        }
    }

    Arena& arena_;
    std::vector<std::string_view> slots_;  // a power of two; never more than half full
    std::size_t count_ = 0;
};

}  // namespace minivm::grammar

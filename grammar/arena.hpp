#pragma once
// Bump allocation for things that die together and need no destructor: the nodes of a tree. Confined to one
// thread while it grows.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace minivm::grammar {

template <typename T>
concept ArenaStorable = std::is_trivially_destructible_v<T>;

class Arena {
public:
    Arena() = default;
    Arena(Arena&&) = default;
    Arena& operator=(Arena&&) = default;

    [[nodiscard]] void* allocate(std::size_t size, std::size_t alignment) {
        auto const padding = (~reinterpret_cast<std::uintptr_t>(next_) + 1) & (alignment - 1);
        if (size + padding > static_cast<std::size_t>(end_ - next_)) {
            add_block(size + alignment);
            return allocate(size, alignment);
        }
        auto* const result = next_ + padding;
        next_ = result + size;
        return result;
    }

    template <ArenaStorable T, typename... Arguments>
    [[nodiscard]] T* make(Arguments&&... arguments) {
        return new (allocate(sizeof(T), alignof(T))) T{std::forward<Arguments>(arguments)...};
    }

    template <ArenaStorable T>
    [[nodiscard]] std::span<T const> copy(std::span<T const> items) {
        if (items.empty()) return {};
        auto* const memory = static_cast<T*>(allocate(items.size_bytes(), alignof(T)));
        std::uninitialized_copy(items.begin(), items.end(), memory);
        return {memory, items.size()};
    }

    // The copy is followed by a NUL.
    [[nodiscard]] std::string_view copy(std::string_view text) {
        auto* const memory = static_cast<char*>(allocate(text.size() + 1, 1));
        text.copy(memory, text.size());
        memory[text.size()] = '\0';
        return {memory, text.size()};
    }

private:
    void add_block(std::size_t at_least) {
        auto const size = std::max(at_least, block_size_);
        blocks_.push_back(std::make_unique_for_overwrite<char[]>(size));
        next_ = blocks_.back().get();
        end_ = next_ + size;
        block_size_ = std::min<std::size_t>(block_size_ * 2, 1 << 20);
    }

    std::vector<std::unique_ptr<char[]>> blocks_;
    char* next_ = nullptr;
    char* end_ = nullptr;
    std::size_t block_size_ = 8192;
};

}  // namespace minivm::grammar

#pragma once
// A list while the parser grows it: links in an arena, appended at the end. It is a small trivial value, as
// Bison copies it about; copies share their links, so only the newest may be appended to. finish() of the
// Builder makes it a sequence.

#include <cstddef>

#include "grammar/arena.hpp"

namespace minivm::grammar {

template <typename T>
class Chain {
public:
    void append(Arena& arena, T item) {
        auto* const link = arena.make<Link>(item, nullptr);
        (size_ == 0 ? first_ : last_->next) = link;
        last_ = link;
        ++size_;
    }

    // `more` must not be used afterwards.
    void join(Chain const& more) {
        if (more.empty()) return;
        (size_ == 0 ? first_ : last_->next) = more.first_;
        last_ = more.last_;
        size_ += more.size_;
    }

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] T const& front() const { return first_->item; }
    [[nodiscard]] T const& back() const { return last_->item; }

    template <typename Visitor>
    void for_each(Visitor visit) const {
        for (auto const* link = first_; link != nullptr; link = link->next) visit(link->item);
    }

private:
    struct Link {
        T item;
        Link* next;
    };

    Link* first_ = nullptr;
    Link* last_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace minivm::grammar

#pragma once
// Work that was posted to a Vm and waits to be run: a queue that any thread may add to, with a signal for the
// host's event loop that there is some. It knows no lock but its own, with which it calls nobody.
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

#include "minivm/config.hpp"

namespace minivm::MINIVM_ABI::detail {

class Posted {
public:
    using Work = std::function<void()>;

    Posted() = default;
    ~Posted();
    Posted(Posted const&) = delete;
    Posted& operator=(Posted const&) = delete;

    /// False, and nothing is kept, once it is closed. Calls what on_work has set if there was no work before;
    /// throws what that throws.
    bool add(Work work);
    std::size_t size() const;
    /// The first, if there is one.
    bool take(Work& work);
    void on_work(std::function<void()> told);
    /// Readable as long as there is work. -1, with errno: there can be none.
    int descriptor();
    /// No more from now on; drops what there is.
    void close();

private:
    void signal() const;
    void calm() const;

    std::mutex mutable mutex_;
    // mutex_, all of it
    std::deque<Work> waiting_;
    std::shared_ptr<std::function<void()> const> told_;
    int descriptor_ = -1;
    bool closed_ = false;
};

}  // namespace minivm::MINIVM_ABI::detail

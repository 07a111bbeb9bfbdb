#include "runtime/streams.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "vm/objects/bytes.hpp"
#include "vm/objects/codec.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"
#include "vm/thread.hpp"

namespace minivm {

namespace {

constexpr std::size_t buffer_size = 8192;

bool is_surrogate(char32_t c) { return c >= 0xD800 && c <= 0xDFFF; }
bool is_escaped_byte(char32_t c) { return c >= 0xDC80 && c <= 0xDCFF; }

Raised raise_encode_error(Thread& thread, Str const* text, std::size_t begin, std::size_t end) {
    Value const arguments[] = {
        Value::of(make_short_str(thread, "utf-8")),
        Value::of(text),
        Value::small_int(static_cast<std::int64_t>(begin)),
        Value::small_int(static_cast<std::int64_t>(end)),
        Value::of(make_short_str(thread, "surrogates not allowed")),
    };
    Root<Value> const tuple(thread, Value::of(make_small_tuple(thread, arguments)));
    Result<Value> const exception =
        call(thread, Value::of(types(thread).unicode_encode_error), cast<Tuple>(tuple)->view());
    if (!exception) return Raised{};
    return raise_value(thread, exception.take(), Value::unbound());
}

/// CPython escapes bytes that are no UTF-8 in the locales C and POSIX, and is strict in all others.
Surrogates surrogates_of_locale() {
    for (char const* const variable : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        char const* const locale = std::getenv(variable);
        if (!locale || !*locale) continue;
        for (char const* const plain : {"C", "POSIX", "C.UTF-8", "C.utf8"})
            if (std::strcmp(locale, plain) == 0) return Surrogates::escape;
        return Surrogates::strict;
    }
    return Surrogates::escape;
}

/// The length of the UTF-8 sequence at `at`, or 0 if there is none.
std::size_t sequence_length(std::string_view text, std::size_t at) {
    auto const byte = [&](std::size_t i) -> unsigned { return static_cast<std::uint8_t>(text[i]); };
    unsigned const lead = byte(at);
    if (lead < 0x80) return 1;
    std::size_t const length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + length > text.size()) return 0;
    for (std::size_t i = at + 1; i < at + length; ++i)
        if ((byte(i) & 0xC0) != 0x80) return 0;
    unsigned const second = byte(at + 1);
    bool const valid = !(lead == 0xE0 && second < 0xA0) && !(lead == 0xED && second >= 0xA0) &&
                       !(lead == 0xF0 && second < 0x90) && !(lead == 0xF4 && second >= 0x90);
    return valid ? length : 0;
}

/// Gives up the lock for as long as it lives.
class Unlocked {
public:
    Unlocked(Thread& thread, Unlocking unlocking) : thread_(thread), unlocking_(unlocking) {
        if (unlocking_.leave) unlocking_.leave(thread_);
    }
    ~Unlocked() {
        if (unlocking_.enter) unlocking_.enter(thread_);
    }
    Unlocked(Unlocked const&) = delete;
    Unlocked& operator=(Unlocked const&) = delete;

private:
    Thread& thread_;
    Unlocking const unlocking_;
};

/// Takes a stream's mutex, which another thread holds while the system writes: not with the lock.
void wait_for(std::unique_lock<std::mutex>& guard, Thread& thread, Unlocking unlocking) {
    while (!guard.owns_lock()) {
        {
            Unlocked const unlocked(thread, unlocking);
            std::lock_guard const until_free(*guard.mutex());
        }
        (void)guard.try_lock();
    }
}

}  // namespace

int write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        ssize_t const written = ::write(descriptor, bytes.data(), bytes.size());
        if (written >= 0)
            bytes.remove_prefix(static_cast<std::size_t>(written));
        else if (errno != EINTR)
            return errno;
    }
    return 0;
}

Result<void> encode(Thread& thread, Str const* text, Surrogates surrogates, std::string& out) {
    if (text->ascii) {
        out.append(text->view());
        return {};
    }
    std::size_t const old_size = out.size();
    for (std::size_t i = 0; i < text->length; ++i) {
        char32_t const c = text->at(i);
        if (!is_surrogate(c)) {
            append_utf8(out, c);
        } else if (surrogates == Surrogates::backslashes) {
            char escape[8];
            std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
            out += escape;
        } else if (surrogates == Surrogates::escape && is_escaped_byte(c)) {
            out += static_cast<char>(c & 0xFF);
        } else {
            std::size_t end = i;
            while (end < text->length && is_surrogate(text->at(end))) ++end;
            out.resize(old_size);
            return raise_encode_error(thread, text, i, end);
        }
    }
    return {};
}

Result<Str*> decode(Thread& thread, std::string_view bytes, Surrogates surrogates) {
    StrBuilder out;
    std::size_t valid_from = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        if (std::size_t const length = sequence_length(bytes, at)) {
            at += length;
            continue;
        }
        if (surrogates ==
            Surrogates::strict) {  // the codec knows what is wrong, and raises it as of an object
            Bytes* const octets = MINIVM_TRY(make_bytes(thread, bytes));
            return decode(thread, Value::of(octets), Value::unbound(), Value::unbound());
        }
        out.append_utf8(bytes.substr(valid_from, at - valid_from));
        out.append(char32_t{0xDC00} + static_cast<std::uint8_t>(bytes[at]));
        valid_from = ++at;
    }
    if (valid_from == 0) return make_str(thread, bytes);
    out.append_utf8(bytes.substr(valid_from));
    return out.finish(thread);
}

Result<void> OutputStream::write(Thread& thread, Unlocking unlocking, Str const* text) {
    std::string encoded;
    if (!text->ascii) MINIVM_TRY(encode(thread, text, surrogates_, encoded));
    bool is_due = false;
    {
        std::unique_lock guard(mutex_, std::try_to_lock);
        if (!guard.owns_lock()) {
            if (text->ascii) encoded = text->view();  // the text may be gone when the lock is back
            wait_for(guard, thread, unlocking);
            text = nullptr;
        }
        std::size_t const old_size = buffer_.size();
        buffer_ += text && text->ascii ? text->view() : std::string_view(encoded);
        filled_.store(true, std::memory_order_relaxed);
        is_due =
            buffer_.size() >= buffer_size ||
            (buffering_ == Buffering::line && buffer_.find_first_of("\n\r", old_size) != std::string::npos);
    }
    if (!is_due) return {};
    return write_out(thread, unlocking);
}

Result<void> OutputStream::flush(Thread& thread, Unlocking unlocking) { return write_out(thread, unlocking); }

Result<void> OutputStream::write_out(Thread& thread, Unlocking unlocking) {
    int error = 0;
    {
        Unlocked const unlocked(thread, unlocking);
        std::lock_guard const guard(mutex_);
        error = write_out_locked();
    }
    if (error != 0) return raise_os_error(thread, error);
    return {};
}

int OutputStream::write_out_locked() {
    if (buffer_.empty()) return 0;
    int const error = sink_(buffer_);
    // What could not be written is lost, or each later print would fail anew.
    buffer_.clear();
    filled_.store(false, std::memory_order_relaxed);
    return error;
}

int OutputStream::write(std::string_view utf8) {
    std::lock_guard const guard(mutex_);
    buffer_ += utf8;
    filled_.store(true, std::memory_order_relaxed);
    if (buffer_.size() >= buffer_size || buffering_ == Buffering::line) return write_out_locked();
    return 0;
}

int OutputStream::flush() {
    std::lock_guard const guard(mutex_);
    return write_out_locked();
}

/// Moves the first line of what was read to `line`; false if its end is not there yet.
bool InputStream::take_line(std::string& line) {
    std::size_t const end = buffer_.find_first_of("\n\r", std::max(begin_, searched_));
    searched_ = std::min(end, buffer_.size());
    if (end == std::string::npos || (buffer_[end] == '\r' && end + 1 == buffer_.size() && !at_end_)) {
        if (!at_end_) return false;
        line.append(buffer_, begin_);
        buffer_.clear();
        begin_ = searched_ = 0;
        return true;
    }
    line.append(buffer_, begin_, end - begin_);
    line += '\n';
    begin_ = end + (buffer_[end] == '\r' && end + 1 < buffer_.size() && buffer_[end + 1] == '\n' ? 2 : 1);
    return true;
}

Result<Str*> InputStream::read_line(Thread& thread, Unlocking unlocking) {
    std::string line;
    while (true) {
        std::int64_t count = 0;
        bool taken = false;
        {
            Unlocked const unlocked(thread, unlocking);
            std::lock_guard const guard(mutex_);
            taken = take_line(line);
            if (taken) {
                at_end_ = false;  // a terminal can go on after its end of file
            } else {
                buffer_.erase(0, begin_);
                searched_ -= begin_;
                begin_ = 0;
                std::size_t const old_size = buffer_.size();
                buffer_.resize(old_size + buffer_size);
                // A signal that came before the call would not end it.
                bool const due = thread.pending.load(std::memory_order_relaxed) & pending::ends_waits;
                count = due ? -EINTR : source_(buffer_.data() + old_size, buffer_size);
                buffer_.resize(old_size + static_cast<std::size_t>(count > 0 ? count : 0));
                at_end_ = count == 0;
            }
        }
        if (taken) return decode(thread, line, surrogates_);
        if (count == -EINTR) {
            if (thread.pending.load(std::memory_order_relaxed) != 0)  // relaxed; partner: Thread::request
                MINIVM_TRY(Safepoint::stop(thread));
        } else if (count < 0) {
            return raise_os_error(thread, static_cast<int>(-count));
        }
    }
}

Streams standard_streams() {
    auto const read = [](char* to, std::size_t size) -> std::int64_t {
        ssize_t const count = ::read(STDIN_FILENO, to, size);
        return count < 0 ? -errno : count;
    };
    return Streams(
        StreamsOf::process, [](std::string_view bytes) { return write_all(STDOUT_FILENO, bytes); },
        isatty(STDOUT_FILENO) ? OutputStream::Buffering::line : OutputStream::Buffering::full,
        [](std::string_view bytes) { return write_all(STDERR_FILENO, bytes); }, read, surrogates_of_locale());
}

Streams& streams_of(Thread const& thread) { return *thread.interpreter->streams; }

}  // namespace minivm

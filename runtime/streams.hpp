#pragma once
// Where a script's output goes and where its input comes from: stdout, stderr and stdin, as CPython's text
// files treat them. stdout is written when 8 KiB have gathered, or line by line on a terminal; stderr line by
// line. Everything is UTF-8.
//
// Any thread that holds the lock may write and read; it gives the lock up while the system writes or reads,
// and while another thread does so.
#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "vm/result.hpp"

namespace minivm {

struct Str;
struct Thread;

/// How a thread gives up the lock and takes it back. Both null where there is no lock.
struct Unlocking {
    void (*leave)(Thread& thread) = nullptr;
    void (*enter)(Thread& thread) = nullptr;
};

/// What happens to a code point that UTF-8 has no bytes for.
enum class Surrogates : std::uint8_t {
    strict,       // UnicodeEncodeError
    escape,       // U+DC80..U+DCFF are the bytes 80..FF; the others as strict
    backslashes,  // \udc80
};

/// Appends `text` as UTF-8. Raises UnicodeEncodeError and then appends nothing.
Result<void> encode(Thread& thread, Str const* text, Surrogates surrogates, std::string& out);
/// The str whose UTF-8 these bytes are; where they are none, as `surrogates` says (UnicodeDecodeError).
Result<Str*> decode(Thread& thread, std::string_view bytes, Surrogates surrogates);

/// All of it, however often signals interrupt. 0, or an errno.
int write_all(int descriptor, std::string_view bytes);

class OutputStream {
public:
    enum class Buffering : std::uint8_t { full, line };
    /// Takes all of what it is given, or returns an errno.
    using Sink = std::function<int(std::string_view bytes)>;

    OutputStream(Sink sink, Buffering buffering, Surrogates surrogates, int descriptor)
        : sink_(std::move(sink)), buffering_(buffering), surrogates_(surrogates), descriptor_(descriptor) {}

    /// UnicodeEncodeError, OSError. Lock: held; given up while writing.
    Result<void> write(Thread& thread, Unlocking unlocking, Str const* text);
    Result<void> flush(Thread& thread, Unlocking unlocking);
    /// For reports and for the end, where nobody could handle an exception: returns an errno or 0. Lock:
    /// either.
    int write(std::string_view utf8);
    int flush();
    /// Whether there is something to flush. Of what the calling thread has written it knows for sure.
    bool filled() const { return filled_.load(std::memory_order_relaxed); }
    void set_buffering(Buffering buffering) { buffering_ = buffering; }
    /// The file descriptor behind it, or -1.
    int descriptor() const { return descriptor_; }

private:
    Result<void> write_out(Thread& thread, Unlocking unlocking);
    int write_out_locked();

    Sink const sink_;
    Buffering buffering_;
    Surrogates const surrogates_;
    int const descriptor_;
    std::mutex mutex_;  // guards what follows; never held while waiting for the lock
    std::string buffer_;
    std::atomic<bool> filled_{false};  // stored under mutex_; relaxed, for nothing is read by it
};

class InputStream {
public:
    /// Reads up to `size` bytes, 0 at the end; or returns a negative errno.
    using Source = std::function<std::int64_t(char* to, std::size_t size)>;

    InputStream(Source source, Surrogates surrogates, int descriptor)
        : source_(std::move(source)), surrogates_(surrogates), descriptor_(descriptor) {}

    /// The next line with its '\n' ("\r" and "\r\n" are '\n' too), '' at the end. OSError, KeyboardInterrupt,
    /// UnicodeDecodeError, MemoryError. Lock: held; given up while reading.
    Result<Str*> read_line(Thread& thread, Unlocking unlocking);
    int descriptor() const { return descriptor_; }

private:
    bool take_line(std::string& line);

    Source const source_;
    Surrogates const surrogates_;
    int const descriptor_;
    std::mutex mutex_;  // guards what follows; never held while waiting for the lock
    std::string buffer_;
    std::size_t begin_ = 0;     // of what was not yet taken
    std::size_t searched_ = 0;  // up to here there is no end of a line
    bool at_end_ = false;
};

/// Whose streams they are: the process's have the file descriptors 0, 1 and 2, a host's none.
enum class StreamsOf : std::uint8_t { process, host };

struct Streams {
    Streams(StreamsOf owner, OutputStream::Sink output_sink, OutputStream::Buffering buffering,
            OutputStream::Sink error_sink, InputStream::Source input_source, Surrogates surrogates)
        : output(std::move(output_sink), buffering, surrogates, owner == StreamsOf::process ? 1 : -1),
          error(std::move(error_sink), OutputStream::Buffering::line, Surrogates::backslashes,
                owner == StreamsOf::process ? 2 : -1),
          input(std::move(input_source), surrogates, owner == StreamsOf::process ? 0 : -1) {}

    OutputStream output;
    OutputStream error;
    InputStream input;
    Unlocking unlocking;
};

/// The process's own file descriptors 0, 1 and 2; surrogates as CPython decides by the locale.
Streams standard_streams();

/// The streams of the thread's interpreter.
Streams& streams_of(Thread const& thread);

}  // namespace minivm

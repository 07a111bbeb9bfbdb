#pragma once
// sys.stdin, sys.stdout and sys.stderr: the interpreter's Streams as objects of the script, with the methods
// of CPython's text files. Lock: held.
#include "vm/result.hpp"

namespace minivm {

class OutputStream;
struct Thread;

/// Three new objects for this interpreter's streams, whose type is made at the same time: once an
/// interpreter.
struct TextStreams {
    Value input, output, error;
};
TextStreams make_text_streams(Thread& thread);

/// The stream behind sys.stdout or sys.stderr as make_text_streams made them; nullptr for any other object.
OutputStream* output_stream_of(Thread& thread, Value object);
bool is_standard_input(Thread& thread, Value object);

}  // namespace minivm

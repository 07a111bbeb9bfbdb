#pragma once
// The modules written in C++. Each function makes its module once an interpreter. Lock: held.
namespace minivm {

struct Module;
struct Thread;

Module* make_abc(Thread& thread);           // abc.cpp
Module* make_collections(Thread& thread);   // collections.cpp
Module* make_gil(Thread& thread);           // gil.cpp
Module* make_heapq(Thread& thread);         // heapq.cpp
Module* make_interpreters(Thread& thread);  // ../embed/interpreters.cpp
Module* make_math(Thread& thread);          // math.cpp
Module* make_posix(Thread& thread);         // posix.cpp
Module* make_queue(Thread& thread);         // simple_queue.cpp
Module* make_random(Thread& thread);        // mersenne_twister.cpp
Module* make_select(Thread& thread);        // select.cpp
Module* make_signal(Thread& thread);        // signal.cpp
Module* make_socket(Thread& thread);        // socket.cpp
Module* make_spawn(Thread& thread);         // spawn.cpp
Module* make_sys(Thread& thread);           // sys.cpp
Module* make_thread(Thread& thread);        // thread.cpp
Module* make_time(Thread& thread);          // time.cpp
Module* make_unsupported(Thread& thread);   // unsupported.cpp

}  // namespace minivm

// posix: processes, file descriptors and files. os.mini makes the module os of it, as CPython's Lib/os.py
// does of its own posix (Modules/posixmodule.c). What CPython does without the interpreter lock is done
// without it here.
#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "runtime/modules/native_modules.hpp"
#include "runtime/modules/system_call.hpp"
#include "vm/native.hpp"
#include "vm/objects/bytes.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/set.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/state.hpp"

extern char** environ;

namespace minivm {

namespace {

constexpr std::int64_t longest_transfer = 0x7FFFF000;  // what one read or write of Linux moves at most

// --- processes ---

template <pid_t (*call_system)()>
Result<Value> identity(Thread& thread, Value*) {
    return make_int(thread, call_system());
}
template <unsigned (*call_system)()>
Result<Value> owner(Thread& thread, Value*) {
    return make_int(thread, call_system());
}

Result<Value> kill(Thread& thread, Value* a) {
    int const process = MINIVM_TRY(int_argument(thread, a[0]));
    int const number = MINIVM_TRY(int_argument(thread, a[1]));
    if (::kill(process, number) != 0) return raise_os_error(thread, errno);
    // One sent to ourselves is here by now: its handler runs before the next statement.
    MINIVM_TRY(Machine::of(thread).check_interrupt(thread));
    return Value::none();
}

Result<Value> exit_now(Thread& thread, Value* a) {
    int const status = MINIVM_TRY(int_argument(thread, a[0]));
    _exit(status);
}

Result<Value> waitpid(Thread& thread, Value* a) {
    int const process = MINIVM_TRY(int_argument(thread, a[0]));
    int const options = MINIVM_TRY(int_argument(thread, a[1]));
    int status = 0;
    std::int64_t const found =
        MINIVM_TRY(system_call(thread, [&] { return ::waitpid(process, &status, options); }));
    Value const values[] = {make_int(thread, found), Value::small_int(status)};
    return Value::of(make_small_tuple(thread, values));
}

Result<Value> run_shell(Thread& thread, Value* a) {
    std::string const command = MINIVM_TRY(path_argument(thread, a[0], "system", "command"));
    int status = 0;
    (void)attempt_unlocked(thread, [&] { return status = ::system(command.c_str()); });
    return Value::small_int(status);
}

Result<Value> waitstatus_to_exitcode(Thread& thread, Value* a) {
    int const status = MINIVM_TRY(int_argument(thread, a[0]));
    if (WIFEXITED(status)) return Value::small_int(WEXITSTATUS(status));
    if (WIFSIGNALED(status)) return Value::small_int(-WTERMSIG(status));
    if (WIFSTOPPED(status))
        return raise_value_error(thread, "process stopped by delivery of signal %i", WSTOPSIG(status));
    return raise_value_error(thread, "invalid wait status: %i", status);
}

template <int (*examine)(int)>
Result<Value> examine_status(Thread& thread, Value* a) {
    int const status = MINIVM_TRY(int_argument(thread, a[0]));
    return Value::small_int(examine(status));
}
template <int (*examine)(int)>
Result<Value> test_status(Thread& thread, Value* a) {
    int const status = MINIVM_TRY(int_argument(thread, a[0]));
    return Value::boolean(examine(status) != 0);
}
int exited(int status) { return WIFEXITED(status); }
int exit_status(int status) { return WEXITSTATUS(status); }
int signaled(int status) { return WIFSIGNALED(status); }
int terminating_signal(int status) { return WTERMSIG(status); }

Result<Value> cpu_count(Thread& thread, Value*) {
    long const count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? Value::none() : make_int(thread, count);
}

// As in CPython, the interpreter lock stays with the caller.
Result<Value> yield_processor(Thread& thread, Value*) {
    if (::sched_yield() != 0) return raise_os_error(thread, errno);
    return Value::none();
}

Result<Value> getaffinity(Thread& thread, Value* a) {
    int const process = MINIVM_TRY(int_argument(thread, a[0]));
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    if (sched_getaffinity(process, sizeof allowed, &allowed) != 0) return raise_os_error(thread, errno);
    Set* const made = MINIVM_TRY(make_set(thread, Kind::set));
    Root<Set> processors(thread, made);
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu)
        if (CPU_ISSET(cpu, &allowed)) MINIVM_TRY(add(thread, processors.get(), Value::small_int(cpu)));
    return processors.value();
}

Result<Value> setaffinity(Thread& thread, Value* a) {
    int const process = MINIVM_TRY(int_argument(thread, a[0]));
    cpu_set_t chosen;
    CPU_ZERO(&chosen);
    Iteration processors(thread);
    MINIVM_TRY(processors.start(a[1]));
    while (true) {
        Value const item = MINIVM_TRY(processors.next());
        if (item.is_unbound()) break;
        int const cpu = MINIVM_TRY(int_argument(thread, item));
        if (cpu < 0) return raise_value_error(thread, "negative CPU number");
        if (cpu < CPU_SETSIZE) CPU_SET(cpu, &chosen);
    }
    if (sched_setaffinity(process, sizeof chosen, &chosen) != 0) return raise_os_error(thread, errno);
    return Value::none();
}

Result<Value> urandom(Thread& thread, Value* a) {
    std::int64_t const size = MINIVM_TRY(size_argument(thread, a[0]));
    if (size < 0) return raise_value_error(thread, "negative argument not allowed");
    std::string bytes(static_cast<std::size_t>(size), '\0');
    for (std::size_t filled = 0; filled < bytes.size();) {
        filled += static_cast<std::size_t>(MINIVM_TRY(system_call(
            thread, [&] { return ::getrandom(bytes.data() + filled, bytes.size() - filled, 0); })));
    }
    return Value::of(MINIVM_TRY(make_bytes(thread, bytes)));
}

// --- the environment ---

Result<Value> environment(Thread& thread, Value*) {
    Root<Dict> names_and_values(thread, make_dict(thread));
    for (char** entry = environ; entry && *entry; ++entry) {
        char const* const equals = std::strchr(*entry, '=');
        if (!equals) continue;
        Root<Value> name(
            thread, MINIVM_TRY(text_of_system(thread, {*entry, static_cast<std::size_t>(equals - *entry)})));
        Value const known = find(names_and_values.get(), cast<Str>(name));
        if (!known.is_unbound()) continue;  // the first counts
        Value const value = MINIVM_TRY(text_of_system(thread, equals + 1));
        MINIVM_TRY(store(thread, names_and_values.get(), name, value));
    }
    return names_and_values.value();
}

Result<Value> putenv(Thread& thread, Value* a) {
    std::string const name = MINIVM_TRY(path_argument(thread, a[0], "putenv", "name"));
    std::string const value = MINIVM_TRY(path_argument(thread, a[1], "putenv", "value"));
    if (name.find('=') != std::string::npos)
        return raise_value_error(thread, "illegal environment variable name");
    WorldStopped const world(thread);  // the C library looks into it without asking
    if (::setenv(name.c_str(), value.c_str(), 1) != 0) return raise_os_error(thread, errno);
    return Value::none();
}

Result<Value> unsetenv(Thread& thread, Value* a) {
    std::string const name = MINIVM_TRY(path_argument(thread, a[0], "unsetenv", "name"));
    WorldStopped const world(thread);  // as in putenv
    if (::unsetenv(name.c_str()) != 0) return raise_os_error(thread, errno);
    return Value::none();
}

// --- file descriptors ---

Result<Value> open_file(Thread& thread, Value* a) {
    std::string const path = MINIVM_TRY(path_argument(thread, a[0], "open", "path"));
    int const flags = MINIVM_TRY(int_argument(thread, a[1]));
    int mode = 0777;
    if (!a[2].is_unbound()) mode = MINIVM_TRY(int_argument(thread, a[2]));
    std::int64_t const descriptor = MINIVM_TRY(system_call(
        thread, [&] { return ::open(path.c_str(), flags | O_CLOEXEC, static_cast<mode_t>(mode)); }, a[0]));
    return make_int(thread, descriptor);
}

// Not tried again after a signal: the descriptor is gone in any case.
Result<Value> close_descriptor(Thread& thread, Value* a) {
    int const descriptor = MINIVM_TRY(int_argument(thread, a[0]));
    std::int64_t const result = attempt_unlocked(thread, [&] { return ::close(descriptor); });
    if (result == -EINTR)
        MINIVM_TRY(Machine::of(thread).check_interrupt(thread));
    else if (result < 0)
        return raise_os_error(thread, static_cast<int>(-result));
    return Value::none();
}

Result<Value> read(Thread& thread, Value* a) {
    int const descriptor = MINIVM_TRY(int_argument(thread, a[0]));
    std::int64_t const size = MINIVM_TRY(size_argument(thread, a[1]));
    if (size < 0) return raise_os_error(thread, EINVAL);
    std::size_t const room = static_cast<std::size_t>(std::min(size, longest_transfer));
    auto const buffer = std::make_unique_for_overwrite<char[]>(room);
    std::int64_t const count =
        MINIVM_TRY(system_call(thread, [&] { return ::read(descriptor, buffer.get(), room); }));
    return Value::of(MINIVM_TRY(make_bytes(thread, {buffer.get(), static_cast<std::size_t>(count)})));
}

Result<Value> write(Thread& thread, Value* a) {
    int const descriptor = MINIVM_TRY(int_argument(thread, a[0]));
    OctetsArgument data;
    MINIVM_TRY(data.take(thread, a[1]));
    std::size_t const size = std::min(data.view().size(), static_cast<std::size_t>(longest_transfer));
    std::int64_t const count =
        MINIVM_TRY(system_call(thread, [&] { return ::write(descriptor, data.view().data(), size); }));
    return make_int(thread, count);
}

Result<Value> pipe(Thread& thread, Value*) {
    int ends[2] = {-1, -1};
    std::int64_t const result = attempt_unlocked(thread, [&] { return ::pipe2(ends, O_CLOEXEC); });
    if (result < 0) return raise_os_error(thread, static_cast<int>(-result));
    Value const values[] = {Value::small_int(ends[0]), Value::small_int(ends[1])};
    return Value::of(make_small_tuple(thread, values));
}

Result<Value> dup(Thread& thread, Value* a) {
    int const descriptor = MINIVM_TRY(int_argument(thread, a[0]));
    std::int64_t const result =
        attempt_unlocked(thread, [&] { return ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0); });
    if (result < 0) return raise_os_error(thread, static_cast<int>(-result));
    return make_int(thread, result);
}

Result<Value> dup2(Thread& thread, Value* a) {
    int const from = MINIVM_TRY(int_argument(thread, a[0]));
    int const to = MINIVM_TRY(int_argument(thread, a[1]));
    bool inheritable = true;
    if (!a[2].is_unbound()) inheritable = MINIVM_TRY(truth(thread, a[2]));
    if (from < 0 || to < 0) return raise_os_error(thread, EBADF);
    std::int64_t const result = attempt_unlocked(
        thread, [&] { return inheritable ? ::dup2(from, to) : ::dup3(from, to, O_CLOEXEC); });
    if (result < 0) return raise_os_error(thread, static_cast<int>(-result));
    return make_int(thread, result);
}

Result<Value> isatty(Thread& thread, Value* a) {
    int const descriptor = MINIVM_TRY(int_argument(thread, a[0]));
    return Value::boolean(::isatty(descriptor) == 1);
}

template <int get, int set, int flag>
Result<void> change_flag(Thread& thread, Value descriptor_value, bool on) {
    int const descriptor = MINIVM_TRY(int_argument(thread, descriptor_value));
    int const flags = ::fcntl(descriptor, get);
    if (flags < 0) return raise_os_error(thread, errno);
    if (::fcntl(descriptor, set, on ? flags | flag : flags & ~flag) < 0) return raise_os_error(thread, errno);
    return {};
}
template <int get, int flag>
Result<Value> flag_is_off(Thread& thread, Value* a) {
    int const descriptor = MINIVM_TRY(int_argument(thread, a[0]));
    int const flags = ::fcntl(descriptor, get);
    if (flags < 0) return raise_os_error(thread, errno);
    return Value::boolean((flags & flag) == 0);
}
template <int get, int set, int flag>
Result<Value> turn_flag_off(Thread& thread, Value* a) {
    bool const off = MINIVM_TRY(truth(thread, a[1]));
    MINIVM_TRY(change_flag<get, set, flag>(thread, a[0], !off));
    return Value::none();
}

// --- files ---

using PathCall = int (*)(char const*);
template <PathCall call_system>
Result<Value> on_path(Thread& thread, Value argument, char const* function) {
    std::string const path = MINIVM_TRY(path_argument(thread, argument, function, "path"));
    std::int64_t const result = attempt_unlocked(thread, [&] { return call_system(path.c_str()); });
    if (result < 0) return raise_os_error(thread, static_cast<int>(-result), argument);
    return Value::none();
}
Result<Value> chdir(Thread& thread, Value* a) { return on_path<::chdir>(thread, a[0], "chdir"); }
Result<Value> remove_file(Thread& thread, Value* a) { return on_path<::unlink>(thread, a[0], "remove"); }
Result<Value> unlink_file(Thread& thread, Value* a) { return on_path<::unlink>(thread, a[0], "unlink"); }
Result<Value> rmdir(Thread& thread, Value* a) { return on_path<::rmdir>(thread, a[0], "rmdir"); }

Result<Value> mkdir(Thread& thread, Value* a) {
    std::string const path = MINIVM_TRY(path_argument(thread, a[0], "mkdir", "path"));
    int mode = 0777;
    if (!a[1].is_unbound()) mode = MINIVM_TRY(int_argument(thread, a[1]));
    std::int64_t const result =
        attempt_unlocked(thread, [&] { return ::mkdir(path.c_str(), static_cast<mode_t>(mode)); });
    if (result < 0) return raise_os_error(thread, static_cast<int>(-result), a[0]);
    return Value::none();
}

template <int (*call_system)(char const*, char const*)>
Result<Value> rename_by(Thread& thread, Value* a, char const* function) {
    std::string const from = MINIVM_TRY(path_argument(thread, a[0], function, "src"));
    std::string const to = MINIVM_TRY(path_argument(thread, a[1], function, "dst"));
    std::int64_t const result =
        attempt_unlocked(thread, [&] { return call_system(from.c_str(), to.c_str()); });
    if (result >= 0) return Value::none();
    Value const parts[] = {Value::small_int(-result),
                           Value::of(make_short_str(thread, std::strerror(static_cast<int>(-result)))), a[0],
                           Value::none(), a[1]};
    Root<Value> tuple(thread, Value::of(make_small_tuple(thread, parts)));
    Value const error =
        MINIVM_TRY(call(thread, Value::of(types(thread).os_error), cast<Tuple>(tuple)->view()));
    return raise_value(thread, error, Value::unbound());
}
Result<Value> rename_file(Thread& thread, Value* a) { return rename_by<::rename>(thread, a, "rename"); }
Result<Value> replace_file(Thread& thread, Value* a) { return rename_by<::rename>(thread, a, "replace"); }

Result<Value> getcwd(Thread& thread, Value*) {
    char path[PATH_MAX];
    std::int64_t const result =
        attempt_unlocked(thread, [&] { return ::getcwd(path, sizeof path) ? 0 : -1; });
    if (result < 0) return raise_os_error(thread, static_cast<int>(-result));
    return text_of_system(thread, path);
}

Result<Value> listdir(Thread& thread, Value* a) {
    std::string path = ".";
    if (is_int(a[0]))
        return raise_unsupported(thread, "listdir() of a file descriptor is not supported by Mini");
    if (!a[0].is_unbound() && !a[0].is_none())
        path = MINIVM_TRY(
            path_argument(thread, a[0], "listdir", "path", "string, bytes, os.PathLike, integer or None"));
    std::vector<std::string> entries;
    std::int64_t const result = attempt_unlocked(thread, [&] {
        DIR* const directory = ::opendir(path.c_str());
        if (!directory) return -1;
        errno = 0;
        while (dirent const* const entry = ::readdir(directory)) {
            std::string_view const name = entry->d_name;
            if (name != "." && name != "..") entries.emplace_back(name);
        }
        int const error = errno;
        ::closedir(directory);
        errno = error;
        return error == 0 ? 0 : -1;
    });
    if (result < 0)
        return raise_os_error(thread, static_cast<int>(-result),
                              a[0].is_unbound() ? Value::of(make_short_str(thread, ".")) : a[0]);
    List* const made = MINIVM_TRY(make_list(thread));
    Root<List> found(thread, made);
    for (std::string const& name : entries) {
        Value const text = MINIVM_TRY(text_of_system(thread, name));
        MINIVM_TRY(append(thread, found.get(), text));
    }
    return found.value();
}

// For os.path: (st_mode, st_size), or None where CPython's os.stat() fails and os.path says False.
Result<Value> mode_and_size(Thread& thread, Value* a) {
    bool const follow = MINIVM_TRY(truth(thread, a[1]));
    struct stat found {};
    std::int64_t result = 0;
    if (is_int(a[0])) {
        int const descriptor = MINIVM_TRY(int_argument(thread, a[0]));
        result = attempt_unlocked(thread, [&] { return ::fstat(descriptor, &found); });
    } else {
        std::string const path =
            MINIVM_TRY(path_argument(thread, a[0], "stat", "path", "string, bytes, os.PathLike or integer"));
        result = attempt_unlocked(
            thread, [&] { return follow ? ::stat(path.c_str(), &found) : ::lstat(path.c_str(), &found); });
    }
    if (result < 0) return raise_os_error(thread, static_cast<int>(-result), a[0]);
    Value const values[] = {make_int(thread, found.st_mode), make_int(thread, found.st_size)};
    return Value::of(make_small_tuple(thread, values));
}

Result<Value> readlink(Thread& thread, Value* a) {
    std::string const path = MINIVM_TRY(path_argument(thread, a[0], "readlink", "path"));
    char target[PATH_MAX];
    std::int64_t const result =
        attempt_unlocked(thread, [&] { return ::readlink(path.c_str(), target, sizeof target); });
    if (result < 0) return raise_os_error(thread, static_cast<int>(-result), a[0]);
    return text_of_system(thread, {target, static_cast<std::size_t>(result)});
}

Result<Value> strerror_text(Thread& thread, Value* a) {
    int const error = MINIVM_TRY(int_argument(thread, a[0]));
    return Value::of(make_short_str(thread, std::strerror(error)));
}

constexpr NativeSpec functions[] = {
    {"WEXITSTATUS", examine_status<exit_status>, "(status)"},
    {"WIFEXITED", test_status<exited>, "(status)"},
    {"WIFSIGNALED", test_status<signaled>, "(status)"},
    {"WTERMSIG", examine_status<terminating_signal>, "(status)"},
    {"_environment", environment, "()"},
    {"_exit", exit_now, "(status)"},
    {"_mode_and_size", mode_and_size, "(path, follow, /)"},
    {"chdir", chdir, "(path)"},
    {"close", close_descriptor, "(fd)"},
    {"cpu_count", cpu_count, "()"},
    {"dup", dup, "(fd, /)"},
    {"dup2", dup2, "(fd, fd2, inheritable=True)"},
    {"get_blocking", flag_is_off<F_GETFL, O_NONBLOCK>, "(fd, /)"},
    {"get_inheritable", flag_is_off<F_GETFD, FD_CLOEXEC>, "(fd, /)"},
    {"getcwd", getcwd, "()"},
    {"getegid", owner<::getegid>, "()"},
    {"geteuid", owner<::geteuid>, "()"},
    {"getgid", owner<::getgid>, "()"},
    {"getpgrp", identity<::getpgrp>, "()"},
    {"getpid", identity<::getpid>, "()"},
    {"getppid", identity<::getppid>, "()"},
    {"getuid", owner<::getuid>, "()"},
    {"isatty", isatty, "(fd, /)"},
    {"kill", kill, "(pid, signal, /)"},
    {"listdir", listdir, "(path=None)"},
    {"mkdir", mkdir, "(path, mode=511)"},
    {"open", open_file, "(path, flags, mode=511)"},
    {"pipe", pipe, "()"},
    {"putenv", putenv, "(name, value, /)"},
    {"read", read, "(fd, length, /)"},
    {"readlink", readlink, "(path)"},
    {"remove", remove_file, "(path)"},
    {"rename", rename_file, "(src, dst)"},
    {"replace", replace_file, "(src, dst)"},
    {"rmdir", rmdir, "(path)"},
    {"sched_getaffinity", getaffinity, "(pid, /)"},
    {"sched_setaffinity", setaffinity, "(pid, mask, /)"},
    {"sched_yield", yield_processor, "()"},
    {"set_blocking", turn_flag_off<F_GETFL, F_SETFL, O_NONBLOCK>, "(fd, blocking, /)"},
    {"set_inheritable", turn_flag_off<F_GETFD, F_SETFD, FD_CLOEXEC>, "(fd, inheritable, /)"},
    {"strerror", strerror_text, "(code, /)"},
    {"system", run_shell, "(command)"},
    {"unlink", unlink_file, "(path)"},
    {"unsetenv", unsetenv, "(name, /)"},
    {"urandom", urandom, "(size, /)"},
    {"waitpid", waitpid, "(pid, options, /)"},
    {"waitstatus_to_exitcode", waitstatus_to_exitcode, "(status)"},
    {"write", write, "(fd, data, /)"},
};

#define MINIVM_CONSTANT(name) \
    { #name, name }
constexpr IntConstant constants[] = {
    MINIVM_CONSTANT(O_RDONLY),    MINIVM_CONSTANT(O_WRONLY),
    MINIVM_CONSTANT(O_RDWR),      MINIVM_CONSTANT(O_CREAT),
    MINIVM_CONSTANT(O_EXCL),      MINIVM_CONSTANT(O_TRUNC),
    MINIVM_CONSTANT(O_APPEND),    MINIVM_CONSTANT(O_NONBLOCK),
    MINIVM_CONSTANT(O_CLOEXEC),   MINIVM_CONSTANT(O_SYNC),
    MINIVM_CONSTANT(O_DIRECTORY), MINIVM_CONSTANT(O_NOFOLLOW),
    MINIVM_CONSTANT(WNOHANG),     MINIVM_CONSTANT(WUNTRACED),
    MINIVM_CONSTANT(WCONTINUED),  MINIVM_CONSTANT(F_OK),
    MINIVM_CONSTANT(R_OK),        MINIVM_CONSTANT(W_OK),
    MINIVM_CONSTANT(X_OK),        {"EX_OK", 0},
};
#undef MINIVM_CONSTANT

}  // namespace

Module* make_posix(Thread& thread) {
    Module* const module = interpreter_of(thread).make_module(thread, "posix");
    module->unsupported_is_error = true;
    add_functions(thread, module, functions);
    add_constants(thread, module, constants);
    return module;
}

}  // namespace minivm

// _posixsubprocess: starts another program, for subprocess.mini. As CPython's Modules/_posixsubprocess.c the
// child shares our memory until it executes (vfork), so between the two nothing is allocated, no lock is
// taken and no handler of ours can run. What fails there is told through a pipe that closes when the program
// starts: some tools make a fork of a vfork, and memory is not shared then.
#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <csignal>
#include <string>
#include <vector>

#include "runtime/modules/native_modules.hpp"
#include "runtime/modules/system_call.hpp"
#include "vm/native.hpp"
#include "vm/objects/bytes.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/state.hpp"

extern char** environ;

namespace minivm {

namespace {

/// What the child does; everything is laid out before it starts.
struct Plan {
    std::vector<char const*> candidates;  // files to execute, the first that is there
    std::vector<char*> arguments;         // ends with null
    std::vector<char*> environment;       // ends with null; empty: ours
    char const* directory = nullptr;      // null: ours
    int streams[3] = {-1, -1, -1};        // the child's 0, 1 and 2; -1: ours
    std::vector<int> kept;                // ascending; closed are all others above 2
    bool closes = true;
    bool restores_signals = true;
    bool new_session = false;
    sigset_t mask;    // of signals, as it was before they were all blocked
    int report = -1;  // where a Failure goes, above 2
    bool executing = false;
};

/// What the child could not do.
struct Failure {
    int error = 0;
    bool executing = false;  // failed in exec, not before
};

[[noreturn]] void fail(Plan& plan) {
    Failure const failure{errno, plan.executing};
    (void)!write(plan.report, &failure, sizeof failure);
    _exit(255);
}

void inherit(Plan& plan, int descriptor) {
    int const flags = fcntl(descriptor, F_GETFD);
    if (flags < 0 || fcntl(descriptor, F_SETFD, flags & ~FD_CLOEXEC) < 0) fail(plan);
}

void place_streams(Plan& plan) {
    int from[3] = {plan.streams[0], plan.streams[1], plan.streams[2]};
    // One that lies where another is to go moves out of its way.
    for (int i = 1; i < 3; ++i)
        if (from[i] >= 0 && from[i] < i && (from[i] = fcntl(from[i], F_DUPFD_CLOEXEC, 3)) < 0) fail(plan);
    for (int i = 0; i < 3; ++i) {
        if (from[i] == i)
            inherit(plan, i);
        else if (from[i] >= 0 && dup2(from[i], i) < 0)
            fail(plan);
    }
}

void close_others(Plan& plan) {
    unsigned begin = 3;
    for (int const descriptor : plan.kept) {
        if (descriptor < 3) continue;
        auto const kept = static_cast<unsigned>(descriptor);
        if (kept > begin) (void)close_range(begin, kept - 1, CLOSE_RANGE_CLOEXEC);
        begin = kept + 1;
    }
    (void)close_range(begin, UINT_MAX, CLOSE_RANGE_CLOEXEC);
}

[[noreturn]] void run_child(Plan& plan) {
    // The table of handlers is the child's own: a handler of ours must not run in our memory.
    for (int number = 1; number < NSIG; ++number) {
        struct sigaction action {};
        if (sigaction(number, nullptr, &action) != 0 || action.sa_handler == SIG_DFL) continue;
        bool const restored = plan.restores_signals && (number == SIGPIPE || number == SIGXFSZ);
        if (action.sa_handler == SIG_IGN && !restored) continue;
        action.sa_handler = SIG_DFL;
        (void)sigaction(number, &action, nullptr);
    }
    place_streams(plan);
    if (plan.directory && chdir(plan.directory) != 0) fail(plan);
    if (plan.new_session) setsid();
    for (int const descriptor : plan.kept) inherit(plan, descriptor);
    if (plan.closes) close_others(plan);
    (void)pthread_sigmask(SIG_SETMASK, &plan.mask, nullptr);
    plan.executing = true;
    int remembered = 0;
    char** const variables = plan.environment.empty() ? environ : plan.environment.data();
    for (char const* const file : plan.candidates) {
        execve(file, plan.arguments.data(), variables);
        if (errno != ENOENT && errno != ENOTDIR && remembered == 0) remembered = errno;
    }
    if (remembered != 0) errno = remembered;
    fail(plan);
}

/// The child's process id, or the errno as a negative number. What the child could not do is read from
/// `report`.
[[gnu::noinline]] pid_t start(Plan& plan, int& report) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return -errno;
    report = ends[0];
    // The child's streams go to 0, 1 and 2.
    plan.report = fcntl(ends[1], F_DUPFD_CLOEXEC, 3);
    int const why = errno;
    (void)close(ends[1]);
    if (plan.report < 0) {
        (void)close(report);
        return -why;
    }
    sigset_t all;
    sigfillset(&all);
    (void)pthread_sigmask(SIG_BLOCK, &all, &plan.mask);
    pid_t const child = vfork();
    if (child == 0) run_child(plan);
    int const error = errno;
    (void)pthread_sigmask(SIG_SETMASK, &plan.mask, nullptr);
    (void)close(plan.report);
    if (child < 0) (void)close(report);
    return child < 0 ? -error : child;
}

Result<void> take_texts(Thread& thread, Value sequence, std::vector<std::string>& texts) {
    Iteration items(thread);
    MINIVM_TRY(items.start(sequence));
    while (true) {
        Value const item = MINIVM_TRY(items.next());
        if (item.is_unbound()) return {};
        std::string_view octets;
        if (octets_of(thread, item, octets)) {
            if (octets.find('\0') != std::string_view::npos)
                return raise_value_error(thread, "embedded null byte");
            texts.emplace_back(octets);
            continue;
        }
        Value path = item;
        if (!as<Str>(path)) {
            Value const method =
                MINIVM_TRY(special_method(thread, path, thread.interpreter->intern(thread, "__fspath__")));
            if (!method.is_unbound()) path = MINIVM_TRY(call(thread, method, {}));
        }
        if (!as<Str>(path))
            return raise_type_error(thread, "expected str, bytes or os.PathLike object, not %s",
                                    type_name(thread, item));
        texts.push_back(MINIVM_TRY(path_argument(thread, path, "fork_exec", "argument")));
    }
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

// (process id, 0, False), or (-1, errno, whether the directory was at fault). As in CPython the lock is kept
// meanwhile.
Result<Value> fork_exec(Thread& thread, Value* a) {
    std::vector<std::string> files, arguments, variables;
    MINIVM_TRY(take_texts(thread, a[1], arguments));
    MINIVM_TRY(take_texts(thread, a[0], files));
    Plan plan;
    for (std::string const& file : files) plan.candidates.push_back(file.c_str());
    plan.arguments = pointers_to(arguments);
    if (!a[2].is_none()) {
        MINIVM_TRY(take_texts(thread, a[2], variables));
        plan.environment = pointers_to(variables);
    }
    std::string directory;
    if (!a[3].is_none()) {
        directory = MINIVM_TRY(path_argument(thread, a[3], "fork_exec", "cwd"));
        plan.directory = directory.c_str();
    }
    for (std::size_t i = 0; i < 3; ++i) plan.streams[i] = MINIVM_TRY(int_argument(thread, a[4 + i]));
    Iteration kept(thread);
    MINIVM_TRY(kept.start(a[7]));
    while (true) {
        Value const item = MINIVM_TRY(kept.next());
        if (item.is_unbound()) break;
        int const descriptor = MINIVM_TRY(int_argument(thread, item));
        if (descriptor < 0) return raise_value_error(thread, "bad value(s) in fds_to_keep");
        plan.kept.push_back(descriptor);
    }
    std::sort(plan.kept.begin(), plan.kept.end());
    plan.closes = MINIVM_TRY(truth(thread, a[8]));
    plan.restores_signals = MINIVM_TRY(truth(thread, a[9]));
    plan.new_session = MINIVM_TRY(truth(thread, a[10]));
    int report = -1;
    pid_t const child = start(plan, report);
    if (child < 0) return raise_os_error(thread, -child);
    Failure failure;
    ssize_t got = 0;
    do got = read(report, &failure, sizeof failure);
    while (got < 0 && errno == EINTR);
    (void)close(report);
    bool const failed = got == sizeof failure;
    if (failed)
        while (waitpid(child, nullptr, 0) < 0 && errno == EINTR) continue;
    Value const parts[] = {Value::small_int(failed ? -1 : child), Value::small_int(failure.error),
                           Value::boolean(failed && !failure.executing)};
    return Value::of(make_small_tuple(thread, parts));
}

constexpr NativeSpec functions[] = {
    {"fork_exec", fork_exec,
     "(files, args, env, cwd, stdin, stdout, stderr, pass_fds, close_fds, restore_signals, "
     "start_new_session, /)"},
};

}  // namespace

Module* make_spawn(Thread& thread) {
    Module* const module = interpreter_of(thread).make_module(thread, "_posixsubprocess");
    module->unsupported_is_error = true;
    add_functions(thread, module, functions);
    return module;
}

}  // namespace minivm

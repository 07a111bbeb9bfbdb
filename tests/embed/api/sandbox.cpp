#include "host.hpp"

TEST_CASE("sandbox by default: no files, processes or network") {
    Vm vm;
    for (char const* const name : {"os", "posix", "posixpath", "subprocess", "_posixsubprocess", "signal",
                                   "_signal", "socket", "_socket", "select", "selectors", "_io", "gil",
                                   "os.path", "_interpreters", "concurrent.interpreters"}) {
        Error const error = vm.run("import " + std::string(name)).error();
        CHECK(error.type_name() == "ImportError");
        CHECK(error.message().starts_with("the host does not grant the module"));
    }
    CHECK(!vm.run("open('/etc/passwd')"));
    for (char const* const name : {"math", "sys", "collections", "heapq", "queue", "random", "threading",
                                   "typing", "concurrent.futures", "abc", "time"})
        CHECK(outcome(vm.run("import " + std::string(name))) == "ok");
}

TEST_CASE("sandbox by default: no modules from files") {
    Vm vm({.path = {"/tmp", "."}});
    CHECK(vm.run("import no_such_module_anywhere").error().type_name() == "ModuleNotFoundError");
}

TEST_CASE("sandbox by default: no clock") {
    Vm vm;
    for (char const* const what :
         {"time.time()", "time.monotonic()", "time.sleep(0)", "time.perf_counter_ns()"})
        CHECK(outcome(vm.run("import time\n" + std::string(what))) ==
              "PermissionError: the host grants no clock");
    // Waiting for a time needs none.
    CHECK(outcome(vm.run("import threading\nthreading.Event().wait(0.001)\n")) == "ok");
}

TEST_CASE("multi-instance: interpreters that a script makes have its grants and end with its Vm") {
    Captured host({.limits = {.memory = 64 << 20}, .grant = {.interpreters = true}});
    char const* const program = R"py(
from concurrent import interpreters
import threading
inner = interpreters.create()
numbers = interpreters.create_queue()
squares = interpreters.create_queue()
inner.prepare_main(numbers=numbers, squares=squares)
worker = threading.Thread(target=inner.exec, args=("""
print("inside", flush=True)
while (n := numbers.get()) is not None:
    squares.put(n * n)
""",))
worker.start()
for n in range(100):
    numbers.put(n)
print(sum(squares.get() for n in range(100)))
numbers.put(None)
worker.join()
for code in ("import os", "[0] * 100_000_000"):
    try:
        inner.exec(code)
    except interpreters.ExecutionFailed as error:
        print(error.excinfo.formatted)
other = interpreters.create()
threading.Thread(target=other.exec, args=("while True: pass",), daemon=True).start()
third = interpreters.create()
third.prepare_main(numbers=numbers)
threading.Thread(target=third.exec, args=("numbers.get()",), daemon=True).start()
)py";
    CHECK(outcome(host.vm.run(program)) == "ok");
    CHECK(host.out == "inside\n328350\nImportError: the host does not grant the module 'os'\nMemoryError\n");
    // A call that is stopped stops what it waits for over there.
    Error const error =
        host.vm.run("interpreters.create().exec('while True: pass')", "<script>", {.time = 20ms}).error();
    CHECK(error.message() == "the time budget is exhausted");
}

TEST_CASE("what is granted is there") {
    Vm vm({.grant = {.clock = true}});
    CHECK(vm.evaluate<double>("__debug__ and 1.0").value() == 1.0);
    CHECK(outcome(vm.run("import time\nassert time.time() > 0\n")) == "ok");
    CHECK(vm.run("import os").error().type_name() == "ImportError");
    Vm trusted(Config::trusted());
    CHECK(outcome(trusted.run("import os, socket, time, gil\nassert os.getpid() > 0\n")) == "ok");
}

TEST_CASE("sys tells nothing of the host") {
    Vm vm({.arguments = {"rules", "-x"}});
    CHECK(vm.evaluate<std::vector<std::string>>("__import_sys()").error().type_name() == "NameError");
    REQUIRE(vm.run("import sys\nargv = sys.argv\nexecutable = sys.executable\npath = sys.path\n"));
    CHECK(vm.get<std::vector<std::string>>("argv").value() == std::vector<std::string>{"rules", "-x"});
    CHECK(vm.get<std::string>("executable").value().empty());
    CHECK(vm.get<std::vector<std::string>>("path").value().empty());
}

TEST_CASE("sandbox by default: no changes of the lock, which the host's threads wait for too") {
    Vm vm;
    CHECK(outcome(vm.run("import sys\nsys.setswitchinterval(1000)")) ==
          "PermissionError: the host grants no changes of the lock");
    CHECK(outcome(vm.run("sys.setcheckinterval(1000)")) ==
          "PermissionError: the host grants no changes of the lock");
    CHECK(vm.evaluate<bool>("sys.getswitchinterval() > 0").value());
    Vm trusting({.grant = {.lock = true}});
    CHECK(outcome(trusting.run("import sys\nsys.setswitchinterval(0.01)")) == "ok");
}

TEST_CASE("sandbox by default: what is behind the streams is out of reach") {
    Vm vm;
    for (char const* const what : {"stdin", "stdout", "stderr"}) {
        CHECK(vm.run("import sys\nsys." + std::string(what) + ".fileno()").error().type_name() == "OSError");
        CHECK(!vm.evaluate<bool>("sys." + std::string(what) + ".isatty()").value());
    }
    CHECK(!vm.run("open('/etc/passwd')"));
    CHECK(!vm.run("open(0)"));
    for (char const* const name : {"__import__('os')", "eval('1')", "exec('1')", "compile('1', '', 'eval')"})
        CHECK(!vm.run(name));
}

TEST_CASE("sandbox: each grant opens what it names and nothing else") {
    std::string const modules[] = {"os", "subprocess", "signal", "socket", "select", "selectors", "gil"};
    auto const reached = [&](minivm::Grant grant) {
        Vm vm({.grant = grant});
        std::string names;
        for (std::string const& module : modules)
            if (vm.run("import " + module)) names += module + " ";
        if (vm.run("import time\ntime.time()")) names += "time ";
        return names;
    };
    CHECK(reached({}) == "");
    CHECK(reached({.files = true}) == "");
    CHECK(reached({.clock = true}) == "time ");
    CHECK(reached({.process = true}) == "signal select selectors ");
    CHECK(reached({.files = true, .process = true}) == "os subprocess signal select selectors ");
    CHECK(reached({.network = true}) == "socket select selectors ");
    CHECK(reached({.lock = true}) == "gil ");
}

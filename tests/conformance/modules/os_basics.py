# os and os.path: processes, descriptors, files, the environment, and the errors of all of them.
import os
import os.path
import signal
import sys

print(os.name, os.sep, os.linesep == "\n", os.curdir, os.pardir, os.pathsep, os.devnull, os.extsep, os.altsep)
print(os.path is sys.modules["os.path"], os.error is OSError)
print(os.getpid() > 0, os.getpid() == os.getpid(), os.getppid() > 0, os.getpid() != os.getppid())
print(os.cpu_count() >= 1, len(os.sched_getaffinity(0)) >= 1, os.sched_yield())
print(len(os.urandom(0)), len(os.urandom(16)), os.urandom(16) != os.urandom(16), type(os.urandom(3)).__name__)
print(os.getcwd() == os.path.abspath("."), os.path.isdir(os.getcwd()))


def attempt(function, *arguments):
    try:
        print(function(*arguments))
    except Exception as error:
        print(type(error).__name__, error, getattr(error, "filename", None), getattr(error, "errno", None))


# Pipes.
r, w = os.pipe()
print(r > 2, w > 2, os.get_inheritable(r), os.get_blocking(r), os.isatty(r))
print(os.write(w, b"hello, "), os.write(w, b"world"), os.read(r, 5), os.read(r, 100))
os.set_blocking(r, False)
attempt(os.read, r, 10)
os.set_blocking(r, True)
os.set_inheritable(r, True)
print(os.get_inheritable(r))
copy = os.dup(w)
os.write(copy, b"x")
os.close(copy)
os.close(w)
print(os.read(r, 10), os.read(r, 10))
print(os.close(r))
attempt(os.close, r)
attempt(os.read, r, 1)
attempt(os.write, r, b"x")
attempt(os.write, 1, "text")
attempt(os.read, "x", 1)
attempt(os.read, 0, -1)
attempt(os.urandom, -1)
attempt(os.write, 2 ** 40, b"")
r, w = os.pipe()
os.close(r)
attempt(os.write, w, b"x")
os.close(w)

# Files.
folder = "/tmp/minivm_os_basics_%d" % os.getpid()
os.mkdir(folder)
try:
    os.mkdir(folder)
except FileExistsError as error:
    print("FileExistsError", error.errno, error.filename == folder, str(error) == "[Errno 17] File exists: %r" % folder)
file = os.path.join(folder, "file")
d = os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
print(os.write(d, b"some text"))
os.close(d)
print(os.path.exists(file), os.path.isfile(file), os.path.isdir(file), os.path.islink(file), os.path.getsize(file))
print(os.listdir(folder), os.path.exists(file + "x"), os.path.lexists(file))
os.rename(file, file + "2")
print(os.listdir(folder))
d = os.open(file + "2", os.O_RDONLY)
print(os.read(d, 4), os.read(d, 100), os.read(d, 100))
os.close(d)
try:
    os.rename(file, file + "3")
except FileNotFoundError as error:
    print(error.filename == file, error.filename2 == file + "3", error.args, " -> " in str(error))
os.makedirs(os.path.join(folder, "x", "y"), exist_ok=True)
os.makedirs(os.path.join(folder, "x", "y"), exist_ok=True)
print(sorted(os.listdir(folder)), os.listdir(os.path.join(folder, "x")))
os.rmdir(os.path.join(folder, "x", "y"))
os.rmdir(os.path.join(folder, "x"))
os.remove(file + "2")
os.rmdir(folder)
print(os.path.exists(folder))
for function in (os.remove, os.unlink, os.rmdir, os.listdir, os.chdir, os.path.getsize, os.readlink):
    attempt(function, "/nonexistent/file")
attempt(os.open, "/nonexistent/file", os.O_RDONLY)
attempt(os.mkdir, 5)
attempt(os.mkdir, "a\0b")
attempt(os.listdir, 1.5)

# Names of files.
for name in ("", "/", "//", "a", "a/b", "/a/b.txt", "a/", "/a//b///c.tar.gz", ".bashrc", "a/.b", "..", "a/..b", "a.", "///a"):
    print(repr(name), os.path.split(name), os.path.splitext(name), os.path.basename(name), os.path.dirname(name),
          os.path.normpath(name), os.path.isabs(name))
print(os.path.join("a", "b"), os.path.join("a/", "b"), os.path.join("a", "/b", "c"), os.path.join("", "b"), os.path.join("a", ""))
print(os.path.normpath("a/./b/../../../c"), os.path.normpath("/../a"), os.path.normpath("//a"), os.path.normpath("///a"))
print(os.path.abspath("/a/../b"), os.path.relpath("/a/b/c", "/a/d"), os.path.relpath("/a", "/a"), os.path.commonprefix(["abc", "abd"]))
print(os.path.realpath("/proc/self/../1/..") , os.path.realpath("/a/b/../c"), os.path.expanduser("a~"))
attempt(os.path.join, "a", 5)
attempt(os.path.join, 5, "a")
attempt(os.path.basename, None)
attempt(os.path.exists, None)
attempt(os.path.relpath, "")
attempt(os.fspath, 5)


class Pathlike:
    def __fspath__(self):
        return "/a/b"


print(os.fspath(Pathlike()), os.path.basename(Pathlike()), os.path.join(Pathlike(), "c"))

# The environment.
os.environ["MINIVM_TEST"] = "value"
print(os.environ["MINIVM_TEST"], os.getenv("MINIVM_TEST"), os.environ.get("MINIVM_NONE", 3), "MINIVM_TEST" in os.environ)
print(len(os.environ) == len(list(os.environ)), os.environ.pop("MINIVM_TEST"), os.getenv("MINIVM_TEST"))
attempt(lambda: os.environ["MINIVM_TEST"])
attempt(lambda: os.environ[5])
attempt(os.environ.__setitem__, "A", 5)
attempt(os.environ.pop, "MINIVM_TEST")

# Signals and statuses.
got = []
signal.signal(signal.SIGUSR2, lambda number, frame: got.append(number))
os.kill(os.getpid(), signal.SIGUSR2)
print(got)
os.kill(os.getpid(), 0)
attempt(os.kill, os.getpid(), 1000)
attempt(os.waitpid, -1, 0)
print(os.waitstatus_to_exitcode(0x300), os.waitstatus_to_exitcode(9), os.WIFEXITED(0x300), os.WEXITSTATUS(0x300),
      os.WIFSIGNALED(9), os.WTERMSIG(9))
print(os.strerror(2), os.strerror(11))
sys.stdout.flush()
os._exit(3)

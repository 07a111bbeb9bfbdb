#include "vm/supported.hpp"

#include <algorithm>
#include <array>

namespace minivm {

namespace {

// All sorted.
constexpr std::array<std::string_view, 26> unsupported_builtins{"BaseExceptionGroup",
                                                                "BytesWarning",
                                                                "EncodingWarning",
                                                                "ExceptionGroup",
                                                                "ImportWarning",
                                                                "PendingDeprecationWarning",
                                                                "UnicodeWarning",
                                                                "__build_class__",
                                                                "__import__",
                                                                "__loader__",
                                                                "__spec__",
                                                                "aiter",
                                                                "anext",
                                                                "breakpoint",
                                                                "compile",
                                                                "complex",
                                                                "copyright",
                                                                "credits",
                                                                "eval",
                                                                "exec",
                                                                "globals",
                                                                "help",
                                                                "license",
                                                                "locals",
                                                                "memoryview",
                                                                "open"};

/// The top-level modules of CPython 3.11's library.
constexpr auto standard_modules = std::to_array<std::string_view>({
    "__future__",
    "_thread",
    "abc",
    "aifc",
    "antigravity",
    "argparse",
    "array",
    "ast",
    "asynchat",
    "asyncio",
    "asyncore",
    "atexit",
    "audioop",
    "base64",
    "bdb",
    "binascii",
    "bisect",
    "builtins",
    "bz2",
    "cProfile",
    "calendar",
    "cgi",
    "cgitb",
    "chunk",
    "cmath",
    "cmd",
    "code",
    "codecs",
    "codeop",
    "collections",
    "colorsys",
    "compileall",
    "concurrent",
    "configparser",
    "contextlib",
    "contextvars",
    "copy",
    "copyreg",
    "crypt",
    "csv",
    "ctypes",
    "curses",
    "dataclasses",
    "datetime",
    "dbm",
    "decimal",
    "difflib",
    "dis",
    "distutils",
    "doctest",
    "email",
    "encodings",
    "ensurepip",
    "enum",
    "errno",
    "faulthandler",
    "fcntl",
    "filecmp",
    "fileinput",
    "fnmatch",
    "fractions",
    "ftplib",
    "functools",
    "gc",
    "genericpath",
    "getopt",
    "getpass",
    "gettext",
    "glob",
    "graphlib",
    "grp",
    "gzip",
    "hashlib",
    "heapq",
    "hmac",
    "html",
    "http",
    "idlelib",
    "imaplib",
    "imghdr",
    "imp",
    "importlib",
    "inspect",
    "io",
    "ipaddress",
    "itertools",
    "json",
    "keyword",
    "lib2to3",
    "linecache",
    "locale",
    "logging",
    "lzma",
    "mailbox",
    "mailcap",
    "marshal",
    "math",
    "mimetypes",
    "mmap",
    "modulefinder",
    "msilib",
    "msvcrt",
    "multiprocessing",
    "netrc",
    "nis",
    "nntplib",
    "nt",
    "ntpath",
    "nturl2path",
    "numbers",
    "opcode",
    "operator",
    "optparse",
    "os",
    "ossaudiodev",
    "pathlib",
    "pdb",
    "pickle",
    "pickletools",
    "pipes",
    "pkgutil",
    "platform",
    "plistlib",
    "poplib",
    "posix",
    "posixpath",
    "pprint",
    "profile",
    "pstats",
    "pty",
    "pwd",
    "py_compile",
    "pyclbr",
    "pydoc",
    "pydoc_data",
    "pyexpat",
    "queue",
    "quopri",
    "random",
    "re",
    "readline",
    "reprlib",
    "resource",
    "rlcompleter",
    "runpy",
    "sched",
    "secrets",
    "select",
    "selectors",
    "shelve",
    "shlex",
    "shutil",
    "signal",
    "site",
    "smtpd",
    "smtplib",
    "sndhdr",
    "socket",
    "socketserver",
    "spwd",
    "sqlite3",
    "sre_compile",
    "sre_constants",
    "sre_parse",
    "ssl",
    "stat",
    "statistics",
    "string",
    "stringprep",
    "struct",
    "subprocess",
    "sunau",
    "symtable",
    "sys",
    "sysconfig",
    "syslog",
    "tabnanny",
    "tarfile",
    "telnetlib",
    "tempfile",
    "termios",
    "textwrap",
    "this",
    "threading",
    "time",
    "timeit",
    "tkinter",
    "token",
    "tokenize",
    "tomllib",
    "trace",
    "traceback",
    "tracemalloc",
    "tty",
    "turtle",
    "turtledemo",
    "types",
    "typing",
    "unicodedata",
    "unittest",
    "urllib",
    "uu",
    "uuid",
    "venv",
    "warnings",
    "wave",
    "weakref",
    "webbrowser",
    "winreg",
    "winsound",
    "wsgiref",
    "xdrlib",
    "xml",
    "xmlrpc",
    "zipapp",
    "zipfile",
    "zipimport",
    "zlib",
    "zoneinfo",
});

constexpr auto supported_modules = std::to_array<std::string_view>(
    {"__future__", "_thread", "abc",        "builtins",  "collections", "concurrent", "errno",  "heapq",
     "math",       "os",      "posix",      "posixpath", "queue",       "random",     "select", "selectors",
     "signal",     "socket",  "subprocess", "sys",       "threading",   "time",       "typing"});

struct ModuleNames {
    std::string_view module;
    std::string_view names;  // each followed by a space
};

// All names of CPython's that do not begin with two underscores.
constexpr ModuleNames standard_attributes[] = {
    {"_collections",
     "OrderedDict _count_elements _deque_iterator _deque_reverse_iterator _tuplegetter defaultdict "
     "deque "},
    {"_heapq",
     "_heapify_max _heappop_max _heapreplace_max heapify heappop heappush heappushpop heapreplace "},
    {"_queue", "Empty SimpleQueue "},
    {"_random", "Random "},
    {"abc",
     "ABC ABCMeta _abc_init _abc_instancecheck _abc_register _abc_subclasscheck _get_dump "
     "_reset_caches _reset_registry abstractclassmethod abstractmethod abstractproperty "
     "abstractstaticmethod get_cache_token update_abstractmethods "},
    {"collections",
     "ChainMap Counter OrderedDict UserDict UserList UserString _Link _OrderedDictItemsView "
     "_OrderedDictKeysView _OrderedDictValuesView _chain _collections_abc _count_elements _eq "
     "_iskeyword _itemgetter _proxy _recursive_repr _repeat _starmap _sys _tuplegetter abc "
     "defaultdict deque namedtuple "},
    {"concurrent.futures",
     "ALL_COMPLETED BrokenExecutor CancelledError Executor FIRST_COMPLETED FIRST_EXCEPTION Future "
     "ProcessPoolExecutor ThreadPoolExecutor TimeoutError as_completed process wait "},
    {"concurrent.futures._base",
     "ALL_COMPLETED BrokenExecutor CANCELLED CANCELLED_AND_NOTIFIED CancelledError "
     "DoneAndNotDoneFutures Error Executor FINISHED FIRST_COMPLETED FIRST_EXCEPTION Future "
     "InvalidStateError LOGGER PENDING RUNNING TimeoutError _AS_COMPLETED _AcquireFutures "
     "_AllCompletedWaiter _AsCompletedWaiter _FUTURE_STATES _FirstCompletedWaiter "
     "_STATE_TO_DESCRIPTION_MAP _Waiter _create_and_install_waiters _result_or_cancel "
     "_yield_finished_futures as_completed collections logging threading time types wait "},
    {"concurrent.futures.thread",
     "BrokenThreadPool ThreadPoolExecutor _WorkItem _base _global_shutdown_lock _python_exit "
     "_shutdown _threads_queues _worker itertools os queue threading types weakref "},
    {"errno",
     "E2BIG EACCES EADDRINUSE EADDRNOTAVAIL EADV EAFNOSUPPORT EAGAIN EALREADY EBADE EBADF EBADFD "
     "EBADMSG EBADR EBADRQC EBADSLT EBFONT EBUSY ECANCELED ECHILD ECHRNG ECOMM ECONNABORTED "
     "ECONNREFUSED ECONNRESET EDEADLK EDEADLOCK EDESTADDRREQ EDOM EDOTDOT EDQUOT EEXIST EFAULT EFBIG "
     "EHOSTDOWN EHOSTUNREACH EIDRM EILSEQ EINPROGRESS EINTR EINVAL EIO EISCONN EISDIR EISNAM "
     "EKEYEXPIRED EKEYREJECTED EKEYREVOKED EL2HLT EL2NSYNC EL3HLT EL3RST ELIBACC ELIBBAD ELIBEXEC "
     "ELIBMAX ELIBSCN ELNRNG ELOOP EMEDIUMTYPE EMFILE EMLINK EMSGSIZE EMULTIHOP ENAMETOOLONG ENAVAIL "
     "ENETDOWN ENETRESET ENETUNREACH ENFILE ENOANO ENOBUFS ENOCSI ENODATA ENODEV ENOENT ENOEXEC ENOKEY "
     "ENOLCK ENOLINK ENOMEDIUM ENOMEM ENOMSG ENONET ENOPKG ENOPROTOOPT ENOSPC ENOSR ENOSTR ENOSYS "
     "ENOTBLK ENOTCONN ENOTDIR ENOTEMPTY ENOTNAM ENOTRECOVERABLE ENOTSOCK ENOTSUP ENOTTY ENOTUNIQ ENXIO "
     "EOPNOTSUPP EOVERFLOW EOWNERDEAD EPERM EPFNOSUPPORT EPIPE EPROTO EPROTONOSUPPORT EPROTOTYPE ERANGE "
     "EREMCHG EREMOTE EREMOTEIO ERESTART ERFKILL EROFS ESHUTDOWN ESOCKTNOSUPPORT ESPIPE ESRCH ESRMNT "
     "ESTALE ESTRPIPE ETIME ETIMEDOUT ETOOMANYREFS ETXTBSY EUCLEAN EUNATCH EUSERS EWOULDBLOCK EXDEV "
     "EXFULL errorcode "},
    {"heapq",
     "_heapify_max _heappop_max _heapreplace_max _siftdown _siftdown_max _siftup _siftup_max heapify "
     "heappop heappush heappushpop heapreplace merge nlargest nsmallest "},
    {"math",
     "acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh degrees dist e erf erfc "
     "exp exp2 expm1 fabs factorial floor fmod frexp fsum gamma gcd hypot inf isclose isfinite isinf "
     "isnan isqrt lcm ldexp lgamma log log10 log1p log2 modf nan nextafter perm pi pow prod radians "
     "remainder sin sinh sqrt tan tanh tau trunc ulp "},
    {"os",
     "CLD_CONTINUED CLD_DUMPED CLD_EXITED CLD_KILLED CLD_STOPPED CLD_TRAPPED DirEntry EFD_CLOEXEC "
     "EFD_NONBLOCK EFD_SEMAPHORE EX_CANTCREAT EX_CONFIG EX_DATAERR EX_IOERR EX_NOHOST EX_NOINPUT "
     "EX_NOPERM EX_NOUSER EX_OK EX_OSERR EX_OSFILE EX_PROTOCOL EX_SOFTWARE EX_TEMPFAIL EX_UNAVAILABLE "
     "EX_USAGE F_LOCK F_OK F_TEST F_TLOCK F_ULOCK GRND_NONBLOCK GRND_RANDOM GenericAlias "
     "MFD_ALLOW_SEALING MFD_CLOEXEC MFD_HUGETLB MFD_HUGE_16GB MFD_HUGE_16MB MFD_HUGE_1GB MFD_HUGE_1MB "
     "MFD_HUGE_256MB MFD_HUGE_2GB MFD_HUGE_2MB MFD_HUGE_32MB MFD_HUGE_512KB MFD_HUGE_512MB "
     "MFD_HUGE_64KB MFD_HUGE_8MB MFD_HUGE_MASK MFD_HUGE_SHIFT Mapping MutableMapping NGROUPS_MAX "
     "O_ACCMODE O_APPEND O_ASYNC O_CLOEXEC O_CREAT O_DIRECT O_DIRECTORY O_DSYNC O_EXCL O_FSYNC "
     "O_LARGEFILE O_NDELAY O_NOATIME O_NOCTTY O_NOFOLLOW O_NONBLOCK O_PATH O_RDONLY O_RDWR O_RSYNC "
     "O_SYNC O_TMPFILE O_TRUNC O_WRONLY POSIX_FADV_DONTNEED POSIX_FADV_NOREUSE POSIX_FADV_NORMAL "
     "POSIX_FADV_RANDOM POSIX_FADV_SEQUENTIAL POSIX_FADV_WILLNEED POSIX_SPAWN_CLOSE POSIX_SPAWN_DUP2 "
     "POSIX_SPAWN_OPEN PRIO_PGRP PRIO_PROCESS PRIO_USER P_ALL P_NOWAIT P_NOWAITO P_PGID P_PID P_PIDFD "
     "P_WAIT PathLike RTLD_DEEPBIND RTLD_GLOBAL RTLD_LAZY RTLD_LOCAL RTLD_NODELETE RTLD_NOLOAD RTLD_NOW "
     "RWF_APPEND RWF_DSYNC RWF_HIPRI RWF_NOWAIT RWF_SYNC R_OK SCHED_BATCH SCHED_FIFO SCHED_IDLE "
     "SCHED_OTHER SCHED_RESET_ON_FORK SCHED_RR SEEK_CUR SEEK_DATA SEEK_END SEEK_HOLE SEEK_SET "
     "SPLICE_F_MORE SPLICE_F_MOVE SPLICE_F_NONBLOCK ST_APPEND ST_MANDLOCK ST_NOATIME ST_NODEV "
     "ST_NODIRATIME ST_NOEXEC ST_NOSUID ST_RDONLY ST_RELATIME ST_SYNCHRONOUS ST_WRITE TMP_MAX "
     "WCONTINUED WCOREDUMP WEXITED WEXITSTATUS WIFCONTINUED WIFEXITED WIFSIGNALED WIFSTOPPED WNOHANG "
     "WNOWAIT WSTOPPED WSTOPSIG WTERMSIG WUNTRACED W_OK XATTR_CREATE XATTR_REPLACE XATTR_SIZE_MAX X_OK "
     "_Environ _check_methods _execvpe _exists _exit _fspath _fwalk _get_exports_list _spawnvef _walk "
     "_wrap_close abc abort access altsep chdir chmod chown chroot close closerange confstr "
     "confstr_names copy_file_range cpu_count ctermid curdir defpath device_encoding devnull dup dup2 "
     "environ environb error eventfd eventfd_read eventfd_write execl execle execlp execlpe execv "
     "execve execvp execvpe extsep fchdir fchmod fchown fdatasync fdopen fork forkpty fpathconf "
     "fsdecode fsencode fspath fstat fstatvfs fsync ftruncate fwalk get_blocking get_exec_path "
     "get_inheritable get_terminal_size getcwd getcwdb getegid getenv getenvb geteuid getgid "
     "getgrouplist getgroups getloadavg getlogin getpgid getpgrp getpid getppid getpriority getrandom "
     "getresgid getresuid getsid getuid getxattr initgroups isatty kill killpg lchown linesep link "
     "listdir listxattr lockf login_tty lseek lstat major makedev makedirs memfd_create minor mkdir "
     "mkfifo mknod name nice open openpty pardir path pathconf pathconf_names pathsep pidfd_open pipe "
     "pipe2 popen posix_fadvise posix_fallocate posix_spawn posix_spawnp pread preadv putenv pwrite "
     "pwritev read readlink readv register_at_fork remove removedirs removexattr rename renames replace "
     "rmdir scandir sched_get_priority_max sched_get_priority_min sched_getaffinity sched_getparam "
     "sched_getscheduler sched_param sched_rr_get_interval sched_setaffinity sched_setparam "
     "sched_setscheduler sched_yield sendfile sep set_blocking set_inheritable setegid seteuid setgid "
     "setgroups setpgid setpgrp setpriority setregid setresgid setresuid setreuid setsid setuid "
     "setxattr spawnl spawnle spawnlp spawnlpe spawnv spawnve spawnvp spawnvpe splice st stat "
     "stat_result statvfs statvfs_result strerror supports_bytes_environ supports_dir_fd "
     "supports_effective_ids supports_fd supports_follow_symlinks symlink sync sys sysconf "
     "sysconf_names system tcgetpgrp tcsetpgrp terminal_size times times_result truncate ttyname umask "
     "uname uname_result unlink unsetenv urandom utime wait wait3 wait4 waitid waitid_result waitpid "
     "waitstatus_to_exitcode walk write writev "},
    {"posix",
     "CLD_CONTINUED CLD_DUMPED CLD_EXITED CLD_KILLED CLD_STOPPED CLD_TRAPPED DirEntry EFD_CLOEXEC "
     "EFD_NONBLOCK EFD_SEMAPHORE EX_CANTCREAT EX_CONFIG EX_DATAERR EX_IOERR EX_NOHOST EX_NOINPUT "
     "EX_NOPERM EX_NOUSER EX_OK EX_OSERR EX_OSFILE EX_PROTOCOL EX_SOFTWARE EX_TEMPFAIL EX_UNAVAILABLE "
     "EX_USAGE F_LOCK F_OK F_TEST F_TLOCK F_ULOCK GRND_NONBLOCK GRND_RANDOM MFD_ALLOW_SEALING "
     "MFD_CLOEXEC MFD_HUGETLB MFD_HUGE_16GB MFD_HUGE_16MB MFD_HUGE_1GB MFD_HUGE_1MB MFD_HUGE_256MB "
     "MFD_HUGE_2GB MFD_HUGE_2MB MFD_HUGE_32MB MFD_HUGE_512KB MFD_HUGE_512MB MFD_HUGE_64KB MFD_HUGE_8MB "
     "MFD_HUGE_MASK MFD_HUGE_SHIFT NGROUPS_MAX O_ACCMODE O_APPEND O_ASYNC O_CLOEXEC O_CREAT O_DIRECT "
     "O_DIRECTORY O_DSYNC O_EXCL O_FSYNC O_LARGEFILE O_NDELAY O_NOATIME O_NOCTTY O_NOFOLLOW O_NONBLOCK "
     "O_PATH O_RDONLY O_RDWR O_RSYNC O_SYNC O_TMPFILE O_TRUNC O_WRONLY POSIX_FADV_DONTNEED "
     "POSIX_FADV_NOREUSE POSIX_FADV_NORMAL POSIX_FADV_RANDOM POSIX_FADV_SEQUENTIAL POSIX_FADV_WILLNEED "
     "POSIX_SPAWN_CLOSE POSIX_SPAWN_DUP2 POSIX_SPAWN_OPEN PRIO_PGRP PRIO_PROCESS PRIO_USER P_ALL P_PGID "
     "P_PID P_PIDFD RTLD_DEEPBIND RTLD_GLOBAL RTLD_LAZY RTLD_LOCAL RTLD_NODELETE RTLD_NOLOAD RTLD_NOW "
     "RWF_APPEND RWF_DSYNC RWF_HIPRI RWF_NOWAIT RWF_SYNC R_OK SCHED_BATCH SCHED_FIFO SCHED_IDLE "
     "SCHED_OTHER SCHED_RESET_ON_FORK SCHED_RR SEEK_DATA SEEK_HOLE SPLICE_F_MORE SPLICE_F_MOVE "
     "SPLICE_F_NONBLOCK ST_APPEND ST_MANDLOCK ST_NOATIME ST_NODEV ST_NODIRATIME ST_NOEXEC ST_NOSUID "
     "ST_RDONLY ST_RELATIME ST_SYNCHRONOUS ST_WRITE TMP_MAX WCONTINUED WCOREDUMP WEXITED WEXITSTATUS "
     "WIFCONTINUED WIFEXITED WIFSIGNALED WIFSTOPPED WNOHANG WNOWAIT WSTOPPED WSTOPSIG WTERMSIG "
     "WUNTRACED W_OK XATTR_CREATE XATTR_REPLACE XATTR_SIZE_MAX X_OK _exit _have_functions "
     "_path_normpath abort access chdir chmod chown chroot close closerange confstr confstr_names "
     "copy_file_range cpu_count ctermid device_encoding dup dup2 environ error eventfd eventfd_read "
     "eventfd_write execv execve fchdir fchmod fchown fdatasync fork forkpty fpathconf fspath fstat "
     "fstatvfs fsync ftruncate get_blocking get_inheritable get_terminal_size getcwd getcwdb getegid "
     "geteuid getgid getgrouplist getgroups getloadavg getlogin getpgid getpgrp getpid getppid "
     "getpriority getrandom getresgid getresuid getsid getuid getxattr initgroups isatty kill killpg "
     "lchown link listdir listxattr lockf login_tty lseek lstat major makedev memfd_create minor mkdir "
     "mkfifo mknod nice open openpty pathconf pathconf_names pidfd_open pipe pipe2 posix_fadvise "
     "posix_fallocate posix_spawn posix_spawnp pread preadv putenv pwrite pwritev read readlink readv "
     "register_at_fork remove removexattr rename replace rmdir scandir sched_get_priority_max "
     "sched_get_priority_min sched_getaffinity sched_getparam sched_getscheduler sched_param "
     "sched_rr_get_interval sched_setaffinity sched_setparam sched_setscheduler sched_yield sendfile "
     "set_blocking set_inheritable setegid seteuid setgid setgroups setpgid setpgrp setpriority "
     "setregid setresgid setresuid setreuid setsid setuid setxattr splice stat stat_result statvfs "
     "statvfs_result strerror symlink sync sysconf sysconf_names system tcgetpgrp tcsetpgrp "
     "terminal_size times times_result truncate ttyname umask uname uname_result unlink unsetenv "
     "urandom utime wait wait3 wait4 waitid waitid_result waitpid waitstatus_to_exitcode write writev "},
    {"posixpath",
     "_get_sep _joinrealpath _path_normpath _varprog _varprogb abspath altsep basename commonpath "
     "commonprefix curdir defpath devnull dirname exists expanduser expandvars extsep genericpath "
     "getatime getctime getmtime getsize isabs isdir isfile islink ismount join lexists normcase "
     "normpath os pardir pathsep realpath relpath samefile sameopenfile samestat sep split splitdrive "
     "splitext stat supports_unicode_filenames sys "},
    {"queue",
     "Empty Full LifoQueue PriorityQueue Queue SimpleQueue _PySimpleQueue deque heappop heappush "
     "threading time types "},
    {"random",
     "BPF LOG4 NV_MAGICCONST RECIP_BPF Random SG_MAGICCONST SystemRandom TWOPI _ONE _Sequence _Set "
     "_accumulate _acos _bisect _ceil _cos _e _exp _floor _index _inst _isfinite _log _os _pi _random "
     "_repeat _sha512 _sin _sqrt _test _test_generator _urandom _warn betavariate choice choices "
     "expovariate gammavariate gauss getrandbits getstate lognormvariate normalvariate paretovariate "
     "randbytes randint random randrange sample seed setstate shuffle triangular uniform "
     "vonmisesvariate weibullvariate "},
    {"select",
     "EPOLLERR EPOLLET EPOLLEXCLUSIVE EPOLLHUP EPOLLIN EPOLLMSG EPOLLONESHOT EPOLLOUT EPOLLPRI "
     "EPOLLRDBAND EPOLLRDHUP EPOLLRDNORM EPOLLWRBAND EPOLLWRNORM EPOLL_CLOEXEC PIPE_BUF POLLERR POLLHUP "
     "POLLIN POLLMSG POLLNVAL POLLOUT POLLPRI POLLRDBAND POLLRDHUP POLLRDNORM POLLWRBAND POLLWRNORM "
     "epoll error poll select "},
    {"selectors",
     "ABCMeta BaseSelector DefaultSelector EVENT_READ EVENT_WRITE EpollSelector Mapping PollSelector "
     "SelectSelector SelectorKey _BaseSelectorImpl _PollLikeSelector _SelectorMapping _can_use "
     "_fileobj_to_fd abstractmethod math namedtuple select sys "},
    {"signal",
     "Handlers ITIMER_PROF ITIMER_REAL ITIMER_VIRTUAL ItimerError NSIG SIGABRT SIGALRM SIGBUS SIGCHLD "
     "SIGCLD SIGCONT SIGFPE SIGHUP SIGILL SIGINT SIGIO SIGIOT SIGKILL SIGPIPE SIGPOLL SIGPROF SIGPWR "
     "SIGQUIT SIGRTMAX SIGRTMIN SIGSEGV SIGSTKFLT SIGSTOP SIGSYS SIGTERM SIGTRAP SIGTSTP SIGTTIN "
     "SIGTTOU SIGURG SIGUSR1 SIGUSR2 SIGVTALRM SIGWINCH SIGXCPU SIGXFSZ SIG_BLOCK SIG_DFL SIG_IGN "
     "SIG_SETMASK SIG_UNBLOCK Sigmasks Signals _IntEnum _enum_to_int _int_to_enum _signal alarm "
     "default_int_handler getitimer getsignal pause pidfd_send_signal pthread_kill pthread_sigmask "
     "raise_signal set_wakeup_fd setitimer siginterrupt signal sigpending sigtimedwait sigwait "
     "sigwaitinfo strsignal struct_siginfo valid_signals "},
    {"socket",
     "AF_ALG AF_APPLETALK AF_ASH AF_ATMPVC AF_ATMSVC AF_AX25 AF_BRIDGE AF_CAN AF_DECnet AF_ECONET "
     "AF_INET AF_INET6 AF_IPX AF_IRDA AF_KEY AF_LLC AF_NETBEUI AF_NETLINK AF_NETROM AF_PACKET AF_PPPOX "
     "AF_QIPCRTR AF_RDS AF_ROSE AF_ROUTE AF_SECURITY AF_SNA AF_TIPC AF_UNIX AF_UNSPEC AF_VSOCK "
     "AF_WANPIPE AF_X25 AI_ADDRCONFIG AI_ALL AI_CANONNAME AI_NUMERICHOST AI_NUMERICSERV AI_PASSIVE "
     "AI_V4MAPPED ALG_OP_DECRYPT ALG_OP_ENCRYPT ALG_OP_SIGN ALG_OP_VERIFY ALG_SET_AEAD_ASSOCLEN "
     "ALG_SET_AEAD_AUTHSIZE ALG_SET_IV ALG_SET_KEY ALG_SET_OP ALG_SET_PUBKEY AddressFamily AddressInfo "
     "CAN_BCM CAN_BCM_CAN_FD_FRAME CAN_BCM_RX_ANNOUNCE_RESUME CAN_BCM_RX_CHANGED CAN_BCM_RX_CHECK_DLC "
     "CAN_BCM_RX_DELETE CAN_BCM_RX_FILTER_ID CAN_BCM_RX_NO_AUTOTIMER CAN_BCM_RX_READ "
     "CAN_BCM_RX_RTR_FRAME CAN_BCM_RX_SETUP CAN_BCM_RX_STATUS CAN_BCM_RX_TIMEOUT CAN_BCM_SETTIMER "
     "CAN_BCM_STARTTIMER CAN_BCM_TX_ANNOUNCE CAN_BCM_TX_COUNTEVT CAN_BCM_TX_CP_CAN_ID CAN_BCM_TX_DELETE "
     "CAN_BCM_TX_EXPIRED CAN_BCM_TX_READ CAN_BCM_TX_RESET_MULTI_IDX CAN_BCM_TX_SEND CAN_BCM_TX_SETUP "
     "CAN_BCM_TX_STATUS CAN_EFF_FLAG CAN_EFF_MASK CAN_ERR_FLAG CAN_ERR_MASK CAN_ISOTP CAN_J1939 CAN_RAW "
     "CAN_RAW_FD_FRAMES CAN_RAW_FILTER CAN_RAW_JOIN_FILTERS CAN_RAW_LOOPBACK CAN_RAW_RECV_OWN_MSGS "
     "CAN_RTR_FLAG CAN_SFF_MASK CAPI CMSG_LEN CMSG_SPACE EAGAIN EAI_ADDRFAMILY EAI_AGAIN EAI_BADFLAGS "
     "EAI_FAIL EAI_FAMILY EAI_MEMORY EAI_NODATA EAI_NONAME EAI_OVERFLOW EAI_SERVICE EAI_SOCKTYPE "
     "EAI_SYSTEM EBADF EWOULDBLOCK INADDR_ALLHOSTS_GROUP INADDR_ANY INADDR_BROADCAST INADDR_LOOPBACK "
     "INADDR_MAX_LOCAL_GROUP INADDR_NONE INADDR_UNSPEC_GROUP IOCTL_VM_SOCKETS_GET_LOCAL_CID "
     "IPPORT_RESERVED IPPORT_USERRESERVED IPPROTO_AH IPPROTO_DSTOPTS IPPROTO_EGP IPPROTO_ESP "
     "IPPROTO_FRAGMENT IPPROTO_GRE IPPROTO_HOPOPTS IPPROTO_ICMP IPPROTO_ICMPV6 IPPROTO_IDP IPPROTO_IGMP "
     "IPPROTO_IP IPPROTO_IPIP IPPROTO_IPV6 IPPROTO_MPTCP IPPROTO_NONE IPPROTO_PIM IPPROTO_PUP "
     "IPPROTO_RAW IPPROTO_ROUTING IPPROTO_RSVP IPPROTO_SCTP IPPROTO_TCP IPPROTO_TP IPPROTO_UDP "
     "IPPROTO_UDPLITE IPV6_CHECKSUM IPV6_DONTFRAG IPV6_DSTOPTS IPV6_HOPLIMIT IPV6_HOPOPTS "
     "IPV6_JOIN_GROUP IPV6_LEAVE_GROUP IPV6_MULTICAST_HOPS IPV6_MULTICAST_IF IPV6_MULTICAST_LOOP "
     "IPV6_NEXTHOP IPV6_PATHMTU IPV6_PKTINFO IPV6_RECVDSTOPTS IPV6_RECVHOPLIMIT IPV6_RECVHOPOPTS "
     "IPV6_RECVPATHMTU IPV6_RECVPKTINFO IPV6_RECVRTHDR IPV6_RECVTCLASS IPV6_RTHDR IPV6_RTHDRDSTOPTS "
     "IPV6_RTHDR_TYPE_0 IPV6_TCLASS IPV6_UNICAST_HOPS IPV6_V6ONLY IP_ADD_MEMBERSHIP "
     "IP_BIND_ADDRESS_NO_PORT IP_DEFAULT_MULTICAST_LOOP IP_DEFAULT_MULTICAST_TTL IP_DROP_MEMBERSHIP "
     "IP_HDRINCL IP_MAX_MEMBERSHIPS IP_MULTICAST_IF IP_MULTICAST_LOOP IP_MULTICAST_TTL IP_OPTIONS "
     "IP_RECVOPTS IP_RECVRETOPTS IP_RECVTOS IP_RETOPTS IP_TOS IP_TRANSPARENT IP_TTL IntEnum IntFlag "
     "J1939_EE_INFO_NONE J1939_EE_INFO_TX_ABORT J1939_FILTER_MAX J1939_IDLE_ADDR J1939_MAX_UNICAST_ADDR "
     "J1939_NLA_BYTES_ACKED J1939_NLA_PAD J1939_NO_ADDR J1939_NO_NAME J1939_NO_PGN "
     "J1939_PGN_ADDRESS_CLAIMED J1939_PGN_ADDRESS_COMMANDED J1939_PGN_MAX J1939_PGN_PDU1_MAX "
     "J1939_PGN_REQUEST MSG_CMSG_CLOEXEC MSG_CONFIRM MSG_CTRUNC MSG_DONTROUTE MSG_DONTWAIT MSG_EOR "
     "MSG_ERRQUEUE MSG_FASTOPEN MSG_MORE MSG_NOSIGNAL MSG_OOB MSG_PEEK MSG_TRUNC MSG_WAITALL MsgFlag "
     "NETLINK_CRYPTO NETLINK_DNRTMSG NETLINK_FIREWALL NETLINK_IP6_FW NETLINK_NFLOG NETLINK_ROUTE "
     "NETLINK_USERSOCK NETLINK_XFRM NI_DGRAM NI_MAXHOST NI_MAXSERV NI_NAMEREQD NI_NOFQDN NI_NUMERICHOST "
     "NI_NUMERICSERV PACKET_BROADCAST PACKET_FASTROUTE PACKET_HOST PACKET_LOOPBACK PACKET_MULTICAST "
     "PACKET_OTHERHOST PACKET_OUTGOING PF_CAN PF_PACKET PF_RDS SCM_CREDENTIALS SCM_J1939_DEST_ADDR "
     "SCM_J1939_DEST_NAME SCM_J1939_ERRQUEUE SCM_J1939_PRIO SCM_RIGHTS SHUT_RD SHUT_RDWR SHUT_WR "
     "SOCK_CLOEXEC SOCK_DGRAM SOCK_NONBLOCK SOCK_RAW SOCK_RDM SOCK_SEQPACKET SOCK_STREAM SOL_ALG "
     "SOL_CAN_BASE SOL_CAN_RAW SOL_IP SOL_RDS SOL_SOCKET SOL_TCP SOL_TIPC SOL_UDP SOMAXCONN "
     "SO_ACCEPTCONN SO_BINDTODEVICE SO_BROADCAST SO_DEBUG SO_DOMAIN SO_DONTROUTE SO_ERROR "
     "SO_INCOMING_CPU SO_J1939_ERRQUEUE SO_J1939_FILTER SO_J1939_PROMISC SO_J1939_SEND_PRIO "
     "SO_KEEPALIVE SO_LINGER SO_MARK SO_OOBINLINE SO_PASSCRED SO_PASSSEC SO_PEERCRED SO_PEERSEC "
     "SO_PRIORITY SO_PROTOCOL SO_RCVBUF SO_RCVLOWAT SO_RCVTIMEO SO_REUSEADDR SO_REUSEPORT SO_SNDBUF "
     "SO_SNDLOWAT SO_SNDTIMEO SO_TYPE SO_VM_SOCKETS_BUFFER_MAX_SIZE SO_VM_SOCKETS_BUFFER_MIN_SIZE "
     "SO_VM_SOCKETS_BUFFER_SIZE SocketIO SocketKind SocketType TCP_CONGESTION TCP_CORK TCP_DEFER_ACCEPT "
     "TCP_FASTOPEN TCP_INFO TCP_KEEPCNT TCP_KEEPIDLE TCP_KEEPINTVL TCP_LINGER2 TCP_MAXSEG TCP_NODELAY "
     "TCP_NOTSENT_LOWAT TCP_QUICKACK TCP_SYNCNT TCP_USER_TIMEOUT TCP_WINDOW_CLAMP TIPC_ADDR_ID "
     "TIPC_ADDR_NAME TIPC_ADDR_NAMESEQ TIPC_CFG_SRV TIPC_CLUSTER_SCOPE TIPC_CONN_TIMEOUT "
     "TIPC_CRITICAL_IMPORTANCE TIPC_DEST_DROPPABLE TIPC_HIGH_IMPORTANCE TIPC_IMPORTANCE "
     "TIPC_LOW_IMPORTANCE TIPC_MEDIUM_IMPORTANCE TIPC_NODE_SCOPE TIPC_PUBLISHED TIPC_SRC_DROPPABLE "
     "TIPC_SUBSCR_TIMEOUT TIPC_SUB_CANCEL TIPC_SUB_PORTS TIPC_SUB_SERVICE TIPC_TOP_SRV "
     "TIPC_WAIT_FOREVER TIPC_WITHDRAWN TIPC_ZONE_SCOPE UDPLITE_RECV_CSCOV UDPLITE_SEND_CSCOV "
     "VMADDR_CID_ANY VMADDR_CID_HOST VMADDR_PORT_ANY VM_SOCKETS_INVALID_VERSION _GLOBAL_DEFAULT_TIMEOUT "
     "_GiveupOnSendfile _LOCALHOST _LOCALHOST_V6 _blocking_errnos _intenum_converter _socket array "
     "close create_connection create_server dup errno error fromfd gaierror getaddrinfo "
     "getdefaulttimeout getfqdn gethostbyaddr gethostbyname gethostbyname_ex gethostname getnameinfo "
     "getprotobyname getservbyname getservbyport has_dualstack_ipv6 has_ipv6 herror htonl htons "
     "if_indextoname if_nameindex if_nametoindex inet_aton inet_ntoa inet_ntop inet_pton io ntohl ntohs "
     "os recv_fds selectors send_fds setdefaulttimeout sethostname socket socketpair sys timeout "},
    {"subprocess",
     "CalledProcessError CompletedProcess DEVNULL PIPE Popen STDOUT SubprocessError TimeoutExpired "
     "_PIPE_BUF _PopenSelector _USE_POSIX_SPAWN _USE_VFORK _WIFSTOPPED _WNOHANG _WSTOPSIG _active "
     "_args_from_interpreter_flags _can_fork_exec _cleanup _fork_exec _mswindows "
     "_optim_args_from_interpreter_flags _text_encoding _time _use_posix_spawn _waitpid "
     "_waitstatus_to_exitcode builtins call check_call check_output contextlib errno fcntl getoutput "
     "getstatusoutput io list2cmdline locale os run select selectors signal sys threading time types "
     "warnings "},
    {"sys",
     "_base_executable _clear_type_cache _current_exceptions _current_frames _debugmallocstats "
     "_framework _getframe _getquickenedcount _git _home _stdlib_dir _xoptions abiflags addaudithook "
     "api_version argv audit base_exec_prefix base_prefix breakpointhook builtin_module_names "
     "byteorder call_tracing copyright displayhook dont_write_bytecode exc_info excepthook exception "
     "exec_prefix executable exit flags float_info float_repr_style get_asyncgen_hooks "
     "get_coroutine_origin_tracking_depth get_int_max_str_digits getallocatedblocks getdefaultencoding "
     "getdlopenflags getfilesystemencodeerrors getfilesystemencoding getprofile getrecursionlimit "
     "getrefcount getsizeof getswitchinterval gettrace hash_info hexversion implementation int_info "
     "intern is_finalizing maxsize maxunicode meta_path modules orig_argv path path_hooks "
     "path_importer_cache platform platlibdir prefix pycache_prefix set_asyncgen_hooks "
     "set_coroutine_origin_tracking_depth set_int_max_str_digits setdlopenflags setprofile "
     "setrecursionlimit setswitchinterval settrace stderr stdin stdlib_module_names stdout thread_info "
     "unraisablehook version version_info warnoptions "},
    {"threading",
     "Barrier BoundedSemaphore BrokenBarrierError Condition Event ExceptHookArgs Lock RLock Semaphore "
     "TIMEOUT_MAX Thread ThreadError Timer WeakSet _CRLock _DummyThread _HAVE_THREAD_NATIVE_ID "
     "_MainThread _PyRLock _RLock _SHUTTING_DOWN _active _active_limbo_lock _after_fork _allocate_lock "
     "_count _counter _dangling _deque _enumerate _islice _limbo _main_thread _maintain_shutdown_locks "
     "_make_invoke_excepthook _newname _os _profile_hook _register_atexit _set_sentinel _shutdown "
     "_shutdown_locks _shutdown_locks_lock _start_new_thread _sys _threading_atexits _time _trace_hook "
     "activeCount active_count currentThread current_thread enumerate excepthook functools get_ident "
     "get_native_id getprofile gettrace local main_thread setprofile settrace stack_size "},
    {"time",
     "CLOCK_BOOTTIME CLOCK_MONOTONIC CLOCK_MONOTONIC_RAW CLOCK_PROCESS_CPUTIME_ID CLOCK_REALTIME "
     "CLOCK_TAI CLOCK_THREAD_CPUTIME_ID _STRUCT_TM_ITEMS altzone asctime clock_getres clock_gettime "
     "clock_gettime_ns clock_settime clock_settime_ns ctime daylight get_clock_info gmtime localtime "
     "mktime monotonic monotonic_ns perf_counter perf_counter_ns process_time process_time_ns "
     "pthread_getcpuclockid sleep strftime strptime struct_time thread_time thread_time_ns time "
     "time_ns timezone tzname tzset "},
    {"typing",
     "ABCMeta AbstractSet Annotated Any AnyStr AsyncContextManager AsyncGenerator AsyncIterable "
     "AsyncIterator Awaitable BinaryIO ByteString CT_co Callable ChainMap ClassVar Collection "
     "Concatenate Container ContextManager Coroutine Counter DefaultDict Deque Dict "
     "EXCLUDED_ATTRIBUTES Final ForwardRef FrozenSet Generator Generic GenericAlias Hashable IO "
     "ItemsView Iterable Iterator KT KeysView List Literal LiteralString Mapping MappingView Match "
     "MethodDescriptorType MethodWrapperType MutableMapping MutableSequence MutableSet NamedTuple "
     "NamedTupleMeta Never NewType NoReturn NotRequired Optional OrderedDict ParamSpec ParamSpecArgs "
     "ParamSpecKwargs Pattern Protocol Required Reversible Self Sequence Set Sized SupportsAbs "
     "SupportsBytes SupportsComplex SupportsFloat SupportsIndex SupportsInt SupportsRound T "
     "TYPE_CHECKING T_co T_contra Text TextIO Tuple Type TypeAlias TypeGuard TypeVar TypeVarTuple "
     "TypedDict Union Unpack VT VT_co V_co ValuesView WrapperDescriptorType "
     "_ASSERT_NEVER_REPR_MAX_LENGTH _AnnotatedAlias _AnyMeta _BaseGenericAlias _BoundVarianceMixin "
     "_CallableGenericAlias _CallableType _ConcatenateGenericAlias _DeprecatedType _Final "
     "_GenericAlias _Immutable _LiteralGenericAlias _LiteralSpecialForm _NamedTuple _NotIterable "
     "_PROTO_ALLOWLIST _PickleUsingNameMixin _ProtocolMeta _SPECIAL_NAMES _SpecialForm "
     "_SpecialGenericAlias _TYPING_INTERNALS _TupleType _TypedDict _TypedDictMeta _TypingEllipsis "
     "_UnionGenericAlias _UnpackGenericAlias _alias _allow_reckless_class_checks _allowed_types "
     "_caller _check_generic _cleanups _collect_parameters _deduplicate _eval_type "
     "_flatten_literal_params _get_protocol_attrs _idfunc _is_callable_members_only _is_dunder "
     "_is_param_expr _is_typevar_like _is_unpacked_typevartuple _make_nmtuple _namedtuple_mro_entries "
     "_no_init_or_replace_init _overload_dummy _overload_registry _prohibited _remove_dups_flatten "
     "_should_unflatten_callable_args _special _strip_annotations _tp_cache _type_check _type_convert "
     "_type_repr _unpack_args _value_and_type_iter abstractmethod assert_never assert_type cast "
     "clear_overloads collections contextlib dataclass_transform defaultdict final functools get_args "
     "get_origin get_overloads get_type_hints io is_typeddict no_type_check no_type_check_decorator "
     "operator overload re reveal_type runtime_checkable stdlib_re sys types warnings "}};

static_assert(std::is_sorted(unsupported_builtins.begin(), unsupported_builtins.end()));
static_assert(std::is_sorted(standard_modules.begin(), standard_modules.end()));
static_assert(std::is_sorted(supported_modules.begin(), supported_modules.end()));

}  // namespace

bool unsupported_builtin(std::string_view name) {
    return std::binary_search(unsupported_builtins.begin(), unsupported_builtins.end(), name);
}

bool standard_module(std::string_view name) {
    return std::binary_search(standard_modules.begin(), standard_modules.end(), name);
}

bool unsupported_module(std::string_view name) {
    return standard_module(name) &&
           !std::binary_search(supported_modules.begin(), supported_modules.end(), name);
}

bool standard_attribute(std::string_view module, std::string_view name) {
    for (ModuleNames const& known : standard_attributes) {
        if (known.module != module) continue;
        for (std::size_t at = 0; at < known.names.size();) {
            std::size_t const end = known.names.find(' ', at);
            if (known.names.substr(at, end - at) == name) return true;
            at = end + 1;
        }
    }
    return false;
}

}  // namespace minivm

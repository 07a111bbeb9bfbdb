#include "vm/supported.hpp"

#include <algorithm>
#include <array>

namespace minivm {

namespace {

// Both sorted.
constexpr std::array<std::string_view, 28> unsupported_builtins{"BaseExceptionGroup",
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
                                                                "bytearray",
                                                                "bytes",
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

constexpr std::array<std::string_view, 210> unsupported_modules{"aifc",         "antigravity",
                                                                "argparse",     "array",
                                                                "ast",          "asynchat",
                                                                "asyncio",      "asyncore",
                                                                "atexit",       "audioop",
                                                                "base64",       "bdb",
                                                                "binascii",     "bisect",
                                                                "bz2",          "cProfile",
                                                                "calendar",     "cgi",
                                                                "cgitb",        "chunk",
                                                                "cmath",        "cmd",
                                                                "code",         "codecs",
                                                                "codeop",       "collections",
                                                                "colorsys",     "compileall",
                                                                "concurrent",   "configparser",
                                                                "contextlib",   "contextvars",
                                                                "copy",         "copyreg",
                                                                "crypt",        "csv",
                                                                "ctypes",       "curses",
                                                                "dataclasses",  "datetime",
                                                                "dbm",          "decimal",
                                                                "difflib",      "dis",
                                                                "distutils",    "doctest",
                                                                "email",        "encodings",
                                                                "ensurepip",    "enum",
                                                                "errno",        "faulthandler",
                                                                "fcntl",        "filecmp",
                                                                "fileinput",    "fnmatch",
                                                                "fractions",    "ftplib",
                                                                "functools",    "gc",
                                                                "genericpath",  "getopt",
                                                                "getpass",      "gettext",
                                                                "glob",         "graphlib",
                                                                "grp",          "gzip",
                                                                "hashlib",      "heapq",
                                                                "hmac",         "html",
                                                                "http",         "idlelib",
                                                                "imaplib",      "imghdr",
                                                                "imp",          "importlib",
                                                                "inspect",      "io",
                                                                "ipaddress",    "itertools",
                                                                "json",         "keyword",
                                                                "lib2to3",      "linecache",
                                                                "locale",       "logging",
                                                                "lzma",         "mailbox",
                                                                "mailcap",      "marshal",
                                                                "mimetypes",    "mmap",
                                                                "modulefinder", "msilib",
                                                                "msvcrt",       "multiprocessing",
                                                                "netrc",        "nis",
                                                                "nntplib",      "nt",
                                                                "ntpath",       "nturl2path",
                                                                "numbers",      "opcode",
                                                                "operator",     "optparse",
                                                                "os",           "ossaudiodev",
                                                                "pathlib",      "pdb",
                                                                "pickle",       "pickletools",
                                                                "pipes",        "pkgutil",
                                                                "platform",     "plistlib",
                                                                "poplib",       "posix",
                                                                "posixpath",    "pprint",
                                                                "profile",      "pstats",
                                                                "pty",          "pwd",
                                                                "py_compile",   "pyclbr",
                                                                "pydoc",        "pydoc_data",
                                                                "pyexpat",      "queue",
                                                                "quopri",       "random",
                                                                "re",           "readline",
                                                                "reprlib",      "resource",
                                                                "rlcompleter",  "runpy",
                                                                "sched",        "secrets",
                                                                "select",       "selectors",
                                                                "shelve",       "shlex",
                                                                "shutil",       "signal",
                                                                "site",         "smtpd",
                                                                "smtplib",      "sndhdr",
                                                                "socket",       "socketserver",
                                                                "spwd",         "sqlite3",
                                                                "sre_compile",  "sre_constants",
                                                                "sre_parse",    "ssl",
                                                                "stat",         "statistics",
                                                                "string",       "stringprep",
                                                                "struct",       "subprocess",
                                                                "sunau",        "symtable",
                                                                "sysconfig",    "syslog",
                                                                "tabnanny",     "tarfile",
                                                                "telnetlib",    "tempfile",
                                                                "termios",      "textwrap",
                                                                "this",         "timeit",
                                                                "tkinter",      "token",
                                                                "tokenize",     "tomllib",
                                                                "trace",        "traceback",
                                                                "tracemalloc",  "tty",
                                                                "turtle",       "turtledemo",
                                                                "types",        "unicodedata",
                                                                "unittest",     "urllib",
                                                                "uu",           "uuid",
                                                                "venv",         "warnings",
                                                                "wave",         "weakref",
                                                                "webbrowser",   "winreg",
                                                                "winsound",     "wsgiref",
                                                                "xdrlib",       "xml",
                                                                "xmlrpc",       "zipapp",
                                                                "zipfile",      "zipimport",
                                                                "zlib",         "zoneinfo"};

struct ModuleNames {
    std::string_view module;
    std::string_view names;  // each followed by a space
};

// All names of CPython's that do not begin with two underscores.
constexpr ModuleNames standard_attributes[] = {
    {"abc",
     "ABC ABCMeta _abc_init _abc_instancecheck _abc_register _abc_subclasscheck _get_dump "
     "_reset_caches _reset_registry abstractclassmethod abstractmethod abstractproperty "
     "abstractstaticmethod get_cache_token update_abstractmethods "},
    {"math",
     "acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh degrees dist e erf erfc "
     "exp exp2 expm1 fabs factorial floor fmod frexp fsum gamma gcd hypot inf isclose isfinite isinf "
     "isnan isqrt lcm ldexp lgamma log log10 log1p log2 modf nan nextafter perm pi pow prod radians "
     "remainder sin sinh sqrt tan tanh tau trunc ulp "},
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
static_assert(std::is_sorted(unsupported_modules.begin(), unsupported_modules.end()));

}  // namespace

bool unsupported_builtin(std::string_view name) {
    return std::binary_search(unsupported_builtins.begin(), unsupported_builtins.end(), name);
}

bool unsupported_module(std::string_view name) {
    return std::binary_search(unsupported_modules.begin(), unsupported_modules.end(), name);
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

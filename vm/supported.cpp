#include "vm/supported.hpp"

#include <algorithm>
#include <array>

namespace minivm {

namespace {

// Both sorted.
constexpr std::array<std::string_view, 28> unsupported_builtins{
    "BaseExceptionGroup", "BytesWarning", "EncodingWarning", "ExceptionGroup", "ImportWarning",
    "PendingDeprecationWarning", "UnicodeWarning", "__build_class__", "__import__", "__loader__",
    "__spec__", "aiter", "anext", "breakpoint", "bytearray", "bytes", "compile", "complex",
    "copyright", "credits", "eval", "exec", "globals", "help", "license", "locals",
    "memoryview", "open"};

constexpr std::array<std::string_view, 211> unsupported_modules{
    "_thread", "aifc", "antigravity", "argparse", "array", "ast", "asynchat", "asyncio", "asyncore",
    "atexit", "audioop", "base64", "bdb", "binascii", "bisect", "bz2", "cProfile", "calendar",
    "cgi", "cgitb", "chunk", "cmath", "cmd", "code", "codecs", "codeop", "collections", "colorsys",
    "compileall", "concurrent", "configparser", "contextlib", "contextvars", "copy", "copyreg",
    "crypt", "csv", "ctypes", "curses", "dataclasses", "datetime", "dbm", "decimal", "difflib",
    "dis", "distutils", "doctest", "email", "encodings", "ensurepip", "enum", "errno",
    "faulthandler", "fcntl", "filecmp", "fileinput", "fnmatch", "fractions", "ftplib", "functools",
    "gc", "genericpath", "getopt", "getpass", "gettext", "glob", "graphlib", "grp", "gzip",
    "hashlib", "heapq", "hmac", "html", "http", "idlelib", "imaplib", "imghdr", "imp", "importlib",
    "inspect", "io", "ipaddress", "itertools", "json", "keyword", "lib2to3", "linecache", "locale",
    "logging", "lzma", "mailbox", "mailcap", "marshal", "mimetypes", "mmap", "modulefinder",
    "msilib", "msvcrt", "multiprocessing", "netrc", "nis", "nntplib", "nt", "ntpath", "nturl2path",
    "numbers", "opcode", "operator", "optparse", "os", "ossaudiodev", "pathlib", "pdb", "pickle",
    "pickletools", "pipes", "pkgutil", "platform", "plistlib", "poplib", "posix", "posixpath",
    "pprint", "profile", "pstats", "pty", "pwd", "py_compile", "pyclbr", "pydoc", "pydoc_data",
    "pyexpat", "queue", "quopri", "random", "re", "readline", "reprlib", "resource", "rlcompleter",
    "runpy", "sched", "secrets", "select", "selectors", "shelve", "shlex", "shutil", "signal",
    "site", "smtpd", "smtplib", "sndhdr", "socket", "socketserver", "spwd", "sqlite3",
    "sre_compile", "sre_constants", "sre_parse", "ssl", "stat", "statistics", "string",
    "stringprep", "struct", "subprocess", "sunau", "symtable", "sysconfig", "syslog", "tabnanny",
    "tarfile", "telnetlib", "tempfile", "termios", "textwrap", "this", "timeit", "tkinter", "token",
    "tokenize", "tomllib", "trace", "traceback", "tracemalloc", "tty", "turtle", "turtledemo",
    "types", "unicodedata", "unittest", "urllib", "uu", "uuid", "venv", "warnings", "wave",
    "weakref", "webbrowser", "winreg", "winsound", "wsgiref", "xdrlib", "xml", "xmlrpc", "zipapp",
    "zipfile", "zipimport", "zlib", "zoneinfo"};

static_assert(std::is_sorted(unsupported_builtins.begin(), unsupported_builtins.end()));
static_assert(std::is_sorted(unsupported_modules.begin(), unsupported_modules.end()));

}  // namespace

bool unsupported_builtin(std::string_view name) {
    return std::binary_search(unsupported_builtins.begin(), unsupported_builtins.end(), name);
}

bool unsupported_module(std::string_view name) {
    return std::binary_search(unsupported_modules.begin(), unsupported_modules.end(), name);
}

}  // namespace minivm

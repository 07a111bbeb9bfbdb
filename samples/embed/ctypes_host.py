#!/usr/bin/env python3
"""A host that is no C program: python3, which calls minivm through ctypes.

    samples/embed/ctypes_host.py build/release/libminivm.so

minivm.h has the contracts; here are as many of its functions as the program needs.
"""
import ctypes as c
import sys

library = c.CDLL(sys.argv[1])
handle, size, text = c.c_void_p, c.c_size_t, c.c_char_p  # mv_vm*, mv_value* and mv_error* are all handles
native = c.CFUNCTYPE(handle, handle, handle, size, c.POINTER(handle))
NUL = size(-1)  # MV_NUL


class Function(c.Structure):  # mv_function
    _fields_ = [("size", size), ("name", text), ("native", native), ("data", handle), ("destroy", handle),
                ("required", c.c_uint32), ("most", c.c_uint32), ("flags", c.c_uint32), ("reserved", c.c_uint32)]


def function(name, result, *arguments):
    found = getattr(library, name)
    found.restype, found.argtypes = result, arguments
    return found


mv_create = function("mv_create", c.c_int, handle, c.POINTER(handle), c.POINTER(handle))
mv_destroy = function("mv_destroy", c.c_int, handle, c.POINTER(handle))
mv_run = function("mv_run", c.c_int, handle, text, size, text, handle, c.POINTER(handle))
mv_call_name = function("mv_call_name", c.c_int, handle, text, size, c.POINTER(handle), handle, c.POINTER(handle),
                        c.POINTER(handle))
mv_module = function("mv_module", c.c_int, handle, text, c.POINTER(handle), c.POINTER(handle))
mv_define = function("mv_define", c.c_int, handle, handle, c.POINTER(Function), c.POINTER(handle))
mv_int64 = function("mv_int64", handle, handle, c.c_int64)
mv_as_int64 = function("mv_as_int64", c.c_int, handle, c.POINTER(c.c_int64), c.POINTER(handle))
mv_raise = function("mv_raise", handle, handle, text, text)
mv_throw = function("mv_throw", handle, handle, handle)
mv_context_vm = function("mv_context_vm", handle, handle)
mv_error_traceback = function("mv_error_traceback", text, handle, handle)
mv_error_drop = function("mv_error_drop", None, handle)
mv_drop = function("mv_drop", None, handle)
mv_version = function("mv_version", text)


class Failed(Exception):
    pass


def check(call, *arguments):
    """Calls a function whose last parameter is `mv_error** error`."""
    error = handle()
    if call(*arguments, c.byref(error)) != 0:
        message = mv_error_traceback(error, None).decode()
        mv_error_drop(error)
        raise Failed(message)


def int_of(value):
    number = c.c_int64()
    check(mv_as_int64, value, c.byref(number))
    return number.value


def call(vm, name, *numbers):
    """Calls a function of the script's with ints; it gives one."""
    arguments = (handle * len(numbers))(*[mv_int64(vm, number) for number in numbers])
    result = handle()
    check(mv_call_name, vm, name.encode(), len(numbers), arguments, None, c.byref(result))
    try:
        return int_of(result)
    finally:
        mv_drop(result)


@native
def discount(context, data, count, arguments):
    """shop.discount(cents), for the script. An exception must not get out: ctypes would swallow it."""
    try:
        cents = int_of(arguments[0])
    except Failed as failed:
        return mv_raise(context, b"TypeError", str(failed).encode())
    if cents < 0:
        return mv_raise(context, b"ValueError", b"a negative total")
    return mv_int64(mv_context_vm(context), cents // 10)


print("minivm", mv_version().decode())
vm = handle()
check(mv_create, None, c.byref(vm))  # scripts reach nothing but what follows

shop = handle()
check(mv_module, vm, b"shop", c.byref(shop))
check(mv_define, vm, shop, c.byref(Function(c.sizeof(Function), b"discount", discount, required=1)))
mv_drop(shop)

check(mv_run, vm, b"""
import shop

def total(tea, cups):
    cents = 450 * tea + 1200 * cups
    return cents - shop.discount(cents)
""", NUL, b"rules.mini", None)

print("total", call(vm, "total", 4, 2))
try:
    call(vm, "total", -1, 0)
except Failed as failed:
    print(failed, end="")
check(mv_destroy, vm)

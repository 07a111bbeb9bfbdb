/* embed [CALLS]: what a call between a host and its script costs, by minivm's C interface and by Lua 5.4's,
 * in one process and in turns: nanoseconds of CPU time a call, the best of seven rounds.
 *
 *     native     the script calls a function of the host's, in a loop; the loop itself is measured too and
 * taken off function   the host calls a function of the script's, on a thread that is attached
 *
 * Each once with nothing to convert, and once with two integers to convert one way and their sum the other.
 */
#define _POSIX_C_SOURCE 200809L
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <minivm.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { rounds = 7 };

static void end(char const* what) {
    fprintf(stderr, "embed: %s\n", what);
    exit(1);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

/* --- minivm --- */

static mv_vm* vm;
static mv_value* mini_functions[2];
static char const mini_script[] =
    "def nothing():\n    pass\n"
    "def add(a, b):\n    return a + b\n"
    "def loop(n):\n    for i in range(n):\n        pass\n"
    "def loop_nothing(n):\n    for i in range(n):\n        host_nothing()\n"
    "def loop_add(n):\n    for i in range(n):\n        host_add(i, 1)\n";

static mv_value* mini_nothing(mv_context* context, void* data, size_t count, mv_value* const* arguments) {
    (void)context, (void)data, (void)count, (void)arguments;
    return mv_none();
}
static mv_value* mini_add(mv_context* context, void* data, size_t count, mv_value* const* arguments) {
    int64_t a;
    int64_t b;
    mv_error* error;
    (void)count;
    if (mv_as_int64(arguments[0], &a, &error) != MV_OK || mv_as_int64(arguments[1], &b, &error) != MV_OK)
        return mv_throw(context, error);
    return mv_int64(data, a + b);
}

static void mini_check(mv_result result, mv_error* error) {
    if (result != MV_OK) end(mv_error_traceback(error, NULL));
}

static void mini_define(char const* name, mv_native native, uint32_t arguments) {
    mv_function function = MV_FUNCTION;
    mv_value* module;
    mv_error* error;
    function.name = name;
    function.native = native;
    function.data = vm;
    function.required = arguments;
    mini_check(mv_module(vm, "__main__", &module, &error), error);
    mini_check(mv_define(vm, module, &function, &error), error);
    mv_drop(module);
}

static void mini_begin(void) {
    mv_error* error;
    mini_check(mv_create(NULL, &vm, &error), error);
    mini_define("host_nothing", mini_nothing, 0);
    mini_define("host_add", mini_add, 2);
    mini_check(mv_run(vm, mini_script, MV_NUL, "embed.mini", NULL, &error), error);
    mini_check(mv_get(vm, "nothing", &mini_functions[0], &error), error);
    mini_check(mv_get(vm, "add", &mini_functions[1], &error), error);
}

static void mini_loop(char const* name, long calls) {
    mv_error* error;
    mv_value* const count = mv_int64(vm, calls);
    mini_check(mv_call_name(vm, name, 1, &count, NULL, NULL, &error), error);
}

static void mini_call_nothing(long calls) {
    mv_error* error;
    for (long i = 0; i < calls; ++i)
        mini_check(mv_call(vm, mini_functions[0], 0, NULL, NULL, NULL, &error), error);
}
static void mini_call_add(long calls) {
    mv_error* error;
    for (long i = 0; i < calls; ++i) {
        mv_value* const arguments[2] = {mv_int64(vm, i), mv_int64(vm, 1)};
        mv_value* result;
        int64_t sum;
        mini_check(mv_call(vm, mini_functions[1], 2, arguments, NULL, &result, &error), error);
        mini_check(mv_as_int64(result, &sum, &error), error);
        mv_drop(result);
        if (sum != i + 1) end("minivm cannot add");
    }
}

/* --- Lua --- */

static lua_State* lua;
static char const lua_script[] =
    "function nothing() end\n"
    "function add(a, b) return a + b end\n"
    "function loop(n) for i = 1, n do end end\n"
    "function loop_nothing(n) for i = 1, n do host_nothing() end end\n"
    "function loop_add(n) for i = 1, n do host_add(i, 1) end end\n";

static int lua_host_nothing(lua_State* state) {
    (void)state;
    return 0;
}
static int lua_host_add(lua_State* state) {
    lua_pushinteger(state, luaL_checkinteger(state, 1) + luaL_checkinteger(state, 2));
    return 1;
}

static void lua_check(int status) {
    if (status != LUA_OK) end(lua_tostring(lua, -1));
}

static void lua_begin(void) {
    lua = luaL_newstate();
    if (!lua) end("no memory for Lua");
    luaL_openlibs(lua);
    lua_register(lua, "host_nothing", lua_host_nothing);
    lua_register(lua, "host_add", lua_host_add);
    lua_check(luaL_loadstring(lua, lua_script));
    lua_check(lua_pcall(lua, 0, 0, 0));
    lua_getglobal(lua, "nothing"); /* stays at 1 */
    lua_getglobal(lua, "add");     /* at 2 */
}

static void lua_loop(char const* name, long calls) {
    lua_getglobal(lua, name);
    lua_pushinteger(lua, calls);
    lua_check(lua_pcall(lua, 1, 0, 0));
}

static void lua_call_nothing(long calls) {
    for (long i = 0; i < calls; ++i) {
        lua_pushvalue(lua, 1);
        lua_check(lua_pcall(lua, 0, 0, 0));
    }
}
static void lua_call_add(long calls) {
    for (long i = 0; i < calls; ++i) {
        lua_pushvalue(lua, 2);
        lua_pushinteger(lua, i);
        lua_pushinteger(lua, 1);
        lua_check(lua_pcall(lua, 2, 1, 0));
        if (lua_tointeger(lua, -1) != i + 1) end("Lua cannot add");
        lua_pop(lua, 1);
    }
}

/* --- measuring --- */

typedef struct {
    double loop, native_nothing, native_add, nothing, add;
} times;

static void best(double* of, double since, long calls) {
    double const each = (now() - since) / (double)calls;
    if (each < *of) *of = each;
}

static void measure(times* of, void (*loop)(char const*, long), void (*nothing)(long), void (*add)(long),
                    long calls) {
    double begin = now();
    loop("loop", calls);
    best(&of->loop, begin, calls);
    begin = now();
    loop("loop_nothing", calls);
    best(&of->native_nothing, begin, calls);
    begin = now();
    loop("loop_add", calls);
    best(&of->native_add, begin, calls);
    begin = now();
    nothing(calls);
    best(&of->nothing, begin, calls);
    begin = now();
    add(calls);
    best(&of->add, begin, calls);
}

int main(int count, char** arguments) {
    long const calls = count > 1 ? atol(arguments[1]) : 1000000;
    times mini = {1e9, 1e9, 1e9, 1e9, 1e9};
    times other = mini;
    mv_error* error;
    if (calls <= 0) end("usage: embed [CALLS]");
    mini_begin();
    lua_begin();
    double alone = 1e9;
    for (int i = 0; i < rounds; ++i) {
        mini_check(mv_attach(vm, &error), error);
        measure(&mini, mini_loop, mini_call_nothing, mini_call_add, calls);
        mini_check(mv_detach(vm, &error), error);
        double const begin = now();
        mini_call_nothing(calls);
        best(&alone, begin, calls);
        measure(&other, lua_loop, lua_call_nothing, lua_call_add, calls);
    }
    printf("ns a call                      minivm   Lua 5.4\n");
    printf("native, nothing to convert     %6.1f    %6.1f\n", mini.native_nothing - mini.loop,
           other.native_nothing - other.loop);
    printf("native, (int, int) -> int      %6.1f    %6.1f\n", mini.native_add - mini.loop,
           other.native_add - other.loop);
    printf("function, nothing to convert   %6.1f    %6.1f\n", mini.nothing, other.nothing);
    printf("function, (int, int) -> int    %6.1f    %6.1f\n", mini.add, other.add);
    printf("function, thread not attached  %6.1f\n", alone);
    for (int i = 0; i < 2; ++i) mv_drop(mini_functions[i]);
    mini_check(mv_destroy(vm, &error), error);
    lua_close(lua);
    return 0;
}

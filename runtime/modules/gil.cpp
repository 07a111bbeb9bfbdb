// gil: the interpreter's lock, told to the program that runs under it. CPython has no such module; a program
// that is to run there too imports it in a `try`.
//
//     policy()                    the name of the lock's policy
//     policies()                  the names of all, in a list
//     describe(name)              a dict of strings: name, origin (whose lock it is), mechanism, parameters
//     (and defaults) set_policy(name, switch_interval=None, check_interval=None)
//                                 this policy from now on. An interval that is not given (in seconds; in
//                                 bytecodes) is what sys.setswitchinterval or sys.setcheckinterval has set,
//                                 or else the policy's own. Others may run before it returns. RuntimeError:
//                                 `seeded` can be neither entered nor left.
//     stats()                     a dict of what all threads together did so far: acquisitions, wasted_wakes,
//     and
//                                 releases, a dict by their causes
#include <algorithm>
#include <string>

#include "runtime/machine.hpp"
#include "runtime/modules/native_modules.hpp"
#include "runtime/modules/system_call.hpp"
#include "vm/native.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/floating.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

/// A known policy's name. TypeError; ValueError, which lists them.
Result<lock::PolicyDescription> policy_argument(Thread& thread, Value value, char const* function) {
    Str* const text = as<Str>(value);
    if (text == nullptr)
        return raise_type_error(thread, "%s() argument 'name' must be str, not %s", function,
                                type_name(thread, value));
    std::string const name = to_utf8(text);
    std::vector<lock::PolicyDescription> const all = lock::policies();
    auto const found = std::ranges::find(all, name, &lock::PolicyDescription::name);
    if (found != all.end()) return *found;
    std::string const message =
        "no such lock policy: '" + name + "' (policies: " + lock::policy_names() + ")";
    return raise_text(thread, types(thread).value_error, message);
}

Result<Value> policy(Thread& thread, Value*) {
    return Value::of(make_short_str(thread, Machine::of(thread).gil().policy().name()));
}

Result<Value> policies(Thread& thread, Value*) {
    List* const names = MINIVM_TRY(make_list(thread));
    for (lock::PolicyDescription const& known : lock::policies())
        MINIVM_TRY(append(thread, names, Value::of(make_short_str(thread, known.name))));
    return Value::of(names);
}

Result<Value> describe(Thread& thread, Value* a) {
    lock::PolicyDescription const found = MINIVM_TRY(policy_argument(thread, a[0], "describe"));
    Interpreter& interpreter = interpreter_of(thread);
    Dict* const description = make_dict(thread);
    std::pair<char const*, std::string_view> const entries[] = {{"name", found.name},
                                                                {"origin", found.origin},
                                                                {"mechanism", found.mechanism},
                                                                {"parameters", found.parameters}};
    for (auto const& [name, text] : entries) {
        Str* const value = MINIVM_TRY(make_str(thread, text));
        MINIVM_TRY(store(thread, description, interpreter.intern(thread, name), Value::of(value)));
    }
    return Value::of(description);
}

bool is_given(Value value) { return !value.is_unbound() && !value.is_none(); }

Result<Value> set_policy(Thread& thread, Value* a) {
    lock::PolicyDescription const found = MINIVM_TRY(policy_argument(thread, a[0], "set_policy"));
    lock::PolicySettings given;
    if (is_given(a[1])) {
        double const seconds = MINIVM_TRY(to_double(thread, a[1]));
        if (!(seconds > 0)) return raise_value_error(thread, "switch interval must be strictly positive");
        given.switch_interval = lock::Gil::switch_interval_of(seconds);
    }
    if (is_given(a[2])) {
        given.check_interval = MINIVM_TRY(int_argument(thread, a[2]));
        if (*given.check_interval < 0)
            return raise_value_error(thread, "check interval must be non-negative");
    }
    lock::Gil& gil = Machine::of(thread).gil();
    lock::PolicySettings settings = gil.chosen();
    if (given.switch_interval) settings.switch_interval = given.switch_interval;
    if (given.check_interval) settings.check_interval = given.check_interval;
    if (!gil.adopt(Machine::attachment(thread), lock::make_policy(found.name, settings)))
        return raise(thread, types(thread).runtime_error,
                     "the policy 'seeded' can be neither entered nor left");
    return Value::none();
}

Result<Value> stats(Thread& thread, Value*) {
    Interpreter& interpreter = interpreter_of(thread);
    lock::ThreadRecord const total = Machine::of(thread).gil().total();
    Dict* const releases = make_dict(thread);
    for (std::size_t cause = 0; cause < lock::cause_count; ++cause) {
        if (total.releases[cause] == 0) continue;
        Str* const name = interpreter.intern(thread, lock::name_of(static_cast<lock::Cause>(cause)));
        MINIVM_TRY(store(thread, releases, name, make_int_unsigned(thread, total.releases[cause])));
    }
    Dict* const figures = make_dict(thread);
    auto const bind = [&](std::string_view name, Value value) {
        return store(thread, figures, interpreter.intern(thread, name), value);
    };
    MINIVM_TRY(bind("acquisitions", make_int_unsigned(thread, total.acquisitions)));
    MINIVM_TRY(bind("releases", Value::of(releases)));
    MINIVM_TRY(bind("wasted_wakes", make_int_unsigned(thread, total.wasted_wakes)));
    return Value::of(figures);
}

constexpr NativeSpec functions[] = {
    {"policy", policy, "()"},
    {"policies", policies, "()"},
    {"describe", describe, "(name)"},
    {"set_policy", set_policy, "(name, switch_interval=None, check_interval=None)"},
    {"stats", stats, "()"},
};

}  // namespace

Module* make_gil(Thread& thread) {
    Module* const module = interpreter_of(thread).make_module(thread, "gil");
    add_functions(thread, module, functions);
    return module;
}

}  // namespace minivm

// Matching a call's arguments to parameters, with CPython's words for what does not fit (Python/ceval.c,
// initialize_locals; Python/getargs.c for natives).
#include <array>
#include <string>

#include "vm/arguments.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/function.hpp"
#include "vm/objects/str.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

std::string plural(std::size_t count, std::string const& noun) { return noun + (count == 1 ? "" : "s"); }

// 'a', 'b', and 'c'
std::string enumerated(std::vector<std::string> const& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) text += names.size() == 2 ? " and " : i + 1 == names.size() ? ", and " : ", ";
        text += "'" + names[i] + "'";
    }
    return text;
}

Raised missing(Thread& thread, Function* function, std::vector<std::string> const& names, char const* kind) {
    return raise_text(thread, types(thread).type_error,
                      to_utf8(function->qualname) + "() missing " + std::to_string(names.size()) +
                          " required " + kind + " " + plural(names.size(), "argument") + ": " +
                          enumerated(names));
}

Raised too_many(Thread& thread, Function* function, std::size_t given, Value const* registers) {
    Code const& code = *function->code;
    std::size_t const defaults = function->defaults.is_none() ? 0 : cast<Tuple>(function->defaults)->length;
    std::size_t keyword_only_given = 0;
    for (std::size_t i = 0; i < code.keyword_only; ++i)
        keyword_only_given += !registers[code.positional + i].is_unbound();
    std::string takes = std::to_string(code.positional);
    bool many = code.positional != 1;
    if (defaults != 0) {
        takes = "from " + std::to_string(code.positional - defaults) + " to " + takes;
        many = true;
    }
    std::string got = std::to_string(given);
    if (keyword_only_given != 0)
        got += " positional " + plural(given, "argument") + " (and " + std::to_string(keyword_only_given) +
               " keyword-only " + plural(keyword_only_given, "argument") + ")";
    return raise_text(thread, types(thread).type_error,
                      to_utf8(function->qualname) + "() takes " + takes + " positional argument" +
                          (many ? "s" : "") + " but " + got +
                          (given == 1 && keyword_only_given == 0 ? " was" : " were") + " given");
}

Raised unexpected_keyword(Thread& thread, Function* function, Tuple* keywords, Str* keyword) {
    Code const& code = *function->code;
    std::string positional_only;
    for (Value name : keywords->view())
        for (std::size_t i = 0; i < code.positional_only; ++i)
            if (equals(cast<Str>(name), code.variables[i]))
                positional_only += (positional_only.empty() ? "" : ", ") + to_utf8(cast<Str>(name));
    std::string const who = to_utf8(function->qualname);
    if (!positional_only.empty())
        return raise_text(thread, types(thread).type_error,
                          who + "() got some positional-only arguments passed as keyword arguments: '" +
                              positional_only + "'");
    return raise_text(thread, types(thread).type_error,
                      who + "() got an unexpected keyword argument '" + to_utf8(keyword) + "'");
}

std::size_t find_parameter(Code const& code, Str* name) {
    std::size_t const end = code.positional + code.keyword_only;
    for (std::size_t i = code.positional_only; i < end; ++i)
        if (code.variables[i] == name) return i;
    if (name->interned) return end;
    for (std::size_t i = code.positional_only; i < end; ++i)
        if (equals(code.variables[i], name)) return i;
    return end;
}

Result<void> bind_keywords(Thread& thread, Function* function, Value* registers, Tuple* keywords,
                           Value const* values, Dict* rest) {
    Code const& code = *function->code;
    for (std::size_t i = 0; i < keywords->length; ++i) {
        if (!as<Str>(keywords->items()[i]))
            return raise_type_error(thread, "%s() keywords must be strings",
                                    to_utf8(function->qualname).c_str());
        auto* const name = cast<Str>(keywords->items()[i]);
        std::size_t const parameter = find_parameter(code, name);
        if (parameter < std::size_t{code.positional} + code.keyword_only) {
            if (!registers[parameter].is_unbound())
                return raise_type_error(thread, "%s() got multiple values for argument '%s'",
                                        to_utf8(function->qualname).c_str(), to_utf8(name).c_str());
            registers[parameter] = values[i];
        } else if (rest) {
            MINIVM_TRY(store(thread, rest, Value::of(name), values[i]));
        } else {
            return unexpected_keyword(thread, function, keywords, name);
        }
    }
    return {};
}

Result<void> fill_defaults(Thread& thread, Function* function, Value* registers) {
    Code const& code = *function->code;
    std::vector<std::string> absent;
    Tuple* const defaults = as<Tuple>(function->defaults);
    std::size_t const first_default = code.positional - (defaults ? defaults->length : 0);
    for (std::size_t i = 0; i < code.positional; ++i) {
        if (!registers[i].is_unbound()) continue;
        if (defaults && i >= first_default)
            registers[i] = defaults->items()[i - first_default];
        else
            absent.push_back(to_utf8(code.variables[i]));
    }
    if (!absent.empty()) return missing(thread, function, absent, "positional");
    auto* const keyword_defaults = as<Dict>(function->keyword_defaults);
    for (std::size_t i = 0; i < code.keyword_only; ++i) {
        Value& parameter = registers[code.positional + i];
        if (parameter.is_unbound() && keyword_defaults)
            parameter = find(keyword_defaults, code.variables[code.positional + i]);
        if (parameter.is_unbound()) absent.push_back(to_utf8(code.variables[code.positional + i]));
    }
    if (!absent.empty()) return missing(thread, function, absent, "keyword-only");
    return {};
}

}  // namespace

Result<void> bind_arguments(Thread& thread, Function* function, Value* registers, std::size_t count,
                            Tuple* keywords) {
    Code const& code = *function->code;
    std::size_t const named = keywords ? keywords->length : 0;
    std::size_t const given = count - named;
    std::vector<Value> const values(registers + given, registers + count);  // of the keywords
    Tuple* star = nullptr;
    if (code.flags & Code::star_args) {
        std::size_t const extra = given > code.positional ? given - code.positional : 0;
        star = MINIVM_TRY(make_tuple(thread, std::span<Value const>(registers + given - extra, extra)));
    }
    for (std::size_t i = std::min<std::size_t>(given, code.positional); i < code.parameters; ++i)
        registers[i] = Value::unbound();
    Dict* const rest = code.flags & Code::star_kwargs ? make_dict(thread) : nullptr;
    if (named) MINIVM_TRY(bind_keywords(thread, function, registers, keywords, values.data(), rest));
    if (given > code.positional && !star) return too_many(thread, function, given, registers);
    MINIVM_TRY(fill_defaults(thread, function, registers));
    std::size_t next = std::size_t{code.positional} + code.keyword_only;
    if (star) registers[next++] = Value::of(star);
    if (rest) registers[next] = Value::of(rest);
    return {};
}

namespace {

// How messages speak of a native: a constructor goes by its type's name. The first argument of methods is not
// counted.
struct Wording {
    explicit Wording(Native const* native) : name(to_utf8(native->name)), full(qualified_name(*native)) {
        std::vector<Str*> const& parameters = native->parameters->names;
        bool const of_class = full.find('.') != std::string::npos && !parameters.empty() &&
                              (equals(parameters[0], "cls") || equals(parameters[0], "type"));
        if (native->owner || of_class) hidden = 1;
        if (std::string_view const suffix = ".__new__"; full.ends_with(suffix)) {
            full.resize(full.size() - suffix.size());
            name = full;
        }
        if (auto const* const module = as<Str>(native->module); module && !equals(module, "builtins"))
            full.insert(0, to_utf8(module) + ".");
    }
    std::string name;
    std::string full;
    std::size_t hidden = 0;
};

// CPython has several ways to declare a C function's parameters, each with words of its own; the signature
// tells which it is.
Raised wrong_count(Thread& thread, Native* native, std::size_t given) {
    NativeParameters const& parameters = *native->parameters;
    Wording const wording(native);
    auto const visible = [&](std::size_t count) { return count - std::min(count, wording.hidden); };
    std::size_t const most = visible(parameters.positional);
    std::size_t const least = visible(parameters.required);
    std::size_t const got = visible(given);
    std::size_t const all = most + parameters.keyword_only;
    std::size_t const by_position_alone = std::min(least, visible(parameters.positional_only));
    bool const no_keywords =
        parameters.positional_only == parameters.positional && parameters.keyword_only == 0;
    std::string const in_brackets = " (" + std::to_string(got) + " given)";
    auto const counted = [](std::size_t count, char const* noun) {
        return std::to_string(count) + " " + plural(count, noun);
    };
    std::string text;
    if (parameters.by_format)
        text = wording.name + "() takes " +
               (least == most ? "exactly "
                : got < least ? "at least "
                              : "at most ") +
               counted(got < least ? least : most, "argument") + in_brackets;
    else if (no_keywords && most == 0 && !parameters.star_args)
        text = wording.full + "() takes no arguments" + in_brackets;
    else if (no_keywords && most == 1 && least == 1 && native->name != names(thread).new_)
        text = wording.full + "() takes exactly one argument" + in_brackets;
    else if (most == 0)
        text = wording.name + "() takes no positional arguments";
    else if (parameters.positional_only == parameters.positional)
        text = wording.name + " expected " +
               (least == most ? ""
                : got < least ? "at least "
                              : "at most ") +
               counted(got < least ? least : most, "argument") + ", got " + std::to_string(got);
    else if (got > all)
        text = wording.name + "() takes at most " + counted(all, "argument") + in_brackets;
    else if (got > most)
        text = wording.name + "() takes " + (least < most ? "at most " : "exactly ") +
               counted(most, "positional argument") + in_brackets;
    else
        text = wording.name + "() takes " + (by_position_alone < most ? "at least " : "exactly ") +
               counted(by_position_alone, "positional argument") + in_brackets;
    return raise_text(thread, types(thread).type_error, text);
}

}  // namespace

Result<void> bind_native_arguments(Thread& thread, Native* native, Value* slots, std::size_t count,
                                   Tuple* keywords) {
    NativeParameters const& parameters = *native->parameters;
    std::size_t const named = keywords ? keywords->length : 0;
    std::size_t const given = count - named;
    std::vector<Value> const values(slots + given, slots + count);
    if (!parameters.star_args) {
        bool const by_keyword =
            parameters.positional_only < parameters.names.size() && !parameters.star_kwargs;
        std::size_t const counted = given + (by_keyword ? named : 0);
        std::size_t const most = by_keyword ? parameters.names.size() : parameters.positional;
        if (given > parameters.positional || counted > most) return wrong_count(thread, native, counted);
    }
    Tuple* star = nullptr;
    if (parameters.star_args) {
        std::size_t const extra = given > parameters.positional ? given - parameters.positional : 0;
        star = MINIVM_TRY(make_tuple(thread, std::span<Value const>(slots + given - extra, extra)));
    }
    for (std::size_t i = std::min<std::size_t>(given, parameters.positional); i < parameters.slots; ++i)
        slots[i] = Value::unbound();
    std::size_t const keyword_only_at = parameters.positional;
    Dict* const rest = parameters.star_kwargs ? make_dict(thread) : nullptr;
    for (std::size_t i = 0; i < named; ++i) {
        auto* const keyword = as<Str>(keywords->items()[i]);
        if (!keyword) return raise_type_error(thread, "keywords must be strings");
        std::size_t found = parameters.names.size();
        for (std::size_t j = parameters.positional_only; j < parameters.names.size(); ++j)
            if (equals(parameters.names[j], keyword)) found = j;
        if (found == parameters.names.size()) {
            if (rest) {
                MINIVM_TRY(store(thread, rest, Value::of(keyword), values[i]));
                continue;
            }
            if (parameters.positional_only == parameters.names.size())
                return raise_type_error(thread, "%s() takes no keyword arguments",
                                        Wording(native).full.c_str());
            return raise_type_error(thread, "'%s' is an invalid keyword argument for %s()",
                                    to_utf8(keyword).c_str(), Wording(native).name.c_str());
        }
        if (!slots[found].is_unbound())
            return raise_type_error(thread, "argument for %s() given by name ('%s') and position (%zu)",
                                    Wording(native).name.c_str(), to_utf8(keyword).c_str(),
                                    found + 1 - Wording(native).hidden);
        slots[found] = values[i];
    }
    for (std::size_t i = 0; i < parameters.required; ++i)
        if (slots[i].is_unbound()) {
            if (i < parameters.positional_only) return wrong_count(thread, native, given);
            Wording const wording(native);
            return raise_type_error(thread, "%s() missing required argument '%s' (pos %zu)",
                                    wording.name.c_str(), to_utf8(parameters.names[i]).c_str(),
                                    i + 1 - wording.hidden);
        }
    for (std::size_t i = 0; i < parameters.keyword_only; ++i)
        if (slots[keyword_only_at + i].is_unbound() && (parameters.keyword_required >> i & 1))
            return raise_type_error(thread, "%s() missing required keyword-only argument: '%s'",
                                    Wording(native).name.c_str(),
                                    to_utf8(parameters.names[keyword_only_at + i]).c_str());
    std::size_t next = keyword_only_at + parameters.keyword_only;
    if (star) slots[next++] = Value::of(star);
    if (rest) slots[next] = Value::of(rest);
    return {};
}

}  // namespace minivm

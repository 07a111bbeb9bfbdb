// "Did you mean: 'name'?" as CPython's Python/suggestions.c finds it: an edit distance in which a change of
// case costs 1 and any other step 2, and of which no more than a third of the letters may be changed.
#include <algorithm>
#include <string>
#include <vector>

#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/exception.hpp"
#include "vm/objects/function.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/slots.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

constexpr std::size_t most_candidates = 750;
constexpr std::size_t longest = 40;
constexpr std::size_t move_cost = 2;
constexpr std::size_t case_cost = 1;

std::size_t substitution_cost(char a, char b) {
    if (a == b) return 0;
    auto const lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return lower(a) == lower(b) ? case_cost : move_cost;
}

std::size_t distance(std::string_view a, std::string_view b, std::size_t most) {
    while (!a.empty() && !b.empty() && a.front() == b.front()) a.remove_prefix(1), b.remove_prefix(1);
    while (!a.empty() && !b.empty() && a.back() == b.back()) a.remove_suffix(1), b.remove_suffix(1);
    if (a.empty() || b.empty()) return (a.size() + b.size()) * move_cost;
    if (a.size() > longest || b.size() > longest) return most + 1;
    if (b.size() < a.size()) std::swap(a, b);
    if ((b.size() - a.size()) * move_cost > most) return most + 1;
    std::vector<std::size_t> row(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) row[i] = (i + 1) * move_cost;
    std::size_t result = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
        std::size_t diagonal = result = j * move_cost;
        std::size_t least = SIZE_MAX;
        for (std::size_t i = 0; i < a.size(); ++i) {
            std::size_t const substituted = diagonal + substitution_cost(b[j], a[i]);
            diagonal = row[i];
            result = std::min(std::min(result, diagonal) + move_cost, substituted);
            row[i] = result;
            least = std::min(least, result);
        }
        if (least > most) return most + 1;
    }
    return result;
}

std::string nearest(std::vector<std::string> const& candidates, std::string const& name) {
    if (candidates.size() >= most_candidates) return {};
    std::string best;
    std::size_t best_distance = SIZE_MAX;
    for (std::string const& candidate : candidates) {
        if (candidate == name) continue;
        std::size_t most = (name.size() + candidate.size() + 3) * move_cost / 6;
        most = std::min(most, best_distance - 1);
        std::size_t const found = distance(name, candidate, most);
        if (found > most) continue;
        best = candidate;
        best_distance = found;
    }
    return best;
}

void add_names(std::vector<std::string>& names, Module const* module) {
    DictTable const* const table = module->cells->table;
    std::uint32_t position = 0;
    while (auto const entry = next_entry(table, position))
        if (!cast<Cell>(entry->value)->value.is_unbound()) names.push_back(to_utf8(cast<Str>(entry->key)));
}

std::string for_name(Thread& thread, Exception* exception, std::string const& name) {
    auto* last = as<Traceback>(exception->traceback);
    while (last && as<Traceback>(last->next)) last = cast<Traceback>(last->next);
    if (!last) return {};
    Code const& code = *last->function->code;
    std::vector<std::string> candidates;
    for (Str* variable : code.variables) candidates.push_back(to_utf8(variable));
    for (Str* variable : code.free_names) candidates.push_back(to_utf8(variable));
    if (std::string found = nearest(candidates, name); !found.empty()) return found;
    for (Module* module : {last->function->globals, thread.interpreter->builtins}) {
        candidates.clear();
        add_names(candidates, module);
        if (std::string found = nearest(candidates, name); !found.empty()) return found;
    }
    return {};
}

std::string for_attribute(Thread& thread, Value object, std::string const& name) {
    Result<List*> names = attribute_names(thread, object);
    if (!names) {
        (void)take_exception(thread);
        return {};
    }
    std::vector<std::string> candidates;
    for (Value const each : names.take()->values()) candidates.push_back(to_utf8(cast<Str>(each)));
    return nearest(candidates, name);
}

}  // namespace

std::string suggestion(Thread& thread, Value exception) {
    bool const attribute = is_instance(thread, exception, types(thread).attribute_error);
    if (!attribute && !is_instance(thread, exception, types(thread).name_error)) return {};
    if (is_instance(thread, exception, types(thread).unbound_local_error)) return {};
    Interpreter& interpreter = *thread.interpreter;
    Value const name = get_slot(thread, exception.as_object(), interpreter.intern(thread, "name"));
    if (!as<Str>(name)) return {};
    std::string const wanted = to_utf8(cast<Str>(name));
    std::string found;
    if (attribute) {
        Value const object = get_slot(thread, exception.as_object(), interpreter.intern(thread, "obj"));
        if (object.is_unbound()) return {};
        found = for_attribute(thread, object, wanted);
    } else {
        found = for_name(thread, cast<Exception>(exception), wanted);
    }
    return found.empty() ? found : ". Did you mean: '" + found + "'?";
}

}  // namespace minivm

// How an exception that nobody caught is shown: as CPython 3.11's Python/traceback.c and Python/pythonrun.c
// print it.
#include <unordered_set>
#include <vector>

#include "grammar/parse.hpp"
#include "vm/code.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/exception.hpp"
#include "vm/objects/function.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

std::string_view line_of(SourceText const& source, std::uint32_t number) {
    if (number == 0 || number > source.line_starts.size()) return {};
    std::size_t const begin = source.line_starts[number - 1];
    std::size_t end = number < source.line_starts.size() ? source.line_starts[number] : source.text.size();
    while (end > begin && (source.text[end - 1] == '\n' || source.text[end - 1] == '\r')) --end;
    return std::string_view(source.text).substr(begin, end - begin);
}

std::size_t characters(std::string_view utf8) {
    std::size_t count = 0;
    for (char const c : utf8) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
}

bool blank(char c) { return c == ' ' || c == '\t' || c == '\f'; }

/// Which part of an expression is to blame: the operator of a binary operation, the brackets of a
/// subscription. Byte offsets in `segment`.
struct Anchors {
    std::size_t begin = 0, end = 0;
    bool found = false;
};

Anchors find_anchors(std::string_view segment) {
    // Parenthesised, so that it may span what it likes, as CPython does.
    grammar::Source const source("", "(" + std::string(segment) + ")");
    grammar::Parsed parsed = grammar::parse(source, grammar::Mode::expression);
    if (!parsed.ok()) return {};
    auto const& root = static_cast<grammar::ast::ExpressionRoot const&>(parsed.tree().root());
    auto const* body = root.body;
    if (auto const* operation = body->kind == grammar::ast::Kind::bin_op
                                    ? static_cast<grammar::ast::BinOp const*>(body)
                                    : nullptr) {
        std::size_t const stop = operation->right->span.column - 1;
        for (std::size_t i = operation->left->span.end_column - 1; i < stop; ++i) {
            if (blank(segment[i])) continue;
            bool const two = i + 1 < stop && !blank(segment[i + 1]);
            if (i + 1 < stop && segment[i] == ')') continue;
            return {i, i + (two ? 2 : 1), true};
        }
    } else if (body->kind == grammar::ast::Kind::subscript) {
        auto const* subscript = static_cast<grammar::ast::Subscript const*>(body);
        return {subscript->value->span.end_column - 1, subscript->slice->span.end_column - 1 + 1, true};
    }
    return {};
}

void append_line(std::string& text, SourceText const& source, Position const& position) {
    std::string_view const line = line_of(source, position.line);
    std::size_t indent = 0;
    while (indent < line.size() && blank(line[indent])) ++indent;
    std::size_t last = line.size();
    while (last > indent && blank(line[last - 1])) --last;
    if (last == indent) return;
    text += "    " + std::string(line.substr(indent, last - indent)) + "\n";

    std::size_t const begin = std::min<std::size_t>(position.column, line.size());
    std::size_t const end =
        position.end_line == position.line ? std::min<std::size_t>(position.end_column, line.size()) : last;
    if (position.end_line == 0 || begin >= end || begin < indent) return;
    Anchors anchors;
    if (position.end_line == position.line) anchors = find_anchors(line.substr(begin, end - begin));
    if (begin == indent && end == last && !anchors.found) return;  // the whole line: carets would say nothing
    text += "    " + std::string(characters(line.substr(indent, begin - indent)), ' ');
    if (!anchors.found) {
        text += std::string(characters(line.substr(begin, end - begin)), '^');
    } else {
        std::string_view const segment = line.substr(begin, end - begin);
        text += std::string(characters(segment.substr(0, anchors.begin)), '~');
        text += std::string(characters(segment.substr(anchors.begin, anchors.end - anchors.begin)), '^');
        text += std::string(characters(segment.substr(std::min(anchors.end, segment.size()))), '~');
    }
    text += "\n";
}

void append_traceback(std::string& text, Value first) {
    std::vector<Traceback const*> entries;
    for (auto* at = as<Traceback>(first); at; at = as<Traceback>(at->next)) entries.push_back(at);
    constexpr std::size_t most = 1000;
    constexpr std::size_t shown_repeats = 3;
    text += "Traceback (most recent call last):\n";
    std::size_t repeats = 0;
    auto const end_repeats = [&] {
        if (repeats <= shown_repeats) return;
        std::size_t const hidden = repeats - shown_repeats;
        text += "  [Previous line repeated " + std::to_string(hidden) + " more time" +
                (hidden == 1 ? "" : "s") + "]\n";
    };
    Code const* last_code = nullptr;
    std::uint32_t last_line = 0;
    for (std::size_t i = entries.size() > most ? entries.size() - most : 0; i < entries.size(); ++i) {
        Code const& code = *entries[i]->function->code;
        Position const& position = code.position_of(entries[i]->pc);
        if (&code != last_code || position.line != last_line) {
            end_repeats();
            repeats = 0;
            last_code = &code;
            last_line = position.line;
        }
        if (++repeats > shown_repeats) continue;
        text += "  File \"" + code.source->name + "\", line " + std::to_string(position.line) + ", in " +
                to_utf8(code.name) + "\n";
        append_line(text, *code.source, position);
    }
    end_repeats();
}

std::string header(Thread& thread, Value exception) {
    Type* const type = type_of(thread, exception);
    std::string text;
    if (auto* module = as<Str>(type->module);
        module && !equals(module, "__main__") && !equals(module, "builtins"))
        text = to_utf8(module) + ".";
    text += to_utf8(type->qualname);
    Value const saved = thread.exception;
    Result<Str*> message = str(thread, exception);
    if (!message) {
        thread.exception = saved;
        return text + ": <exception str() failed>\n";
    }
    std::string const shown = to_utf8(message.take());
    return text + (shown.empty() ? "" : ": " + shown) + suggestion(thread, exception) + "\n";
}

void append_lines(std::string& text, std::string_view lines) { text.append(lines) += '\n'; }

/// What add_note left, each note on lines of its own; anything else in __notes__ as its repr.
void append_notes(Thread& thread, std::string& text, Value exception) {
    Value const saved = thread.exception;
    Result<Value> const found = find_attribute(thread, exception, names(thread).notes_);
    if (found && !found.take().is_unbound() && !found.take().is_none()) {
        Root<Value> notes(thread, found.take());
        if (auto* list = as<List>(notes)) {
            for (std::size_t i = 0;; ++i) {
                Value const item = list->item(i);
                if (item.is_unbound()) break;
                Result<Str*> note = str(thread, item);
                append_lines(text, note ? to_utf8(note.take()) : "<note str() failed>");
            }
        } else {
            Result<Str*> shown = repr(thread, notes);
            append_lines(text, shown ? to_utf8(shown.take()) : "<__notes__ repr() failed>");
        }
    }
    thread.exception = saved;
}

}  // namespace

// Chains are followed without recursion: a program may make them as long as it likes.
std::string format_exception(Thread& thread, Value exception) {
    Root<Value> rooted(thread, exception);
    struct Part {
        Value exception;
        char const* how;  // it led to the one printed after it
    };
    std::vector<Part> parts;
    std::unordered_set<Object const*> seen;
    char const* how = "";
    for (Value at = exception; as<Exception>(at) && seen.insert(at.as_object()).second;) {
        parts.push_back({at, how});
        auto* const object = cast<Exception>(at);
        if (as<Exception>(object->cause)) {
            how = "\nThe above exception was the direct cause of the following exception:\n\n";
            at = object->cause;
        } else {
            how = "\nDuring handling of the above exception, another exception occurred:\n\n";
            at = object->suppress_context ? Value::none() : Value(object->context);
        }
    }
    std::string text;
    for (std::size_t i = parts.size(); i-- > 0;) {
        auto* const object = cast<Exception>(parts[i].exception);
        if (!object->traceback.is_none()) append_traceback(text, object->traceback);
        text += header(thread, parts[i].exception);
        append_notes(thread, text, parts[i].exception);
        text += parts[i].how;
    }
    return text;
}

}  // namespace minivm

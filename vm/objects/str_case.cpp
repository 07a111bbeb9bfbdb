// The methods of str that ask or change what its letters are: upper, istitle, isdigit, ...
#include "vm/objects/str_methods.hpp"
#include "vm/objects/unicode.hpp"
#include "vm/raise.hpp"

namespace minivm {

namespace {

constexpr char32_t capital_sigma = 0x3A3, small_sigma = 0x3C3, final_sigma = 0x3C2;

/// A sigma ends a word if a cased letter is before it and none behind it, not counting what is
/// case-ignorable.
bool is_final_sigma(Str const* text, std::size_t i) {
    auto const ignorable = [&](std::size_t k) { return unicode::has(text->at(k), unicode::case_ignorable); };
    auto const cased = [&](std::size_t k) { return unicode::has(text->at(k), unicode::cased); };
    std::size_t before = i;
    while (before > 0 && ignorable(before - 1)) --before;
    if (before == 0 || !cased(before - 1)) return false;
    std::size_t behind = i + 1;
    while (behind < text->length && ignorable(behind)) ++behind;
    return behind == text->length || !cased(behind);
}

void append_mapped(StrBuilder& out, Str const* text, std::size_t i, unicode::Mapping mapping) {
    char32_t const c = text->at(i);
    if (c == capital_sigma && mapping == &unicode::Record::lower) {
        out.append(is_final_sigma(text, i) ? final_sigma : small_sigma);
        return;
    }
    char32_t mapped[unicode::longest_mapping];
    std::size_t const count = unicode::map(c, mapping, mapped);
    for (std::size_t k = 0; k < count; ++k) out.append(mapped[k]);
}

Result<Value> finish(Thread& thread, StrBuilder& out) {
    Str* const text = MINIVM_TRY(out.finish(thread));
    return Value::of(text);
}

/// All code points one by one; ASCII letters by one bit.
Result<Value> map_all(Thread& thread, Str* text, unicode::Mapping mapping) {
    if (text->ascii && text->length > 1) {
        Str* const mapped = MINIVM_TRY(make_str_uninitialised(thread, text->length, 0x7F));
        char const first = mapping == &unicode::Record::upper ? 'a' : 'A';
        char const* const from = text->data();
        char* const to = mapped->data();
        for (std::size_t i = 0; i < text->length; ++i)
            to[i] =
                static_cast<char>(from[i] ^ (static_cast<unsigned char>(from[i] - first) < 26 ? 0x20 : 0));
        return Value::of(mapped);
    }
    StrBuilder out;
    for (std::size_t i = 0; i < text->length; ++i) append_mapped(out, text, i, mapping);
    return finish(thread, out);
}

Result<Value> lower(Thread& thread, Value* arguments) {
    return map_all(thread, self_of(arguments), &unicode::Record::lower);
}

Result<Value> upper(Thread& thread, Value* arguments) {
    return map_all(thread, self_of(arguments), &unicode::Record::upper);
}

Result<Value> casefold(Thread& thread, Value* arguments) {
    return map_all(thread, self_of(arguments), &unicode::Record::fold);
}

Result<Value> capitalize(Thread& thread, Value* arguments) {
    Str const* const text = self_of(arguments);
    StrBuilder out;
    for (std::size_t i = 0; i < text->length; ++i)
        append_mapped(out, text, i, i == 0 ? &unicode::Record::title : &unicode::Record::lower);
    return finish(thread, out);
}

Result<Value> title(Thread& thread, Value* arguments) {
    Str const* const text = self_of(arguments);
    StrBuilder out;
    bool in_word = false;
    for (std::size_t i = 0; i < text->length; ++i) {
        append_mapped(out, text, i, in_word ? &unicode::Record::lower : &unicode::Record::title);
        in_word = unicode::has(text->at(i), unicode::cased);
    }
    return finish(thread, out);
}

Result<Value> swapcase(Thread& thread, Value* arguments) {
    Str const* const text = self_of(arguments);
    StrBuilder out;
    for (std::size_t i = 0; i < text->length; ++i) {
        std::uint16_t const properties = unicode::record_of(text->at(i)).properties;
        if (properties & unicode::upper)
            append_mapped(out, text, i, &unicode::Record::lower);
        else if (properties & unicode::lower)
            append_mapped(out, text, i, &unicode::Record::upper);
        else
            out.append(text->at(i));
    }
    return finish(thread, out);
}

/// Whether the text is not empty and each code point has one of the properties.
Value all_have(Value const* arguments, unsigned properties) {
    Str const* const text = self_of(arguments);
    for (std::size_t i = 0; i < text->length; ++i)
        if (!unicode::has(text->at(i), static_cast<std::uint16_t>(properties))) return Value::boolean(false);
    return Value::boolean(text->length != 0);
}

Result<Value> isalpha(Thread&, Value* arguments) { return all_have(arguments, unicode::alphabetic); }
Result<Value> isdecimal(Thread&, Value* arguments) { return all_have(arguments, unicode::decimal); }
Result<Value> isdigit(Thread&, Value* arguments) { return all_have(arguments, unicode::digit); }
Result<Value> isnumeric(Thread&, Value* arguments) { return all_have(arguments, unicode::numeric); }
Result<Value> isspace(Thread&, Value* arguments) { return all_have(arguments, unicode::space); }
Result<Value> isalnum(Thread&, Value* arguments) {
    return all_have(arguments, unicode::alphabetic | unicode::decimal | unicode::digit | unicode::numeric);
}

Result<Value> isascii(Thread&, Value* arguments) { return Value::boolean(self_of(arguments)->ascii); }

Result<Value> isprintable(Thread&, Value* arguments) {
    Str const* const text = self_of(arguments);
    for (std::size_t i = 0; i < text->length; ++i)
        if (!unicode::is_printable(text->at(i))) return Value::boolean(false);
    return Value::boolean(true);
}

Result<Value> isidentifier(Thread&, Value* arguments) {
    Str const* const text = self_of(arguments);
    for (std::size_t i = 0; i < text->length; ++i) {
        char32_t const c = text->at(i);
        bool const fits = i == 0 ? c == U'_' || unicode::has(c, unicode::identifier_start)
                                 : unicode::has(c, unicode::identifier_continue);
        if (!fits) return Value::boolean(false);
    }
    return Value::boolean(text->length != 0);
}

/// No letter of another case, and at least one of this.
Value all_of_case(Value const* arguments, std::uint16_t wanted, unsigned others) {
    Str const* const text = self_of(arguments);
    bool found = false;
    for (std::size_t i = 0; i < text->length; ++i) {
        std::uint16_t const properties = unicode::record_of(text->at(i)).properties;
        if (properties & others) return Value::boolean(false);
        if (properties & wanted) found = true;
    }
    return Value::boolean(found);
}

Result<Value> islower(Thread&, Value* arguments) {
    return all_of_case(arguments, unicode::lower, unicode::upper | unicode::title);
}

Result<Value> isupper(Thread&, Value* arguments) {
    return all_of_case(arguments, unicode::upper, unicode::lower | unicode::title);
}

Result<Value> istitle(Thread&, Value* arguments) {
    Str const* const text = self_of(arguments);
    bool in_word = false, found = false;
    for (std::size_t i = 0; i < text->length; ++i) {
        std::uint16_t const properties = unicode::record_of(text->at(i)).properties;
        if (properties & (unicode::upper | unicode::title)) {
            if (in_word) return Value::boolean(false);
            in_word = found = true;
        } else if (properties & unicode::lower) {
            if (!in_word) return Value::boolean(false);
            found = true;
        } else {
            in_word = false;
        }
    }
    return Value::boolean(found);
}

NativeSpec const methods[] = {
    {"capitalize", capitalize, "(self, /)"},
    {"casefold", casefold, "(self, /)"},
    {"isalnum", isalnum, "(self, /)"},
    {"isalpha", isalpha, "(self, /)"},
    {"isascii", isascii, "(self, /)"},
    {"isdecimal", isdecimal, "(self, /)"},
    {"isdigit", isdigit, "(self, /)"},
    {"isidentifier", isidentifier, "(self, /)"},
    {"islower", islower, "(self, /)"},
    {"isnumeric", isnumeric, "(self, /)"},
    {"isprintable", isprintable, "(self, /)"},
    {"isspace", isspace, "(self, /)"},
    {"istitle", istitle, "(self, /)"},
    {"isupper", isupper, "(self, /)"},
    {"lower", lower, "(self, /)"},
    {"swapcase", swapcase, "(self, /)"},
    {"title", title, "(self, /)"},
    {"upper", upper, "(self, /)"},
};

}  // namespace

std::span<NativeSpec const> const str_case_methods = methods;

}  // namespace minivm

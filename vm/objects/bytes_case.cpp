// The methods of bytes and bytearray that ask or change what their letters are. Only those of ASCII count.
#include "vm/objects/bytes_methods.hpp"

namespace minivm {

namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_alpha(char c) { return is_upper(c) || is_lower(c); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alnum(char c) { return is_alpha(c) || is_digit(c); }
char to_upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }
char to_lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

template <bool (*has)(char)>
Result<Value> all_are(Thread& thread, Value* arguments) {
    std::string_view const octets = self_octets(thread, arguments);
    for (char const c : octets)
        if (!has(c)) return Value::boolean(false);
    return Value::boolean(!octets.empty());
}

Result<Value> isascii(Thread& thread, Value* arguments) {
    for (char const c : self_octets(thread, arguments))
        if ((c & 0x80) != 0) return Value::boolean(false);
    return Value::boolean(true);
}

/// Some letters, and none of the other case.
template <bool (*wanted)(char), bool (*other)(char)>
Result<Value> is_cased(Thread& thread, Value* arguments) {
    bool found = false;
    for (char const c : self_octets(thread, arguments)) {
        if (other(c)) return Value::boolean(false);
        found |= wanted(c);
    }
    return Value::boolean(found);
}

Result<Value> istitle(Thread& thread, Value* arguments) {
    bool found = false, in_word = false;
    for (char const c : self_octets(thread, arguments)) {
        if (in_word ? is_upper(c) : is_lower(c)) return Value::boolean(false);
        in_word = is_alpha(c);
        found |= in_word;
    }
    return Value::boolean(found);
}

/// One octet from another and from the one before.
template <char (*change)(char c, char before)>
Result<Value> changed(Thread& thread, Value* arguments) {
    Fresh const made = MINIVM_TRY(make_like(thread, arguments[0], self_octets(thread, arguments).size()));
    char before = 0;
    char* to = made.data;
    for (char const c : self_octets(thread, arguments)) {
        *to++ = change(c, before);
        before = c;
    }
    return made.value;
}

char upper(char c, char) { return to_upper(c); }
char lower(char c, char) { return to_lower(c); }
char swapped(char c, char) { return is_upper(c) ? to_lower(c) : to_upper(c); }
char titled(char c, char before) { return is_alpha(before) ? to_lower(c) : to_upper(c); }

Result<Value> capitalize(Thread& thread, Value* arguments) {
    std::string_view const octets = self_octets(thread, arguments);
    Fresh const made = MINIVM_TRY(make_like(thread, arguments[0], octets.size()));
    for (std::size_t i = 0; i < octets.size(); ++i)
        made.data[i] = i == 0 ? to_upper(octets[i]) : to_lower(octets[i]);
    return made.value;
}

NativeSpec const methods[] = {
    {"capitalize", capitalize, "(self, /)"},
    {"isalnum", all_are<is_alnum>, "(self, /)"},
    {"isalpha", all_are<is_alpha>, "(self, /)"},
    {"isascii", isascii, "(self, /)"},
    {"isdigit", all_are<is_digit>, "(self, /)"},
    {"islower", (is_cased<is_lower, is_upper>), "(self, /)"},
    {"isspace", all_are<is_octet_space>, "(self, /)"},
    {"istitle", istitle, "(self, /)"},
    {"isupper", (is_cased<is_upper, is_lower>), "(self, /)"},
    {"lower", changed<lower>, "(self, /)"},
    {"swapcase", changed<swapped>, "(self, /)"},
    {"title", changed<titled>, "(self, /)"},
    {"upper", changed<upper>, "(self, /)"},
};

}  // namespace

std::span<NativeSpec const> const bytes_case_methods = methods;

}  // namespace minivm

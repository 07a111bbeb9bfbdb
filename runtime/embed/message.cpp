// A message is a row of bytes: for each value a letter and what belongs to it, the items of containers in
// their order. Objects are numbered, lists, dicts and sets before their items, all others when they are
// complete; one that is met again is its number. So a message is not longer than what it copies.
#include "runtime/embed/message.hpp"

#include <cstring>
#include <new>
#include <unordered_map>

#include "runtime/embed/interpreters.hpp"
#include "vm/objects/bytearray.hpp"
#include "vm/objects/bytes.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/floating.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/set.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"
#include "vm/thread.hpp"
#include "vm/type.hpp"

namespace minivm::MINIVM_ABI::detail {

namespace {

using minivm::Result;
using minivm::Type;
using minivm::Value;

constexpr int deepest = 500;

enum class Tag : char {
    none = 'N',
    ellipsis = '.',
    yes = 'T',
    no = 'F',
    word = 'i',
    long_int = 'I',
    real = 'd',
    text = 's',
    octets = 'b',
    octets_that_change = 'a',
    tuple = 't',
    list = 'l',
    dict = 'm',
    set = 'S',
    frozen_set = 'Z',
    again = 'r',
    queue = 'q',
};

bool is_too_deep(Thread const& thread, int depth) {
    return depth > deepest ||
           reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)) < thread.native_stack_limit;
}

Raised raise_too_deep(Thread& thread) {
    return raise(thread, types(thread).recursion_error,
                 "maximum recursion depth exceeded while passing an object to another interpreter");
}

}  // namespace

class Packer {
public:
    Packer(Thread& thread, Message& message) : thread_(thread), message_(message) {}

    Result<void> pack(Value value, int depth = 0) {
        if (value.is_none()) return put(Tag::none);
        if (value.is_bool()) return put(value.is_true() ? Tag::yes : Tag::no);
        if (value == Value::ellipsis()) return put(Tag::ellipsis);
        if (value.is_small_int()) return put(Tag::word, value.as_small_int());
        if (is_float(value)) return put(Tag::real, as_double(value));
        if (!value.is_object()) return raise_not_shareable(thread_, value);
        if (auto const known = known_.find(value.as_object()); known != known_.end())
            return put(Tag::again, known->second);
        if (is_too_deep(thread_, depth)) return raise_too_deep(thread_);
        Type const* const type = type_of(thread_, value);
        auto const& all = types(thread_);
        if (type == all.list || type == all.dict || type == all.set) {
            met(value);
            if (type == all.dict) return pack_dict(cast<Dict>(value), depth);
            if (type == all.set) return pack_set(Tag::set, as_any_set(value), depth);
            // As it is at one moment; and afterwards nobody's.
            List* const copy = MINIVM_TRY(copy_list(thread_, cast<List>(value)));
            return pack_items(Tag::list, copy->values(), depth);
        }
        if (type == all.str) {
            (void)pack_text(cast<Str>(value));
        } else if (type == all.integer) {
            MINIVM_TRY(pack_long(value));
        } else if (type == all.bytes || type == all.bytearray) {
            std::string_view const view = MINIVM_TRY(octets_of(thread_, value));
            (void)pack_octets(type == all.bytes ? Tag::octets : Tag::octets_that_change, view);
        } else if (type == all.tuple) {
            MINIVM_TRY(pack_items(Tag::tuple, cast<Tuple>(value)->view(), depth));
        } else if (type == all.frozenset) {
            MINIVM_TRY(pack_set(Tag::frozen_set, as_any_set(value), depth));
        } else if (std::shared_ptr<Channel> channel = channel_of(thread_, value)) {
            message_.channels_.push_back(std::move(channel));
            (void)put(Tag::queue, static_cast<std::uint32_t>(message_.channels_.size() - 1));
        } else {
            return raise_not_shareable(thread_, value);
        }
        met(value);
        return {};
    }

private:
    template <typename... T>
    Result<void> put(Tag tag, T... words) {
        message_.data_ += static_cast<char>(tag);
        (message_.data_.append(reinterpret_cast<char const*>(&words), sizeof(words)), ...);
        return {};
    }
    Result<void> pack_octets(Tag tag, std::string_view all) {
        (void)put(tag, all.size());
        message_.data_ += all;
        return {};
    }
    Result<void> pack_long(Value value) {
        std::string const digits = MINIVM_TRY(int_to_text(thread_, value, 16));
        return pack_octets(Tag::long_int, digits);
    }
    // As it is stored.
    Result<void> pack_text(Str const* value) {
        std::string_view const stored(value->data(), std::size_t{value->length} * value->width);
        (void)put(Tag::text, value->width, value->ascii, value->length);
        message_.data_ += stored;
        return {};
    }
    Result<void> pack_items(Tag tag, std::span<Value const> items, int depth) {
        (void)put(tag, items.size());
        for (Value const item : items) MINIVM_TRY(pack(item, depth + 1));
        return {};
    }
    Result<void> pack_dict(Dict* value, int depth) {
        Dict* const entries = MINIVM_TRY(steady(thread_, value));
        (void)put(Tag::dict, std::size_t{entries->used});
        std::uint32_t position = 0;
        while (auto const entry = next_entry(entries, position)) {
            MINIVM_TRY(pack(entry->key, depth + 1));
            MINIVM_TRY(pack(entry->value, depth + 1));
        }
        return {};
    }
    Result<void> pack_set(Tag tag, Set* value, int depth) {
        Set* const items = MINIVM_TRY(steady(thread_, value));
        (void)put(tag, std::size_t{items->used});
        std::uint32_t position = 0;
        while (auto const entry = next_entry(items, position)) MINIVM_TRY(pack(entry->key, depth + 1));
        return {};
    }

    // Another thread may have changed a cycle of tuples meanwhile, so that one is met twice.
    void met(Value value) { known_.insert_or_assign(value.as_object(), met_++); }

    Thread& thread_;
    Message& message_;
    std::unordered_map<Object const*, std::uint32_t> known_;
    std::uint32_t met_ = 0;
};

class Unpacker {
public:
    Unpacker(Thread& thread, Message const& message) : thread_(thread), message_(message) {}

    // No script code runs and so nothing is collected, whatever nobody holds as yet.
    Result<Value> unpack(int depth = 0) {
        if (is_too_deep(thread_, depth)) return raise_too_deep(thread_);
        Tag const tag = static_cast<Tag>(message_.data_[at_++]);
        switch (tag) {
            case Tag::none: return Value::none();
            case Tag::ellipsis: return Value::ellipsis();
            case Tag::yes: return Value::boolean(true);
            case Tag::no: return Value::boolean(false);
            case Tag::word: return Value::small_int(take<std::int64_t>());
            case Tag::real: return make_float(thread_, take<double>());
            case Tag::again: return met_[take<std::uint32_t>()];
            case Tag::list: return unpack_list(depth);
            case Tag::dict: return unpack_dict(depth);
            case Tag::set: return unpack_set(Kind::set, depth);
            default: return met(MINIVM_TRY(unpack_constant(tag, depth)));
        }
    }

private:
    template <typename T>
    T take() {
        T word;
        std::memcpy(&word, message_.data_.data() + at_, sizeof(T));
        at_ += sizeof(T);
        return word;
    }
    std::string_view take_octets(std::size_t count) {
        std::string_view const view = std::string_view(message_.data_).substr(at_, count);
        at_ += count;
        return view;
    }
    std::string_view take_octets() { return take_octets(take<std::size_t>()); }
    Value met(Value made) {
        met_.push_back(made);
        return made;
    }
    Result<Value> unpack_text() {
        auto const width = take<std::uint8_t>();
        bool const ascii = take<bool>();
        auto const length = take<std::uint32_t>();
        char32_t const widest = ascii ? 127 : width == 1 ? 255 : width == 2 ? 0xFFFF : 0x10FFFF;
        std::string_view const stored = take_octets(std::size_t{length} * width);
        if (ascii && length <= 1) return Value::of(MINIVM_TRY(make_str(thread_, stored)));
        Str* const made = MINIVM_TRY(make_str_uninitialised(thread_, length, widest));
        std::memcpy(made->data(), stored.data(), stored.size());
        return Value::of(made);
    }
    Result<Value> unpack_constant(Tag tag, int depth) {
        switch (tag) {
            case Tag::text: return unpack_text();
            case Tag::long_int: return int_from_text(thread_, take_octets(), Value::none(), 16);
            case Tag::octets: return Value::of(MINIVM_TRY(make_bytes(thread_, take_octets())));
            case Tag::octets_that_change:
                return Value::of(MINIVM_TRY(make_bytearray(thread_, take_octets())));
            case Tag::frozen_set: return unpack_set(Kind::frozenset, depth);
            case Tag::queue: return make_queue_of(thread_, message_.channels_[take<std::uint32_t>()]);
            default: break;
        }
        std::vector<Value> items(take<std::size_t>());
        for (Value& item : items) item = MINIVM_TRY(unpack(depth + 1));
        return Value::of(MINIVM_TRY(minivm::make_tuple(thread_, items)));
    }
    Result<Value> unpack_list(int depth) {
        std::size_t const count = take<std::size_t>();
        List* const made = MINIVM_TRY(make_list(thread_, count));
        met(Value::of(made));
        for (std::size_t i = 0; i < count; ++i) {
            Value const item = MINIVM_TRY(unpack(depth + 1));
            MINIVM_TRY(append(thread_, made, item));
        }
        return Value::of(made);
    }
    Result<Value> unpack_dict(int depth) {
        std::size_t const count = take<std::size_t>();
        Dict* const made = make_dict(thread_);
        met(Value::of(made));
        for (std::size_t i = 0; i < count; ++i) {
            Value const key = MINIVM_TRY(unpack(depth + 1));
            Value const value = MINIVM_TRY(unpack(depth + 1));
            MINIVM_TRY(store(thread_, made, key, value));
        }
        return Value::of(made);
    }
    Result<Value> unpack_set(Kind kind, int depth) {
        std::size_t const count = take<std::size_t>();
        Set* const made = MINIVM_TRY(make_set(thread_, kind));
        if (kind == Kind::set) met(Value::of(made));
        for (std::size_t i = 0; i < count; ++i) {
            Value const item = MINIVM_TRY(unpack(depth + 1));
            MINIVM_TRY(add(thread_, made, item));
        }
        return Value::of(made);
    }

    Thread& thread_;
    Message const& message_;
    std::size_t at_ = 0;
    std::vector<Value> met_;
};

Result<Message> Message::of(Thread& thread, Value value) {
    try {
        Message message;
        MINIVM_TRY(Packer(thread, message).pack(value));
        return message;
    } catch (std::bad_alloc const&) {
        return raise_memory_error(thread);
    }
}

Result<Value> Message::unpack(Thread& thread) const {
    try {
        return Unpacker(thread, *this).unpack();
    } catch (std::bad_alloc const&) {
        return raise_memory_error(thread);
    }
}

}  // namespace minivm::MINIVM_ABI::detail

#include "runtime/trace/locations.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "runtime/machine.hpp"
#include "runtime/trace/object_names.hpp"
#include "vm/code.hpp"
#include "vm/objects/str.hpp"

namespace minivm::trace {

std::string_view line_of(SourceText const& source, std::uint32_t number) {
    if (number == 0 || number > source.line_starts.size()) return {};
    std::string_view line{source.text};
    line.remove_prefix(source.line_starts[number - 1]);
    line = line.substr(0, line.find_first_of("\r\n"));
    std::size_t const begin = line.find_first_not_of(" \t\f");
    return begin == std::string_view::npos ? std::string_view{} : line.substr(begin);
}

namespace {

class Locations {
public:
    explicit Locations(Machine const& machine) : machine_{machine} {
        for (auto const& code : machine.interpreter().codes()) by_address_.push_back(code.get());
        std::ranges::sort(by_address_, std::less<>{}, [](Code const* code) { return code->entry(); });
    }

    std::uint32_t place(Trace& trace, std::uintptr_t address) {
        auto const [known, is_new] = places_.try_emplace(address, 0);
        if (!is_new) return known->second;
        auto const* const pc = reinterpret_cast<Word const*>(address);
        auto after = std::ranges::upper_bound(by_address_, pc, std::less<>{},
                                              [](Code const* code) { return code->entry(); });
        if (after == by_address_.begin()) return 0;
        Code const& code = **--after;
        if (pc >= code.entry() + code.words.size()) return 0;
        Place place;
        place.line = code.position_of(pc).line;
        place.function = to_utf8(code.qualname);
        if (code.source) {
            place.file = code.source->name;
            place.text = line_of(*code.source, place.line);
        }
        known->second = number_of(trace, std::move(place));
        return known->second;
    }

    std::uint32_t call(Trace& trace, std::uintptr_t call) {
        auto const [known, is_new] = calls_.try_emplace(call, 0);
        if (!is_new) return known->second;
        known->second = static_cast<std::uint32_t>(trace.calls.size());
        trace.calls.push_back(name_of(call));
        return known->second;
    }

    std::uint32_t object(Trace& trace, std::uint64_t identity, std::uintptr_t sort) {
        Lockable found;
        found.identity = identity;
        if (sort >= Machine::tables) {
            found.type = table_name(static_cast<Table>(sort - Machine::tables));
        } else {
            Interpreter const& interpreter = machine_.interpreter();
            found.type = interpreter.shape(static_cast<std::uint32_t>(sort))->type->c_name;
            if (!names_) names_.emplace(interpreter);
            found.name = identity == 0 ? "(many)" : names_->of(identity);
        }
        auto const number = static_cast<std::uint32_t>(trace.objects.size());
        auto const [known, is_new] = objects_.try_emplace({identity, found.type}, number);
        if (is_new) trace.objects.push_back(std::move(found));
        return known->second;
    }

private:
    // Instructions of one line are one place.
    static std::uint32_t number_of(Trace& trace, Place place) {
        for (std::size_t number = trace.places.size(); number-- > 1;) {
            Place const& other = trace.places[number];
            if (other.line == place.line && other.file == place.file && other.function == place.function)
                return static_cast<std::uint32_t>(number);
        }
        trace.places.push_back(std::move(place));
        return static_cast<std::uint32_t>(trace.places.size() - 1);
    }

    std::string name_of(std::uintptr_t call) const {
        auto const* const code = reinterpret_cast<Code const*>(call);
        if (std::ranges::find(by_address_, code) == by_address_.end()) return machine_.native_name(call);
        std::string name = to_utf8(code->qualname);
        // The source of a module which is part of minivm is named <module>.
        if (code->source && code->source->name.size() > 2)
            name = code->source->name.substr(1, code->source->name.size() - 2) + "." + name;
        return name;
    }

    Machine const& machine_;
    std::vector<Code const*> by_address_;
    std::unordered_map<std::uintptr_t, std::uint32_t> places_;
    std::unordered_map<std::uintptr_t, std::uint32_t> calls_;
    std::map<std::pair<std::uint64_t, std::string>, std::uint32_t> objects_;  // by identity and type
    std::optional<ObjectNames> names_;
};

}  // namespace

Recorder::Meaning meaning_in(Machine const& machine) {
    auto const locations = std::make_shared<Locations>(machine);
    return {[locations](Trace& trace, std::uintptr_t code) { return locations->place(trace, code); },
            [locations](Trace& trace, std::uintptr_t call) { return locations->call(trace, call); },
            [locations](Trace& trace, std::uint64_t identity, std::uintptr_t sort) {
                return locations->object(trace, identity, sort);
            }};
}

}  // namespace minivm::trace

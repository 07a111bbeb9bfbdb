#include "runtime/trace/contention.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <set>

#include "runtime/trace/text.hpp"

namespace minivm::trace {

std::vector<Contended> contended_objects(Trace const& trace) {
    struct Sum {
        Contended all;
        std::set<std::uint32_t> threads;
        std::map<std::uint32_t, Contended::At> places;
    };
    std::map<std::uint32_t, Sum> sums;
    for (ObjectWaits const& waits : trace.object_waits) {
        Sum& sum = sums[waits.object];
        sum.all.object = waits.object;
        sum.all.count += waits.count;
        sum.all.time += waits.time;
        sum.all.longest = std::max(sum.all.longest, waits.longest);
        sum.threads.insert(waits.thread);
        Contended::At& at = sum.places[waits.place];
        at.place = waits.place;
        at.count += waits.count;
        at.time += waits.time;
    }
    std::vector<Contended> found;
    for (auto& [object, sum] : sums) {
        sum.all.threads = sum.threads.size();
        for (auto const& [place, at] : sum.places) sum.all.places.push_back(at);
        std::ranges::stable_sort(sum.all.places, std::greater<>{}, &Contended::At::time);
        found.push_back(std::move(sum.all));
    }
    std::ranges::stable_sort(found, std::greater<>{}, &Contended::time);
    return found;
}

std::string object_text(Lockable const& object) {
    if (!object.name.empty()) return object.type + " " + object.name;
    if (object.identity == 0) return object.type;
    std::array<char, 24> address{};
    std::snprintf(address.data(), address.size(), "0x%llx", static_cast<unsigned long long>(object.identity));
    return object.type + " at " + address.data();
}

std::string format_contention(Trace const& trace) {
    constexpr std::size_t most_rows = 10;
    std::vector<Contended> const found = contended_objects(trace);
    if (found.empty()) return "objects found taken: none\n";
    Table table{{"object", "times", "waited", "longest", "threads", "most of it at"}, 5};
    for (std::size_t row = 0; row < std::min(found.size(), most_rows); ++row) {
        Contended const& each = found[row];
        table.add({object_text(trace.objects[each.object]), count_text(each.count), duration_text(each.time),
                   duration_text(each.longest), count_text(each.threads),
                   place_and_line(trace, each.places.front().place)});
    }
    std::string text = "objects that a thread found taken by another:\n" + table.text("  ");
    if (found.size() > most_rows) text += "  and " + count_text(found.size() - most_rows) + " more\n";
    return text;
}

}  // namespace minivm::trace

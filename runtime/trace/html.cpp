// The page gets the analysis in two parts. What is long, the bands of all threads and the order of the holds,
// is numbers in LEB128, as base64: a band is its length and its kind, of which there are few. All the rest is
// JSON, the stops of the world among it, which take the holds' place where there is no lock. No text of the
// program's can end a script element, see json_text.
#include <algorithm>
#include <map>
#include <ostream>
#include <string>
#include <tuple>

#include "runtime/trace/blame.hpp"
#include "runtime/trace/contention.hpp"
#include "runtime/trace/diagnosis.hpp"
#include "runtime/trace/exports.hpp"
#include "runtime/trace/page.hpp"
#include "runtime/trace/slices.hpp"
#include "runtime/trace/text.hpp"

namespace minivm::trace {
namespace {

constexpr std::string_view data_mark = "<!--minivm:data-->\n";
constexpr std::size_t most_threads = 200;
constexpr std::size_t most_blames = 30;
constexpr std::size_t most_waits = 20;
constexpr std::size_t most_objects = 50;
constexpr std::size_t map_slices = 1'000;

class Base64 {
public:
    explicit Base64(std::ostream& out) : out_{out} {}

    void number(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7) byte(static_cast<unsigned char>(value | 0x80));
        byte(static_cast<unsigned char>(value));
    }
    // To be called once, at the end.
    void finish() {
        if (bytes_ == 1) text_ += {digit(18), digit(12), '=', '='};
        if (bytes_ == 2) text_ += {digit(18), digit(12), digit(6), '='};
        out_ << text_;
    }

private:
    char digit(unsigned shift) const {
        return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[(group_ >> shift) & 63];
    }
    void byte(unsigned char value) {
        group_ |= static_cast<std::uint32_t>(value) << (16 - 8 * bytes_);
        if (++bytes_ < 3) return;
        text_ += {digit(18), digit(12), digit(6), digit(0)};
        group_ = bytes_ = 0;
        if (text_.size() < (1 << 16)) return;
        out_ << text_;
        text_.clear();
    }

    std::ostream& out_;
    std::string text_;
    std::uint32_t group_ = 0;
    unsigned bytes_ = 0;
};

// An array of JSON from what write(item) prints for each.
template <typename Items, typename Write>
void list(std::ostream& out, Items const& items, Write write) {
    out << '[';
    bool first = true;
    for (auto const& item : items) {
        if (!first) out << ',';
        first = false;
        write(item);
    }
    out << ']';
}

class Data {
public:
    Data(Analysis const& analysis, std::ostream& out)
        : trace_{analysis.trace}, analysis_{analysis}, out_{out} {}

    void write() {
        out_ << "<script type=\"text/plain\" id=\"bands\">";
        bands();
        out_ << "</script>\n<script type=\"application/json\" id=\"facts\">";
        facts();
        out_ << "</script>\n";
    }

private:
    using Kind = std::tuple<State, Cause, std::uint32_t, std::uint32_t, std::uint32_t>;

    std::size_t number_of(Kind const& kind) {
        auto const [known, is_new] = kind_numbers_.try_emplace(kind, kinds_.size());
        if (is_new) kinds_.push_back(kind);
        return known->second;
    }

    // Holds in the order of each thread's bands: their culprits belong to the band, and their order is the
    // lock's.
    void bands() {
        Base64 to{out_};
        std::vector<std::vector<Hold const*>> holds_of(trace_.threads.size());
        for (Hold const& hold : analysis_.holds)
            if (hold.length() > 0) holds_of[hold.thread].push_back(&hold);
        for (std::size_t thread = 0; thread < analysis_.bands.size(); ++thread) {
            std::vector<Band> const& bands = analysis_.bands[thread];
            auto hold = holds_of[thread].begin();
            to.number(bands.size());
            to.number(bands.empty() ? 0 : static_cast<std::uint64_t>(bands.front().begin));
            for (Band const& band : bands) {
                std::uint32_t culprit = 0;
                if (band.state == State::running) {
                    while (hold != holds_of[thread].end() && (*hold)->begin < band.begin) ++hold;
                    if (hold != holds_of[thread].end() && (*hold)->begin == band.begin)
                        culprit = (*hold)->culprit();
                }
                to.number(static_cast<std::uint64_t>(band.length()));
                to.number(number_of({band.state, band.cause, band.place, band.call, culprit}));
            }
        }
        if (trace_.concurrent) {
            to.number(0);
            return to.finish();
        }
        to.number(static_cast<std::uint64_t>(
            std::ranges::count_if(analysis_.holds, [](Hold const& hold) { return hold.length() > 0; })));
        for (Hold const& hold : analysis_.holds)
            if (hold.length() > 0) to.number(hold.thread);
        to.finish();
    }

    void facts() {
        out_ << "{\"program\":" << json_text(trace_.program) << ",\"policy\":" << json_text(trace_.policy)
             << ",\"processors\":" << trace_.processors << ",\"duration\":" << trace_.duration
             << ",\"virtual\":" << (trace_.virtual_time ? "true" : "false")
             << ",\"concurrent\":" << (trace_.concurrent ? "true" : "false") << ",\"lost\":" << trace_.lost
             << ",\n\"threads\":";
        list(out_, trace_.threads, [&](ThreadInfo const& thread) { out_ << json_text(thread.name); });
        out_ << ",\n\"places\":";
        list(out_, trace_.places, [&](Place const& place) {
            out_ << '[' << json_text(place.file) << ',' << place.line << ',' << json_text(place.function)
                 << ',' << json_text(place.text) << ']';
        });
        out_ << ",\n\"calls\":";
        list(out_, trace_.calls, [&](std::string const& call) { out_ << json_text(call); });
        out_ << ",\n\"causes\":[";
        for (std::size_t cause = 0; cause < lock::cause_count; ++cause)
            out_ << (cause == 0 ? "\"" : ",\"") << name_of(static_cast<Cause>(cause)) << '"';
        out_ << "],\n\"states\":[";
        for (int state = 0; state <= static_cast<int>(State::stopped); ++state)
            out_ << (state == 0 ? "\"" : ",\"") << name_of(static_cast<State>(state)) << '"';
        out_ << "],\n\"kinds\":";
        list(out_, kinds_, [&](Kind const& kind) {
            out_ << '[' << static_cast<int>(std::get<0>(kind)) << ',' << static_cast<int>(std::get<1>(kind))
                 << ',' << std::get<2>(kind) << ',' << std::get<3>(kind) << ',' << std::get<4>(kind) << ']';
        });
        out_ << ",\n\"policies\":";
        list(out_, trace_.policy_changes(), [&](Event const& change) {
            out_ << '[' << change.time << ',' << change.call << ',' << change.thread << ',' << change.place
                 << ']';
        });
        map();
        figures();
        blame();
        world();
        out_ << ",\n\"diagnoses\":";
        list(out_, diagnose(analysis_), [&](Diagnosis const& diagnosis) {
            out_ << '[' << json_text(diagnosis.name) << ',' << json_text(diagnosis.evidence) << ','
                 << json_text(diagnosis.remedy) << ']';
        });
        out_ << '}';
    }

    // For each slice of the whole: how many threads ran, then how many waited.
    void map() {
        Slices const slices{0, trace_.duration, map_slices};
        std::vector<double> threads(2 * slices.count());
        for (auto const& bands : analysis_.bands) {
            for (Band const& band : bands) {
                bool const waits = band.state == State::waiting;
                if (!waits && band.state != State::running) continue;
                slices.cover(band.begin, band.end, [&](std::size_t slice, Nanoseconds part) {
                    threads[slice + (waits ? slices.count() : 0)] +=
                        static_cast<double>(part) /
                        static_cast<double>(slices.edge(slice + 1) - slices.edge(slice));
                });
            }
        }
        out_ << ",\n\"map\":";
        list(out_, threads, [&](double number) { out_ << number; });
    }

    void figures() {
        out_ << ",\n\"figures\":[";
        for (std::size_t thread = 0; thread < std::min(most_threads, analysis_.threads.size()); ++thread) {
            ThreadFigures const& figures = analysis_.threads[thread];
            std::uint64_t blocking = 0;
            for (std::size_t cause = 0; cause < lock::cause_count; ++cause)
                if (is_blocking(static_cast<Cause>(cause))) blocking += figures.releases[cause];
            out_ << (thread == 0 ? "[" : ",[") << thread << ',' << figures.end - figures.begin << ','
                 << figures.running << ',' << figures.waiting << ',' << figures.blocked << ','
                 << figures.acquisitions << ',' << figures.releases[static_cast<std::size_t>(Cause::forced)]
                 << ',' << figures.releases[static_cast<std::size_t>(Cause::tick)] << ',' << blocking << ','
                 << figures.wasted_wakes << ',' << figures.waits.count() << ','
                 << figures.waits.percentile(50) << ',' << figures.waits.percentile(99) << ','
                 << figures.waits.maximum() << ','
                 << figures.releases[static_cast<std::size_t>(Cause::stop_the_world)] << ',' << figures.pauses
                 << ',' << figures.object_waits << ',' << figures.object_waiting << ']';
        }
        out_ << ']';
    }

    // What there is instead of holds.
    void world() {
        out_ << ",\n\"stops\":";
        list(out_, analysis_.pauses, [&](Pause const& pause) {
            out_ << '[' << pause.begin << ',' << pause.end << ',' << pause.thread << ',' << pause.place << ','
                 << static_cast<int>(pause.cause) << ',' << pause.had << ','
                 << (pause.last == no_thread ? -1 : static_cast<std::int64_t>(pause.last)) << ','
                 << pause.last_place << ']';
        });
        out_ << ",\n\"contended\":";
        std::vector<Contended> objects = contended_objects(trace_);
        objects.resize(std::min(objects.size(), most_objects));
        list(out_, objects, [&](Contended const& object) {
            out_ << '[' << json_text(object_text(trace_.objects[object.object])) << ',' << object.count << ','
                 << object.time << ',' << object.longest << ',' << object.threads << ','
                 << object.places.front().place << ']';
        });
    }

    void blame() {
        Nanoseconds waited = 0;
        for (Wait const& wait : analysis_.waits) waited += wait.length();
        std::vector<Blame> blames = total_blame(analysis_);
        blames.resize(std::min(blames.size(), most_blames));
        out_ << ",\n\"waited\":" << waited << ",\"blames\":";
        list(out_, blames, [&](Blame const& blame) {
            out_ << '[' << blame.thread << ',' << blame.place << ',' << blame.time << ',' << blame.waits
                 << ',' << static_cast<int>(blame.cause) << ']';
        });
        out_ << ",\n\"worst\":";
        list(out_, worst_waits(analysis_, most_waits), [&](std::size_t index) {
            Wait const& wait = analysis_.waits[index];
            out_ << '[' << wait.thread << ',' << wait.begin << ',' << wait.end << ','
                 << static_cast<int>(wait.cause) << ',' << wait.place << ']';
        });
    }

    Trace const& trace_;
    Analysis const& analysis_;
    std::ostream& out_;
    std::map<Kind, std::size_t> kind_numbers_;
    std::vector<Kind> kinds_;
};

}  // namespace

void write_html(Analysis const& analysis, std::ostream& out) {
    std::string page;
    for (std::string_view const part : page_parts) page += part;
    std::size_t const mark = page.find(data_mark);
    out << page.substr(0, mark);
    Data{analysis, out}.write();
    out << page.substr(mark + data_mark.size());
}

}  // namespace minivm::trace

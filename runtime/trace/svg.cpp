// A still picture, as wide as a slide. Each row is rasterised at a third or half of a pixel, so that its size
// does not depend on how much happened; what is thinner shows as what most of its cell is. The colours are
// those of M. Okabe and K. Ito, which colour-blind people can tell apart.
#include <algorithm>
#include <array>
#include <functional>
#include <ostream>
#include <string>

#include "runtime/trace/exports.hpp"
#include "runtime/trace/slices.hpp"
#include "runtime/trace/text.hpp"

namespace minivm::trace {
namespace {

constexpr std::size_t width = 1'600;
constexpr std::size_t left = 220;  // for the names
constexpr std::size_t right = 30;
constexpr std::size_t plot = width - left - right;
constexpr std::size_t top = 110;
constexpr std::size_t most_rows = 40;

constexpr char const* running_colour = "#0072b2";
constexpr char const* waiting_colour = "#e69f00";
constexpr char const* blocked_colour = "#d0d0d0";
constexpr std::array<char const*, 6> holder_colours{"#56b4e9", "#009e73", "#cc79a7",
                                                    "#d55e00", "#f0e442", "#7f7f7f"};

class Picture {
public:
    Picture(Analysis const& analysis, std::ostream& out)
        : trace_{analysis.trace},
          analysis_{analysis},
          out_{out},
          rows_{std::min(trace_.threads.size(), most_rows)},
          row_height_{rows_ <= 12   ? 40U
                      : rows_ <= 24 ? 28U
                                    : 20U},
          cells_a_pixel_{rows_ <= 20 ? 3U : 2U},
          slices_{0, trace_.duration, plot * cells_a_pixel_} {}

    void draw() {
        std::size_t const bottom = y_of(rows_ + 1);
        std::size_t const height = bottom + (rows_ < trace_.threads.size() ? 120 : 95);
        out_ << "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" << width << "\" height=\"" << height
             << "\" viewBox=\"0 0 " << width << ' ' << height
             << "\" font-family=\"Helvetica, Arial, sans-serif\">\n<rect width=\"100%\" height=\"100%\" "
             << "fill=\"#ffffff\"/>\n";
        text(30, 48, 30, "start", cut_to(legible(trace_.program.empty() ? "minivm" : trace_.program), 85));
        text(30, 82, 20, "start",
             lock_text(trace_) + ", " + std::to_string(trace_.threads.size()) +
                 (trace_.threads.size() == 1 ? " thread, " : " threads, ") + duration_text(trace_.duration) +
                 (trace_.virtual_time ? " of virtual time" : ""));
        if (slices_.count() == 0) {
            text(30, bottom, 20, "start", "nothing happened");
        } else {
            axis(bottom);
            policies(bottom);
            if (trace_.concurrent)
                world_row();
            else
                lock_row();
            for (std::uint32_t thread = 0; thread < rows_; ++thread) thread_row(thread);
        }
        if (rows_ < trace_.threads.size())
            text(left, bottom + 50, 18, "start",
                 "... " + count_text(trace_.threads.size() - rows_) + " more threads");
        legend(height - 25);
        out_ << "</svg>\n";
    }

private:
    std::size_t y_of(std::size_t row) const { return top + row * row_height_ + (row == 0 ? 0 : 14); }
    std::size_t bar() const { return row_height_ * 3 / 4; }

    void text(std::size_t x, std::size_t y, std::size_t size, char const* anchor, std::string const& what) {
        out_ << "<text x=\"" << x << "\" y=\"" << y << "\" font-size=\"" << size << "\" text-anchor=\""
             << anchor << "\" fill=\"#222222\">" << html_text(what) << "</text>\n";
    }
    void rectangle(std::size_t x, std::size_t y, std::size_t w, std::size_t h, char const* colour) {
        out_ << "<rect x=\"" << x << "\" y=\"" << y << "\" width=\"" << w << "\" height=\"" << h
             << "\" fill=\"" << colour << "\"/>\n";
    }

    // Where kind(cell) is `wanted`, as one path of thick strokes in cells.
    void strokes(std::size_t row, char const* colour, std::function<bool(std::size_t cell)> const& wanted) {
        std::string path;
        std::size_t pen = 0;
        for (std::size_t cell = 0; cell < slices_.count(); ++cell) {
            if (!wanted(cell)) continue;
            std::size_t end = cell + 1;
            while (end < slices_.count() && wanted(end)) ++end;
            path += "m" + std::to_string(cell - pen) + " 0h" + std::to_string(end - cell);
            pen = cell = end;
        }
        if (path.empty()) return;
        double const scale = static_cast<double>(plot) / static_cast<double>(slices_.count());
        out_ << "<path transform=\"translate(" << left << ' ' << y_of(row) + bar() / 2 << ") scale(" << scale
             << " 1)\" stroke=\"" << colour << "\" stroke-width=\"" << bar() << "\" d=\"M0 0" << path
             << "\"/>\n";
    }

    void axis(std::size_t bottom) {
        for (Tick const& tick : ticks_of(slices_, 11)) {
            double const share = static_cast<double>(tick.time) / static_cast<double>(trace_.duration);
            std::size_t const x = left + static_cast<std::size_t>(share * static_cast<double>(plot));
            out_ << "<path stroke=\"#dddddd\" d=\"M" << x << ".5 " << top - 6 << "V" << bottom + 4
                 << "\"/>\n";
            text(x, bottom + 24, 18, "middle", tick.text);
        }
    }

    // A line where another policy came into force, with its name if there is room.
    void policies(std::size_t bottom) {
        std::size_t free = 0;
        for (Event const& change : trace_.policy_changes()) {
            double const share = static_cast<double>(change.time) / static_cast<double>(trace_.duration);
            std::size_t const x = left + static_cast<std::size_t>(share * static_cast<double>(plot));
            out_ << "<path stroke=\"#222222\" stroke-dasharray=\"4 3\" d=\"M" << x << ".5 " << top - 6 << "V"
                 << bottom + 4 << "\"/>\n";
            if (x < free) continue;
            std::string const& name = trace_.calls[change.call];
            text(x, top - 9, 14, "middle", name);
            free = x + (columns_of(name) + 2) * 8;
        }
    }

    void label(std::size_t row, std::string const& name) {
        std::size_t const size = std::min<std::size_t>(row_height_ * 6 / 10, 20);
        text(left - 16, y_of(row) + bar() / 2 + size / 3, size, "end",
             cut_to(legible(name), size > 14 ? 17 : 24));
    }

    char const* colour_of(std::uint32_t thread) const {
        return holder_colours[thread % holder_colours.size()];
    }

    void lock_row() {
        label(0, "the lock");
        std::vector<std::uint32_t> const holders = holders_of(analysis_, slices_);
        for (std::size_t colour = 0; colour < holder_colours.size(); ++colour) {
            strokes(0, holder_colours[colour], [&](std::size_t cell) {
                return holders[cell] != no_thread && holders[cell] % holder_colours.size() == colour;
            });
        }
        // Names where there is room for them.
        for (std::size_t cell = 0; cell < holders.size();) {
            std::size_t end = cell + 1;
            while (end < holders.size() && holders[end] == holders[cell]) ++end;
            std::size_t const room = (end - cell) * plot / slices_.count();
            if (holders[cell] != no_thread) {
                std::string const name = legible(trace_.threads[holders[cell]].name);
                if (room > columns_of(name) * 9 + 8)
                    text(left + (cell + end) * plot / slices_.count() / 2, y_of(0) + bar() / 2 + 5, 14,
                         "middle", name);
            }
            cell = end;
        }
    }

    // A stop is there to be seen, however short.
    void world_row() {
        label(0, "the world");
        std::vector<Stopped> const stopped = stopped_in(analysis_, slices_);
        for (std::size_t colour = 0; colour < holder_colours.size(); ++colour) {
            strokes(0, holder_colours[colour], [&](std::size_t cell) {
                return stopped[cell].time != 0 && stopped[cell].thread % holder_colours.size() == colour;
            });
        }
    }

    void thread_row(std::uint32_t thread) {
        std::size_t const row = thread + 1;
        label(row, trace_.threads[thread].name);
        rectangle(left - 9, y_of(row), 6, bar(), colour_of(thread));
        std::vector<Share> const shares = shares_of(analysis_.bands[thread], slices_);
        strokes(row, blocked_colour, [&](std::size_t cell) { return shares[cell].most() == State::blocked; });
        strokes(row, waiting_colour, [&](std::size_t cell) { return shares[cell].most() == State::waiting; });
        strokes(row, running_colour, [&](std::size_t cell) { return shares[cell].most() == State::running; });
    }

    void legend(std::size_t y) {
        std::size_t x = left;
        auto const entry = [&](char const* colour, std::string const& what) {
            rectangle(x, y - 15, 28, 18, colour);
            text(x + 38, y, 18, "start", what);
            x += 38 + what.size() * 9 + 40;
        };
        entry(running_colour, "running");
        entry(waiting_colour, trace_.concurrent ? "waiting for the world" : "waiting for the lock");
        entry(blocked_colour, "blocked in a call");
        text(x, y, 18, "start",
             trace_.concurrent
                 ? "the world's row: each stop, in the colour of who stopped it, beside the name"
                 : "the lock's row: in its holder's colour, beside the name; empty: free");
    }

    Trace const& trace_;
    Analysis const& analysis_;
    std::ostream& out_;
    std::size_t const rows_;
    std::size_t const row_height_;
    std::size_t const cells_a_pixel_;
    Slices const slices_;
};

}  // namespace

void write_svg(Analysis const& analysis, std::ostream& out) { Picture{analysis, out}.draw(); }

}  // namespace minivm::trace

#include "runtime/trace/exports.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <string>

#include "runtime/trace/text.hpp"

namespace minivm::trace {
namespace {

std::string written(void (*write)(Analysis const&, std::ostream&), Trace const& trace) {
    std::ostringstream out;
    write(Analysis{trace}, out);
    return out.str();
}

std::size_t count_of(std::string const& text, std::string const& what) {
    std::size_t count = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
    return count;
}

// Two threads that pass the lock to and fro.
Trace passing(std::size_t rounds) {
    Trace trace;
    trace.threads = {{.name = "left"}, {.name = "right"}};
    Nanoseconds time = 0;
    for (std::size_t round = 0; round < rounds; ++round, time += 1'000) {
        auto const runner = static_cast<std::uint32_t>(round % 2);
        if (round != 0)
            trace.events.push_back(
                {.time = time, .thread = 1 - runner, .kind = Kind::wait, .cause = Cause::forced});
        trace.events.push_back({.time = time, .thread = runner, .kind = Kind::run});
    }
    trace.duration = time;
    return trace;
}

}  // namespace

TEST_CASE("texts are JSON whatever they hold, and safe inside a script element") {
    CHECK(json_text("a\"b\\c") == R"("a\"b\\c")");
    CHECK(json_text("</script>") == R"("\u003c/script>")");
    CHECK(json_text(std::string{"\0\n\xFF", 3}) == "\"\uFFFD\uFFFD\uFFFD\"");
}

TEST_CASE("texts are safe in HTML, between tags and in attributes") {
    CHECK(html_text("<a href=\"b&c\">\n") == "&lt;a href=&quot;b&amp;c&quot;&gt;\uFFFD");
}

TEST_CASE("an arrow goes from each hold to the next thread's") {
    std::string const text = written(write_chrome, passing(5));
    CHECK(count_of(text, "\"ph\":\"s\"") == 4);
    CHECK(count_of(text, "\"ph\":\"f\"") == 4);
    CHECK(text.find(R"({"ph":"s","pid":1,"tid":1,"ts":0.999,"id":0,)") != std::string::npos);
    CHECK(text.find(R"({"ph":"f","pid":1,"tid":2,"ts":1.000,"id":0,)") != std::string::npos);
    // Each wait counts once, and is over once.
    CHECK(count_of(text, R"("waiting":1})") == 1);
    CHECK(text.find(R"("waiting":2})") == std::string::npos);
}

TEST_CASE("a call is in the name of its slice, and a place in the arguments") {
    Trace trace = passing(1);
    trace.places.push_back({.file = "f.mini", .line = 7, .function = "work", .text = "x = \"<\""});
    trace.calls.emplace_back("time.sleep");
    trace.events.push_back(
        {.time = 500, .thread = 0, .place = 1, .call = 1, .kind = Kind::block, .cause = Cause::sleep});
    std::string const text = written(write_chrome, trace);
    CHECK(text.find(
              R"("name":"blocked: time.sleep","args":{"cause":"sleep","place":"f.mini:7","function":"work",)"
              R"("line":"x = \"\u003c\""}})") != std::string::npos);
}

TEST_CASE("a change of the policy is marked in each export") {
    Trace trace = passing(4);
    trace.policy = "interval, fifo";
    trace.calls.emplace_back("fifo");
    trace.places.push_back({.file = "f.mini", .line = 7, .function = "work", .text = ""});
    trace.events.push_back({.time = 3'000, .thread = 1, .place = 1, .call = 1, .kind = Kind::policy});
    std::string const chrome = written(write_chrome, trace);
    CHECK(chrome.find(R"({"ph":"i","pid":1,"tid":0,"ts":3.000,"s":"p","cat":"event","name":"policy: fifo",)"
                      R"("args":{"by":"right","place":"f.mini:7","function":"work"}})") != std::string::npos);
    CHECK(written(write_html, trace).find("\"policies\":[[3000,1,1,1]]") != std::string::npos);
    CHECK(count_of(written(write_svg, trace), "fifo") == 2);  // the heading has it too
    std::ostringstream csv;
    write_csv(trace, csv);
    CHECK(csv.str().find("3000,1,right,policy,none,f.mini,7,work,fifo,,,,,\r\n") != std::string::npos);
}

TEST_CASE("without a lock the exports have stops of the world for its track, and what was found taken") {
    Trace trace;
    trace.threads = {{.name = "left"}, {.name = "right"}};
    trace.concurrent = true;
    trace.policy = "off";
    trace.places.push_back({.file = "f.mini", .line = 7, .function = "work", .text = "shared.append"});
    trace.events = {
        {.time = 0, .thread = 0, .kind = Kind::run},
        {.time = 0, .thread = 1, .kind = Kind::run},
        {.time = 1'000, .thread = 1, .place = 1, .kind = Kind::wait, .cause = Cause::collection},
        {.time = 2'000, .thread = 0, .kind = Kind::wait, .cause = Cause::stop_the_world},
        {.time = 2'000, .thread = 1, .kind = Kind::run, .cause = Cause::collection},
        {.time = 5'000, .thread = 1, .kind = Kind::world_starts, .cause = Cause::collection},
        {.time = 5'000, .thread = 0, .kind = Kind::run},
    };
    trace.duration = 9'000;
    trace.objects = {{.type = "list", .name = "shared", .identity = 16}};
    trace.object_waits = {{.thread = 0,
                           .place = 1,
                           .object = 0,
                           .count = 3,
                           .time = 1'500,
                           .longest = 900,
                           .first = 10,
                           .last = 8'000}};

    std::string const chrome = written(write_chrome, trace);
    CHECK(chrome.find("\"args\":{\"name\":\"the world\"}") != std::string::npos);
    CHECK(chrome.find("the lock") == std::string::npos);
    CHECK(chrome.find("held first by") == std::string::npos);
    CHECK(chrome.find(R"({"ph":"X","pid":1,"tid":0,"ts":1.000,"dur":4.000,"cat":"world",)"
                      R"("name":"stopped by right","args":{"for":"collection","place":"f.mini:7",)"
                      R"("function":"work","line":"shared.append","until all stood still":1.000,)"
                      R"("last":"left"}})") != std::string::npos);
    CHECK(chrome.find(R"("objects found taken":[{"object":"list shared","times":3,"waited":1.500,)"
                      R"("longest":0.900,)") != std::string::npos);

    std::string const picture = written(write_svg, trace);
    CHECK(picture.find(">the world<") != std::string::npos);
    CHECK(picture.find("the lock") == std::string::npos);
    CHECK(picture.find("no lock (off)") != std::string::npos);

    std::string const page = written(write_html, trace);
    CHECK(page.find("\"concurrent\":true") != std::string::npos);
    CHECK(page.find("\"stops\":[[1000,5000,1,1,14,2000,0,0]]") != std::string::npos);
    CHECK(page.find("\"contended\":[[\"list shared\",3,1500,900,1,1]]") != std::string::npos);

    std::ostringstream table;
    write_csv(trace, table);
    CHECK(table.str().find("5000,1,right,world goes on,collection,,,,,,,,,\r\n") != std::string::npos);
    CHECK(table.str().find("10,0,left,object waits,none,f.mini,7,work,,,3,8000,list shared,1500\r\n") !=
          std::string::npos);
}

TEST_CASE("a picture of a million events is small") {
    std::string const text = written(write_svg, passing(500'000));
    CHECK(text.size() < 100'000);
    CHECK(text.rfind("</svg>\n") == text.size() - 7);
}

TEST_CASE("a picture of many threads that all change at every cell stays below a megabyte") {
    Trace trace;
    constexpr std::uint32_t threads = 60;
    for (std::uint32_t thread = 0; thread < threads; ++thread) trace.threads.push_back({.name = "t"});
    for (Nanoseconds time = 0; time < 3'000; ++time) {
        for (std::uint32_t thread = 0; thread < threads; ++thread) {
            Kind const kind = (static_cast<std::uint32_t>(time) + thread) % 2 == 0 ? Kind::wait : Kind::block;
            trace.events.push_back({.time = time, .thread = thread, .kind = kind});
        }
    }
    trace.duration = 3'000;
    std::string const text = written(write_svg, trace);
    CHECK(text.size() < 1'000'000);
    CHECK(text.find("... 20 more threads") != std::string::npos);
}

TEST_CASE("exports of nothing are whole") {
    CHECK(written(write_svg, Trace{}).find("nothing happened") != std::string::npos);
    CHECK(written(write_html, Trace{}).find("</html>") != std::string::npos);
    CHECK(written(write_chrome, Trace{}).find("\"traceEvents\"") != std::string::npos);
}

}  // namespace minivm::trace

// Parses each file that is named and prints its tree as ast.dump() does, or its error as one line that
// compare.py reads. With --time it prints how long all of it took instead.

#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>

#include "dump.hpp"
#include "grammar/parse.hpp"

using namespace minivm::grammar;

int main(int count, char** arguments) {
    bool const checks = count > 1 && std::string_view(arguments[1]) == "--check";
    bool const measures = count > 1 && std::string_view(arguments[1]) == "--time";
    std::size_t bytes = 0;
    std::chrono::nanoseconds spent{};
    for (int i = measures || checks ? 2 : 1; i < count; ++i) {
        std::ifstream file(arguments[i], std::ios::binary);
        std::string text{std::istreambuf_iterator<char>(file), {}};
        bytes += text.size();
        auto const start = std::chrono::steady_clock::now();
        Source const source(arguments[i], std::move(text));
        auto const parsed = parse(source, Mode::module);
        spent += std::chrono::steady_clock::now() - start;
        if (measures) continue;
        if (parsed.ok()) {
            std::cout << (checks ? "ok" : dump(parsed.tree().root())) << '\n';
            continue;
        }
        auto const& error = parsed.diagnostic();
        std::cout << "error\t" << (error.kind == Diagnostic::Kind::unsupported ? "Unsupported" : error.type())
                  << '\t' << error.span.line << '\t' << error.offset(source) << '\t' << error.span.end_line
                  << '\t' << error.end_offset(source) << '\t' << error.message << '\t' << error.line(source)
                  << '\n';
    }
    if (measures) {
        auto const seconds = std::chrono::duration<double>(spent).count();
        std::cout << bytes << " bytes in " << seconds << " s: " << static_cast<double>(bytes) / seconds / 1e6
                  << " MB/s\n";
    }
    return 0;
}

// Any bytes end in a tree or a diagnostic, in each mode.

#include <cstddef>
#include <cstdint>
#include <string>

#include "grammar/parse.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using minivm::grammar::Mode;
    minivm::grammar::Source const source("fuzz", std::string(reinterpret_cast<char const*>(data), size));
    for (auto mode : {Mode::module, Mode::interactive, Mode::expression}) {
        auto parsed = minivm::grammar::parse(source, mode);
        static_cast<void>(parsed.ok());
    }
    return 0;
}

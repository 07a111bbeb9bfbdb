#include "runtime/cli/free_threaded.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>

#include "runtime/cli/measure.hpp"

namespace minivm::cli {

int run_free_threaded(char** values) {
    std::string const command =
        std::filesystem::path(own_executable()).replace_filename("minivm-ft").string();
    execv(command.c_str(), values);
    std::cerr << "minivm: --gil=off needs " << command << ": " << std::strerror(errno)
              << "\nIt is this program built without an interpreter lock, and lies beside it:\n"
                 "    cmake --preset free-threaded && cmake --build --preset free-threaded\n"
                 "    ln -s ../free-threaded/minivm-ft build/release/\n"
                 "or, beside an installed one: cmake --install build/free-threaded --prefix PREFIX\n";
    return 2;
}

}  // namespace minivm::cli

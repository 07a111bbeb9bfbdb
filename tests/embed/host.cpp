// A program outside the repository that knows minivm only as it is installed.

#include <minivm/config.hpp>

static_assert(MINIVM_VERSION_MAJOR == 0 && MINIVM_VERSION_MINOR == 1);

int main() {}

// minivm.h is C++ too, alone and beside the C++ interface.
#include <minivm.h>
//
#include <minivm/minivm.hpp>

static_assert(MV_ABI == (MINIVM_FREE_THREADED ? 0x102 : 0x101));

int main() {
    mv_config config = MV_CONFIG;
    mv_vm* vm = nullptr;
    if (mv_create(&config, &vm, nullptr) != MV_OK) return 1;
    mv_value* const number = mv_int64(vm, 42);
    std::int64_t back = 0;
    if (mv_as_int64(number, &back, nullptr) != MV_OK || back != 42) return 1;
    if (mv_destroy(vm, nullptr) != MV_OK) return 1;
    minivm::Vm other;
    return other.evaluate<int>("1 + 1").value_or(0) == 2 ? 0 : 1;
}

#include "vm/objects/containers.hpp"
#include "vm/thread.hpp"

namespace minivm {

Cell* make_cell(Thread& thread, Value value) {
    auto* cell = static_cast<Cell*>(Heap::allocate(thread, shape_id::cell, Kind::cell, sizeof(Cell)));
    cell->value = value;
    return cell;
}

}  // namespace minivm

// Scratch memory as arrays.
#ifndef LAMINA_SCRATCH_ARRAY_H
#define LAMINA_SCRATCH_ARRAY_H

#include <cstdint>

#include "Scratch.h"

namespace lamina {

/// Room for `count` elements in a thread's scratch memory.
template <class T>
T *scratch_array(Scratch &scratch, int64_t count) {
    return reinterpret_cast<T *>(scratch.get(size_t(count) * sizeof(T)));
}

}  // namespace lamina

#endif

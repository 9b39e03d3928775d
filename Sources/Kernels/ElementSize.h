#ifndef LAMINA_ELEMENT_SIZE_H
#define LAMINA_ELEMENT_SIZE_H

#include <cstdint>

#include "include/lamina_kernels.h"

namespace lamina {

/// Bytes of one element.
inline int element_size(lk_dtype dtype) {
    static constexpr uint8_t kSize[] = {4, 2, 2, 8, 8, 1, 2, 4, 8, 1, 2, 4, 8, 1};
    return kSize[dtype];
}

}  // namespace lamina

#endif

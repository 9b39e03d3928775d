// Conversion between element types, for kernels that compute half types in float32.
#ifndef LAMINA_CONVERSION_H
#define LAMINA_CONVERSION_H

#include "include/lamina_kernels.h"

namespace lamina {

/// Converts `count` elements, by the fused loop.
inline void convert(lk_dtype from, const void *in, lk_dtype to, void *out, int64_t count) {
    if (count == 0) return;
    const lk_operand input = {from, {1}};
    const lk_instruction instruction = {LK_CONVERT, to, from, 1, 0, 0, 0};
    const lk_result output = {to, 1};
    const lk_fused_loop loop = {1, {count}, 1, &input, 1, &instruction, 1, &output, 2};
    lk_fused(&loop, &in, &out);
}

}  // namespace lamina

#endif

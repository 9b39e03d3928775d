// Transposing boxes of a matrix.
#ifndef LAMINA_TRANSPOSE_H
#define LAMINA_TRANSPOSE_H

#include <cstdint>

namespace lamina {

/// dst[r * dst_stride + c] = src[c * src_stride + r] for r in 0 ..< rows and c in 0 ..< columns.
/// Elements have `size` bytes (1, 2, 4 or 8), strides count elements and may be negative.
void transpose(int size, const char *src, int64_t src_stride, char *dst, int64_t dst_stride,
               int64_t rows, int64_t columns);

/// Columns that `transpose` takes through all rows at once: whole cache lines of the target.
constexpr int64_t kTransposeStrip = 32;

}  // namespace lamina

#endif

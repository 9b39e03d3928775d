// What the parts of the fused loop agree on: tiles of whole blocks, and kernels over them.
#ifndef LAMINA_FUSED_TILE_H
#define LAMINA_FUSED_TILE_H

#include <cstddef>
#include <cstdint>

#include "include/lamina_kernels.h"

namespace lamina {

/// Tiles are whole blocks of this many elements, a multiple of every vector length: each element
/// goes through the same vector code wherever it lies, so no position changes its bits.
constexpr int64_t kBlock = 64;

/// One operand of a tile kernel: the first block, and the bytes from a block to the next one (0 for
/// a scalar, whose single block holds 64 copies).
struct TileOperand {
    const char *data;
    ptrdiff_t step;
};

/// dst[i] = op(a[i], b[i], c[i]) for the elements of `blocks` blocks. `dst` may be the memory of an
/// operand of the same element size.
using TileKernel =
    void (*)(char *dst, TileOperand a, TileOperand b, TileOperand c, int64_t blocks);

/// The kernels by concept; null where the operation does not exist for the type.
TileKernel float_kernel(lk_op op, lk_dtype dtype);
TileKernel special_kernel(lk_op op, lk_dtype dtype);
TileKernel integer_kernel(lk_op op, lk_dtype dtype);
TileKernel plain_kernel(lk_op op, lk_dtype dtype);
TileKernel convert_kernel(lk_dtype from, lk_dtype to);
/// Copies past the caches; `dst` must be aligned to 64 bytes.
TileKernel stream_kernel(int size);

}  // namespace lamina

#endif

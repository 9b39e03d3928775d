// Register tiles of products whose operands come as 32-bit words: pairs of bfloat16, or four int8.
#ifndef LAMINA_MATMUL_NARROW_TILE_H
#define LAMINA_MATMUL_NARROW_TILE_H

#include "MatmulTile.h"

namespace lamina {

/// The loops of MatmulTile.h over words: a word of `a` times a word of `b` is the sum of the products of
/// their parts. Null where the processor has no instruction for it.
///
/// Pairs of bfloat16 give float32 sums; denormal numbers count as 0. By rows and by columns.
const TileSet *bfloat16_tiles();
/// Fours of uint8 in `a` with fours of int8 in `b` give int32 sums, written as float32. The last word of
/// the sum is no product: that of `b` is an int32 with which the sum begins. By rows.
const TileSet *int8_tiles();

}  // namespace lamina

#endif

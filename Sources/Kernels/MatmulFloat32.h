// float32 products by register tiles; see MatmulFloat32.cpp.
#ifndef LAMINA_MATMUL_FLOAT32_H
#define LAMINA_MATMUL_FLOAT32_H

#include <cstdint>

namespace lamina {

class FusedTail;
struct TileSet;

/// c [m, n] = a * b for each product of a batch, which follow each other in memory. `transpose_a`
/// means that a is stored [k, m], `transpose_b` that b is stored [n, k].
struct Product {
    bool transpose_a, transpose_b;
    int64_t batch, m, n, k;
    const float *a, *b;
    float *c;

    /// Product number `i` of the batch.
    Product at(int64_t i) const {
        return {transpose_a, transpose_b, 1, m, n, k, a + i * m * k, b + i * k * n, c + i * m * n};
    }
};

/// Floats of b in panels of one tile's width, each over the whole depth, the last filled up.
int64_t packed_elements(int64_t n, int64_t k);
/// Puts b [k, n], or [n, k] if transposed, into panels.
void pack_panels(bool is_transposed, int64_t n, int64_t k, const float *b, float *panels);
/// One product of an a as it is and a b in panels: what would be packed for every piece is there. Where
/// it is cut into whole rows, `tail` runs on each piece of them. `tiles` may take other operands than floats
/// (MatmulNarrowTile.h), which are then words of the same size.
void multiply_by_panels(const Product &product, const TileSet &tiles, const FusedTail &tail);
bool cuts_rows(const Product &product, const TileSet &tiles);

/// Any shape; best where m and n are at least a vector's length.
void multiply_by_tiles(const Product &product);

/// True for the few rows (or the single column) that `multiply_few_rows` is made for.
bool has_few_rows(const Product &product);
/// Memory-bound products: reads the large operand once, in its own order.
void multiply_few_rows(const Product &product);

}  // namespace lamina

#endif

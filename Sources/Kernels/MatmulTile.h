// The register-blocked inner loop under every float32 product and under convolutions of few
// channels: a few rows by one or two vectors of columns, kept in registers over the whole sum.
#ifndef LAMINA_MATMUL_TILE_H
#define LAMINA_MATMUL_TILE_H

#include <cstdint>

#include "Parts.h"

namespace lamina {

/// c[r, j] = sum over o, p of a(r, o, p) * b[o * inner + p, j], for r in 0..<rows, j in
/// 0..<columns, with one rounding per product and sum and in the order of (o, p).
///
/// `a` is addressed in one of three ways: "by rows", a[o * a_outer + r * a_step + p], "by columns",
/// a[o * a_outer + p * a_step + r], and "by offsets", a[o * a_outer + p * a_step + a_offsets[r]].
/// Steps and offsets are in elements.
struct Tile {
    const float *a;
    const int64_t *a_offsets;
    int64_t a_step, a_outer;
    const float *b;
    int64_t b_step;
    float *c;
    int64_t c_step;
    int64_t inner, outer;
    int64_t columns;
    bool accumulate;  // adds to c instead of overwriting it
};

/// `by_rows_ahead` is by rows, with the lines of b fetched ahead: for a b that comes from memory in the
/// order in which it is read. Hardware prefetchers see 128 bytes in a dozen cycles, too slow a stream for them.
/// `by_columns_ahead` is by columns, with the lines of c fetched while the sums form: for operands in the
/// caches and a c in memory.
enum class Addressing { by_rows, by_columns, by_offsets, by_rows_ahead, by_columns_ahead };

using TileFunction = void (*)(const Tile &);

/// The loops for this machine's vectors.
struct TileSet {
    static constexpr int64_t most_rows = 16;

    int64_t lanes;
    /// Whether a sum can be cut into several tiles, of which each goes on where the last one ended.
    bool goes_on = true;
    /// The largest row counts that stay in registers, for one and for two vectors of columns.
    int64_t rows[2];
    /// Index [addressing][vectors - 1][rows - 1].
    TileFunction functions[5][2][most_rows];

    /// The widest tile, in columns.
    int64_t width() const { return 2 * lanes; }

    /// Runs `tile` over `count` rows.
    void run(Tile tile, Addressing addressing, int64_t count) const {
        const int two = tile.columns > lanes;
        // Tiles of nearly equal height: a last tile of one row would wait for its own additions.
        const int64_t tiles = ceil_div(count, rows[two]);
        for (int64_t i = 0, left = count; i < tiles; ++i) {
            const int64_t height = ceil_div(left, tiles - i);
            functions[int(addressing)][two][height - 1](tile);
            switch (addressing) {
                case Addressing::by_rows:
                case Addressing::by_rows_ahead: tile.a += height * tile.a_step; break;
                case Addressing::by_columns:
                case Addressing::by_columns_ahead: tile.a += height; break;
                case Addressing::by_offsets: tile.a_offsets += height; break;
            }
            tile.c += height * tile.c_step;
            left -= height;
        }
    }

    /// to[i * to_step + j] = sum over row in 0..<row_count and t in starts[i]..<starts[i + 1] of
    /// rows[row][offsets[t] + j], for i in 0..<count and j in 0..<columns.
    void (*gather)(const float *const *rows, int64_t row_count, const int64_t *starts,
                   const int64_t *offsets, int64_t count, int64_t columns, float *to,
                   int64_t to_step);
    /// to[p, j] = from[j * from_step + p] for p in 0..<depth and j in 0..<columns; rows of `to` are
    /// `to_step` apart.
    void (*transpose)(const float *from, int64_t from_step, int64_t columns, int64_t depth,
                      float *to, int64_t to_step);
    /// to[p, j] = from[p * from_step + j] for p in 0..<depth and j in 0..<columns, of which there are at
    /// most `width()`; rows of `to` are `to_step` apart.
    void (*copy)(const float *from, int64_t from_step, int64_t columns, int64_t depth, float *to,
                 int64_t to_step);
};

/// Chosen once for this machine.
const TileSet &tile_set();

}  // namespace lamina

#endif

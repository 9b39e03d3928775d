// The register-blocked inner loop under every float32 product and under convolutions of few
// channels: a few rows by one or two vectors of columns, kept in registers over the whole sum.
#ifndef LAMINA_MATMUL_TILE_H
#define LAMINA_MATMUL_TILE_H

#include <cstdint>

namespace lamina {

/// c[r, j] = sum over o, p of a(r, o, p) * b[o * inner + p, j], for r in 0..<rows, j in
/// 0..<columns, with one rounding per product and sum and in the order of (o, p).
///
/// `a` is addressed in one of two ways: "by rows", a[o * a_outer + r * a_step + p], and "by columns",
/// a[o * a_outer + p * a_step + r]. Steps are in elements.
struct Tile {
    const float *a;
    int64_t a_step, a_outer;
    const float *b;
    int64_t b_step;
    float *c;
    int64_t c_step;
    int64_t inner, outer;
    int64_t columns;
    bool accumulate;  // adds to c instead of overwriting it
};

using TileFunction = void (*)(const Tile &);

/// The tiles for this machine's vectors. Index [v - 1][r - 1]: v vectors of columns, r rows.
struct TileSet {
    static constexpr int64_t most_rows = 16;

    int64_t lanes;
    /// The largest row counts that stay in registers, for one and for two vectors.
    int64_t rows[2];
    TileFunction by_rows[2][most_rows];
    TileFunction by_columns[2][most_rows];

    /// The widest tile, in columns.
    int64_t width() const { return 2 * lanes; }
    /// Vectors needed for `columns` in 1...width().
    int64_t vectors(int64_t columns) const { return columns > lanes ? 2 : 1; }

    /// Runs `tile` over `count` rows: `by_columns` says how `a` is addressed.
    void run(Tile tile, bool is_by_columns, int64_t count) const {
        const int64_t v = vectors(tile.columns) - 1;
        const auto &functions = is_by_columns ? by_columns[v] : by_rows[v];
        // Tiles of nearly equal height: a last tile of one row would wait for its own additions.
        const int64_t tiles = (count + rows[v] - 1) / rows[v];
        for (int64_t i = 0, left = count; i < tiles; ++i) {
            const int64_t height = (left + tiles - i - 1) / (tiles - i);
            functions[height - 1](tile);
            tile.a += is_by_columns ? height : height * tile.a_step;
            tile.c += height * tile.c_step;
            left -= height;
        }
    }

    /// to[p, j] = from[j * from_step + p] for p in 0..<depth and j in 0..<columns; rows of `to` are
    /// `to_step` apart.
    void (*transpose)(const float *from, int64_t from_step, int64_t columns, int64_t depth,
                      float *to, int64_t to_step);
};

/// Chosen once for this machine.
const TileSet &tile_set();

}  // namespace lamina

#endif

// Large float32 products, with both operands packed in the order in which the register tiles read them: a
// block of a in the second-level cache, which each panel of b passes by in the first-level cache.
//
// Source: K. Goto, R. van de Geijn, "Anatomy of High-Performance Matrix Multiplication", ACM TOMS 34 (2008),
// section 4, figure 8. A panel of b is packed just before its use, so it is never written to memory.
#include "MatmulBlocked.h"

#include <algorithm>

#include "MatmulTile.h"
#include "Parallel.h"
#include "Parts.h"
#include "ScratchArray.h"

namespace lamina {
namespace {

// A panel of b, 32 columns by this depth, takes 32 kB, and a block of a half of a core's L2.
constexpr int64_t block_depth = 256, block_rows = 516;
// Where a sum has many blocks, each adds to c: a piece of c of so many columns stays in a share of L3.
constexpr int64_t summed_columns = 1024;
// Rows of a transposed a are read in turns, a few steps of the sum at a time: long runs of memory.
constexpr int64_t copied_steps = 16;
// Pieces for each thread: whole rounds of them, and a second for a fair share where threads differ in speed.
constexpr int64_t thread_pieces = 2;
// Numbers packed in the time of one vector's products with one row.
constexpr int64_t packed_per_product = 2;

struct Blocks {
    int64_t rows, columns, depth;
    int64_t row_pieces, column_pieces;
};

/// The grid of pieces whose packing and whose unevenly filled last round cost least together: every piece
/// of columns packs a again, every piece of rows b. The cut of the sums is by shape alone, so that the
/// threads change no bit.
Blocks blocks(const Product &p, const TileSet &tiles) {
    const int64_t height = tiles.rows[1], width = tiles.width();
    const int64_t least_pieces = thread_pieces * std::max(2, lk_thread_count());
    const int64_t least_rows = ceil_div(p.m, block_rows);
    const int64_t most_rows = std::max(least_rows, std::min(least_rows + least_pieces, p.m / height));
    const int64_t least_columns = p.k > 2 * block_depth ? ceil_div(p.n, summed_columns) : 1;
    Blocks best = {};
    int64_t best_cost = INT64_MAX;
    for (int64_t r = least_rows; r <= most_rows; ++r) {
        const int64_t most_columns = std::min(p.n / width, ceil_div(least_pieces, r) + 1);
        for (int64_t c = least_columns; c <= std::max(least_columns, most_columns); ++c) {
            Blocks b = {};
            b.rows = even_part_by_count(p.m, r, height);
            b.columns = even_part_by_count(p.n, c, width);
            b.row_pieces = ceil_div(p.m, b.rows);
            b.column_pieces = ceil_div(p.n, b.columns);
            const int64_t rounds = ceil_div(p.batch * b.row_pieces * b.column_pieces, least_pieces);
            const int64_t products = b.rows * ceil_div(b.columns, tiles.lanes);
            const int64_t cost =
                rounds * (products * packed_per_product + b.rows + b.columns);
            if (cost < best_cost) {
                best_cost = cost;
                best = b;
            }
        }
    }
    best.depth = even_part_by_limit(p.k, block_depth, 1);
    return best;
}

/// Rows i0 ..< i1 of a and steps p0 ..< p0 + depth of the sum, in panels of one tile's height: the numbers
/// that a tile reads in one step lie together.
void pack_a(const Product &p, const TileSet &tiles, int64_t i0, int64_t i1, int64_t p0, int64_t depth,
            float *to) {
    const int64_t height = tiles.rows[1];
    const int64_t turn = p.transpose_a ? copied_steps : depth;
    for (int64_t first = 0; first < depth; first += turn) {
        const int64_t steps = std::min(turn, depth - first), l = p0 + first;
        for (int64_t i = i0; i < i1; i += height) {
            const int64_t rows = std::min(height, i1 - i);
            float *panel = to + (i - i0) * depth + first * height;
            if (p.transpose_a) {
                tiles.copy(p.a + l * p.m + i, p.m, rows, steps, panel, height);
            } else {
                tiles.transpose(p.a + i * p.k + l, p.k, rows, steps, panel, height);
            }
        }
    }
}

/// One panel of b: columns j0 ..< j1, steps p0 ..< p0 + depth.
void pack_b(const Product &p, const TileSet &tiles, int64_t j0, int64_t j1, int64_t p0, int64_t depth,
            float *to) {
    if (p.transpose_b) {
        tiles.transpose(p.b + j0 * p.k + p0, p.k, j1 - j0, depth, to, tiles.width());
    } else {
        tiles.copy(p.b + p0 * p.n + j0, p.n, j1 - j0, depth, to, tiles.width());
    }
}

/// Fetches rows p0 ..< p1 of a panel of b: short and far apart, too irregular a stream for hardware
/// prefetchers. (A transposed b has long ones.)
void fetch_b(const Product &p, int64_t j, int64_t columns, int64_t p0, int64_t p1) {
    for (const float *row = p.b + p0 * p.n + j; p0 < p1; ++p0, row += p.n) {
        __builtin_prefetch(row);
        __builtin_prefetch(row + columns - 1);
    }
}

void multiply_piece(const Product &p, const TileSet &tiles, int64_t block_depth, int64_t i0, int64_t i1,
                    int64_t j0, int64_t j1) {
    static thread_local Scratch block_memory, panel_memory;
    const int64_t height = tiles.rows[1], width = tiles.width();
    const int64_t tile_rows = ceil_div(i1 - i0, height);
    // Where vectors are not stored in part, the last store of a block reaches past it.
    float *block = scratch_array<float>(block_memory, tile_rows * height * block_depth + width);
    float *panel = scratch_array<float>(panel_memory, width * block_depth);
    Tile tile = {};
    tile.a_step = height;
    tile.b = panel;
    tile.b_step = width;
    tile.c_step = p.n;
    tile.outer = 1;
    for (int64_t p0 = 0; p0 < p.k; p0 += block_depth) {
        const int64_t depth = std::min(block_depth, p.k - p0), p1 = p0 + depth;
        tile.inner = depth;
        tile.accumulate = p0 > 0;
        pack_a(p, tiles, i0, i1, p0, depth, block);
        for (int64_t j = j0; j < j1; j += width) {
            tile.columns = std::min(width, j1 - j);
            pack_b(p, tiles, j, j + tile.columns, p0, depth, panel);
            // The next panel comes little by little, while the tiles keep the core busy.
            const int64_t next_columns = std::min(width, j1 - j - width);
            const int64_t share = p.transpose_b || next_columns <= 0 ? 0 : ceil_div(depth, tile_rows);
            for (int64_t t = 0; t < tile_rows; ++t) {
                const int64_t i = i0 + t * height, rows = std::min(height, i1 - i);
                fetch_b(p, j + width, next_columns, p0 + t * share, std::min(p1, p0 + (t + 1) * share));
                tile.a = block + t * height * depth;
                tile.c = p.c + i * p.n + j;
                tiles.run(tile, Addressing::by_columns_ahead, rows);
            }
        }
    }
}

}  // namespace

bool is_worth_packing(const Product &p) {
    constexpr int64_t least_work = int64_t(1) << 27, least_rows = 64, least_columns = 64;
    // Tiles read an a of rows as fast as it lies, again for every 128 columns, while the caches hold it.
    constexpr int64_t cached = int64_t(1) << 22;
    return p.m * p.n * p.k >= least_work && p.m >= least_rows && p.n >= least_columns &&
           (p.transpose_a || p.m * p.k >= cached);
}

void multiply_by_blocks(const Product &product) {
    const TileSet &tiles = tile_set();
    const Blocks b = blocks(product, tiles);
    const int64_t grid = b.row_pieces * b.column_pieces;
    parallel_for(product.batch * grid, [&](int64_t piece) {
        const int64_t i = piece % grid / b.column_pieces * b.rows;
        const int64_t j = piece % grid % b.column_pieces * b.columns;
        multiply_piece(product.at(piece / grid), tiles, b.depth, i, std::min(product.m, i + b.rows), j,
                       std::min(product.n, j + b.columns));
    });
}

}  // namespace lamina

#include "MatmulFloat32.h"

#include <algorithm>
#include <cstring>

#include "FusedTail.h"
#include "MatmulTile.h"
#include "Parallel.h"
#include "Parts.h"
#include "ScratchArray.h"

namespace lamina {
namespace {

// Products of few rows stream b straight from the caches, in pieces that one core's L2 holds with
// their part of a.
constexpr int64_t piece_rows = 144, piece_columns = 128, piece_depth = 1024;
// Where b is transposed or the product large, every piece of rows packs its part of b, so they are taller,
// and columns are cut first.
constexpr int64_t packed_piece_rows = 576;
constexpr int64_t large_work = int64_t(1) << 27;
// Of a b in panels, a block (390 kB) stays in L2 while the rows of a pass by.
constexpr int64_t large_rows = 516, large_columns = 256, large_depth = 384;
// What a piece keeps in L2 of a b that comes in panels, beside its rows of a and c.
constexpr int64_t small_matrix = int64_t(1) << 16;
// About a microsecond on one core: less is not worth waking a thread for.
constexpr int64_t least_work = int64_t(1) << 17;
// Enough pieces for a fair share of the work where threads differ in speed.
constexpr int64_t wanted_pieces = 8;
// From here on, the columns of a transposed a lie too far apart to be read once per panel of b.
constexpr int64_t packed_depth = 256, packed_columns = 128;

/// How products are cut into pieces, and the sum of each into blocks.
struct Blocks {
    int64_t rows, columns, depth;
    int64_t row_pieces, column_pieces;
    int64_t products;  // to a piece
    bool packs_a, packs_b;
    bool has_panels;  // b comes packed
};

Blocks blocks(const Product &p, const TileSet &tiles) {
    const int64_t work = p.m * ceil_div(p.n, tiles.lanes) * tiles.lanes * (p.k + 16);
    const int64_t height = tiles.rows[1];

    const int64_t wanted = std::min(wanted_pieces, p.batch * work / least_work);
    Blocks b = {};
    b.packs_b =
        p.transpose_b || (p.n >= piece_columns && p.m * p.n * p.k >= large_work);
    int64_t column_limit = piece_columns;
    if (p.transpose_b && p.batch * ceil_div(p.n, column_limit) < wanted) column_limit /= 2;
    b.columns = even_part_by_limit(p.n, column_limit, tiles.width());
    b.column_pieces = ceil_div(p.n, b.columns);
    const int64_t row_limit = b.packs_b ? packed_piece_rows : piece_rows;
    b.rows = even_part_by_limit(p.m, row_limit, height);
    if (p.batch * b.column_pieces * ceil_div(p.m, b.rows) < wanted) {
        const int64_t least_pieces = ceil_div(wanted, p.batch * b.column_pieces);
        b.rows = even_part_by_limit(p.m, ceil_div(p.m, least_pieces), height);
    }
    b.row_pieces = ceil_div(p.m, b.rows);
    b.depth = even_part_by_limit(p.k, piece_depth, 1);
    b.packs_a = p.transpose_a && b.depth >= packed_depth && b.columns >= packed_columns;
    b.products = std::clamp<int64_t>(least_work / work, 1, p.batch);
    return b;
}

/// With b in panels: a small b stays in L2 while rows pass by; of a large one every panel is read by one
/// thread, so columns are cut first.
Blocks panel_blocks(const Product &p, const TileSet &tiles) {
    const int64_t width = tiles.width(), height = tiles.rows[1];
    const int64_t work = p.m * ceil_div(p.n, width) * width * (p.k + 16);
    const int64_t wanted = std::clamp<int64_t>(work / least_work, 1, wanted_pieces);
    Blocks b = {};
    b.packs_b = b.has_panels = true;
    b.products = 1;
    const bool by_rows = p.n * p.k <= small_matrix && p.m >= wanted * height;
    const int64_t column_limit = std::min(large_columns, ceil_div(p.n, wanted));
    b.columns = by_rows ? p.n : even_part_by_limit(p.n, column_limit, width);
    b.column_pieces = ceil_div(p.n, b.columns);
    const int64_t rows = ceil_div(p.m, ceil_div(wanted, b.column_pieces));
    b.rows = even_part_by_limit(p.m, std::min(large_rows, std::max(rows, height)), height);
    b.row_pieces = ceil_div(p.m, b.rows);
    b.depth = tiles.goes_on ? even_part_by_limit(p.k, large_depth, 1) : p.k;
    b.packs_a = p.transpose_a && b.depth >= packed_depth && b.columns >= packed_columns;
    return b;
}

/// Copies rows p0..<p1 and columns j0..<j1 of b into panels of one tile's width.
void pack_b(const Product &p, const TileSet &tiles, int64_t p0, int64_t p1, int64_t j0, int64_t j1,
            float *to) {
    const int64_t width = tiles.width(), depth = p1 - p0;
    for (int64_t j = j0; j < j1; j += width, to += depth * width) {
        const int64_t columns = std::min(width, j1 - j);
        if (p.transpose_b) {
            tiles.transpose(p.b + j * p.k + p0, p.k, columns, depth, to, width);
        } else {
            tiles.copy(p.b + p0 * p.n + j, p.n, columns, depth, to, width);
        }
    }
}

// A copied column of a: one vector's load and store, whatever the tile's height.
constexpr int64_t column_step = 16;

/// Copies what one row of tiles reads of a transposed a, as it lies but close together, and points
/// `tile` at it. (Copies of rows that lie apart gain nothing: the hardware prefetches those.)
void pack_a(const Product &p, int64_t i, int64_t rows, int64_t p0, float *to, Tile &tile) {
    const float *from = p.a + p0 * p.m + i;
    const bool whole = i + column_step <= p.m;
    for (int64_t l = 0; l < tile.inner; ++l, to += column_step) {
        if (whole) {
            std::memcpy(to, from + l * p.m, column_step * sizeof(float));
        } else {
            std::memcpy(to, from + l * p.m, rows * sizeof(float));
        }
    }
    tile.a = to - tile.inner * column_step;
    tile.a_step = column_step;
}

void multiply_piece(const Product &p, const TileSet &tiles, const Blocks &b, int64_t i0,
                    int64_t i1, int64_t j0, int64_t j1) {
    static thread_local Scratch panels_memory, columns_memory;
    const int64_t width = tiles.width(), height = tiles.rows[1];
    Tile tile = {};
    tile.outer = 1;
    tile.c_step = p.n;
    for (int64_t p0 = 0; p0 < p.k; p0 += b.depth) {
        const int64_t p1 = std::min(p.k, p0 + b.depth);
        tile.inner = p1 - p0;
        tile.accumulate = p0 > 0;
        float *panels = nullptr;
        if (b.packs_b && !b.has_panels) {
            panels = scratch_array<float>(panels_memory,
                                          ceil_div(j1 - j0, width) * width * tile.inner);
            pack_b(p, tiles, p0, p1, j0, j1, panels);
        }
        for (int64_t i = i0; i < i1; i += height) {
            const int64_t rows = std::min(height, i1 - i);
            tile.a = p.transpose_a ? p.a + p0 * p.m + i : p.a + i * p.k + p0;
            tile.a_step = p.transpose_a ? p.m : p.k;
            if (b.packs_a) {
                const int64_t room = tile.inner * column_step;
                pack_a(p, i, rows, p0, scratch_array<float>(columns_memory, room), tile);
            }
            const Addressing addressing = p.transpose_a               ? Addressing::by_columns
                                          : b.has_panels && i == i0 ? Addressing::by_rows_ahead
                                                                    : Addressing::by_rows;
            for (int64_t j = j0; j < j1; j += width) {
                tile.columns = std::min(width, j1 - j);
                tile.b = b.has_panels ? p.b + j * p.k + p0 * width
                         : b.packs_b  ? panels + (j - j0) * tile.inner
                                      : p.b + p0 * p.n + j;
                tile.b_step = b.packs_b ? width : p.n;
                tile.c = p.c + i * p.n + j;
                tiles.run(tile, addressing, rows);
            }
        }
    }
}

void multiply(const Product &product, const Blocks &b, const TileSet &tiles,
              const FusedTail &tail) {
    const int64_t grid = b.row_pieces * b.column_pieces;
    const int64_t groups = ceil_div(product.batch, b.products);
    parallel_for(groups * grid, [&](int64_t piece) {
        const int64_t i = piece % grid / b.column_pieces * b.rows;
        const int64_t j = piece % grid % b.column_pieces * b.columns;
        const int64_t first = piece / grid * b.products;
        for (int64_t l = first; l < std::min(product.batch, first + b.products); ++l) {
            multiply_piece(product.at(l), tiles, b, i, std::min(product.m, i + b.rows), j,
                           std::min(product.n, j + b.columns));
        }
        if (b.has_panels && b.column_pieces == 1) {
            tail.run(i * product.n, std::min(product.m, i + b.rows) * product.n);
        }
    });
}

}  // namespace

void multiply_by_tiles(const Product &product) {
    const TileSet &tiles = tile_set();
    multiply(product, blocks(product, tiles), tiles, FusedTail(nullptr));
}

int64_t packed_elements(int64_t n, int64_t k) {
    const int64_t width = tile_set().width();
    return ceil_div(n, width) * width * k;
}

void pack_panels(bool is_transposed, int64_t n, int64_t k, const float *b, float *panels) {
    const TileSet &tiles = tile_set();
    const Product product = {false, is_transposed, 1, 0, n, k, nullptr, b, nullptr};
    parallel_pieces(ceil_div(n, tiles.width()), 1, [&](int64_t first, int64_t last) {
        const int64_t j0 = first * tiles.width(), j1 = std::min(n, last * tiles.width());
        pack_b(product, tiles, 0, k, j0, j1, panels + j0 * k);
    });
}

void multiply_by_panels(const Product &product, const TileSet &tiles, const FusedTail &tail) {
    multiply(product, panel_blocks(product, tiles), tiles, tail);
}

bool cuts_rows(const Product &product, const TileSet &tiles) {
    return panel_blocks(product, tiles).column_pieces == 1;
}

}  // namespace lamina

// Attention cut into tiles of scores: what forward and backward share.
#ifndef LAMINA_ATTENTION_TILES_H
#define LAMINA_ATTENTION_TILES_H

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "AttentionRows.h"
#include "MatmulTile.h"
#include "MatrixVector.h"
#include "Parts.h"
#include "Philox.h"
#include "ScratchArray.h"
#include "include/lamina_attention.h"

namespace lamina {

/// A tile of scores has at most this many queries and keys: with the keys it is made from it stays
/// in the caches next to the core.
constexpr int64_t tile_queries = 72, tile_keys = 128;

/// c [rows, columns] += a b, or = a b, where a's element (i, p) lies at i * a_row + p * a_step and one of the
/// two steps is 1; rows of b and c lie apart by steps.
inline void add_product(const float *a, int64_t a_row, int64_t a_step, const float *b,
                        int64_t b_step, float *c, int64_t c_step, int64_t rows, int64_t inner,
                        int64_t columns, bool accumulate = true) {
    const TileSet &tiles = tile_set();
    const bool by_rows = a_step == 1;
    Tile tile = {};
    tile.a_step = by_rows ? a_row : a_step;
    tile.b_step = b_step;
    tile.c_step = c_step;
    tile.inner = inner;
    tile.outer = 1;
    tile.accumulate = accumulate;
    for (int64_t j = 0; j < columns; j += tiles.width()) {
        tile.a = a;
        tile.b = b + j;
        tile.c = c + j;
        tile.columns = std::min(tiles.width(), columns - j);
        tiles.run(tile, by_rows ? Addressing::by_rows : Addressing::by_columns, rows);
    }
}

inline void add_product(const double *a, int64_t a_row, int64_t a_step, const double *b,
                        int64_t b_step, double *c, int64_t c_step, int64_t rows, int64_t inner,
                        int64_t columns, bool accumulate = true) {
    for (int64_t i = 0; i < rows && !accumulate; ++i) std::fill_n(c + i * c_step, columns, 0.0);
    attention_rows<double>().add_product(a, a_row, a_step, b, b_step, c, c_step, rows, inner,
                                         columns);
}

/// to [depth, tile_keys]: the first `count` rows of `from`, which lie `step` apart, as columns.
inline void pack_columns(const float *from, int64_t step, int64_t count, int64_t depth, float *to) {
    tile_set().transpose(from, step, count, depth, to, tile_keys);
}

inline void pack_columns(const double *from, int64_t step, int64_t count, int64_t depth,
                         double *to) {
    for (int64_t j = 0; j < count; ++j) {
        for (int64_t p = 0; p < depth; ++p) to[p * tile_keys + j] = from[j * step + p];
    }
}

/// scores [rows, tile_keys] = the products of a few queries with `count` keys, which are read once and where they
/// lie; false where there are more queries, for which turning the keys round pays.
inline bool few_products(const float *queries, int64_t query_step, int64_t rows, const float *keys,
                         int64_t key_step, int64_t depth, int64_t count, float *scores) {
    if (rows > few_rows) return false;
    matrix_vector_kernels().dot_rows(queries, query_step, rows, keys, key_step, depth, count,
                                     scores, tile_keys);
    return true;
}

inline bool few_products(const double *, int64_t, int64_t, const double *, int64_t, int64_t,
                         int64_t, double *) {
    return false;
}

/// The operands of one attention and where their parts lie.
template <class T>
struct Attention {
    const lk_attention &p;
    const T *query, *key, *value;
    const void *mask;
    const uint32_t *seed;

    int64_t query_step() const { return p.heads * p.head_size; }
    int64_t out_step() const { return p.heads * p.value_size; }
    int64_t key_step() const { return p.key_heads * p.head_size; }
    int64_t value_step() const { return p.key_heads * p.value_size; }
    /// The heads that one key head serves.
    int64_t group() const { return p.heads / p.key_heads; }
    int64_t query_tiles() const { return ceil_div(p.queries, tile_queries); }
    int64_t key_tiles() const { return ceil_div(p.keys, tile_keys); }

    const T *query_at(int64_t b, int64_t h, int64_t i) const {
        return query + (b * p.queries + i) * query_step() + h * p.head_size;
    }
    const T *key_at(int64_t b, int64_t h, int64_t j) const {
        return key + (b * p.keys + j) * key_step() + h / group() * p.head_size;
    }
    const T *value_at(int64_t b, int64_t h, int64_t j) const {
        return value + (b * p.keys + j) * value_step() + h / group() * p.value_size;
    }
    /// Where a result of the values' size lies.
    int64_t out_at(int64_t b, int64_t h, int64_t i) const {
        return (b * p.queries + i) * out_step() + h * p.value_size;
    }
    /// Where a number for each query lies.
    int64_t row_at(int64_t b, int64_t h, int64_t i) const {
        return (b * p.heads + h) * p.queries + i;
    }

    /// How many of the keys `j0 ..< j1` query `i` sees, which are the first of them.
    int64_t seen(int64_t i, int64_t j0, int64_t j1) const {
        return p.causal ? std::clamp<int64_t>(i + 1 - j0, 0, j1 - j0) : j1 - j0;
    }

    /// How many of the keys `j0 ..< j1` there are up to the last one that a mask of bool lets any of the queries
    /// `i0 ..< i1` see; all of them under another mask. A cache that is filling up is mostly empty at its end.
    int64_t unmasked(int64_t b, int64_t h, int64_t i0, int64_t i1, int64_t j0, int64_t j1) const {
        if (p.mask != LK_MASK_BOOL) return j1 - j0;
        const uint8_t *row = static_cast<const uint8_t *>(mask) + b * p.mask_strides[0] +
                             h * p.mask_strides[1] + j0 * p.mask_strides[3];
        const int64_t last = p.mask_strides[2] == 0 ? i0 + 1 : i1;
        int64_t count = 0;
        for (int64_t i = i0; i < last && count < j1 - j0; ++i) {
            int64_t own = j1 - j0;
            const uint8_t *own_row = row + i * p.mask_strides[2];
            while (own > count && own_row[(own - 1) * p.mask_strides[3]] == 0) --own;
            count = std::max(count, own);
        }
        return count;
    }

    /// Scales and masks the products `s` of query i with `count` keys from j0; gives the largest.
    T mask_scores(T *s, int64_t b, int64_t h, int64_t i, int64_t j0, int64_t count) const {
        const AttentionRows<T> &rows = attention_rows<T>();
        const T scale = static_cast<T>(p.scale);
        const int64_t step = p.mask_strides[3];
        const int64_t place = b * p.mask_strides[0] + h * p.mask_strides[1] +
                              i * p.mask_strides[2] + j0 * step;
        switch (p.mask) {
            case LK_MASK_NONE: return rows.scale_scores(s, count, scale);
            case LK_MASK_BOOL:
                return rows.apply_mask(s, count, scale, static_cast<const uint8_t *>(mask) + place,
                                       step);
            case LK_MASK_ADDED:
                return rows.add_mask(s, count, scale, static_cast<const T *>(mask) + place, step);
        }
        return 0;
    }

    /// Lets some of the weights `w` of query i at `count` keys from j0 drop out, and others grow.
    void drop(T *w, int64_t b, int64_t h, int64_t i, int64_t j0, int64_t count) const {
        if (p.dropout == 0 || count == 0) return;
        uint32_t words[tile_keys + 8];
        const int64_t first = row_at(b, h, i) * p.keys + j0;
        philox_words(seed, words, first / 4, (first + count + 3) / 4);
        attention_rows<T>().drop(w, count, words + first % 4, static_cast<float>(1 - p.dropout),
                                 static_cast<T>(1 / (1 - p.dropout)));
    }
};

/// Part of the matrix of scores: the queries i0 ..< i1 of head h against the keys j0 ..< j1.
///
/// Of a causal tile on the diagonal only the lower left is there. Its products leave out most of the
/// rest, in steps of a few rows or columns; what they read beyond the diagonal has to be 0.
template <class T>
struct ScoreTile {
    /// The rows and columns of a product that share the bounds of its sums. Multiples of the register tile.
    static constexpr int64_t panel_rows = 12, panel_columns = 32;

    const Attention<T> &a;
    int64_t b, h, i0, i1, j0, j1;

    int64_t rows() const { return i1 - i0; }
    int64_t keys() const { return j1 - j0; }
    bool is_whole() const { return a.seen(i0, j0, j1) == keys(); }

    /// The first row whose query sees key j0 + j.
    int64_t first_row(int64_t j) const {
        return a.p.causal ? std::clamp<int64_t>(j0 + j - i0, 0, rows()) : 0;
    }

    /// to [rows, tile_keys] = the products of `from` [rows, depth] and `columns` [depth, tile_keys] that are seen.
    void multiply(const T *from, int64_t step, const T *columns, int64_t depth, T *to) const {
        for (int64_t j = 0; j < keys(); j += panel_columns) {
            const int64_t r = first_row(j);
            add_product(from + r * step, step, 1, columns + j, tile_keys, to + r * tile_keys + j,
                        tile_keys, rows() - r, depth, std::min(panel_columns, keys() - j), false);
        }
    }

    /// Clears what the sums read of a row of `scores` beyond the `seen` keys that its query sees.
    void clear_unseen(T *scores, int64_t seen) const {
        if (seen == keys()) return;
        std::fill(scores + seen, scores + std::min(keys(), seen + panel_rows), T(0));
    }

    /// to [rows, size] += scores [rows, keys] times `from` [keys, size].
    void add_by_query(const T *scores, const T *from, int64_t from_step, T *to, int64_t to_step,
                      int64_t size) const {
        const int64_t height = is_whole() ? rows() : panel_rows;
        for (int64_t r = 0; r < rows(); r += height) {
            const int64_t end = std::min(rows(), r + height);
            add_product(scores + r * tile_keys, tile_keys, 1, from, from_step, to + r * to_step,
                        to_step, end - r, a.seen(i0 + end - 1, j0, j1), size);
        }
    }

    /// to [keys, size] += scores [rows, keys] transposed times `from` [rows, size].
    void add_by_key(const T *scores, const T *from, int64_t from_step, T *to, int64_t to_step,
                    int64_t size) const {
        const int64_t height = is_whole() ? keys() : panel_rows;
        for (int64_t j = 0; j < keys(); j += height) {
            const int64_t r = first_row(j);
            add_product(scores + r * tile_keys + j, 1, tile_keys, from + r * from_step, from_step,
                        to + j * to_step, to_step, std::min(height, keys() - j), rows() - r, size);
        }
    }
};

/// Memory of one thread, kept from call to call.
template <class T>
T *attention_scratch(int64_t count) {
    static thread_local Scratch memory;
    return scratch_array<T>(memory, count);
}

}  // namespace lamina

#endif

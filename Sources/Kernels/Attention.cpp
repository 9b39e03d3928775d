// Attention by tiles of scores with a running maximum and sum, so that the matrix of scores is
// never whole in memory.
//
// Source: T. Dao et al., "FlashAttention" (2022), arXiv:2205.14135, algorithm 1.

#include <cstdio>
#include <cstdlib>

#include "AttentionTiles.h"
#include "Parallel.h"

namespace lamina {
namespace {

/// The results of the queries i0 ..< i1 of one head.
template <class T>
void forward_tile(const Attention<T> &a, int64_t b, int64_t h, int64_t i0, int64_t i1, T *out,
                  T *log_sums) {
    constexpr T infinity = std::numeric_limits<T>::infinity();
    const AttentionRows<T> &loops = attention_rows<T>();
    const int64_t rows = i1 - i0, size = a.p.value_size, depth = a.p.head_size;
    T *scores = attention_scratch<T>(tile_keys * (tile_queries + depth));
    T *keys = scores + tile_keys * tile_queries;
    T *result = out + a.out_at(b, h, i0);
    T most[tile_queries], sums[tile_queries];
    for (int64_t r = 0; r < rows; ++r) {
        most[r] = -infinity;
        sums[r] = 0;
        std::fill_n(result + r * a.out_step(), size, T(0));
    }
    for (int64_t j0 = 0; j0 < a.p.keys && a.seen(i1 - 1, j0, j0 + 1) > 0; j0 += tile_keys) {
        const int64_t seen_by_last = a.seen(i1 - 1, j0, std::min(a.p.keys, j0 + tile_keys));
        const int64_t count = a.unmasked(b, h, i0, i1, j0, j0 + seen_by_last);
        if (count == 0) continue;
        const ScoreTile<T> tile = {a, b, h, i0, i1, j0, j0 + count};
        if (!few_products(a.query_at(b, h, i0), a.query_step(), rows, a.key_at(b, h, j0),
                          a.key_step(), depth, count, scores)) {
            pack_columns(a.key_at(b, h, j0), a.key_step(), count, depth, keys);
            tile.multiply(a.query_at(b, h, i0), a.query_step(), keys, depth, scores);
        }
        for (int64_t r = 0; r < rows; ++r) {
            T *s = scores + r * tile_keys;
            const int64_t seen = a.seen(i0 + r, j0, tile.j1);
            const T largest = std::max(most[r], a.mask_scores(s, b, h, i0 + r, j0, seen));
            // No distance can be taken from the -infinity of a query that has seen no key so far.
            const T origin = largest == -infinity ? 0 : largest;
            if (largest != most[r]) {
                const T factor = std::exp(most[r] - origin);
                sums[r] *= factor;
                loops.multiply(result + r * a.out_step(), size, factor);
                most[r] = largest;
            }
            sums[r] += loops.powers(s, seen, origin);
            tile.clear_unseen(s, seen);
            a.drop(s, b, h, i0 + r, j0, seen);
        }
        tile.add_by_query(scores, a.value_at(b, h, j0), a.value_step(), result, a.out_step(), size);
    }
    for (int64_t r = 0; r < rows; ++r) {
        const bool is_empty = sums[r] == 0;
        loops.multiply(result + r * a.out_step(), size, is_empty ? 0 : 1 / sums[r]);
        log_sums[a.row_at(b, h, i0 + r)] = is_empty ? -infinity : most[r] + std::log(sums[r]);
    }
}

template <class T>
void forward(const Attention<T> &a, void *out, void *log_sums) {
    const int64_t tiles = a.query_tiles();
    parallel_for(a.p.batch * a.p.heads * tiles, [&](int64_t piece) {
        const int64_t head = piece / tiles, i0 = piece % tiles * tile_queries;
        forward_tile(a, head / a.p.heads, head % a.p.heads, i0,
                     std::min(a.p.queries, i0 + tile_queries), static_cast<T *>(out),
                     static_cast<T *>(log_sums));
    });
}

}  // namespace
}  // namespace lamina

void lk_attention_forward(const lk_attention *attention, lk_dtype dtype, const void *query,
                          const void *key, const void *value, const void *mask,
                          const uint32_t *seed, void *out, void *log_sums) {
    using namespace lamina;
    const auto run = [&](auto zero) {
        using T = decltype(zero);
        const auto in = [](const void *memory) { return static_cast<const T *>(memory); };
        forward<T>({*attention, in(query), in(key), in(value), mask, seed}, out, log_sums);
    };
    switch (dtype) {
        case LK_FLOAT32: return run(0.0f);
        case LK_FLOAT64: return run(0.0);
        default:
            std::fprintf(stderr, "lk_attention_forward: type %d; it takes float32 and float64\n",
                         dtype);
            std::abort();
    }
}

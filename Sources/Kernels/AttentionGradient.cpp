// The gradients of attention: the scores' tiles are computed again from the operands and the saved
// logarithms of the softmax's sums. One thread computes all gradients of a head from them, or, where
// that leaves threads without work, they are computed once by keys and once by queries: every sum has
// one owner and a fixed order.
//
// Source: T. Dao, "FlashAttention-2" (2023), arXiv:2307.08691, algorithm 2.

#include <cstdio>
#include <cstdlib>

#include "AttentionTiles.h"
#include "Parallel.h"
#include "Parts.h"

namespace lamina {
namespace {

template <class T>
struct Gradients {
    Attention<T> a;
    const T *log_sums, *deltas, *gradient;
    T *query_gradient, *key_gradient, *value_gradient;

    /// Scratch memory for one piece.
    struct Room {
        /// The weights, as the values saw them, and the gradients of scores; [queries, keys].
        T *weights, *scores;
        /// Keys and values as columns.
        T *keys, *values;
    };

    Room room() const {
        constexpr int64_t tile = tile_queries * tile_keys;
        T *memory = attention_scratch<T>(
            2 * tile + tile_keys * (a.p.head_size + a.p.value_size));
        return {memory, memory + tile, memory + 2 * tile,
                memory + 2 * tile + tile_keys * a.p.head_size};
    }

    void pack(const Room &room, int64_t b, int64_t h, int64_t j0, int64_t count) const {
        pack_columns(a.key_at(b, h, j0), a.key_step(), count, a.p.head_size, room.keys);
        pack_columns(a.value_at(b, h, j0), a.value_step(), count, a.p.value_size, room.values);
    }

    /// Fills the tile, whose keys and values are packed.
    void fill(const Room &room, const ScoreTile<T> &tile) const {
        constexpr T infinity = std::numeric_limits<T>::infinity();
        const AttentionRows<T> &loops = attention_rows<T>();
        const int64_t b = tile.b, h = tile.h, i0 = tile.i0, j0 = tile.j0, j1 = tile.j1;
        // The same products as on the way forth, to the last bit: a lone weight is 1.
        if (!few_products(a.query_at(b, h, i0), a.query_step(), tile.rows(), a.key_at(b, h, j0), a.key_step(),
                          a.p.head_size, tile.keys(), room.weights)) {
            tile.multiply(a.query_at(b, h, i0), a.query_step(), room.keys, a.p.head_size, room.weights);
        }
        tile.multiply(gradient + a.out_at(b, h, i0), a.out_step(), room.values, a.p.value_size, room.scores);
        for (int64_t r = 0; r < tile.rows(); ++r) {
            T *w = room.weights + r * tile_keys, *s = room.scores + r * tile_keys;
            const int64_t i = i0 + r, seen = a.seen(i, j0, j1), place = a.row_at(b, h, i);
            a.mask_scores(w, b, h, i, j0, seen);
            loops.powers(w, seen, log_sums[place] == -infinity ? 0 : log_sums[place]);
            tile.clear_unseen(w, seen);
            tile.clear_unseen(s, seen);
            // What drops out has no part in the weight's gradient either.
            a.drop(s, b, h, i, j0, seen);
            loops.score_gradients(w, s, seen, deltas[place], static_cast<T>(a.p.scale));
            a.drop(w, b, h, i, j0, seen);
        }
    }

    T *query_gradient_at(int64_t b, int64_t h, int64_t i) const {
        return query_gradient + (a.query_at(b, h, i) - a.query);
    }

    void clear_queries(int64_t b, int64_t h, int64_t i0, int64_t i1) const {
        for (int64_t i = i0; i < i1; ++i) std::fill_n(query_gradient_at(b, h, i), a.p.head_size, T(0));
    }

    /// Adds what the keys of a filled tile give to the gradients of its queries.
    void add_queries(const Room &room, const ScoreTile<T> &tile) const {
        tile.add_by_query(room.scores, a.key_at(tile.b, tile.h, tile.j0), a.key_step(),
                          query_gradient_at(tile.b, tile.h, tile.i0), a.query_step(), a.p.head_size);
    }

    /// The gradients of the keys and values j0 ..< j1 of one key head and, if asked to, their part in those
    /// of the queries.
    void key_tile(int64_t b, int64_t key_head, int64_t j0, int64_t j1, bool adds_queries) const {
        const Room room = this->room();
        const int64_t first = key_head * a.group(), count = j1 - j0;
        pack(room, b, first, j0, count);
        T *dk = key_gradient + (a.key_at(b, first, j0) - a.key);
        T *dv = value_gradient + (a.value_at(b, first, j0) - a.value);
        for (int64_t j = 0; j < count; ++j) {
            std::fill_n(dk + j * a.key_step(), a.p.head_size, T(0));
            std::fill_n(dv + j * a.value_step(), a.p.value_size, T(0));
        }
        for (int64_t h = first; h < first + a.group(); ++h) {
            for (int64_t i0 = 0; i0 < a.p.queries; i0 += tile_queries) {
                const int64_t i1 = std::min(a.p.queries, i0 + tile_queries);
                const int64_t seen = a.seen(i1 - 1, j0, j1);
                if (seen == 0) continue;
                const ScoreTile<T> tile = {a, b, h, i0, i1, j0, j0 + seen};
                fill(room, tile);
                tile.add_by_key(room.weights, gradient + a.out_at(b, h, i0), a.out_step(), dv, a.value_step(),
                                a.p.value_size);
                tile.add_by_key(room.scores, a.query_at(b, h, i0), a.query_step(), dk, a.key_step(),
                                a.p.head_size);
                if (adds_queries) add_queries(room, tile);
            }
        }
    }

    /// The gradients of the queries i0 ..< i1 of one head.
    void query_tile(int64_t b, int64_t h, int64_t i0, int64_t i1) const {
        const Room room = this->room();
        clear_queries(b, h, i0, i1);
        for (int64_t j0 = 0; j0 < a.p.keys; j0 += tile_keys) {
            const int64_t seen = a.seen(i1 - 1, j0, std::min(a.p.keys, j0 + tile_keys));
            if (seen == 0) break;
            pack(room, b, h, j0, seen);
            const ScoreTile<T> tile = {a, b, h, i0, i1, j0, j0 + seen};
            fill(room, tile);
            add_queries(room, tile);
        }
    }

    /// All gradients of one key head.
    void key_head(int64_t b, int64_t head) const {
        for (int64_t h = head * a.group(); h < (head + 1) * a.group(); ++h) {
            clear_queries(b, h, 0, a.p.queries);
        }
        for (int64_t j0 = 0; j0 < a.p.keys; j0 += tile_keys) {
            key_tile(b, head, j0, std::min(a.p.keys, j0 + tile_keys), true);
        }
    }

    void run() const {
        const int64_t heads = a.p.batch * a.p.key_heads, threads = lk_thread_count();
        const int64_t rounds = ceil_div(heads, threads);
        // A tile takes five products by heads, and seven where it is computed twice, but the last round of
        // heads may leave threads idle. The threads change no bit: all sums have the same terms in the same
        // order either way.
        if (7 * heads >= 5 * rounds * threads) {
            return parallel_for(heads, [&](int64_t head) {
                key_head(head / a.p.key_heads, head % a.p.key_heads);
            });
        }
        const int64_t key_tiles = a.key_tiles(), query_tiles = a.query_tiles();
        const int64_t key_pieces = heads * key_tiles;
        const int64_t query_pieces = a.p.batch * a.p.heads * query_tiles;
        parallel_for(key_pieces + query_pieces, [&](int64_t piece) {
            if (piece < key_pieces) {
                const int64_t head = piece / key_tiles, j0 = piece % key_tiles * tile_keys;
                return key_tile(head / a.p.key_heads, head % a.p.key_heads, j0,
                                std::min(a.p.keys, j0 + tile_keys), false);
            }
            piece -= key_pieces;
            const int64_t head = piece / query_tiles, i0 = piece % query_tiles * tile_queries;
            query_tile(head / a.p.heads, head % a.p.heads, i0,
                       std::min(a.p.queries, i0 + tile_queries));
        });
    }
};

template <class T>
const T *in(const void *memory) {
    return static_cast<const T *>(memory);
}

template <class T>
T *out(void *memory) {
    return static_cast<T *>(memory);
}

}  // namespace
}  // namespace lamina

void lk_attention_backward(const lk_attention *attention, lk_dtype dtype, const void *query,
                           const void *key, const void *value, const void *mask,
                           const uint32_t *seed, const void *log_sums, const void *deltas,
                           const void *gradient, void *query_gradient, void *key_gradient,
                           void *value_gradient) {
    using namespace lamina;
    const auto run = [&](auto zero) {
        using T = decltype(zero);
        Gradients<T>{{*attention, in<T>(query), in<T>(key), in<T>(value), mask, seed},
                     in<T>(log_sums),
                     in<T>(deltas),
                     in<T>(gradient),
                     out<T>(query_gradient),
                     out<T>(key_gradient),
                     out<T>(value_gradient)}
            .run();
    };
    switch (dtype) {
        case LK_FLOAT32: return run(0.0f);
        case LK_FLOAT64: return run(0.0);
        default:
            std::fprintf(stderr, "lk_attention_backward: type %d; it takes float32 and float64\n",
                         dtype);
            std::abort();
    }
}

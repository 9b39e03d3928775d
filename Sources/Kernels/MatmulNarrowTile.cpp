// AVX-512's products of narrow elements. Highway 1.0 has no operations for these instructions.
#include "MatmulNarrowTile.h"

#include <utility>

#if defined(__x86_64__)

#include <immintrin.h>

#define LAMINA_BFLOAT16 __attribute__((target("avx512f,avx512bw,avx512vl,avx512bf16")))
#define LAMINA_INT8 __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))

namespace lamina {
namespace {

constexpr int lanes = 16;
// 32 registers hold 24 sums, two vectors of b and one of a.
constexpr int rows_of_two = 12, rows_of_one = TileSet::most_rows;
// Steps of the sum from a prefetch to its use.
constexpr int64_t ahead = 48;

inline int word(const float *a) {
    int bits;
    __builtin_memcpy(&bits, a, sizeof bits);
    return bits;
}

/// The lanes of the last vector of columns.
inline __mmask16 last_lanes(const Tile &t, int vectors) {
    return static_cast<__mmask16>((1u << (t.columns - (vectors - 1) * lanes)) - 1);
}

#define LAMINA_WORDS __attribute__((target("avx512f,avx512bw,avx512vl"), always_inline)) inline

/// Loads a row of b, of which the last vector may be shorter, and fetches a later one.
template <int vectors, Addressing addressing>
LAMINA_WORDS void load_columns(
    const Tile &t, const float *b, __mmask16 last, __m512i (&columns)[vectors]) {
    if constexpr (addressing == Addressing::by_rows_ahead) {
#pragma unroll
        for (int v = 0; v < vectors; ++v) __builtin_prefetch(b + ahead * t.b_step + v * lanes);
    }
    if constexpr (vectors == 2) columns[0] = _mm512_loadu_si512(b);
    columns[vectors - 1] = _mm512_maskz_loadu_epi32(last, b + (vectors - 1) * lanes);
}

template <int rows, int vectors, Addressing addressing>
LAMINA_BFLOAT16 void bfloat16_tile(const Tile &t) {
    const __mmask16 last = last_lanes(t, vectors);
    __m512 sums[rows][vectors];
#pragma unroll
    for (int r = 0; r < rows; ++r) {
#pragma unroll
        for (int v = 0; v < vectors; ++v) sums[r][v] = _mm512_setzero_ps();
    }
    const float *a = t.a, *b = t.b;
    constexpr bool by_columns = addressing == Addressing::by_columns;
    for (int64_t p = 0; p < t.inner; ++p, b += t.b_step) {
        __m512i columns[vectors];
        load_columns<vectors, addressing>(t, b, last, columns);
#pragma unroll
        for (int r = 0; r < rows; ++r) {
            const __m512i x = _mm512_set1_epi32(word(a + (by_columns ? r : r * t.a_step)));
#pragma unroll
            for (int v = 0; v < vectors; ++v) {
                sums[r][v] = _mm512_dpbf16_ps(sums[r][v], (__m512bh)x, (__m512bh)columns[v]);
            }
        }
        a += by_columns ? t.a_step : 1;
    }
#pragma unroll
    for (int r = 0; r < rows; ++r) {
        float *c = t.c + r * t.c_step;
#pragma unroll
        for (int v = 0; v < vectors; ++v) {
            const __mmask16 mask = v == vectors - 1 ? last : static_cast<__mmask16>(0xFFFF);
            if (t.accumulate) {
                sums[r][v] = _mm512_add_ps(_mm512_maskz_loadu_ps(mask, c + v * lanes), sums[r][v]);
            }
            _mm512_mask_storeu_ps(c + v * lanes, mask, sums[r][v]);
        }
    }
}

template <int rows, int vectors, Addressing addressing>
LAMINA_INT8 void int8_tile(const Tile &t) {
    const __mmask16 last = last_lanes(t, vectors);
    const float *first = t.b + (t.inner - 1) * t.b_step;
    __m512i sums[rows][vectors];
#pragma unroll
    for (int v = 0; v < vectors; ++v) {
        const __mmask16 mask = v == vectors - 1 ? last : static_cast<__mmask16>(0xFFFF);
        const __m512i begin = _mm512_maskz_loadu_epi32(mask, first + v * lanes);
#pragma unroll
        for (int r = 0; r < rows; ++r) sums[r][v] = begin;
    }
    const float *a = t.a, *b = t.b;
    for (int64_t p = 0; p < t.inner - 1; ++p, b += t.b_step, ++a) {
        __m512i columns[vectors];
        load_columns<vectors, addressing>(t, b, last, columns);
#pragma unroll
        for (int r = 0; r < rows; ++r) {
            const __m512i x = _mm512_set1_epi32(word(a + r * t.a_step));
#pragma unroll
            for (int v = 0; v < vectors; ++v) {
                sums[r][v] = _mm512_dpbusd_epi32(sums[r][v], x, columns[v]);
            }
        }
    }
#pragma unroll
    for (int r = 0; r < rows; ++r) {
        float *c = t.c + r * t.c_step;
#pragma unroll
        for (int v = 0; v < vectors; ++v) {
            const __mmask16 mask = v == vectors - 1 ? last : static_cast<__mmask16>(0xFFFF);
            _mm512_mask_storeu_ps(c + v * lanes, mask, _mm512_cvtepi32_ps(sums[r][v]));
        }
    }
}

template <Addressing addressing, int... r>
void fill_bfloat16(TileSet &set, std::integer_sequence<int, r...>) {
    auto &functions = set.functions[int(addressing)];
    ((functions[0][r] = bfloat16_tile<r + 1, 1, addressing>), ...);
    ((functions[1][r % rows_of_two] = bfloat16_tile<r % rows_of_two + 1, 2, addressing>), ...);
}

template <Addressing addressing, int... r>
void fill_int8(TileSet &set, std::integer_sequence<int, r...>) {
    auto &functions = set.functions[int(addressing)];
    ((functions[0][r] = int8_tile<r + 1, 1, addressing>), ...);
    ((functions[1][r % rows_of_two] = int8_tile<r % rows_of_two + 1, 2, addressing>), ...);
}

constexpr std::make_integer_sequence<int, rows_of_one> all_rows;

/// Words are moved like floats.
TileSet make_set() {
    TileSet set = {};
    set.lanes = lanes;
    set.rows[0] = rows_of_one;
    set.rows[1] = rows_of_two;
    set.transpose = tile_set().transpose;
    set.copy = tile_set().copy;
    return set;
}

}  // namespace

const TileSet *bfloat16_tiles() {
    static const TileSet set = [] {
        TileSet set = make_set();
        fill_bfloat16<Addressing::by_rows>(set, all_rows);
        fill_bfloat16<Addressing::by_rows_ahead>(set, all_rows);
        fill_bfloat16<Addressing::by_columns>(set, all_rows);
        return set;
    }();
    static const bool is_there = __builtin_cpu_supports("avx512bf16") &&
                                 __builtin_cpu_supports("avx512bw") &&
                                 __builtin_cpu_supports("avx512vl");
    return is_there ? &set : nullptr;
}

const TileSet *int8_tiles() {
    static const TileSet set = [] {
        TileSet set = make_set();
        set.goes_on = false;
        fill_int8<Addressing::by_rows>(set, all_rows);
        fill_int8<Addressing::by_rows_ahead>(set, all_rows);
        return set;
    }();
    static const bool is_there = __builtin_cpu_supports("avx512vnni") &&
                                 __builtin_cpu_supports("avx512bw") &&
                                 __builtin_cpu_supports("avx512vl");
    return is_there ? &set : nullptr;
}

}  // namespace lamina

#else

namespace lamina {
const TileSet *bfloat16_tiles() { return nullptr; }
const TileSet *int8_tiles() { return nullptr; }
}  // namespace lamina

#endif

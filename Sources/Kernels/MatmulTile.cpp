#include "MatmulTile.h"

#include <algorithm>
#include <utility>

#include "Targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "MatmulTile.cpp"
#include <hwy/foreach_target.h>
#include <hwy/cache_control.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace lamina {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Floats = hn::ScalableTag<float>;

// 32 registers hold 24 sums, two vectors of b and one of a; 16 registers hold 12 sums.
constexpr bool many_registers = HWY_TARGET <= HWY_AVX3;
constexpr int64_t rows_of_two = many_registers ? 12 : 6;
constexpr int64_t rows_of_one = many_registers ? TileSet::most_rows : 12;

// Steps of the sum from a prefetch to its use.
constexpr int64_t ahead = 48;

template <int rows, int vectors, Addressing addressing>
void tile(const Tile &t) {
    const Floats d;
    using V = hn::Vec<Floats>;
    const int64_t lanes = hn::Lanes(d);
    const auto last = hn::FirstN(d, t.columns - (vectors - 1) * lanes);

    V sums[rows][vectors];
#pragma unroll
    for (int r = 0; r < rows; ++r) {
#pragma unroll
        for (int v = 0; v < vectors; ++v) sums[r][v] = hn::Zero(d);
    }
    const float *b = t.b;
    for (int64_t o = 0; o < t.outer; ++o) {
        const float *a = t.a + o * t.a_outer;
        for (int64_t p = 0; p < t.inner; ++p, b += t.b_step) {
            V columns[vectors];
            if constexpr (addressing == Addressing::by_rows_ahead) {
                hwy::Prefetch(b + ahead * t.b_step);
                if constexpr (vectors == 2) hwy::Prefetch(b + ahead * t.b_step + lanes);
            }
            if constexpr (vectors == 2) columns[0] = hn::LoadU(d, b);
            columns[vectors - 1] = hn::MaskedLoad(last, d, b + (vectors - 1) * lanes);
#pragma unroll
            for (int r = 0; r < rows; ++r) {
                const int64_t offset = addressing == Addressing::by_columns   ? r
                                       : addressing == Addressing::by_offsets ? t.a_offsets[r]
                                                                              : r * t.a_step;
                const V x = hn::Set(d, a[offset]);
#pragma unroll
                for (int v = 0; v < vectors; ++v) {
                    sums[r][v] = hn::MulAdd(x, columns[v], sums[r][v]);
                }
            }
            a += addressing == Addressing::by_columns || addressing == Addressing::by_offsets
                     ? t.a_step
                     : 1;
        }
    }
#pragma unroll
    for (int r = 0; r < rows; ++r) {
        float *c = t.c + r * t.c_step;
        float *c_last = c + (vectors - 1) * lanes;
        if (t.accumulate) {
            if constexpr (vectors == 2) sums[r][0] = hn::Add(hn::LoadU(d, c), sums[r][0]);
            sums[r][vectors - 1] = hn::Add(hn::MaskedLoad(last, d, c_last), sums[r][vectors - 1]);
        }
        if constexpr (vectors == 2) hn::StoreU(sums[r][0], d, c);
        hn::BlendedStore(sums[r][vectors - 1], last, d, c_last);
    }
}

// Blocks of 4 x 4: even 128-bit shuffles move more than the products need.
void transpose(const float *from, int64_t from_step, int64_t columns, int64_t depth, float *to,
               int64_t to_step) {
    const hn::FixedTag<float, 4> d;
    const hn::RepartitionToWide<decltype(d)> pairs;
    const int64_t whole_columns = columns / 4 * 4, whole_depth = depth / 4 * 4;
    for (int64_t p = 0; p < whole_depth; p += 4) {
        for (int64_t j = 0; j < whole_columns; j += 4) {
            const float *x = from + j * from_step + p;
            const auto x0 = hn::LoadU(d, x), x1 = hn::LoadU(d, x + from_step);
            const auto x2 = hn::LoadU(d, x + 2 * from_step), x3 = hn::LoadU(d, x + 3 * from_step);
            const auto low01 = hn::BitCast(pairs, hn::InterleaveLower(d, x0, x1));
            const auto low23 = hn::BitCast(pairs, hn::InterleaveLower(d, x2, x3));
            const auto high01 = hn::BitCast(pairs, hn::InterleaveUpper(d, x0, x1));
            const auto high23 = hn::BitCast(pairs, hn::InterleaveUpper(d, x2, x3));
            float *y = to + p * to_step + j;
            hn::StoreU(hn::BitCast(d, hn::InterleaveLower(pairs, low01, low23)), d, y);
            hn::StoreU(hn::BitCast(d, hn::InterleaveUpper(pairs, low01, low23)), d, y + to_step);
            hn::StoreU(hn::BitCast(d, hn::InterleaveLower(pairs, high01, high23)), d,
                       y + 2 * to_step);
            hn::StoreU(hn::BitCast(d, hn::InterleaveUpper(pairs, high01, high23)), d,
                       y + 3 * to_step);
        }
        for (int64_t j = whole_columns; j < columns; ++j) {
            for (int64_t q = p; q < p + 4; ++q) to[q * to_step + j] = from[j * from_step + q];
        }
    }
    for (int64_t p = whole_depth; p < depth; ++p) {
        for (int64_t j = 0; j < columns; ++j) to[p * to_step + j] = from[j * from_step + p];
    }
}

void gather(const float *const *rows, int64_t row_count, const int64_t *starts,
            const int64_t *offsets, int64_t count, int64_t columns, float *to, int64_t to_step) {
    const Floats d;
    const int64_t lanes = hn::Lanes(d);
    for (int64_t j = 0; j < columns; j += lanes) {
        const auto mask = hn::FirstN(d, std::min(lanes, columns - j));
        for (int64_t i = 0; i < count; ++i) {
            auto sum = hn::Zero(d);
            for (int64_t row = 0; row < row_count; ++row) {
                const float *from = rows[row] + j;
                for (int64_t t = starts[i]; t < starts[i + 1]; ++t) {
                    sum = hn::Add(sum, hn::MaskedLoad(mask, d, from + offsets[t]));
                }
            }
            hn::BlendedStore(sum, mask, d, to + i * to_step + j);
        }
    }
}

template <int vectors, Addressing addressing, int... r>
void fill(TileSet &set, std::integer_sequence<int, r...>) {
    ((set.functions[int(addressing)][vectors - 1][r] = tile<r + 1, vectors, addressing>), ...);
}

template <Addressing addressing>
void fill(TileSet &set) {
    fill<1, addressing>(set, std::make_integer_sequence<int, rows_of_one>());
    fill<2, addressing>(set, std::make_integer_sequence<int, rows_of_two>());
}

TileSet make() {
    TileSet set = {};
    set.lanes = hn::Lanes(Floats());
    set.rows[0] = rows_of_one;
    set.rows[1] = rows_of_two;
    fill<Addressing::by_rows>(set);
    fill<Addressing::by_columns>(set);
    fill<Addressing::by_offsets>(set);
    fill<Addressing::by_rows_ahead>(set);
    set.gather = gather;
    set.transpose = transpose;
    return set;
}

}  // namespace HWY_NAMESPACE
}  // namespace lamina
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lamina {

HWY_EXPORT(make);

const TileSet &tile_set() {
    static const TileSet set = HWY_DYNAMIC_DISPATCH(make)();
    return set;
}

}  // namespace lamina
#endif

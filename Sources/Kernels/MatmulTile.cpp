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
    if constexpr (addressing == Addressing::by_columns_ahead) {
#pragma unroll
        for (int r = 0; r < rows; ++r) {
#pragma unroll
            for (int v = 0; v < vectors; ++v) hwy::Prefetch(t.c + r * t.c_step + v * lanes);
        }
    }
    constexpr bool by_columns =
        addressing == Addressing::by_columns || addressing == Addressing::by_columns_ahead;
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
                const int64_t offset = by_columns                             ? r
                                       : addressing == Addressing::by_offsets ? t.a_offsets[r]
                                                                              : r * t.a_step;
                const V x = hn::Set(d, a[offset]);
#pragma unroll
                for (int v = 0; v < vectors; ++v) {
                    sums[r][v] = hn::MulAdd(x, columns[v], sums[r][v]);
                }
            }
            a += by_columns || addressing == Addressing::by_offsets ? t.a_step : 1;
        }
    }
    float *const c = t.c, *const c_last = c + (vectors - 1) * lanes;
    const int64_t c_step = t.c_step;
    if (t.accumulate) {
#pragma unroll
        for (int r = 0; r < rows; ++r) {
            if constexpr (vectors == 2) {
                sums[r][0] = hn::Add(hn::LoadU(d, c + r * c_step), sums[r][0]);
            }
            sums[r][vectors - 1] =
                hn::Add(hn::MaskedLoad(last, d, c_last + r * c_step), sums[r][vectors - 1]);
        }
    }
#pragma unroll
    for (int r = 0; r < rows; ++r) {
        if constexpr (vectors == 2) hn::StoreU(sums[r][0], d, c + r * c_step);
        hn::BlendedStore(sums[r][vectors - 1], last, d, c_last + r * c_step);
    }
}

/// Turns round a block of as many rows as a vector has lanes: `count` rows of `from`, `steps` columns,
/// and whether these are all of them.
template <bool all_rows, bool all_steps>
void transpose_block(const float *from, int64_t from_step, int64_t count, int64_t steps, float *to,
                     int64_t to_step) {
    const Floats d;
    const hn::RepartitionToWide<Floats> pairs;
    using V = hn::Vec<Floats>;
    constexpr int lanes = hn::MaxLanes(d), blocks = lanes / 4;
    const auto inside = hn::FirstN(d, steps);
    V x[lanes], y[lanes];
#pragma unroll
    for (int i = 0; i < lanes; ++i) {
        x[i] = all_steps ? hn::LoadU(d, from) : hn::MaskedLoad(inside, d, from);
        // The last row stands for those that are not there.
        if (all_rows || i + 1 < count) from += from_step;
    }
    // Every fourth of 128 bits on its own: its four rows become columns.
#pragma unroll
    for (int i = 0; i < lanes; i += 4) {
        const auto low01 = hn::BitCast(pairs, hn::InterleaveLower(d, x[i], x[i + 1]));
        const auto low23 = hn::BitCast(pairs, hn::InterleaveLower(d, x[i + 2], x[i + 3]));
        const auto high01 = hn::BitCast(pairs, hn::InterleaveUpper(d, x[i], x[i + 1]));
        const auto high23 = hn::BitCast(pairs, hn::InterleaveUpper(d, x[i + 2], x[i + 3]));
        y[i] = hn::BitCast(d, hn::InterleaveLower(pairs, low01, low23));
        y[i + 1] = hn::BitCast(d, hn::InterleaveUpper(pairs, low01, low23));
        y[i + 2] = hn::BitCast(d, hn::InterleaveLower(pairs, high01, high23));
        y[i + 3] = hn::BitCast(d, hn::InterleaveUpper(pairs, high01, high23));
    }
    // Then the fourths themselves: first within neighbouring pairs, then between the halves.
    if constexpr (blocks >= 2) {
#pragma unroll
        for (int i = 0; i < lanes; i += 8) {
#pragma unroll
            for (int q = i; q < i + 4; ++q) {
                x[q] = hn::OddEvenBlocks(hn::SwapAdjacentBlocks(y[q + 4]), y[q]);
                x[q + 4] = hn::OddEvenBlocks(y[q + 4], hn::SwapAdjacentBlocks(y[q]));
            }
        }
#pragma unroll
        for (int q = 0; q < lanes; ++q) y[q] = x[q];
    }
    if constexpr (blocks == 4) {
#pragma unroll
        for (int q = 0; q < 8; ++q) {
            x[q] = hn::ConcatLowerLower(d, y[q + 8], y[q]);
            x[q + 8] = hn::ConcatUpperUpper(d, y[q + 8], y[q]);
        }
#pragma unroll
        for (int q = 0; q < lanes; ++q) y[q] = x[q];
    }
    const auto rows = hn::FirstN(d, count);
#pragma unroll
    for (int p = 0; p < lanes; ++p) {
        if (!all_steps && p >= steps) continue;
        if constexpr (all_rows) {
            hn::StoreU(y[p], d, to + p * to_step);
        } else {
            hn::BlendedStore(y[p], rows, d, to + p * to_step);
        }
    }
}

void transpose(const float *from, int64_t from_step, int64_t columns, int64_t depth, float *to,
               int64_t to_step) {
    const int64_t lanes = hn::Lanes(Floats());
    for (int64_t p = 0; p < depth; p += lanes) {
        for (int64_t j = 0; j < columns; j += lanes) {
            const int64_t count = std::min(lanes, columns - j), steps = std::min(lanes, depth - p);
            const bool all_rows = count == lanes, all_steps = steps == lanes;
            const auto block = all_rows && all_steps ? transpose_block<true, true>
                               : all_rows            ? transpose_block<true, false>
                               : all_steps           ? transpose_block<false, true>
                                                     : transpose_block<false, false>;
            block(from + j * from_step + p, from_step, count, steps, to + p * to_step + j, to_step);
        }
    }
}

template <int vectors>
void copy_vectors(const float *from, int64_t from_step, int64_t columns, int64_t depth, float *to,
                  int64_t to_step) {
    const Floats d;
    constexpr int64_t before = (vectors - 1) * hn::MaxLanes(d);
    const auto last = hn::FirstN(d, columns - before);
    for (int64_t p = 0; p < depth; ++p, from += from_step, to += to_step) {
        if constexpr (vectors == 2) hn::StoreU(hn::LoadU(d, from), d, to);
        hn::BlendedStore(hn::MaskedLoad(last, d, from + before), last, d, to + before);
    }
}

void copy(const float *from, int64_t from_step, int64_t columns, int64_t depth, float *to,
          int64_t to_step) {
    const auto run = columns > int64_t(hn::Lanes(Floats())) ? copy_vectors<2> : copy_vectors<1>;
    run(from, from_step, columns, depth, to, to_step);
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
    fill<Addressing::by_columns_ahead>(set);
    set.gather = gather;
    set.transpose = transpose;
    set.copy = copy;
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

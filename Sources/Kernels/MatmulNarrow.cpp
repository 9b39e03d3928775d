// Narrow elements go through the loops of float32 products as words of 32 bits, two bfloat16 or four int8
// that lie one after the other along the sum. Only how words are made is particular to them.
#include "MatmulNarrow.h"

#include <algorithm>
#include <cstring>

#include "FusedTail.h"
#include "MatmulFloat32.h"
#include "MatmulNarrowTile.h"
#include "Parallel.h"
#include "Parts.h"
#include "ScratchArray.h"

namespace lamina {
namespace {

/// Words of a that a thread makes at once.
constexpr int64_t piece_words = 1 << 14;

const TileSet &tiles_of(lk_dtype dtype) {
    return dtype == LK_BFLOAT16 ? *bfloat16_tiles() : *int8_tiles();
}

/// How many elements make a word.
int64_t word_elements(lk_dtype dtype) { return dtype == LK_BFLOAT16 ? 2 : 4; }

/// Words of a sum over k: for int8 one more, with which the sum begins.
int64_t word_depth(lk_dtype dtype, int64_t k) {
    const int64_t elements = word_elements(dtype);
    return ceil_div(k, elements) + (dtype == LK_INT8 ? 1 : 0);
}

/// Words of up to `sizeof(uint32_t) / sizeof(T)` rows of `columns` elements, row after row `step` apart;
/// rows from `count` on are zeros.
template <class T>
void interleave(const T *rows, int64_t step, int64_t count, int64_t columns, uint32_t *to) {
    constexpr int bits = 8 * sizeof(T), parts = 32 / bits;
    if (count >= parts) {
        for (int64_t j = 0; j < columns; ++j) {
            uint32_t word = 0;
            for (int part = 0; part < parts; ++part) {
                word |= uint32_t(rows[part * step + j]) << (bits * part);
            }
            to[j] = word;
        }
        return;
    }
    for (int64_t j = 0; j < columns; ++j) {
        to[j] = 0;
        for (int part = 0; part < count; ++part) {
            to[j] |= uint32_t(rows[part * step + j]) << (bits * part);
        }
    }
}

/// Columns j0 ..< j1 of b as words [depth, width].
template <class T>
void pack_panel(const TileSet &tiles, bool is_transposed, int64_t n, int64_t k, const T *b,
                int64_t j0, int64_t j1, float *panel) {
    constexpr int64_t elements = sizeof(uint32_t) / sizeof(T);
    const int64_t width = tiles.width(), columns = j1 - j0, whole = k / elements;
    auto *words = reinterpret_cast<uint32_t *>(panel);
    if (!is_transposed) {
        for (int64_t p = 0; p < k; p += elements, words += width) {
            interleave(b + p * n + j0, n, k - p, columns, words);
        }
        return;
    }
    if (k % elements == 0) {
        const auto *from = reinterpret_cast<const float *>(b + j0 * k);
        return tiles.transpose(from, whole, columns, whole, panel, width);
    }
    for (int64_t j = 0; j < columns; ++j) {
        const T *row = b + (j0 + j) * k;
        for (int64_t p = 0; p < k; p += elements) {
            uint32_t word = 0;
            std::memcpy(&word, row + p, std::min(elements, k - p) * sizeof(T));
            words[p / elements * width + j] = word;
        }
    }
}

/// The instruction takes its first operand unsigned: a goes in with 128 added, so that sums begin
/// with -128 times those of b.
void lay_beginnings(const TileSet &tiles, int64_t depth, int64_t columns, float *panel) {
    const int64_t width = tiles.width();
    int32_t sums[64] = {};
    for (int64_t p = 0; p < depth - 1; ++p) {
        for (int64_t j = 0; j < columns; ++j) {
            int8_t parts[4];
            std::memcpy(parts, panel + p * width + j, sizeof parts);
            sums[j] += parts[0] + parts[1] + parts[2] + parts[3];
        }
    }
    for (int64_t j = 0; j < columns; ++j) sums[j] *= -128;
    std::memcpy(panel + (depth - 1) * width, sums, columns * sizeof(int32_t));
}

/// a [m, k] as words [m, depth] of bytes with 128 added; the last word of a row is not read.
void shift_rows(const NarrowProduct &p, int64_t depth, float *to) {
    const auto *a = static_cast<const uint8_t *>(p.a);
    auto *bytes = reinterpret_cast<uint8_t *>(to);
    parallel_pieces(p.m, std::max<int64_t>(1, piece_words / depth), [&](int64_t i0, int64_t i1) {
        for (int64_t i = i0; i < i1; ++i) {
            uint8_t *row = bytes + i * depth * 4;
            const int64_t step = p.transpose_a ? p.m : 1;
            const uint8_t *from = p.transpose_a ? a + i : a + i * p.k;
            if (step == 1) {
                for (int64_t l = 0; l < p.k; ++l) row[l] = from[l] ^ 0x80;
            } else {
                for (int64_t l = 0; l < p.k; ++l) row[l] = from[l * step] ^ 0x80;
            }
            std::memset(row + p.k, 0, depth * 4 - p.k);
        }
    });
}

/// The words of a, as they lie where nothing has to be filled up. A transposed a becomes [depth, m].
const float *words_of_a(const NarrowProduct &p, int64_t depth) {
    static thread_local Scratch memory;
    if (p.dtype == LK_INT8) {
        float *words = scratch_array<float>(memory, p.m * depth);
        shift_rows(p, depth, words);
        return words;
    }
    const auto *a = static_cast<const uint16_t *>(p.a);
    if (!p.transpose_a && p.k % 2 == 0) return static_cast<const float *>(p.a);
    float *words = scratch_array<float>(memory, p.m * depth);
    if (p.transpose_a) {
        const int64_t grain = std::max<int64_t>(1, piece_words / p.m);
        parallel_pieces(depth, grain, [&](int64_t first, int64_t last) {
            for (int64_t l = first; l < last; ++l) {
                interleave(a + 2 * l * p.m, p.m, p.k - 2 * l, p.m,
                           reinterpret_cast<uint32_t *>(words) + l * p.m);
            }
        });
        return words;
    }
    const int64_t grain = std::max<int64_t>(1, piece_words / depth);
    parallel_pieces(p.m, grain, [&](int64_t first, int64_t last) {
        for (int64_t i = first; i < last; ++i) {
            auto *row = reinterpret_cast<uint16_t *>(words + i * depth);
            std::memcpy(row, a + i * p.k, p.k * sizeof(uint16_t));
            row[p.k] = 0;
        }
    });
    return words;
}

}  // namespace

int64_t narrow_packed_size(lk_dtype dtype, int64_t n, int64_t k) {
    const int64_t width = tiles_of(dtype).width();
    return ceil_div(n, width) * width * word_depth(dtype, k) * sizeof(float);
}

void pack_narrow(lk_dtype dtype, bool is_transposed, int64_t n, int64_t k, const void *b,
                 void *panels) {
    const TileSet &tiles = tiles_of(dtype);
    const int64_t width = tiles.width(), depth = word_depth(dtype, k);
    const int64_t grain = std::max<int64_t>(1, piece_words / (width * depth));
    parallel_pieces(ceil_div(n, width), grain, [&](int64_t first, int64_t last) {
        for (int64_t j = first * width; j < std::min(n, last * width); j += width) {
            const int64_t end = std::min(n, j + width);
            float *panel = static_cast<float *>(panels) + j * depth;
            if (dtype == LK_BFLOAT16) {
                pack_panel(tiles, is_transposed, n, k, static_cast<const uint16_t *>(b), j, end,
                           panel);
            } else {
                pack_panel(tiles, is_transposed, n, k, static_cast<const uint8_t *>(b), j, end,
                           panel);
                lay_beginnings(tiles, depth, end - j, panel);
            }
        }
    });
}

void multiply_narrow_by_panels(const NarrowProduct &p, const FusedTail &tail) {
    const int64_t depth = word_depth(p.dtype, p.k);
    const bool by_columns = p.dtype == LK_BFLOAT16 && p.transpose_a;
    multiply_by_panels({by_columns, false, 1, p.m, p.n, depth, words_of_a(p, depth),
                        static_cast<const float *>(p.b), p.c},
                       tiles_of(p.dtype), tail);
}

bool narrow_cuts_rows(lk_dtype dtype, int64_t m, int64_t n, int64_t k) {
    return cuts_rows({false, false, 1, m, n, word_depth(dtype, k), nullptr, nullptr, nullptr},
                     tiles_of(dtype));
}

void multiply_narrow(const NarrowProduct &product) {
    static thread_local Scratch memory;
    NarrowProduct packed = product;
    char *panels = memory.get(narrow_packed_size(product.dtype, product.n, product.k));
    pack_narrow(product.dtype, product.transpose_b, product.n, product.k, product.b, panels);
    packed.b = panels;
    multiply_narrow_by_panels(packed, FusedTail(nullptr));
}

}  // namespace lamina

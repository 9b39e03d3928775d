#include "Transpose.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace lamina {
namespace {

template <class T>
using Vector = T __attribute__((vector_size(16)));

template <class T>
constexpr int kSide = 16 / sizeof(T);

/// Alternating lanes of the lower (kFirst = 0) or upper (kFirst = kSide / 2) halves of a and b.
template <class T, int kFirst, size_t... kLane>
Vector<T> interleave(Vector<T> a, Vector<T> b, std::index_sequence<kLane...>) {
    return __builtin_shufflevector(
        a, b, (kFirst + int(kLane) / 2 + (kLane % 2 == 0 ? 0 : kSide<T>))...);
}

/// A square of one vector's length: as many perfect shuffles of the rows as its side has bits.
template <class T>
void transpose_square(const T *src, int64_t src_stride, T *dst, int64_t dst_stride) {
    constexpr int n = kSide<T>;
    using Lanes = std::make_index_sequence<size_t{n}>;
    Vector<T> rows[n];
    for (int k = 0; k < n; ++k) std::memcpy(&rows[k], src + k * src_stride, 16);
    for (int step = 1; step < n; step *= 2) {
        Vector<T> next[n];
        for (int k = 0; k < n / 2; ++k) {
            next[2 * k] = interleave<T, 0>(rows[k], rows[k + n / 2], Lanes());
            next[2 * k + 1] = interleave<T, n / 2>(rows[k], rows[k + n / 2], Lanes());
        }
        std::memcpy(rows, next, sizeof rows);
    }
    for (int k = 0; k < n; ++k) std::memcpy(dst + k * dst_stride, &rows[k], 16);
}

template <class T>
void transpose_strip(const T *src, int64_t src_stride, T *dst, int64_t dst_stride, int64_t rows,
                     int64_t columns) {
    constexpr int64_t n = kSide<T>;
    const int64_t whole_rows = rows / n * n, whole_columns = columns / n * n;
    for (int64_t r = 0; r < whole_rows; r += n) {
        for (int64_t c = 0; c < whole_columns; c += n) {
            transpose_square(
                src + c * src_stride + r, src_stride, dst + r * dst_stride + c, dst_stride);
        }
    }
    for (int64_t r = 0; r < rows; ++r) {
        const int64_t first = r < whole_rows ? whole_columns : 0;
        for (int64_t c = first; c < columns; ++c) dst[r * dst_stride + c] = src[c * src_stride + r];
    }
}

/// Strip by strip: the target is written in whole cache lines, and the source's lines, one for each
/// column of the strip, stay in the first-level cache until they are used up.
template <class T>
void transpose_all(const char *from, int64_t src_stride, char *to, int64_t dst_stride, int64_t rows,
                   int64_t columns) {
    const T *src = reinterpret_cast<const T *>(from);
    T *dst = reinterpret_cast<T *>(to);
    for (int64_t c = 0; c < columns; c += kTransposeStrip) {
        const int64_t width = std::min(kTransposeStrip, columns - c);
        transpose_strip(src + c * src_stride, src_stride, dst + c, dst_stride, rows, width);
    }
}

}  // namespace

void transpose(int size, const char *src, int64_t src_stride, char *dst, int64_t dst_stride,
               int64_t rows, int64_t columns) {
    switch (size) {
    case 1: return transpose_all<uint8_t>(src, src_stride, dst, dst_stride, rows, columns);
    case 2: return transpose_all<uint16_t>(src, src_stride, dst, dst_stride, rows, columns);
    case 4: return transpose_all<uint32_t>(src, src_stride, dst, dst_stride, rows, columns);
    default: return transpose_all<uint64_t>(src, src_stride, dst, dst_stride, rows, columns);
    }
}

}  // namespace lamina

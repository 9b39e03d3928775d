#include "FusedOperand.h"

#include <algorithm>
#include <cstring>

#include "Transpose.h"

namespace lamina {

StridedView::StridedView(int loop_rank, const int64_t *loop_dims, const int64_t *loop_strides)
    : rank(0) {
    for (int d = 0; d < loop_rank; ++d) {
        if (loop_dims[d] == 1) continue;
        const bool merges = rank > 0 && strides[rank - 1] == loop_strides[d] * loop_dims[d];
        if (merges) {
            dims[rank - 1] *= loop_dims[d];
            strides[rank - 1] = loop_strides[d];
        } else {
            dims[rank] = loop_dims[d];
            strides[rank] = loop_strides[d];
            ++rank;
        }
    }
    if (rank == 1 && strides[0] == 0) rank = 0;
}

int64_t StridedView::period() const {
    if (rank < 2 || strides[0] != 0) return 0;
    int64_t elements = 1;
    for (int d = 1; d < rank; ++d) elements *= dims[d];
    return elements;
}

RowPosition find_row(const StridedView &view, int64_t index) {
    if (view.rank == 0) return {0, INT64_MAX};
    int64_t offset = 0, left = 0;
    for (int d = view.rank - 1; d >= 0; --d) {
        // The first dimension needs no remainder, and divisions are what this function costs.
        const int64_t rest = d == 0 ? 0 : index / view.dims[d];
        const int64_t at = index - rest * view.dims[d];
        if (d == view.rank - 1) left = view.dims[d] - at;
        offset += at * view.strides[d];
        index = rest;
    }
    return {offset, left};
}

namespace {

/// The coordinates of a walk over all dimensions but the last.
struct Walk {
    const StridedView &view;
    int64_t at[LK_MAX_RANK];
    int64_t offset = 0;
    int64_t column;

    Walk(const StridedView &view, int64_t index) : view(view) {
        const int last = view.rank - 1;
        for (int d = last; d >= 0; --d) {
            at[d] = index % view.dims[d];
            index /= view.dims[d];
            if (d != last) offset += at[d] * view.strides[d];
        }
        column = at[last];
    }

    /// The number of rows from here to where the dimension before the last ends.
    int64_t rows_left() const {
        const int d = view.rank - 2;
        return d < 0 ? 1 : view.dims[d] - at[d];
    }

    void advance(int64_t rows) {
        column = 0;
        int d = view.rank - 2;
        if (d < 0) return;
        at[d] += rows;
        offset += rows * view.strides[d];
        while (d > 0 && at[d] == view.dims[d]) {
            offset += view.strides[d - 1] - at[d] * view.strides[d];
            at[d] = 0;
            --d;
            ++at[d];
        }
    }
};

template <class T>
inline void fill(T *dst, T value, int64_t count) {
    // Short rows: one store of a whole vector, whose rest the next row overwrites.
    constexpr int64_t kVector = 64 / sizeof(T);
    int64_t k = 0;
    do {
        for (int64_t i = 0; i < kVector; ++i) dst[k + i] = value;
        k += kVector;
    } while (k < count);
}

/// One row, or a part of one.
template <class T>
inline void lay_row(T *dst, const T *src, int64_t stride, int64_t count) {
    if (stride == 0) {
        fill(dst, *src, count);
    } else if (stride == 1) {
        std::memcpy(dst, src, count * sizeof(T));
    } else {
        for (int64_t k = 0; k < count; ++k) dst[k] = src[k * stride];
    }
}

template <class T>
void lay_elements(const StridedView &view, const T *src, int64_t start, int64_t count, T *dst) {
    if (view.rank == 0) return fill(dst, *src, count);
    Walk walk(view, start);
    const int64_t row = view.row(), stride = view.strides[view.rank - 1];
    const int64_t row_stride = view.rank < 2 ? 0 : view.strides[view.rank - 2];
    while (count > 0) {
        if (walk.column > 0 || count < row) {
            const int64_t part = std::min(count, row - walk.column);
            lay_row(dst, src + walk.offset + walk.column * stride, stride, part);
            dst += part;
            count -= part;
            walk.advance(1);
            continue;
        }
        const int64_t rows = std::min(walk.rows_left(), count / row);
        const T *from = src + walk.offset;
        for (int64_t r = 0; r < rows; ++r, dst += row, from += row_stride) {
            lay_row(dst, from, stride, row);
        }
        count -= rows * row;
        walk.advance(rows);
    }
}

template <class T>
void lay_box_elements(const T *src, int64_t row_stride, int64_t column_stride, int64_t rows,
                      int64_t columns, T *dst) {
    if (column_stride == 0 || column_stride == 1) {
        for (int64_t r = 0; r < rows; ++r) {
            lay_row(dst + r * columns, src + r * row_stride, column_stride, columns);
        }
        return;
    }
    if (row_stride == 1) {
        const char *from = reinterpret_cast<const char *>(src);
        return transpose(
            sizeof(T), from, column_stride, reinterpret_cast<char *>(dst), columns, rows, columns);
    }
    for (int64_t c = 0; c < columns; ++c) {
        const T *from = src + c * column_stride;
        for (int64_t r = 0; r < rows; ++r) dst[r * columns + c] = from[r * row_stride];
    }
}

template <class T>
T *as(char *p) { return reinterpret_cast<T *>(p); }
template <class T>
const T *as(const char *p) { return reinterpret_cast<const T *>(p); }

/// Calls `f` with a number type of `size` bytes: laying moves bits only.
template <class F>
void with_type(int size, const F &f) {
    switch (size) {
    case 1: return f(uint8_t());
    case 2: return f(uint16_t());
    case 4: return f(uint32_t());
    default: return f(uint64_t());
    }
}

}  // namespace

void lay(const StridedView &view, int size, const char *src, int64_t start, int64_t count,
         char *dst) {
    with_type(size, [&](auto zero) {
        using T = decltype(zero);
        lay_elements(view, as<T>(src), start, count, as<T>(dst));
    });
}

void spread(const StridedView &view, int size, const char *src, int64_t start, int64_t count,
            char *dst) {
    const int64_t stride = view.rank == 0 ? 1 : view.strides[view.rank - 1];
    while (count > 0) {
        const RowPosition at = find_row(view, start);
        const int64_t part = std::min(count, at.left);
        char *to = dst + at.offset * size;
        if (stride == 1) {
            std::memcpy(to, src, part * size);
        } else {
            for (int64_t i = 0; i < part; ++i) {
                std::memcpy(to + i * stride * size, src + i * size, size);
            }
        }
        src += part * size;
        start += part;
        count -= part;
    }
}

void lay_box(int size, const char *src, int64_t row_stride, int64_t column_stride, int64_t rows,
             int64_t columns, char *dst) {
    with_type(size, [&](auto zero) {
        using T = decltype(zero);
        lay_box_elements(as<T>(src), row_stride, column_stride, rows, columns, as<T>(dst));
    });
}

void splat_block(int size, const char *element, char *dst) {
    with_type(size, [&](auto zero) {
        using T = decltype(zero);
        fill(as<T>(dst), *as<T>(element), kBlock);
    });
}

}  // namespace lamina

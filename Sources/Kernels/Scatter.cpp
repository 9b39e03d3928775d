// Rows of updates joined to the rows of a table by index.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "Parallel.h"
#include "Parts.h"

namespace lamina {
namespace {

constexpr int64_t kGrain = 65536;  // elements that are worth a piece
constexpr int64_t kColumns = 256;

struct Set {
    template <class T>
    T operator()(T, T update) const { return update; }
};
struct Add {
    template <class T>
    T operator()(T old, T update) const { return static_cast<T>(old + update); }
};
struct Multiply {
    template <class T>
    T operator()(T old, T update) const { return static_cast<T>(old * update); }
    // Two uint16 become int, whose product may overflow.
    uint16_t operator()(uint16_t old, uint16_t update) const {
        return static_cast<uint16_t>(static_cast<uint32_t>(old) * update);
    }
};
// An unordered pair keeps NaN, whichever holds it.
struct Maximum {
    template <class T>
    T operator()(T old, T update) const { return old != old || old >= update ? old : update; }
};
struct Minimum {
    template <class T>
    T operator()(T old, T update) const { return old != old || old <= update ? old : update; }
};

/// A piece owns a range of columns, or of rows where they are short, and goes through all the
/// indices: every element gets its updates in order.
template <class T, class Join>
void scatter(const void *updates, const int32_t *indices, int64_t count, void *table,
             int64_t rows, int64_t width) {
    const T *from = static_cast<const T *>(updates);
    T *out = static_cast<T *>(table);
    const bool by_columns = width > kColumns;
    const int64_t row_part = std::max<int64_t>((rows + 7) / 8, 1);
    const bool small = count * width < kGrain;
    const int64_t pieces = small          ? 1
                           : by_columns ? ceil_div(width, kColumns)
                                        : ceil_div(rows, row_part);
    const Join join;
    parallel_for(pieces, [&](int64_t piece) {
        int64_t row0 = 0, row1 = rows, column0 = 0, column1 = width;
        if (!small && by_columns) {
            column0 = piece * kColumns;
            column1 = std::min(width, column0 + kColumns);
        } else if (!small) {
            row0 = piece * row_part;
            row1 = std::min(rows, row0 + row_part);
        }
        for (int64_t i = 0; i < count; ++i) {
            const int64_t r = indices[i];
            if (r < row0 || r >= row1) continue;
            const T *update = from + i * width;
            T *row = out + r * width;
            for (int64_t c = column0; c < column1; ++c) row[c] = join(row[c], update[c]);
        }
    });
}

[[noreturn]] void fail(const char *what, int value) {
    std::fprintf(stderr, "lk_scatter_rows: %s %d\n", what, value);
    std::abort();
}

/// Sums and products of signed and unsigned numbers have the same bits.
template <class Join>
void scatter_wrapping(lk_dtype dtype, const void *updates, const int32_t *indices, int64_t count,
                      void *table, int64_t rows, int64_t width) {
    switch (dtype) {
    case LK_FLOAT32: return scatter<float, Join>(updates, indices, count, table, rows, width);
    case LK_FLOAT64: return scatter<double, Join>(updates, indices, count, table, rows, width);
    case LK_INT8: case LK_UINT8:
        return scatter<uint8_t, Join>(updates, indices, count, table, rows, width);
    case LK_INT16: case LK_UINT16:
        return scatter<uint16_t, Join>(updates, indices, count, table, rows, width);
    case LK_INT32: case LK_UINT32:
        return scatter<uint32_t, Join>(updates, indices, count, table, rows, width);
    case LK_INT64: case LK_UINT64:
        return scatter<uint64_t, Join>(updates, indices, count, table, rows, width);
    default: fail("no arithmetic on type", dtype);
    }
}

template <class Join>
void scatter_ordered(lk_dtype dtype, const void *updates, const int32_t *indices, int64_t count,
                     void *table, int64_t rows, int64_t width) {
    switch (dtype) {
    case LK_INT8: return scatter<int8_t, Join>(updates, indices, count, table, rows, width);
    case LK_INT16: return scatter<int16_t, Join>(updates, indices, count, table, rows, width);
    case LK_INT32: return scatter<int32_t, Join>(updates, indices, count, table, rows, width);
    case LK_INT64: return scatter<int64_t, Join>(updates, indices, count, table, rows, width);
    default: return scatter_wrapping<Join>(dtype, updates, indices, count, table, rows, width);
    }
}

}  // namespace
}  // namespace lamina

void lk_scatter_rows(lk_scatter mode, lk_dtype dtype, const void *updates, const int32_t *indices,
                     int64_t count, void *table, int64_t rows, int64_t width) {
    using namespace lamina;
    switch (mode) {
    case LK_SCATTER_SET:
        switch (dtype) {
        case LK_INT8: case LK_UINT8: case LK_BOOL:
            return scatter<uint8_t, Set>(updates, indices, count, table, rows, width);
        case LK_INT16: case LK_UINT16: case LK_FLOAT16: case LK_BFLOAT16:
            return scatter<uint16_t, Set>(updates, indices, count, table, rows, width);
        case LK_INT32: case LK_UINT32: case LK_FLOAT32:
            return scatter<uint32_t, Set>(updates, indices, count, table, rows, width);
        case LK_INT64: case LK_UINT64: case LK_FLOAT64: case LK_COMPLEX64:
            return scatter<uint64_t, Set>(updates, indices, count, table, rows, width);
        }
        break;
    case LK_SCATTER_ADD:
        // The parts of a complex number are added each for itself.
        if (dtype == LK_COMPLEX64) {
            return scatter<float, Add>(updates, indices, count, table, rows, 2 * width);
        }
        return scatter_wrapping<Add>(dtype, updates, indices, count, table, rows, width);
    case LK_SCATTER_MULTIPLY:
        return scatter_wrapping<Multiply>(dtype, updates, indices, count, table, rows, width);
    case LK_SCATTER_MAXIMUM:
        return scatter_ordered<Maximum>(dtype, updates, indices, count, table, rows, width);
    case LK_SCATTER_MINIMUM:
        return scatter_ordered<Minimum>(dtype, updates, indices, count, table, rows, width);
    }
    fail("unknown mode", mode);
}

// Filling, counting, and rows by index.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "HalfFloat.h"
#include "Parallel.h"

namespace lamina {
namespace {

constexpr int64_t kGrain = 65536;  // elements or bytes that are worth a piece

template <class T>
void fill(void *target, const void *value, int64_t count) {
    T *out = static_cast<T *>(target);
    T x;
    std::memcpy(&x, value, sizeof x);
    parallel_pieces(count, kGrain, [=](int64_t begin, int64_t end) {
        std::fill(out + begin, out + end, x);
    });
}

template <class T, class F>
void count_up(void *target, int64_t outer, int64_t n, int64_t inner, const F &number) {
    T *out = static_cast<T *>(target);
    const int64_t grain = std::max<int64_t>(kGrain / std::max<int64_t>(inner, 1), 1);
    parallel_pieces(outer * n, grain, [&](int64_t begin, int64_t end) {
        for (int64_t row = begin; row < end;) {
            const int64_t first = row % n, rows = std::min(end - row, n - first);
            if (inner == 1) {
                for (int64_t j = 0; j < rows; ++j) out[row + j] = number(first + j);
            } else {
                for (int64_t j = 0; j < rows; ++j) {
                    std::fill_n(out + (row + j) * inner, inner, number(first + j));
                }
            }
            row += rows;
        }
    });
}

template <class T>
void count_up(void *target, int64_t outer, int64_t n, int64_t inner) {
    count_up<T>(target, outer, n, inner, [](int64_t j) { return static_cast<T>(j); });
}

struct Complex {
    float real, imaginary;
};

/// Elements one by one, without a branch that the processor would have to guess.
template <class T>
void gather_elements(const void *table, int64_t rows, const int32_t *indices, int64_t count,
                     void *target) {
    const T *from = static_cast<const T *>(table);
    T *out = static_cast<T *>(target);
    parallel_pieces(count, kGrain / 4, [=](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) {
            const int64_t row = indices[i];
            const bool inside = row >= 0 && row < rows;
            const T x = from[inside ? row : 0];
            out[i] = inside ? x : T{};
        }
    });
}

[[noreturn]] void fail(const char *function, const char *what, int value) {
    std::fprintf(stderr, "%s: %s %d\n", function, what, value);
    std::abort();
}

}  // namespace
}  // namespace lamina

void lk_fill(void *target, int32_t size, const void *value, int64_t count) {
    using namespace lamina;
    switch (size) {
    case 1: return fill<uint8_t>(target, value, count);
    case 2: return fill<uint16_t>(target, value, count);
    case 4: return fill<uint32_t>(target, value, count);
    case 8: return fill<uint64_t>(target, value, count);
    default: fail("lk_fill", "no elements of this many bytes:", size);
    }
}

void lk_iota(lk_dtype dtype, void *out, int64_t outer, int64_t n, int64_t inner) {
    using namespace lamina;
    switch (dtype) {
    case LK_FLOAT32: return count_up<float>(out, outer, n, inner);
    case LK_FLOAT64: return count_up<double>(out, outer, n, inner);
    case LK_INT8: case LK_UINT8: return count_up<uint8_t>(out, outer, n, inner);
    case LK_INT16: case LK_UINT16: return count_up<uint16_t>(out, outer, n, inner);
    case LK_INT32: case LK_UINT32: return count_up<uint32_t>(out, outer, n, inner);
    case LK_INT64: case LK_UINT64: return count_up<uint64_t>(out, outer, n, inner);
    case LK_BFLOAT16:
        return count_up<BFloat16>(out, outer, n, inner, [](int64_t j) {
            return to_bfloat16(round_to_odd(static_cast<double>(j)));
        });
    case LK_FLOAT16:
        return count_up<Float16>(out, outer, n, inner, [](int64_t j) {
            return to_float16(round_to_odd(static_cast<double>(j)));
        });
    case LK_COMPLEX64:
        return count_up<Complex>(out, outer, n, inner, [](int64_t j) {
            return Complex{static_cast<float>(j), 0};
        });
    case LK_BOOL:
        return count_up<uint8_t>(
            out, outer, n, inner, [](int64_t j) { return static_cast<uint8_t>(j != 0); });
    }
}

void lk_gather_rows(const void *table, int64_t rows, int64_t row_bytes, const int32_t *indices,
                    int64_t count, void *out) {
    using namespace lamina;
    if (row_bytes == 0) return;
    if (rows == 0) {
        std::memset(out, 0, count * row_bytes);
        return;
    }
    switch (row_bytes) {
    case 1: return gather_elements<uint8_t>(table, rows, indices, count, out);
    case 2: return gather_elements<uint16_t>(table, rows, indices, count, out);
    case 4: return gather_elements<uint32_t>(table, rows, indices, count, out);
    case 8: return gather_elements<uint64_t>(table, rows, indices, count, out);
    default: break;
    }
    const char *from = static_cast<const char *>(table);
    char *to = static_cast<char *>(out);
    const int64_t grain = std::max<int64_t>(kGrain / row_bytes, 1);
    parallel_pieces(count, grain, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) {
            const int64_t row = indices[i];
            if (row >= 0 && row < rows) {
                std::memcpy(to + i * row_bytes, from + row * row_bytes, row_bytes);
            } else {
                std::memset(to + i * row_bytes, 0, row_bytes);
            }
        }
    });
}

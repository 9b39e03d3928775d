// The index of the first extreme along the middle axis of [outer, n, inner].

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "HalfFloat.h"
#include "Parallel.h"
#include "Parts.h"

namespace lamina {
namespace {

template <class T>
T comparable(T x) { return x; }
float comparable(BFloat16 x) { return to_float(x); }
float comparable(Float16 x) { return to_float(x); }

constexpr int64_t kGrain = 16384;
constexpr int64_t kWidth = 256;

/// Whether `x` takes the place of `best`: strictly better, or the first NaN.
template <bool kLargest, class V>
bool beats(V x, V best) {
    return (kLargest ? x > best : x < best) || (x != x && best == best);
}

template <bool kLargest, class T>
int32_t find_in_run(const T *in, int64_t n) {
    auto best = comparable(in[0]);
    int32_t at = 0;
    for (int64_t j = 1; j < n; ++j) {
        const auto x = comparable(in[j]);
        if (beats<kLargest>(x, best)) {
            best = x;
            at = static_cast<int32_t>(j);
        }
    }
    return at;
}

/// The same for `width` (at most kWidth) neighbouring columns, row by row.
template <bool kLargest, class T>
void find_in_columns(const T *in, int64_t n, int64_t stride, int64_t width, int32_t *out) {
    decltype(comparable(T())) best[kWidth];
    for (int64_t i = 0; i < width; ++i) {
        best[i] = comparable(in[i]);
        out[i] = 0;
    }
    for (int64_t j = 1; j < n; ++j) {
        const T *row = in + j * stride;
        for (int64_t i = 0; i < width; ++i) {
            const auto x = comparable(row[i]);
            const bool wins = beats<kLargest>(x, best[i]);
            best[i] = wins ? x : best[i];
            out[i] = wins ? static_cast<int32_t>(j) : out[i];
        }
    }
}

template <bool kLargest, class T>
void arg_reduce(const void *data, int32_t *out, int64_t outer, int64_t n, int64_t inner) {
    const T *in = static_cast<const T *>(data);
    const int64_t chunks = ceil_div(inner, kWidth);
    const int64_t grain = std::max<int64_t>(kGrain / (n * std::min(inner, kWidth)), 1);
    parallel_pieces(outer * chunks, grain, [&](int64_t begin, int64_t end) {
        for (int64_t index = begin; index < end; ++index) {
            const int64_t o = index / chunks, first = index % chunks * kWidth;
            if (inner == 1) {
                out[o] = find_in_run<kLargest>(in + o * n, n);
            } else {
                find_in_columns<kLargest>(
                    in + o * n * inner + first, n, inner, std::min(kWidth, inner - first),
                    out + o * inner + first);
            }
        }
    });
}

template <class T>
void arg_reduce(
    bool largest, const void *in, int32_t *out, int64_t outer, int64_t n, int64_t inner) {
    return largest ? arg_reduce<true, T>(in, out, outer, n, inner)
                   : arg_reduce<false, T>(in, out, outer, n, inner);
}

}  // namespace
}  // namespace lamina

void lk_arg_reduce(bool largest, lk_dtype dtype, const void *in, int32_t *out, int64_t outer,
                   int64_t n, int64_t inner) {
    using namespace lamina;
    if (outer == 0 || inner == 0) return;
    if (n == 0) {
        std::fill_n(out, outer * inner, 0);
        return;
    }
    switch (dtype) {
    case LK_FLOAT32: return arg_reduce<float>(largest, in, out, outer, n, inner);
    case LK_BFLOAT16: return arg_reduce<BFloat16>(largest, in, out, outer, n, inner);
    case LK_FLOAT16: return arg_reduce<Float16>(largest, in, out, outer, n, inner);
    case LK_FLOAT64: return arg_reduce<double>(largest, in, out, outer, n, inner);
    case LK_INT8: return arg_reduce<int8_t>(largest, in, out, outer, n, inner);
    case LK_INT16: return arg_reduce<int16_t>(largest, in, out, outer, n, inner);
    case LK_INT32: return arg_reduce<int32_t>(largest, in, out, outer, n, inner);
    case LK_INT64: return arg_reduce<int64_t>(largest, in, out, outer, n, inner);
    case LK_UINT8: case LK_BOOL: return arg_reduce<uint8_t>(largest, in, out, outer, n, inner);
    case LK_UINT16: return arg_reduce<uint16_t>(largest, in, out, outer, n, inner);
    case LK_UINT32: return arg_reduce<uint32_t>(largest, in, out, outer, n, inner);
    case LK_UINT64: return arg_reduce<uint64_t>(largest, in, out, outer, n, inner);
    case LK_COMPLEX64: break;
    }
    std::fprintf(stderr, "lk_arg_reduce: type %d has no order\n", dtype);
    std::abort();
}

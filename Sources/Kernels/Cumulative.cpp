// Running sums, products, extremes and logarithms of sums of exponentials, and first-order linear
// recurrences, along the middle axis of [outer, n, inner].
//
// float32 is accumulated in double: a running sum's error would otherwise grow with its length. A
// long line is cut into chunks: the chunks' totals come first, in parallel, then each chunk starts
// from what lies before it.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <type_traits>

#include "Parallel.h"
#include "Parts.h"
#include "ScratchArray.h"

namespace lamina {
namespace {

constexpr int64_t kGrain = 16384;  // elements that are worth a piece
constexpr int64_t kChunk = 4096;
constexpr int64_t kStreams = 4;    // chunks side by side: each waits for its own additions only
constexpr int64_t kWidth = 64;

/// The type that carries elements of type T along.
template <class T>
using Carry = std::conditional_t<std::is_same_v<T, float>, double, T>;

template <class T>
struct Sum {
    using State = Carry<T>;
    static State start() { return State(0); }
    static State take(State s, T x) { return static_cast<State>(s + State(x)); }
    static State join(State a, State b) { return static_cast<State>(a + b); }
    static T value(State s) { return static_cast<T>(s); }
};

template <class T>
struct Product {
    using State = Carry<T>;
    // Two uint16 become int, whose product may overflow.
    using Factor = std::conditional_t<std::is_integral_v<T> && sizeof(T) < 4, uint32_t, State>;
    static State start() { return State(1); }
    static State take(State s, T x) { return join(s, State(x)); }
    static State join(State a, State b) { return static_cast<State>(Factor(a) * Factor(b)); }
    static T value(State s) { return static_cast<T>(s); }
};

/// NaN beats every number and is never beaten.
template <class T, bool kLargest>
struct Extreme {
    using State = T;
    static State start() {
        using Limits = std::numeric_limits<T>;
        if constexpr (Limits::has_infinity) return kLargest ? -Limits::infinity() : Limits::infinity();
        return kLargest ? Limits::lowest() : Limits::max();
    }
    static State take(State s, T x) { return (kLargest ? x > s : x < s) || x != x ? x : s; }
    static State join(State a, State b) { return a != a ? a : take(a, b); }
    static T value(State s) { return s; }
};
template <class T> using Maximum = Extreme<T, true>;
template <class T> using Minimum = Extreme<T, false>;

/// `ln Σ eˣ` as the largest x so far and `Σ eˣ⁻ᵐᵃˣ`.
template <class T>
struct LogSumExp {
    struct State {
        double max, sum;
    };
    static State start() { return {-std::numeric_limits<double>::infinity(), 0}; }
    static State take(State s, T x) { return join(s, {static_cast<double>(x), 1}); }
    static State join(State a, State b) {
        if (a.max == b.max) return {a.max, a.sum + b.sum};  // two infinities among them
        if (b.max > a.max) return {b.max, b.sum + a.sum * std::exp(a.max - b.max)};
        return {a.max, a.sum + b.sum * std::exp(b.max - a.max)};  // NaN reaches the sum
    }
    static T value(State s) { return static_cast<T>(s.max + std::log(s.sum)); }
};

/// `lines` runs of `n` elements side by side, each from its own state on; line k starts at
/// `first[k]` of both arrays, and `step` leads to the next element.
template <class Op, class T, int64_t lines>
void run_lines(const T *in, T *out, const int64_t *first, int64_t n, int64_t step,
               typename Op::State *states) {
    typename Op::State s[lines];
    std::copy_n(states, lines, s);
    for (int64_t j = 0, at = 0; j < n; ++j, at += step) {
        for (int64_t k = 0; k < lines; ++k) {
            s[k] = Op::take(s[k], in[first[k] + at]);
            out[first[k] + at] = Op::value(s[k]);
        }
    }
    std::copy_n(s, lines, states);
}

template <class Op, class T>
typename Op::State total(const T *in, int64_t n, int64_t step) {
    typename Op::State s[kStreams];
    std::fill_n(s, kStreams, Op::start());
    int64_t j = 0;
    for (; j + kStreams <= n; j += kStreams) {
        for (int64_t k = 0; k < kStreams; ++k) s[k] = Op::take(s[k], in[(j + k) * step]);
    }
    for (; j < n; ++j) s[0] = Op::take(s[0], in[j * step]);
    for (int64_t k = 1; k < kStreams; ++k) s[0] = Op::join(s[0], s[k]);
    return s[0];
}

/// One long line of neighbouring elements.
template <class Op, class T>
void run_long_line(const T *in, T *out, int64_t n, bool reversed) {
    const int64_t chunks = ceil_div(n, kChunk), step = reversed ? -1 : 1;
    const int64_t start = reversed ? n - 1 : 0;
    static thread_local Scratch scratch;
    auto *states = scratch_array<typename Op::State>(scratch, chunks);
    const int64_t grain = kGrain / kChunk;
    parallel_pieces(chunks, grain, [&](int64_t begin, int64_t end) {
        for (int64_t c = begin; c < end; ++c) {
            states[c] = total<Op>(
                in + start + c * kChunk * step, std::min(kChunk, n - c * kChunk), step);
        }
    });
    auto before = Op::start();
    for (int64_t c = 0; c < chunks; ++c) {
        const auto own = states[c];
        states[c] = before;
        before = Op::join(before, own);
    }
    static_assert(kGrain / kChunk == kStreams, "a piece is one group of chunks");
    parallel_pieces(chunks, kStreams, [&](int64_t begin, int64_t end) {
        int64_t first[kStreams];
        for (int64_t c = begin; c < end; ++c) first[c - begin] = start + c * kChunk * step;
        if (end * kChunk <= n && end - begin == kStreams) {
            return run_lines<Op, T, kStreams>(in, out, first, kChunk, step, states + begin);
        }
        for (int64_t c = begin; c < end; ++c) {
            const int64_t count = std::min(kChunk, n - c * kChunk);
            run_lines<Op, T, 1>(in, out, first + c - begin, count, step, states + c);
        }
    });
}

/// `width` (at most kWidth) neighbouring columns, row by row.
template <class Op, class T>
void run_columns(const T *in, T *out, int64_t n, int64_t stride, int64_t width, bool reversed) {
    typename Op::State states[kWidth];
    std::fill_n(states, width, Op::start());
    for (int64_t j = 0; j < n; ++j) {
        const int64_t row = (reversed ? n - 1 - j : j) * stride;
        for (int64_t i = 0; i < width; ++i) {
            states[i] = Op::take(states[i], in[row + i]);
            out[row + i] = Op::value(states[i]);
        }
    }
}

template <class Op, class T>
void cumulate(const void *data, void *result, int64_t outer, int64_t n, int64_t inner,
              bool reversed) {
    const T *in = static_cast<const T *>(data);
    T *out = static_cast<T *>(result);
    if (inner == 1 && n >= 2 * kGrain) {
        for (int64_t o = 0; o < outer; ++o) {
            run_long_line<Op>(in + o * n, out + o * n, n, reversed);
        }
        return;
    }
    const int64_t blocks = ceil_div(inner, kWidth);
    const int64_t grain = std::max<int64_t>(kGrain / (n * std::min(inner, kWidth)), 1);
    parallel_pieces(outer * blocks, grain, [&](int64_t begin, int64_t end) {
        for (int64_t index = begin; index < end; ++index) {
            const int64_t place = index / blocks * n * inner + index % blocks * kWidth;
            const int64_t width = std::min(kWidth, inner - index % blocks * kWidth);
            if (inner == 1) {
                const int64_t first[1] = {place + (reversed ? n - 1 : 0)};
                auto state = Op::start();
                run_lines<Op, T, 1>(in, out, first, n, reversed ? -1 : 1, &state);
            } else {
                run_columns<Op>(in + place, out + place, n, inner, width, reversed);
            }
        }
    });
}

template <class T>
void recur(const void *factors, const void *terms, void *result, int64_t outer, int64_t n,
           int64_t inner, bool reversed) {
    const T *a = static_cast<const T *>(factors), *b = static_cast<const T *>(terms);
    T *out = static_cast<T *>(result);
    const int64_t blocks = ceil_div(inner, kWidth);
    const int64_t grain = std::max<int64_t>(kGrain / (n * std::min(inner, kWidth)), 1);
    parallel_pieces(outer * blocks, grain, [&](int64_t begin, int64_t end) {
        for (int64_t index = begin; index < end; ++index) {
            const int64_t place = index / blocks * n * inner + index % blocks * kWidth;
            const int64_t width = std::min(kWidth, inner - index % blocks * kWidth);
            Carry<T> z[kWidth];
            for (int64_t j = 0; j < n; ++j) {
                const int64_t row = place + (reversed ? n - 1 - j : j) * inner;
                for (int64_t i = 0; i < width; ++i) {
                    // The first factor has nothing to act on, and may be infinite.
                    const Carry<T> term = b[row + i];
                    z[i] = j == 0 ? term : a[row + i] * z[i] + term;
                    out[row + i] = static_cast<T>(z[i]);
                }
            }
        }
    });
}

[[noreturn]] void fail(const char *function, lk_dtype dtype) {
    std::fprintf(stderr, "%s: not defined for type %d\n", function, dtype);
    std::abort();
}

/// Sums and products of signed and unsigned numbers have the same bits.
template <template <class> class Op>
void cumulate_wrapping(lk_dtype dtype, const void *in, void *out, int64_t outer, int64_t n,
                       int64_t inner, bool reversed) {
    switch (dtype) {
    case LK_FLOAT32: return cumulate<Op<float>, float>(in, out, outer, n, inner, reversed);
    case LK_FLOAT64: return cumulate<Op<double>, double>(in, out, outer, n, inner, reversed);
    case LK_INT8: case LK_UINT8: case LK_BOOL:
        return cumulate<Op<uint8_t>, uint8_t>(in, out, outer, n, inner, reversed);
    case LK_INT16: case LK_UINT16:
        return cumulate<Op<uint16_t>, uint16_t>(in, out, outer, n, inner, reversed);
    case LK_INT32: case LK_UINT32:
        return cumulate<Op<uint32_t>, uint32_t>(in, out, outer, n, inner, reversed);
    case LK_INT64: case LK_UINT64:
        return cumulate<Op<uint64_t>, uint64_t>(in, out, outer, n, inner, reversed);
    default: fail("lk_cumulative", dtype);
    }
}

template <template <class> class Op>
void cumulate_ordered(lk_dtype dtype, const void *in, void *out, int64_t outer, int64_t n,
                      int64_t inner, bool reversed) {
    switch (dtype) {
    case LK_INT8: return cumulate<Op<int8_t>, int8_t>(in, out, outer, n, inner, reversed);
    case LK_INT16: return cumulate<Op<int16_t>, int16_t>(in, out, outer, n, inner, reversed);
    case LK_INT32: return cumulate<Op<int32_t>, int32_t>(in, out, outer, n, inner, reversed);
    case LK_INT64: return cumulate<Op<int64_t>, int64_t>(in, out, outer, n, inner, reversed);
    default: return cumulate_wrapping<Op>(dtype, in, out, outer, n, inner, reversed);
    }
}

}  // namespace
}  // namespace lamina

void lk_cumulative(lk_cumulation op, lk_dtype dtype, bool reversed, const void *in, void *out,
                   int64_t outer, int64_t n, int64_t inner) {
    using namespace lamina;
    if (outer == 0 || n == 0 || inner == 0) return;
    switch (op) {
    case LK_CUMULATIVE_SUM:
        return cumulate_wrapping<Sum>(dtype, in, out, outer, n, inner, reversed);
    case LK_CUMULATIVE_PRODUCT:
        return cumulate_wrapping<Product>(dtype, in, out, outer, n, inner, reversed);
    case LK_CUMULATIVE_MAX:
        return cumulate_ordered<Maximum>(dtype, in, out, outer, n, inner, reversed);
    case LK_CUMULATIVE_MIN:
        return cumulate_ordered<Minimum>(dtype, in, out, outer, n, inner, reversed);
    case LK_CUMULATIVE_LOG_SUM_EXP:
        if (dtype == LK_FLOAT32) {
            return cumulate<LogSumExp<float>, float>(in, out, outer, n, inner, reversed);
        }
        if (dtype == LK_FLOAT64) {
            return cumulate<LogSumExp<double>, double>(in, out, outer, n, inner, reversed);
        }
    }
    fail("lk_cumulative", dtype);
}

void lk_linear_recurrence(lk_dtype dtype, bool reversed, const void *a, const void *b, void *out,
                          int64_t outer, int64_t n, int64_t inner) {
    using namespace lamina;
    if (outer == 0 || n == 0 || inner == 0) return;
    if (dtype == LK_FLOAT32) return recur<float>(a, b, out, outer, n, inner, reversed);
    if (dtype == LK_FLOAT64) return recur<double>(a, b, out, outer, n, inner, reversed);
    fail("lk_linear_recurrence", dtype);
}

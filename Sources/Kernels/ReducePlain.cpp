// Reductions of the integers, bool and the half types, as plain loops.

#include <algorithm>
#include <limits>
#include <type_traits>

#include "HalfFloat.h"
#include "Parts.h"
#include "ReduceKernels.h"
#include "Scratch.h"

namespace lamina {
namespace {

/// How an element is stored and in what it is accumulated: integers without a sign, so that a sum
/// wraps around; the half types as float32.
template <class T>
struct Accumulation {
    using Type = T;
    static T load(T x) { return x; }
    static T store(T x) { return x; }
    static T lowest() { return std::numeric_limits<T>::lowest(); }
    static T highest() { return std::numeric_limits<T>::max(); }
};
template <>
struct Accumulation<BFloat16> {
    using Type = float;
    static float load(BFloat16 x) { return to_float(x); }
    static BFloat16 store(float x) { return to_bfloat16(x); }
    static float lowest() { return -std::numeric_limits<float>::infinity(); }
    static float highest() { return std::numeric_limits<float>::infinity(); }
};
template <>
struct Accumulation<Float16> {
    using Type = float;
    static float load(Float16 x) { return to_float(x); }
    static Float16 store(float x) { return to_float16(x); }
    static float lowest() { return -std::numeric_limits<float>::infinity(); }
    static float highest() { return std::numeric_limits<float>::infinity(); }
};

/// 64 bits are enough to wrap any shorter integer rightly.
template <class A, class F>
A wrapped(A a, A b, F f) {
    if constexpr (std::is_integral_v<A>) {
        return static_cast<A>(f(static_cast<uint64_t>(a), static_cast<uint64_t>(b)));
    } else {
        return f(a, b);
    }
}

template <lk_reduction kOp, class A>
A combine(A a, A b) {
    switch (kOp) {
    case LK_SUM: return wrapped(a, b, [](auto x, auto y) { return x + y; });
    case LK_PRODUCT: return wrapped(a, b, [](auto x, auto y) { return x * y; });
    case LK_MAX: return a > b || a != a ? a : b;
    case LK_MIN: return a < b || a != a ? a : b;
    case LK_ANY: return static_cast<A>(a != 0 || b != 0);
    case LK_ALL: return static_cast<A>(a != 0 && b != 0);
    }
}

template <lk_reduction kOp, class T>
auto identity() -> typename Accumulation<T>::Type {
    switch (kOp) {
    case LK_SUM: case LK_ANY: return 0;
    case LK_PRODUCT: case LK_ALL: return 1;
    case LK_MAX: return Accumulation<T>::lowest();
    case LK_MIN: return Accumulation<T>::highest();
    }
}

constexpr int64_t kRowBlock = 256;
thread_local Scratch memory;

/// `acc[i]` becomes the reduction over `rows` rows, halved above one block: half types are summed
/// in float32, whose error would otherwise grow with the count.
template <lk_reduction kOp, class T, class A>
void pairwise(const T *in, int64_t rows, int64_t stride, int64_t width, A *acc, A *spare) {
    if (rows > kRowBlock) {
        const int64_t half = ceil_div(rows, kRowBlock) / 2 * kRowBlock;
        pairwise<kOp>(in, half, stride, width, acc, spare);
        pairwise<kOp>(in + half * stride, rows - half, stride, width, spare, spare + width);
        for (int64_t i = 0; i < width; ++i) acc[i] = combine<kOp>(acc[i], spare[i]);
        return;
    }
    std::fill_n(acc, width, identity<kOp, T>());
    for (int64_t j = 0; j < rows; ++j) {
        const T *row = in + j * stride;
        for (int64_t i = 0; i < width; ++i) {
            acc[i] = combine<kOp>(acc[i], Accumulation<T>::load(row[i]));
        }
    }
}

/// Room for `width` accumulators, and for as many again at each halving of `rows`.
template <class A>
A *accumulators(int64_t rows, int64_t width) {
    int levels = 2;
    for (; rows > kRowBlock; rows = (rows + 1) / 2) ++levels;
    return reinterpret_cast<A *>(memory.get(levels * width * sizeof(A)));
}

template <lk_reduction kOp, class T>
void columns(const void *in, int64_t rows, int64_t stride, int64_t width, void *out) {
    using A = typename Accumulation<T>::Type;
    A *acc = accumulators<A>(rows, width);
    pairwise<kOp>(static_cast<const T *>(in), rows, stride, width, acc, acc + width);
    T *to = static_cast<T *>(out);
    for (int64_t i = 0; i < width; ++i) to[i] = Accumulation<T>::store(acc[i]);
}

/// A run is 64 columns, which the compiler makes into vectors, and a rest.
template <lk_reduction kOp, class T>
void run(const void *in, int64_t count, void *out) {
    constexpr int64_t kLanes = 64;
    using A = typename Accumulation<T>::Type;
    const T *from = static_cast<const T *>(in);
    const int64_t rows = count / kLanes;
    A *acc = accumulators<A>(rows, kLanes);
    pairwise<kOp>(from, rows, kLanes, kLanes, acc, acc + kLanes);
    for (int64_t half = kLanes / 2; half > 0; half /= 2) {
        for (int64_t i = 0; i < half; ++i) acc[i] = combine<kOp>(acc[i], acc[i + half]);
    }
    for (int64_t j = rows * kLanes; j < count; ++j) {
        acc[0] = combine<kOp>(acc[0], Accumulation<T>::load(from[j]));
    }
    *static_cast<T *>(out) = Accumulation<T>::store(acc[0]);
}

template <lk_reduction kOp, class T>
constexpr ReduceKernels kernels() {
    return {run<kOp, T>, columns<kOp, T>, sizeof(T), std::is_integral_v<T>};
}

template <class T>
ReduceKernels numbers(lk_reduction op) {
    switch (op) {
    case LK_SUM: return kernels<LK_SUM, T>();
    case LK_PRODUCT: return kernels<LK_PRODUCT, T>();
    case LK_MAX: return kernels<LK_MAX, T>();
    case LK_MIN: return kernels<LK_MIN, T>();
    case LK_ANY: case LK_ALL: break;
    }
    return {};
}

/// As in the fused loops, a sum or maximum of bool is "any", a product or minimum "all".
ReduceKernels truths(lk_reduction op) {
    switch (op) {
    case LK_SUM: case LK_MAX: case LK_ANY: return kernels<LK_ANY, uint8_t>();
    case LK_PRODUCT: case LK_MIN: case LK_ALL: return kernels<LK_ALL, uint8_t>();
    }
    return {};
}

}  // namespace

ReduceKernels plain_reduce(lk_reduction op, lk_dtype dtype) {
    switch (dtype) {
    case LK_BFLOAT16: return numbers<BFloat16>(op);
    case LK_FLOAT16: return numbers<Float16>(op);
    case LK_INT8: return numbers<int8_t>(op);
    case LK_INT16: return numbers<int16_t>(op);
    case LK_INT32: return numbers<int32_t>(op);
    case LK_INT64: return numbers<int64_t>(op);
    case LK_UINT8: return numbers<uint8_t>(op);
    case LK_UINT16: return numbers<uint16_t>(op);
    case LK_UINT32: return numbers<uint32_t>(op);
    case LK_UINT64: return numbers<uint64_t>(op);
    case LK_BOOL: return truths(op);
    case LK_FLOAT32: case LK_FLOAT64: case LK_COMPLEX64: break;
    }
    return {};
}

}  // namespace lamina

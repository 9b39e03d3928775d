// Reductions of float32 and float64, compiled for each instruction set.

#include <limits>

#include "Parts.h"
#include "ReduceKernels.h"
#include "Scratch.h"
#include "Targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "ReduceFloat.cpp"
#include "hwy/foreach_target.h"

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace lamina {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
namespace {

struct Sum {
    template <class T>
    static HWY_INLINE T Identity() { return 0; }
    template <class V>
    static HWY_INLINE V Of(V a, V b) { return hn::Add(a, b); }
};
struct Product {
    template <class T>
    static HWY_INLINE T Identity() { return 1; }
    template <class V>
    static HWY_INLINE V Of(V a, V b) { return hn::Mul(a, b); }
};
/// If b is NaN the comparison is false and b comes out; if a is, it is kept.
struct Max {
    template <class T>
    static HWY_INLINE T Identity() { return -std::numeric_limits<T>::infinity(); }
    template <class V>
    static HWY_INLINE V Of(V a, V b) {
        return hn::IfThenElse(hn::Or(hn::Gt(a, b), hn::IsNaN(a)), a, b);
    }
};
struct Min {
    template <class T>
    static HWY_INLINE T Identity() { return std::numeric_limits<T>::infinity(); }
    template <class V>
    static HWY_INLINE V Of(V a, V b) {
        return hn::IfThenElse(hn::Or(hn::Lt(a, b), hn::IsNaN(a)), a, b);
    }
};

/// Every target adds as if it had vectors of 64 lanes, folded by halves: the same bits on each.
constexpr size_t kLanes = 64;
/// Elements of a run that are added lane by lane; longer runs are halved first.
constexpr int64_t kRunBlock = 4096;
/// Rows that are added one group of eight after the other; taller columns are halved first.
constexpr int64_t kRowBlock = 256;

template <class Op, class D>
HWY_INLINE hn::TFromD<D> Fold(D d, hn::Vec<D> v) {
    if constexpr (sizeof(hn::TFromD<D>) * hn::MaxLanes(D()) > 16) {
        const hn::Half<D> half;
        return Fold<Op>(half, Op::Of(hn::LowerHalf(half, v), hn::UpperHalf(half, v)));
    } else if constexpr (sizeof(hn::TFromD<D>) == 4) {
        v = Op::Of(v, hn::Shuffle1032(v));
        return hn::GetLane(Op::Of(v, hn::Shuffle2301(v)));
    } else {
        return hn::GetLane(Op::Of(v, hn::Shuffle01(v)));
    }
    (void)d;
}

/// At most kRunBlock elements.
template <class T, class Op>
T RunBlock(const T *in, int64_t count) {
    const hn::ScalableTag<T> d;
    constexpr size_t kVector = hn::MaxLanes(hn::ScalableTag<T>());
    constexpr size_t kVectors = kLanes / kVector;
    const auto identity = hn::Set(d, Op::template Identity<T>());
    hn::Vec<decltype(d)> lanes[kVectors];
    for (size_t v = 0; v < kVectors; ++v) lanes[v] = identity;
    const size_t n = static_cast<size_t>(count);
    size_t i = 0;
    for (; i + kLanes <= n; i += kLanes) {
        for (size_t v = 0; v < kVectors; ++v) {
            lanes[v] = Op::Of(lanes[v], hn::LoadU(d, in + i + v * kVector));
        }
    }
    for (size_t v = 0; v < kVectors; ++v, i += kVector) {
        if (i + kVector <= n) {
            lanes[v] = Op::Of(lanes[v], hn::LoadU(d, in + i));
        } else if (i < n) {
            const auto mask = hn::FirstN(d, n - i);
            const auto rest = hn::IfThenElse(mask, hn::MaskedLoad(mask, d, in + i), identity);
            lanes[v] = Op::Of(lanes[v], rest);
        }
    }
    for (size_t half = kVectors / 2; half > 0; half /= 2) {
        for (size_t v = 0; v < half; ++v) lanes[v] = Op::Of(lanes[v], lanes[v + half]);
    }
    return Fold<Op>(d, lanes[0]);
}

template <class T, class Op>
HWY_INLINE T Both(T a, T b) {
    const hn::CappedTag<T, 1> d;
    return hn::GetLane(Op::Of(hn::Set(d, a), hn::Set(d, b)));
}

template <class T, class Op>
T RunPairwise(const T *in, int64_t count) {
    if (count <= kRunBlock) return RunBlock<T, Op>(in, count);
    const int64_t blocks = ceil_div(count, kRunBlock);
    const int64_t half = blocks / 2 * kRunBlock;
    return Both<T, Op>(RunPairwise<T, Op>(in, half), RunPairwise<T, Op>(in + half, count - half));
}

template <class T, class Op>
void Run(const void *in, int64_t count, void *out) {
    *static_cast<T *>(out) = RunPairwise<T, Op>(static_cast<const T *>(in), count);
}

/// acc[i] = acc[i] op (reduction of `kRows` rows at i) for i below `width`; `acc` has room for
/// whole vectors.
template <class T, class Op, int kRows>
HWY_INLINE void AddRows(const T *in, int64_t stride, size_t width, T *acc) {
    const hn::ScalableTag<T> d;
    const auto at = [&](auto load) HWY_ATTR {
        hn::Vec<decltype(d)> rows[kRows];
        for (int r = 0; r < kRows; ++r) rows[r] = load(in + r * stride);
        for (int half = kRows / 2; half > 0; half /= 2) {
            for (int r = 0; r < half; ++r) rows[r] = Op::Of(rows[r], rows[r + half]);
        }
        return rows[0];
    };
    size_t i = 0;
    for (; i + hn::Lanes(d) <= width; i += hn::Lanes(d)) {
        const auto sum = at([&](const T *row) HWY_ATTR { return hn::LoadU(d, row + i); });
        hn::StoreU(Op::Of(hn::LoadU(d, acc + i), sum), d, acc + i);
    }
    if (i == width) return;
    const auto mask = hn::FirstN(d, width - i);
    const auto sum =
        at([&](const T *row) HWY_ATTR { return hn::MaskedLoad(mask, d, row + i); });
    const auto before = hn::LoadU(d, acc + i);
    hn::StoreU(hn::IfThenElse(mask, Op::Of(before, sum), before), d, acc + i);
}

/// Sums `rows` rows of `width` into `acc`; `spare` has room for one more `acc` per halving.
template <class T, class Op>
void ColumnsPairwise(
    const T *in, int64_t rows, int64_t stride, size_t width, T *acc, T *spare, size_t room) {
    if (rows > kRowBlock) {
        const int64_t half = ceil_div(rows, kRowBlock) / 2 * kRowBlock;
        ColumnsPairwise<T, Op>(in, half, stride, width, acc, spare, room);
        ColumnsPairwise<T, Op>(
            in + half * stride, rows - half, stride, width, spare, spare + room, room);
        return AddRows<T, Op, 1>(spare, 0, width, acc);
    }
    for (size_t i = 0; i < room; ++i) acc[i] = Op::template Identity<T>();
    int64_t j = 0;
    for (; j + 8 <= rows; j += 8) AddRows<T, Op, 8>(in + j * stride, stride, width, acc);
    for (; j < rows; ++j) AddRows<T, Op, 1>(in + j * stride, stride, width, acc);
}

thread_local Scratch column_memory;

template <class T, class Op>
void Columns(const void *in, int64_t rows, int64_t stride, int64_t width, void *out) {
    const T *from = static_cast<const T *>(in);
    T *to = static_cast<T *>(out);
    // Short rows without gaps are taken several at once, as one row that fills the vectors.
    const bool joins = stride == width && width < static_cast<int64_t>(kLanes);
    const int64_t joined = joins ? (static_cast<int64_t>(kLanes) + width - 1) / width : 1;
    const int64_t wide = joined * width, tall = rows / joined, rest = rows % joined;
    const size_t room = (static_cast<size_t>(wide) + kLanes - 1) / kLanes * kLanes;
    int levels = 2;
    for (int64_t r = tall; r > kRowBlock; r = (r + 1) / 2) ++levels;
    T *acc = reinterpret_cast<T *>(column_memory.get(levels * room * sizeof(T)));
    ColumnsPairwise<T, Op>(from, tall, joined * stride, wide, acc, acc + room, room);
    const T *last = from + tall * joined * stride;
    if (rest > 0) AddRows<T, Op, 1>(last, 0, static_cast<size_t>(rest * width), acc);
    for (int64_t i = 0; i < width; ++i) {
        T sum = acc[i];
        for (int64_t k = 1; k < joined; ++k) sum = Both<T, Op>(sum, acc[k * width + i]);
        to[i] = sum;
    }
}

template <class T>
ReduceKernels Find(lk_reduction op) {
    constexpr int kSize = sizeof(T);
    switch (op) {
    case LK_SUM: return {Run<T, Sum>, Columns<T, Sum>, kSize, true};
    case LK_PRODUCT: return {Run<T, Product>, Columns<T, Product>, kSize, true};
    case LK_MAX: return {Run<T, Max>, Columns<T, Max>, kSize, true};
    case LK_MIN: return {Run<T, Min>, Columns<T, Min>, kSize, true};
    case LK_ANY: case LK_ALL: break;
    }
    return {};
}

ReduceKernels FindReduce(lk_reduction op, lk_dtype dtype) {
    if (dtype == LK_FLOAT32) return Find<float>(op);
    if (dtype == LK_FLOAT64) return Find<double>(op);
    return {};
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace lamina
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lamina {

HWY_EXPORT(FindReduce);

ReduceKernels float_reduce(lk_reduction op, lk_dtype dtype) {
    return HWY_DYNAMIC_DISPATCH(FindReduce)(op, dtype);
}

}  // namespace lamina
#endif

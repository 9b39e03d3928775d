// Softmax and its logarithm over rows, compiled for each instruction set.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "Parallel.h"
#include "Targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "Softmax.cpp"
#include "hwy/foreach_target.h"

#include "VectorMath-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace lamina {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
namespace {

/// Elements that are summed vector by vector before their sum joins the row's.
constexpr size_t kSumBlock = 2048;

/// One row: y = e^(x - m) / s, or x - m - log s, with m the maximum and s the sum of e^(x - m). A
/// NaN anywhere, or an infinite maximum, makes the whole row NaN, as in PyTorch.
template <class T, bool kLogarithm>
struct Row {
    using D = hn::ScalableTag<T>;
    using V = hn::Vec<D>;

    const T *in;
    T *out;
    size_t n;

    /// Calls f(vector index, elements in it) over the row; the last vector may hold fewer.
    template <class F>
    static HWY_INLINE void ForEach(size_t begin, size_t end, const F &f) {
        for (size_t i = begin; i < end; i += hn::Lanes(D())) {
            f(i, std::min(hn::Lanes(D()), end - i));
        }
    }

    HWY_INLINE V Get(const T *p, size_t count, V otherwise) const {
        const D d;
        if (HWY_LIKELY(count == hn::Lanes(d))) return hn::LoadU(d, p);
        const auto mask = hn::FirstN(d, count);
        return hn::IfThenElse(mask, hn::MaskedLoad(mask, d, p), otherwise);
    }

    HWY_INLINE void Put(V v, T *p, size_t count) const {
        const D d;
        if (HWY_LIKELY(count == hn::Lanes(d))) return hn::StoreU(v, d, p);
        hn::BlendedStore(v, hn::FirstN(d, count), d, p);
    }

    /// The largest element; a NaN is lost here and comes back through the sum.
    HWY_INLINE T Maximum() const {
        const D d;
        const V lowest = hn::Set(d, -math::kInfinity<T>);
        V most = lowest;
        ForEach(0, n, [&](size_t i, size_t count) HWY_ATTR {
            most = hn::Max(Get(in + i, count, lowest), most);
        });
        return hn::GetLane(hn::MaxOfLanes(d, most));
    }

    /// The sum of e^(x - m); the powers are kept in `out` where they are the result's numerators.
    HWY_INLINE T SumOfPowers(V m) const {
        const D d;
        const V lowest = hn::Set(d, -math::kInfinity<T>);
        T total = 0;
        for (size_t block = 0; block < n; block += kSumBlock) {
            V sum = hn::Zero(d);
            ForEach(block, std::min(n, block + kSumBlock), [&](size_t i, size_t count) HWY_ATTR {
                const V power = math::Exp(d, hn::Sub(Get(in + i, count, lowest), m));
                if (!kLogarithm) Put(power, out + i, count);
                sum = hn::Add(sum, power);
            });
            total += hn::GetLane(hn::SumOfLanes(d, sum));
        }
        return total;
    }

    HWY_INLINE void Run() const {
        const D d;
        const V zero = hn::Zero(d);
        const T m = Maximum();
        const T sum = std::isinf(m) ? math::kNaN<T> : SumOfPowers(hn::Set(d, m));
        const V offset = hn::Set(d, m), logarithm = hn::Set(d, static_cast<T>(std::log(sum)));
        const V scale = hn::Set(d, 1 / sum);
        ForEach(0, n, [&](size_t i, size_t count) HWY_ATTR {
            const V y = kLogarithm
                            ? hn::Sub(hn::Sub(Get(in + i, count, zero), offset), logarithm)
                            : hn::Mul(Get(out + i, count, zero), scale);
            Put(y, out + i, count);
        });
    }
};

template <class T, bool kLogarithm>
void Rows(const void *in, void *out, int64_t begin, int64_t end, int64_t n) {
    for (int64_t r = begin; r < end; ++r) {
        Row<T, kLogarithm>{
            static_cast<const T *>(in) + r * n, static_cast<T *>(out) + r * n,
            static_cast<size_t>(n)}
            .Run();
    }
}

using SoftmaxRows = void (*)(const void *in, void *out, int64_t begin, int64_t end, int64_t n);

SoftmaxRows FindSoftmax(bool logarithm, lk_dtype dtype) {
    if (dtype == LK_FLOAT32) return logarithm ? Rows<float, true> : Rows<float, false>;
    if (dtype == LK_FLOAT64) return logarithm ? Rows<double, true> : Rows<double, false>;
    return nullptr;
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace lamina
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lamina {

HWY_EXPORT(FindSoftmax);

}  // namespace lamina

void lk_softmax(
    bool logarithm, lk_dtype dtype, const void *in, void *out, int64_t rows, int64_t n) {
    using namespace lamina;
    const auto run = HWY_DYNAMIC_DISPATCH(FindSoftmax)(logarithm, dtype);
    if (run == nullptr) {
        std::fprintf(stderr, "lk_softmax: type %d; it takes float32 and float64\n", dtype);
        std::abort();
    }
    if (rows == 0 || n == 0) return;
    const int64_t grain = std::max<int64_t>(8192 / n, 1);
    parallel_pieces(rows, grain, [&](int64_t begin, int64_t end) { run(in, out, begin, end, n); });
}
#endif

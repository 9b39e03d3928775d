// Rows brought to mean 0 and variance 1, compiled for each instruction set.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "Parallel.h"
#include "Targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "Normalize.cpp"
#include "hwy/foreach_target.h"

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace lamina {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
namespace {

/// Elements that are summed vector by vector before their sum joins the row's.
constexpr size_t kSumBlock = 2048;

/// The sum of f(vector) over a row; f gives 0 for the 0 that fills the last vector.
template <class T, class F>
HWY_INLINE T Sum(const T *in, size_t n, const F &f) {
    const hn::ScalableTag<T> d;
    const size_t lanes = hn::Lanes(d);
    T total = 0;
    for (size_t begin = 0; begin < n; begin += kSumBlock) {
        const size_t end = std::min(n, begin + kSumBlock);
        auto a = hn::Zero(d), b = hn::Zero(d), c = hn::Zero(d), e = hn::Zero(d);
        size_t i = begin;
        for (; i + 4 * lanes <= end; i += 4 * lanes) {
            a = hn::Add(a, f(hn::LoadU(d, in + i), lanes));
            b = hn::Add(b, f(hn::LoadU(d, in + i + lanes), lanes));
            c = hn::Add(c, f(hn::LoadU(d, in + i + 2 * lanes), lanes));
            e = hn::Add(e, f(hn::LoadU(d, in + i + 3 * lanes), lanes));
        }
        for (; i < end; i += lanes) {
            const size_t count = std::min(lanes, end - i);
            a = hn::Add(a, f(hn::MaskedLoad(hn::FirstN(d, count), d, in + i), count));
        }
        total += hn::GetLane(hn::SumOfLanes(d, hn::Add(hn::Add(a, b), hn::Add(c, e))));
    }
    return total;
}

template <class T>
void Row(const T *in, const T *weight, const T *bias, T *out, size_t n, T eps) {
    const hn::ScalableTag<T> d;
    using V = hn::Vec<decltype(d)>;
    const T mean_of_row = Sum(in, n, [](V x, size_t) HWY_ATTR { return x; }) / static_cast<T>(n);
    const V mean = hn::Set(d, mean_of_row);
    const T squares = Sum(in, n, [&](V x, size_t count) HWY_ATTR {
        const V distance = hn::Sub(x, mean);
        const V square = hn::Mul(distance, distance);
        return count == hn::Lanes(d) ? square
                                     : hn::IfThenElseZero(hn::FirstN(d, count), square);
    });
    const V scale = hn::Set(d, 1 / std::sqrt(squares / static_cast<T>(n) + eps));
    for (size_t i = 0; i < n; i += hn::Lanes(d)) {
        const auto mask = hn::FirstN(d, std::min(hn::Lanes(d), n - i));
        const auto load = [&](const T *p) HWY_ATTR { return hn::MaskedLoad(mask, d, p + i); };
        V y = hn::Mul(hn::Sub(load(in), mean), scale);
        if (weight != nullptr) y = hn::Add(hn::Mul(y, load(weight)), load(bias));
        hn::BlendedStore(y, mask, d, out + i);
    }
}

template <class T>
void Rows(const void *in, const void *weight, const void *bias, void *out, int64_t begin,
          int64_t end, int64_t n, double eps) {
    for (int64_t r = begin; r < end; ++r) {
        Row(static_cast<const T *>(in) + r * n, static_cast<const T *>(weight),
            static_cast<const T *>(bias), static_cast<T *>(out) + r * n, static_cast<size_t>(n),
            static_cast<T>(eps));
    }
}

using NormalizeRows = void (*)(const void *in, const void *weight, const void *bias, void *out,
                               int64_t begin, int64_t end, int64_t n, double eps);

NormalizeRows FindNormalize(lk_dtype dtype) {
    if (dtype == LK_FLOAT32) return Rows<float>;
    if (dtype == LK_FLOAT64) return Rows<double>;
    return nullptr;
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace lamina
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lamina {

HWY_EXPORT(FindNormalize);

}  // namespace lamina

void lk_normalize(lk_dtype dtype, const void *in, const void *weight, const void *bias, void *out,
                  int64_t rows, int64_t n, double eps) {
    using namespace lamina;
    const auto run = HWY_DYNAMIC_DISPATCH(FindNormalize)(dtype);
    if (run == nullptr) {
        std::fprintf(stderr, "lk_normalize: type %d; it takes float32 and float64\n", dtype);
        std::abort();
    }
    if (rows == 0 || n == 0) return;
    const int64_t grain = std::max<int64_t>(16384 / n, 1);
    parallel_pieces(rows, grain, [&](int64_t begin, int64_t end) {
        run(in, weight, bias, out, begin, end, n, eps);
    });
}
#endif

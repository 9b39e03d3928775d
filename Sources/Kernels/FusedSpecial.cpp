// Tile kernels of the rarer elementary functions, compiled for each instruction set. float32 is
// computed in float64 vectors; float64 one number at a time by the C library. The largest errors
// allowed are in Tests/KernelsTests/FusedAccuracyTests.swift.

#include <cmath>

#include "FusedTile.h"
#include "ScalarMath.h"
#include "Targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "FusedSpecial.cpp"
#include "hwy/foreach_target.h"

#include "VectorMathWide-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace lamina {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
namespace {

using Wide = hn::ScalableTag<double>;
using Narrow = hn::Rebind<float, Wide>;

template <class Op>
void WideUnary(char *dst, TileOperand a, TileOperand, TileOperand, int64_t blocks) {
    const Wide d;
    const Narrow narrow;
    float *out = reinterpret_cast<float *>(dst);
    for (; blocks > 0; --blocks, out += kBlock, a.data += a.step) {
        const float *pa = reinterpret_cast<const float *>(a.data);
        for (size_t k = 0; k < kBlock; k += hn::Lanes(d)) {
            const auto x = hn::PromoteTo(d, hn::LoadU(narrow, pa + k));
            hn::StoreU(hn::DemoteTo(narrow, Op::Of(d, x)), narrow, out + k);
        }
    }
}

template <class Op>
void WideBinary(char *dst, TileOperand a, TileOperand b, TileOperand, int64_t blocks) {
    const Wide d;
    const Narrow narrow;
    float *out = reinterpret_cast<float *>(dst);
    for (; blocks > 0; --blocks, out += kBlock, a.data += a.step, b.data += b.step) {
        const float *pa = reinterpret_cast<const float *>(a.data);
        const float *pb = reinterpret_cast<const float *>(b.data);
        for (size_t k = 0; k < kBlock; k += hn::Lanes(d)) {
            const auto x = hn::PromoteTo(d, hn::LoadU(narrow, pa + k));
            const auto y = hn::PromoteTo(d, hn::LoadU(narrow, pb + k));
            hn::StoreU(hn::DemoteTo(narrow, Op::Of(d, x, y)), narrow, out + k);
        }
    }
}

template <class T, class Op>
void EachUnary(char *dst, TileOperand a, TileOperand, TileOperand, int64_t blocks) {
    T *out = reinterpret_cast<T *>(dst);
    for (; blocks > 0; --blocks, out += kBlock, a.data += a.step) {
        const T *pa = reinterpret_cast<const T *>(a.data);
        for (int k = 0; k < kBlock; ++k) out[k] = static_cast<T>(Op::Each(pa[k]));
    }
}

template <class T, class Op>
void EachBinary(char *dst, TileOperand a, TileOperand b, TileOperand, int64_t blocks) {
    T *out = reinterpret_cast<T *>(dst);
    for (; blocks > 0; --blocks, out += kBlock, a.data += a.step, b.data += b.step) {
        const T *pa = reinterpret_cast<const T *>(a.data);
        const T *pb = reinterpret_cast<const T *>(b.data);
        for (int k = 0; k < kBlock; ++k) out[k] = Op::Each(pa[k], pb[k]);
    }
}

// A function on vectors for float32, and on one number for float64.
#define LAMINA_SPECIAL(NAME, VECTOR, SCALAR)                                            \
    struct NAME {                                                                       \
        static HWY_INLINE hn::Vec<Wide> Of(Wide d, hn::Vec<Wide> x) { return VECTOR(d, x); } \
        static HWY_INLINE double Each(double x) { return SCALAR(x); }                   \
    };
LAMINA_SPECIAL(TanOp, wide::Tan, std::tan)
LAMINA_SPECIAL(AsinOp, wide::Asin, std::asin)
LAMINA_SPECIAL(AcosOp, wide::Acos, std::acos)
LAMINA_SPECIAL(AtanOp, wide::Atan, std::atan)
LAMINA_SPECIAL(SinhOp, wide::Sinh, std::sinh)
LAMINA_SPECIAL(CoshOp, wide::Cosh, std::cosh)
LAMINA_SPECIAL(AsinhOp, wide::Asinh, std::asinh)
LAMINA_SPECIAL(AcoshOp, wide::Acosh, std::acosh)
LAMINA_SPECIAL(AtanhOp, wide::Atanh, std::atanh)
LAMINA_SPECIAL(Exp2Op, wide::Exp2, std::exp2)
LAMINA_SPECIAL(Log2Op, wide::Log2, std::log2)
LAMINA_SPECIAL(Log10Op, wide::Log10, std::log10)
LAMINA_SPECIAL(CbrtOp, wide::Cbrt, cube_root)
LAMINA_SPECIAL(ErfcOp, wide::Erfc, std::erfc)
LAMINA_SPECIAL(ErfInverseOp, wide::ErfInverse, erf_inverse)

struct LogGammaOp {
    static HWY_INLINE double Each(double x) { return log_gamma(x); }
};
struct Atan2Op {
    static HWY_INLINE hn::Vec<Wide> Of(Wide d, hn::Vec<Wide> y, hn::Vec<Wide> x) {
        return wide::Atan2(d, y, x);
    }
    static HWY_INLINE double Each(double y, double x) { return std::atan2(y, x); }
};
struct HypotOp {
    static HWY_INLINE hn::Vec<Wide> Of(Wide d, hn::Vec<Wide> a, hn::Vec<Wide> b) {
        return wide::Hypot(d, a, b);
    }
    static HWY_INLINE double Each(double a, double b) { return std::hypot(a, b); }
};
struct NextAfterOp {
    template <class T>
    static HWY_INLINE T Each(T a, T b) { return std::nextafter(a, b); }
};

template <class Op>
TileKernel Unary(bool single) {
    return single ? WideUnary<Op> : EachUnary<double, Op>;
}

template <class Op>
TileKernel Binary(bool single) {
    return single ? WideBinary<Op> : EachBinary<double, Op>;
}

TileKernel FindSpecial(lk_op op, lk_dtype dtype) {
    if (dtype != LK_FLOAT32 && dtype != LK_FLOAT64) return nullptr;
    const bool single = dtype == LK_FLOAT32;
    switch (op) {
    case LK_TAN: return Unary<TanOp>(single);
    case LK_ASIN: return Unary<AsinOp>(single);
    case LK_ACOS: return Unary<AcosOp>(single);
    case LK_ATAN: return Unary<AtanOp>(single);
    case LK_SINH: return Unary<SinhOp>(single);
    case LK_COSH: return Unary<CoshOp>(single);
    case LK_ASINH: return Unary<AsinhOp>(single);
    case LK_ACOSH: return Unary<AcoshOp>(single);
    case LK_ATANH: return Unary<AtanhOp>(single);
    case LK_EXP2: return Unary<Exp2Op>(single);
    case LK_LOG2: return Unary<Log2Op>(single);
    case LK_LOG10: return Unary<Log10Op>(single);
    case LK_CBRT: return Unary<CbrtOp>(single);
    case LK_ERFC: return Unary<ErfcOp>(single);
    case LK_ERF_INVERSE: return Unary<ErfInverseOp>(single);
    case LK_LOG_GAMMA:
        return single ? EachUnary<float, LogGammaOp> : EachUnary<double, LogGammaOp>;
    case LK_ATAN2: return Binary<Atan2Op>(single);
    case LK_HYPOT: return Binary<HypotOp>(single);
    case LK_NEXT_AFTER:
        return single ? EachBinary<float, NextAfterOp> : EachBinary<double, NextAfterOp>;
    default: return nullptr;
    }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace lamina
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lamina {

HWY_EXPORT(FindSpecial);

TileKernel special_kernel(lk_op op, lk_dtype dtype) {
    return HWY_DYNAMIC_DISPATCH(FindSpecial)(op, dtype);
}

}  // namespace lamina
#endif

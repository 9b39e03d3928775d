// Tile kernels of float32 and float64 arithmetic, compiled for each instruction set.

#include <cmath>

#include "FusedTile.h"
#include "Targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "FusedFloat.cpp"
#include "hwy/foreach_target.h"

#include "VectorMath-inl.h"
#include "hwy/cache_control.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace lamina {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
namespace {

template <class T, class Op>
void UnaryTile(char *dst, TileOperand a, TileOperand, TileOperand, int64_t blocks) {
    const hn::ScalableTag<T> d;
    T *out = reinterpret_cast<T *>(dst);
    for (; blocks > 0; --blocks) {
        const T *pa = reinterpret_cast<const T *>(a.data);
        for (size_t k = 0; k < kBlock; k += hn::Lanes(d)) {
            hn::StoreU(Op::Of(d, hn::LoadU(d, pa + k)), d, out + k);
        }
        out += kBlock;
        a.data += a.step;
    }
}

template <class T, class Op>
void BinaryTile(char *dst, TileOperand a, TileOperand b, TileOperand, int64_t blocks) {
    const hn::ScalableTag<T> d;
    T *out = reinterpret_cast<T *>(dst);
    for (; blocks > 0; --blocks) {
        const T *pa = reinterpret_cast<const T *>(a.data);
        const T *pb = reinterpret_cast<const T *>(b.data);
        for (size_t k = 0; k < kBlock; k += hn::Lanes(d)) {
            hn::StoreU(Op::Of(d, hn::LoadU(d, pa + k), hn::LoadU(d, pb + k)), d, out + k);
        }
        out += kBlock;
        a.data += a.step;
        b.data += b.step;
    }
}

#define LAMINA_UNARY(NAME, EXPRESSION)         \
    struct NAME {                              \
        template <class D, class V>            \
        static HWY_INLINE V Of(D d, V x) {     \
            (void)d;                           \
            return EXPRESSION;                 \
        }                                      \
    };
#define LAMINA_BINARY(NAME, EXPRESSION)         \
    struct NAME {                               \
        template <class D, class V>             \
        static HWY_INLINE V Of(D d, V a, V b) { \
            (void)d;                            \
            return EXPRESSION;                  \
        }                                       \
    };

LAMINA_UNARY(NegateOp, hn::Neg(x))
LAMINA_UNARY(AbsOp, hn::Abs(x))
// Zero and NaN give themselves.
LAMINA_UNARY(SignOp, hn::IfThenElse(hn::IsNaN(x), x,
                         hn::IfThenElse(hn::Eq(x, hn::Zero(d)), x,
                             hn::CopySign(hn::Set(d, hn::TFromD<D>(1)), x))))
LAMINA_UNARY(ExpOp, math::Exp(d, x))
LAMINA_UNARY(LogOp, math::Log(d, x))
LAMINA_UNARY(Expm1Op, math::Expm1(d, x))
LAMINA_UNARY(Log1pOp, math::Log1p(d, x))
LAMINA_UNARY(SqrtOp, hn::Sqrt(x))
LAMINA_UNARY(RsqrtOp, hn::Div(hn::Set(d, hn::TFromD<D>(1)), hn::Sqrt(x)))
LAMINA_UNARY(TanhOp, math::Tanh(d, x))
LAMINA_UNARY(SigmoidOp, math::Sigmoid(d, x))
LAMINA_UNARY(ReluOp, hn::IfThenElse(hn::Lt(x, hn::Zero(d)), hn::Zero(d), x))
LAMINA_UNARY(SinOp, math::Sin(d, x))
LAMINA_UNARY(CosOp, math::Cos(d, x))
LAMINA_UNARY(ErfOp, math::Erf(d, x))
LAMINA_UNARY(FloorOp, hn::Floor(x))
LAMINA_UNARY(CeilOp, hn::Ceil(x))
LAMINA_UNARY(RoundOp, hn::Round(x))
LAMINA_UNARY(TruncOp, hn::Trunc(x))

LAMINA_BINARY(AddOp, hn::Add(a, b))
LAMINA_BINARY(SubtractOp, hn::Sub(a, b))
LAMINA_BINARY(MultiplyOp, hn::Mul(a, b))
LAMINA_BINARY(DivideOp, hn::Div(a, b))
LAMINA_BINARY(PowerOp, math::Power(d, a, b))
LAMINA_BINARY(CopySignOp, hn::CopySign(a, b))
// If b is NaN the comparison is false and b comes out; if a is, it is kept.
LAMINA_BINARY(MaximumOp, hn::IfThenElse(hn::Or(hn::Gt(a, b), hn::IsNaN(a)), a, b))
LAMINA_BINARY(MinimumOp, hn::IfThenElse(hn::Or(hn::Lt(a, b), hn::IsNaN(a)), a, b))

/// Python's: the sign of the divisor, also for a zero remainder. fmod is exact, which a formula
/// with floor is not.
struct RemainderOp {
    template <class D, class V>
    static HWY_INLINE V Of(D d, V a, V b) {
        using T = hn::TFromD<D>;
        const auto all = hn::Eq(hn::Zero(d), hn::Zero(d));
        return math::Mend(d, all, a, b, a, [](T x, T y) {
            const T r = std::fmod(x, y);
            if (r == 0) return std::copysign(r, y);
            return (r < 0) != (y < 0) ? r + y : r;
        });
    }
};

template <class T>
TileKernel Find(lk_op op) {
    switch (op) {
    case LK_NEGATE: return UnaryTile<T, NegateOp>;
    case LK_ABS: return UnaryTile<T, AbsOp>;
    case LK_SIGN: return UnaryTile<T, SignOp>;
    case LK_EXP: return UnaryTile<T, ExpOp>;
    case LK_LOG: return UnaryTile<T, LogOp>;
    case LK_EXPM1: return UnaryTile<T, Expm1Op>;
    case LK_LOG1P: return UnaryTile<T, Log1pOp>;
    case LK_SQRT: return UnaryTile<T, SqrtOp>;
    case LK_RSQRT: return UnaryTile<T, RsqrtOp>;
    case LK_TANH: return UnaryTile<T, TanhOp>;
    case LK_SIGMOID: return UnaryTile<T, SigmoidOp>;
    case LK_RELU: return UnaryTile<T, ReluOp>;
    case LK_SIN: return UnaryTile<T, SinOp>;
    case LK_COS: return UnaryTile<T, CosOp>;
    case LK_ERF: return UnaryTile<T, ErfOp>;
    case LK_FLOOR: return UnaryTile<T, FloorOp>;
    case LK_CEIL: return UnaryTile<T, CeilOp>;
    case LK_ROUND: return UnaryTile<T, RoundOp>;
    case LK_TRUNC: return UnaryTile<T, TruncOp>;
    case LK_ADD: return BinaryTile<T, AddOp>;
    case LK_SUBTRACT: return BinaryTile<T, SubtractOp>;
    case LK_MULTIPLY: return BinaryTile<T, MultiplyOp>;
    case LK_DIVIDE: return BinaryTile<T, DivideOp>;
    case LK_POWER: return BinaryTile<T, PowerOp>;
    case LK_MAXIMUM: return BinaryTile<T, MaximumOp>;
    case LK_MINIMUM: return BinaryTile<T, MinimumOp>;
    case LK_REMAINDER: return BinaryTile<T, RemainderOp>;
    case LK_COPY_SIGN: return BinaryTile<T, CopySignOp>;
    default: return nullptr;  // bit operations do not exist; comparisons are plain loops
    }
}

TileKernel FindFloat(lk_op op, lk_dtype dtype) {
    if (dtype == LK_FLOAT32) return Find<float>(op);
    if (dtype == LK_FLOAT64) return Find<double>(op);
    return nullptr;
}

template <class T>
void StreamTile(char *dst, TileOperand a, TileOperand, TileOperand, int64_t blocks) {
    const hn::ScalableTag<T> d;
    T *out = reinterpret_cast<T *>(dst);
    for (; blocks > 0; --blocks) {
        const T *pa = reinterpret_cast<const T *>(a.data);
        for (size_t k = 0; k < kBlock; k += hn::Lanes(d)) {
            hn::Stream(hn::LoadU(d, pa + k), d, out + k);
        }
        out += kBlock;
        a.data += a.step;
    }
    hwy::FlushStream();
}

TileKernel FindStream(int size) {
    switch (size) {
    case 4: return StreamTile<uint32_t>;
    case 8: return StreamTile<uint64_t>;
    default: return nullptr;
    }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace lamina
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lamina {

HWY_EXPORT(FindFloat);
HWY_EXPORT(FindStream);

TileKernel float_kernel(lk_op op, lk_dtype dtype) {
    return HWY_DYNAMIC_DISPATCH(FindFloat)(op, dtype);
}

TileKernel stream_kernel(int size) { return HWY_DYNAMIC_DISPATCH(FindStream)(size); }

}  // namespace lamina
#endif

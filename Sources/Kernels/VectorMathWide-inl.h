// Elementary functions on float64 vectors that hold float32 numbers: what is right to some 40 bits
// is right to half a unit once it is rounded to float32. Compiled once per target.

#if defined(LAMINA_VECTOR_MATH_WIDE_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef LAMINA_VECTOR_MATH_WIDE_INL_H
#undef LAMINA_VECTOR_MATH_WIDE_INL_H
#else
#define LAMINA_VECTOR_MATH_WIDE_INL_H
#endif

#include "ScalarMath.h"
#include "VectorMath-inl.h"

HWY_BEFORE_NAMESPACE();
namespace lamina {
namespace HWY_NAMESPACE {
namespace wide {

using D = hn::ScalableTag<double>;
using V = hn::Vec<D>;

/// What is neither a number nor finite gives itself, and so does a zero, with its sign.
HWY_INLINE V KeepEdges(D d, V x, V y) {
    const auto usual = hn::Lt(hn::Abs(x), hn::Set(d, math::kInfinity<double>));
    return hn::IfThenElse(hn::And(usual, hn::Ne(x, hn::Zero(d))), y, x);
}

HWY_INLINE V Tan(D d, V x) {
    const auto far = hn::Not(hn::Le(hn::Abs(x), hn::Set(d, 39000.0)));
    V y = hn::Div(hn::Sin(d, x), hn::Cos(d, x));
    y = hn::IfThenElse(hn::Eq(x, hn::Zero(d)), x, y);
    return math::Mend(d, far, x, x, y, [](double a, double) { return std::tan(a); });
}

HWY_INLINE V Asin(D d, V x) {
    const V y = hn::IfThenElse(hn::Eq(x, hn::Zero(d)), x, hn::Asin(d, x));
    const auto inside = hn::Le(hn::Abs(x), hn::Set(d, 1.0));
    return hn::IfThenElse(inside, y, hn::Set(d, math::kNaN<double>));
}

HWY_INLINE V Acos(D d, V x) {
    const auto inside = hn::Le(hn::Abs(x), hn::Set(d, 1.0));
    return hn::IfThenElse(inside, hn::Acos(d, x), hn::Set(d, math::kNaN<double>));
}

/// The angle of a size up to infinity.
HWY_INLINE V AtanOfSize(D d, V size) {
    const auto infinite = hn::Eq(size, hn::Set(d, math::kInfinity<double>));
    const V half_pi = hn::Set(d, 1.5707963267948966);
    return hn::IfThenElse(infinite, half_pi, hn::Atan(d, size));
}

HWY_INLINE V Atan(D d, V x) {
    const V y = hn::CopySign(wide::AtanOfSize(d, hn::Abs(x)), x);
    return hn::IfThenElse(hn::Or(hn::Eq(x, hn::Zero(d)), hn::IsNaN(x)), x, y);
}

/// Above 100 a float32 result is infinite in any case.
HWY_INLINE V Sinh(D d, V x) {
    const V s = hn::Min(hn::Abs(x), hn::Set(d, 100.0));
    const V minus = hn::Expm1(d, s);
    // (e^s - e^-s) / 2 with m = e^s - 1: (m + m / (m + 1)) / 2.
    const V y = hn::Mul(
        hn::Set(d, 0.5), hn::Add(minus, hn::Div(minus, hn::Add(minus, hn::Set(d, 1.0)))));
    return wide::KeepEdges(d, x, hn::CopySign(y, x));
}

HWY_INLINE V Cosh(D d, V x) {
    const V e = hn::Exp(d, hn::Min(hn::Abs(x), hn::Set(d, 100.0))), half = hn::Set(d, 0.5);
    const V y = hn::Add(hn::Mul(half, e), hn::Div(half, e));
    return hn::IfThenElse(hn::IsNaN(x), x, y);
}

/// log1p(t + t^2 / (1 + sqrt(1 + t^2))) of t = |x|; the square of a float32 does not overflow.
HWY_INLINE V Asinh(D d, V x) {
    const V t = hn::Abs(x), square = hn::Mul(t, t), one = hn::Set(d, 1.0);
    const V below = hn::Add(one, hn::Sqrt(hn::Add(one, square)));
    const V y = math::Log1p(d, hn::Add(t, hn::Div(square, below)));
    return wide::KeepEdges(d, x, hn::CopySign(y, x));
}

/// log1p(t + sqrt(t (t + 2))) of t = x - 1.
HWY_INLINE V Acosh(D d, V x) {
    const V t = hn::Sub(x, hn::Set(d, 1.0));
    const V root = hn::Sqrt(hn::Mul(t, hn::Add(t, hn::Set(d, 2.0))));
    const V y = math::Log1p(d, hn::Add(t, root));
    return hn::IfThenElse(hn::Lt(t, hn::Zero(d)), hn::Set(d, math::kNaN<double>), y);
}

HWY_INLINE V Atanh(D d, V x) {
    const V t = hn::Abs(x), one = hn::Set(d, 1.0);
    const V y = math::Log1p(d, hn::Div(hn::Add(t, t), hn::Sub(one, t)));
    return hn::CopySign(hn::Mul(hn::Set(d, 0.5), y), x);
}

HWY_INLINE V Exp2(D d, V x) {
    return math::Exp(d, hn::Mul(x, hn::Set(d, 0.693147180559945309417)));
}

HWY_INLINE V Log2(D d, V x) {
    return hn::Mul(math::Log(d, x), hn::Set(d, 1.44269504088896340736));
}

HWY_INLINE V Log10(D d, V x) {
    return hn::Mul(math::Log(d, x), hn::Set(d, 0.434294481903251827651));
}

HWY_INLINE V Cbrt(D d, V x) {
    const V third = hn::Mul(math::Log(d, hn::Abs(x)), hn::Set(d, 1.0 / 3));
    return wide::KeepEdges(d, x, hn::CopySign(math::Exp(d, third), x));
}

/// 1 - erf(x) below 1, and above e^(-x^2) P(t) / (1 + 2x), t = (x - 4) / (x + 4), with a
/// near-minimax polynomial; beyond 11 a float32 result is 0.
HWY_INLINE V Erfc(D d, V x) {
    constexpr double kFar[] = {1.51763765910220842e-4,  -2.1354680443908040e-4,
                               -7.6160586532879551e-4,  5.03528704148888163e-3,
                               -1.61965234362576343e-2, 3.71671595013699172e-2,
                               -6.63305204255809312e-2, 9.37328518939212355e-2,
                               -1.01039057434798769e-1, 6.8097053985769747e-2,
                               1.53796519292989841e-2,  -1.39621116840352334e-1,
                               1.23299511862612061};
    const V one = hn::Set(d, 1.0), four = hn::Set(d, 4.0);
    const V s = hn::Min(hn::Abs(x), hn::Set(d, 11.0));
    const V t = hn::Div(hn::Sub(s, four), hn::Add(s, four));
    const V bell = hn::Exp(d, hn::Neg(hn::Mul(s, s)));
    V far = hn::Div(hn::Mul(bell, math::Polynomial(d, t, kFar)), hn::Add(one, hn::Add(s, s)));
    far = hn::IfThenElse(hn::Lt(x, hn::Zero(d)), hn::Sub(hn::Set(d, 2.0), far), far);
    const auto is_near = hn::Le(hn::Abs(x), one);
    const V y = hn::IfThenElse(is_near, hn::Sub(one, math::ErfNear(d, x)), far);
    return hn::IfThenElse(hn::IsNaN(x), x, y);
}

/// Wichura's quantiles (ScalarMath.h); no float32 lies in the farthest tail.
HWY_INLINE V ErfInverse(D d, V x) {
    const V one = hn::Set(d, 1.0), size = hn::Abs(x), q = hn::Mul(hn::Set(d, 0.5), size);
    const V r = hn::Sub(hn::Set(d, 0.180625), hn::Mul(q, q));
    const V near = hn::Mul(
        q, hn::Div(math::Polynomial(d, r, kQuantileNearP), math::Polynomial(d, r, kQuantileNearQ)));
    const V rest = hn::Mul(hn::Set(d, 0.5), hn::Sub(one, size));
    const V s = hn::Sub(hn::Sqrt(hn::Neg(math::Log(d, rest))), hn::Set(d, 1.6));
    const V tail = hn::Div(
        math::Polynomial(d, s, kQuantileTailP), math::Polynomial(d, s, kQuantileTailQ));
    V y = hn::IfThenElse(hn::Gt(size, hn::Set(d, 0.85)), tail, near);
    y = hn::Mul(y, hn::Set(d, 0.707106781186547524401));
    y = hn::IfThenElse(hn::Eq(size, one), hn::Set(d, math::kInfinity<double>), y);
    return hn::CopySign(y, x);
}

HWY_INLINE V Atan2(D d, V y, V x) {
    const V limit = hn::Set(d, math::kInfinity<double>), zero = hn::Zero(d);
    const V angle = hn::Atan(d, hn::Div(hn::Abs(y), hn::Abs(x)));
    const V left = hn::Sub(hn::Set(d, 3.14159265358979323846), angle);
    const V result = hn::CopySign(hn::IfThenElse(hn::Lt(x, zero), left, angle), y);
    const auto usual = hn::And(
        hn::And(hn::Ne(x, zero), hn::Ne(y, zero)),
        hn::And(hn::Lt(hn::Abs(x), limit), hn::Lt(hn::Abs(y), limit)));
    return math::Mend(
        d, hn::Not(usual), y, x, result, [](double a, double b) { return std::atan2(a, b); });
}

/// Squares of float32 neither overflow nor vanish. Infinity beats NaN, as in C.
HWY_INLINE V Hypot(D d, V a, V b) {
    const V infinity = hn::Set(d, math::kInfinity<double>);
    const auto infinite = hn::Or(hn::Eq(hn::Abs(a), infinity), hn::Eq(hn::Abs(b), infinity));
    return hn::IfThenElse(
        infinite, infinity, hn::Sqrt(hn::Add(hn::Mul(a, a), hn::Mul(b, b))));
}

}  // namespace wide
}  // namespace HWY_NAMESPACE
}  // namespace lamina
HWY_AFTER_NAMESPACE();

#endif

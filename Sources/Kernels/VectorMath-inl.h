// Elementary functions on Highway vectors, right for every input and within 4 units in the last
// place: Tests/KernelsTests/FusedAccuracyTests.swift has the bound of each, tried on numbers of
// every exponent. Compiled once per target.

#if defined(LAMINA_VECTOR_MATH_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef LAMINA_VECTOR_MATH_INL_H
#undef LAMINA_VECTOR_MATH_INL_H
#else
#define LAMINA_VECTOR_MATH_INL_H
#endif

#include <cmath>
#include <limits>

#include "hwy/contrib/math/math-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace lamina {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// Called with the namespace written out, or Highway's functions of the same names are found too.
namespace math {

template <class T>
constexpr T kInfinity = std::numeric_limits<T>::infinity();

template <class T>
constexpr T kNaN = std::numeric_limits<T>::quiet_NaN();

/// The largest x with a finite e^x.
template <class T>
constexpr T kLargestExponent =
    sizeof(T) == 4 ? static_cast<T>(88.722831726) : static_cast<T>(709.782712893383973096);

/// Where `mask` is set, the scalar function's value instead. The choice is made lane by lane, so a
/// result does not depend on its neighbours.
template <class D, class V, class M, class F>
HWY_INLINE V Mend(D d, M mask, V x, V y, V result, F function) {
    if (HWY_LIKELY(hn::AllFalse(d, mask))) return result;
    using T = hn::TFromD<D>;
    HWY_ALIGN T xs[HWY_MAX_BYTES / sizeof(T)];
    HWY_ALIGN T ys[HWY_MAX_BYTES / sizeof(T)];
    HWY_ALIGN T results[HWY_MAX_BYTES / sizeof(T)];
    HWY_ALIGN T marks[HWY_MAX_BYTES / sizeof(T)];
    hn::Store(x, d, xs);
    hn::Store(y, d, ys);
    hn::Store(result, d, results);
    hn::Store(hn::IfThenElseZero(mask, hn::Set(d, T(1))), d, marks);
    for (size_t i = 0; i < hn::Lanes(d); ++i) {
        if (marks[i] != 0) results[i] = function(xs[i], ys[i]);
    }
    return hn::Load(d, results);
}

/// Highway's Exp gives 0 for NaN and garbage above its range.
template <class D, class V>
HWY_INLINE V Exp(D d, V x) {
    using T = hn::TFromD<D>;
    const V largest = hn::Set(d, kLargestExponent<T>);
    V y = hn::Exp(d, hn::Min(x, largest));
    y = hn::IfThenElse(hn::Gt(x, largest), hn::Set(d, kInfinity<T>), y);
    return hn::IfThenElse(hn::Eq(x, x), y, x);
}

template <class D, class V>
HWY_INLINE V Expm1(D d, V x) {
    using T = hn::TFromD<D>;
    const V largest = hn::Set(d, kLargestExponent<T>);
    V y = hn::Expm1(d, hn::Min(x, largest));
    y = hn::IfThenElse(hn::Gt(x, largest), hn::Set(d, kInfinity<T>), y);
    // A zero keeps its sign, a NaN its payload.
    return hn::IfThenElse(hn::Or(hn::Eq(x, hn::Zero(d)), hn::IsNaN(x)), x, y);
}

/// The logarithm's values outside 0 < x < inf, where Highway's is garbage; `x` is Log's argument.
template <class D, class V>
HWY_INLINE V LogEdges(D d, V x, V y) {
    using T = hn::TFromD<D>;
    const V infinity = hn::Set(d, kInfinity<T>);
    y = hn::IfThenElse(hn::Lt(x, infinity), y, x);  // infinity and NaN give themselves
    y = hn::IfThenElse(hn::Lt(x, hn::Zero(d)), hn::Set(d, kNaN<T>), y);
    return hn::IfThenElse(hn::Eq(x, hn::Zero(d)), hn::Neg(infinity), y);
}

template <class D, class V>
HWY_INLINE V Log(D d, V x) {
    return math::LogEdges(d, x, hn::Log(d, x));
}

template <class D, class V>
HWY_INLINE V Log1p(D d, V x) {
    const V y = math::LogEdges(d, hn::Add(x, hn::Set(d, hn::TFromD<D>(1))), hn::Log1p(d, x));
    return hn::IfThenElse(hn::Eq(x, hn::Zero(d)), x, y);
}


/// The value of the polynomial with the given coefficients, the highest power first.
template <class D, class V, class T, size_t N>
HWY_INLINE V Polynomial(D d, V x, const T (&coefficients)[N]) {
    V y = hn::Set(d, coefficients[0]);
    for (size_t i = 1; i < N; ++i) y = hn::MulAdd(y, x, hn::Set(d, coefficients[i]));
    return y;
}

/// Near-minimax polynomials of (tanh(x) / x - 1) / x^2 in x^2 up to |x| = 0.55.
inline constexpr float kTanhNear[] = {-6.61022783e-3f, 2.13093887e-2f, -5.39094288e-2f,
                                      1.33331137e-1f, -3.33333320e-1f};
inline constexpr double kTanhNearWide[] = {
    7.8742743453444191e-6,  -3.37208011204631638e-5, 9.45513305292485796e-5,
    -2.38472724801525213e-4, 5.899052969492733e-4,    -1.45581909715135121e-3,
    3.59212676996263471e-3, -8.86323546314680007e-3, 2.18694885340739077e-2,
    -5.39682539682203745e-2, 1.33333333333333121e-1,  -3.33333333333333333e-1};

/// 1 - 2 / (e^2x + 1) loses digits near 0, where a polynomial takes its place.
template <class D, class V>
HWY_INLINE V Tanh(D d, V x) {
    using T = hn::TFromD<D>;
    const V t = hn::Abs(x), one = hn::Set(d, T(1)), z = hn::Mul(x, x);
    V near;
    if constexpr (sizeof(T) == 4) near = math::Polynomial(d, z, kTanhNear);
    else near = math::Polynomial(d, z, kTanhNearWide);
    near = hn::MulAdd(hn::Mul(near, z), x, x);
    // Beyond 10 and 20 the function is 1 to the last bit.
    const V s = hn::Min(t, hn::Set(d, T(sizeof(T) == 4 ? 10 : 20)));
    const V power = hn::Exp(d, hn::Add(s, s));
    const V far = hn::Sub(one, hn::Div(hn::Set(d, T(2)), hn::Add(power, one)));
    const V y = hn::IfThenElse(hn::Gt(t, hn::Set(d, T(0.55))), hn::CopySign(far, x), near);
    // A zero keeps its sign, a NaN its payload.
    return hn::IfThenElse(hn::Or(hn::Eq(x, hn::Zero(d)), hn::IsNaN(x)), x, y);
}

/// 1 / (1 + e^-x), as e^x / (1 + e^x) for negative x, which keeps its relative accuracy.
template <class D, class V>
HWY_INLINE V Sigmoid(D d, V x) {
    const V one = hn::Set(d, hn::TFromD<D>(1));
    const V e = math::Exp(d, hn::Neg(hn::Abs(x)));
    return hn::Div(hn::IfThenElse(hn::Lt(x, hn::Zero(d)), e, one), hn::Add(one, e));
}

/// Highway reduces arguments up to 39000; larger ones are rare and go to the C library.
template <class D, class V>
HWY_INLINE V Sin(D d, V x) {
    using T = hn::TFromD<D>;
    const auto far = hn::Not(hn::Le(hn::Abs(x), hn::Set(d, T(39000))));
    const V y = hn::IfThenElse(hn::Eq(x, hn::Zero(d)), x, hn::Sin(d, x));
    return math::Mend(d, far, x, x, y, [](T a, T) { return std::sin(a); });
}

template <class D, class V>
HWY_INLINE V Cos(D d, V x) {
    using T = hn::TFromD<D>;
    const auto far = hn::Not(hn::Le(hn::Abs(x), hn::Set(d, T(39000))));
    const V y = hn::IfThenElse(hn::Eq(x, hn::Zero(d)), hn::Set(d, T(1)), hn::Cos(d, x));
    return math::Mend(d, far, x, x, y, [](T a, T) { return std::cos(a); });
}

/// Minimax polynomials after N. Juffa (forums.developer.nvidia.com, "erff with maximum error of
/// 1 ulp"): x P(x^2) below 0.93, and 1 - e^(-Q(|x|)) above.
template <class D, class V, hwy::EnableIf<sizeof(hn::TFromD<D>) == 4> * = nullptr>
HWY_INLINE V Erf(D d, V x) {
    constexpr float kNear[] = {-5.96761703e-4f, 4.99119423e-3f, -2.67681349e-2f,
                               1.12819925e-1f, -3.76125336e-1f, 1.28379166e-1f};
    constexpr float kFar[] = {-1.72853470e-5f, 3.83197126e-4f,  -3.88396438e-3f, 2.42546219e-2f,
                              -1.06777877e-1f, -6.34846687e-1f, -1.28717512e-1f};
    const V t = hn::Abs(x), one = hn::Set(d, 1.0f);
    const V near = hn::MulAdd(math::Polynomial(d, hn::Mul(x, x), kNear), x, x);
    // Beyond 4 the function is 1 to the last bit; the polynomial is good up to there only.
    const V s = hn::Min(t, hn::Set(d, 4.0f));
    const V power = hn::MulAdd(math::Polynomial(d, s, kFar), s, hn::Neg(s));
    const V far = hn::CopySign(hn::Sub(one, hn::Exp(d, power)), x);
    const V y = hn::IfThenElse(hn::Gt(t, hn::Set(d, 0.927734375f)), far, near);
    return hn::IfThenElse(hn::Eq(x, x), y, x);
}

/// x + x P(x^2) up to |x| = 1, with a near-minimax polynomial of erf(x) / x - 1.
template <class D, class V>
HWY_INLINE V ErfNear(D d, V x) {
    constexpr double kNear[] = {
        5.9571761477489114e-11,  -1.13728488567916737e-9, 1.46597752740474358e-8,
        -1.6350312701054695e-7,  1.6461000484121368e-6,   -1.49255952668311816e-5,
        1.20553311116427109e-4,  -8.54832698083378991e-4, 5.22397762481801447e-3,
        -2.68661706450767932e-2, 1.12837916709548787e-1,  -3.76126389031837481e-1,
        1.28379167095512574e-1};
    return hn::MulAdd(math::Polynomial(d, hn::Mul(x, x), kNear), x, x);
}

/// The polynomial up to 1, and above 1 - e^(-x^2) P(|x|) / Q(|x|) by the rational approximation of
/// Cephes (S. Moshier, 1987-2000, ndtr.c).
template <class D, class V, hwy::EnableIf<sizeof(hn::TFromD<D>) == 8> * = nullptr>
HWY_INLINE V Erf(D d, V x) {
    constexpr double kP[] = {2.46196981473530512524e-10, 5.64189564831068821977e-1,
                             7.46321056442269912687e0,   4.86371970985681366614e1,
                             1.96520832956077098242e2,   5.26445194995477358631e2,
                             9.34528527171957607540e2,   1.02755188689515710272e3,
                             5.57535335369399327526e2};
    constexpr double kQ[] = {1.0,
                             1.32281951154744992508e1,
                             8.67072140885989742329e1,
                             3.54937778887819891062e2,
                             9.75708501743205489753e2,
                             1.82390916687909736289e3,
                             2.24633760818710981792e3,
                             1.65666309194161350182e3,
                             5.57535340817727675546e2};
    const V one = hn::Set(d, 1.0), near = math::ErfNear(d, x);
    // Beyond 6 the complement is less than half a unit in the last place of 1.
    const V s = hn::Min(hn::Abs(x), hn::Set(d, 6.0));
    const V ratio = hn::Div(math::Polynomial(d, s, kP), math::Polynomial(d, s, kQ));
    const V complement = hn::Mul(hn::Exp(d, hn::Neg(hn::Mul(s, s))), ratio);
    const V far = hn::CopySign(hn::Sub(one, complement), x);
    const V y = hn::IfThenElse(hn::Gt(hn::Abs(x), one), far, near);
    return hn::IfThenElse(hn::Eq(x, x), y, x);
}

/// |x|^y of float32 halves as e^(y log |x|) in float64: exact to less than 0.51 units.
template <class H>
HWY_INLINE auto PowerMagnitude(hn::Half<hn::ScalableTag<float>> dh, H x, H y) {
    const hn::ScalableTag<double> dd;
    const auto logarithm = hn::Log(dd, hn::PromoteTo(dd, hn::Abs(x)));
    return hn::DemoteTo(dh, math::Exp(dd, hn::Mul(logarithm, hn::PromoteTo(dd, y))));
}

template <class V>
HWY_INLINE V Power(hn::ScalableTag<float> d, V x, V y) {
    const hn::Half<hn::ScalableTag<float>> dh;
    V r = hn::Combine(
        d, math::PowerMagnitude(dh, hn::UpperHalf(dh, x), hn::UpperHalf(dh, y)),
        math::PowerMagnitude(dh, hn::LowerHalf(dh, x), hn::LowerHalf(dh, y)));
    const V half = hn::Mul(y, hn::Set(d, 0.5f)), zero = hn::Zero(d);
    const auto whole = hn::Eq(hn::Floor(y), y);
    const auto odd = hn::And(whole, hn::Ne(hn::Floor(half), half));
    const V of_negative = hn::IfThenElse(
        whole, hn::IfThenElse(odd, hn::Neg(r), r), hn::Set(d, kNaN<float>));
    r = hn::IfThenElse(hn::Lt(x, zero), of_negative, r);
    const V infinity = hn::Set(d, kInfinity<float>);
    const auto usual = hn::And(
        hn::Ne(x, zero), hn::And(hn::Lt(hn::Abs(x), infinity), hn::Lt(hn::Abs(y), infinity)));
    return math::Mend(d, hn::Not(usual), x, y, r, [](float a, float b) { return std::pow(a, b); });
}

template <class V>
HWY_INLINE V Power(hn::ScalableTag<double> d, V x, V y) {
    const auto all = hn::Eq(hn::Zero(d), hn::Zero(d));
    return math::Mend(d, all, x, y, x, [](double a, double b) { return std::pow(a, b); });
}

}  // namespace math
}  // namespace HWY_NAMESPACE
}  // namespace lamina
HWY_AFTER_NAMESPACE();

#endif

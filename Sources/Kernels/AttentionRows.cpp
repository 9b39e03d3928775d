#include "AttentionRows.h"

#include <algorithm>

#include "Targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "AttentionRows.cpp"
#include "hwy/foreach_target.h"

#include "VectorMath-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace lamina {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
namespace {

template <class T>
struct Loops {
    using D = hn::ScalableTag<T>;
    using V = hn::Vec<D>;

    static HWY_INLINE V Load(const T *x, int64_t left, V otherwise) {
        const D d;
        if (HWY_LIKELY(left >= static_cast<int64_t>(hn::Lanes(d)))) return hn::LoadU(d, x);
        const auto mask = hn::FirstN(d, static_cast<size_t>(left));
        return hn::IfThenElse(mask, hn::MaskedLoad(mask, d, x), otherwise);
    }

    static HWY_INLINE void Store(V v, T *x, int64_t left) {
        const D d;
        if (HWY_LIKELY(left >= static_cast<int64_t>(hn::Lanes(d)))) return hn::StoreU(v, d, x);
        hn::BlendedStore(v, hn::FirstN(d, static_cast<size_t>(left)), d, x);
    }

    /// x[j] = f(x[j]) for a vector of elements at a time; lanes beyond the end hold `otherwise`.
    template <class F>
    static HWY_INLINE void Map(T *x, int64_t count, T otherwise, const F &f) {
        const D d;
        const V rest = hn::Set(d, otherwise);
        for (int64_t j = 0; j < count; j += hn::Lanes(d)) {
            Store(f(Load(x + j, count - j, rest), j), x + j, count - j);
        }
    }

    static T ScaleScores(T *s, int64_t count, T scale) {
        const D d;
        const V factor = hn::Set(d, scale), lowest = hn::Set(d, -math::kInfinity<T>);
        V most = lowest;
        for (int64_t j = 0; j < count; j += hn::Lanes(d)) {
            const V v = hn::Mul(Load(s + j, count - j, hn::Zero(d)), factor);
            Store(v, s + j, count - j);
            // A NaN is lost here and comes back through the sum.
            most = hn::Max(Load(s + j, count - j, lowest), most);
        }
        return hn::GetLane(hn::MaxOfLanes(d, most));
    }

    static T AddMask(T *s, int64_t count, T scale, const T *mask, int64_t step) {
        T most = -math::kInfinity<T>;
        for (int64_t j = 0; j < count; ++j) {
            s[j] = s[j] * scale + mask[j * step];
            most = std::max(most, s[j]);
        }
        return most;
    }

    static T ApplyMask(T *s, int64_t count, T scale, const uint8_t *mask, int64_t step) {
        T most = -math::kInfinity<T>;
        for (int64_t j = 0; j < count; ++j) {
            s[j] = mask[j * step] != 0 ? s[j] * scale : -math::kInfinity<T>;
            most = std::max(most, s[j]);
        }
        return most;
    }

    static T Powers(T *s, int64_t count, T origin) {
        const D d;
        const V from = hn::Set(d, origin);
        V sum = hn::Zero(d);
        Map(s, count, -math::kInfinity<T>, [&](V x, int64_t) HWY_ATTR {
            const V power = math::Exp(d, hn::Sub(x, from));
            sum = hn::Add(sum, power);
            return power;
        });
        return hn::GetLane(hn::SumOfLanes(d, sum));
    }

    static void Multiply(T *x, int64_t count, T factor) {
        const V f = hn::Set(D(), factor);
        Map(x, count, 0, [&](V v, int64_t) HWY_ATTR { return hn::Mul(v, f); });
    }

    static void ScoreGradients(const T *p, T *dp, int64_t count, T delta, T scale) {
        const D d;
        const V less = hn::Set(d, delta), factor = hn::Set(d, scale);
        Map(dp, count, 0, [&](V v, int64_t j) HWY_ATTR {
            const V weight = Load(p + j, count - j, hn::Zero(d));
            return hn::Mul(hn::Mul(weight, hn::Sub(v, less)), factor);
        });
    }

    static void Drop(T *p, int64_t count, const uint32_t *bits, float kept, T factor) {
        for (int64_t j = 0; j < count; ++j) {
            const float number = static_cast<float>(bits[j] >> 8) * 0x1p-24f;
            p[j] = number < kept ? p[j] * factor : 0;
        }
    }

    static void AddProduct(
        const T *a, int64_t a_row, int64_t a_step, const T *b, int64_t b_step, T *c,
        int64_t c_step, int64_t rows, int64_t inner, int64_t columns) {
        const D d;
        const int64_t lanes = hn::Lanes(d);
        for (int64_t j = 0; j < columns; j += lanes) {
            for (int64_t i = 0; i < rows; ++i) {
                T *to = c + i * c_step + j;
                V sum = Load(to, columns - j, hn::Zero(d));
                for (int64_t p = 0; p < inner; ++p) {
                    const V x = Load(b + p * b_step + j, columns - j, hn::Zero(d));
                    sum = hn::MulAdd(hn::Set(d, a[i * a_row + p * a_step]), x, sum);
                }
                Store(sum, to, columns - j);
            }
        }
    }

    static AttentionRows<T> All() {
        return {ScaleScores, AddMask, ApplyMask,      Powers,
                Multiply,    ScoreGradients, Drop, AddProduct};
    }
};

AttentionRows<float> Floats() { return Loops<float>::All(); }
AttentionRows<double> Doubles() { return Loops<double>::All(); }

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace lamina
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lamina {

HWY_EXPORT(Floats);
HWY_EXPORT(Doubles);

template <>
const AttentionRows<float> &attention_rows() {
    static const AttentionRows<float> rows = HWY_DYNAMIC_DISPATCH(Floats)();
    return rows;
}

template <>
const AttentionRows<double> &attention_rows() {
    static const AttentionRows<double> rows = HWY_DYNAMIC_DISPATCH(Doubles)();
    return rows;
}

}  // namespace lamina
#endif

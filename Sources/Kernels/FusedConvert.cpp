// Tile kernels between element types, compiled for each instruction set.
//
// Float to integer goes towards zero and stops at the ends of the range, NaN gives 0. Integer to
// integer wraps around. To bool is "not zero". To a float is the nearest, ties to even; to the half
// types by way of an exact or odd-rounded float32, so that it is rounded once. (64-bit integers
// reach the half types through float64.)

#include <limits>
#include <type_traits>

#include "FusedTile.h"
#include "HalfFloat.h"
#include "Targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "FusedConvert.cpp"
#include "hwy/foreach_target.h"

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace lamina {
namespace HWY_NAMESPACE {
namespace {

/// One byte, 0 or 1.
struct Bool {
    uint8_t byte;
};

template <class T>
constexpr bool kIsHalf = std::is_same_v<T, BFloat16> || std::is_same_v<T, Float16>;

template <class T>
HWY_INLINE T Load(T x) { return x; }
HWY_INLINE uint8_t Load(Bool x) { return x.byte; }
HWY_INLINE float Load(BFloat16 x) { return to_float(x); }
HWY_INLINE float Load(Float16 x) { return to_float(x); }

/// Both bounds are powers of two, hence exact.
template <class To, class From>
HWY_INLINE To Saturated(From x) {
    using Limits = std::numeric_limits<To>;
    constexpr From low = static_cast<From>(Limits::min());
    constexpr From high = 2 * static_cast<From>(Limits::max() / 2 + 1);
    return !(x > low) ? (x == x ? Limits::min() : To(0)) : x >= high ? Limits::max() : To(x);
}

template <class To, class Value>
HWY_INLINE To Converted(Value x) {
    if constexpr (std::is_same_v<To, Bool>) {
        return {static_cast<uint8_t>(x != 0)};
    } else if constexpr (kIsHalf<To>) {
        float single;
        if constexpr (std::is_same_v<Value, float>) {
            single = x;
        } else {
            single = round_to_odd(static_cast<double>(x));
        }
        if constexpr (std::is_same_v<To, BFloat16>) {
            return to_bfloat16(single);
        } else {
            return to_float16(single);
        }
    } else if constexpr (std::is_floating_point_v<Value> && std::is_integral_v<To>) {
        return Saturated<To>(x);
    } else {
        return static_cast<To>(x);
    }
}

/// As everywhere, operand and result share memory only where their elements have one size.
template <class From, class To>
void ConvertTile(char *dst, TileOperand a, TileOperand, TileOperand, int64_t blocks) {
    To *out = reinterpret_cast<To *>(dst);
    for (; blocks > 0; --blocks, out += kBlock, a.data += a.step) {
        const From *pa = reinterpret_cast<const From *>(a.data);
        _Pragma("clang loop vectorize(assume_safety)")
        for (int k = 0; k < kBlock; ++k) out[k] = Converted<To>(Load(pa[k]));
    }
}

template <class From>
TileKernel FindTo(lk_dtype to) {
    switch (to) {
    case LK_FLOAT32: return ConvertTile<From, float>;
    case LK_BFLOAT16: return ConvertTile<From, BFloat16>;
    case LK_FLOAT16: return ConvertTile<From, Float16>;
    case LK_FLOAT64: return ConvertTile<From, double>;
    case LK_INT8: return ConvertTile<From, int8_t>;
    case LK_INT16: return ConvertTile<From, int16_t>;
    case LK_INT32: return ConvertTile<From, int32_t>;
    case LK_INT64: return ConvertTile<From, int64_t>;
    case LK_UINT8: return ConvertTile<From, uint8_t>;
    case LK_UINT16: return ConvertTile<From, uint16_t>;
    case LK_UINT32: return ConvertTile<From, uint32_t>;
    case LK_UINT64: return ConvertTile<From, uint64_t>;
    case LK_BOOL: return ConvertTile<From, Bool>;
    case LK_COMPLEX64: return nullptr;
    }
    return nullptr;
}

TileKernel FindConvert(lk_dtype from, lk_dtype to) {
    switch (from) {
    case LK_FLOAT32: return FindTo<float>(to);
    case LK_BFLOAT16: return FindTo<BFloat16>(to);
    case LK_FLOAT16: return FindTo<Float16>(to);
    case LK_FLOAT64: return FindTo<double>(to);
    case LK_INT8: return FindTo<int8_t>(to);
    case LK_INT16: return FindTo<int16_t>(to);
    case LK_INT32: return FindTo<int32_t>(to);
    case LK_INT64: return FindTo<int64_t>(to);
    case LK_UINT8: return FindTo<uint8_t>(to);
    case LK_UINT16: return FindTo<uint16_t>(to);
    case LK_UINT32: return FindTo<uint32_t>(to);
    case LK_UINT64: return FindTo<uint64_t>(to);
    case LK_BOOL: return FindTo<Bool>(to);
    case LK_COMPLEX64: return nullptr;
    }
    return nullptr;
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace lamina
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lamina {

HWY_EXPORT(FindConvert);

TileKernel convert_kernel(lk_dtype from, lk_dtype to) {
    return HWY_DYNAMIC_DISPATCH(FindConvert)(from, to);
}

}  // namespace lamina
#endif

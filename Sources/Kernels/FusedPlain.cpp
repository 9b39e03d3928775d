// Tile kernels that move or compare: copies, selections and comparisons of every type. Compiled for
// each instruction set.

#include <cstring>

#include "ElementSize.h"
#include "FusedTile.h"
#include "Targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "FusedPlain.cpp"
#include "hwy/foreach_target.h"

#include "PlainLoops-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace lamina {
namespace HWY_NAMESPACE {
namespace {

/// The C library does not read the lines that it overwrites: twice as fast beyond the caches.
template <class T>
void Copy(char *dst, TileOperand a, TileOperand, TileOperand, int64_t blocks) {
    constexpr int64_t kBytes = kBlock * sizeof(T);
    if (dst == a.data) return;
    if (a.step == kBytes) {
        std::memcpy(dst, a.data, blocks * kBytes);
        return;
    }
    for (; blocks > 0; --blocks, dst += kBytes, a.data += a.step) std::memcpy(dst, a.data, kBytes);
}

template <class T>
void Select(char *dst, TileOperand a, TileOperand b, TileOperand c, int64_t blocks) {
    T *out = reinterpret_cast<T *>(dst);
    for (; blocks > 0; --blocks, out += kBlock) {
        const uint8_t *pa = reinterpret_cast<const uint8_t *>(a.data);
        const T *pb = reinterpret_cast<const T *>(b.data);
        const T *pc = reinterpret_cast<const T *>(c.data);
        LAMINA_INDEPENDENT
        for (int k = 0; k < kBlock; ++k) {
            const T yes = pb[k], no = pc[k];
            out[k] = pa[k] != 0 ? yes : no;
        }
        a.data += a.step;
        b.data += b.step;
        c.data += c.step;
    }
}

struct IsNaNOp {
    template <class T>
    static HWY_INLINE uint8_t Of(T x) { return x != x; }
};
struct IsFiniteOp {
    template <class T>
    static HWY_INLINE uint8_t Of(T x) { return x - x == 0; }
};

#define LAMINA_COMPARISON(NAME, OPERATOR)                                 \
    struct NAME {                                                         \
        template <class T>                                                \
        static HWY_INLINE uint8_t Of(T a, T b) { return a OPERATOR b; }   \
    };

LAMINA_COMPARISON(EqualOp, ==)
LAMINA_COMPARISON(NotEqualOp, !=)
LAMINA_COMPARISON(LessOp, <)
LAMINA_COMPARISON(LessEqualOp, <=)
LAMINA_COMPARISON(GreaterOp, >)
LAMINA_COMPARISON(GreaterEqualOp, >=)

template <class T>
TileKernel Comparison(lk_op op) {
    switch (op) {
    case LK_EQUAL: return Binary<uint8_t, T, EqualOp>;
    case LK_NOT_EQUAL: return Binary<uint8_t, T, NotEqualOp>;
    case LK_LESS: return Binary<uint8_t, T, LessOp>;
    case LK_LESS_EQUAL: return Binary<uint8_t, T, LessEqualOp>;
    case LK_GREATER: return Binary<uint8_t, T, GreaterOp>;
    case LK_GREATER_EQUAL: return Binary<uint8_t, T, GreaterEqualOp>;
    default: return nullptr;
    }
}

template <class T>
TileKernel Floating(lk_op op) {
    switch (op) {
    case LK_IS_NAN: return Unary<uint8_t, T, IsNaNOp>;
    case LK_IS_FINITE: return Unary<uint8_t, T, IsFiniteOp>;
    default: return Comparison<T>(op);
    }
}

template <class T>
TileKernel Raw(lk_op op) {
    return op == LK_COPY ? Copy<T> : Select<T>;
}

TileKernel FindPlain(lk_op op, lk_dtype dtype) {
    if (op == LK_COPY || op == LK_SELECT) {
        switch (element_size(dtype)) {
        case 1: return Raw<uint8_t>(op);
        case 2: return Raw<uint16_t>(op);
        case 4: return Raw<uint32_t>(op);
        default: return Raw<uint64_t>(op);
        }
    }
    switch (dtype) {
    case LK_FLOAT32: return Floating<float>(op);
    case LK_FLOAT64: return Floating<double>(op);
    case LK_INT8: return Comparison<int8_t>(op);
    case LK_INT16: return Comparison<int16_t>(op);
    case LK_INT32: return Comparison<int32_t>(op);
    case LK_INT64: return Comparison<int64_t>(op);
    case LK_UINT8: case LK_BOOL: return Comparison<uint8_t>(op);
    case LK_UINT16: return Comparison<uint16_t>(op);
    case LK_UINT32: return Comparison<uint32_t>(op);
    case LK_UINT64: return Comparison<uint64_t>(op);
    case LK_BFLOAT16: case LK_FLOAT16: case LK_COMPLEX64: return nullptr;  // storage only
    }
    return nullptr;
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace lamina
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lamina {

HWY_EXPORT(FindPlain);

TileKernel plain_kernel(lk_op op, lk_dtype dtype) {
    return HWY_DYNAMIC_DISPATCH(FindPlain)(op, dtype);
}

}  // namespace lamina
#endif

// Tile kernels of integer and bool arithmetic, compiled for each instruction set.

#include <type_traits>

#include "FusedTile.h"
#include "Targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "FusedInteger.cpp"
#include "hwy/foreach_target.h"

#include "PlainLoops-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace lamina {
namespace HWY_NAMESPACE {
namespace {

/// For operations with a loop of their own, which no vector code expresses.
template <class T, class Op>
void OneByOne(char *dst, TileOperand a, TileOperand b, TileOperand, int64_t blocks) {
    T *out = reinterpret_cast<T *>(dst);
    for (; blocks > 0; --blocks, out += kBlock, a.data += a.step, b.data += b.step) {
        const T *pa = reinterpret_cast<const T *>(a.data);
        const T *pb = reinterpret_cast<const T *>(b.data);
        for (int k = 0; k < kBlock; ++k) out[k] = Op::Of(pa[k], pb[k]);
    }
}

/// Arithmetic wraps around: it is done without a sign, and in at least 32 bits, since C++ would
/// promote shorter types to a signed int.
template <class T>
using Wrapping = std::conditional_t<(sizeof(T) < 4), uint32_t, std::make_unsigned_t<T>>;

struct NegateOp {
    template <class T>
    static HWY_INLINE T Of(T x) { return static_cast<T>(Wrapping<T>(0) - Wrapping<T>(x)); }
};
struct AbsOp {
    template <class T>
    static HWY_INLINE T Of(T x) { return x < 0 ? NegateOp::Of(x) : x; }
};
struct SignOp {
    template <class T>
    static HWY_INLINE T Of(T x) { return static_cast<T>((x > 0) - (x < 0)); }
};
struct ReluOp {
    template <class T>
    static HWY_INLINE T Of(T x) { return x < 0 ? T(0) : x; }
};
struct NotOp {
    template <class T>
    static HWY_INLINE T Of(T x) { return static_cast<T>(~x); }
};
struct PopulationCountOp {
    template <class T>
    static HWY_INLINE T Of(T x) {
        return static_cast<T>(__builtin_popcountll(static_cast<std::make_unsigned_t<T>>(x)));
    }
};
struct LogicalNotOp {
    static HWY_INLINE uint8_t Of(uint8_t x) { return x == 0; }
};
#define LAMINA_INTEGER(NAME, EXPRESSION)                                  \
    struct NAME {                                                         \
        template <class T>                                                \
        static HWY_INLINE T Of(T a, T b) {                                \
            using W [[maybe_unused]] = Wrapping<T>;                       \
            return static_cast<T>(EXPRESSION);                            \
        }                                                                 \
    };
LAMINA_INTEGER(AddOp, W(a) + W(b))
LAMINA_INTEGER(SubtractOp, W(a) - W(b))
LAMINA_INTEGER(MultiplyOp, W(a) * W(b))
LAMINA_INTEGER(MaximumOp, a > b ? a : b)
LAMINA_INTEGER(MinimumOp, a < b ? a : b)
LAMINA_INTEGER(AndOp, a & b)
LAMINA_INTEGER(OrOp, a | b)
LAMINA_INTEGER(XorOp, a ^ b)
/// Towards zero; x / 0 is 0, and the one overflow wraps: the smallest number over -1 is itself.
struct DivideOp {
    template <class T>
    static HWY_INLINE T Of(T a, T b) {
        if (b == 0) return 0;
        if (std::is_signed_v<T> && b == T(-1)) return NegateOp::Of(a);
        return static_cast<T>(a / b);
    }
};

/// Python's: the sign of the divisor; x % 0 is 0.
struct RemainderOp {
    template <class T>
    static HWY_INLINE T Of(T a, T b) {
        if (b == 0 || (std::is_signed_v<T> && b == T(-1))) return 0;
        const T r = static_cast<T>(a % b);
        return r != 0 && (r < 0) != (b < 0) ? static_cast<T>(r + b) : r;
    }
};

/// By squaring, wrapping around. A negative power of an integer is 0 but for the bases 1 and -1,
/// 0 included.
struct PowerOp {
    template <class T>
    static HWY_INLINE T Of(T a, T b) {
        if (b < 0) return a == 1 ? 1 : a == T(-1) ? (b % 2 == 0 ? 1 : a) : 0;
        Wrapping<T> result = 1, square = static_cast<Wrapping<T>>(a);
        for (; b != 0; b = static_cast<T>(b >> 1)) {
            if ((b & 1) != 0) result *= square;
            square *= square;
        }
        return static_cast<T>(result);
    }
};

/// A shift by a negative number or by the width and more shifts everything out.
struct ShiftLeftOp {
    template <class T>
    static HWY_INLINE T Of(T a, T b) {
        const bool inside = b >= 0 && b < static_cast<T>(8 * sizeof(T));
        return inside ? static_cast<T>(Wrapping<T>(a) << (inside ? b : T(0))) : T(0);
    }
};
/// A signed number keeps its sign: shifted out whole, it leaves 0 or -1.
struct ShiftRightOp {
    template <class T>
    static HWY_INLINE T Of(T a, T b) {
        const bool inside = b >= 0 && b < static_cast<T>(8 * sizeof(T));
        return inside ? static_cast<T>(a >> (inside ? b : T(0))) : static_cast<T>(-(a < 0));
    }
};

template <class T>
TileKernel Integer(lk_op op) {
    switch (op) {
    case LK_NEGATE: return Unary<T, T, NegateOp>;
    case LK_ABS: return Unary<T, T, AbsOp>;
    case LK_SIGN: return Unary<T, T, SignOp>;
    case LK_RELU: return Unary<T, T, ReluOp>;
    case LK_NOT: return Unary<T, T, NotOp>;
    case LK_POPULATION_COUNT: return Unary<T, T, PopulationCountOp>;
    case LK_ADD: return Binary<T, T, AddOp>;
    case LK_SUBTRACT: return Binary<T, T, SubtractOp>;
    case LK_MULTIPLY: return Binary<T, T, MultiplyOp>;
    case LK_DIVIDE: return Binary<T, T, DivideOp>;
    case LK_POWER: return OneByOne<T, PowerOp>;
    case LK_MAXIMUM: return Binary<T, T, MaximumOp>;
    case LK_MINIMUM: return Binary<T, T, MinimumOp>;
    case LK_REMAINDER: return Binary<T, T, RemainderOp>;
    case LK_AND: return Binary<T, T, AndOp>;
    case LK_OR: return Binary<T, T, OrOp>;
    case LK_XOR: return Binary<T, T, XorOp>;
    case LK_SHIFT_LEFT: return Binary<T, T, ShiftLeftOp>;
    case LK_SHIFT_RIGHT: return Binary<T, T, ShiftRightOp>;
    default: return nullptr;
    }
}

/// A sum is "or" and a product "and", as in NumPy.
TileKernel Bool(lk_op op) {
    switch (op) {
    case LK_NOT: return Unary<uint8_t, uint8_t, LogicalNotOp>;
    case LK_OR: case LK_ADD: case LK_MAXIMUM: return Binary<uint8_t, uint8_t, OrOp>;
    case LK_AND: case LK_MULTIPLY: case LK_MINIMUM: return Binary<uint8_t, uint8_t, AndOp>;
    case LK_XOR: return Binary<uint8_t, uint8_t, XorOp>;
    default: return nullptr;
    }
}

TileKernel FindInteger(lk_op op, lk_dtype dtype) {
    switch (dtype) {
    case LK_INT8: return Integer<int8_t>(op);
    case LK_INT16: return Integer<int16_t>(op);
    case LK_INT32: return Integer<int32_t>(op);
    case LK_INT64: return Integer<int64_t>(op);
    case LK_UINT8: return Integer<uint8_t>(op);
    case LK_UINT16: return Integer<uint16_t>(op);
    case LK_UINT32: return Integer<uint32_t>(op);
    case LK_UINT64: return Integer<uint64_t>(op);
    case LK_BOOL: return Bool(op);
    case LK_FLOAT32: case LK_FLOAT64: case LK_BFLOAT16: case LK_FLOAT16: case LK_COMPLEX64:
        return nullptr;
    }
    return nullptr;
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace lamina
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lamina {

HWY_EXPORT(FindInteger);

TileKernel integer_kernel(lk_op op, lk_dtype dtype) {
    return HWY_DYNAMIC_DISPATCH(FindInteger)(op, dtype);
}

}  // namespace lamina
#endif

// Loops of tile kernels that the compiler turns into vectors. Compiled once per target.

#if defined(LAMINA_PLAIN_LOOPS_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef LAMINA_PLAIN_LOOPS_INL_H
#undef LAMINA_PLAIN_LOOPS_INL_H
#else
#define LAMINA_PLAIN_LOOPS_INL_H
#endif

#include "FusedTile.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace lamina {
namespace HWY_NAMESPACE {

// An operand is the result's memory or disjoint from it, element by element, which the compiler
// cannot know.
#undef LAMINA_INDEPENDENT
#define LAMINA_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")

/// Results of type R from operands of type T.
template <class R, class T, class Op>
void Unary(char *dst, TileOperand a, TileOperand, TileOperand, int64_t blocks) {
    R *out = reinterpret_cast<R *>(dst);
    for (; blocks > 0; --blocks, out += kBlock, a.data += a.step) {
        const T *pa = reinterpret_cast<const T *>(a.data);
        LAMINA_INDEPENDENT
        for (int k = 0; k < kBlock; ++k) out[k] = Op::Of(pa[k]);
    }
}

template <class R, class T, class Op>
void Binary(char *dst, TileOperand a, TileOperand b, TileOperand, int64_t blocks) {
    R *out = reinterpret_cast<R *>(dst);
    for (; blocks > 0; --blocks, out += kBlock, a.data += a.step, b.data += b.step) {
        const T *pa = reinterpret_cast<const T *>(a.data);
        const T *pb = reinterpret_cast<const T *>(b.data);
        LAMINA_INDEPENDENT
        for (int k = 0; k < kBlock; ++k) out[k] = Op::Of(pa[k], pb[k]);
    }
}

}  // namespace HWY_NAMESPACE
}  // namespace lamina
HWY_AFTER_NAMESPACE();

#endif

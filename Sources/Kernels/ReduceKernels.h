// Reductions of runs and of columns, on one thread.
#ifndef LAMINA_REDUCE_KERNELS_H
#define LAMINA_REDUCE_KERNELS_H

#include <cstdint>

#include "include/lamina_kernels.h"

namespace lamina {

/// The kernels of one (operation, type). Both split at fixed places and combine pairwise, so that
/// rounding errors grow with the logarithm of the count and the bits depend on the count alone.
struct ReduceKernels {
    /// out[0] = reduction of in[0 ..< count]; the identity for none.
    void (*run)(const void *in, int64_t count, void *out);
    /// out[i] = reduction over j of in[j * stride + i], i in 0 ..< width, j in 0 ..< rows.
    /// `width` is at most kColumnWidth.
    void (*columns)(const void *in, int64_t rows, int64_t stride, int64_t width, void *out);
    int size;  // bytes of an element
    /// Whether a result may be reduced further: half types are accumulated in float32, and a
    /// partial sum of them would be rounded too early.
    bool may_be_cut;
};

constexpr int64_t kColumnWidth = 1024;

/// float32 and float64 sums, products, maxima and minima; `run` is null for anything else.
ReduceKernels float_reduce(lk_reduction op, lk_dtype dtype);
/// Every other (operation, type) that exists; `run` is null for those that do not.
ReduceKernels plain_reduce(lk_reduction op, lk_dtype dtype);

}  // namespace lamina

#endif

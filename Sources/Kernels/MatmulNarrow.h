// Products of bfloat16 and of int8 matrices with sums of 32 bits; see MatmulNarrow.cpp.
#ifndef LAMINA_MATMUL_NARROW_H
#define LAMINA_MATMUL_NARROW_H

#include <cstdint>

#include "include/lamina_kernels.h"

namespace lamina {

class FusedTail;

/// c [m, n] = a b with float32 elements in c and narrow ones in a and b.
struct NarrowProduct {
    lk_dtype dtype;
    bool transpose_a, transpose_b;
    int64_t m, n, k;
    const void *a, *b;
    float *c;
};

/// Bytes of b in panels.
int64_t narrow_packed_size(lk_dtype dtype, int64_t n, int64_t k);
/// Puts b [k, n], or [n, k] if transposed, into panels of words.
void pack_narrow(lk_dtype dtype, bool is_transposed, int64_t n, int64_t k, const void *b,
                 void *panels);
/// A product with a b in panels; where it is cut into whole rows, `tail` runs on each piece of them.
void multiply_narrow_by_panels(const NarrowProduct &product, const FusedTail &tail);
bool narrow_cuts_rows(lk_dtype dtype, int64_t m, int64_t n, int64_t k);
void multiply_narrow(const NarrowProduct &product);

}  // namespace lamina

#endif

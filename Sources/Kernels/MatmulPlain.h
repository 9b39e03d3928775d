// Products of the element types that have no kernel of their own; see MatmulPlain.cpp.
#ifndef LAMINA_MATMUL_PLAIN_H
#define LAMINA_MATMUL_PLAIN_H

#include "include/lamina_kernels.h"

namespace lamina {

/// The arguments of lk_matmul, for any dtype but float32 and the half types.
struct PlainProduct {
    bool transpose_a, transpose_b;
    int64_t batch, m, n, k;
    const void *a, *b;
    void *c;
};

void multiply_plain(lk_dtype dtype, const PlainProduct &product);

}  // namespace lamina

#endif

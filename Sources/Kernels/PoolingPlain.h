// Pooling by plain loops, for element types without a kernel of their own.
#ifndef LAMINA_POOLING_PLAIN_H
#define LAMINA_POOLING_PLAIN_H

#include "include/lamina_kernels.h"

namespace lamina {

/// Any dtype but the half types and complex64.
void plain_max_pool(const lk_pool &pool, lk_dtype dtype, const void *x, void *y);
void plain_max_pool_gradient(const lk_pool &pool, lk_dtype dtype, const void *x, const void *dy,
                             void *dx);
/// float32 or float64; an empty window gives 0.
void plain_average_pool(const lk_pool &pool, lk_dtype dtype, const void *x, void *y);
void plain_average_pool_gradient(const lk_pool &pool, lk_dtype dtype, const void *dy, void *dx);

}  // namespace lamina

#endif

// Pooling in float32 by vectors; see PoolingFloat32.cpp.
#ifndef LAMINA_POOLING_FLOAT32_H
#define LAMINA_POOLING_FLOAT32_H

#include "include/lamina_kernels.h"

namespace lamina {

/// Each takes for granted that there are windows and that every window holds an element.
void vector_max_pool(const lk_pool &pool, const float *x, float *y);
void vector_max_pool_gradient(const lk_pool &pool, const float *x, const float *dy, float *dx);
void vector_average_pool(const lk_pool &pool, const float *x, float *y);
void vector_average_pool_gradient(const lk_pool &pool, const float *dy, float *dx);

}  // namespace lamina

#endif

// Matrix products.
#include <cstring>

#include "lamina_kernels.h"
#include "lamina_onednn.h"

void lk_matmul(lk_dtype, bool transpose_a, bool transpose_b, int64_t batch, int64_t m, int64_t n,
               int64_t k, const void *a, const void *b, void *c) {
    if (batch == 0 || m == 0 || n == 0) return;
    if (k == 0) {
        std::memset(c, 0, sizeof(float) * batch * m * n);
        return;
    }
    for (int64_t i = 0; i < batch; ++i) {
        ldnn_sgemm(transpose_a, transpose_b, m, n, k, static_cast<const float *>(a) + i * m * k,
                   transpose_a ? m : k, static_cast<const float *>(b) + i * k * n,
                   transpose_b ? k : n, static_cast<float *>(c) + i * m * n, n);
    }
}

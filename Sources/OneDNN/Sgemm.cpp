// Matrix products through oneDNN's BLAS-like entry, which is row-major.
#include <cstdio>
#include <cstdlib>

#include <dnnl.h>

#include "SingleThread.h"
#include "lamina_onednn.h"

void ldnn_sgemm(bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k,
                const float *a, int64_t lda, const float *b, int64_t ldb, float *c, int64_t ldc) {
    lamina::SingleThread guard;
    const dnnl_status_t status =
        dnnl_sgemm(transpose_a ? 'T' : 'N', transpose_b ? 'T' : 'N', m, n, k, 1.0f, a, lda, b, ldb,
                   0.0f, c, ldc);
    if (status != dnnl_success) {
        std::fprintf(stderr, "dnnl_sgemm: status %d for m %lld, n %lld, k %lld\n", int(status),
                     (long long)m, (long long)n, (long long)k);
        std::abort();
    }
}

// Matrix products: the choice of a kernel by element type and shape.
#include <cstring>

#include "Conversion.h"
#include "ElementSize.h"
#include "FusedTail.h"
#include "MatmulBlocked.h"
#include "MatmulFloat32.h"
#include "MatmulNarrow.h"
#include "MatmulNarrowTile.h"
#include "MatmulPlain.h"
#include "Parallel.h"
#include "ScratchArray.h"
#include "lamina_kernels.h"

namespace lamina {
namespace {

void multiply_float32(const Product &p) {
    if (has_few_rows(p)) {
        multiply_few_rows(p);
    } else if (is_worth_packing(p)) {
        multiply_by_blocks(p);
    } else {
        multiply_by_tiles(p);
    }
}

/// Half types are storage: products and sums are float32, and each result is rounded once.
void multiply_half(lk_dtype dtype, Product p, const void *a, const void *b, void *c) {
    static thread_local Scratch memory;
    const int64_t a_count = p.batch * p.m * p.k, b_count = p.batch * p.k * p.n;
    const int64_t c_count = p.batch * p.m * p.n;
    float *wide = scratch_array<float>(memory, a_count + b_count + c_count);
    p.a = wide;
    p.b = wide + a_count;
    p.c = wide + a_count + b_count;
    convert(dtype, a, LK_FLOAT32, wide, a_count);
    convert(dtype, b, LK_FLOAT32, wide + a_count, b_count);
    multiply_float32(p);
    convert(LK_FLOAT32, p.c, dtype, c, c_count);
}

}  // namespace
}  // namespace lamina

bool lk_has_narrow_products(lk_dtype dtype) {
    switch (dtype) {
        case LK_BFLOAT16: return lamina::bfloat16_tiles() != nullptr;
        case LK_INT8: return lamina::int8_tiles() != nullptr;
        default: return false;
    }
}

void lk_matmul_narrow(lk_dtype dtype, bool transpose_a, bool transpose_b, int64_t m, int64_t n,
                      int64_t k, const void *a, const void *b, float *c) {
    lamina::multiply_narrow({dtype, transpose_a, transpose_b, m, n, k, a, b, c});
}

int64_t lk_matmul_packed_size(lk_dtype dtype, int64_t m, int64_t n, int64_t k) {
    if (lk_has_narrow_products(dtype)) return lamina::narrow_packed_size(dtype, n, k);
    const lamina::Product product = {false, false, 1, m, n, k, nullptr, nullptr, nullptr};
    const bool gains = dtype == LK_FLOAT32 && n > 0 && k > 0 && !lamina::has_few_rows(product);
    return gains ? lamina::packed_elements(n, k) * sizeof(float) : 0;
}

void lk_matmul_pack(lk_dtype dtype, bool transpose_b, int64_t n, int64_t k, const void *b,
                    void *packed) {
    if (dtype != LK_FLOAT32) return lamina::pack_narrow(dtype, transpose_b, n, k, b, packed);
    lamina::pack_panels(transpose_b, n, k, static_cast<const float *>(b),
                        static_cast<float *>(packed));
}

void lk_matmul_packed(lk_dtype dtype, int64_t m, int64_t n, int64_t k, const void *a,
                      const void *packed, float *c, const lk_tail *tail) {
    if (dtype != LK_FLOAT32) {
        return lamina::multiply_narrow_by_panels({dtype, false, false, m, n, k, a, packed, c},
                                                 lamina::FusedTail(tail));
    }
    lamina::multiply_by_panels({false, false, 1, m, n, k, static_cast<const float *>(a),
                                static_cast<const float *>(packed), c},
                               lamina::tile_set(), lamina::FusedTail(tail));
}

bool lk_matmul_packed_cuts_rows(lk_dtype dtype, int64_t m, int64_t n, int64_t k) {
    if (dtype != LK_FLOAT32) return lamina::narrow_cuts_rows(dtype, m, n, k);
    return lamina::cuts_rows({false, false, 1, m, n, k, nullptr, nullptr, nullptr},
                             lamina::tile_set());
}

void lk_matmul(lk_dtype dtype, bool transpose_a, bool transpose_b, int64_t batch, int64_t m,
               int64_t n, int64_t k, const void *a, const void *b, void *c) {
    if (batch == 0 || m == 0 || n == 0) return;
    if (k == 0) {
        std::memset(c, 0, lamina::element_size(dtype) * batch * m * n);
        return;
    }
    lamina::Product product = {transpose_a, transpose_b, batch, m, n, k, nullptr, nullptr, nullptr};
    switch (dtype) {
        case LK_FLOAT32:
            product.a = static_cast<const float *>(a);
            product.b = static_cast<const float *>(b);
            product.c = static_cast<float *>(c);
            return lamina::multiply_float32(product);
        case LK_BFLOAT16:
        case LK_FLOAT16: return lamina::multiply_half(dtype, product, a, b, c);
        default:
            return lamina::multiply_plain(
                dtype, {transpose_a, transpose_b, batch, m, n, k, a, b, c});
    }
}

// Pooling: the choice of a kernel by element type.
#include "Conversion.h"
#include "PoolingFloat32.h"
#include "PoolingPlain.h"
#include "PoolingWindows.h"
#include "ScratchArray.h"
#include "lamina_kernels.h"

namespace lamina {
namespace {

int64_t input_elements(const lk_pool &p) { return p.batch * p.height * p.width * p.channels; }
int64_t output_elements(const lk_pool &p) {
    return p.batch * p.out_height * p.out_width * p.channels;
}

bool is_half(lk_dtype dtype) { return dtype == LK_BFLOAT16 || dtype == LK_FLOAT16; }

/// The vector kernels take float32, and for granted that every window holds an element.
bool suits_vectors(const lk_pool &p, lk_dtype dtype) {
    return dtype == LK_FLOAT32 && pool_rows(p, 0).count() > 0 &&
           pool_rows(p, p.out_height - 1).count() > 0 && pool_columns(p, 0).count() > 0 &&
           pool_columns(p, p.out_width - 1).count() > 0;
}

struct Operand {
    const void *data;
    int64_t count;
};

/// For half types: `body(first, second, out)` on float32 copies; its result is rounded.
template <class Body>
void in_float32(lk_dtype dtype, Operand first, Operand second, void *out, int64_t out_count,
                Body body) {
    static thread_local Scratch memory;
    float *wide = scratch_array<float>(memory, first.count + second.count + out_count);
    convert(dtype, first.data, LK_FLOAT32, wide, first.count);
    convert(dtype, second.data, LK_FLOAT32, wide + first.count, second.count);
    float *result = wide + first.count + second.count;
    body(wide, wide + first.count, result);
    convert(LK_FLOAT32, result, dtype, out, out_count);
}

}  // namespace
}  // namespace lamina

void lk_max_pool(const lk_pool *pool, lk_dtype dtype, const void *x, void *y) {
    using namespace lamina;
    const int64_t in = input_elements(*pool), out = output_elements(*pool);
    if (out == 0) return;
    if (is_half(dtype)) {
        in_float32(dtype, {x, in}, {nullptr, 0}, y, out, [&](float *wide, float *, float *result) {
            lk_max_pool(pool, LK_FLOAT32, wide, result);
        });
    } else if (suits_vectors(*pool, dtype)) {
        vector_max_pool(*pool, static_cast<const float *>(x), static_cast<float *>(y));
    } else {
        plain_max_pool(*pool, dtype, x, y);
    }
}

void lk_max_pool_gradient(const lk_pool *pool, lk_dtype dtype, const void *x, const void *dy,
                          void *dx) {
    using namespace lamina;
    const int64_t in = input_elements(*pool), out = output_elements(*pool);
    if (in == 0) return;
    if (is_half(dtype)) {
        in_float32(dtype, {x, in}, {dy, out}, dx, in, [&](float *a, float *b, float *result) {
            lk_max_pool_gradient(pool, LK_FLOAT32, a, b, result);
        });
    } else if (out > 0 && suits_vectors(*pool, dtype)) {
        vector_max_pool_gradient(*pool, static_cast<const float *>(x),
                                 static_cast<const float *>(dy), static_cast<float *>(dx));
    } else {
        plain_max_pool_gradient(*pool, dtype, x, dy, dx);
    }
}

void lk_average_pool(const lk_pool *pool, lk_dtype dtype, const void *x, void *y) {
    using namespace lamina;
    const int64_t in = input_elements(*pool), out = output_elements(*pool);
    if (out == 0) return;
    if (is_half(dtype)) {
        in_float32(dtype, {x, in}, {nullptr, 0}, y, out, [&](float *wide, float *, float *result) {
            lk_average_pool(pool, LK_FLOAT32, wide, result);
        });
    } else if (suits_vectors(*pool, dtype)) {
        vector_average_pool(*pool, static_cast<const float *>(x), static_cast<float *>(y));
    } else {
        plain_average_pool(*pool, dtype, x, y);
    }
}

void lk_average_pool_gradient(const lk_pool *pool, lk_dtype dtype, const void *dy, void *dx) {
    using namespace lamina;
    const int64_t in = input_elements(*pool), out = output_elements(*pool);
    if (in == 0) return;
    if (is_half(dtype)) {
        in_float32(dtype, {dy, out}, {nullptr, 0}, dx, in, [&](float *a, float *, float *result) {
            lk_average_pool_gradient(pool, LK_FLOAT32, a, result);
        });
    } else if (out > 0 && suits_vectors(*pool, dtype)) {
        vector_average_pool_gradient(*pool, static_cast<const float *>(dy),
                                     static_cast<float *>(dx));
    } else {
        plain_average_pool_gradient(*pool, dtype, dy, dx);
    }
}

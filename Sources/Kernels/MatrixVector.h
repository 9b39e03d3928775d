// The two inner loops of products with few rows; see MatrixVector.cpp for the cutting.
#ifndef LAMINA_MATRIX_VECTOR_H
#define LAMINA_MATRIX_VECTOR_H

#include <cstdint>

namespace lamina {

/// The most rows of a that one pass over b serves.
constexpr int64_t few_rows = 4;

struct MatrixVectorKernels {
    /// out[i * out_step + j] = sum over p of a[i * a_step + p] * b[p * b_step + j], for i in
    /// 0..<rows, j in 0..<columns, p in 0..<depth, in order of p. depth is at least 1.
    void (*add_rows)(const float *a, int64_t a_step, int64_t rows, const float *b, int64_t b_step,
                     int64_t depth, int64_t columns, float *out, int64_t out_step);
    /// out[i * out_step + j] = sum over p of a[i * a_step + p] * b[j * b_step + p].
    void (*dot_rows)(const float *a, int64_t a_step, int64_t rows, const float *b, int64_t b_step,
                     int64_t depth, int64_t columns, float *out, int64_t out_step);
};

/// Chosen once for this machine.
const MatrixVectorKernels &matrix_vector_kernels();

}  // namespace lamina

#endif

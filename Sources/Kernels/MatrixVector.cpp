// Products of a few rows, or of a single column: bound by memory, so the large operand is read
// once, in its own order, in pieces fixed by the shape.
#include "MatrixVector.h"

#include <algorithm>

#include "MatmulFloat32.h"
#include "Parallel.h"
#include "Parts.h"
#include "ScratchArray.h"

namespace lamina {
namespace {

// 128 kB of the large operand to a piece: two microseconds from the second-level cache.
constexpr int64_t piece_elements = int64_t(1) << 15;
constexpr int64_t most_depth_pieces = 16;
// Rows of b to a piece, at least: adding up the pieces' sums is little beside them.
constexpr int64_t least_depth = 32;
// Rows of b at least this long are cut themselves, so no partial sums need to be combined.
constexpr int64_t long_row = 2048, long_row_piece = 1024;
// A dot product longer than this is summed in chunks of it.
constexpr int64_t chunk_depth = int64_t(1) << 15;

/// out [rows, columns] = the sum of `count` partial results that follow each other, in their order.
void combine(const float *partials, int64_t count, int64_t elements, float *out) {
    // A product with a row of ones, which multiply without rounding.
    static thread_local Scratch memory;
    float *ones = scratch_array<float>(memory, count);
    std::fill_n(ones, count, 1.0f);
    matrix_vector_kernels().add_rows(ones, 0, 1, partials, elements, count, elements, out, 0);
}

/// c [m, n] = a [m, k] * b [k, n].
void multiply_by_rows(int64_t m, int64_t n, int64_t k, const float *a, const float *b, float *c) {
    const MatrixVectorKernels &kernels = matrix_vector_kernels();
    if (n >= long_row) {
        parallel_pieces(n, long_row_piece, [&](int64_t j0, int64_t j1) {
            kernels.add_rows(a, k, m, b + j0, n, k, j1 - j0, c + j0, n);
        });
        return;
    }
    const int64_t most_pieces = std::clamp<int64_t>(k / least_depth, 1, most_depth_pieces);
    const int64_t pieces = std::clamp<int64_t>(k * n / piece_elements, 1, most_pieces);
    const int64_t depth = ceil_div(k, pieces);
    if (depth == k) {
        kernels.add_rows(a, k, m, b, n, k, n, c, n);
        return;
    }
    static thread_local Scratch memory;
    float *partials = scratch_array<float>(memory, ceil_div(k, depth) * m * n);
    parallel_pieces(k, depth, [&](int64_t p0, int64_t p1) {
        kernels.add_rows(a + p0, k, m, b + p0 * n, n, p1 - p0, n, partials + p0 / depth * m * n, n);
    });
    combine(partials, ceil_div(k, depth), m * n, c);
}

/// c [m, n] = a [m, k] * b [n, k] transposed.
void multiply_by_dots(int64_t m, int64_t n, int64_t k, const float *a, const float *b, float *c) {
    const MatrixVectorKernels &kernels = matrix_vector_kernels();
    if (n < most_depth_pieces && k > chunk_depth) {
        static thread_local Scratch memory;
        const int64_t chunks = ceil_div(k, chunk_depth);
        float *partials = scratch_array<float>(memory, chunks * m * n);
        parallel_pieces(k, chunk_depth, [&](int64_t p0, int64_t p1) {
            kernels.dot_rows(a + p0, k, m, b + p0, k, p1 - p0, n,
                             partials + p0 / chunk_depth * m * n, n);
        });
        combine(partials, chunks, m * n, c);
        return;
    }
    const int64_t columns = std::max<int64_t>(8, piece_elements / k / 8 * 8);
    parallel_pieces(n, columns, [&](int64_t j0, int64_t j1) {
        kernels.dot_rows(a, k, m, b + j0 * k, k, k, j1 - j0, c + j0, n);
    });
}

void multiply_one(const Product &p) {
    if (p.m > few_rows) {  // one column: c and b are vectors, and a is the large operand
        if (p.transpose_a) {
            multiply_by_rows(1, p.m, p.k, p.b, p.a, p.c);
        } else {
            multiply_by_dots(1, p.m, p.k, p.b, p.a, p.c);
        }
        return;
    }
    const float *a = p.a;
    if (p.transpose_a && p.m > 1) {
        static thread_local Scratch memory;
        float *rows = scratch_array<float>(memory, p.m * p.k);
        for (int64_t l = 0; l < p.k; ++l) {
            for (int64_t i = 0; i < p.m; ++i) rows[i * p.k + l] = a[l * p.m + i];
        }
        a = rows;
    }
    if (p.transpose_b) {
        multiply_by_dots(p.m, p.n, p.k, a, p.b, p.c);
    } else {
        multiply_by_rows(p.m, p.n, p.k, a, p.b, p.c);
    }
}

}  // namespace

bool has_few_rows(const Product &p) { return p.m <= few_rows || p.n == 1; }

void multiply_few_rows(const Product &product) {
    // Inside a piece, the product's own loops run on that piece's thread.
    const int64_t elements = product.k * std::max(product.m, product.n);
    const int64_t grain = std::max<int64_t>(1, piece_elements / elements);
    if (product.batch == 1) {
        multiply_one(product);
        return;
    }
    parallel_pieces(product.batch, grain, [&](int64_t first, int64_t last) {
        for (int64_t i = first; i < last; ++i) multiply_one(product.at(i));
    });
}

}  // namespace lamina

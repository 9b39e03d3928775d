#include "MatrixVector.h"
#include "Targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "MatrixVectorKernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace lamina {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Floats = hn::ScalableTag<float>;
using V = hn::Vec<Floats>;

template <int rows, int depth, bool first>
void add_block(const float *a, int64_t a_step, const float *b, int64_t b_step, int64_t columns,
               float *out, int64_t out_step) {
    const Floats d;
    const int64_t lanes = hn::Lanes(d);
    V factors[rows][depth];
#pragma unroll
    for (int i = 0; i < rows; ++i) {
#pragma unroll
        for (int p = 0; p < depth; ++p) factors[i][p] = hn::Set(d, a[i * a_step + p]);
    }
    const auto step = [&](int64_t j, auto load, auto store) HWY_ATTR {
        V sums[rows];
#pragma unroll
        for (int i = 0; i < rows; ++i) sums[i] = first ? hn::Zero(d) : load(out + i * out_step + j);
#pragma unroll
        for (int p = 0; p < depth; ++p) {
            const V x = load(b + p * b_step + j);
#pragma unroll
            for (int i = 0; i < rows; ++i) sums[i] = hn::MulAdd(factors[i][p], x, sums[i]);
        }
#pragma unroll
        for (int i = 0; i < rows; ++i) store(sums[i], out + i * out_step + j);
    };
    const int64_t whole = columns / lanes * lanes;
    for (int64_t j = 0; j < whole; j += lanes) {
        step(j, [&](const float *x) HWY_ATTR { return hn::LoadU(d, x); },
             [&](V x, float *to) HWY_ATTR { hn::StoreU(x, d, to); });
    }
    if (whole < columns) {
        const auto mask = hn::FirstN(d, columns - whole);
        step(whole, [&](const float *x) HWY_ATTR { return hn::MaskedLoad(mask, d, x); },
             [&](V x, float *to) HWY_ATTR { hn::BlendedStore(x, mask, d, to); });
    }
}

template <int rows>
void add_rows_of(const float *a, int64_t a_step, const float *b, int64_t b_step, int64_t depth,
                 int64_t columns, float *out, int64_t out_step) {
    // Several rows of b at a time: the sums in the first-level cache are read and written once for
    // all of them. Their factors and the sums share the registers.
    constexpr int block = rows <= 2 ? 8 : 4;
    add_block<rows, 1, true>(a, a_step, b, b_step, columns, out, out_step);
    int64_t p = 1;
    for (; p + block <= depth; p += block) {
        add_block<rows, block, false>(a + p, a_step, b + p * b_step, b_step, columns, out,
                                      out_step);
    }
    for (; p < depth; ++p) {
        add_block<rows, 1, false>(a + p, a_step, b + p * b_step, b_step, columns, out, out_step);
    }
}

// A block of rows of b against all rows of a: sums enough that their additions overlap.
template <int rows, int columns>
void dot_block(const float *a, int64_t a_step, const float *b, int64_t b_step, int64_t depth,
               float *out, int64_t out_step) {
    const Floats d;
    const int64_t lanes = hn::Lanes(d);
    V sums[rows][columns];
#pragma unroll
    for (int i = 0; i < rows; ++i) {
#pragma unroll
        for (int j = 0; j < columns; ++j) sums[i][j] = hn::Zero(d);
    }
    const auto step = [&](auto load) HWY_ATTR {
        V x[rows];
#pragma unroll
        for (int i = 0; i < rows; ++i) x[i] = load(a + i * a_step);
#pragma unroll
        for (int j = 0; j < columns; ++j) {
            const V y = load(b + j * b_step);
#pragma unroll
            for (int i = 0; i < rows; ++i) sums[i][j] = hn::MulAdd(x[i], y, sums[i][j]);
        }
    };
    const int64_t whole = depth / lanes * lanes;
    for (int64_t p = 0; p < whole; p += lanes) {
        step([&](const float *x) HWY_ATTR { return hn::LoadU(d, x + p); });
    }
    if (whole < depth) {
        const auto mask = hn::FirstN(d, depth - whole);
        step([&](const float *x) HWY_ATTR { return hn::MaskedLoad(mask, d, x + whole); });
    }
#pragma unroll
    for (int i = 0; i < rows; ++i) {
#pragma unroll
        for (int j = 0; j < columns; ++j) {
            out[i * out_step + j] = hn::GetLane(hn::SumOfLanes(d, sums[i][j]));
        }
    }
}

template <int rows>
void dot_rows_of(const float *a, int64_t a_step, const float *b, int64_t b_step, int64_t depth,
                 int64_t columns, float *out, int64_t out_step) {
    constexpr int block = rows == 1 ? 8 : 4;
    int64_t j = 0;
    for (; j + block <= columns; j += block) {
        dot_block<rows, block>(a, a_step, b + j * b_step, b_step, depth, out + j, out_step);
    }
    for (; j < columns; ++j) {
        dot_block<rows, 1>(a, a_step, b + j * b_step, b_step, depth, out + j, out_step);
    }
}

void add_rows(const float *a, int64_t a_step, int64_t rows, const float *b, int64_t b_step,
              int64_t depth, int64_t columns, float *out, int64_t out_step) {
    const auto run = rows == 1   ? add_rows_of<1>
                     : rows == 2 ? add_rows_of<2>
                     : rows == 3 ? add_rows_of<3>
                                 : add_rows_of<4>;
    run(a, a_step, b, b_step, depth, columns, out, out_step);
}

void dot_rows(const float *a, int64_t a_step, int64_t rows, const float *b, int64_t b_step,
              int64_t depth, int64_t columns, float *out, int64_t out_step) {
    const auto run = rows == 1   ? dot_rows_of<1>
                     : rows == 2 ? dot_rows_of<2>
                     : rows == 3 ? dot_rows_of<3>
                                 : dot_rows_of<4>;
    run(a, a_step, b, b_step, depth, columns, out, out_step);
}

MatrixVectorKernels make_matrix_vector() { return {add_rows, dot_rows}; }

}  // namespace HWY_NAMESPACE
}  // namespace lamina
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lamina {

HWY_EXPORT(make_matrix_vector);

const MatrixVectorKernels &matrix_vector_kernels() {
    static const MatrixVectorKernels kernels = HWY_DYNAMIC_DISPATCH(make_matrix_vector)();
    return kernels;
}

}  // namespace lamina
#endif

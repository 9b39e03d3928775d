#include "MatrixVector.h"

#include <algorithm>
#include <array>
#include <utility>

#include "Parts.h"
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

// 32 registers hold 24 sums, a vector of b and one factor per row of a; 16 registers hold 12 sums.
constexpr int most_sums = HWY_TARGET <= HWY_AVX3 ? 24 : 12;
// Of one row, half of them: 768 bytes of a row of b in a run are as fast as 1536.
template <int rows>
constexpr int most_vectors = most_sums / rows < 12 ? most_sums / rows : 12;

// A strip of columns, whose sums stay in registers over the whole depth: b is read once, in runs, and nothing
// else is read or written beside it.
template <int rows, int vectors>
void add_strip(const float *a, int64_t a_step, const float *b, int64_t b_step, int64_t depth,
               int64_t columns, float *out, int64_t out_step) {
    const Floats d;
    constexpr int whole = vectors - 1;
    const int64_t lanes = hn::Lanes(d);
    const auto last = hn::FirstN(d, columns - whole * lanes);
    V sums[rows][vectors];
#pragma unroll
    for (int i = 0; i < rows; ++i) {
#pragma unroll
        for (int v = 0; v < vectors; ++v) sums[i][v] = hn::Zero(d);
    }
    for (int64_t p = 0; p < depth; ++p, b += b_step) {
        V factors[rows];
#pragma unroll
        for (int i = 0; i < rows; ++i) factors[i] = hn::Set(d, a[i * a_step + p]);
#pragma unroll
        for (int v = 0; v < vectors; ++v) {
            const V x = v < whole ? hn::LoadU(d, b + v * lanes) : hn::MaskedLoad(last, d, b + v * lanes);
#pragma unroll
            for (int i = 0; i < rows; ++i) sums[i][v] = hn::MulAdd(factors[i], x, sums[i][v]);
        }
    }
#pragma unroll
    for (int i = 0; i < rows; ++i) {
        float *const to = out + i * out_step;
#pragma unroll
        for (int v = 0; v < whole; ++v) hn::StoreU(sums[i][v], d, to + v * lanes);
        hn::BlendedStore(sums[i][whole], last, d, to + whole * lanes);
    }
}

using AddStrip = decltype(&add_strip<1, 1>);

template <int rows, int... v>
constexpr std::array<AddStrip, sizeof...(v)> strips_of(std::integer_sequence<int, v...>) {
    return {add_strip<rows, v + 1>...};
}

template <int rows>
void add_rows_of(const float *a, int64_t a_step, const float *b, int64_t b_step, int64_t depth,
                 int64_t columns, float *out, int64_t out_step) {
    constexpr int most = most_vectors<rows>;
    static constexpr auto run = strips_of<rows>(std::make_integer_sequence<int, most>());
    const int64_t lanes = hn::Lanes(Floats());
    int64_t vectors = ceil_div(columns, lanes);
    // Strips of nearly equal width: a narrow one would wait for its own additions.
    for (int64_t strips = (vectors + most - 1) / most; strips > 0; --strips) {
        const int64_t width = ceil_div(vectors, strips);
        run[width - 1](a, a_step, b, b_step, depth, std::min(columns, width * lanes), out, out_step);
        vectors -= width;
        columns -= width * lanes;
        b += width * lanes;
        out += width * lanes;
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

#include "WinogradTransforms.h"

#include "Targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "WinogradTransforms.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace lamina {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Floats = hn::CappedTag<float, winograd_block>;
using V = hn::Vec<Floats>;

template <int count, class T>
HWY_INLINE void load_column(const ImageRows<count, T> &in, int64_t column, int64_t lane, V (&x)[count]) {
    const Floats d;
    const bool is_inside = column >= 0 && column < in.width;
#pragma unroll
    for (int i = 0; i < count; ++i) {
        x[i] = is_inside ? hn::LoadU(d, in.rows[i] + column * in.steps[i] + lane) : hn::Zero(d);
    }
}

/// Bᵀ x
HWY_INLINE void spread(const V (&x)[4], V (&y)[4]) {
    y[0] = hn::Sub(x[0], x[2]);
    y[1] = hn::Add(x[1], x[2]);
    y[2] = hn::Sub(x[2], x[1]);
    y[3] = hn::Sub(x[1], x[3]);
}

/// Aᵀ x
HWY_INLINE void gather(const V (&x)[4], V (&y)[2]) {
    y[0] = hn::Add(hn::Add(x[0], x[1]), x[2]);
    y[1] = hn::Sub(hn::Sub(x[1], x[2]), x[3]);
}

/// A x
HWY_INLINE void spread_gradient(const V (&x)[2], V (&y)[4]) {
    y[0] = x[0];
    y[1] = hn::Add(x[0], x[1]);
    y[2] = hn::Sub(x[0], x[1]);
    y[3] = hn::Neg(x[1]);
}

/// G x
HWY_INLINE void spread_filter(const V (&x)[3], V (&y)[4]) {
    const V half = hn::Set(Floats(), 0.5f);
    const V outer = hn::Mul(half, hn::Add(x[0], x[2])), middle = hn::Mul(half, x[1]);
    y[0] = x[0];
    y[1] = hn::Add(outer, middle);
    y[2] = hn::Sub(outer, middle);
    y[3] = x[2];
}

/// Gᵀ x
HWY_INLINE void gather_filter(const V (&x)[4], V (&y)[3]) {
    const V half = hn::Set(Floats(), 0.5f);
    const V sum = hn::Mul(half, hn::Add(x[1], x[2]));
    y[0] = hn::Add(x[0], sum);
    y[1] = hn::Mul(half, hn::Sub(x[1], x[2]));
    y[2] = hn::Add(sum, x[3]);
}

/// Row i of the four by four points of a tile.
HWY_INLINE void store_row(const V (&x)[4], float *to, int64_t point_step, int i) {
#pragma unroll
    for (int j = 0; j < 4; ++j) hn::StoreU(x[j], Floats(), to + (4 * i + j) * point_step);
}

void input(const ImageRows<4, const float> &in, int64_t first, int64_t tiles, Points out) {
    const Floats d;
    for (int64_t lane = 0; lane < winograd_block; lane += hn::Lanes(d)) {
        // Columns of neighbouring tiles overlap by two, so each is loaded and mapped down once.
        V columns[4][4], x[4];
        load_column(in, first, lane, x);
        spread(x, columns[0]);
        load_column(in, first + 1, lane, x);
        spread(x, columns[1]);
        float *to = out.values + lane;
        for (int64_t tile = 0; tile < tiles; ++tile, to += out.tile_step) {
            load_column(in, first + 2 * tile + 2, lane, x);
            spread(x, columns[2]);
            load_column(in, first + 2 * tile + 3, lane, x);
            spread(x, columns[3]);
#pragma unroll
            for (int i = 0; i < 4; ++i) {
                V row[4];
                spread({columns[0][i], columns[1][i], columns[2][i], columns[3][i]}, row);
                store_row(row, to, out.point_step, i);
                columns[0][i] = columns[2][i];
                columns[1][i] = columns[3][i];
            }
        }
    }
}

void output(Points in, int64_t tiles, const ImageRows<2, float> &out) {
    const Floats d;
    for (int64_t lane = 0; lane < winograd_block; lane += hn::Lanes(d)) {
        for (int64_t tile = 0; tile < tiles; ++tile) {
            const float *from = in.values + tile * in.tile_step + lane;
            V columns[4][2];
#pragma unroll
            for (int j = 0; j < 4; ++j) {
                V x[4];
#pragma unroll
                for (int i = 0; i < 4; ++i) x[i] = hn::LoadU(d, from + (4 * i + j) * in.point_step);
                gather(x, columns[j]);
            }
#pragma unroll
            for (int i = 0; i < 2; ++i) {
                if (out.steps[i] == 0) continue;
                V y[2];
                gather({columns[0][i], columns[1][i], columns[2][i], columns[3][i]}, y);
                float *to = out.rows[i] + 2 * tile * out.steps[i] + lane;
                hn::StoreU(y[0], d, to);
                if (2 * tile + 1 < out.width) hn::StoreU(y[1], d, to + out.steps[i]);
            }
        }
    }
}

void output_gradient(const ImageRows<2, const float> &in, int64_t tiles, Points out) {
    const Floats d;
    for (int64_t lane = 0; lane < winograd_block; lane += hn::Lanes(d)) {
        float *to = out.values + lane;
        for (int64_t tile = 0; tile < tiles; ++tile, to += out.tile_step) {
            V x[2], columns[2][4];
#pragma unroll
            for (int j = 0; j < 2; ++j) {
                load_column(in, 2 * tile + j, lane, x);
                spread_gradient(x, columns[j]);
            }
#pragma unroll
            for (int i = 0; i < 4; ++i) {
                V row[4];
                spread_gradient({columns[0][i], columns[1][i]}, row);
                store_row(row, to, out.point_step, i);
            }
        }
    }
}

void filter(const float *const *taps, int64_t tap_step, int64_t rows, Points out) {
    const Floats d;
    for (int64_t row = 0; row < rows; ++row) {
        for (int64_t lane = 0; lane < winograd_block; lane += hn::Lanes(d)) {
            V columns[3][4];
#pragma unroll
            for (int j = 0; j < 3; ++j) {
                V x[3];
#pragma unroll
                for (int i = 0; i < 3; ++i) x[i] = hn::LoadU(d, taps[3 * i + j] + row * tap_step + lane);
                spread_filter(x, columns[j]);
            }
#pragma unroll
            for (int i = 0; i < 4; ++i) {
                V points[4];
                spread_filter({columns[0][i], columns[1][i], columns[2][i]}, points);
                store_row(points, out.values + row * out.tile_step + lane, out.point_step, i);
            }
        }
    }
}

void filter_gradient(Points in, int64_t rows, float *const *taps, int64_t tap_step) {
    const Floats d;
    for (int64_t row = 0; row < rows; ++row) {
        for (int64_t lane = 0; lane < winograd_block; lane += hn::Lanes(d)) {
            const float *from = in.values + row * in.tile_step + lane;
            V columns[4][3];
#pragma unroll
            for (int j = 0; j < 4; ++j) {
                V x[4];
#pragma unroll
                for (int i = 0; i < 4; ++i) x[i] = hn::LoadU(d, from + (4 * i + j) * in.point_step);
                gather_filter(x, columns[j]);
            }
#pragma unroll
            for (int i = 0; i < 3; ++i) {
                V y[3];
                gather_filter({columns[0][i], columns[1][i], columns[2][i], columns[3][i]}, y);
#pragma unroll
                for (int j = 0; j < 3; ++j) {
                    hn::StoreU(y[j], d, taps[3 * i + j] + row * tap_step + lane);
                }
            }
        }
    }
}

WinogradTransforms make_winograd() {
    return {input, output, output_gradient, filter, filter_gradient};
}

}  // namespace HWY_NAMESPACE
}  // namespace lamina
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lamina {

HWY_EXPORT(make_winograd);

const WinogradTransforms &winograd_transforms() {
    static const WinogradTransforms transforms = HWY_DYNAMIC_DISPATCH(make_winograd)();
    return transforms;
}

}  // namespace lamina
#endif

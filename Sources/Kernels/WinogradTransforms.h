// The linear maps of F(2x2, 3x3) around its sixteen products; see Winograd.cpp.
#ifndef LAMINA_WINOGRAD_TRANSFORMS_H
#define LAMINA_WINOGRAD_TRANSFORMS_H

#include <cstdint>

namespace lamina {

/// Channels that are transformed together.
constexpr int64_t winograd_block = 16;

/// Rows of an image under one row of tiles, at the channels of a block. `rows[i]` points at column 0; a row
/// outside of the image points at zeros, with a step of 0 from column to column.
template <int count, class T>
struct ImageRows {
    T *rows[count];
    int64_t steps[count];
    int64_t width;  // columns outside 0..<width are zero to read and not written
};

/// Where number t of the sixteen values of a tile lies: t * point_step + tile * tile_step, a vector of channels.
struct Points {
    float *values;
    int64_t point_step, tile_step;
};

/// Each maps one block of channels for a row of `tiles` tiles, 2 columns of the result apart.
struct WinogradTransforms {
    /// Points = Bᵀ d B of the 4 x 4 inputs of each tile; the first one begins at column `first`.
    void (*input)(const ImageRows<4, const float> &in, int64_t first, int64_t tiles, Points out);
    /// y = Aᵀ m A, 2 x 2 results of each tile.
    void (*output)(Points in, int64_t tiles, const ImageRows<2, float> &out);
    /// Points = A dy Aᵀ.
    void (*output_gradient)(const ImageRows<2, const float> &in, int64_t tiles, Points out);
    /// Points = G g Gᵀ; tap (i, j) is at taps[3 * i + j], and "tiles" are the filter's rows, `tap_step` apart.
    void (*filter)(const float *const *taps, int64_t tap_step, int64_t rows, Points out);
    /// dg = Gᵀ u G.
    void (*filter_gradient)(Points in, int64_t rows, float *const *taps, int64_t tap_step);
};

/// Chosen once for this machine.
const WinogradTransforms &winograd_transforms();

}  // namespace lamina

#endif

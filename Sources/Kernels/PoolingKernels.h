// The inner loops of pooling in float32; see Pooling.cpp for the windows.
#ifndef LAMINA_POOLING_KERNELS_H
#define LAMINA_POOLING_KERNELS_H

#include <cstdint>

namespace lamina {

/// One row of windows: the rows of the input that they cover, clipped to the image, and for each
/// window its first column and the one behind its last.
struct WindowRow {
    const float *const *rows;
    int64_t row_count;
    const int64_t *begins, *ends;
    int64_t windows, width, channels;
};

struct PoolingKernels {
    /// out[q, j] = the maximum of a window; `rows_combined` is room for width * channels.
    void (*max)(const WindowRow &row, float *rows_combined, float *out);
    /// out[q, j] = the sum of a window / divisors[q].
    void (*average)(const WindowRow &row, const float *divisors, float *rows_combined, float *out);
    /// out[q, j] = in[q, j] / divisors[q], for `windows` rows of `channels`.
    void (*divide)(const float *in, const float *divisors, int64_t windows, int64_t channels,
                   float *out);
    /// out[q, j] = the place of the maximum, as row * width + column with the first row at
    /// `first_row`; the first of equals, row by row.
    void (*place_of_max)(const WindowRow &row, int64_t first_row, int32_t *out);
    /// to[i, j] = sum over row in 0..<row_count and t in starts[i]..<starts[i + 1] of
    /// dy[row][offsets[t] + j] where places[row][offsets[t] + j] is first_place + i.
    void (*gather_placed)(const int32_t *const *places, const float *const *dy, int64_t row_count,
                          const int64_t *starts, const int64_t *offsets, int64_t count,
                          int64_t channels, int32_t first_place, float *to);
};

/// Chosen once for this machine.
const PoolingKernels &pooling_kernels();

}  // namespace lamina

#endif

// Convolutions of 3 x 3 in float32 with 2.25 times fewer multiplications; see Winograd.cpp.
#ifndef LAMINA_WINOGRAD_H
#define LAMINA_WINOGRAD_H

#include "include/lamina_kernels.h"

namespace lamina {

class FusedTail;

/// Whether a convolution can be computed this way.
bool has_winograd(const lk_conv &conv);
/// Whether this way is the shorter one for a convolution that has it, by the shape alone.
bool prefers_winograd(const lk_conv &conv);

void winograd_forward(const lk_conv &conv, const float *x, const float *w, float *y, const FusedTail &tail);

/// Floats of a filter as its points, which serve many calls.
int64_t winograd_filter_elements(const lk_conv &conv);
void winograd_pack(const lk_conv &conv, const float *w, float *filter_points);
void winograd_forward_packed(const lk_conv &conv, const float *x, const float *filter_points, float *y,
                             const FusedTail &tail);

/// The gradient of the input is a convolution of this kind unless the padding is wider than the filter.
bool winograd_has_input_gradient(const lk_conv &conv);
void winograd_input_gradient(const lk_conv &conv, const float *dy, const float *w, float *dx);

void winograd_filter_gradient(const lk_conv &conv, const float *x, const float *dy, float *dw);

}  // namespace lamina

#endif

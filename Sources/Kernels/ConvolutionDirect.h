// Convolutions by register tiles on the images as they lie; see ConvolutionDirect.cpp.
#ifndef LAMINA_CONVOLUTION_DIRECT_H
#define LAMINA_CONVOLUTION_DIRECT_H

#include "include/lamina_kernels.h"

namespace lamina {

/// Each runs on the calling thread alone, for any shape without an empty axis.
void direct_forward(const lk_conv &conv, const float *x, const float *w, float *y);
/// Rows first..<last of the gradient `dx` of one image; the batch in `conv` is ignored. `turned`
/// are the weights as `turn_weights` gives them.
void direct_input_gradient(const lk_conv &conv, const float *dy, const float *turned, int64_t first,
                           int64_t last, float *dx);
void direct_filter_gradient(const lk_conv &conv, const float *x, const float *dy, float *dw);

/// Weights [kernel_h, kernel_w, channels / groups, out_channels] to
/// [out_channels, kernel_h, kernel_w, channels / groups].
void turn_weights(const lk_conv &conv, const float *w, float *turned);

}  // namespace lamina

#endif

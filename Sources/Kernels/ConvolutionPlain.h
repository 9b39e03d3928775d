// Convolutions by plain loops; see ConvolutionPlain.cpp.
#ifndef LAMINA_CONVOLUTION_PLAIN_H
#define LAMINA_CONVOLUTION_PLAIN_H

#include "include/lamina_kernels.h"

namespace lamina {

/// float64, for checks of gradients; in pieces on the pool.
void plain_forward(const lk_conv &conv, const double *x, const double *w, double *y);
void plain_input_gradient(const lk_conv &conv, const double *dy, const double *w, double *dx);
void plain_filter_gradient(const lk_conv &conv, const double *x, const double *dy, double *dw);

}  // namespace lamina

#endif

// oneDNN behind a C face: the only module that sees dnnl.h. Every call runs on the calling thread
// alone (OpenMP is held at one thread); the kernels cut problems into pieces and call in parallel.
// Primitives and packed weights' descriptions are cached by their description.
#ifndef LAMINA_ONEDNN_H
#define LAMINA_ONEDNN_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// c [m, n] = a * b in float32, row-major with leading dimensions in elements.
void ldnn_sgemm(bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k,
                const float *a, int64_t lda, const float *b, int64_t ldb, float *c, int64_t ldc);

// Convolution in NHWC; the fields are those of lk_conv in lamina_kernels.h.
typedef struct {
    int64_t batch, height, width, channels, out_height, out_width, out_channels, kernel_h, kernel_w,
        stride_h, stride_w, dilation_h, dilation_w, pad_top, pad_left, groups;
} ldnn_conv;

void ldnn_conv_forward(const ldnn_conv *conv, const float *x, const float *w, float *y);
void ldnn_conv_input_gradient(const ldnn_conv *conv, const float *dy, const float *w, float *dx);
void ldnn_conv_filter_gradient(const ldnn_conv *conv, const float *x, const float *dy, float *dw);

#ifdef __cplusplus
}
#endif

#endif

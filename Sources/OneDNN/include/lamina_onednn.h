// oneDNN behind a C face: the only module that sees dnnl.h. Every call runs on the calling thread
// alone (OpenMP is held at one thread); the kernels cut problems into pieces and call in parallel.
// Primitives are cached by their description, for each thread.
#ifndef LAMINA_ONEDNN_H
#define LAMINA_ONEDNN_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// float32 convolution in NHWC with weights in HWIO; the fields are those of lk_conv in
// lamina_kernels.h. Sizes must not be zero.
typedef struct {
    int64_t batch, height, width, channels, out_height, out_width, out_channels, kernel_h, kernel_w,
        stride_h, stride_w, dilation_h, dilation_w, pad_top, pad_left, groups;
} ldnn_conv;

// oneDNN wants the weights in an order of its own, the packed one. `call` numbers the whole problem to which this
// piece belongs: while a thread sees the same number again, it keeps the weights that it reordered.
void ldnn_conv_forward(const ldnn_conv *conv, uint64_t call, const float *x, const float *w,
                       float *y);
// The packed weights' size in bytes; 0 where the forward pass takes the weights as they are.
int64_t ldnn_conv_packed_size(const ldnn_conv *conv);
// Whether the same packed weights serve both; both have some.
bool ldnn_conv_packs_alike(const ldnn_conv *a, const ldnn_conv *b);
void ldnn_conv_pack(const ldnn_conv *conv, const float *w, void *packed);
void ldnn_conv_forward_packed(const ldnn_conv *conv, const float *x, const void *packed, float *y);
void ldnn_conv_input_gradient(const ldnn_conv *conv, uint64_t call, const float *dy, const float *w,
                              float *dx);
void ldnn_conv_filter_gradient(const ldnn_conv *conv, const float *x, const float *dy, float *dw);

#ifdef __cplusplus
}
#endif

#endif

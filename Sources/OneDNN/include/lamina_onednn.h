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

// What is multiplied: float32, bfloat16 or int8. Sums and results are float32, of int8 exact up to int32.
// int8 has no gradients.
typedef enum { LDNN_FLOAT32 = 0, LDNN_BFLOAT16, LDNN_INT8 } ldnn_type;

// Whether oneDNN has code for the type on this processor, beside its plain loops.
bool ldnn_has(ldnn_type type);

// Convolution in NHWC with weights in HWIO; the fields are those of lk_conv in lamina_kernels.h, and the
// type as a number. Sizes must not be zero.
typedef struct {
    int64_t batch, height, width, channels, out_height, out_width, out_channels, kernel_h, kernel_w,
        stride_h, stride_w, dilation_h, dilation_w, pad_top, pad_left, groups, type;
} ldnn_conv;

// oneDNN wants the weights in an order of its own, the packed one. `call` numbers the whole problem to which this
// piece belongs: while a thread sees the same number again, it keeps the weights that it reordered.
void ldnn_conv_forward(const ldnn_conv *conv, uint64_t call, const void *x, const void *w,
                       float *y);
// The packed weights' size in bytes; 0 where the forward pass takes the weights as they are.
int64_t ldnn_conv_packed_size(const ldnn_conv *conv);
// Whether the same packed weights serve both; both have some.
bool ldnn_conv_packs_alike(const ldnn_conv *a, const ldnn_conv *b);
void ldnn_conv_pack(const ldnn_conv *conv, const void *w, void *packed);
void ldnn_conv_forward_packed(const ldnn_conv *conv, const void *x, const void *packed, float *y);
void ldnn_conv_input_gradient(const ldnn_conv *conv, uint64_t call, const void *dy, const void *w,
                              float *dx);
void ldnn_conv_filter_gradient(const ldnn_conv *conv, const void *x, const void *dy, float *dw);

#ifdef __cplusplus
}
#endif

#endif

// Scaled dot-product attention without the matrix of scores.
#ifndef LAMINA_ATTENTION_H
#define LAMINA_ATTENTION_H

#include "lamina_kernels.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum : uint8_t {
    LK_MASK_NONE = 0,
    LK_MASK_BOOL,   // bytes: 0 leaves the key out
    LK_MASK_ADDED,  // numbers of the operands' type, added to the scores
} lk_mask;

// Contiguous tensors: query [batch, queries, heads, head_size], key [batch, keys, key_heads,
// head_size], value [batch, keys, key_heads, value_size]; each key head serves heads / key_heads
// neighbouring heads.
typedef struct {
    int64_t batch, queries, keys, heads, key_heads, head_size, value_size;
    double scale;  // of the scores
    bool causal;   // query i sees the keys 0...i
    lk_mask mask;
    int64_t mask_strides[4];  // in elements, over batch, heads, queries, keys
    double dropout;           // the part of the weights that becomes 0; the rest grows
} lk_attention;

// out [batch, queries, heads, value_size] = softmax(query key^T * scale + mask) value, and the
// logarithm of each softmax's sum of powers, log_sums [batch, heads, queries]. float32 or float64.
// A query that sees no key gives zeros and -infinity. `seed` holds the random key of dropout: the
// weight of (batch, head, query, key) drops out by the bits that lk_philox gives at its place in
// row-major order.
void lk_attention_forward(const lk_attention *attention, lk_dtype dtype, const void *query,
                          const void *key, const void *value, const void *mask,
                          const uint32_t *seed, void *out, void *log_sums);

// The gradients of query, key and value, from the gradient of out and from `deltas`
// [batch, heads, queries]: the sum over out's elements times their gradients, less the gradient of
// log_sums.
void lk_attention_backward(const lk_attention *attention, lk_dtype dtype, const void *query,
                           const void *key, const void *value, const void *mask,
                           const uint32_t *seed, const void *log_sums, const void *deltas,
                           const void *gradient, void *query_gradient, void *key_gradient,
                           void *value_gradient);

#ifdef __cplusplus
}
#endif

#endif

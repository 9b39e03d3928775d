// What attention does to the scores of one query against neighbouring keys.
#ifndef LAMINA_ATTENTION_ROWS_H
#define LAMINA_ATTENTION_ROWS_H

#include <cstdint>

namespace lamina {

/// The loops for this machine's vectors, over float or double.
template <class T>
struct AttentionRows {
    /// s[j] *= scale; gives the largest.
    T (*scale_scores)(T *s, int64_t count, T scale);
    /// The same, then s[j] += mask[j step].
    T (*add_mask)(T *s, int64_t count, T scale, const T *mask, int64_t step);
    /// The same, then s[j] = -infinity where mask[j step] is 0.
    T (*apply_mask)(T *s, int64_t count, T scale, const uint8_t *mask, int64_t step);
    /// s[j] = e^(s[j] - origin); gives the sum.
    T (*powers)(T *s, int64_t count, T origin);
    /// x[j] *= factor.
    void (*multiply)(T *x, int64_t count, T factor);
    /// dp[j] = p[j] * (dp[j] - delta) * scale.
    void (*score_gradients)(const T *p, T *dp, int64_t count, T delta, T scale);
    /// p[j] *= factor where the number in 0..<1 made of bits[j] lies below `kept`, else 0.
    void (*drop)(T *p, int64_t count, const uint32_t *bits, float kept, T factor);
    /// c[i, j] += sum over p of a[i a_row + p a_step] b[p, j]; rows of b and c lie apart by steps.
    void (*add_product)(const T *a, int64_t a_row, int64_t a_step, const T *b, int64_t b_step,
                        T *c, int64_t c_step, int64_t rows, int64_t inner, int64_t columns);
};

/// Chosen once for this machine.
template <class T>
const AttentionRows<T> &attention_rows();

template <>
const AttentionRows<float> &attention_rows();
template <>
const AttentionRows<double> &attention_rows();

}  // namespace lamina

#endif

// Where the windows of a pooling lie, clipped to the image.
#ifndef LAMINA_POOLING_WINDOWS_H
#define LAMINA_POOLING_WINDOWS_H

#include <algorithm>
#include <cstdint>

#include "include/lamina_kernels.h"

namespace lamina {

/// A half-open range.
struct Span {
    int64_t begin, end;
    int64_t count() const { return end - begin; }
};

inline Span window_span(int64_t window, int64_t stride, int64_t pad, int64_t size, int64_t length) {
    const int64_t begin = window * stride - pad;
    const Span span = {std::clamp<int64_t>(begin, 0, length),
                       std::clamp<int64_t>(begin + size, 0, length)};
    return span;
}

/// The input's rows in the windows of output row `o`.
inline Span pool_rows(const lk_pool &p, int64_t o) {
    return window_span(o, p.stride_h, p.pad_top, p.size_h, p.height);
}

inline Span pool_columns(const lk_pool &p, int64_t q) {
    return window_span(q, p.stride_w, p.pad_left, p.size_w, p.width);
}

/// What an average divides by.
inline int64_t pool_count(const lk_pool &p, Span rows, Span columns) {
    return p.count_padding ? p.size_h * p.size_w : rows.count() * columns.count();
}

}  // namespace lamina

#endif

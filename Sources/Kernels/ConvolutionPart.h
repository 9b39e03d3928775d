// The geometry of a convolution, and how it is cut into parts.
#ifndef LAMINA_CONVOLUTION_PART_H
#define LAMINA_CONVOLUTION_PART_H

#include <algorithm>
#include <cstdint>

#include "Parts.h"
#include "include/lamina_kernels.h"

namespace lamina {

/// Rows of the input under one row of windows, from the first to the last.
inline int64_t window_rows(const lk_conv &c) { return (c.kernel_h - 1) * c.dilation_h + 1; }
/// Columns of the input under one window.
inline int64_t window_columns(const lk_conv &c) { return (c.kernel_w - 1) * c.dilation_w + 1; }
/// Rows of the input under all windows, padding included.
inline int64_t covered_rows(const lk_conv &c) {
    return (c.out_height - 1) * c.stride_h + window_rows(c);
}
inline int64_t covered_columns(const lk_conv &c) {
    return (c.out_width - 1) * c.stride_w + window_columns(c);
}
inline int64_t input_elements(const lk_conv &c) {
    return c.batch * c.height * c.width * c.channels;
}
inline int64_t output_elements(const lk_conv &c) {
    return c.batch * c.out_height * c.out_width * c.out_channels;
}
inline int64_t filter_elements(const lk_conv &c) {
    return c.kernel_h * c.kernel_w * (c.channels / c.groups) * c.out_channels;
}
/// Multiplications of any of the three directions.
inline int64_t convolution_work(const lk_conv &c) {
    return output_elements(c) * c.kernel_h * c.kernel_w * (c.channels / c.groups);
}

/// How many parts of at least about two microseconds: less is not worth waking a thread for. Channels
/// that are convolved alone take a few times as long, for the loads.
inline int64_t wanted_parts(const lk_conv &c, int64_t most) {
    const int64_t least_work = int64_t(1) << (c.groups > 1 && c.groups == c.channels ? 17 : 19);
    return std::clamp<int64_t>(convolution_work(c) / least_work, 1, most);
}

/// Consecutive images, or consecutive output rows of one image: a convolution of its own, with
/// where its input and output begin.
struct ConvolutionPart {
    lk_conv conv;
    int64_t input_offset, output_offset;
};

/// Parts by the shape alone, at most `most` of them, of whole images wherever there are two.
class ConvolutionParts {
public:
    ConvolutionParts(const lk_conv &conv, int64_t most) : conv_(conv) {
        const int64_t wanted = wanted_parts(conv, most);
        by_rows_ = conv.batch == 1;
        units_ = by_rows_ ? conv.out_height : conv.batch;
        per_part_ = ceil_div(units_, wanted);
    }

    int64_t count() const { return ceil_div(units_, per_part_); }

    ConvolutionPart operator[](int64_t part) const {
        if (count() == 1) return {conv_, 0, 0};
        const int64_t first = part * per_part_;
        const int64_t units = std::min(units_ - first, per_part_);
        return by_rows_ ? rows(first, units) : images(first, units);
    }

private:
    ConvolutionPart images(int64_t first, int64_t count) const {
        ConvolutionPart part = {conv_, 0, 0};
        part.conv.batch = 1;
        part.input_offset = first * input_elements(part.conv);
        part.output_offset = first * output_elements(part.conv);
        part.conv.batch = count;
        return part;
    }

    ConvolutionPart rows(int64_t first, int64_t count) const {
        ConvolutionPart part = {conv_, 0, 0};
        const int64_t top = first * conv_.stride_h - conv_.pad_top;
        const int64_t bottom = top + (count - 1) * conv_.stride_h + window_rows(conv_);
        const int64_t begin = std::clamp<int64_t>(top, 0, conv_.height);
        part.conv.out_height = count;
        part.conv.height = std::clamp(bottom, begin, conv_.height) - begin;
        part.conv.pad_top = std::max<int64_t>(0, begin - top);
        part.input_offset = begin * conv_.width * (conv_.plane_step == 0 ? conv_.channels : 1);
        part.output_offset = first * conv_.out_width * conv_.out_channels;
        return part;
    }

    lk_conv conv_;
    bool by_rows_;
    int64_t units_, per_part_;
};

}  // namespace lamina

#endif

// Convolutions: by Winograd's way where it is shorter; otherwise cut into parts by the shape, then by tiles of
// our own or by oneDNN.
#include <algorithm>
#include <atomic>
#include <cstring>

#include "ConvolutionDirect.h"
#include "ConvolutionPart.h"
#include "ConvolutionPlain.h"
#include "ElementSize.h"
#include "FusedTail.h"
#include "Parallel.h"
#include "Parts.h"
#include "ScratchArray.h"
#include "Winograd.h"
#include "lamina_kernels.h"
#include "lamina_onednn.h"

namespace lamina {
namespace {

// Filter gradients keep one partial sum per part; together they should fit in the caches.
constexpr int64_t partial_elements = int64_t(1) << 20;

/// Enough parts that threads of different speed end together, few enough for oneDNN's overhead.
/// Every part reads the weights, so parts with large ones need windows enough to be worth it.
int64_t most_parts(const lk_conv &c) {
    constexpr int64_t most = 16, large_filter = int64_t(1) << 18, windows = 196;
    if (filter_elements(c) < large_filter) return most;
    return std::clamp<int64_t>(c.batch * c.out_height * c.out_width / windows, 2, most);
}

ldnn_type onednn_type(lk_dtype dtype) {
    return dtype == LK_BFLOAT16 ? LDNN_BFLOAT16 : dtype == LK_INT8 ? LDNN_INT8 : LDNN_FLOAT32;
}

ldnn_conv to_onednn(const lk_conv &c, lk_dtype dtype) {
    if (c.width == 1 && c.out_width == 1 && c.kernel_w == 1 && c.pad_left == 0) {
        // Sequences are pictures of one column here, so that they are cut like others. oneDNN's tiles run
        // along the width: to it they are pictures of one row, which lie the same in memory.
        return {c.batch, 1, c.height, c.channels, 1, c.out_height, c.out_channels, 1, c.kernel_h,
                1, c.stride_h, 1, c.dilation_h, 0, c.pad_top, c.groups, onednn_type(dtype)};
    }
    return {c.batch,    c.height,   c.width,      c.channels,   c.out_height, c.out_width,
            c.out_channels, c.kernel_h, c.kernel_w, c.stride_h, c.stride_w, c.dilation_h,
            c.dilation_w, c.pad_top,  c.pad_left,   c.groups,   onednn_type(dtype)};
}

/// Element `offset` of float32, bfloat16 or int8.
const void *at(lk_dtype dtype, const void *data, int64_t offset) {
    return static_cast<const char *>(data) + offset * element_size(dtype);
}

/// oneDNN wants windows that end within a stride of the input's end, and no padding that a window
/// lies in alone.
bool suits_onednn(const lk_conv &c) {
    const int64_t below = covered_rows(c) - c.pad_top - c.height;
    const int64_t right = covered_columns(c) - c.pad_left - c.width;
    return c.height > 0 && c.pad_top < window_rows(c) && c.pad_left < window_columns(c) &&
           below > -c.stride_h && below < window_rows(c) && right > -c.stride_w &&
           right < window_columns(c);
}

/// Tiles win where oneDNN would fill blocks of sixteen channels with zeros, and where its overhead
/// (a few microseconds a call, and reordering the weights) is most of the time.
bool prefers_tiles(const lk_conv &c) {
    constexpr int64_t small_work = int64_t(1) << 20;
    if (!suits_onednn(c) || c.plane_step != 0) return true;
    if (c.way != LK_CONV_BY_SHAPE) return c.way == LK_CONV_TILES;
    if (c.groups > 1) return false;
    return c.channels % 16 != 0 || c.out_channels % 16 != 0 || convolution_work(c) < small_work;
}

/// By its shape a small one does not repay the maps.
bool is_winograd(const lk_conv &c, lk_dtype dtype) {
    if (dtype != LK_FLOAT32 || !has_winograd(c)) return false;
    if (c.way != LK_CONV_BY_SHAPE) return c.way == LK_CONV_WINOGRAD;
    return !prefers_tiles(c) && prefers_winograd(c);
}

/// A number that no other call has.
uint64_t next_call() {
    static std::atomic<uint64_t> calls{0};
    return ++calls;
}

void forward(const lk_conv &conv, lk_dtype dtype, const void *x, const void *w, float *y,
             const FusedTail &tail) {
    if (is_winograd(conv, dtype)) {
        return winograd_forward(conv, static_cast<const float *>(x), static_cast<const float *>(w), y, tail);
    }
    const ConvolutionParts parts(conv, most_parts(conv));
    const uint64_t call = next_call();
    parallel_for(parts.count(), [&](int64_t i) {
        const ConvolutionPart part = parts[i];
        if (prefers_tiles(part.conv)) {
            direct_forward(part.conv, static_cast<const float *>(x) + part.input_offset,
                           static_cast<const float *>(w), y + part.output_offset);
        } else {
            const ldnn_conv problem = to_onednn(part.conv, dtype);
            ldnn_conv_forward(&problem, call, at(dtype, x, part.input_offset), w,
                              y + part.output_offset);
        }
        tail.run(part.output_offset, part.output_offset + output_elements(part.conv));
    });
}

/// Bytes of the filter in the one order in which all parts read it; 0 where there is none.
int64_t packed_size(const lk_conv &conv, lk_dtype dtype) {
    if (is_winograd(conv, dtype)) return winograd_filter_elements(conv) * sizeof(float);
    const ConvolutionParts parts(conv, most_parts(conv));
    const ldnn_conv first = to_onednn(parts[0].conv, dtype);
    int64_t size = -1;
    for (int64_t i = 0; i < parts.count(); ++i) {
        const lk_conv part = parts[i].conv;
        if (prefers_tiles(part)) return 0;
        const ldnn_conv problem = to_onednn(part, dtype);
        if (size < 0) size = ldnn_conv_packed_size(&first);
        if (size == 0 || !ldnn_conv_packs_alike(&first, &problem)) return 0;
    }
    return size;
}

void forward_packed(const lk_conv &conv, lk_dtype dtype, const void *x, const void *packed,
                    float *y, const FusedTail &tail) {
    if (is_winograd(conv, dtype)) {
        return winograd_forward_packed(
            conv, static_cast<const float *>(x), static_cast<const float *>(packed), y, tail);
    }
    const ConvolutionParts parts(conv, most_parts(conv));
    parallel_for(parts.count(), [&](int64_t i) {
        const ConvolutionPart part = parts[i];
        const ldnn_conv problem = to_onednn(part.conv, dtype);
        ldnn_conv_forward_packed(&problem, at(dtype, x, part.input_offset), packed,
                                 y + part.output_offset);
        tail.run(part.output_offset, part.output_offset + output_elements(part.conv));
    });
}

void input_gradient_by_tiles(const lk_conv &conv, const float *dy, const float *w, float *dx) {
    static thread_local Scratch memory;
    float *turned = scratch_array<float>(memory, filter_elements(conv));
    turn_weights(conv, w, turned);
    if (conv.batch == 1) {
        // Bands of rows compute what they share at their edges twice, so they are not too narrow.
        const int64_t wanted = wanted_parts(conv, most_parts(conv));
        const int64_t band =
            std::max(ceil_div(conv.height, wanted), 2 * window_rows(conv));
        parallel_pieces(conv.height, band, [&](int64_t first, int64_t last) {
            direct_input_gradient(conv, dy, turned, first, last, dx);
        });
        return;
    }
    const ConvolutionParts parts(conv, most_parts(conv));
    const int64_t in = input_elements(conv) / conv.batch, out = output_elements(conv) / conv.batch;
    parallel_for(parts.count(), [&](int64_t i) {
        const ConvolutionPart part = parts[i];
        for (int64_t image = 0; image < part.conv.batch; ++image) {
            direct_input_gradient(part.conv, dy + part.output_offset + image * out, turned, 0,
                                  conv.height, dx + part.input_offset + image * in);
        }
    });
}

bool has_gradient_by_tiles(const lk_conv &conv) {
    // oneDNN's parts of one image would write to each other's rows; bands of tiles do not.
    return prefers_tiles(conv) || (conv.batch == 1 && conv.groups == 1);
}

void input_gradient(const lk_conv &conv, lk_dtype dtype, const void *dy, const void *w, float *dx) {
    if (is_winograd(conv, dtype) && winograd_has_input_gradient(conv)) {
        return winograd_input_gradient(conv, static_cast<const float *>(dy), static_cast<const float *>(w), dx);
    }
    const bool is_single = conv.batch == 1;
    if (has_gradient_by_tiles(conv)) {
        return input_gradient_by_tiles(conv, static_cast<const float *>(dy),
                                       static_cast<const float *>(w), dx);
    }
    const ConvolutionParts parts(conv, is_single ? 1 : most_parts(conv));
    const uint64_t call = next_call();
    parallel_for(parts.count(), [&](int64_t i) {
        const ConvolutionPart part = parts[i];
        const ldnn_conv problem = to_onednn(part.conv, dtype);
        ldnn_conv_input_gradient(&problem, call, at(dtype, dy, part.output_offset), w,
                                 dx + part.input_offset);
    });
}

ConvolutionParts filter_gradient_parts(const lk_conv &conv) {
    return {conv, std::clamp<int64_t>(partial_elements / filter_elements(conv), 2, most_parts(conv))};
}

void filter_gradient(const lk_conv &conv, lk_dtype dtype, const void *x, const void *dy,
                     float *dw) {
    if (is_winograd(conv, dtype)) {
        return winograd_filter_gradient(conv, static_cast<const float *>(x), static_cast<const float *>(dy), dw);
    }
    const int64_t elements = filter_elements(conv);
    const ConvolutionParts parts = filter_gradient_parts(conv);
    static thread_local Scratch memory;
    float *partials =
        parts.count() == 1 ? dw : scratch_array<float>(memory, parts.count() * elements);
    parallel_for(parts.count(), [&](int64_t i) {
        const ConvolutionPart part = parts[i];
        float *target = partials + i * elements;
        if (prefers_tiles(part.conv)) {
            direct_filter_gradient(part.conv, static_cast<const float *>(x) + part.input_offset,
                                   static_cast<const float *>(dy) + part.output_offset, target);
        } else {
            const ldnn_conv problem = to_onednn(part.conv, dtype);
            ldnn_conv_filter_gradient(&problem, at(dtype, x, part.input_offset),
                                      at(dtype, dy, part.output_offset), target);
        }
    });
    if (parts.count() == 1) return;
    constexpr int64_t piece = 8192;
    parallel_pieces(elements, piece, [&](int64_t first, int64_t last) {
        std::copy(partials + first, partials + last, dw + first);
        for (int64_t i = 1; i < parts.count(); ++i) {
            const float *partial = partials + i * elements;
            for (int64_t j = first; j < last; ++j) dw[j] += partial[j];
        }
    });
}

bool has_input(const lk_conv &c) {
    return c.batch > 0 && c.height > 0 && c.width > 0 && c.channels > 0;
}

bool has_output(const lk_conv &c) {
    return c.batch > 0 && c.out_height > 0 && c.out_width > 0 && c.out_channels > 0;
}

bool has_filter(const lk_conv &c) {
    return c.kernel_h > 0 && c.kernel_w > 0 && c.channels > 0 && c.out_channels > 0;
}

/// The sum over nothing.
void clear(lk_dtype dtype, void *target, int64_t elements) {
    std::memset(target, 0, elements * (dtype == LK_FLOAT64 ? sizeof(double) : sizeof(float)));
}

}  // namespace
}  // namespace lamina

bool lk_conv_has_way(const lk_conv *conv, lk_conv_direction direction, lk_conv_way way) {
    using namespace lamina;
    const bool is_input_gradient = direction == LK_CONV_INPUT_GRADIENT;
    switch (way) {
        case LK_CONV_BY_SHAPE:
        case LK_CONV_TILES: return true;
        case LK_CONV_LIBRARY: {
            lk_conv library = *conv;
            library.way = way;
            return is_input_gradient ? !has_gradient_by_tiles(library) : !prefers_tiles(library);
        }
        case LK_CONV_WINOGRAD:
            return has_winograd(*conv) && (!is_input_gradient || winograd_has_input_gradient(*conv));
    }
    return false;
}

bool lk_conv_is_narrow(const lk_conv *conv, lk_dtype dtype, lk_conv_direction direction) {
    using namespace lamina;
    const bool is_known = dtype == LK_BFLOAT16 || (dtype == LK_INT8 && direction == LK_CONV_FORWARD);
    if (!is_known || !ldnn_has(onednn_type(dtype))) return false;
    if (!has_output(*conv) || !has_input(*conv) || !has_filter(*conv)) return false;
    if (direction == LK_CONV_INPUT_GRADIENT) return !has_gradient_by_tiles(*conv);
    const ConvolutionParts parts = direction == LK_CONV_FORWARD
                                       ? ConvolutionParts(*conv, most_parts(*conv))
                                       : filter_gradient_parts(*conv);
    for (int64_t i = 0; i < parts.count(); ++i) {
        if (prefers_tiles(parts[i].conv)) return false;
    }
    return true;
}

void lk_conv_forward(const lk_conv *conv, lk_dtype dtype, const void *x, const void *w, void *y) {
    if (!lamina::has_output(*conv)) return;
    if (!lamina::has_input(*conv) || !lamina::has_filter(*conv)) {
        lamina::clear(dtype, y, lamina::output_elements(*conv));
    } else if (dtype == LK_FLOAT64) {
        lamina::plain_forward(*conv, static_cast<const double *>(x),
                              static_cast<const double *>(w), static_cast<double *>(y));
    } else {
        lamina::forward(*conv, dtype, x, w, static_cast<float *>(y), lamina::FusedTail(nullptr));
    }
}

void lk_conv_forward_tail(const lk_conv *conv, lk_dtype dtype, const void *x, const void *w,
                          float *y, const lk_tail *tail) {
    lamina::forward(*conv, dtype, x, w, y, lamina::FusedTail(tail));
}

int64_t lk_conv_packed_size(const lk_conv *conv, lk_dtype dtype) {
    const bool is_empty =
        !lamina::has_output(*conv) || !lamina::has_input(*conv) || !lamina::has_filter(*conv);
    return is_empty || dtype == LK_FLOAT64 ? 0 : lamina::packed_size(*conv, dtype);
}

void lk_conv_pack(const lk_conv *conv, lk_dtype dtype, const void *w, void *packed) {
    using namespace lamina;
    if (is_winograd(*conv, dtype)) {
        return winograd_pack(*conv, static_cast<const float *>(w), static_cast<float *>(packed));
    }
    const ldnn_conv first =
        to_onednn(ConvolutionParts(*conv, most_parts(*conv))[0].conv, dtype);
    ldnn_conv_pack(&first, w, packed);
}

void lk_conv_forward_packed(const lk_conv *conv, lk_dtype dtype, const void *x,
                            const void *packed, float *y, const lk_tail *tail) {
    lamina::forward_packed(*conv, dtype, x, packed, y, lamina::FusedTail(tail));
}

void lk_conv_input_gradient(const lk_conv *conv, lk_dtype dtype, const void *dy, const void *w,
                            void *dx) {
    if (!lamina::has_input(*conv)) return;
    if (!lamina::has_output(*conv) || !lamina::has_filter(*conv)) {
        lamina::clear(dtype, dx, lamina::input_elements(*conv));
    } else if (dtype == LK_FLOAT64) {
        lamina::plain_input_gradient(*conv, static_cast<const double *>(dy),
                                     static_cast<const double *>(w), static_cast<double *>(dx));
    } else {
        lamina::input_gradient(*conv, dtype, dy, w, static_cast<float *>(dx));
    }
}

void lk_conv_filter_gradient(const lk_conv *conv, lk_dtype dtype, const void *x, const void *dy,
                             void *dw) {
    if (!lamina::has_filter(*conv)) return;
    if (!lamina::has_output(*conv) || !lamina::has_input(*conv)) {
        lamina::clear(dtype, dw, lamina::filter_elements(*conv));
    } else if (dtype == LK_FLOAT64) {
        lamina::plain_filter_gradient(*conv, static_cast<const double *>(x),
                                      static_cast<const double *>(dy), static_cast<double *>(dw));
    } else {
        lamina::filter_gradient(*conv, dtype, x, dy, static_cast<float *>(dw));
    }
}

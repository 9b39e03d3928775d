// The definition in float64: every direction visits the same (image, row, column, tap), and the
// innermost loops run over channels. Pieces own the elements that they write.
#include "ConvolutionPlain.h"

#include <algorithm>

#include "ConvolutionPart.h"
#include "Parallel.h"

namespace lamina {
namespace {

/// Calls visit(kw, column of the input) for each tap of a window in column `q` that hits the image.
template <class Visit>
void each_column(const lk_conv &c, int64_t q, Visit visit) {
    for (int64_t kw = 0; kw < c.kernel_w; ++kw) {
        const int64_t column = q * c.stride_w - c.pad_left + kw * c.dilation_w;
        if (column >= 0 && column < c.width) visit(kw, column);
    }
}

/// The same for rows, of the windows in row `o`.
template <class Visit>
void each_row(const lk_conv &c, int64_t o, Visit visit) {
    for (int64_t kh = 0; kh < c.kernel_h; ++kh) {
        const int64_t row = o * c.stride_h - c.pad_top + kh * c.dilation_h;
        if (row >= 0 && row < c.height) visit(kh, row);
    }
}

}  // namespace

void plain_forward(const lk_conv &c, const double *x, const double *w, double *y) {
    const int64_t in = c.channels / c.groups, out = c.out_channels / c.groups;
    parallel_for(c.batch * c.out_height, [&](int64_t line) {
        const int64_t image = line / c.out_height, o = line % c.out_height;
        double *target = y + line * c.out_width * c.out_channels;
        std::fill(target, target + c.out_width * c.out_channels, 0.0);
        each_row(c, o, [&](int64_t kh, int64_t row) {
            for (int64_t q = 0; q < c.out_width; ++q) {
                each_column(c, q, [&](int64_t kw, int64_t column) {
                    const double *source =
                        x + ((image * c.height + row) * c.width + column) * c.channels;
                    for (int64_t i = 0; i < c.channels; ++i) {
                        const int64_t g = i / in;
                        const double *weights =
                            w + ((kh * c.kernel_w + kw) * in + i % in) * c.out_channels + g * out;
                        double *sums = target + q * c.out_channels + g * out;
                        for (int64_t j = 0; j < out; ++j) sums[j] += source[i] * weights[j];
                    }
                });
            }
        });
    });
}

void plain_input_gradient(const lk_conv &c, const double *dy, const double *w, double *dx) {
    const int64_t in = c.channels / c.groups, out = c.out_channels / c.groups;
    const int64_t image_elements = c.height * c.width * c.channels;
    parallel_for(c.batch, [&](int64_t image) {
        double *gradient = dx + image * image_elements;
        std::fill(gradient, gradient + image_elements, 0.0);
        for (int64_t o = 0; o < c.out_height; ++o) {
            each_row(c, o, [&](int64_t kh, int64_t row) {
                for (int64_t q = 0; q < c.out_width; ++q) {
                    const double *source =
                        dy + ((image * c.out_height + o) * c.out_width + q) * c.out_channels;
                    each_column(c, q, [&](int64_t kw, int64_t column) {
                        double *target = gradient + (row * c.width + column) * c.channels;
                        for (int64_t i = 0; i < c.channels; ++i) {
                            const int64_t g = i / in;
                            const double *weights =
                                w + ((kh * c.kernel_w + kw) * in + i % in) * c.out_channels +
                                g * out;
                            double sum = 0;
                            for (int64_t j = 0; j < out; ++j) {
                                sum += source[g * out + j] * weights[j];
                            }
                            target[i] += sum;
                        }
                    });
                }
            });
        }
    });
}

void plain_filter_gradient(const lk_conv &c, const double *x, const double *dy, double *dw) {
    const int64_t in = c.channels / c.groups, out = c.out_channels / c.groups;
    parallel_for(c.kernel_h * c.kernel_w, [&](int64_t tap) {
        const int64_t kh = tap / c.kernel_w, kw = tap % c.kernel_w;
        double *target = dw + tap * in * c.out_channels;
        std::fill(target, target + in * c.out_channels, 0.0);
        for (int64_t line = 0; line < c.batch * c.out_height; ++line) {
            const int64_t image = line / c.out_height;
            const int64_t row =
                line % c.out_height * c.stride_h - c.pad_top + kh * c.dilation_h;
            if (row < 0 || row >= c.height) continue;
            for (int64_t q = 0; q < c.out_width; ++q) {
                const int64_t column = q * c.stride_w - c.pad_left + kw * c.dilation_w;
                if (column < 0 || column >= c.width) continue;
                const double *source =
                    x + ((image * c.height + row) * c.width + column) * c.channels;
                const double *gradient = dy + (line * c.out_width + q) * c.out_channels;
                for (int64_t i = 0; i < c.channels; ++i) {
                    const int64_t first = i / in * out;
                    double *sums = target + i % in * c.out_channels + first;
                    for (int64_t j = 0; j < out; ++j) sums[j] += source[i] * gradient[first + j];
                }
            }
        }
    });
}

}  // namespace lamina

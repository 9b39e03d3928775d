// With few channels, a library that blocks channels by sixteen computes mostly zeros. Here sums
// run over (kernel_w, channels) at once, which lie side by side in a row of the image, and register
// tiles read that row where it lies: patches of the input are never copied out.
#include "ConvolutionDirect.h"

#include <cstring>

#include "ConvolutionPart.h"
#include "MatmulTile.h"
#include "Parts.h"
#include "ScratchArray.h"
#include "WindowsOverColumns.h"

namespace lamina {
namespace {

/// to[i * kChannels + k] = from[k * plane_step + i].
template <int64_t kChannels>
void join_planes(const float *from, int64_t plane_step, int64_t columns, float *to) {
    for (int64_t i = 0; i < columns; ++i) {
        for (int64_t k = 0; k < kChannels; ++k) to[i * kChannels + k] = from[k * plane_step + i];
    }
}

/// One row of an image with its channels side by side.
void copy_row(const lk_conv &c, const float *from, int64_t columns, float *to) {
    if (c.plane_step == 0) {
        std::memcpy(to, from, columns * c.channels * sizeof(float));
        return;
    }
    switch (c.channels) {
        case 3: return join_planes<3>(from, c.plane_step, columns, to);
        case 4: return join_planes<4>(from, c.plane_step, columns, to);
        default:
            for (int64_t k = 0; k < c.channels; ++k) {
                for (int64_t i = 0; i < columns; ++i) {
                    to[i * c.channels + k] = from[k * c.plane_step + i];
                }
            }
    }
}

/// One image's rows and columns under the windows, with its padding: the image itself where it has
/// none and its channels lie side by side, a copy otherwise.
class Frame {
public:
    explicit Frame(const lk_conv &c)
        : c_(c), rows_(covered_rows(c)), columns_(covered_columns(c)) {
        is_image_ = c.pad_top == 0 && c.pad_left == 0 && rows_ <= c.height &&
                    columns_ <= c.width && c.plane_step == 0;
        top_ = std::max<int64_t>(0, c.pad_top);
        left_ = c.pad_left;
        copied_rows_ = std::max<int64_t>(0, std::min(c.height, rows_ - top_));
        copied_columns_ = std::max<int64_t>(0, std::min(c.width, columns_ - left_));
    }

    int64_t step() const { return (is_image_ ? c_.width : columns_) * c_.channels; }

    /// The frame of the image at `x`.
    const float *fill(const float *x) {
        if (is_image_) return x;
        if (filled_ == nullptr) {  // the padding stays zero from the first image on
            static thread_local Scratch memory;
            filled_ = scratch_array<float>(memory, rows_ * step());
            std::fill(filled_, filled_ + rows_ * step(), 0.0f);
        }
        float *first = filled_ + top_ * step() + left_ * c_.channels;
        const int64_t row = c_.width * (c_.plane_step == 0 ? c_.channels : 1);
        for (int64_t r = 0; r < copied_rows_; ++r) {
            copy_row(c_, x + r * row, copied_columns_, first + r * step());
        }
        return filled_;
    }

private:
    const lk_conv &c_;
    int64_t rows_, columns_, top_, left_, copied_rows_, copied_columns_;
    bool is_image_;
    float *filled_ = nullptr;
};

}  // namespace

void direct_forward(const lk_conv &c, const float *x, const float *w, float *y) {
    const TileSet &tiles = tile_set();
    const int64_t channels = c.channels / c.groups, out_channels = c.out_channels / c.groups;
    Frame frame(c);

    // The taps of a kernel row whose inputs lie side by side are one sum, and all kernel rows are
    // visited in one go. Otherwise a tile visits the taps of one kernel row.
    const bool joined = c.groups == 1 && (c.dilation_w == 1 || c.kernel_w == 1);
    Tile tile = {};
    tile.a_step = c.stride_w * c.channels;
    tile.b_step = tile.c_step = c.out_channels;
    tile.inner = joined ? c.kernel_w * channels : channels;
    tile.outer = joined ? c.kernel_h : c.kernel_w;
    tile.a_outer = joined ? c.dilation_h * frame.step() : c.dilation_w * c.channels;
    const int64_t passes = joined ? 1 : c.kernel_h;

    for (int64_t image = 0; image < c.batch; ++image) {
        const float *input = frame.fill(x + image * c.height * c.width * c.channels);
        for (int64_t o = 0; o < c.out_height; ++o, y += c.out_width * c.out_channels) {
            for (int64_t pass = 0; pass < passes; ++pass) {
                const float *row = input + (o * c.stride_h + pass * c.dilation_h) * frame.step();
                tile.accumulate = pass > 0;
                for (int64_t g = 0; g < c.groups; ++g) {
                    tile.a = row + g * channels;
                    const int64_t end = (g + 1) * out_channels;
                    for (int64_t j = g * out_channels; j < end; j += tiles.width()) {
                        tile.columns = std::min(tiles.width(), end - j);
                        tile.b = w + pass * c.kernel_w * channels * c.out_channels + j;
                        tile.c = y + j;
                        tiles.run(tile, Addressing::by_rows, c.out_width);
                    }
                }
            }
        }
    }
}

void direct_input_gradient(const lk_conv &c, const float *dy, const float *turned, int64_t first,
                           int64_t last, float *dx) {
    static thread_local Scratch patches_memory, sources_memory;
    const TileSet &tiles = tile_set();
    const int64_t channels = c.channels / c.groups, out_channels = c.out_channels / c.groups;
    const int64_t patch = c.kernel_h * c.kernel_w * channels;
    const int64_t patch_row = c.out_width * patch;
    const WindowsOverColumns windows(c.width, c.pad_left, c.kernel_w, c.stride_w, c.dilation_w,
                                     c.out_width, patch, channels);

    // Patches, the products of a row of dy with all taps, live while a row of dx needs them. Adding
    // each to dx at once would wait for the stores of its neighbour, which it overlaps.
    const int64_t live = (window_rows(c) - 1) / c.stride_h + 1;
    float *patches = scratch_array<float>(patches_memory, c.groups * live * patch_row);
    const auto **sources = scratch_array<const float *>(sources_memory, c.kernel_h);

    Tile tile = {};
    tile.a_step = c.out_channels;
    tile.b_step = tile.c_step = patch;
    tile.inner = out_channels;
    tile.outer = 1;

    const int64_t above = first + c.pad_top - (window_rows(c) - 1);
    int64_t next = above <= 0 ? 0 : ceil_div(above, c.stride_h);
    for (int64_t row = first; row < last; ++row) {
        const int64_t covered = row + c.pad_top;
        for (; next < c.out_height && next * c.stride_h <= covered; ++next) {
            for (int64_t g = 0; g < c.groups; ++g) {
                tile.a = dy + next * c.out_width * c.out_channels + g * out_channels;
                for (int64_t j = 0; j < patch; j += tiles.width()) {
                    tile.columns = std::min(tiles.width(), patch - j);
                    tile.b = turned + g * out_channels * patch + j;
                    tile.c = patches + (g * live + next % live) * patch_row + j;
                    tiles.run(tile, Addressing::by_rows, c.out_width);
                }
            }
        }
        for (int64_t g = 0; g < c.groups; ++g) {
            int64_t count = 0;
            for (int64_t kh = 0; kh < c.kernel_h; ++kh) {
                const int64_t start = covered - kh * c.dilation_h;
                if (start < 0 || start % c.stride_h != 0) continue;
                const int64_t o = start / c.stride_h;
                if (o >= c.out_height) continue;
                sources[count++] = patches + (g * live + o % live) * patch_row +
                                   kh * c.kernel_w * channels;
            }
            tiles.gather(sources, count, windows.starts(), windows.offsets(), c.width,
                         channels, dx + row * c.width * c.channels + g * channels, c.channels);
        }
    }
}

void direct_filter_gradient(const lk_conv &c, const float *x, const float *dy, float *dw) {
    static thread_local Scratch memory;
    const TileSet &tiles = tile_set();
    const int64_t channels = c.channels / c.groups, out_channels = c.out_channels / c.groups;
    const int64_t filter_rows = c.kernel_h * c.kernel_w * channels;
    Frame frame(c);

    // Where the input of each row of dw begins.
    int64_t *offsets = scratch_array<int64_t>(memory, filter_rows);
    for (int64_t r = 0; r < filter_rows; ++r) {
        const int64_t tap = r / channels;
        offsets[r] = tap / c.kernel_w * c.dilation_h * frame.step() +
                     tap % c.kernel_w * c.dilation_w * c.channels + r % channels;
    }
    Tile tile = {};
    tile.a_offsets = offsets;
    tile.a_step = c.stride_w * c.channels;
    tile.a_outer = c.stride_h * frame.step();
    tile.b_step = tile.c_step = c.out_channels;
    tile.inner = c.out_width;
    tile.outer = c.out_height;

    for (int64_t image = 0; image < c.batch; ++image) {
        tile.accumulate = image > 0;
        const float *input = frame.fill(x + image * c.height * c.width * c.channels);
        for (int64_t g = 0; g < c.groups; ++g) {
            tile.a = input + g * channels;
            const int64_t end = (g + 1) * out_channels;
            for (int64_t j = g * out_channels; j < end; j += tiles.width()) {
                tile.columns = std::min(tiles.width(), end - j);
                tile.b = dy + j;
                tile.c = dw + j;
                tiles.run(tile, Addressing::by_offsets, filter_rows);
            }
        }
        dy += c.out_height * c.out_width * c.out_channels;
    }
}

void turn_weights(const lk_conv &c, const float *w, float *turned) {
    const int64_t row = c.kernel_h * c.kernel_w * (c.channels / c.groups);
    tile_set().transpose(w, c.out_channels, row, c.out_channels, turned, row);
}

}  // namespace lamina

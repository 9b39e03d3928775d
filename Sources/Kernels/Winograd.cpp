// F(2x2, 3x3): tiles of 2 x 2 results from 4 x 4 inputs d and a 3 x 3 filter g take 16 products
// instead of 36,
//
//     y = Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A,    dg = Gᵀ [(Bᵀ d B) ⊙ (A dy Aᵀ)] G
//
// with maps that only add and halve (Lavin and Gray, "Fast Algorithms for Convolutional Neural
// Networks", 2016, section 4.1). Summed over channels, each of the sixteen points is a matrix
// product, [tiles, channels] times [channels, out channels]. The larger tiles of F(4x4, 3x3) would
// save more and lose digits.
#include "Winograd.h"

#include <algorithm>

#include "ConvolutionPart.h"
#include "FusedTail.h"
#include "MatmulTile.h"
#include "Parallel.h"
#include "Parts.h"
#include "ScratchArray.h"
#include "WinogradTiling.h"
#include "WinogradTransforms.h"

namespace lamina {
namespace {

constexpr int64_t taps = 9;

/// Points of inputs, of results or their gradients, and of filters or their gradients.
thread_local Scratch input_memory, output_memory, filter_memory;

/// A group's rows of tiles, with room for their points in the thread's scratch memory.
struct GroupRoom {
    int64_t begin, rows;
    Panels inputs, outputs;
    float *in, *out;
};

GroupRoom room_for(const Tiling &t, const Groups &g, int64_t group) {
    const int64_t begin = group * g.rows, rows = std::min(g.rows, t.rows - begin);
    const Panels inputs = t.inputs(rows), outputs = t.outputs(rows);
    return {begin, rows, inputs, outputs,
            scratch_array<float>(input_memory, inputs.elements()),
            scratch_array<float>(output_memory, outputs.elements())};
}

/// Rows first..<last of the group of tiles that begins with row `begin`, as points.
void spread_input(const Tiling &t, const float *x, int64_t begin, int64_t first, int64_t last,
                  const Panels &to, float *values) {
    static constexpr float zeros[winograd_block] = {};
    const lk_conv &c = t.c;
    for (int64_t row = begin + first; row < begin + last; ++row) {
        const float *image = x + row / t.rows_per_image * c.height * c.width * c.channels;
        const int64_t top = row % t.rows_per_image * 2 - c.pad_top;
        for (int64_t channel = 0; channel < c.channels; channel += winograd_block) {
            ImageRows<4, const float> in = {{}, {}, c.width};
            for (int64_t i = 0; i < 4; ++i) {
                const bool is_inside = top + i >= 0 && top + i < c.height;
                in.rows[i] = is_inside ? image + (top + i) * c.width * c.channels + channel : zeros;
                in.steps[i] = is_inside ? c.channels : 0;
            }
            winograd_transforms().input(in, -c.pad_left, t.columns,
                                        to.at(values, channel, (row - begin) * t.columns));
        }
    }
}

void gather_output(const Tiling &t, const Panels &from, const float *values, int64_t begin,
                   int64_t first, int64_t last, float *y) {
    const lk_conv &c = t.c;
    const int64_t row_step = c.out_width * c.out_channels;
    for (int64_t row = begin + first; row < begin + last; ++row) {
        const int64_t top = t.result_row(row);
        const bool has_both = row % t.rows_per_image * 2 + 1 < c.out_height;
        for (int64_t channel = 0; channel < c.out_channels; channel += winograd_block) {
            float *upper = y + top * row_step + channel;
            winograd_transforms().output(
                from.at(values, channel, (row - begin) * t.columns), t.columns,
                {{upper, upper + row_step}, {c.out_channels, has_both ? c.out_channels : 0}, c.out_width});
        }
    }
}

void spread_output_gradient(const Tiling &t, const float *dy, int64_t begin, int64_t first,
                            int64_t last, const Panels &to, float *values) {
    static constexpr float zeros[winograd_block] = {};
    const lk_conv &c = t.c;
    const int64_t row_step = c.out_width * c.out_channels;
    for (int64_t row = begin + first; row < begin + last; ++row) {
        const bool has_both = row % t.rows_per_image * 2 + 1 < c.out_height;
        for (int64_t channel = 0; channel < c.out_channels; channel += winograd_block) {
            const float *upper = dy + t.result_row(row) * row_step + channel;
            winograd_transforms().output_gradient(
                {{upper, has_both ? upper + row_step : zeros},
                 {c.out_channels, has_both ? c.out_channels : 0}, c.out_width},
                t.columns, to.at(values, channel, (row - begin) * t.columns));
        }
    }
}

/// A filter whose points do not stay in a core's cache is fetched ahead.
constexpr int64_t cached_filter = int64_t(1) << 17;

/// results = inputs x filter, for the products first..<last of the sixteen points times the panels of channels.
void multiply(const Tiling &t, const Panels &inputs, const float *x, const Panels &filter, const float *w,
              const Panels &results, float *y, int64_t first, int64_t last) {
    const TileSet &tiles = tile_set();
    Tile tile = {};
    tile.a_step = tile.inner = winograd_block;
    tile.a_outer = inputs.panel_step();
    tile.outer = inputs.panels();
    tile.b_step = tile.c_step = filter.width;
    const bool is_cached = filter.elements() <= cached_filter;
    const int64_t ahead = is_cached ? 0 : std::min(tiles.rows[1], inputs.count);
    for (int64_t product = first; product < last; ++product) {
        const int64_t point = product / filter.panels(), panel = product % filter.panels();
        tile.a = x + point * inputs.point_step();
        tile.b = w + point * filter.point_step() + panel * filter.panel_step();
        tile.c = y + point * results.point_step() + panel * results.panel_step();
        tile.columns = std::min(filter.width, t.c.out_channels - panel * filter.width);
        tiles.run(tile, Addressing::by_rows_ahead, ahead);
        tile.a += ahead * tile.a_step;
        tile.c += ahead * tile.c_step;
        tiles.run(tile, Addressing::by_rows, inputs.count - ahead);
    }
}

/// filter (+)= inputsᵀ x output gradients, for the same products.
void multiply_gradient(const Tiling &t, const Panels &inputs, const float *x, const Panels &outputs,
                       const float *dy, const Panels &filter, float *dw, bool accumulates, int64_t first,
                       int64_t last) {
    const TileSet &tiles = tile_set();
    Tile tile = {};
    tile.a_step = winograd_block;
    tile.inner = inputs.count;
    tile.outer = 1;
    tile.b_step = tile.c_step = filter.width;
    tile.accumulate = accumulates;
    for (int64_t product = first; product < last; ++product) {
        const int64_t point = product / filter.panels(), panel = product % filter.panels();
        tile.b = dy + point * outputs.point_step() + panel * outputs.panel_step();
        tile.columns = std::min(filter.width, t.c.out_channels - panel * filter.width);
        for (int64_t block = 0; block < inputs.panels(); ++block) {
            tile.a = x + point * inputs.point_step() + block * inputs.panel_step();
            tile.c = dw + point * filter.point_step() + panel * filter.panel_step() +
                     block * winograd_block * filter.width;
            tiles.run(tile, Addressing::by_columns, winograd_block);
        }
    }
}

/// The chunks in which filters are mapped: a panel of columns by so many rows.
constexpr int64_t filter_rows = 32;

template <class F>
void for_filter_chunks(const Panels &filter, const F &f) {
    const int64_t chunks = ceil_div(filter.count, filter_rows);
    parallel_for(filter.panels() * chunks, [&](int64_t i) {
        const int64_t column = i / chunks * filter.width, row = i % chunks * filter_rows;
        f(column, std::min(filter.width, filter.channels - column), row,
          std::min(filter_rows, filter.count - row));
    });
}

/// The filter with which the gradient of the input is a convolution: rotated by half a turn, with its channels
/// exchanged. `c` is that convolution, and w the filter of the other.
void pack_turned(const lk_conv &c, const float *w, float *values) {
    const Panels filter = Tiling(c).filter();
    for_filter_chunks(filter, [&](int64_t column, int64_t columns, int64_t row, int64_t rows) {
        static thread_local Scratch memory;
        const int64_t tap_elements = filter_rows * filter.width;
        float *turned = scratch_array<float>(memory, taps * tap_elements);
        const float *pointers[taps];
        for (int64_t tap = 0; tap < taps; ++tap) {
            float *to = turned + (taps - 1 - tap) * tap_elements;
            tile_set().transpose(w + (tap * c.out_channels + column) * c.channels + row, c.channels,
                                 columns, rows, to, filter.width);
        }
        for (int64_t j = 0; j < columns; j += winograd_block) {
            for (int64_t tap = 0; tap < taps; ++tap) pointers[tap] = turned + tap * tap_elements + j;
            winograd_transforms().filter(pointers, filter.width, rows, filter.at(values, column + j, row));
        }
    });
}

void convolve(const lk_conv &c, const float *x, const float *filter_points, float *y,
              const FusedTail &tail) {
    const Tiling t(c);
    const Groups g = groups(t);
    const Panels filter = t.filter();
    const int64_t row_step = c.out_width * c.out_channels;
    g.each([&](int64_t group) {
        const GroupRoom room = room_for(t, g, group);
        g.each_part(room.rows, [&](int64_t first, int64_t last) {
            spread_input(t, x, room.begin, first, last, room.inputs, room.in);
        });
        g.each_part(points * filter.panels(), [&](int64_t first, int64_t last) {
            multiply(t, room.inputs, room.in, filter, filter_points, room.outputs, room.out, first, last);
        });
        g.each_part(room.rows, [&](int64_t first, int64_t last) {
            gather_output(t, room.outputs, room.out, room.begin, first, last, y);
            tail.run(t.result_row(room.begin + first) * row_step,
                     t.result_row(room.begin + last) * row_step);
        });
    });
}

/// The convolution of dy that is the gradient of the input.
lk_conv turned(const lk_conv &c) {
    lk_conv turned = c;
    std::swap(turned.height, turned.out_height);
    std::swap(turned.width, turned.out_width);
    std::swap(turned.channels, turned.out_channels);
    turned.pad_top = c.kernel_h - 1 - c.pad_top;
    turned.pad_left = c.kernel_w - 1 - c.pad_left;
    return turned;
}

}  // namespace

bool has_winograd(const lk_conv &c) {
    return c.kernel_h == 3 && c.kernel_w == 3 && c.stride_h == 1 && c.stride_w == 1 && c.dilation_h == 1 &&
           c.dilation_w == 1 && c.groups == 1 && c.plane_step == 0 && c.channels % winograd_block == 0 &&
           c.out_channels % winograd_block == 0;
}

bool prefers_winograd(const lk_conv &c) {
    // What a value costs to map, in multiplications.
    constexpr int64_t mapping = 100;
    const int64_t tiles = Tiling(c).rows * Tiling(c).columns, in = c.channels, out = c.out_channels;
    return points * tiles * in * out + mapping * (tiles * (in + out) + in * out) < convolution_work(c);
}

int64_t winograd_filter_elements(const lk_conv &c) { return Tiling(c).filter().elements(); }

void winograd_pack(const lk_conv &c, const float *w, float *filter_points) {
    const Panels filter = Tiling(c).filter();
    for_filter_chunks(filter, [&](int64_t column, int64_t columns, int64_t row, int64_t rows) {
        for (int64_t j = column; j < column + columns; j += winograd_block) {
            const float *pointers[taps];
            for (int64_t tap = 0; tap < taps; ++tap) {
                pointers[tap] = w + (tap * c.channels + row) * c.out_channels + j;
            }
            winograd_transforms().filter(pointers, c.out_channels, rows, filter.at(filter_points, j, row));
        }
    });
}

void winograd_forward(const lk_conv &c, const float *x, const float *w, float *y, const FusedTail &tail) {
    float *filter = scratch_array<float>(filter_memory, winograd_filter_elements(c));
    winograd_pack(c, w, filter);
    convolve(c, x, filter, y, tail);
}

void winograd_forward_packed(const lk_conv &c, const float *x, const float *filter_points, float *y,
                             const FusedTail &tail) {
    convolve(c, x, filter_points, y, tail);
}

bool winograd_has_input_gradient(const lk_conv &c) { return c.pad_top < 3 && c.pad_left < 3; }

void winograd_input_gradient(const lk_conv &conv, const float *dy, const float *w, float *dx) {
    const lk_conv c = turned(conv);
    float *filter = scratch_array<float>(filter_memory, winograd_filter_elements(c));
    pack_turned(c, w, filter);
    convolve(c, dy, filter, dx, FusedTail(nullptr));
}

void winograd_filter_gradient(const lk_conv &c, const float *x, const float *dy, float *dw) {
    const Tiling t(c);
    const Groups g = groups(t);
    const Panels filter = t.filter();
    // Consecutive groups have a sum of their own, so that several threads can add.
    constexpr int64_t most_sums = 8;
    const int64_t per_sum = g.are_shared ? g.count : ceil_div(g.count, most_sums);
    const int64_t sums = ceil_div(g.count, per_sum);
    float *sum = scratch_array<float>(filter_memory, sums * filter.elements());
    const auto add_groups = [&](int64_t i) {
        for (int64_t group = i * per_sum; group < std::min(g.count, (i + 1) * per_sum); ++group) {
            const GroupRoom room = room_for(t, g, group);
            g.each_part(room.rows, [&](int64_t first, int64_t last) {
                spread_input(t, x, room.begin, first, last, room.inputs, room.in);
                spread_output_gradient(t, dy, room.begin, first, last, room.outputs, room.out);
            });
            g.each_part(points * filter.panels(), [&](int64_t first, int64_t last) {
                multiply_gradient(t, room.inputs, room.in, room.outputs, room.out, filter,
                                  sum + i * filter.elements(), group > i * per_sum, first, last);
            });
        }
    };
    // What runs as a part of a loop has no threads for loops of its own.
    if (sums == 1) {
        add_groups(0);
    } else {
        parallel_for(sums, add_groups);
    }
    for_filter_chunks(filter, [&](int64_t column, int64_t columns, int64_t row, int64_t rows) {
        const Points first = filter.at(sum, column, row);
        for (int64_t i = 1; i < sums; ++i) {
            for (int64_t point = 0; point < points; ++point) {
                float *to = first.values + point * first.point_step;
                const float *from = to + i * filter.elements();
                for (int64_t j = 0; j < rows * filter.width; ++j) to[j] += from[j];
            }
        }
        for (int64_t j = column; j < column + columns; j += winograd_block) {
            float *pointers[taps];
            for (int64_t tap = 0; tap < taps; ++tap) {
                pointers[tap] = dw + (tap * c.channels + row) * c.out_channels + j;
            }
            winograd_transforms().filter_gradient(filter.at(sum, j, row), rows, pointers, c.out_channels);
        }
    });
}

}  // namespace lamina

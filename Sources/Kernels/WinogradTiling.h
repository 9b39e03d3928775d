// How a convolution is laid out for Winograd's way: its tiles, their points in memory, and groups of tiles.
#ifndef LAMINA_WINOGRAD_TILING_H
#define LAMINA_WINOGRAD_TILING_H

#include <algorithm>

#include "MatmulTile.h"
#include "Parallel.h"
#include "Parts.h"
#include "WinogradTransforms.h"
#include "include/lamina_kernels.h"

namespace lamina {

constexpr int64_t points = 16;

/// Vectors of `channels`, for `count` tiles or rows of a filter: in panels of `width` channels, each
/// with its vectors one below the other, for each of the sixteen points.
struct Panels {
    int64_t channels, count, width;

    int64_t panels() const { return ceil_div(channels, width); }
    int64_t panel_step() const { return count * width; }
    int64_t point_step() const {
        // A cache line more, so that the sixteen do not meet in one set of the cache.
        return panels() * panel_step() + 16;
    }
    int64_t elements() const { return points * point_step(); }
    /// The points of a block of channels from vector `first` on.
    Points at(const float *values, int64_t channel, int64_t first) const {
        const int64_t offset =
            channel / width * panel_step() + first * width + channel % width;
        return {const_cast<float *>(values) + offset, point_step(), width};
    }
};

/// A convolution's tiles: rows of them, over all images.
struct Tiling {
    explicit Tiling(const lk_conv &conv)
        : c(conv),
          rows_per_image(ceil_div(conv.out_height, 2)),
          columns(ceil_div(conv.out_width, 2)),
          rows(conv.batch * rows_per_image) {}

    Panels inputs(int64_t rows) const { return {c.channels, rows * columns, winograd_block}; }
    Panels outputs(int64_t rows) const { return {c.out_channels, rows * columns, tile_set().width()}; }
    Panels filter() const { return {c.out_channels, c.channels, tile_set().width()}; }

    /// The row of y, counted over all images, with which a row of tiles begins.
    int64_t result_row(int64_t row) const {
        return row / rows_per_image * c.out_height + row % rows_per_image * 2;
    }

    const lk_conv &c;
    int64_t rows_per_image, columns, rows;
};

/// How rows of tiles are grouped: the points of a group, and then their products, are computed at once.
struct Groups {
    int64_t rows, count;
    /// All threads work on one group, so that they read a large filter once; otherwise each thread has groups of
    /// its own, whose points stay in its cache.
    bool are_shared;

    /// Calls f(group) for all groups.
    template <class F>
    void each(const F &f) const {
        if (!are_shared) return parallel_for(count, f);
        for (int64_t group = 0; group < count; ++group) f(group);
    }

    /// Calls f(first, last) for parts of what is to be done within a group.
    template <class F>
    void each_part(int64_t total, const F &f) const {
        if (are_shared) {
            parallel_pieces(total, ceil_div(total, 16), f);
        } else {
            f(0, total);
        }
    }
};

inline Groups groups(const Tiling &t) {
    constexpr int64_t tiles = 64, shared_tiles = 256, large_filter = int64_t(1) << 15, fewest = 8;
    const bool are_shared = t.c.channels * t.c.out_channels >= large_filter;
    const int64_t most = std::max<int64_t>(1, (are_shared ? shared_tiles : tiles) / t.columns);
    // Groups for a fair share of a small convolution, too.
    const int64_t wanted = are_shared ? 1 : std::min(fewest, t.rows);
    const int64_t rows = ceil_div(t.rows, std::max(wanted, ceil_div(t.rows, most)));
    return {rows, ceil_div(t.rows, rows), are_shared};
}

}  // namespace lamina

#endif

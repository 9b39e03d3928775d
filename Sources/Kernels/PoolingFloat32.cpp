// Rows of windows by vector kernels. Gradients gather, so each element of dx is written once, by
// one piece, whatever windows overlap there.
#include "PoolingFloat32.h"

#include <algorithm>

#include "MatmulTile.h"
#include "Parallel.h"
#include "PoolingKernels.h"
#include "PoolingWindows.h"
#include "ScratchArray.h"
#include "WindowsOverColumns.h"

namespace lamina {
namespace {

// Elements to a piece: several microseconds of work.
constexpr int64_t piece_elements = int64_t(1) << 15;

/// The columns of each window and room for a row's pointers, kept by the thread.
class WindowRows {
public:
    explicit WindowRows(const lk_pool &p) : p_(p) {
        static thread_local Scratch spans, rows, combined;
        begins_ = scratch_array<int64_t>(spans, 2 * p.out_width);
        ends_ = begins_ + p.out_width;
        rows_ = scratch_array<const float *>(rows, p.size_h);
        rows_combined = scratch_array<float>(combined, p.width * p.channels);
        for (int64_t q = 0; q < p.out_width; ++q) {
            const Span columns = pool_columns(p, q);
            begins_[q] = columns.begin;
            ends_[q] = columns.end;
        }
    }

    /// Output row `o` of the image at `x`.
    WindowRow at(const float *x, int64_t o) {
        const Span rows = pool_rows(p_, o);
        for (int64_t r = 0; r < rows.count(); ++r) {
            rows_[r] = x + (rows.begin + r) * p_.width * p_.channels;
        }
        return {rows_, rows.count(), begins_, ends_, p_.out_width, p_.width, p_.channels};
    }

    float *rows_combined;

private:
    const lk_pool &p_;
    int64_t *begins_, *ends_;
    const float **rows_;
};

/// Runs `body(image, o, rows)` for pieces of output rows.
template <class Body>
void each_output_row(const lk_pool &p, Body body) {
    const int64_t work = p.size_h * p.width * p.channels;
    const int64_t grain = std::max<int64_t>(1, piece_elements / work);
    parallel_pieces(p.batch * p.out_height, grain, [&](int64_t first, int64_t last) {
        WindowRows rows(p);
        for (int64_t line = first; line < last; ++line) {
            body(line / p.out_height, line % p.out_height, rows);
        }
    });
}

/// Runs `body(image, first, last)` for pieces of input rows: whole images, or bands of one.
template <class Body>
void each_input_band(const lk_pool &p, Body body) {
    const int64_t image = p.height * p.width * p.channels;
    if (p.batch == 1) {
        // Windows across an edge are looked at by both bands, so bands are not too narrow.
        const int64_t rows = std::max(2 * p.size_h, piece_elements / (p.width * p.channels));
        parallel_pieces(p.height, rows, [&](int64_t first, int64_t last) { body(0, first, last); });
        return;
    }
    const int64_t grain = std::max<int64_t>(1, piece_elements / image);
    parallel_pieces(p.batch, grain, [&](int64_t first, int64_t last) {
        for (int64_t i = first; i < last; ++i) body(i, 0, p.height);
    });
}

/// What the averages of output row `o` are divided by, in the thread's memory.
const float *divisors(const lk_pool &p, int64_t o) {
    static thread_local Scratch memory;
    float *counts = scratch_array<float>(memory, p.out_width);
    for (int64_t q = 0; q < p.out_width; ++q) {
        counts[q] = float(pool_count(p, pool_rows(p, o), pool_columns(p, q)));
    }
    return counts;
}

/// The output rows whose windows hold row `row` of the input.
Span windows_over_row(const lk_pool &p, int64_t row) {
    const int64_t covered = row + p.pad_top, above = covered - p.size_h;
    const int64_t first = above < 0 ? 0 : above / p.stride_h + 1;
    return {std::min(first, p.out_height), std::min(covered / p.stride_h + 1, p.out_height)};
}

/// Walks down input rows first..<last: `prepare(o, slot)` once for each output row before it is
/// needed, in one of `slots()` places that are reused, then `gather(row, windows)` for each row.
class RowWalk {
public:
    explicit RowWalk(const lk_pool &p) : p_(p) {}
    int64_t slots() const { return (p_.size_h - 1) / p_.stride_h + 1; }

    template <class Prepare, class Gather>
    void run(int64_t first, int64_t last, Prepare prepare, Gather gather) const {
        int64_t next = windows_over_row(p_, first).begin;
        for (int64_t row = first; row < last; ++row) {
            const Span windows = windows_over_row(p_, row);
            for (next = std::max(next, windows.begin); next < windows.end; ++next) {
                prepare(next, next % slots());
            }
            gather(row, windows);
        }
    }

private:
    const lk_pool &p_;
};

}  // namespace

void vector_max_pool(const lk_pool &p, const float *x, float *y) {
    const int64_t in = p.height * p.width * p.channels, out = p.out_width * p.channels;
    each_output_row(p, [&](int64_t image, int64_t o, WindowRows &rows) {
        pooling_kernels().max(rows.at(x + image * in, o), rows.rows_combined,
                              y + (image * p.out_height + o) * out);
    });
}

void vector_max_pool_gradient(const lk_pool &p, const float *x, const float *dy, float *dx) {
    const int64_t in = p.height * p.width * p.channels, out = p.out_width * p.channels;
    const RowWalk walk(p);
    each_input_band(p, [&](int64_t image, int64_t first, int64_t last) {
        static thread_local Scratch places_memory, rows_memory;
        int32_t *places = scratch_array<int32_t>(places_memory, walk.slots() * out);
        const auto **place_rows = scratch_array<const int32_t *>(rows_memory, 2 * walk.slots());
        const auto **dy_rows = reinterpret_cast<const float **>(place_rows + walk.slots());
        WindowRows rows(p);
        const WindowsOverColumns columns(p.width, p.pad_left, p.size_w, p.stride_w, 1, p.out_width,
                                         p.channels, 0);
        const float *gradient = dy + image * p.out_height * out;
        walk.run(
            first, last,
            [&](int64_t o, int64_t slot) {
                pooling_kernels().place_of_max(rows.at(x + image * in, o), pool_rows(p, o).begin,
                                               places + slot * out);
            },
            [&](int64_t row, Span windows) {
                for (int64_t o = windows.begin; o < windows.end; ++o) {
                    place_rows[o - windows.begin] = places + o % walk.slots() * out;
                    dy_rows[o - windows.begin] = gradient + o * out;
                }
                pooling_kernels().gather_placed(
                    place_rows, dy_rows, windows.count(), columns.starts(), columns.offsets(),
                    p.width, p.channels, int32_t(row * p.width),
                    dx + image * in + row * p.width * p.channels);
            });
    });
}

void vector_average_pool(const lk_pool &p, const float *x, float *y) {
    const int64_t in = p.height * p.width * p.channels, out = p.out_width * p.channels;
    each_output_row(p, [&](int64_t image, int64_t o, WindowRows &rows) {
        pooling_kernels().average(rows.at(x + image * in, o), divisors(p, o), rows.rows_combined,
                                  y + (image * p.out_height + o) * out);
    });
}

void vector_average_pool_gradient(const lk_pool &p, const float *dy, float *dx) {
    const int64_t in = p.height * p.width * p.channels, out = p.out_width * p.channels;
    const RowWalk walk(p);
    each_input_band(p, [&](int64_t image, int64_t first, int64_t last) {
        static thread_local Scratch shares_memory, rows_memory;
        float *shares = scratch_array<float>(shares_memory, walk.slots() * out);
        const auto **share_rows = scratch_array<const float *>(rows_memory, walk.slots());
        const WindowsOverColumns columns(p.width, p.pad_left, p.size_w, p.stride_w, 1, p.out_width,
                                         p.channels, 0);
        walk.run(
            first, last,
            [&](int64_t o, int64_t slot) {
                const float *gradient = dy + (image * p.out_height + o) * out;
                pooling_kernels().divide(gradient, divisors(p, o), p.out_width, p.channels,
                                         shares + slot * out);
            },
            [&](int64_t row, Span windows) {
                for (int64_t o = windows.begin; o < windows.end; ++o) {
                    share_rows[o - windows.begin] = shares + o % walk.slots() * out;
                }
                tile_set().gather(share_rows, windows.count(), columns.starts(), columns.offsets(),
                                  p.width, p.channels, dx + image * in + row * p.width * p.channels,
                                  p.channels);
            });
    });
}

}  // namespace lamina

// How a reduction of [outer, n, inner] over its middle axis is cut into pieces for the pool.
#ifndef LAMINA_REDUCE_PIECES_H
#define LAMINA_REDUCE_PIECES_H

#include <algorithm>

#include "Parts.h"
#include "ReduceKernels.h"

namespace lamina {

/// The kernels of any (operation, type); ends the program for one that does not exist.
ReduceKernels reduce_kernels(lk_reduction op, lk_dtype dtype);

/// An item is `width` neighbouring outputs of one outer index; runs (inner is 1) have width 1. The cuts
/// depend on shape and type alone.
struct ReducePieces {
    int64_t n, inner, width;
    int64_t chunks;  // items of one outer index
    int64_t count;   // items
    int64_t cut;     // elements of n in a partial result; 0 where items are reduced whole
    int64_t cuts;    // partial results of an item
    int64_t grain;   // items that a thread takes at once, where they are reduced whole

    ReducePieces(const ReduceKernels &kernels, int64_t outer, int64_t n, int64_t inner)
        : n(n), inner(inner), width(std::min(inner, kColumnWidth)) {
        chunks = (inner + width - 1) / std::max<int64_t>(width, 1);
        count = outer * chunks;
        const bool is_cut = kernels.may_be_cut && count < kEnoughItems &&
                            n * width >= 2 * kGrain && n > 1;
        cut = is_cut ? std::max<int64_t>(kGrain / width, 1) : 0;
        cuts = is_cut ? ceil_div(n, cut) : 1;
        grain = std::max<int64_t>(kGrain / std::max<int64_t>(n * width, 1), 1);
    }

    /// Outputs of an item.
    int64_t columns(int64_t item) const {
        return std::min(width, inner - item % chunks * width);
    }

    /// Where an item's first output lies among all.
    int64_t output(int64_t item) const { return item / chunks * inner + item % chunks * width; }

    /// Reduces `rows` elements of n of an item, from the first of them on.
    void reduce(const ReduceKernels &kernels, int64_t item, const char *from, int64_t rows,
                char *to) const {
        if (inner == 1) {
            kernels.run(from, rows, to);
        } else {
            kernels.columns(from, rows, inner, columns(item), to);
        }
    }

    /// Reduces the partial results of all items, one item's after the other's, in their order.
    void join(const ReduceKernels &kernels, const char *partial, char *out) const {
        for (int64_t item = 0; item < count; ++item) {
            const char *from = partial + item * cuts * width * kernels.size;
            char *to = out + output(item) * kernels.size;
            if (inner == 1) {
                kernels.run(from, cuts, to);
            } else {
                kernels.columns(from, cuts, width, columns(item), to);
            }
        }
    }

    int64_t partial_bytes(const ReduceKernels &kernels) const {
        return count * cuts * width * kernels.size;
    }

private:
    /// Elements that are worth a piece of their own.
    static constexpr int64_t kGrain = 32768;
    /// So many outputs' worth of work feed any number of threads; with fewer, n is cut as well.
    static constexpr int64_t kEnoughItems = 32;
};

}  // namespace lamina

#endif

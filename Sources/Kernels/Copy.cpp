// Strided copies: dimensions are ordered by the target and merged, then rows are copied, filled or,
// where the source runs along another dimension, transposed.

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "Parallel.h"
#include "Parts.h"
#include "Transpose.h"

namespace lamina {
namespace {

constexpr int64_t kGrainBytes = 256 << 10;
/// From here on the C library should see a piece long enough to write it past the caches.
constexpr int64_t kLargeBytes = 32 << 20, kLargePiece = 16 << 20;

struct Dimension {
    int64_t count, source, target;  // strides in elements
};

/// A copy with its dimensions in the order of the target's strides, the last one innermost.
struct Box {
    int rank = 0;
    Dimension dims[LK_MAX_RANK + 1];
    int size;
    const char *source;
    char *target;

    Box(int32_t loop_rank, const int64_t *counts, int32_t size, const void *source,
        const int64_t *source_strides, void *target, const int64_t *target_strides)
        : size(size), source(static_cast<const char *>(source)),
          target(static_cast<char *>(target)) {
        for (int d = 0; d < loop_rank; ++d) {
            if (counts[d] == 1) continue;
            insert({counts[d], source_strides[d], target_strides[d]});
        }
        if (size != 1 && size != 2 && size != 4 && size != 8) split_elements();
        merge();
        if (rank == 0) dims[rank++] = {1, 1, 1};
    }

    int64_t outer_count(int inner_rank) const {
        int64_t count = 1;
        for (int d = 0; d < rank - inner_rank; ++d) count *= dims[d].count;
        return count;
    }

    /// Where the `index`-th combination of the dimensions before the last `inner_rank` lies.
    void find(int64_t index, int inner_rank, const char *&from, char *&to) const {
        int64_t s = 0, t = 0;
        for (int d = rank - inner_rank - 1; d >= 0; --d) {
            const int64_t rest = index / dims[d].count, at = index - rest * dims[d].count;
            s += at * dims[d].source;
            t += at * dims[d].target;
            index = rest;
        }
        from = source + s * size;
        to = target + t * size;
    }

private:
    void insert(Dimension next) {
        int place = rank++;
        while (place > 0 && std::llabs(dims[place - 1].target) < std::llabs(next.target)) {
            dims[place] = dims[place - 1];
            --place;
        }
        dims[place] = next;
    }

    /// Elements of an unusual size become a dimension of bytes.
    void split_elements() {
        for (int d = 0; d < rank; ++d) {
            dims[d].source *= size;
            dims[d].target *= size;
        }
        dims[rank++] = {size, 1, 1};
        size = 1;
    }

    void merge() {
        int kept = 0;
        for (int d = 0; d < rank; ++d) {
            const Dimension &next = dims[d];
            Dimension *last = kept == 0 ? nullptr : &dims[kept - 1];
            if (last != nullptr && last->source == next.source * next.count &&
                last->target == next.target * next.count) {
                *last = {last->count * next.count, next.source, next.target};
            } else {
                dims[kept++] = next;
            }
        }
        rank = kept;
    }
};

template <class T>
void copy_elements(const char *from, int64_t from_stride, char *to, int64_t to_stride,
                   int64_t count) {
    const T *s = reinterpret_cast<const T *>(from);
    T *t = reinterpret_cast<T *>(to);
    for (int64_t k = 0; k < count; ++k) t[k * to_stride] = s[k * from_stride];
}

void copy_row(int size, const char *from, const Dimension &row, char *to, int64_t count) {
    if (row.source == 1 && row.target == 1) {
        std::memcpy(to, from, count * size);
        return;
    }
    switch (size) {
    case 1: return copy_elements<uint8_t>(from, row.source, to, row.target, count);
    case 2: return copy_elements<uint16_t>(from, row.source, to, row.target, count);
    case 4: return copy_elements<uint32_t>(from, row.source, to, row.target, count);
    default: return copy_elements<uint64_t>(from, row.source, to, row.target, count);
    }
}

/// Row by row, long rows in parts.
void copy_rows(const Box &box) {
    const Dimension &row = box.dims[box.rank - 1];
    const int64_t rows = box.outer_count(1);
    const bool large = row.count * box.size >= kLargeBytes;
    const int64_t part = (large ? kLargePiece : kGrainBytes) / box.size;
    const int64_t parts = ceil_div(row.count, part);
    const int64_t bytes = std::min(row.count, part) * box.size;
    const int64_t grain = std::max<int64_t>(kGrainBytes / bytes, 1);
    parallel_pieces(rows * parts, grain, [&](int64_t begin, int64_t end) {
        for (int64_t item = begin; item < end; ++item) {
            const char *from;
            char *to;
            box.find(item / parts, 1, from, to);
            const int64_t first = item % parts * part;
            copy_row(box.size, from + first * row.source * box.size, row,
                     to + first * row.target * box.size, std::min(part, row.count - first));
        }
    });
}

/// The dimension along which the source is contiguous, or -1 where a row-wise copy is as good.
int transposed_dimension(const Box &box) {
    const Dimension &row = box.dims[box.rank - 1];
    if (row.target != 1 || row.source == 1 || row.source == 0) return -1;
    for (int d = box.rank - 2; d >= 0; --d) {
        if (box.dims[d].source == 1 && box.dims[d].count >= 4) return d;
    }
    return -1;
}

/// Strips of the matrix of dimension `across` and the last one, at each index of all others.
void copy_transposed(Box box, int across) {
    std::rotate(box.dims + across, box.dims + across + 1, box.dims + box.rank - 1);
    const Dimension &rows = box.dims[box.rank - 2], &columns = box.dims[box.rank - 1];
    constexpr int64_t kRows = 2048;
    const int64_t strips = ceil_div(columns.count, kTransposeStrip);
    const int64_t chunks = ceil_div(rows.count, kRows);
    const int64_t bytes =
        std::min(rows.count, kRows) * std::min(columns.count, kTransposeStrip) * box.size;
    const int64_t grain = std::max<int64_t>(kGrainBytes / bytes, 1);
    parallel_pieces(box.outer_count(2) * strips * chunks, grain, [&](int64_t begin, int64_t end) {
        for (int64_t item = begin; item < end; ++item) {
            const char *from;
            char *to;
            box.find(item / (strips * chunks), 2, from, to);
            const int64_t c = item / chunks % strips * kTransposeStrip, r = item % chunks * kRows;
            transpose(box.size, from + (c * columns.source + r) * box.size, columns.source,
                      to + (c + r * rows.target) * box.size, rows.target,
                      std::min(kRows, rows.count - r),
                      std::min(kTransposeStrip, columns.count - c));
        }
    });
}

}  // namespace
}  // namespace lamina

void lk_copy(int32_t rank, const int64_t *dims, int32_t size, const void *source,
             const int64_t *source_strides, void *target, const int64_t *target_strides) {
    using namespace lamina;
    for (int d = 0; d < rank; ++d) {
        if (dims[d] == 0) return;
    }
    const Box box(rank, dims, size, source, source_strides, target, target_strides);
    const int across = transposed_dimension(box);
    if (across >= 0) return copy_transposed(box, across);
    copy_rows(box);
}

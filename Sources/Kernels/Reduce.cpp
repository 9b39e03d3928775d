// Cuts a reduction of [outer, n, inner] over its middle axis into pieces for the pool.

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "Parallel.h"
#include "ReduceKernels.h"
#include "Scratch.h"

namespace lamina {
namespace {

/// Elements that are worth a piece of their own.
constexpr int64_t kGrain = 32768;
/// So many outputs' worth of work feed any number of threads; with fewer, n is cut as well.
constexpr int64_t kEnoughItems = 32;

thread_local Scratch partial_memory;

/// One item: `width` neighbouring outputs of one outer index. Runs have width 1 and stride 1.
struct Items {
    ReduceKernels kernels;
    const char *in;
    char *out;
    int64_t n, inner, width, chunks;

    /// Reduces elements j0 ..< j1 of item `index` into `to`; returns the number of outputs.
    int64_t reduce(int64_t index, int64_t j0, int64_t j1, char *to) const {
        const int64_t outer = index / chunks, first = index % chunks * width;
        const int64_t columns = std::min(width, inner - first);
        const char *from = in + ((outer * n + j0) * inner + first) * kernels.size;
        if (inner == 1) {
            kernels.run(from, j1 - j0, to);
        } else {
            kernels.columns(from, j1 - j0, inner, columns, to);
        }
        return columns;
    }

    char *target(int64_t index) const {
        return out + (index / chunks * inner + index % chunks * width) * kernels.size;
    }
};

/// Two stages: partial results of `cut` elements each, then one reduction over those, in order.
void reduce_in_two_stages(const Items &items, int64_t count, int64_t cut) {
    const int64_t cuts = (items.n + cut - 1) / cut, bytes = items.width * items.kernels.size;
    char *partial = partial_memory.get(count * cuts * bytes);
    parallel_for(count * cuts, [&](int64_t piece) {
        const int64_t index = piece / cuts, j = piece % cuts * cut;
        items.reduce(index, j, std::min(items.n, j + cut), partial + piece * bytes);
    });
    for (int64_t index = 0; index < count; ++index) {
        const char *from = partial + index * cuts * bytes;
        if (items.inner == 1) {
            items.kernels.run(from, cuts, items.target(index));
            continue;
        }
        const int64_t columns =
            std::min(items.width, items.inner - index % items.chunks * items.width);
        items.kernels.columns(from, cuts, items.width, columns, items.target(index));
    }
}

}  // namespace
}  // namespace lamina

void lk_reduce(lk_reduction op, lk_dtype dtype, const void *in, void *out, int64_t outer, int64_t n,
               int64_t inner) {
    using namespace lamina;
    ReduceKernels kernels = float_reduce(op, dtype);
    if (kernels.run == nullptr) kernels = plain_reduce(op, dtype);
    if (kernels.run == nullptr) {
        std::fprintf(stderr, "lk_reduce: no reduction %d of type %d\n", op, dtype);
        std::abort();
    }
    if (outer == 0 || inner == 0) return;
    const int64_t width = std::min(inner, kColumnWidth), chunks = (inner + width - 1) / width;
    const Items items = {
        kernels, static_cast<const char *>(in), static_cast<char *>(out), n, inner, width, chunks};
    const int64_t count = outer * chunks;
    if (kernels.may_be_cut && count < kEnoughItems && n * width >= 2 * kGrain && n > 1) {
        return reduce_in_two_stages(items, count, std::max<int64_t>(kGrain / width, 1));
    }
    const int64_t grain = std::max<int64_t>(kGrain / std::max<int64_t>(n * width, 1), 1);
    parallel_pieces(count, grain, [&](int64_t begin, int64_t end) {
        for (int64_t index = begin; index < end; ++index) {
            items.reduce(index, 0, n, items.target(index));
        }
    });
}

// Reductions of [outer, n, inner] over the middle axis, in pieces on the pool.

#include <cstdio>
#include <cstdlib>

#include "Parallel.h"
#include "ReducePieces.h"
#include "Scratch.h"

namespace lamina {
namespace {

thread_local Scratch partial_memory;

}  // namespace

ReduceKernels reduce_kernels(lk_reduction op, lk_dtype dtype) {
    ReduceKernels kernels = float_reduce(op, dtype);
    if (kernels.run == nullptr) kernels = plain_reduce(op, dtype);
    if (kernels.run == nullptr) {
        std::fprintf(stderr, "lk_reduce: no reduction %d of type %d\n", op, dtype);
        std::abort();
    }
    return kernels;
}

}  // namespace lamina

void lk_reduce(lk_reduction op, lk_dtype dtype, const void *in, void *out, int64_t outer, int64_t n,
               int64_t inner) {
    using namespace lamina;
    const ReduceKernels kernels = reduce_kernels(op, dtype);
    if (outer == 0 || inner == 0) return;
    const ReducePieces pieces(kernels, outer, n, inner);
    const char *from = static_cast<const char *>(in);
    char *to = static_cast<char *>(out);
    /// Element `row` of an item's n.
    const auto element = [&](int64_t item, int64_t row) {
        const int64_t first = (item / pieces.chunks * n + row) * inner;
        return from + (first + item % pieces.chunks * pieces.width) * kernels.size;
    };
    if (pieces.cut > 0) {
        char *partial = partial_memory.get(pieces.partial_bytes(kernels));
        parallel_for(pieces.count * pieces.cuts, [&](int64_t piece) {
            const int64_t item = piece / pieces.cuts, row = piece % pieces.cuts * pieces.cut;
            pieces.reduce(
                kernels, item, element(item, row), std::min(n - row, pieces.cut),
                partial + piece * pieces.width * kernels.size);
        });
        return pieces.join(kernels, partial, to);
    }
    parallel_pieces(pieces.count, pieces.grain, [&](int64_t begin, int64_t end) {
        for (int64_t item = begin; item < end; ++item) {
            pieces.reduce(
                kernels, item, element(item, 0), n, to + pieces.output(item) * kernels.size);
        }
    });
}

// A fused loop whose results are reduced part by part while they are in the caches, so that they are
// never written to memory as a whole.

#include "FusedTail.h"
#include "Parallel.h"
#include "Parts.h"
#include "ReducePieces.h"
#include "Scratch.h"

namespace lamina {
namespace {

thread_local Scratch part_memory;     // each thread's part of the loop's results
thread_local Scratch partial_memory;  // the caller's: partial results of all pieces

/// The largest part, so that it stays in the second-level cache.
constexpr int64_t kPartBytes = 1 << 18;

struct ReducedOutput {
    int output;
    ReduceKernels kernels;
    char *result;
    char *partial;
};

/// A loop with the reductions of its results, which are alike but for the operation.
struct ReducedLoop {
    const FusedTail &loop;
    const ReducedOutput *reduced;
    int count;
    int element_size;

    /// Runs elements begin ..< end and calls `use(output, memory)` for each of the results that are reduced.
    template <class F>
    void run(int64_t begin, int64_t end, const F &use) const {
        const int64_t bytes = (end - begin) * element_size;
        char *memory = part_memory.get(bytes * count);
        char *parts[LK_MAX_REGISTERS] = {};
        for (int r = 0; r < count; ++r) parts[reduced[r].output] = memory + r * bytes;
        loop.run(begin, end, parts);
        for (int r = 0; r < count; ++r) use(reduced[r], memory + r * bytes);
    }
};

/// Elements of the largest part.
int64_t part_size(const ReducePieces &pieces) {
    const int64_t rows = pieces.cut > 0 ? std::min(pieces.cut, pieces.n) : pieces.n * pieces.grain;
    return rows * pieces.inner;
}

}  // namespace
}  // namespace lamina

bool lk_reduces_loop(const lk_fused_loop *loop, lk_reduction op, lk_dtype dtype, int64_t outer,
                     int64_t n, int64_t inner) {
    using namespace lamina;
    const ReduceKernels kernels = reduce_kernels(op, dtype);
    if (outer * n * inner == 0 || !lk_fused_is_linear(loop)) return false;
    const ReducePieces pieces(kernels, outer, n, inner);
    // Parts lie in one stretch only where they hold all columns.
    if (pieces.chunks > 1 || part_size(pieces) * kernels.size > kPartBytes) return false;
    // As many threads as would have a part of the loop alone.
    const int64_t parts = pieces.cut > 0 ? pieces.count * pieces.cuts
                                         : ceil_div(pieces.count, pieces.grain);
    return parts > 1 || outer * n * inner <= fused_piece(loop);
}

void lk_reduced_loop(const lk_tail *tail, const lk_reduced_output *reduced, int32_t count,
                     lk_dtype dtype, int64_t outer, int64_t n, int64_t inner) {
    using namespace lamina;
    void *outputs[LK_MAX_REGISTERS];
    std::copy_n(tail->outputs, tail->loop->output_count, outputs);
    ReducedOutput items[LK_MAX_REGISTERS];
    for (int r = 0; r < count; ++r) {
        const int output = reduced[r].output;
        items[r] = {
            output, reduce_kernels(reduced[r].op, dtype), static_cast<char *>(outputs[output]),
            nullptr};
        outputs[output] = nullptr;
    }
    const lk_tail kept = {tail->loop, tail->inputs, outputs};
    const FusedTail program(&kept);
    const int64_t size = items[0].kernels.size;
    const ReducedLoop loop = {program, items, count, static_cast<int>(size)};
    const ReducePieces pieces(items[0].kernels, outer, n, inner);
    if (pieces.cut == 0) {
        return parallel_pieces(pieces.count, pieces.grain, [&](int64_t begin, int64_t end) {
            const int64_t stretch = n * inner;
            loop.run(begin * stretch, end * stretch, [&](const ReducedOutput &r, char *memory) {
                for (int64_t item = begin; item < end; ++item) {
                    pieces.reduce(
                        r.kernels, item, memory + (item - begin) * stretch * size, n,
                        r.result + pieces.output(item) * size);
                }
            });
        });
    }
    const int64_t bytes = pieces.partial_bytes(items[0].kernels);
    char *partial = partial_memory.get(bytes * count);
    for (int r = 0; r < count; ++r) items[r].partial = partial + r * bytes;
    parallel_for(pieces.count * pieces.cuts, [&](int64_t piece) {
        const int64_t item = piece / pieces.cuts, row = piece % pieces.cuts * pieces.cut;
        const int64_t rows = std::min(n - row, pieces.cut), first = (item * n + row) * inner;
        loop.run(first, first + rows * inner, [&](const ReducedOutput &r, char *memory) {
            pieces.reduce(
                r.kernels, item, memory, rows, r.partial + piece * pieces.width * size);
        });
    });
    for (int r = 0; r < count; ++r) pieces.join(items[r].kernels, items[r].partial, items[r].result);
}

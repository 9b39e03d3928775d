// Runs a fused loop: pieces of tiles on the pool. What operands the loop has decides what a tile is.

#include <algorithm>
#include <cstring>

#include "FusedProgram.h"
#include "FusedRows.h"
#include "FusedShort.h"
#include "FusedTail.h"
#include "FusedTileRunner.h"
#include "Parallel.h"
#include "Parts.h"
#include "Scratch.h"

namespace lamina {
namespace {

thread_local Scratch shared_memory;  // the caller's: scalars and patterns, read by all threads

/// Lays the inputs that stay the same for the whole call.
void lay_shared(FusedProgram &program, bool with_patterns = true) {
    const auto bytes = [&](const FusedInput &input) -> size_t {
        if (input.way == Way::scalar) return kBlock * input.size;
        if (input.way != Way::pattern || !with_patterns) return 0;
        return (input.period + program.tile + 2 * kBlock) * input.size;
    };
    const int count = program.loop->input_count;
    size_t all = 0;
    for (int i = 0; i < count; ++i) all += bytes(program.inputs[i]);
    char *next = all == 0 ? nullptr : shared_memory.get(all);
    for (int i = 0; i < count; ++i) {
        FusedInput &input = program.inputs[i];
        input.shared = next;
        if (input.way == Way::scalar) splat_block(input.size, input.data, next);
        if (input.way == Way::pattern && with_patterns) {
            const int64_t length = std::min(input.period + program.tile, program.total);
            lay(input.view, input.size, input.data, 0, length, next);
        }
        next += bytes(input);
    }
}

/// Runs a loop with a transposed input: tiles are boxes over the last dimension and the one along
/// which that input is contiguous, so that whole cache lines are used on both sides.
class BoxRunner {
public:
    explicit BoxRunner(const FusedProgram &program)
        : program_(program), loop_(*program.loop), across_(program.across), last_(loop_.rank - 1),
          height_(std::min<int64_t>(program.tile / kWidth, 32)) {
        int64_t stride = 1;
        for (int d = last_; d >= 0; --d) {
            row_major_[d] = stride;
            stride *= loop_.dims[d];
        }
        columns_ = ceil_div(loop_.dims[last_], kWidth);
        rows_ = ceil_div(loop_.dims[across_], height_);
    }

    int64_t count() const {
        return program_.total / (loop_.dims[last_] * loop_.dims[across_]) * rows_ * columns_;
    }

    int64_t in_piece() const { return program_.piece / (height_ * kWidth); }

    void run(int64_t begin, int64_t end) const {
        TileRunner tiles(program_);
        for (int64_t box = begin; box < end; ++box) run_box(tiles, box);
    }

private:
    static constexpr int64_t kWidth = 32;

    void run_box(TileRunner &tiles, int64_t box) const {
        int64_t at[LK_MAX_RANK];
        at[last_] = box % columns_ * kWidth;
        at[across_] = box / columns_ % rows_ * height_;
        int64_t index = box / columns_ / rows_;
        for (int d = last_ - 1; d >= 0; --d) {
            if (d == across_) continue;
            at[d] = index % loop_.dims[d];
            index /= loop_.dims[d];
        }
        const auto offset = [&](const int64_t *strides) {
            int64_t elements = 0;
            for (int d = 0; d <= last_; ++d) elements += at[d] * strides[d];
            return elements;
        };
        const int64_t columns = std::min(kWidth, loop_.dims[last_] - at[last_]);
        const int64_t rows = std::min(height_, loop_.dims[across_] - at[across_]);
        for (int i = 0; i < loop_.input_count; ++i) {
            const FusedInput &input = program_.inputs[i];
            if (input.way == Way::scalar) {
                tiles.input_slot(i) = {input.shared, 0};
                continue;
            }
            const int64_t *strides = loop_.inputs[i].strides;
            tiles.input_slot(i) = {tiles.buffer(i), ~ptrdiff_t{0}};
            lay_box(input.size, input.data + offset(strides) * input.size, strides[across_],
                    strides[last_], rows, columns, tiles.buffer(i));
        }
        for (int o = 0; o < loop_.output_count; ++o) {
            tiles.output_slot(o).data = tiles.output_buffer(o);
        }
        tiles.run_steps(rows * columns);
        for (int o = 0; o < loop_.output_count; ++o) {
            const int64_t size = program_.outputs[o].size;
            const int64_t *strides = loop_.output_strides == nullptr
                                         ? row_major_
                                         : loop_.output_strides + o * LK_MAX_RANK;
            char *to = program_.outputs[o].data + offset(strides) * size;
            const StridedView row(1, &columns, strides + last_);
            for (int64_t r = 0; r < rows; ++r) {
                spread(row, size, tiles.output_buffer(o) + r * columns * size, 0, columns,
                       to + r * strides[across_] * size);
            }
        }
    }

    const FusedProgram &program_;
    const lk_fused_loop &loop_;
    int across_, last_;
    int64_t height_, columns_, rows_;
    int64_t row_major_[LK_MAX_RANK];  // strides of contiguous outputs
};

}  // namespace

FusedTail::FusedTail(const lk_tail *tail) {
    if (tail == nullptr) return;
    program_.emplace(tail->loop, tail->inputs, tail->outputs, true);
    lay_shared(*program_);
}

/// What of a loop's program does not depend on where its operands lie.
static FusedProgram without_memory(const lk_fused_loop *loop) {
    const void *inputs[LK_MAX_REGISTERS] = {};
    void *outputs[LK_MAX_REGISTERS] = {};
    return FusedProgram(loop, inputs, outputs);
}

int64_t fused_piece(const lk_fused_loop *loop) { return without_memory(loop).piece; }

void FusedTail::run(int64_t begin, int64_t end) const {
    if (program_) TileRunner(*program_).run(begin, end);
}

void FusedTail::run(int64_t begin, int64_t end, char *const *parts) const {
    if (program_) TileRunner(*program_).run(begin, end, parts);
}

}  // namespace lamina

bool lk_fused_is_linear(const lk_fused_loop *loop) {
    return loop->output_strides == nullptr && lamina::without_memory(loop).across < 0;
}

void lk_fused(const lk_fused_loop *loop, const void *const *inputs, void *const *outputs) {
    using namespace lamina;
    if (run_short(*loop, inputs, outputs)) return;
    FusedProgram program(loop, inputs, outputs);
    if (program.total == 0) return;
    const bool by_rows = RowRunner::suits(program);
    lay_shared(program, !by_rows);
    if (by_rows) {
        const RowRunner rows(program);
        const auto run = [&](int64_t begin, int64_t end) { rows.run(begin, end); };
        return parallel_pieces(rows.count(), rows.in_piece(), run);
    }
    if (program.across >= 0) {
        const BoxRunner boxes(program);
        const auto run = [&](int64_t begin, int64_t end) { boxes.run(begin, end); };
        return parallel_pieces(boxes.count(), boxes.in_piece(), run);
    }
    const auto run = [&](int64_t begin, int64_t end) { TileRunner(program).run(begin, end); };
    if (program.total <= program.piece) return run(0, program.total);
    parallel_pieces(program.total, program.piece, run);
}

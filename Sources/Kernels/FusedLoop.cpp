// Runs a fused loop: pieces of tiles on the pool, all instructions over one tile before the next,
// so that what lies between input and output stays in the first-level cache.

#include <algorithm>
#include <cstring>

#include "FusedCode.h"
#include "FusedProgram.h"
#include "FusedShort.h"
#include "FusedTail.h"
#include "Parallel.h"
#include "Scratch.h"

namespace lamina {
namespace {

thread_local Scratch shared_memory;  // the caller's: scalars and patterns, read by all threads
thread_local Scratch tile_memory;    // each thread's buffers

/// Lays the inputs that stay the same for the whole call.
void lay_shared(FusedProgram &program) {
    const auto bytes = [&](const FusedInput &input) -> size_t {
        if (input.way == Way::scalar) return kBlock * input.size;
        if (input.way != Way::pattern) return 0;
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
        if (input.way == Way::pattern) {
            const int64_t length = std::min(input.period + program.tile, program.total);
            lay(input.view, input.size, input.data, 0, length, next);
        }
        next += bytes(input);
    }
}

constexpr int64_t kSplatBytes = kBlock * 8;  // a block of the largest elements

/// A slot's memory, and all ones or, for a scalar, zero: the mask on the step to the next block.
struct Slot {
    char *data;
    ptrdiff_t mask;
};

class TileRunner {
public:
    explicit TileRunner(const FusedProgram &program) : program_(program) {
        const int buffers = program.buffers(), outputs = program.loop->output_count;
        const int inputs = program.loop->input_count;
        const lk_fused_code *code = program.loop->code;
        const int64_t tiles = (buffers + outputs) * program.buffer_bytes + inputs * kSplatBytes;
        memory_ = tile_memory.get(tiles + (code == nullptr ? 0 : code->spill_bytes));
        spills_ = memory_ + tiles;
        for (int b = 0; b < buffers; ++b) {
            slots_[program.buffer_slot(b)] = {buffer(b), ~ptrdiff_t{0}};
        }
        for (int o = 0; o < outputs; ++o) slots_[program.output_slot(o)].mask = ~ptrdiff_t{0};
    }

    /// The part of an output without memory of its own goes to parts[output].
    void run(int64_t begin, int64_t end, char *const *parts = nullptr) {
        for (int o = 0; o < program_.loop->output_count; ++o) {
            const FusedOutput &output = program_.outputs[o];
            outputs_[o] = output.data;
            if (parts != nullptr && output.data == nullptr) {
                outputs_[o] = parts[o] - begin * output.size;
            }
        }
        while (begin < end) {
            int64_t count = std::min(program_.tile, end - begin);
            // What does not fill a block goes through buffers, which have room for a whole one.
            if (count > kBlock) count = count / kBlock * kBlock;
            run_tile(begin, count);
            begin += count;
        }
    }

    /// Runs the steps over the blocks of `count` elements, all slots being set.
    void run_steps(int64_t count) {
        const int64_t blocks = (count + kBlock - 1) / kBlock;
        if (program_.loop->code != nullptr) return run_code(*program_.loop->code, blocks);
        const auto operand = [&](uint8_t slot, int16_t block) -> TileOperand {
            return {slots_[slot].data, block & slots_[slot].mask};
        };
        for (int s = 0; s < program_.step_count; ++s) {
            const FusedStep &step = program_.steps[s];
            step.kernel(
                slots_[step.dst].data, operand(step.a, step.a_block),
                operand(step.b, step.b_block), operand(step.c, step.c_block), blocks);
        }
    }

    Slot &input_slot(int i) { return slots_[i]; }
    Slot &output_slot(int o) { return slots_[program_.output_slot(o)]; }
    char *buffer(int b) { return memory_ + b * program_.buffer_bytes; }
    char *output_buffer(int o) { return buffer(program_.buffers() + o); }
    /// A block of one element. Not in the input's buffer, into which a step may write its result
    /// block by block: every block of the tile reads this one.
    char *splat(int i) {
        return buffer(program_.buffers() + program_.loop->output_count) + i * kSplatBytes;
    }

private:
    void run_code(const lk_fused_code &code, int64_t blocks) {
        char *data[2 * LK_MAX_REGISTERS];
        int64_t steps[3 * LK_MAX_REGISTERS];
        const int inputs = program_.loop->input_count, outputs = program_.loop->output_count;
        for (int i = 0; i < inputs; ++i) {
            data[i] = slots_[i].data;
            steps[i] = kBlock * program_.inputs[i].size & slots_[i].mask;
        }
        for (int o = 0; o < outputs; ++o) {
            const FusedOutput &output = program_.outputs[o];
            data[inputs + o] = output_slot(o).data;
            steps[inputs + o] = kBlock * output.size;
            steps[inputs + outputs + o] = output.is_streamed;
        }
        code.function(data, steps, blocks, spills_);
    }

    void run_tile(int64_t start, int64_t count) {
        const bool whole = count % kBlock == 0;
        for (int i = 0; i < program_.loop->input_count; ++i) set_input(i, start, count, whole);
        for (int o = 0; o < program_.loop->output_count; ++o) {
            const FusedOutput &output = program_.outputs[o];
            output_slot(o).data =
                whole ? outputs_[o] + start * output.size : output_buffer(o);
        }
        run_steps(count);
        if (whole) return;
        for (int o = 0; o < program_.loop->output_count; ++o) {
            const FusedOutput &output = program_.outputs[o];
            std::memcpy(outputs_[o] + start * output.size, output_buffer(o), count * output.size);
        }
    }

    void set_input(int i, int64_t start, int64_t count, bool whole) {
        const FusedInput &input = program_.inputs[i];
        Slot &slot = slots_[i];
        slot.mask = ~ptrdiff_t{0};
        switch (input.way) {
        case Way::scalar:
            slot = {input.shared, 0};
            return;
        case Way::pattern:
            slot.data = input.shared + start % input.period * input.size;
            return;
        case Way::direct:
            if (whole && !input.is_overwritten) {
                slot.data = const_cast<char *>(input.data) + start * input.size;
                return;
            }
            slot.data = buffer(i);
            std::memcpy(slot.data, input.data + start * input.size, count * input.size);
            return;
        case Way::laid:
            const RowPosition at = find_row(input.view, start);
            const char *first = input.data + at.offset * input.size;
            const int64_t stride = input.view.strides[input.view.rank - 1];
            if (at.left >= count && stride == 1 && whole) {
                slot.data = const_cast<char *>(first);
            } else if (at.left >= count && stride == 0) {
                slot = {splat(i), 0};
                splat_block(input.size, first, slot.data);
            } else {
                slot.data = buffer(i);
                lay(input.view, input.size, input.data, start, count, slot.data);
            }
            return;
        }
    }

    const FusedProgram &program_;
    char *memory_;
    char *spills_;
    char *outputs_[LK_MAX_REGISTERS];  // where element 0 of each output lies, or would lie
    Slot slots_[3 * LK_MAX_REGISTERS + 1];
};

/// Runs a loop with a transposed input: tiles are boxes over the last dimension and the one along
/// which that input is contiguous, so that whole cache lines are used on both sides.
class BoxRunner {
public:
    explicit BoxRunner(const FusedProgram &program)
        : program_(program), loop_(*program.loop), across_(program.across), last_(loop_.rank - 1),
          height_(std::min<int64_t>(program.tile / kWidth, 32)) {
        int64_t stride = 1;
        for (int d = last_; d >= 0; --d) {
            output_strides_[d] = stride;
            stride *= loop_.dims[d];
        }
        columns_ = (loop_.dims[last_] + kWidth - 1) / kWidth;
        rows_ = (loop_.dims[across_] + height_ - 1) / height_;
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
            char *to = program_.outputs[o].data + offset(output_strides_) * size;
            for (int64_t r = 0; r < rows; ++r) {
                std::memcpy(to + r * output_strides_[across_] * size,
                            tiles.output_buffer(o) + r * columns * size, columns * size);
            }
        }
    }

    const FusedProgram &program_;
    const lk_fused_loop &loop_;
    int across_, last_;
    int64_t height_, columns_, rows_;
    int64_t output_strides_[LK_MAX_RANK];
};

}  // namespace

FusedTail::FusedTail(const lk_tail *tail) {
    if (tail == nullptr) return;
    program_.emplace(tail->loop, tail->inputs, tail->outputs);
    lay_shared(*program_);
}

/// What of a loop's program does not depend on where its operands lie.
static FusedProgram without_memory(const lk_fused_loop *loop) {
    const void *inputs[LK_MAX_REGISTERS] = {};
    void *outputs[LK_MAX_REGISTERS] = {};
    return FusedProgram(loop, inputs, outputs);
}

void FusedTail::run(int64_t begin, int64_t end) const {
    if (program_) TileRunner(*program_).run(begin, end);
}

void FusedTail::run(int64_t begin, int64_t end, char *const *parts) const {
    if (program_) TileRunner(*program_).run(begin, end, parts);
}

}  // namespace lamina

bool lk_fused_is_linear(const lk_fused_loop *loop) {
    return lamina::without_memory(loop).across < 0;
}

int64_t lk_fused_piece(const lk_fused_loop *loop) { return lamina::without_memory(loop).piece; }

void lk_fused(const lk_fused_loop *loop, const void *const *inputs, void *const *outputs) {
    using namespace lamina;
    if (run_short(*loop, inputs, outputs)) return;
    FusedProgram program(loop, inputs, outputs);
    if (program.total == 0) return;
    lay_shared(program);
    if (program.across >= 0) {
        const BoxRunner boxes(program);
        const auto run = [&](int64_t begin, int64_t end) { boxes.run(begin, end); };
        return parallel_pieces(boxes.count(), boxes.in_piece(), run);
    }
    const auto run = [&](int64_t begin, int64_t end) { TileRunner(program).run(begin, end); };
    if (program.total <= program.piece) return run(0, program.total);
    parallel_pieces(program.total, program.piece, run);
}

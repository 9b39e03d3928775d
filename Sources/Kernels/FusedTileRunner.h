// Runs a program's instructions tile by tile, all of them over one tile before the next, so that what lies
// between input and output stays in the first-level cache.
#ifndef LAMINA_FUSED_TILE_RUNNER_H
#define LAMINA_FUSED_TILE_RUNNER_H

#include <algorithm>
#include <cstring>

#include "FusedCode.h"
#include "FusedProgram.h"
#include "Parts.h"
#include "Scratch.h"

namespace lamina {

/// Each thread's buffers.
inline Scratch &tile_memory() {
    static thread_local Scratch memory;
    return memory;
}

constexpr int64_t kSplatBytes = kBlock * 8;  // a block of the largest elements

/// A slot's memory, and all ones or, for a scalar, zero: the mask on the step to the next block.
struct Slot {
    char *data;
    ptrdiff_t mask;
};

/// Runs a program on elements in their order.
class TileRunner {
public:
    explicit TileRunner(const FusedProgram &program) : program_(program) {
        const int buffers = program.buffers(), outputs = program.loop->output_count;
        const int inputs = program.loop->input_count;
        const lk_fused_code *code = program.loop->code;
        const int64_t tiles = (buffers + outputs) * program.buffer_bytes + inputs * kSplatBytes;
        memory_ = tile_memory().get(tiles + (code == nullptr ? 0 : code->spill_bytes));
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
        const int64_t blocks = ceil_div(count, kBlock);
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
            output_slot(o).data = whole && output.is_contiguous ? outputs_[o] + start * output.size
                                                                : output_buffer(o);
        }
        run_steps(count);
        for (int o = 0; o < program_.loop->output_count; ++o) {
            const FusedOutput &output = program_.outputs[o];
            if (!output.is_contiguous) {
                spread(output.view, output.size, output_buffer(o), start, count, outputs_[o]);
            } else if (!whole) {
                std::memcpy(
                    outputs_[o] + start * output.size, output_buffer(o), count * output.size);
            }
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

}  // namespace lamina

#endif

#include "FusedProgram.h"

#include <algorithm>

#include "ElementSize.h"
#include "FusedInstruction.h"
#include "Parts.h"
#include "Scratch.h"

namespace lamina {
namespace {

// Outputs from here on would not fit into the last-level cache anyway: written past the caches they
// need no reading of the lines first.
constexpr int64_t kStreamBytes = int64_t{32} << 20;
/// What a tile may take of the first-level cache, over everything that it touches.
constexpr int64_t kTileBytes = 32 << 10;
/// Additions in a piece: some ten microseconds, many times what handing it out costs.
constexpr int64_t kPieceWeight = 1 << 18;
constexpr int64_t kPatternElements = 4096;

thread_local Scratch step_memory;

/// Turns registers into slots, one instruction after the other.
class Assembler {
public:
    explicit Assembler(FusedProgram &program)
        : program_(program), spare_(static_cast<uint8_t>(program.loop->register_count)) {
        for (int r = 0; r < program.loop->register_count; ++r) {
            buffer_[r] = static_cast<uint8_t>(r);
            slot_[r] = static_cast<uint8_t>(
                r < program.loop->input_count ? r : program.buffer_slot(r));
        }
        std::fill_n(last_use_, program.loop->input_count, -1);
    }

    /// `output` is where the result goes, or -1 for its register's buffer.
    void add(const lk_instruction &i, int output) {
        const int registers = program_.loop->register_count;
        if (i.op >= kFusedOps || i.dtype >= kFusedTypes || i.from >= kFusedTypes) {
            fused_failure("no such operation or type", i.op, i.dtype);
        }
        const FusedOperation &operation = kFusedOperations.of[i.op];
        const TileKernel kernel = i.op == LK_CONVERT ? kernels_.convert[i.from][i.dtype]
                                                     : kernels_.by_op[i.op][i.dtype];
        if (kernel == nullptr) {
            fused_failure("the operation does not exist for the type", i.op, i.dtype);
        }
        if (i.dst >= registers || i.a >= registers ||
            (operation.operands > 1 && i.b >= registers) ||
            (operation.operands > 2 && i.c >= registers)) {
            fused_failure("no such register in instruction", program_.step_count, registers);
        }
        weight_ += operation.weight;
        const int size = element_size(i.dtype), result = operation.gives_bool ? 1 : size;
        const int first = i.op == LK_CONVERT  ? element_size(i.from)
                          : i.op == LK_SELECT ? 1
                                              : size;
        largest_ = std::max(largest_, result);
        FusedStep &step = next_step(kernel);
        bool clashes = i.a == i.dst && first != result;
        use(i.a, first, step.a, step.a_block);
        if (operation.operands > 1) {
            clashes |= i.b == i.dst && size != result;
            use(i.b, size, step.b, step.b_block);
        }
        if (operation.operands > 2) {
            clashes |= i.c == i.dst && size != result;
            use(i.c, size, step.c, step.c_block);
        }
        // A result of another element size would overtake the operand that it replaces.
        if (clashes) std::swap(buffer_[i.dst], spare_);
        const uint8_t buffer = buffer_[i.dst];
        if (output < 0) written_[buffer / 64] |= uint64_t{1} << buffer % 64;
        slot_[i.dst] = static_cast<uint8_t>(
            output < 0 ? program_.buffer_slot(buffer) : program_.output_slot(output));
        step.dst = slot_[i.dst];
        ++program_.step_count;
    }

    void add_copy(TileKernel kernel, int reg, int output) {
        FusedStep &step = next_step(kernel);
        use(reg, program_.outputs[output].size, step.a, step.a_block);
        step.dst = static_cast<uint8_t>(program_.output_slot(output));
        ++program_.step_count;
    }

    /// The last step that reads an input, or -1.
    int last_use(int input) const { return last_use_[input]; }
    int64_t weight() const { return weight_; }
    int largest_result() const { return largest_; }
    int buffers_written() const {
        return __builtin_popcountll(written_[0]) + __builtin_popcountll(written_[1]);
    }

private:
    FusedStep &next_step(TileKernel kernel) {
        FusedStep &step = program_.steps[program_.step_count];
        step = {};
        step.kernel = kernel;
        return step;
    }

    void use(int reg, int size, uint8_t &slot, int16_t &block) {
        slot = slot_[reg];
        block = static_cast<int16_t>(kBlock * size);
        if (slot < program_.loop->input_count) last_use_[slot] = program_.step_count;
    }

    FusedProgram &program_;
    const FusedKernels &kernels_ = fused_kernels();
    int64_t weight_ = 0;
    int largest_ = 1;
    uint64_t written_[2] = {0, 0};
    uint8_t buffer_[LK_MAX_REGISTERS];  // of each register
    uint8_t slot_[LK_MAX_REGISTERS];    // where each register's value is
    int last_use_[LK_MAX_REGISTERS];
    uint8_t spare_;
};

Way way_of(const FusedInput &input, int64_t total) {
    if (input.view.is_scalar()) return Way::scalar;
    if (input.view.is_contiguous()) return Way::direct;
    const bool repeats = input.period > 0 && input.period <= kPatternElements;
    return repeats && total > kPatternElements ? Way::pattern : Way::laid;
}

}  // namespace

FusedProgram::FusedProgram(
    const lk_fused_loop *loop, const void *const *input_data, void *const *output_data,
    bool is_tail)
    : loop(loop), total(1), step_count(0) {
    if (loop->register_count > LK_MAX_REGISTERS || loop->input_count > loop->register_count ||
        loop->output_count > LK_MAX_REGISTERS) {
        fused_failure("too many registers or outputs", loop->register_count, loop->output_count);
    }
    for (int d = 0; d < loop->rank; ++d) total *= loop->dims[d];
    if (total == 0) return;
    take_inputs(input_data);
    find_dimension_across();
    take_outputs(output_data, is_tail);
    if (loop->code != nullptr) {
        choose_sizes_for_code();
    } else {
        assemble();
    }
}

/// Values need no memory between the instructions, so that a tile is as long as a piece, unless an
/// input has to be laid out for it.
void FusedProgram::choose_sizes_for_code() {
    int64_t weight = loop->input_count + loop->output_count;
    for (int i = 0; i < loop->instruction_count; ++i) {
        weight += kFusedOperations.of[loop->instructions[i].op].weight;
    }
    piece = std::clamp<int64_t>(kPieceWeight / weight, 8192, 65536) / 1024 * 1024;
    tile = piece;
    int64_t laid = 0;
    for (int i = 0; i < loop->input_count; ++i) {
        if (inputs[i].way == Way::laid || inputs[i].way == Way::pattern) ++laid;
    }
    for (int o = 0; o < loop->output_count; ++o) laid += !outputs[o].is_contiguous;
    if (laid > 0 || across >= 0) {
        tile = 4096;
        while (tile > 256 && tile * 4 * (laid + loop->output_count) > kTileBytes) tile /= 2;
        piece = ceil_div(piece, tile) * tile;
    }
    // Whole tiles lie in the operands' own memory, and ends take less than a block.
    const bool needs_tiles = laid > 0 || across >= 0;
    buffer_bytes = ((needs_tiles ? tile : 0) + 2 * kBlock) * int64_t{sizeof(float)};
}

void FusedProgram::take_inputs(const void *const *data) {
    for (int i = 0; i < loop->input_count; ++i) {
        FusedInput &input = inputs[i];
        input.view = StridedView(loop->rank, loop->dims, loop->inputs[i].strides);
        input.data = static_cast<const char *>(data[i]);
        input.size = element_size(loop->inputs[i].dtype);
        input.period = input.view.period();
        input.way = way_of(input, total);
        input.is_overwritten = false;
    }
}

/// Looks for an input that strides widely along the last dimension and is contiguous along another:
/// going through it row by row would touch a cache line for every element.
void FusedProgram::find_dimension_across() {
    constexpr int64_t kWorthwhile = 8;
    const int last = loop->rank - 1;
    across = -1;
    if (total <= kPatternElements || loop->dims[last] < kWorthwhile) return;
    for (int i = 0; i < loop->input_count && across < 0; ++i) {
        const int64_t *strides = loop->inputs[i].strides;
        const bool is_wide = strides[last] != 0 && strides[last] != 1;
        if (inputs[i].way != Way::laid || !is_wide) continue;
        for (int d = 0; d < last; ++d) {
            if (strides[d] == 1 && loop->dims[d] >= kWorthwhile) across = d;
        }
    }
}

void FusedProgram::take_outputs(void *const *data, bool is_tail) {
    for (int o = 0; o < loop->output_count; ++o) {
        FusedOutput &output = outputs[o];
        output.data = static_cast<char *>(data[o]);
        output.size = element_size(loop->outputs[o].dtype);
        output.is_contiguous = true;
        if (loop->output_strides != nullptr) {
            const int64_t *strides = loop->output_strides + o * LK_MAX_RANK;
            output.view = StridedView(loop->rank, loop->dims, strides);
            output.is_contiguous = output.view.is_scalar() || output.view.is_contiguous();
        }
        const uint8_t source = loop->outputs[o].source;
        if (source >= loop->register_count) fused_failure("no such register in output", o, source);
        // Boxes and short ends go through buffers, and memory that was just read is in the caches.
        output.is_streamed = !is_tail && across < 0 && output.size >= 4 &&
                             output.data != nullptr && output.is_contiguous &&
                             total * output.size >= kStreamBytes &&
                             reinterpret_cast<uintptr_t>(output.data) % 64 == 0;
        for (int i = 0; i < loop->input_count; ++i) {
            output.is_streamed &= inputs[i].data != output.data;
        }
    }
}

void FusedProgram::assemble() {
    const size_t most = static_cast<size_t>(loop->instruction_count) + loop->output_count;
    steps = reinterpret_cast<FusedStep *>(step_memory.get(most * sizeof(FusedStep)));
    // The last instruction that writes an output's register writes the output itself.
    int last_writer[LK_MAX_REGISTERS], first_write[LK_MAX_REGISTERS];
    int8_t output_of[LK_MAX_REGISTERS];
    std::fill_n(last_writer, LK_MAX_REGISTERS, -1);
    std::fill_n(output_of, LK_MAX_REGISTERS, int8_t{-1});
    for (int i = 0; i < loop->instruction_count; ++i) {
        last_writer[loop->instructions[i].dst % LK_MAX_REGISTERS] = i;
    }
    for (int o = 0; o < loop->output_count; ++o) {
        const uint8_t source = loop->outputs[o].source;
        const bool is_first = last_writer[source] >= 0 && output_of[source] < 0;
        if (is_first && !outputs[o].is_streamed) output_of[source] = static_cast<int8_t>(o);
    }
    Assembler assembler(*this);
    for (int i = 0; i < loop->instruction_count; ++i) {
        const uint8_t reg = loop->instructions[i].dst % LK_MAX_REGISTERS;
        const int output = last_writer[reg] == i ? output_of[reg] : -1;
        if (output >= 0) first_write[output] = step_count;
        assembler.add(loop->instructions[i], output);
    }
    for (int o = 0; o < loop->output_count; ++o) {
        const uint8_t source = loop->outputs[o].source;
        if (output_of[source] == o) continue;
        first_write[o] = step_count;
        const FusedKernels &kernels = fused_kernels();
        assembler.add_copy(
            outputs[o].is_streamed ? kernels.stream[outputs[o].size]
                                   : kernels.by_op[LK_COPY][loop->outputs[o].dtype],
            source, o);
    }
    for (int i = 0; i < loop->input_count; ++i) {
        for (int o = 0; o < loop->output_count; ++o) {
            inputs[i].is_overwritten |=
                inputs[i].data == outputs[o].data && assembler.last_use(i) > first_write[o];
        }
    }
    choose_sizes(assembler.weight(), assembler.buffers_written(), assembler.largest_result());
}

void FusedProgram::choose_sizes(int64_t weight, int64_t touched, int largest) {
    touched += loop->output_count;
    for (int i = 0; i < loop->input_count; ++i) {
        if (inputs[i].way != Way::scalar) ++touched;
        largest = std::max(largest, inputs[i].size);
    }
    for (int o = 0; o < loop->output_count; ++o) largest = std::max(largest, outputs[o].size);
    tile = 4096;
    while (tile > 256 && tile * largest * touched > kTileBytes) tile /= 2;
    buffer_bytes = ((tile + kBlock) * largest + 127) / 64 * 64;
    const int64_t wanted = std::clamp<int64_t>(kPieceWeight / (weight + touched), 8192, 65536);
    piece = ceil_div(wanted, tile) * tile;
}

}  // namespace lamina

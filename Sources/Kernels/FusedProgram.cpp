#include "FusedProgram.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "Scratch.h"

namespace lamina {
namespace {

constexpr int kOps = LK_CONVERT + 1, kTypes = LK_BOOL + 1;

[[noreturn]] void fail(const char *problem, int first, int second) {
    std::fprintf(stderr, "lk_fused: %s (%d, %d)\n", problem, first, second);
    std::abort();
}

/// Every kernel, found once: a look-up then costs a nanosecond.
struct KernelTable {
    TileKernel by_op[kOps][kTypes];
    TileKernel convert[kTypes][kTypes];
    TileKernel stream[9];

    KernelTable() {
        for (int t = 0; t < kTypes; ++t) {
            const lk_dtype dtype = static_cast<lk_dtype>(t);
            for (int o = 0; o < kOps; ++o) {
                const lk_op op = static_cast<lk_op>(o);
                const TileKernel floating = float_kernel(op, dtype);
                by_op[o][t] = floating != nullptr ? floating : plain_kernel(op, dtype);
            }
            for (int f = 0; f < kTypes; ++f) {
                convert[f][t] = convert_kernel(static_cast<lk_dtype>(f), dtype);
            }
        }
        for (int size = 0; size < 9; ++size) stream[size] = stream_kernel(size);
    }

    TileKernel find(const lk_instruction &i) const {
        if (i.op >= kOps || i.dtype >= kTypes || i.from >= kTypes) {
            fail("no such operation or type", i.op, i.dtype);
        }
        const TileKernel kernel =
            i.op == LK_CONVERT ? convert[i.from][i.dtype] : by_op[i.op][i.dtype];
        if (kernel == nullptr) fail("the operation does not exist for the type", i.op, i.dtype);
        return kernel;
    }
};

const KernelTable &kernels() {
    static const KernelTable table;
    return table;
}

/// The element types that an instruction reads and writes.
struct Signature {
    int operands;
    lk_dtype a, b, result;

    explicit Signature(const lk_instruction &i) : operands(2), a(i.dtype), b(i.dtype), result(i.dtype) {
        if (i.op <= LK_IS_FINITE || i.op == LK_CONVERT) operands = 1;
        if (i.op == LK_SELECT) {
            operands = 3;
            a = LK_BOOL;
        }
        if (i.op == LK_CONVERT) a = i.from;
        const bool compares = i.op >= LK_EQUAL && i.op <= LK_GREATER_EQUAL;
        if (compares || i.op == LK_IS_NAN || i.op == LK_IS_FINITE) result = LK_BOOL;
    }
};

/// Roughly the cost of an operation in additions.
int weight(lk_op op) {
    switch (op) {
    case LK_EXP: case LK_LOG: case LK_EXPM1: case LK_LOG1P: case LK_TANH: case LK_SIGMOID:
    case LK_SIN: case LK_COS: case LK_ERF:
        return 8;
    case LK_POWER: case LK_REMAINDER:
        return 24;
    case LK_DIVIDE: case LK_SQRT: case LK_RSQRT:
        return 2;
    default:
        return 1;
    }
}

thread_local Scratch step_memory;

/// Turns registers into slots, one instruction after the other.
class Assembler {
public:
    Assembler(FusedProgram &program) : program_(program), spare_(program.loop->register_count) {
        const int registers = program.loop->register_count;
        for (int r = 0; r < registers; ++r) {
            buffer_[r] = static_cast<uint8_t>(r);
            slot_[r] = static_cast<uint8_t>(
                r < program.loop->input_count ? r : program.buffer_slot(r));
        }
        for (int i = 0; i < program.loop->input_count; ++i) last_use_[i] = -1;
    }

    /// `output` is where the result goes, or -1 for its register's buffer.
    void add(const lk_instruction &i, int output) {
        const Signature types(i);
        const int registers = program_.loop->register_count;
        if (i.dst >= registers || i.a >= registers || (types.operands > 1 && i.b >= registers) ||
            (types.operands > 2 && i.c >= registers)) {
            fail("an instruction names a register that does not exist", program_.step_count, registers);
        }
        FusedStep &step = program_.steps[program_.step_count];
        step = {};
        step.kernel = kernels().find(i);
        bool clashes = false;
        const auto read = [&](uint8_t reg, lk_dtype type, uint8_t &slot, int16_t &block) {
            slot = slot_[reg];
            block = static_cast<int16_t>(kBlock * element_size(type));
            if (slot < program_.loop->input_count) last_use_[slot] = program_.step_count;
            clashes |= reg == i.dst && element_size(type) != element_size(types.result);
        };
        read(i.a, types.a, step.a, step.a_block);
        if (types.operands > 1) read(i.b, types.b, step.b, step.b_block);
        if (types.operands > 2) read(i.c, types.b, step.c, step.c_block);
        // A result of another element size would overtake the operand that it replaces.
        if (clashes) std::swap(buffer_[i.dst], spare_);
        slot_[i.dst] = static_cast<uint8_t>(
            output < 0 ? program_.buffer_slot(buffer_[i.dst]) : program_.output_slot(output));
        step.dst = slot_[i.dst];
        ++program_.step_count;
    }

    /// A copy from a register to an output.
    void add_copy(TileKernel kernel, int reg, int output) {
        FusedStep &step = program_.steps[program_.step_count];
        step = {};
        step.kernel = kernel;
        step.a = slot_[reg];
        step.a_block = static_cast<int16_t>(kBlock * program_.outputs[output].size);
        step.dst = static_cast<uint8_t>(program_.output_slot(output));
        if (step.a < program_.loop->input_count) last_use_[step.a] = program_.step_count;
        ++program_.step_count;
    }

    int last_use(int input) const { return last_use_[input]; }

private:
    FusedProgram &program_;
    uint8_t buffer_[LK_MAX_REGISTERS];
    uint8_t slot_[LK_MAX_REGISTERS];
    int last_use_[LK_MAX_REGISTERS];
    uint8_t spare_;
};

// Outputs from here on would not fit into the last-level cache anyway: written past the caches they
// need no reading of the lines first.
constexpr int64_t kStreamBytes = int64_t{32} << 20;
constexpr int64_t kBufferBytes = 32 << 10;
constexpr int64_t kPieceWeight = 1 << 18;
constexpr int64_t kPatternElements = 4096;

void classify(FusedInput &input, int64_t total) {
    input.period = input.view.period();
    input.is_overwritten = false;
    if (input.view.is_scalar()) {
        input.way = Way::scalar;
    } else if (input.view.is_contiguous()) {
        input.way = Way::direct;
    } else if (input.period > 0 && input.period <= kPatternElements && total > kPatternElements) {
        input.way = Way::pattern;
    } else {
        input.way = Way::laid;
    }
}

/// The dimension along which an input is contiguous that strides widely along the last one; going
/// through such an input row by row would touch a cache line for every element.
int dimension_across(const FusedProgram &program) {
    constexpr int64_t kWorthwhile = 8;
    const lk_fused_loop &loop = *program.loop;
    const int last = loop.rank - 1;
    if (program.total <= kPatternElements || loop.dims[last] < kWorthwhile) return -1;
    for (int i = 0; i < loop.input_count; ++i) {
        const int64_t *strides = loop.inputs[i].strides;
        if (program.inputs[i].way != Way::laid || strides[last] == 0 || strides[last] == 1) continue;
        for (int d = last - 1; d >= 0; --d) {
            if (strides[d] == 1 && loop.dims[d] >= kWorthwhile) return d;
        }
    }
    return -1;
}

}  // namespace

FusedProgram::FusedProgram(
    const lk_fused_loop *loop, const void *const *input_data, void *const *output_data)
    : loop(loop), total(1), step_count(0) {
    if (loop->register_count > LK_MAX_REGISTERS || loop->input_count > loop->register_count ||
        loop->output_count > LK_MAX_REGISTERS) {
        fail("too many registers, inputs or outputs", loop->register_count, loop->output_count);
    }
    for (int d = 0; d < loop->rank; ++d) total *= loop->dims[d];
    int64_t load = loop->output_count;
    int largest = 1;
    for (int i = 0; i < loop->input_count; ++i) {
        FusedInput &input = inputs[i];
        input.view = StridedView(loop->rank, loop->dims, loop->inputs[i].strides);
        input.data = static_cast<const char *>(input_data[i]);
        input.size = element_size(loop->inputs[i].dtype);
        classify(input, total);
        if (input.way != Way::scalar) ++load;
        largest = std::max(largest, input.size);
    }
    across = dimension_across(*this);
    const size_t most = static_cast<size_t>(loop->instruction_count) + loop->output_count;
    steps = reinterpret_cast<FusedStep *>(step_memory.get(most * sizeof(FusedStep)));

    // An output whose register is written for the last time by an instruction is written by it.
    int first_write[LK_MAX_REGISTERS];
    uint64_t streamed = 0;
    int8_t output_of[LK_MAX_REGISTERS];
    std::fill_n(output_of, LK_MAX_REGISTERS, int8_t{-1});
    for (int o = 0; o < loop->output_count; ++o) {
        FusedOutput &output = outputs[o];
        output = {static_cast<char *>(output_data[o]), element_size(loop->outputs[o].dtype)};
        largest = std::max(largest, output.size);
        bool streams = across < 0 && output.size >= 4 && total * output.size >= kStreamBytes &&
                       reinterpret_cast<uintptr_t>(output.data) % 64 == 0;
        for (int i = 0; i < loop->input_count; ++i) streams &= inputs[i].data != output.data;
        if (streams) streamed |= uint64_t{1} << o;
        const uint8_t source = loop->outputs[o].source;
        if (source >= loop->register_count) fail("an output names no register", o, source);
        if (!streams && output_of[source] < 0) output_of[source] = static_cast<int8_t>(o);
        first_write[o] = -1;
    }
    int last_writer[LK_MAX_REGISTERS];
    std::fill_n(last_writer, LK_MAX_REGISTERS, -1);
    for (int i = 0; i < loop->instruction_count; ++i) {
        const lk_instruction &instruction = loop->instructions[i];
        if (instruction.dst < LK_MAX_REGISTERS) last_writer[instruction.dst] = i;
        load += weight(instruction.op);
        largest = std::max(largest, element_size(Signature(instruction).result));
    }

    Assembler assembler(*this);
    for (int i = 0; i < loop->instruction_count; ++i) {
        const lk_instruction &instruction = loop->instructions[i];
        const bool is_last = last_writer[instruction.dst % LK_MAX_REGISTERS] == i;
        const int output = is_last ? output_of[instruction.dst] : -1;
        if (output >= 0) first_write[output] = step_count;
        assembler.add(instruction, output);
    }
    for (int o = 0; o < loop->output_count; ++o) {
        if (first_write[o] >= 0) continue;
        first_write[o] = step_count;
        const TileKernel kernel = (streamed >> o & 1) != 0
                                      ? kernels().stream[outputs[o].size]
                                      : kernels().by_op[LK_COPY][loop->outputs[o].dtype];
        assembler.add_copy(kernel, loop->outputs[o].source, o);
    }
    for (int i = 0; i < loop->input_count; ++i) {
        for (int o = 0; o < loop->output_count; ++o) {
            inputs[i].is_overwritten |=
                inputs[i].data == outputs[o].data && assembler.last_use(i) > first_write[o];
        }
    }

    int64_t buffers_used = 0;
    for (int i = 0; i < loop->input_count; ++i) buffers_used += inputs[i].way != Way::scalar;
    buffers_used += std::max(loop->register_count - loop->input_count, 0);
    tile = 1024;
    while (tile > 256 && tile * largest * buffers_used > kBufferBytes) tile /= 2;
    buffer_bytes = (tile + kBlock) * largest + 64;
    buffer_bytes = (buffer_bytes + 63) / 64 * 64;
    const int64_t wanted = std::clamp<int64_t>(kPieceWeight / load, 8192, 65536);
    piece = (wanted + tile - 1) / tile * tile;
}

}  // namespace lamina

#include "FusedShort.h"

#include <cstring>

#include "ElementSize.h"
#include "FusedCode.h"
#include "FusedInstruction.h"
#include "FusedOperand.h"
#include "Scratch.h"

namespace lamina {
namespace {

/// No longer than the shortest piece, so that one thread takes it in any case.
constexpr int64_t kLongest = 8192;
/// Beyond this a program may find better ways to read a strided operand than to lay it out whole.
constexpr int64_t kLongestLaid = 4096;
constexpr int kMostSlots = 12;
constexpr int64_t kBlockBytes = kBlock * 8;  // a block of the largest elements

thread_local Scratch spill_memory;
thread_local Scratch laid_memory;  // strided operands, one after the other

/// A slot: where the next block lies, and the bytes to the one behind it.
struct Slots {
    char *data[kMostSlots];
    int64_t steps[2 * kMostSlots];  // behind them whether outputs are written past the caches: no
    int size[kMostSlots];
    int count;
};

/// How an operand lies: all elements in the loop's order, one for the whole loop, or in another way.
enum class Lie { in_order, alone, strided };

Lie lie(const lk_fused_loop &loop, const int64_t *strides) {
    int64_t next = 1;
    bool in_order = true, alone = true;
    for (int d = loop.rank - 1; d >= 0; --d) {
        if (loop.dims[d] == 1) continue;
        in_order &= strides[d] == next;
        alone &= strides[d] == 0;
        next *= loop.dims[d];
    }
    return alone ? Lie::alone : in_order ? Lie::in_order : Lie::strided;
}

/// What runs the instructions over blocks.
class ShortLoop {
public:
    /// Finds the kernel or the code; false where it takes a program to run the loop.
    bool find(const lk_fused_loop &loop) {
        code_ = loop.code;
        if (code_ != nullptr) return true;
        if (loop.instruction_count != 1 || loop.output_count != 1) return false;
        const lk_instruction &i = loop.instructions[0];
        if (i.op >= kFusedOps || i.dtype >= kFusedTypes || i.from >= kFusedTypes) return false;
        const FusedKernels &kernels = fused_kernels();
        kernel_ = i.op == LK_CONVERT ? kernels.convert[i.from][i.dtype]
                                     : kernels.by_op[i.op][i.dtype];
        operands_ = kFusedOperations.of[i.op].operands;
        registers_[0] = i.a;
        registers_[1] = i.b;
        registers_[2] = i.c;
        for (int o = 0; o < operands_; ++o) {
            if (registers_[o] >= loop.input_count) return false;
        }
        return kernel_ != nullptr && loop.outputs[0].source == i.dst;
    }

    void run(Slots &slots, int64_t blocks) const {
        if (code_ != nullptr) {
            char *spills = code_->spill_bytes > 0 ? spill_memory.get(code_->spill_bytes) : nullptr;
            code_->function(slots.data, slots.steps, blocks, spills);
            return;
        }
        TileOperand operands[3] = {};
        for (int o = 0; o < operands_; ++o) {
            operands[o] = {slots.data[registers_[o]], slots.steps[registers_[o]]};
        }
        char *result = slots.data[slots.count - 1];
        kernel_(result, operands[0], operands[1], operands[2], blocks);
    }

private:
    const lk_fused_code *code_ = nullptr;
    TileKernel kernel_ = nullptr;
    int operands_ = 0;
    uint8_t registers_[3];
};

}  // namespace

bool run_short(const lk_fused_loop &loop, const void *const *inputs, void *const *outputs) {
    int64_t total = 1;
    for (int d = 0; d < loop.rank; ++d) total *= loop.dims[d];
    const int all = loop.input_count + loop.output_count;
    if (total > kLongest || total <= 0 || all > kMostSlots) return false;
    if (loop.output_strides != nullptr) return false;
    ShortLoop kernel;
    if (!kernel.find(loop)) return false;

    alignas(64) char blocks[kMostSlots][kBlockBytes];
    Slots slots;
    slots.count = all;
    const int64_t laid_bytes = (total + kBlock) * 8;
    char *laid = nullptr;
    for (int i = 0; i < loop.input_count; ++i) {
        const int size = element_size(loop.inputs[i].dtype);
        slots.size[i] = size;
        slots.steps[i] = kBlock * size;
        slots.data[i] = static_cast<char *>(const_cast<void *>(inputs[i]));
        switch (lie(loop, loop.inputs[i].strides)) {
            case Lie::in_order: break;
            case Lie::alone:
                splat_block(size, slots.data[i], blocks[i]);
                slots.steps[i] = 0;
                slots.data[i] = blocks[i];
                break;
            case Lie::strided:
                if (total > kLongestLaid) return false;
                if (laid == nullptr) laid = laid_memory.get(laid_bytes * (loop.input_count - i));
                lay({loop.rank, loop.dims, loop.inputs[i].strides}, size, slots.data[i], 0, total, laid);
                slots.data[i] = laid;
                laid += laid_bytes;
                break;
        }
    }
    for (int o = 0; o < loop.output_count; ++o) {
        const int slot = loop.input_count + o;
        slots.size[slot] = element_size(loop.outputs[o].dtype);
        slots.steps[slot] = kBlock * slots.size[slot];
        slots.steps[all + o] = 0;
        slots.data[slot] = static_cast<char *>(outputs[o]);
    }
    const int64_t whole = total / kBlock, rest = total % kBlock;
    if (rest == 0) {
        kernel.run(slots, whole);
        return true;
    }
    char *starts[kMostSlots];
    std::memcpy(starts, slots.data, sizeof starts);
    if (whole > 0) kernel.run(slots, whole);

    // What does not fill a block goes through one.
    for (int s = 0; s < all; ++s) {
        const char *end = starts[s] + whole * slots.steps[s];
        slots.data[s] = blocks[s];
        if (s < loop.input_count && slots.steps[s] != 0) {
            std::memcpy(blocks[s], end, rest * slots.size[s]);
        }
    }
    kernel.run(slots, 1);
    for (int o = 0; o < loop.output_count; ++o) {
        const int slot = loop.input_count + o;
        std::memcpy(starts[slot] + whole * slots.steps[slot], blocks[slot], rest * slots.size[slot]);
    }
    return true;
}

}  // namespace lamina

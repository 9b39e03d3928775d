// A fused loop's instructions as kernels on slots.
#ifndef LAMINA_FUSED_PROGRAM_H
#define LAMINA_FUSED_PROGRAM_H

#include "FusedOperand.h"
#include "FusedTile.h"

namespace lamina {

/// How an input gets into the kernels' hands.
enum class Way : uint8_t {
    direct,   // contiguous: the kernels read its own memory
    scalar,   // one block of copies, made once a call
    pattern,  // repeats after few elements: laid out once a call, read from any start
    laid,     // laid into a buffer tile by tile
};

struct FusedInput {
    StridedView view;
    const char *data;
    char *shared;  // the block of a scalar, or the laid pattern
    int64_t period;
    int size;
    Way way;
    bool is_overwritten;  // an output takes its memory before its last use
};

struct FusedOutput {
    char *data;  // null where each part goes somewhere else
    int size;
    bool is_contiguous;
    bool is_streamed;  // written past the caches
    StridedView view;  // where it is not contiguous
};

/// One kernel call: the slots of its result and operands, and each operand's bytes in a block.
struct FusedStep {
    TileKernel kernel;
    int16_t a_block, b_block, c_block;
    uint8_t dst, a, b, c;
};

/// The call of a fused loop, ready to run. Slots are numbered: inputs, then buffers (one for each
/// register and a spare one), then outputs.
struct FusedProgram {
    const lk_fused_loop *loop;
    int64_t total;  // elements of the loop
    FusedInput inputs[LK_MAX_REGISTERS];
    FusedOutput outputs[LK_MAX_REGISTERS];
    FusedStep *steps;
    int step_count;
    int64_t tile;   // elements in a tile
    int64_t piece;  // elements that a thread takes at once
    int64_t buffer_bytes;
    int across;  // the dimension along which a transposed input is contiguous, or -1

    /// Parts of a tail begin at any element, and pieces of a loop of its own at a multiple of a cache line: only these
    /// may be written past the caches.
    FusedProgram(const lk_fused_loop *loop, const void *const *inputs, void *const *outputs,
                 bool is_tail = false);

    int buffer_slot(int buffer) const { return loop->input_count + buffer; }
    int output_slot(int output) const { return loop->input_count + buffers() + output; }
    int buffers() const { return loop->register_count + 1; }

private:
    void take_inputs(const void *const *data);
    void take_outputs(void *const *data, bool is_tail);
    void find_dimension_across();
    void assemble();
    void choose_sizes_for_code();
    void choose_sizes(int64_t weight, int64_t touched, int largest);
};

}  // namespace lamina

#endif

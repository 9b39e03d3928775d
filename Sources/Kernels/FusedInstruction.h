// What an instruction of a fused loop reads, writes, costs, and which kernel carries it out.
#ifndef LAMINA_FUSED_INSTRUCTION_H
#define LAMINA_FUSED_INSTRUCTION_H

#include "FusedTile.h"

namespace lamina {

/// The element types that an instruction reads and writes; b's is also c's.
struct FusedSignature {
    int operands;
    lk_dtype a, b, result;

    explicit FusedSignature(const lk_instruction &instruction);
};

/// The kernel; stops the program where the operation does not exist for the type.
TileKernel kernel_for(const lk_instruction &instruction);
/// Copies elements of a type, or past the caches those of a size (4 or 8 bytes).
TileKernel copy_kernel(lk_dtype dtype);
TileKernel streaming_copy_kernel(int size);

/// Roughly the cost of an operation, in additions.
int fused_weight(lk_op op);

/// Ends the program: a fused loop is made by our own compiler, so a bad one is a fault in it.
[[noreturn]] void fused_failure(const char *problem, int first, int second);

}  // namespace lamina

#endif

// What an instruction of a fused loop reads, writes, costs, and which kernel carries it out.
#ifndef LAMINA_FUSED_INSTRUCTION_H
#define LAMINA_FUSED_INSTRUCTION_H

#include <initializer_list>

#include "FusedTile.h"

namespace lamina {

constexpr int kFusedOps = LK_CONVERT + 1, kFusedTypes = LK_BOOL + 1;

/// What holds for an operation whatever its types are. Every plan step looks these up for each
/// instruction, so they are a table.
struct FusedOperation {
    uint8_t operands = 2;
    uint8_t weight = 1;  // roughly the cost, in additions
    bool gives_bool = false;
};

struct FusedOperations {
    FusedOperation of[kFusedOps];

    constexpr FusedOperations() : of() {
        for (int op = LK_COPY; op <= LK_POPULATION_COUNT; ++op) of[op].operands = 1;
        of[LK_CONVERT].operands = 1;
        of[LK_SELECT].operands = 3;
        for (int op = LK_EQUAL; op <= LK_GREATER_EQUAL; ++op) of[op].gives_bool = true;
        of[LK_IS_NAN].gives_bool = of[LK_IS_FINITE].gives_bool = true;
        for (lk_op op : {LK_EXP, LK_LOG, LK_EXPM1, LK_LOG1P, LK_TANH, LK_SIGMOID, LK_SIN, LK_COS,
                         LK_ERF}) {
            of[op].weight = 8;
        }
        for (int op = LK_TAN; op <= LK_CBRT; ++op) of[op].weight = 16;
        of[LK_ERFC].weight = of[LK_ATAN2].weight = 24;
        of[LK_ERF_INVERSE].weight = of[LK_LOG_GAMMA].weight = 48;
        of[LK_HYPOT].weight = of[LK_NEXT_AFTER].weight = 8;
        of[LK_POWER].weight = of[LK_REMAINDER].weight = 24;
        of[LK_DIVIDE].weight = of[LK_SQRT].weight = of[LK_RSQRT].weight = 2;
    }
};
inline constexpr FusedOperations kFusedOperations;

/// The kernels of all operations and types; null where the one does not exist for the other.
struct FusedKernels {
    TileKernel by_op[kFusedOps][kFusedTypes];
    TileKernel convert[kFusedTypes][kFusedTypes];  // [from][to]
    TileKernel stream[9];                          // [element size]: copies past the caches

    FusedKernels();
};
const FusedKernels &fused_kernels();

/// Ends the program: a fused loop is made by our own compiler, so a bad one is a fault in it.
[[noreturn]] void fused_failure(const char *problem, int first, int second);

}  // namespace lamina

#endif

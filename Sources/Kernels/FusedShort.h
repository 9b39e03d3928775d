// Loops too short for the preparations of a FusedProgram to be worth their time.
#ifndef LAMINA_FUSED_SHORT_H
#define LAMINA_FUSED_SHORT_H

#include "include/lamina_kernels.h"

namespace lamina {

/// Runs a loop of one piece with few operands, by machine code or as a single instruction, with the bits
/// that a FusedProgram would give; false, and nothing done, where it is another one.
bool run_short(const lk_fused_loop &loop, const void *const *inputs, void *const *outputs);

}  // namespace lamina

#endif

// A fused loop's instructions as machine code: values stay in vector registers from the loads to the
// stores, where the tile kernels send each one through the first-level cache.
#ifndef LAMINA_FUSED_CODE_H
#define LAMINA_FUSED_CODE_H

#include <cstdint>
#include <memory>
#include <string>

#include "include/lamina_kernels.h"

namespace lamina {

/// Runs `blocks` blocks of 64 elements.
///
/// `slots` are the pointers to the inputs and then to the outputs; they are moved on. `steps` are each
/// slot's bytes from one block to the next (0 for an input whose only block holds copies of one
/// element), and behind them, for each output, whether it is written past the caches. `spills` is
/// memory for values that find no register.
using FusedFunction =
    void (*)(char **slots, const int64_t *steps, int64_t blocks, char *spills);

}  // namespace lamina

/// The code of all loops with the same instructions.
struct lk_fused_code {
    lamina::FusedFunction function = nullptr;
    int64_t spill_bytes = 0;
    /// What holds the function's memory.
    std::shared_ptr<void> memory;
    /// The loops that use it.
    int64_t uses = 0;
    /// The instructions and types that it stands for.
    std::string key;
};

#endif

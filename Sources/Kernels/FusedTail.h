// A fused loop that runs behind another kernel, on each part of its result while that is in the caches.
#ifndef LAMINA_FUSED_TAIL_H
#define LAMINA_FUSED_TAIL_H

#include <optional>

#include "FusedProgram.h"

namespace lamina {

class FusedTail {
public:
    /// Nothing runs where `tail` is null.
    explicit FusedTail(const lk_tail *tail);
    /// Runs the loop on elements `begin ..< end`, from any thread.
    void run(int64_t begin, int64_t end) const;

private:
    std::optional<FusedProgram> program_;
};

}  // namespace lamina

#endif

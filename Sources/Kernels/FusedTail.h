// A fused loop that runs inside another kernel, on one part after the other while that is in the caches.
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
    /// The same, with the part of each output whose pointer is null written to parts[output].
    void run(int64_t begin, int64_t end, char *const *parts) const;

private:
    std::optional<FusedProgram> program_;
};

/// The elements of a loop that a thread takes at once.
int64_t fused_piece(const lk_fused_loop *loop);

}  // namespace lamina

#endif

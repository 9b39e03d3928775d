// Large float32 products; see MatmulBlocked.cpp.
#ifndef LAMINA_MATMUL_BLOCKED_H
#define LAMINA_MATMUL_BLOCKED_H

#include "MatmulFloat32.h"

namespace lamina {

/// Whether a product has enough work to pay for packing both operands, and an a that tiles read slowly as it
/// lies: a transposed one, or one too large for the caches.
bool is_worth_packing(const Product &product);
/// Any shape; best where `is_worth_packing`.
void multiply_by_blocks(const Product &product);

}  // namespace lamina

#endif

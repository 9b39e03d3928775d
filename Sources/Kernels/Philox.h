// Random bits from any place of the sequence.
#ifndef LAMINA_PHILOX_H
#define LAMINA_PHILOX_H

#include <cstdint>

namespace lamina {

/// The words 4 begin ..< 4 end of the sequence that lk_philox gives.
void philox_words(const uint32_t *key, uint32_t *out, int64_t begin, int64_t end);

}  // namespace lamina

#endif

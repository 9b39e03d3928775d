// How a length is cut into parts.
#ifndef LAMINA_PARTS_H
#define LAMINA_PARTS_H

#include <algorithm>
#include <cstdint>

namespace lamina {

/// a / b, rounded up: the parts of at most `b` that `a` has.
constexpr int64_t ceil_div(int64_t a, int64_t b) { return (a + b - 1) / b; }

/// The size of `count` nearly equal parts of `total`, a multiple of `unit`.
constexpr int64_t even_part_by_count(int64_t total, int64_t count, int64_t unit) {
    return std::min(total, ceil_div(ceil_div(total, count), unit) * unit);
}

/// The size of as few nearly equal parts of `total` as have at most `limit`, a multiple of `unit`.
constexpr int64_t even_part_by_limit(int64_t total, int64_t limit, int64_t unit) {
    return even_part_by_count(total, ceil_div(total, limit), unit);
}

}  // namespace lamina

#endif

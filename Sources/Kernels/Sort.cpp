// The order of the elements along the middle axis of [outer, n, inner].
//
// A line's elements become numbers that hold key and position. Short lines are sorted by comparison,
// long ones by their digits; where few elements are wanted, the rest is only compared with the worst
// of the best so far.

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "Parallel.h"
#include "Parts.h"
#include "ScratchArray.h"
#include "SortKey.h"

namespace lamina {
namespace {

constexpr int64_t kGrain = 16384;     // elements that are worth a piece
constexpr int64_t kRadixFrom = 2048;  // from here on digits are faster than comparisons
constexpr int kDigitBits = 11;
constexpr int64_t kBuckets = 1 << kDigitBits;
constexpr int64_t kMaxParts = 8;

thread_local Scratch entry_scratch, spare_scratch, count_scratch;

/// Sorts by one digit, the others' order kept: each part counts its digits, and then moves its
/// entries to where they belong.
template <class Entry>
void sort_by_digit(const Entry *from, Entry *to, int64_t n, int64_t parts, int shift,
                   uint32_t *counts, bool &moved) {
    const int64_t part = ceil_div(n, parts);
    parallel_for(parts, [&](int64_t p) {
        uint32_t *own = counts + p * kBuckets;
        std::fill_n(own, kBuckets, 0);
        const int64_t end = std::min(n, (p + 1) * part);
        for (int64_t i = p * part; i < end; ++i) {
            ++own[static_cast<uint32_t>(from[i] >> shift) & (kBuckets - 1)];
        }
    });
    uint32_t start = 0;
    moved = true;
    for (int64_t bucket = 0; bucket < kBuckets; ++bucket) {
        const uint32_t first = start;
        for (int64_t p = 0; p < parts; ++p) {
            const uint32_t count = counts[p * kBuckets + bucket];
            counts[p * kBuckets + bucket] = start;
            start += count;
        }
        if (start - first == n) moved = false;  // the same digit in all
    }
    if (!moved) return;
    parallel_for(parts, [&](int64_t p) {
        uint32_t *own = counts + p * kBuckets;
        const int64_t end = std::min(n, (p + 1) * part);
        for (int64_t i = p * part; i < end; ++i) {
            to[own[static_cast<uint32_t>(from[i] >> shift) & (kBuckets - 1)]++] = from[i];
        }
    });
}

/// The entries in order, in one of the two arrays.
template <class Entry>
const Entry *radix_sort(Entry *entries, Entry *spare, int64_t n) {
    const int64_t parts = std::clamp<int64_t>(n / kGrain, 1, kMaxParts);
    uint32_t *counts = scratch_array<uint32_t>(count_scratch, parts * kBuckets);
    // The position, in the low 32 bits, is in order already.
    for (int shift = 32; shift < int(8 * sizeof(Entry)); shift += kDigitBits) {
        if (sizeof(Entry) == 16 && shift >= 96) break;  // a key of 64 bits
        bool moved;
        sort_by_digit(entries, spare, n, parts, shift, counts, moved);
        if (moved) std::swap(entries, spare);
    }
    return entries;
}

template <class T>
void sort_line(const T *in, int64_t n, int64_t stride, bool descending, int32_t *out) {
    using Entry = SortEntry<SortKey<T>>;
    Entry *entries = scratch_array<Entry>(entry_scratch, n);
    parallel_pieces(n, kGrain, [&](int64_t begin, int64_t end) {
        for (int64_t j = begin; j < end; ++j) {
            entries[j] = sort_entry(in[j * stride], j, descending);
        }
    });
    const Entry *sorted = entries;
    if (n < kRadixFrom) {
        std::sort(entries, entries + n);
    } else {
        sorted = radix_sort(entries, scratch_array<Entry>(spare_scratch, n), n);
    }
    parallel_pieces(n, kGrain, [&](int64_t begin, int64_t end) {
        for (int64_t j = begin; j < end; ++j) {
            out[j * stride] = static_cast<int32_t>(static_cast<uint32_t>(sorted[j]));
        }
    });
}

/// The first `count` in order: a buffer of twice as many is cut to the best half when it is full.
template <class T>
void select_line(const T *in, int64_t n, int64_t stride, bool descending, int32_t *out,
                 int64_t count) {
    using Entry = SortEntry<SortKey<T>>;
    const int64_t capacity = std::max<int64_t>(2 * count, 64);
    Entry *best = scratch_array<Entry>(entry_scratch, capacity);
    Entry limit = ~Entry(0);
    int64_t size = 0;
    for (int64_t j = 0; j < n; ++j) {
        const Entry entry = sort_entry(in[j * stride], j, descending);
        if (entry >= limit) continue;
        best[size++] = entry;
        if (size < capacity) continue;
        std::nth_element(best, best + count - 1, best + size);
        limit = best[count - 1];
        size = count;
    }
    std::sort(best, best + size);
    for (int64_t j = 0; j < count; ++j) {
        out[j * stride] = static_cast<int32_t>(static_cast<uint32_t>(best[j]));
    }
}

template <class T>
void arg_sort(bool descending, const void *data, int32_t *out, int64_t outer, int64_t n,
              int64_t inner, int64_t count) {
    const T *in = static_cast<const T *>(data);
    const int64_t grain = std::max<int64_t>(kGrain / n, 1);
    parallel_pieces(outer * inner, grain, [&](int64_t begin, int64_t end) {
        for (int64_t line = begin; line < end; ++line) {
            const int64_t o = line / inner, i = line % inner;
            const T *from = in + o * n * inner + i;
            int32_t *to = out + o * count * inner + i;
            if (count < n) {
                select_line(from, n, inner, descending, to, count);
            } else {
                sort_line(from, n, inner, descending, to);
            }
        }
    });
}

}  // namespace
}  // namespace lamina

void lk_arg_sort(bool descending, lk_dtype dtype, const void *in, int32_t *out, int64_t outer,
                 int64_t n, int64_t inner, int64_t count) {
    using namespace lamina;
    if (outer == 0 || inner == 0 || count == 0) return;
    switch (dtype) {
    case LK_FLOAT32: return arg_sort<float>(descending, in, out, outer, n, inner, count);
    case LK_FLOAT64: return arg_sort<double>(descending, in, out, outer, n, inner, count);
    case LK_INT8: return arg_sort<int8_t>(descending, in, out, outer, n, inner, count);
    case LK_INT16: return arg_sort<int16_t>(descending, in, out, outer, n, inner, count);
    case LK_INT32: return arg_sort<int32_t>(descending, in, out, outer, n, inner, count);
    case LK_INT64: return arg_sort<int64_t>(descending, in, out, outer, n, inner, count);
    case LK_UINT8: case LK_BOOL:
        return arg_sort<uint8_t>(descending, in, out, outer, n, inner, count);
    case LK_UINT16: return arg_sort<uint16_t>(descending, in, out, outer, n, inner, count);
    case LK_UINT32: return arg_sort<uint32_t>(descending, in, out, outer, n, inner, count);
    case LK_UINT64: return arg_sort<uint64_t>(descending, in, out, outer, n, inner, count);
    case LK_BFLOAT16: case LK_FLOAT16: case LK_COMPLEX64: break;
    }
    std::fprintf(stderr, "lk_arg_sort: type %d is not sorted\n", dtype);
    std::abort();
}

// Products by plain loops, rows of c in pieces: float64 for checks of gradients, and the types that
// networks multiply too seldom to earn a kernel.
#include "MatmulPlain.h"

#include <algorithm>
#include <complex>
#include <type_traits>

#include "Parallel.h"

namespace lamina {
namespace {

constexpr int64_t piece_rows = 16;

/// The type in which products are summed: integers wrap round, which only unsigned types may.
template <class T>
struct Sum {
    using type = T;
};
template <>
struct Sum<int8_t> {
    using type = uint32_t;
};
template <>
struct Sum<int16_t> {
    using type = uint32_t;
};
template <>
struct Sum<int32_t> {
    using type = uint32_t;
};
template <>
struct Sum<int64_t> {
    using type = uint64_t;
};
template <>
struct Sum<uint8_t> {
    using type = uint32_t;
};
template <>
struct Sum<uint16_t> {
    using type = uint32_t;
};

/// Without the standard's detour for infinities, which costs a branch per product.
struct Complex {
    float re, im;
    friend Complex operator*(Complex x, Complex y) {
        return {x.re * y.re - x.im * y.im, x.re * y.im + x.im * y.re};
    }
    friend Complex operator+(Complex x, Complex y) { return {x.re + y.re, x.im + y.im}; }
};

/// The Boolean semiring: or of ands, as StableHLO defines dot_general on booleans.
struct Boolean {
    uint8_t value;
    friend Boolean operator*(Boolean x, Boolean y) { return {uint8_t(x.value & y.value)}; }
    friend Boolean operator+(Boolean x, Boolean y) { return {uint8_t(x.value | y.value)}; }
};

/// Row `i` of c. The inner loop runs along rows of memory, and every sum is in order of k.
template <class T>
void multiply_row(const PlainProduct &p, int64_t i, const T *a, const T *b, T *c) {
    using S = typename Sum<T>::type;
    const auto factor = [&](int64_t l) {
        return S(p.transpose_a ? a[l * p.m + i] : a[i * p.k + l]);
    };
    T *row = c + i * p.n;
    if (p.transpose_b) {
        for (int64_t j = 0; j < p.n; ++j) {
            S sum{};
            for (int64_t l = 0; l < p.k; ++l) sum = S(sum + S(factor(l) * S(b[j * p.k + l])));
            row[j] = T(sum);
        }
        return;
    }
    // Narrow types wrap at every step, which leaves the low bits of the sum as they are.
    std::fill(row, row + p.n, T{});
    for (int64_t l = 0; l < p.k; ++l) {
        const S x = factor(l);
        for (int64_t j = 0; j < p.n; ++j) {
            row[j] = T(S(S(row[j]) + S(x * S(b[l * p.n + j]))));
        }
    }
}

template <class T>
void multiply(const PlainProduct &p) {
    parallel_pieces(p.batch * p.m, piece_rows, [&](int64_t first, int64_t last) {
        for (int64_t row = first; row < last; ++row) {
            const int64_t product = row / p.m;
            multiply_row(p, row % p.m, static_cast<const T *>(p.a) + product * p.m * p.k,
                         static_cast<const T *>(p.b) + product * p.k * p.n,
                         static_cast<T *>(p.c) + product * p.m * p.n);
        }
    });
}

}  // namespace

void multiply_plain(lk_dtype dtype, const PlainProduct &p) {
    switch (dtype) {
        case LK_FLOAT64: return multiply<double>(p);
        case LK_COMPLEX64: return multiply<Complex>(p);
        case LK_INT8: return multiply<int8_t>(p);
        case LK_INT16: return multiply<int16_t>(p);
        case LK_INT32: return multiply<int32_t>(p);
        case LK_INT64: return multiply<int64_t>(p);
        case LK_UINT8: return multiply<uint8_t>(p);
        case LK_UINT16: return multiply<uint16_t>(p);
        case LK_UINT32: return multiply<uint32_t>(p);
        case LK_UINT64: return multiply<uint64_t>(p);
        case LK_BOOL: return multiply<Boolean>(p);
        case LK_FLOAT32:
        case LK_BFLOAT16:
        case LK_FLOAT16: break;
    }
}

}  // namespace lamina

// KissFFT where the length has small factors alone; else Bluestein's algorithm, which turns a
// transform of any length into a convolution of a length that is a power of two.
//
// Bluestein (1970), "A linear filtering approach to the computation of discrete Fourier transform".

#include "ComplexTransform.h"

#include <cmath>

namespace lamina {
namespace {

constexpr double kPi = 3.14159265358979323846;

/// A factor p costs p steps an element; from here on three transforms of twice the length or more
/// are the cheaper way.
constexpr int64_t kLargestFactor = 50;

int64_t largest_prime_factor(int64_t n) {
    int64_t largest = 1;
    for (int64_t p = 2; p * p <= n; ++p) {
        while (n % p == 0) {
            largest = p;
            n /= p;
        }
    }
    return n > 1 ? n : largest;
}

}  // namespace

std::complex<double> unit_root(int64_t number, int64_t n) {
    // Angles within an eighth of the circle lose nothing in sine and cosine.
    number %= n;
    if (number < 0) number += n;
    if (8 * number > 7 * n) return std::conj(unit_root(n - number, n));
    const int64_t quarter = (8 * number + n) / (2 * n);
    const double angle = 2 * kPi * (double(4 * number - quarter * n) / 4) / double(n);
    const double c = std::cos(angle), s = std::sin(angle);
    switch (quarter) {
        case 0: return {c, s};
        case 1: return {-s, c};
        case 2: return {-c, -s};
        default: return {s, -c};
    }
}

/// x[j] w[j], convolved with 1 / w, times w, for w[j] = exp(-+ pi i j^2 / n).
struct ComplexTransform::Chirp {
    int64_t n, size;
    std::vector<Complex> weights, spectrum, first, second;
    kissfft<double> forward, inverse;

    static int64_t padded(int64_t n) {
        int64_t size = 1;
        while (size < 2 * n - 1) size *= 2;
        return size;
    }

    Chirp(int64_t n, bool is_inverse)
        : n(n), size(padded(n)), weights(n), spectrum(size), first(size), second(size),
          forward(size, false), inverse(size, true) {
        for (int64_t j = 0; j < n; ++j) {
            const auto square = int64_t((__int128(j) * j) % (2 * n));
            const Complex root = unit_root(square, 2 * n);
            weights[j] = is_inverse ? root : std::conj(root);
        }
        for (int64_t j = 0; j < n; ++j) {
            first[j] = std::conj(weights[j]);
            if (j > 0) first[size - j] = first[j];
        }
        forward.transform(first.data(), spectrum.data());
        for (Complex &value : spectrum) value /= double(size);
    }

    void run(const Complex *in, Complex *out) {
        for (int64_t j = 0; j < n; ++j) first[j] = in[j] * weights[j];
        std::fill(first.begin() + n, first.end(), Complex());
        forward.transform(first.data(), second.data());
        for (int64_t j = 0; j < size; ++j) second[j] *= spectrum[j];
        inverse.transform(second.data(), first.data());
        for (int64_t j = 0; j < n; ++j) out[j] = first[j] * weights[j];
    }
};

ComplexTransform::ComplexTransform(int64_t n, bool is_inverse) {
    if (largest_prime_factor(n) > kLargestFactor) {
        chirp_ = std::make_unique<Chirp>(n, is_inverse);
    } else {
        radix_ = std::make_unique<kissfft<double>>(n, is_inverse);
    }
}

ComplexTransform::~ComplexTransform() = default;

void ComplexTransform::run(const Complex *in, Complex *out) {
    if (chirp_) {
        chirp_->run(in, out);
    } else {
        radix_->transform(in, out);
    }
}

}  // namespace lamina

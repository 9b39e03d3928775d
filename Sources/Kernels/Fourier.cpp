// Fourier transforms of many lines, in parallel. Real signals of even length are transformed as
// complex ones of half the length.

#include <memory>
#include <vector>

#include "ComplexTransform.h"
#include "Parallel.h"

namespace lamina {
namespace {

using Complex = std::complex<double>;

/// Elements of a piece of work: enough for some tens of microseconds.
constexpr int64_t kGrain = 1 << 13;

/// What one thread needs for lines of one kind and length; float32 is widened into `in`.
class LineTransform {
public:
    LineTransform(lk_fourier_kind kind, int64_t n)
        : kind(kind), n(n), is_halved_(is_real() && n % 2 == 0),
          transform_(is_halved_ ? n / 2 : n, is_inverse()), in_(n + 1), out_(n + 1) {
        if (!is_halved_) return;
        for (int64_t k = 0; k <= n / 2; ++k) {
            const Complex root = unit_root(k, n);
            roots_.push_back(is_inverse() ? root : std::conj(root));
        }
    }

    const lk_fourier_kind kind;
    const int64_t n;

    template <class T>
    void run(const T *in, T *out) {
        switch (kind) {
            case LK_FOURIER_FORWARD:
            case LK_FOURIER_INVERSE: return complex(in, out);
            case LK_FOURIER_REAL_FORWARD:
                return is_halved_ ? halved_forward(in, out) : real_forward(in, out);
            case LK_FOURIER_REAL_INVERSE:
                return is_halved_ ? halved_inverse(in, out) : real_inverse(in, out);
        }
    }

private:
    bool is_inverse() const {
        return kind == LK_FOURIER_INVERSE || kind == LK_FOURIER_REAL_INVERSE;
    }
    bool is_real() const {
        return kind == LK_FOURIER_REAL_FORWARD || kind == LK_FOURIER_REAL_INVERSE;
    }

    template <class T>
    static Complex pair(const T *numbers, int64_t index) {
        return {double(numbers[2 * index]), double(numbers[2 * index + 1])};
    }

    template <class T>
    static void put(T *numbers, int64_t index, Complex value) {
        numbers[2 * index] = T(value.real());
        numbers[2 * index + 1] = T(value.imag());
    }

    template <class T>
    void complex(const T *in, T *out) {
        for (int64_t j = 0; j < n; ++j) in_[j] = pair(in, j);
        transform_.run(in_.data(), out_.data());
        for (int64_t k = 0; k < n; ++k) put(out, k, out_[k]);
    }

    template <class T>
    void real_forward(const T *in, T *out) {
        for (int64_t j = 0; j < n; ++j) in_[j] = double(in[j]);
        transform_.run(in_.data(), out_.data());
        put(out, 0, out_[0].real());
        for (int64_t k = 1; k <= n / 2; ++k) put(out, k, out_[k]);
    }

    template <class T>
    void real_inverse(const T *in, T *out) {
        in_[0] = double(in[0]);
        for (int64_t k = 1; k <= n / 2; ++k) {
            in_[k] = pair(in, k);
            in_[n - k] = std::conj(in_[k]);
        }
        transform_.run(in_.data(), out_.data());
        for (int64_t j = 0; j < n; ++j) out[j] = T(out_[j].real());
    }

    /// Even elements as real parts and odd ones as imaginary parts: the transforms of both are the
    /// two symmetric parts of the result.
    template <class T>
    void halved_forward(const T *in, T *out) {
        const int64_t half = n / 2;
        for (int64_t j = 0; j < half; ++j) in_[j] = pair(in, j);
        transform_.run(in_.data(), out_.data());
        out_[half] = out_[0];
        for (int64_t k = 0; k <= half; ++k) {
            const Complex even = 0.5 * (out_[k] + std::conj(out_[half - k]));
            const Complex odd = 0.5 * (out_[k] - std::conj(out_[half - k]));
            // times -i
            const Complex value = even + roots_[k] * Complex(odd.imag(), -odd.real());
            put(out, k, k == 0 || k == half ? Complex(value.real()) : value);
        }
    }

    template <class T>
    void halved_inverse(const T *in, T *out) {
        const int64_t half = n / 2;
        auto at = [&](int64_t k) {
            return k == 0 || k == half ? Complex(double(in[2 * k])) : pair(in, k);
        };
        for (int64_t k = 0; k < half; ++k) {
            const Complex a = at(k), b = std::conj(at(half - k));
            const Complex odd = (a - b) * roots_[k];
            // times i
            in_[k] = a + b + Complex(-odd.imag(), odd.real());
        }
        transform_.run(in_.data(), out_.data());
        for (int64_t j = 0; j < half; ++j) put(out, j, out_[j]);
    }

    const bool is_halved_;
    ComplexTransform transform_;
    std::vector<Complex> in_, out_, roots_;
};

/// This thread's tables for lines of one kind and length. A program runs few lengths, again and
/// again; the oldest of eight makes way.
LineTransform &line_transform(lk_fourier_kind kind, int64_t n) {
    constexpr size_t most = 8;
    thread_local std::vector<std::unique_ptr<LineTransform>> known;
    for (auto &transform : known) {
        if (transform->kind == kind && transform->n == n) return *transform;
    }
    if (known.size() == most) known.erase(known.begin());
    known.push_back(std::make_unique<LineTransform>(kind, n));
    return *known.back();
}

template <class T>
void transform_lines(lk_fourier_kind kind, int64_t lines, int64_t n, const T *in, T *out) {
    const int64_t pairs = 2 * n, half = 2 * (n / 2 + 1);
    const int64_t from = kind == LK_FOURIER_REAL_FORWARD ? n
                         : kind == LK_FOURIER_REAL_INVERSE ? half : pairs;
    const int64_t to = kind == LK_FOURIER_REAL_FORWARD ? half
                       : kind == LK_FOURIER_REAL_INVERSE ? n : pairs;
    parallel_pieces(lines, std::max<int64_t>(1, kGrain / n), [&](int64_t begin, int64_t end) {
        LineTransform &transform = line_transform(kind, n);
        for (int64_t line = begin; line < end; ++line) {
            transform.run(in + line * from, out + line * to);
        }
    });
}

}  // namespace
}  // namespace lamina

void lk_fourier(lk_fourier_kind kind, lk_dtype dtype, int64_t lines, int64_t n,
                const void *in, void *out) {
    if (dtype == LK_FLOAT32) {
        lamina::transform_lines(kind, lines, n, static_cast<const float *>(in),
                                static_cast<float *>(out));
    } else {
        lamina::transform_lines(kind, lines, n, static_cast<const double *>(in),
                                static_cast<double *>(out));
    }
}

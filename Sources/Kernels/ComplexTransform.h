// One line's complex Fourier transform, of any length.
#ifndef LAMINA_COMPLEX_TRANSFORM_H
#define LAMINA_COMPLEX_TRANSFORM_H

#include <complex>
#include <memory>
#include <vector>

#include <kissfft/kissfft.hh>

namespace lamina {

/// y[k] = sum over j of x[j] exp(-+2 pi i j k / n), with the tables for one n and one direction.
///
/// Belongs to one thread: a run uses the tables' scratch memory.
class ComplexTransform {
public:
    using Complex = std::complex<double>;

    ComplexTransform(int64_t n, bool is_inverse);
    ~ComplexTransform();

    /// `out` must be other memory than `in`.
    void run(const Complex *in, Complex *out);

private:
    struct Chirp;

    std::unique_ptr<kissfft<double>> radix_;
    std::unique_ptr<Chirp> chirp_;
};

/// exp(2 pi i number / n), from the nearest angle of the first octants.
std::complex<double> unit_root(int64_t number, int64_t n);

}  // namespace lamina

#endif

// Functions that the C library lacks, and those of it that need an adapter, of one number.
#ifndef LAMINA_SCALAR_MATH_H
#define LAMINA_SCALAR_MATH_H

#include <math.h>  // lgamma_r

#include <cmath>
#include <limits>

namespace lamina {

// The rational approximations of the normal distribution's quantiles, highest power first:
// M. J. Wichura, "Algorithm AS 241", Applied Statistics 37 (1988), PPND16.
inline constexpr double kQuantileNearP[] = {
    2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4,
    4.5921953931549871457e4, 1.3731693765509461125e4, 1.9715909503065514427e3,
    1.3314166789178437745e2, 3.3871328727963666080e0};
inline constexpr double kQuantileNearQ[] = {
    5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4,
    2.1213794301586595867e4, 5.3941960214247511077e3, 6.8718700749205790830e2,
    4.2313330701600911252e1, 1.0};
inline constexpr double kQuantileTailP[] = {
    7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
    1.27045825245236838258e0,  3.64784832476320460504e0,  5.76949722146069140550e0,
    4.63033784615654529590e0,  1.42343711074968357734e0};
inline constexpr double kQuantileTailQ[] = {
    1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
    1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e0,
    2.05319162663775882187e0,  1.0};
inline constexpr double kQuantileFarP[] = {
    2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
    2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e0,
    5.46378491116411436990e0,  6.65790464350110377720e0};
inline constexpr double kQuantileFarQ[] = {
    2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
    7.86869131145613259100e-4,  1.48753612908506148525e-2, 1.36929880922735805310e-1,
    5.99832206555887937690e-1,  1.0};

/// P(x) / Q(x), with the highest power first.
template <size_t N, size_t M>
inline double ratio(const double (&p)[N], const double (&q)[M], double x) {
    double above = p[0], below = q[0];
    for (size_t i = 1; i < N; ++i) above = std::fma(above, x, p[i]);
    for (size_t i = 1; i < M; ++i) below = std::fma(below, x, q[i]);
    return above / below;
}

/// The y with erf(y) = x: Wichura's quantile, and one step of Halley's for the last digits.
inline double erf_inverse(double x) {
    const double size = std::fabs(x);
    if (!(size < 1)) {
        return size == 1 ? std::copysign(std::numeric_limits<double>::infinity(), x)
                         : std::numeric_limits<double>::quiet_NaN();
    }
    if (size < 1e-8) return 0.886226925452758013649 * x;  // the next term is below half a unit
    const double rest = (1 - size) / 2;  // exact where the tail needs it
    double y;
    if (size <= 0.85) {
        const double q = size / 2;
        y = q * ratio(kQuantileNearP, kQuantileNearQ, 0.180625 - q * q);
    } else {
        const double r = std::sqrt(-std::log(rest));
        y = r <= 5 ? ratio(kQuantileTailP, kQuantileTailQ, r - 1.6)
                   : ratio(kQuantileFarP, kQuantileFarQ, r - 5);
    }
    y *= 0.707106781186547524401;
    const double miss = size < 0.5 ? std::erf(y) - size : (1 - size) - std::erfc(y);
    const double step = 0.886226925452758013649 * miss * std::exp(y * y);
    return std::copysign(y - step / (1 + y * step), x);
}

/// The C library's cube root, which errs by 3 units, and one step of Newton's with an exact residue.
inline double cube_root(double x) {
    const double y = std::cbrt(x);
    if (!std::isfinite(y) || y == 0) return y;
    const double square = y * y, lost = std::fma(y, y, -square);
    const double residue = std::fma(square, y, -x) + lost * y;
    return y - residue / (3 * square);
}

/// ln |gamma(x)|. The C library's `lgamma` writes a global sign, which threads would share.
inline double log_gamma(double x) {
    int sign;
    return ::lgamma_r(x, &sign);
}

}  // namespace lamina

#endif

#if defined(__x86_64__)

#include "VectorCode.h"

#include <cstring>
#include <limits>

namespace lamina {
namespace {

constexpr uint32_t kMagnitudeBits = 0x7FFFFFFFu;
constexpr float kInfinity = std::numeric_limits<float>::infinity();

}  // namespace

uint32_t VectorCode::pattern(float value) {
    uint32_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    return bits;
}

void VectorCode::lay_constants() {
    align(4);
    for (auto &[value, label] : constants_) {
        L(label);
        dd(value);
    }
}

// The machine's maximum gives b if either is NaN; a NaN in a is kept.
void VectorCode::maximum(const Zmm &result, const Zmm &a, const Zmm &b) {
    vmaxps(zmm0, a, b);
    vcmpps(k1, a, a, kUnordered);
    vblendmps(result | k1, zmm0, a);
}

void VectorCode::minimum(const Zmm &result, const Zmm &a, const Zmm &b) {
    vminps(zmm0, a, b);
    vcmpps(k1, a, a, kUnordered);
    vblendmps(result | k1, zmm0, a);
}

void VectorCode::copy_sign(const Zmm &result, const Zmm &magnitude, const Zmm &sign) {
    vpandd(zmm6, sign, bits(kSignBit));
    vpandd(zmm5, magnitude, bits(kMagnitudeBits));
    vpord(result, zmm5, zmm6);
}

void VectorCode::sign(const Zmm &result, const Zmm &x) {
    vpandd(zmm0, x, bits(kSignBit));
    vpord(zmm0, zmm0, number(1));
    vcmpps(k1, x, number(0), kEqualOrUnordered);
    vblendmps(result | k1, zmm0, x);
}

void VectorCode::bounded_exp() {
    const Zmm &x = zmm0, &q = zmm1, &a = zmm2, &r = zmm3, &b = zmm4, &c = zmm5, &y = zmm6;
    // q = x / ln 2 as the nearest whole number, halves away from 0.
    vpandd(q, x, bits(kSignBit));
    vpord(q, q, number(0.5f));
    vmovaps(a, x);
    vfmadd132ps(a, q, number(1.442695040888963407359924681f));
    vcvttps2dq(q, a);
    // r = x - q ln 2, with ln 2 in two parts.
    vcvtdq2ps(a, q);
    vmovaps(r, x);
    vfmadd231ps(r, a, number(-0.693145751953125f));
    vfmadd231ps(r, a, number(-1.428606765330187045e-6f));
    // e^r = 1 + r + r² P(r), by Estrin's scheme.
    vmulps(a, r, r);
    set(b, 0.000198527617612853646278381f);
    vfmadd213ps(b, r, number(0.00139304355252534151077271f));
    set(c, 0.00833336077630519866943359f);
    vfmadd213ps(c, r, number(0.0416664853692054748535156f));
    set(y, 0.166666671633720397949219f);
    vfmadd213ps(y, r, number(0.5f));
    vfmadd231ps(y, a, c);
    vmulps(c, a, a);
    vfmadd231ps(y, c, b);
    vfmadd213ps(y, a, r);
    vaddps(y, y, number(1));
    // Times 2^q as two factors, which reach the denormal numbers.
    vpsrad(a, q, 1);
    vpsubd(q, q, a);
    vpaddd(a, a, bits(127));
    vpaddd(q, q, bits(127));
    vpslld(a, a, 23);
    vpslld(q, q, 23);
    vmulps(y, y, a);
    vcmpps(k1, x, number(-104), kGreaterOrEqual);
    vmulps(zmm0 | k1 | T_z, y, q);
}

void VectorCode::exp(const Zmm &result, const Zmm &x) {
    constexpr float kLargest = static_cast<float>(88.722831726);
    vminps(zmm0, x, number(kLargest));
    bounded_exp();
    vcmpps(k1, x, number(kLargest), kGreater);
    vblendmps(zmm0 | k1, zmm0, number(kInfinity));
    vcmpps(k1, x, x, kUnordered);
    vblendmps(result | k1, zmm0, x);
}

void VectorCode::log(const Zmm &result, const Zmm &x) {
    constexpr uint32_t kMagic = 0x3F3504F3u;  // √½, the least mantissa
    const Zmm &m = zmm1, &e = zmm2, &m1 = zmm3, &z = zmm4, &z2 = zmm5, &z4 = zmm6;
    // Denormal numbers are scaled to normal ones.
    vcmpps(k1, x, number(1.175494351e-38f), kLess);
    vmovaps(zmm0, x);
    vmulps(zmm0 | k1, x, number(33554432));
    vpaddd(m, zmm0, bits(0x3F800000u - kMagic));
    vpsrld(e, m, 23);
    vpsubd(e, e, bits(127));
    vpsubd(e | k1, e, bits(25));
    vcvtdq2ps(e, e);
    vpandd(m, m, bits(0x7FFFFFu));
    vpaddd(m, m, bits(kMagic));
    vsubps(m1, m, number(1));
    vaddps(z, m, number(1));
    vdivps(z, m1, z);
    vmulps(z2, z, z);
    vmulps(z4, z2, z2);
    set(zmm0, 0.24279078841f);
    vfmadd213ps(zmm0, z4, number(0.40000972152f));
    vmulps(zmm0, zmm0, z4);
    set(m, 0.28498786688f);
    vfmadd213ps(m, z4, number(0.66666662693f));
    vfmadd213ps(m, z2, zmm0);
    vsubps(zmm0, m1, m);
    vmulps(m, e, number(9.0580006145e-6f));
    vfmsub213ps(z, zmm0, m);
    vsubps(z, z, m1);
    vfmsub132ps(e, z, number(0.69313812256f));
    // Infinity and NaN give themselves.
    vcmpps(k1, x, number(kInfinity), kLess);
    vblendmps(e | k1, x, e);
    vcmpps(k1, x, number(0), kLess);
    vblendmps(e | k1, e, number(std::numeric_limits<float>::quiet_NaN()));
    vcmpps(k1, x, number(0), kEqual);
    vblendmps(result | k1, e, number(-kInfinity));
}

void VectorCode::take_above(const Zmm &x, float bound) {
    vpandd(zmm3, x, bits(kMagnitudeBits));
    vcmpps(k1, zmm3, number(bound), kGreater);
    vblendmps(zmm2 | k1, zmm2, zmm0);
}

void VectorCode::tanh(const Zmm &result, const Zmm &x) {
    constexpr float kNear[] = {-6.61022783e-3f, 2.13093887e-2f, -5.39094288e-2f, 1.33331137e-1f,
                               -3.33333320e-1f};
    vpandd(zmm0, x, bits(kMagnitudeBits));
    vminps(zmm0, zmm0, number(10));
    vaddps(zmm0, zmm0, zmm0);
    bounded_exp();
    vaddps(zmm0, zmm0, number(1));
    set(zmm1, 2);
    vdivps(zmm0, zmm1, zmm0);
    set(zmm1, 1);
    vsubps(zmm0, zmm1, zmm0);
    copy_sign(zmm0, zmm0, x);
    vmulps(zmm1, x, x);
    polynomial(zmm2, zmm1, kNear);
    vmulps(zmm2, zmm2, zmm1);
    vfmadd213ps(zmm2, x, x);
    take_above(x, 0.55f);
    vcmpps(k1, x, number(0), kEqualOrUnordered);
    vblendmps(result | k1, zmm2, x);
}

void VectorCode::sigmoid(const Zmm &result, const Zmm &x) {
    vpord(zmm0, x, bits(kSignBit));
    bounded_exp();
    vcmpps(k1, x, x, kUnordered);
    vblendmps(zmm0 | k1, zmm0, x);
    vaddps(zmm1, zmm0, number(1));
    set(zmm2, 1);
    vcmpps(k1, x, number(0), kLess);
    vblendmps(zmm2 | k1, zmm2, zmm0);
    vdivps(result, zmm2, zmm1);
}

void VectorCode::erf(const Zmm &result, const Zmm &x) {
    constexpr float kNear[] = {-5.96761703e-4f, 4.99119423e-3f,  -2.67681349e-2f,
                               1.12819925e-1f,  -3.76125336e-1f, 1.28379166e-1f};
    constexpr float kFar[] = {-1.72853470e-5f, 3.83197126e-4f,  -3.88396438e-3f, 2.42546219e-2f,
                              -1.06777877e-1f, -6.34846687e-1f, -1.28717512e-1f};
    vpandd(zmm0, x, bits(kMagnitudeBits));
    vminps(zmm0, zmm0, number(4));
    polynomial(zmm1, zmm0, kFar);
    vpxord(zmm2, zmm0, bits(kSignBit));
    vfmadd213ps(zmm0, zmm1, zmm2);
    bounded_exp();
    set(zmm1, 1);
    vsubps(zmm0, zmm1, zmm0);
    copy_sign(zmm0, zmm0, x);
    vmulps(zmm1, x, x);
    polynomial(zmm2, zmm1, kNear);
    vfmadd213ps(zmm2, x, x);
    take_above(x, 0.927734375f);
    vcmpps(k1, x, x, kUnordered);
    vblendmps(result | k1, zmm2, x);
}

}  // namespace lamina

#endif

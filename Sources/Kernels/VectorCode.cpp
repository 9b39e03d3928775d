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
    align(32);
    for (auto &[value, label] : constants_) {
        L(label);
        for (int copies = is_wide_ ? 1 : 8; copies > 0; --copies) dd(value);
    }
}

void VectorCode::bit_and(const Vector &result, const Vector &a, const Xbyak::Operand &b) {
    is_wide_ ? vpandd(result, a, b) : vpand(result, a, b);
}

void VectorCode::bit_or(const Vector &result, const Vector &a, const Xbyak::Operand &b) {
    is_wide_ ? vpord(result, a, b) : vpor(result, a, b);
}

void VectorCode::bit_xor(const Vector &result, const Vector &a, const Xbyak::Operand &b) {
    is_wide_ ? vpxord(result, a, b) : vpxor(result, a, b);
}

void VectorCode::compare(const Vector &a, const Xbyak::Operand &b, Predicate predicate) {
    is_wide_ ? vcmpps(k1, a, b, predicate) : vcmpps(mask(), a, b, predicate);
}

void VectorCode::take_mask(const Vector &result) {
    is_wide_ ? vpmovm2d(result, k1) : vmovaps(result, mask());
}

void VectorCode::set_mask(const Vector &from) {
    is_wide_ ? vpmovd2m(k1, from) : vmovaps(mask(), from);
}

void VectorCode::choose(const Vector &result, const Vector &other, const Xbyak::Operand &chosen) {
    is_wide_ ? vblendmps(result | k1, other, chosen) : vblendvps(result, other, chosen, mask());
}

void VectorCode::multiply_where(const Vector &result, const Vector &a, const Vector &b) {
    if (is_wide_) return vmulps(result | k1 | T_z, a, b);
    vmulps(result, a, b);
    vpand(result, result, mask());
}

void VectorCode::load_bools(const Vector &result, const Xbyak::Address &from) {
    vpmovzxbd(result, from);
    if (is_wide_) {
        vptestmd(k1, result, result);
        vpmovm2d(result, k1);
    } else {
        vpxor(mask(), mask(), mask());
        vpcmpgtd(result, result, mask());
    }
}

void VectorCode::store_bools(const Xbyak::Address &to, const Vector &x) {
    if (is_wide_) {
        vpandd(zmm0, x, bits(1));
        return vpmovdb(to, zmm0);
    }
    vextracti128(xmm0, Xbyak::Ymm(x.getIdx()), 1);
    vpackssdw(xmm0, Xbyak::Xmm(x.getIdx()), xmm0);
    vpacksswb(xmm0, xmm0, xmm0);
    vpand(xmm0, xmm0, xword[rip + constants_[0x01010101u]]);
    vmovq(to, xmm0);
}

void VectorCode::load_bfloat16(const Vector &result, const Xbyak::Address &from) {
    vpmovzxwd(result, from);
    vpslld(result, result, 16);
}

void VectorCode::store_bfloat16(const Xbyak::Address &to, const Vector &x) {
    const Vector high = reg(0);
    vpsrld(high, x, 16);
    if (is_wide_) return vpmovdw(to, high);
    vextracti128(xmm1, ymm0, 1);
    vpackusdw(xmm0, xmm0, xmm1);
    vmovdqu(to, xmm0);
}

void VectorCode::round_to_bfloat16(const Vector &result, const Vector &x) {
    const Vector rounded = reg(0), nan = reg(1);
    constexpr uint32_t kKept = 0xFFFF0000u;
    vpsrld(rounded, x, 16);
    bit_and(rounded, rounded, bits(1));
    vpaddd(rounded, rounded, bits(0x7FFF));
    vpaddd(rounded, rounded, x);
    bit_and(rounded, rounded, bits(kKept));
    bit_or(nan, x, bits(0x00400000));
    bit_and(nan, nan, bits(kKept));
    compare(x, x, kUnordered);
    choose(result, rounded, nan);
}

void VectorCode::round(const Vector &result, const Vector &x, uint8_t mode) {
    is_wide_ ? vrndscaleps(result, x, mode) : vroundps(result, x, mode);
}

// The machine's maximum gives b if either is NaN; a NaN in a is kept.
void VectorCode::maximum(const Vector &result, const Vector &a, const Vector &b) {
    vmaxps(reg(0), a, b);
    compare(a, a, kUnordered);
    choose(result, reg(0), a);
}

void VectorCode::minimum(const Vector &result, const Vector &a, const Vector &b) {
    vminps(reg(0), a, b);
    compare(a, a, kUnordered);
    choose(result, reg(0), a);
}

void VectorCode::copy_sign(const Vector &result, const Vector &magnitude, const Vector &sign) {
    bit_and(reg(6), sign, bits(kSignBit));
    bit_and(reg(5), magnitude, bits(kMagnitudeBits));
    bit_or(result, reg(5), reg(6));
}

void VectorCode::sign(const Vector &result, const Vector &x) {
    bit_and(reg(0), x, bits(kSignBit));
    bit_or(reg(0), reg(0), number(1));
    compare(x, number(0), kEqualOrUnordered);
    choose(result, reg(0), x);
}

void VectorCode::bounded_exp() {
    const Vector x = reg(0), q = reg(1), a = reg(2), r = reg(3), b = reg(4), c = reg(5), y = reg(6);
    // q = x / ln 2 as the nearest whole number, halves away from 0.
    bit_and(q, x, bits(kSignBit));
    bit_or(q, q, number(0.5f));
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
    compare(x, number(-104), kGreaterOrEqual);
    multiply_where(reg(0), y, q);
}

void VectorCode::exp(const Vector &result, const Vector &x) {
    constexpr float kLargest = static_cast<float>(88.722831726);
    vminps(reg(0), x, number(kLargest));
    bounded_exp();
    compare(x, number(kLargest), kGreater);
    choose(reg(0), reg(0), number(kInfinity));
    compare(x, x, kUnordered);
    choose(result, reg(0), x);
}

void VectorCode::log(const Vector &result, const Vector &x) {
    constexpr uint32_t kMagic = 0x3F3504F3u;  // √½, the least mantissa
    const Vector m = reg(1), e = reg(2), m1 = reg(3), z = reg(4), z2 = reg(5), z4 = reg(6);
    // Denormal numbers are scaled to normal ones.
    compare(x, number(1.175494351e-38f), kLess);
    vmulps(reg(0), x, number(33554432));
    choose(reg(0), x, reg(0));
    vpaddd(m, reg(0), bits(0x3F800000u - kMagic));
    vpsrld(e, m, 23);
    vpsubd(e, e, bits(127));
    vpsubd(z, e, bits(25));
    choose(e, e, z);
    vcvtdq2ps(e, e);
    bit_and(m, m, bits(0x7FFFFFu));
    vpaddd(m, m, bits(kMagic));
    vsubps(m1, m, number(1));
    vaddps(z, m, number(1));
    vdivps(z, m1, z);
    vmulps(z2, z, z);
    vmulps(z4, z2, z2);
    set(reg(0), 0.24279078841f);
    vfmadd213ps(reg(0), z4, number(0.40000972152f));
    vmulps(reg(0), reg(0), z4);
    set(m, 0.28498786688f);
    vfmadd213ps(m, z4, number(0.66666662693f));
    vfmadd213ps(m, z2, reg(0));
    vsubps(reg(0), m1, m);
    vmulps(m, e, number(9.0580006145e-6f));
    vfmsub213ps(z, reg(0), m);
    vsubps(z, z, m1);
    vfmsub132ps(e, z, number(0.69313812256f));
    // Infinity and NaN give themselves.
    compare(x, number(kInfinity), kLess);
    choose(e, x, e);
    compare(x, number(0), kLess);
    choose(e, e, number(std::numeric_limits<float>::quiet_NaN()));
    compare(x, number(0), kEqual);
    choose(result, e, number(-kInfinity));
}

void VectorCode::take_above(const Vector &x, float bound) {
    bit_and(reg(3), x, bits(kMagnitudeBits));
    compare(reg(3), number(bound), kGreater);
    choose(reg(2), reg(2), reg(0));
}

void VectorCode::tanh(const Vector &result, const Vector &x) {
    constexpr float kNear[] = {-6.61022783e-3f, 2.13093887e-2f, -5.39094288e-2f, 1.33331137e-1f,
                               -3.33333320e-1f};
    bit_and(reg(0), x, bits(kMagnitudeBits));
    vminps(reg(0), reg(0), number(10));
    vaddps(reg(0), reg(0), reg(0));
    bounded_exp();
    vaddps(reg(0), reg(0), number(1));
    set(reg(1), 2);
    vdivps(reg(0), reg(1), reg(0));
    set(reg(1), 1);
    vsubps(reg(0), reg(1), reg(0));
    copy_sign(reg(0), reg(0), x);
    vmulps(reg(1), x, x);
    polynomial(reg(2), reg(1), kNear);
    vmulps(reg(2), reg(2), reg(1));
    vfmadd213ps(reg(2), x, x);
    take_above(x, 0.55f);
    compare(x, number(0), kEqualOrUnordered);
    choose(result, reg(2), x);
}

void VectorCode::sigmoid(const Vector &result, const Vector &x) {
    bit_or(reg(0), x, bits(kSignBit));
    bounded_exp();
    compare(x, x, kUnordered);
    choose(reg(0), reg(0), x);
    vaddps(reg(1), reg(0), number(1));
    set(reg(2), 1);
    compare(x, number(0), kLess);
    choose(reg(2), reg(2), reg(0));
    vdivps(result, reg(2), reg(1));
}

void VectorCode::erf(const Vector &result, const Vector &x) {
    constexpr float kNear[] = {-5.96761703e-4f, 4.99119423e-3f,  -2.67681349e-2f,
                               1.12819925e-1f,  -3.76125336e-1f, 1.28379166e-1f};
    constexpr float kFar[] = {-1.72853470e-5f, 3.83197126e-4f,  -3.88396438e-3f, 2.42546219e-2f,
                              -1.06777877e-1f, -6.34846687e-1f, -1.28717512e-1f};
    bit_and(reg(0), x, bits(kMagnitudeBits));
    vminps(reg(0), reg(0), number(4));
    polynomial(reg(1), reg(0), kFar);
    bit_xor(reg(2), reg(0), bits(kSignBit));
    vfmadd213ps(reg(0), reg(1), reg(2));
    bounded_exp();
    set(reg(1), 1);
    vsubps(reg(0), reg(1), reg(0));
    copy_sign(reg(0), reg(0), x);
    vmulps(reg(1), x, x);
    polynomial(reg(2), reg(1), kNear);
    vfmadd213ps(reg(2), x, x);
    take_above(x, 0.927734375f);
    compare(x, x, kUnordered);
    choose(result, reg(2), x);
}

}  // namespace lamina

#endif

// bfloat16 and float16 as they are stored. The functions have no branches, so that loops over them
// become vectors; float16's follow F. Giesen's public-domain "half.cpp".
#ifndef LAMINA_HALF_FLOAT_H
#define LAMINA_HALF_FLOAT_H

#include <cstdint>
#include <cstring>

namespace lamina {

struct BFloat16 {
    uint16_t bits;
};
struct Float16 {
    uint16_t bits;
};

inline uint32_t float_bits(float x) {
    uint32_t bits;
    std::memcpy(&bits, &x, sizeof bits);
    return bits;
}

inline float bits_float(uint32_t bits) {
    float x;
    std::memcpy(&x, &bits, sizeof x);
    return x;
}

inline float to_float(BFloat16 x) { return bits_float(static_cast<uint32_t>(x.bits) << 16); }

inline float to_float(Float16 x) {
    constexpr uint32_t kExponent = 0x7c00u << 13;
    const uint32_t shifted = (x.bits & 0x7fffu) << 13;
    const uint32_t exponent = shifted & kExponent;
    const uint32_t normal = shifted + ((127 - 15) << 23);
    const uint32_t special = normal + ((128 - 16) << 23);
    // A subnormal becomes normal by the subtraction of the smallest normal number.
    const float subnormal = bits_float(normal + (1 << 23)) - bits_float(113 << 23);
    const uint32_t magnitude = exponent == kExponent ? special
                               : exponent == 0      ? float_bits(subnormal)
                                                    : normal;
    return bits_float(magnitude | static_cast<uint32_t>(x.bits & 0x8000u) << 16);
}

/// Nearest, ties to even; a NaN stays one.
inline BFloat16 to_bfloat16(float x) {
    const uint32_t bits = float_bits(x);
    const uint32_t rounded = (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
    return {static_cast<uint16_t>(x != x ? bits >> 16 | 0x40 : rounded)};
}

/// Nearest, ties to even; what is too large becomes infinite, a NaN stays one.
inline Float16 to_float16(float x) {
    const uint32_t sign = float_bits(x) & 0x80000000u, bits = float_bits(x) ^ sign;
    constexpr uint32_t kMagic = ((127 - 15) + (23 - 10) + 1) << 23;
    const uint32_t subnormal = float_bits(bits_float(bits) + bits_float(kMagic)) - kMagic;
    const uint32_t normal = (bits - ((127 - 15) << 23) + 0xfff + (bits >> 13 & 1)) >> 13;
    const uint32_t special = bits > (255u << 23) ? 0x7e00 : 0x7c00;
    const uint32_t magnitude = bits >= (143u << 23)  ? special
                               : bits < (113u << 23) ? subnormal
                                                     : normal;
    return {static_cast<uint16_t>(magnitude | sign >> 16)};
}

/// float64 to float32 by rounding to odd: a second rounding to fewer bits is then the right one.
inline float round_to_odd(double x) {
    const float near = static_cast<float>(x);
    const double back = near;
    const uint32_t bits = float_bits(near);
    const bool away = (back < 0 ? -back : back) > (x < 0 ? -x : x);
    const uint32_t odd = (bits - (away ? 1 : 0)) | 1;
    return back != x && x == x ? bits_float(odd) : near;
}

}  // namespace lamina

#endif

// Machine code of elementary functions on AVX-512 registers: operation for operation what
// VectorMath-inl.h computes there, and so the same bits.
#ifndef LAMINA_VECTOR_CODE_H
#define LAMINA_VECTOR_CODE_H

#if defined(__x86_64__)

#include <cstdint>
#include <map>

#include "xbyak/xbyak.h"

namespace lamina {

/// Emits instructions on 16 floats. Registers 0 to 6 and mask 1 are for intermediate values: an operand
/// is never one of them. A result is written by the last instruction, so that it may take its
/// operand's place.
class VectorCode : public Xbyak::CodeGenerator {
protected:
    using Zmm = Xbyak::Zmm;

    /// The first register that may hold a value.
    static constexpr int kFirstValue = 7;
    static constexpr uint32_t kSignBit = 0x80000000u;

    /// Comparison predicates of vcmpps, none of which signals.
    enum Predicate : uint8_t {
        kEqual = 0x00, kLess = 0x11, kLessOrEqual = 0x12, kUnordered = 0x03, kNotEqual = 0x04,
        kEqualOrUnordered = 0x08, kGreaterOrEqual = 0x1D, kGreater = 0x1E,
    };

    VectorCode() : Xbyak::CodeGenerator(4096, Xbyak::AutoGrow) {}

    /// A constant as an operand that is read into all lanes.
    Xbyak::Address number(float value) { return bits(pattern(value)); }
    Xbyak::Address bits(uint32_t value) { return ptr_b[rip + constants_[value]]; }
    void set(const Zmm &result, float value) {
        vbroadcastss(result, dword[rip + constants_[pattern(value)]]);
    }
    /// The constants' memory, behind the code.
    void lay_constants();

    void maximum(const Zmm &result, const Zmm &a, const Zmm &b);
    void minimum(const Zmm &result, const Zmm &a, const Zmm &b);
    void copy_sign(const Zmm &result, const Zmm &magnitude, const Zmm &sign);
    void sign(const Zmm &result, const Zmm &x);
    void exp(const Zmm &result, const Zmm &x);
    void log(const Zmm &result, const Zmm &x);
    void tanh(const Zmm &result, const Zmm &x);
    void sigmoid(const Zmm &result, const Zmm &x);
    void erf(const Zmm &result, const Zmm &x);

private:
    static uint32_t pattern(float value);

    /// e^x of register 0 for x up to 88.7, and 0 below -104, in its place.
    void bounded_exp();
    /// Register 0 into register 2 where |x| is above a bound.
    void take_above(const Zmm &x, float bound);
    /// The polynomial with the given coefficients, the highest power first.
    template <size_t N>
    void polynomial(const Zmm &y, const Zmm &x, const float (&coefficients)[N]) {
        set(y, coefficients[0]);
        for (size_t i = 1; i < N; ++i) vfmadd213ps(y, x, number(coefficients[i]));
    }

    std::map<uint32_t, Xbyak::Label> constants_;
};

}  // namespace lamina

#endif
#endif

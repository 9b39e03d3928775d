// Machine code of elementary functions on vectors of AVX2 or AVX-512: operation for operation what
// VectorMath-inl.h computes there, and so the same bits.
#ifndef LAMINA_VECTOR_CODE_H
#define LAMINA_VECTOR_CODE_H

#if defined(__x86_64__)

#include <cstdint>
#include <map>

#include "include/lamina_kernels.h"
#include "xbyak/xbyak.h"

namespace lamina {

/// Emits instructions on 8 floats (AVX2) or 16 (AVX-512). Registers 0 to 6 and the mask are for intermediate
/// values: an operand is never one of them. A result is written by the last instruction, so that it may
/// take its operand's place.
///
/// The sets differ in three things. The mask is register k1 in AVX-512, and in AVX2 a vector of ones and
/// zeros. A constant is one number, read into all lanes, or a whole vector of copies. And AVX2 has half the
/// registers.
class VectorCode : public Xbyak::CodeGenerator {
protected:
    /// A register of the set's own length.
    using Vector = Xbyak::Xmm;

    static constexpr uint32_t kSignBit = 0x80000000u;

    /// Comparison predicates of vcmpps, none of which signals.
    enum Predicate : uint8_t {
        kEqual = 0x00, kLess = 0x11, kLessOrEqual = 0x12, kUnordered = 0x03, kNotEqual = 0x04,
        kEqualOrUnordered = 0x08, kGreaterOrEqual = 0x1D, kGreater = 0x1E,
    };

    explicit VectorCode(lk_code_set set)
        : Xbyak::CodeGenerator(4096, Xbyak::AutoGrow), is_wide_(set == LK_CODE_AVX512) {}

    bool is_wide() const { return is_wide_; }
    /// Elements of a vector.
    int lanes() const { return is_wide_ ? 16 : 8; }
    int register_count() const { return is_wide_ ? 32 : 16; }
    /// The first register that may hold a value.
    int first_value() const { return is_wide_ ? 7 : 8; }
    Vector reg(int index) const {
        return Vector(is_wide_ ? Xbyak::Operand::ZMM : Xbyak::Operand::YMM, index);
    }

    /// A constant as the last operand of an instruction.
    Xbyak::Address number(float value) { return bits(pattern(value)); }
    Xbyak::Address bits(uint32_t value) {
        return is_wide_ ? ptr_b[rip + constants_[value]] : yword[rip + constants_[value]];
    }
    void set(const Vector &result, float value) {
        vbroadcastss(result, dword[rip + constants_[pattern(value)]]);
    }
    /// The constants' memory, behind the code.
    void lay_constants();

    void bit_and(const Vector &result, const Vector &a, const Xbyak::Operand &b);
    void bit_or(const Vector &result, const Vector &a, const Xbyak::Operand &b);
    void bit_xor(const Vector &result, const Vector &a, const Xbyak::Operand &b);
    void set_zero(const Vector &result) { bit_xor(result, result, result); }

    /// Sets the mask where the comparison holds.
    void compare(const Vector &a, const Xbyak::Operand &b, Predicate predicate);
    /// The mask as all ones and all zeros, and back.
    void take_mask(const Vector &result);
    void set_mask(const Vector &from);
    /// `chosen` where the mask is set, `other` elsewhere.
    void choose(const Vector &result, const Vector &other, const Xbyak::Operand &chosen);
    /// The product where the mask is set, 0 elsewhere.
    void multiply_where(const Vector &result, const Vector &a, const Vector &b);

    /// Bools as all ones and all zeros, from and to bytes.
    void load_bools(const Vector &result, const Xbyak::Address &from);
    void store_bools(const Xbyak::Address &to, const Vector &x);
    /// bfloat16 as the float32 of the same value.
    void load_bfloat16(const Vector &result, const Xbyak::Address &from);
    void store_bfloat16(const Xbyak::Address &to, const Vector &x);
    /// The nearest bfloat16, ties to even; a NaN stays one.
    void round_to_bfloat16(const Vector &result, const Vector &x);

    /// To whole numbers, by vroundps's modes.
    void round(const Vector &result, const Vector &x, uint8_t mode);
    void maximum(const Vector &result, const Vector &a, const Vector &b);
    void minimum(const Vector &result, const Vector &a, const Vector &b);
    void copy_sign(const Vector &result, const Vector &magnitude, const Vector &sign);
    void sign(const Vector &result, const Vector &x);
    void exp(const Vector &result, const Vector &x);
    void log(const Vector &result, const Vector &x);
    void tanh(const Vector &result, const Vector &x);
    void sigmoid(const Vector &result, const Vector &x);
    void erf(const Vector &result, const Vector &x);

private:
    static uint32_t pattern(float value);

    /// AVX2's mask.
    Vector mask() const { return reg(7); }
    /// e^x of register 0 for x up to 88.7, and 0 below -104, in its place.
    void bounded_exp();
    /// Register 0 into register 2 where |x| is above a bound.
    void take_above(const Vector &x, float bound);
    /// The polynomial with the given coefficients, the highest power first.
    template <size_t N>
    void polynomial(const Vector &y, const Vector &x, const float (&coefficients)[N]) {
        set(y, coefficients[0]);
        for (size_t i = 1; i < N; ++i) vfmadd213ps(y, x, number(coefficients[i]));
    }

    bool is_wide_;
    std::map<uint32_t, Xbyak::Label> constants_;
};

}  // namespace lamina

#endif
#endif

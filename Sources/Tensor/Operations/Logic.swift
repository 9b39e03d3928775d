import LaminaGraph

// Logic on truth values, spelt as Swift spells it for its SIMD masks. A number counts as true unless
// it is 0, as in NumPy; the result is bool. Bits of integers have `&`, `|`, `^` and `~`.

extension Tensor {
    /// The tensor as truth values.
    private var truth: Tensor { dtype == .bool ? self : isNotEqual(to: 0) }

    /// `true` where both are. NumPy and PyTorch: `logical_and`.
    ///
    /// - Shape: the operands broadcast to one shape.
    public static func .& (a: Tensor, b: Tensor) -> Tensor { binary(.and, a.truth, b.truth) }
    /// `true` where either is, or both. NumPy and PyTorch: `logical_or`.
    public static func .| (a: Tensor, b: Tensor) -> Tensor { binary(.or, a.truth, b.truth) }
    /// `true` where one is and the other is not. NumPy and PyTorch: `logical_xor`.
    public static func .^ (a: Tensor, b: Tensor) -> Tensor { binary(.xor, a.truth, b.truth) }
    /// `true` where the operand is not. NumPy and PyTorch: `logical_not`.
    public static prefix func .! (a: Tensor) -> Tensor { record(.unary(.not), a.truth) }
}

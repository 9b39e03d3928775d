import LaminaGraph

// Operations on the bits of integers, two's complement. Truth values have `.&`, `.|`, `.^` and `.!`.

extension Tensor {
    private static func bits(_ op: Binary, _ sign: String, _ a: Tensor, _ b: Tensor) -> Tensor {
        operation { () throws(OpError) in
            guard a.dtype.isInteger, b.dtype.isInteger else {
                let isBool = a.dtype == .bool || b.dtype == .bool
                throw OpError(
                    op: sign, problem: "needs integers, not \(a.dtype) and \(b.dtype)",
                    operands: ["lhs": "\(a.spec)", "rhs": "\(b.spec)"],
                    fix: isBool ? "truth values have .&, .| and .^" : "convert with asType(_:)")
            }
            return binary(op, a, b)
        }
    }

    /// The bits that both have. NumPy and PyTorch: `bitwise_and`.
    ///
    /// - Shape: the operands broadcast to one shape.
    /// - dtypes: integers, promoted to their common type.
    /// - Traps: other types.
    public static func & (a: Tensor, b: Tensor) -> Tensor { bits(.and, "&", a, b) }
    /// The bits that either has. NumPy and PyTorch: `bitwise_or`.
    public static func | (a: Tensor, b: Tensor) -> Tensor { bits(.or, "|", a, b) }
    /// The bits that one has and the other has not. NumPy and PyTorch: `bitwise_xor`.
    public static func ^ (a: Tensor, b: Tensor) -> Tensor { bits(.xor, "^", a, b) }
    /// Every bit turned over, `-x - 1` for signed numbers. NumPy: `invert`; PyTorch: `bitwise_not`.
    public static prefix func ~ (a: Tensor) -> Tensor {
        operation { () throws(OpError) in
            guard a.dtype.isInteger else {
                throw OpError(
                    op: "~", problem: "needs integers, not \(a.dtype)",
                    operands: ["x": "\(a.spec)"],
                    fix: a.dtype == .bool ? "truth values have .!" : "convert x with asType(_:)")
            }
            return record(.unary(.not), a)
        }
    }

    /// The bits moved up by `b` places, zeros after them: `a 2ᵇ`. NumPy: `left_shift`.
    ///
    /// - Special values: a negative count, or one of the width and more, gives 0.
    public static func << (a: Tensor, b: Tensor) -> Tensor { bits(.shiftLeft, "<<", a, b) }
    /// The bits moved down by `b` places, `⌊a / 2ᵇ⌋`: a signed number keeps its sign. NumPy:
    /// `right_shift`.
    ///
    /// - Special values: a negative count, or one of the width and more, leaves 0, or -1 of a
    ///   negative number.
    public static func >> (a: Tensor, b: Tensor) -> Tensor { bits(.shiftRight, ">>", a, b) }

    /// The bits that each element has in common with a number.
    public static func & (a: Tensor, b: Int) -> Tensor { a & a.scalar(like: b) }
    /// The bits that each element or a number has.
    public static func | (a: Tensor, b: Int) -> Tensor { a | a.scalar(like: b) }
    /// The bits in which each element differs from a number.
    public static func ^ (a: Tensor, b: Int) -> Tensor { a ^ a.scalar(like: b) }
    /// The bits of each element moved up.
    public static func << (a: Tensor, b: Int) -> Tensor { a << a.scalar(like: b) }
    /// The bits of each element moved down.
    public static func >> (a: Tensor, b: Int) -> Tensor { a >> a.scalar(like: b) }
}

/// The number of bits that are 1, in the type of the operand. NumPy: `bitwise_count`; JAX:
/// `population_count`.
///
/// - dtypes: integers. Of a signed one the bits of its two's complement are counted: of -1, all.
/// - Traps: other types.
public func populationCount(_ x: Tensor) -> Tensor { .record(.unary(.populationCount), x) }

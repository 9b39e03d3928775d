import LaminaGraph

/// The exponential of square matrices, `Σ aᵏ / k!`.
///
/// - Shape: `[…, n, n]` to the same. Integers become float32.
/// - Precision: Padé's approximant, of degree 7 in float32 and 13 in float64, of the matrix halved until
///   its norm is small enough, and squared as often.
/// - Special values: NaN where the largest sum of a column's absolute values exceeds 2¹⁶ times what
///   the approximant takes (about 250 000 in float32).
/// - Gradient: that of the approximant, which is exact to rounding.
/// - Traps: matrices that are not square.
/// - Source: Higham (2005), The scaling and squaring method for the matrix exponential revisited.
///
/// SciPy: `linalg.expm`; PyTorch: `linalg.matrix_exp`.
public func matrixExponential(_ a: Tensor) -> Tensor {
    operation { () throws(OpError) in
        let n = try squareSize("matrixExponential", a)
        if n == 0 { return a.wideForAlgebra.returned(as: a) }
        let x = a.wideForAlgebra
        let (limit, coefficients) = x.dtype == .float64 ? degree13 : degree7
        let norm = x.stopGradient().matrixNorm(.one, keepDims: true)
        // How often the matrix is halved depends on its value; the steps not needed are passed over.
        let needed = (0..<squaringLimit).map { norm .> limit * Double(1 << $0) }
        let one = Tensor.ones(norm.shape, dtype: norm.dtype)
        let scale = needed.reduce(one) { $0 * select($1, 0.5 * one, one) }
        var power = padeApproximant(x * scale, coefficients)
        for isNeeded in needed { power = select(isNeeded, matmul(power, power), power) }
        let isTooLarge = norm .> limit * Double(1 << squaringLimit)
        return select(isTooLarge, .full(.nan, [], dtype: x.dtype), power).returned(as: a)
    }
}

private let squaringLimit = 16

/// The largest norm for which the approximant is exact to rounding, and its coefficients from the
/// constant on.
private let degree7 = (
    3.925724783138660, [17_297_280.0, 8_648_640, 1_995_840, 277_200, 25_200, 1512, 56, 1]
)
private let degree13 = (
    5.371920351148152,
    [
        64_764_752_532_480_000.0, 32_382_376_266_240_000, 7_771_770_303_897_600,
        1_187_353_796_428_800, 129_060_195_264_000, 10_559_470_521_600, 670_442_572_800,
        33_522_128_640, 1_323_241_920, 40_840_800, 960_960, 16380, 182, 1,
    ]
)

/// `(v - u)⁻¹ (v + u)` with `v` the even and `u` the odd part of the polynomial.
private func padeApproximant(_ a: Tensor, _ coefficients: [Double]) -> Tensor {
    let n = a.shape[a.rank - 1]
    let identity = Tensor.eye(n, dtype: a.dtype)
    // Divided by the constant, the coefficients stay within float32's range.
    let c = coefficients.map { $0 / coefficients[0] }
    let square = matmul(a, a)
    var power = square
    var (even, odd) = (identity + c[2] * square, c[1] * identity + c[3] * square)
    for k in stride(from: 4, to: c.count, by: 2) {
        power = matmul(power, square)
        even = even + c[k] * power
        odd = odd + c[k + 1] * power
    }
    let u = matmul(a, odd)
    return solve(even - u, even + u)
}

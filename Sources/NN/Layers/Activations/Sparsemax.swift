import LaminaGraph
public import LaminaTensor

/// The nearest probabilities to `x`, of which many are exactly 0: `max(x - τ, 0)` with the `τ` that
/// makes their sum 1.
///
/// - Shape: that of `x`.
/// - Gradient: `g - mean g` over the elements above 0, and 0 elsewhere.
/// - Precision: half types compute in float32.
/// - Source: Martins & Astudillo (2016), arXiv:1602.02068, algorithm 1.
///
/// ```swift
/// sparsemax(Tensor([1, 0.5, -1])).array()  // [0.75, 0.25, 0]
/// ```
public func sparsemax(_ x: Tensor, axis: Int = -1) -> Tensor {
    operation { () throws(OpError) in
        let last = try x.shape.resolve(axis: axis, op: "sparsemax")
        let wide: DType = x.dtype == .float64 ? .float64 : .float32
        // Only differences count, and without large numbers their sums are exact.
        let real = x.asType(wide)
        let z = real - real.max(axis: last, keepDims: true).stopGradient()
        let falling = z.sorted(axis: last, descending: true)
        let sums = falling.cumSum(axis: last)
        let ranks = Tensor.iota(x.shape, axis: last).asType(wide) + 1
        let isKept = (1 + ranks * falling) .> sums
        let count = isKept.asType(wide).sum(axis: last, keepDims: true)
        let kept = select(isKept, falling, 0).sum(axis: last, keepDims: true)
        return relu(z - (kept - 1) / count)
            .asType(x.dtype.isFloatingPoint ? x.dtype : .float32)
    }
}

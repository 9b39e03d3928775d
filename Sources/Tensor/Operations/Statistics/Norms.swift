import LaminaGraph

extension Tensor {
    /// The p-norm of the elements over axes, `(Σ |xᵢ|ᵖ)^(1/p)`. NumPy, PyTorch: `linalg.norm`,
    /// `linalg.vector_norm`.
    ///
    /// - Parameter p: 2 for the length, 1 for the sum of absolute values, `.infinity` for the
    ///   largest of them and `-.infinity` for the smallest, 0 for how many differ from 0.
    /// - dtypes: integers and bool are converted to float32.
    /// - Precision: nothing overflows before the result does: float32 and half types are computed
    ///   in float64, and float64 is divided by its largest element first.
    /// - Gradient: `x / ‖x‖` for p = 2. At the zero vector NaN, as in JAX, for p = 1 and p = ∞
    ///   excepted, where `sign(0)` is 0; add a small number under a root of your own to have one.
    ///   Ties share the gradient for p = ±∞; for p = 0 it is 0.
    /// - Special values: 0 over nothing for p from 0 up; NaN if an element is.
    /// - Traps: when p is NaN, or over nothing for p = ±∞ and below 0.
    public func norm(p: Double = 2, axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        operation { () throws(OpError) in
            guard !p.isNaN else {
                throw OpError(
                    op: "norm", problem: "p is NaN", operands: ["x": "\(spec)"],
                    fix: "use a number, such as 2")
            }
            let resolved = Array(try shape.resolve(axes: axes, op: "norm"))
            let result = dtype.isFloatingPoint ? dtype : .float32
            if p == 0 {
                return countNonzero(axes: resolved, keepDims: keepDims).asType(result)
            }
            if p < 0 || p.isInfinite { try requireElements(resolved, op: "norm") }
            // Of no axes the norm is the absolute value, and every p gives the same.
            if resolved.isEmpty || p.isInfinite || p == 1 {
                let sizes = abs(asType(result))
                if p == 1 { return sizes.sum(axes: resolved, keepDims: keepDims) }
                return p > 0
                    ? sizes.max(axes: resolved, keepDims: keepDims)
                    : sizes.min(axes: resolved, keepDims: keepDims)
            }
            let wide = asType(.float64)
            if p == 2, dtype != .float64 {
                let squares = (wide * wide).sum(axes: resolved, keepDims: keepDims)
                return sqrt(squares).asType(result)
            }
            return wide.scaledNorm(p, resolved, keepDims).asType(result)
        }
    }
    /// The p-norm of the elements along one axis.
    public func norm(p: Double = 2, axis: Int, keepDims: Bool = false) -> Tensor {
        norm(p: p, axes: [axis], keepDims: keepDims)
    }

    /// `s (Σ |xᵢ / s|ᵖ)^(1/p)` with the largest size `s`, whose derivative cancels out.
    private func scaledNorm(_ p: Double, _ axes: [Int], _ keepDims: Bool) -> Tensor {
        guard axes.allSatisfy({ shape[$0] > 0 }) else {
            return .zeros(
                shape.reduced(axes: InlineInts(axes), keepDims: keepDims), dtype: dtype)
        }
        let constant = abs(stopGradient())
        let extreme =
            p > 0
            ? constant.max(axes: axes, keepDims: true) : constant.min(axes: axes, keepDims: true)
        let isUsable = Tensor.binary(.and, extreme.isFinite, extreme .> 0)
        let scale = select(isUsable, extreme, 1)
        let ratio = self / scale
        let powers = p == 2 ? ratio * ratio : pow(abs(ratio), p)
        let sum = powers.sum(axes: axes, keepDims: keepDims)
        let root = p == 2 ? sqrt(sum) : pow(sum, 1 / p)
        return root * scale.reshaped(root.shape)
    }
}

import LaminaGraph

extension Tensor {
    /// `ln Σ eˣⁱ` over axes, computed from `x - max x`, so that large numbers do not overflow.
    ///
    /// - dtypes: integers and bool are converted to float32.
    /// - Gradient: `g softmax(x)`; 0 where all elements are -∞.
    /// - Special values: -∞ over nothing and where all elements are -∞; ∞ where one is.
    public func logSumExp(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        operation { () throws(OpError) in
            let resolved = try shape.resolve(axes: axes, op: "logSumExp")
            let (x, result) = inSumType
            let kept = shape.reduced(axes: resolved, keepDims: true)
            let final = shape.reduced(axes: resolved, keepDims: keepDims)
            guard resolved.allSatisfy({ shape[$0] > 0 }) else {
                return .full(-.infinity, final, dtype: result)
            }
            let list = Array(resolved)
            let y = Tensor.composite("logSumExp", resolved, [x]) { operands in
                let largest = operands[0].max(axes: list, keepDims: true)
                // ∞ - ∞ has no value, and without a finite largest element nothing can overflow.
                let shift = select(largest.isFinite, largest, 0)
                return log(exp(operands[0] - shift).sum(axes: list, keepDims: true)) + shift
            } backward: { operands, y, gradient in
                gradient * exp(operands[0] - select(y .> -.infinity, y, 0))
            }
            return y.reshaped(kept == final ? kept : final).asType(result.ofWideResult)
        }
    }
    /// `ln Σ eˣⁱ` along one axis.
    public func logSumExp(axis: Int, keepDims: Bool = false) -> Tensor {
        logSumExp(axes: [axis], keepDims: keepDims)
    }
}

import LaminaGraph

extension Tensor {
    /// How often each of the numbers `0 ..< bins` occurs, or the sum of its weights. NumPy, JAX:
    /// `bincount`.
    ///
    /// ```swift
    /// Tensor([1, 1, 3] as [Int32]).binCount(bins: 4)  // [0, 2, 0, 1]
    /// ```
    /// - Parameter bins: fixed beforehand, since a shape cannot depend on values; numbers outside
    ///   are not counted.
    /// - Shape: indices of any shape, weights of the same, to `[bins]`; int32 without weights.
    /// - Gradient: to the weights, each the gradient of its bin.
    /// - Traps: when the elements are no integers, or the weights have another shape.
    public func binCount(bins: Int, weights: Tensor? = nil) -> Tensor {
        operation { () throws(OpError) in
            guard dtype.isInteger, bins >= 0 else {
                throw OpError(
                    op: "binCount",
                    problem: bins < 0
                        ? "\(bins) is no number of bins" : "\(dtype) elements are no indices",
                    operands: ["x": "\(spec)"],
                    fix: bins < 0 ? "use a number from 0 on" : "convert them with asType(.int32)")
            }
            if let weights, weights.shape != shape {
                throw OpError(
                    op: "binCount",
                    problem: "the weights are \(weights.shape) and the elements \(shape)",
                    operands: ["x": "\(spec)", "weights": "\(weights.spec)"],
                    fix: "give one weight for each element")
            }
            let counted = weights ?? .ones(shape, dtype: .int32)
            // What does not fit an int32 must not come back into range by wrapping.
            let isInside = Tensor.binary(
                .and, self .>= Tensor.constant(0, dtype),
                self .< Tensor.constant(Double(bins), .int64))
            let index = select(isInside, asType(.int32), .constant(-1, .int32))
            return .record(
                .scatterRows(.add), .zeros([bins], dtype: counted.dtype), index.flattened(),
                counted.flattened())
        }
    }

    /// How many elements lie in each of `bins` parts of `range` of equal width. NumPy: `histogram`,
    /// PyTorch: `histc`.
    ///
    /// - Parameter range: the last part includes its end; elements outside are not counted. The
    ///   parts' limits are `Tensor.linspace(from: a, to: b, count: bins + 1)`.
    /// - Shape: any to `[bins]`, int32.
    /// - Special values: NaN is not counted.
    /// - Traps: when `bins` is below 1 or the range has no width.
    public func histogram(bins: Int, range: ClosedRange<Double>) -> Tensor {
        operation { () throws(OpError) in
            let (low, high) = (range.lowerBound, range.upperBound)
            guard bins > 0, high > low, (high - low).isFinite else {
                throw OpError(
                    op: "histogram", problem: "\(low)...\(high) does not divide into \(bins) parts",
                    operands: ["x": "\(spec)"], fix: "use one part or more of a finite range")
            }
            let x = asType(.float64).flattened()
            // By comparison with the limits themselves: a quotient rounds elements across them.
            let limits = Tensor.linspace(from: low, to: high, count: bins + 1, dtype: .float64)
            let guess = floor((x - low) * (Double(bins) / (high - low)))
            let part = maximum(
                minimum(guess, .constant(Double(bins - 1), .float64)), .constant(0, .float64))
            let start = limits.gatheredRows(part)
            let end = limits.gatheredRows(part + 1)
            let isBelow = x .< start
            let isAbove = Tensor.binary(.and, x .>= end, part .< Double(bins - 1))
            let moved = select(isBelow, part - 1, select(isAbove, part + 1, part))
            let isInside = Tensor.binary(.and, x .>= low, x .<= high)
            return select(isInside, moved, -1).asType(.int32).binCount(bins: bins)
        }
    }
}

import LaminaGraph

// Means and spreads. Integers and bool are converted to float32 first. Half types are computed in
// float32 and rounded once: a sum of 70,000 ones is infinite in float16, and their mean is 1.

extension Tensor {
    /// The tensor in a type wide enough for sums, and the type of the result.
    var inSumType: (x: Tensor, result: DType) {
        switch dtype {
        case .float16, .bfloat16: (asType(.float32), dtype.ofWideResult)
        case .float32, .float64, .complex64, .complex128: (self, dtype)
        default: (asType(.float32), .float32)
        }
    }

    /// How many elements a reduction joins into one.
    func reducedCount(_ axes: [Int]?, op: String) throws(OpError) -> Int {
        try shape.resolve(axes: axes, op: op).reduce(1) { $0 * shape[$1] }
    }

    /// The arithmetic mean over axes, `Σ xᵢ / n`; no elements give NaN.
    ///
    /// - dtypes: integers and bool are converted to float32.
    public func mean(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
        operation { () throws(OpError) in
            let count = try reducedCount(axes, op: "mean")
            let (x, result) = inSumType
            return (x.sum(axes: axes, keepDims: keepDims) / Double(count)).asType(result)
        }
    }
    /// The arithmetic mean over one axis.
    public func mean(axis: Int, keepDims: Bool = false) -> Tensor {
        mean(axes: [axis], keepDims: keepDims)
    }

    /// The mean square distance from the mean, `Σ (xᵢ - x̄)² / (n - correction)`, in two passes.
    /// NumPy, PyTorch: `var`.
    ///
    /// - Parameter correction: 0 for the variance of these numbers, as in NumPy and JAX; 1 for an
    ///   estimate from a sample, PyTorch's default.
    /// - dtypes: integers and bool are converted to float32.
    /// - Special values: NaN where `n` is not above `correction` and the elements are equal.
    public func variance(
        axes: [Int]? = nil, correction: Int = 0, keepDims: Bool = false
    ) -> Tensor {
        operation { () throws(OpError) in
            let (x, result) = inSumType
            return try x.spread(axes, correction, keepDims, op: "variance").asType(result)
        }
    }
    /// The variance over one axis.
    public func variance(axis: Int, correction: Int = 0, keepDims: Bool = false) -> Tensor {
        variance(axes: [axis], correction: correction, keepDims: keepDims)
    }

    /// The square root of the variance. NumPy, PyTorch: `std`.
    ///
    /// - Parameter correction: as of ``variance(axes:correction:keepDims:)``.
    /// - Gradient: NaN where all elements are equal, as in JAX; `sqrt(x.variance() + eps)` has one.
    public func standardDeviation(
        axes: [Int]? = nil, correction: Int = 0, keepDims: Bool = false
    ) -> Tensor {
        operation { () throws(OpError) in
            let (x, result) = inSumType
            let variance = try x.spread(axes, correction, keepDims, op: "standardDeviation")
            return sqrt(variance).asType(result)
        }
    }
    /// The standard deviation over one axis.
    public func standardDeviation(
        axis: Int, correction: Int = 0, keepDims: Bool = false
    ) -> Tensor {
        standardDeviation(axes: [axis], correction: correction, keepDims: keepDims)
    }

    private func spread(
        _ axes: [Int]?, _ correction: Int, _ keepDims: Bool, op: String
    ) throws(OpError) -> Tensor {
        let count = try reducedCount(axes, op: op)
        let distances = self - mean(axes: axes, keepDims: true)
        let sum = (distances * distances).sum(axes: axes, keepDims: keepDims)
        return sum / Double(Swift.max(count - correction, 0))
    }

    /// The weighted mean, `Σ wᵢ xᵢ / Σ wᵢ`. NumPy: `average`.
    ///
    /// - Parameter weights: of the shape of `x`, or one that broadcasts to it.
    /// - Special values: NaN where the weights add up to 0.
    /// - Traps: when the weights do not broadcast to `x`.
    public func average(
        weights: Tensor, axes: [Int]? = nil, keepDims: Bool = false
    ) -> Tensor {
        operation { () throws(OpError) in
            guard try Shape.broadcast(shape, weights.shape, op: "average") == shape else {
                throw OpError(
                    op: "average",
                    problem: "weights \(weights.shape) do not broadcast to \(shape)",
                    operands: ["x": "\(spec)", "weights": "\(weights.spec)"],
                    fix: "give one weight for each element, or sizes of 1")
            }
            let type = DType.promoted(dtype, weights.dtype)
            let (x, result) = asType(type).inSumType
            let w = weights.asType(x.dtype).broadcast(to: shape)
            let total = (x * w).sum(axes: axes, keepDims: keepDims)
            return (total / w.sum(axes: axes, keepDims: keepDims)).asType(result)
        }
    }
    /// The weighted mean over one axis; weights with one axis belong to that axis.
    public func average(weights: Tensor, axis: Int, keepDims: Bool = false) -> Tensor {
        operation { () throws(OpError) in
            let place = try shape.resolve(axis: axis, op: "average")
            guard weights.rank == 1, rank > 1, weights.shape[0] == shape[place] else {
                return average(weights: weights, axes: [axis], keepDims: keepDims)
            }
            let column = Shape(shape.indices.map { $0 == place ? shape[place] : 1 })
            return average(weights: weights.reshaped(column), axes: [axis], keepDims: keepDims)
        }
    }
}

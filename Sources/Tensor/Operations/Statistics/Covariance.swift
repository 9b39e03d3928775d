import LaminaGraph

extension Tensor {
    /// How variables vary together, `cᵢⱼ = Σ_k (xᵢₖ - x̄ᵢ)(xⱼₖ - x̄ⱼ) / (n - correction)`. NumPy,
    /// PyTorch: `cov`.
    ///
    /// - Parameter correction: 1 for an estimate from a sample, the default as in NumPy.
    /// - Shape: `[…, variables, observations]` to `[…, variables, variables]`; where a row is an
    ///   observation, call `transposed()` first.
    /// - dtypes: integers and bool are converted to float32.
    /// - Traps: when there are fewer than two axes.
    public func covariance(correction: Int = 1) -> Tensor {
        operation { () throws(OpError) in
            let (x, result) = try observations(op: "covariance")
            let distances = x - x.mean(axis: -1, keepDims: true)
            let products = Tensor.matmul(distances, distances, transposeRHS: true)
            let count = Swift.max(shape[rank - 1] - correction, 0)
            return (products / Double(count)).asType(result)
        }
    }

    /// Pearson's correlation of variables, `rᵢⱼ = cᵢⱼ / √(cᵢᵢ cⱼⱼ)`. NumPy, PyTorch: `corrcoef`.
    ///
    /// - Shape: `[…, variables, observations]` to `[…, variables, variables]`.
    /// - dtypes: integers and bool are converted to float32.
    /// - Special values: NaN where a variable is constant.
    /// - Traps: when there are fewer than two axes.
    public func correlation() -> Tensor {
        operation { () throws(OpError) in
            let (x, result) = try observations(op: "correlation")
            let distances = x - x.mean(axis: -1, keepDims: true)
            let unit = distances / distances.norm(axis: -1, keepDims: true)
            return Tensor.matmul(unit, unit, transposeRHS: true).asType(result)
        }
    }

    private func observations(op: String) throws(OpError) -> (x: Tensor, result: DType) {
        guard rank >= 2 else {
            throw OpError(
                op: op, problem: "needs [variables, observations] and got rank \(rank)",
                operands: ["x": "\(spec)"],
                fix: "give one row for each variable; expandedDims(axis: 0) for a single one")
        }
        return inSumType
    }
}

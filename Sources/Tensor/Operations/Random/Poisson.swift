public import LaminaGraph

extension Tensor {
    /// Poisson distributed counts, `P(k) = λᵏ e^-λ / k!`. NumPy: `random.poisson`.
    ///
    /// - Parameter rate: λ from 0 on.
    /// - Shape: that of the rate, unless `shape` names a larger one.
    /// - dtypes: counts as int32 unless another type is named.
    /// - Precision: in float64. Below λ = 10 by the inverse distribution function, from there on by
    ///   16 proposals at once; that all are rejected has a probability below 1e-9, and gives λ's
    ///   whole part.
    /// - Gradient: none.
    /// - Special values: 0 for λ = 0; -1 where λ is below 0 or NaN.
    /// - Source: W. Hörmann, The transformed rejection method for generating Poisson random
    ///   variables (1993), algorithm PTRS without its squeeze.
    public static func poisson(
        rate: Tensor, shape: Shape? = nil, dtype: DType = .int32, key: RandomKey? = nil
    ) -> Tensor {
        operation { () throws(OpError) in
            let (rate, _, shape) = try parameters("poisson", rate, rate, shape)
            let keys = RandomKey.given(key).split(into: 3)
            let lambda = rate.stopGradient().asType(.float64).broadcast(to: shape)
            let isSmall = lambda .< 10
            let few = keys[0].fewEvents(select(isSmall, lambda, 1), shape)
            let many = keys[1].manyEvents(
                select(isSmall, .constant(10, .float64), lambda), keys[2], shape)
            let counts = select(isSmall, few, many)
            return select(lambda .>= 0, counts, -1).asType(dtype)
        }
    }
}

extension RandomKey {
    /// How many sums `P(0) + … + P(k)` lie below a number between 0 and 1. At a rate of 10 more than
    /// 47 events have a probability of 1e-16.
    fileprivate func fewEvents(_ rate: Tensor, _ shape: Shape) -> Tensor {
        let place = unit(shape, .float64)
        var term = exp(-rate)
        var sum = term
        var count = Tensor.zeros(shape, dtype: .float64)
        for k in 1...47 {
            count = count + (place .>= sum).asType(.float64)
            term = term * rate / Double(k)
            sum = sum + term
        }
        return count
    }

    /// The first of 16 proposals that is accepted; at a rate of 10 a quarter is rejected, and less
    /// above.
    fileprivate func manyEvents(_ rate: Tensor, _ other: RandomKey, _ shape: Shape) -> Tensor {
        let rounds = 16
        let all = Shape([rounds] + shape)
        let (offsets, heights) = (
            openUnit(all, .float64) - 0.5, log(other.openUnit(all, .float64))
        )
        let b = 0.931 + 2.53 * sqrt(rate)
        let a = -0.059 + 0.02483 * b
        let logInverseAlpha = log(1.1239 + 1.1328 / (b - 3.4))
        let logRate = log(rate)
        var count = floor(rate)
        for round in (0..<rounds).reversed() {
            let u = offsets.slice(round..<round + 1).reshaped(shape)
            let v = heights.slice(round..<round + 1).reshaped(shape)
            let width = 0.5 - abs(u)
            let k = floor((2 * a / width + b) * u + rate + 0.43)
            let isCount = k .>= 0
            let safe = select(isCount, k, 0)
            let height = v + logInverseAlpha - log(a / (width * width) + b)
            let bound = safe * logRate - rate - lgamma(safe + 1)
            count = select(Tensor.binary(.and, isCount, height .<= bound), safe, count)
        }
        return count
    }
}

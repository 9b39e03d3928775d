public import LaminaGraph

extension Tensor {
    /// Normally distributed numbers between two limits, as if those outside were drawn again. JAX:
    /// `random.truncated_normal`; PyTorch: `nn.init.trunc_normal_`.
    ///
    /// - Parameter range: the limits, in standard deviations from the mean.
    /// - Precision: computed in float64. Towards the tails it gets coarse: beyond 5 deviations the
    ///   limits keep nine digits, and beyond 8 all numbers are the nearer limit.
    /// - Source: the inverse distribution function, `√2 erf⁻¹(u)` with `u` between the limits'.
    public static func truncatedNormal(
        _ range: ClosedRange<Double> = -2...2, mean: Double = 0, standardDeviation: Double = 1,
        shape: Shape, dtype: DType = .float32, key: RandomKey? = nil
    ) -> Tensor {
        operation { () throws(OpError) in
            try requireDraw("truncatedNormal", shape, dtype)
            let ends = Tensor([range.lowerBound, range.upperBound] as [Double])
            let places = erf(ends * 0.5.squareRoot())
            let (low, high) = (places.slice(0..<1).reshaped([]), places.slice(1..<2).reshaped([]))
            let unit = RandomKey.given(key).openUnit(shape, .float64)
            let numbers = erfInverse(low + (high - low) * unit) * 2.0.squareRoot()
            let bounded = minimum(
                maximum(numbers, .constant(range.lowerBound, .float64)),
                .constant(range.upperBound, .float64))
            return (bounded * standardDeviation + mean).asType(dtype)
        }
    }
}

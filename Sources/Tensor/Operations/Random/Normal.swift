public import LaminaGraph

extension Tensor {
    /// Normally distributed numbers. NumPy: `random.normal`.
    ///
    /// - Precision: beyond 5.77 standard deviations nothing is drawn, 8.57 in float64.
    /// - Source: Box & Muller (1958), of which the cosine is used.
    public static func normal(
        mean: Double = 0, standardDeviation: Double = 1, shape: Shape, dtype: DType = .float32,
        key: RandomKey? = nil
    ) -> Tensor {
        operation { () throws(OpError) in
            try requireDraw("normal", shape, dtype)
            let unit = RandomKey.given(key).normal(shape, dtype)
            return (unit * standardDeviation + mean).asType(dtype)
        }
    }

    /// Normally distributed numbers whose mean and standard deviation are tensors, `mean + s z`.
    ///
    /// - Shape: that to which the parameters broadcast, unless `shape` names a larger one.
    /// - Gradient: to both parameters, of the formula above with `z` held.
    public static func normal(
        mean: Tensor, standardDeviation: Tensor, shape: Shape? = nil, key: RandomKey? = nil
    ) -> Tensor {
        operation { () throws(OpError) in
            let (mean, deviation, shape) = try parameters("normal", mean, standardDeviation, shape)
            let unit = RandomKey.given(key).normal(shape, mean.dtype)
            return mean + deviation * unit.asType(mean.dtype)
        }
    }
}

extension RandomKey {
    /// Standard normal numbers in float32 or float64.
    func normal(_ shape: Shape, _ dtype: DType) -> Tensor {
        let count = shape.elementCount
        let pairs = unit([2, count], dtype)
        // 1 - u lies in (0, 1], so that the logarithm is finite.
        let radius = sqrt(-2 * log(1 - pairs.slice(0..<1)))
        let angle = (2 * Double.pi) * pairs.slice(1..<2)
        return (radius * cos(angle)).reshaped(shape)
    }
}

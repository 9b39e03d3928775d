public import LaminaGraph

// Distributions by the inverse of their distribution function, of numbers between 0 and 1.

extension Tensor {
    /// Gumbel distributed numbers, `location - scale ln(-ln u)`. NumPy: `random.gumbel`.
    ///
    /// The place of the largest of `logits + gumbel` is distributed as ``categorical(logits:samples:key:)``.
    public static func gumbel(
        location: Double = 0, scale: Double = 1, shape: Shape, dtype: DType = .float32,
        key: RandomKey? = nil
    ) -> Tensor {
        operation { () throws(OpError) in
            try requireDraw("gumbel", shape, dtype)
            return (RandomKey.given(key).gumbel(shape, dtype) * scale + location).asType(dtype)
        }
    }

    /// Gumbel distributed numbers whose location and scale are tensors.
    ///
    /// - Gradient: to both parameters, with the random part held.
    public static func gumbel(
        location: Tensor, scale: Tensor, shape: Shape? = nil, key: RandomKey? = nil
    ) -> Tensor {
        operation { () throws(OpError) in
            let (location, scale, shape) = try parameters("gumbel", location, scale, shape)
            let unit = RandomKey.given(key).gumbel(shape, scale.dtype)
            return location + scale * unit.asType(scale.dtype)
        }
    }

    /// Exponentially distributed numbers, `-ln u / rate`. NumPy: `random.exponential(1 / rate)`.
    public static func exponential(
        rate: Double = 1, shape: Shape, dtype: DType = .float32, key: RandomKey? = nil
    ) -> Tensor {
        operation { () throws(OpError) in
            try requireDraw("exponential", shape, dtype)
            return (RandomKey.given(key).exponential(shape, dtype) / rate).asType(dtype)
        }
    }

    /// Exponentially distributed numbers whose rate is a tensor.
    ///
    /// - Gradient: to the rate, with the random part held.
    public static func exponential(
        rate: Tensor, shape: Shape? = nil, key: RandomKey? = nil
    ) -> Tensor {
        operation { () throws(OpError) in
            let (rate, _, shape) = try parameters("exponential", rate, rate, shape)
            let unit = RandomKey.given(key).exponential(shape, rate.dtype)
            return unit.asType(rate.dtype) / rate
        }
    }

    /// Laplace distributed numbers: exponential ones to both sides of `location`. NumPy:
    /// `random.laplace`.
    public static func laplace(
        location: Double = 0, scale: Double = 1, shape: Shape, dtype: DType = .float32,
        key: RandomKey? = nil
    ) -> Tensor {
        operation { () throws(OpError) in
            try requireDraw("laplace", shape, dtype)
            return (RandomKey.given(key).laplace(shape, dtype) * scale + location).asType(dtype)
        }
    }

    /// Laplace distributed numbers whose location and scale are tensors.
    ///
    /// - Gradient: to both parameters, with the random part held.
    public static func laplace(
        location: Tensor, scale: Tensor, shape: Shape? = nil, key: RandomKey? = nil
    ) -> Tensor {
        operation { () throws(OpError) in
            let (location, scale, shape) = try parameters("laplace", location, scale, shape)
            let unit = RandomKey.given(key).laplace(shape, scale.dtype)
            return location + scale * unit.asType(scale.dtype)
        }
    }

    /// Cauchy distributed numbers, `location + scale tan π(u - ½)`; they have no mean. NumPy:
    /// `random.standard_cauchy`.
    public static func cauchy(
        location: Double = 0, scale: Double = 1, shape: Shape, dtype: DType = .float32,
        key: RandomKey? = nil
    ) -> Tensor {
        operation { () throws(OpError) in
            try requireDraw("cauchy", shape, dtype)
            let angle = (RandomKey.given(key).openUnit(shape, dtype) - 0.5) * Double.pi
            return (sin(angle) / cos(angle) * scale + location).asType(dtype)
        }
    }
}

extension RandomKey {
    func gumbel(_ shape: Shape, _ dtype: DType) -> Tensor { -log(exponential(shape, dtype)) }

    func exponential(_ shape: Shape, _ dtype: DType) -> Tensor { -log(openUnit(shape, dtype)) }

    /// `-sign(s) ln(1 - |s|)` of numbers `s` between -1 and 1, which are never 0.
    func laplace(_ shape: Shape, _ dtype: DType) -> Tensor {
        let side = openUnit(shape, dtype) * 2 - 1
        return -sign(side) * log1p(-abs(side))
    }
}

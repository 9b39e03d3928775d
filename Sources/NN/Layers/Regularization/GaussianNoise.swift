import LaminaGraph
public import LaminaTensor

/// Adds normally distributed noise in training; otherwise the input itself. Keras: `GaussianNoise`.
///
/// - Shape: any, to the same.
/// - Gradient: the input's is that of the output.
/// - Random: a key from the task's ``Generator``, another at every call.
public struct GaussianNoise: Module {
    /// The noise's standard deviation.
    public let standardDeviation: Double

    /// The deviation is in the unit of the input and at least 0; a negative one traps.
    public init(_ standardDeviation: Double) {
        require(
            standardDeviation >= 0,
            "GaussianNoise: the standard deviation must be at least 0, got \(standardDeviation)")
        self.standardDeviation = standardDeviation
    }

    public func forward(_ x: Tensor) -> Tensor {
        guard TrainingMode.isOn, standardDeviation > 0 else { return x }
        return x + x.noise(mean: 0, standardDeviation)
    }
}

/// Multiplies by normally distributed noise of mean 1 and variance `rate / (1 - rate)` in training;
/// otherwise the input itself. Keras: `GaussianDropout`.
///
/// - Shape: any, to the same.
/// - Random: a key from the task's ``Generator``, another at every call.
/// - Source: Srivastava et al. (2014), section 10.
public struct GaussianDropout: Module {
    /// The rate of the dropout that has the same variance.
    public let rate: Double

    /// The rate lies in `0..<1`; others trap. With 0.5 the noise's deviation is 1.
    public init(_ rate: Double = 0.5) {
        require((0..<1).contains(rate), "GaussianDropout: rate must lie in 0..<1, got \(rate)")
        self.rate = rate
    }

    public func forward(_ x: Tensor) -> Tensor {
        guard TrainingMode.isOn, rate > 0 else { return x }
        return x * x.noise(mean: 1, (rate / (1 - rate)).squareRoot())
    }
}

extension Tensor {
    fileprivate func noise(mean: Double, _ standardDeviation: Double) -> Tensor {
        .normal(
            mean: mean, standardDeviation: standardDeviation, shape: shape,
            dtype: dtype.isFloatingPoint ? dtype : .float32)
    }
}

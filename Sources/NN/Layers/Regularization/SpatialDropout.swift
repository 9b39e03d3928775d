import LaminaGraph
public import LaminaTensor

/// Sets whole channels of an example to 0 with probability `rate` in training and divides the rest by
/// `1 - rate`: neighbouring pixels are too alike for single ones to be missed. PyTorch:
/// `nn.Dropout1d`, `2d` and `3d`; Keras: `SpatialDropout2D`.
///
/// - Shape: `[batch, …, channels]` to the same.
/// - Random: a key from the task's ``Generator``, another at every call.
/// - Source: Tompson et al. (2014), arXiv:1411.4280, section 3.2.
public struct SpatialDropout: Module {
    /// The part of the channels that is dropped.
    public let rate: Double

    /// The rate lies in `0..<1`; others trap.
    public init(_ rate: Double = 0.5) {
        require((0..<1).contains(rate), "SpatialDropout: rate must lie in 0..<1, got \(rate)")
        self.rate = rate
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            try x.requireAxes(atLeast: 2, "[batch, …, channels]", of: "SpatialDropout")
            guard TrainingMode.isOn, rate > 0 else { return x }
            let ones = x.shape.dropFirst().dropLast().map { _ in 1 }
            let mask = Shape([x.shape[0]] + ones + [x.shape[x.rank - 1]])
            return x.keptWhere(mask, rate: rate)
        }
    }
}

/// Leaves out a residual branch for whole examples with probability `rate` in training, and divides
/// the rest by `1 - rate`: stochastic depth. PyTorch: `torchvision.ops.StochasticDepth` with
/// `mode="row"`; timm: `DropPath`.
///
/// ```swift
/// let block = Residual(Sequential { Dense(64); Activation.relu; Dense(64); DropPath(0.1) })
/// ```
/// - Shape: `[batch, …]` to the same.
/// - Random: a key from the task's ``Generator``, another at every call.
/// - Source: Huang et al. (2016), arXiv:1603.09382, eq. 2, in the inverted form that leaves inference
///   alone.
public struct DropPath: Module {
    /// The part of the examples for which the branch is left out.
    public let rate: Double

    /// The rate lies in `0..<1`; others trap. The paper lets it rise from block to block.
    public init(_ rate: Double) {
        require((0..<1).contains(rate), "DropPath: rate must lie in 0..<1, got \(rate)")
        self.rate = rate
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            try x.requireAxes(atLeast: 1, "[batch, …]", of: "DropPath")
            guard TrainingMode.isOn, rate > 0 else { return x }
            return x.keptWhere(Shape([x.shape[0]] + x.shape.dropFirst().map { _ in 1 }), rate: rate)
        }
    }
}

extension Tensor {
    /// Zeros with probability `rate`, drawn for a shape that broadcasts, and the rest grown.
    fileprivate func keptWhere(_ shape: Shape, rate: Double) -> Tensor {
        let isKept = Tensor.bernoulli(probability: 1 - rate, shape: shape)
        return select(isKept.broadcast(to: self.shape), self / (1 - rate), 0)
    }
}

package import LaminaGraph
public import LaminaTensor

/// Channels laid out as pixels: blocks of `factor²` channels become squares of pixels. PyTorch:
/// `nn.PixelShuffle`.
///
/// - Shape: `[batch, height, width, channels r²]` to `[batch, height r, width r, channels]`.
/// - Source: Shi et al. (2016), arXiv:1609.05158, eq. 4, with PyTorch's order of channels.
public struct PixelShuffle: Module {
    /// How many times larger the picture becomes.
    public let factor: Int

    /// A factor of 1 changes nothing; one below traps.
    public init(factor: Int) {
        require(factor > 0, "PixelShuffle: factor must be at least 1, got \(factor)")
        self.factor = factor
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            try check(x.spec)
            return x.pixelShuffled(factor: factor)
        }
    }

    package func check(_ x: TensorSpec) throws(OpError) {
        try x.requireAxes(positionLayouts[1], at: placed("PixelShuffle"))
        guard x.shape[3].isMultiple(of: factor * factor) else {
            throw OpError(
                op: placed("PixelShuffle"),
                problem: "\(x.shape[3]) channels do not make squares of \(factor) by \(factor)",
                operands: ["x": "\(x)"],
                fix: "give it a multiple of \(factor * factor) channels")
        }
    }
}

/// Squares of `factor` by `factor` pixels laid out as channels: the inverse of ``PixelShuffle``.
/// PyTorch: `nn.PixelUnshuffle`.
///
/// - Shape: `[batch, height r, width r, channels]` to `[batch, height, width, channels r²]`.
public struct PixelUnshuffle: Module {
    /// How many times smaller the picture becomes.
    public let factor: Int

    /// A factor of 1 changes nothing; one below traps.
    public init(factor: Int) {
        require(factor > 0, "PixelUnshuffle: factor must be at least 1, got \(factor)")
        self.factor = factor
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            try check(x.spec)
            return x.pixelUnshuffled(factor: factor)
        }
    }

    package func check(_ x: TensorSpec) throws(OpError) {
        try x.requireAxes(positionLayouts[1], at: placed("PixelUnshuffle"))
        guard x.shape[1].isMultiple(of: factor), x.shape[2].isMultiple(of: factor) else {
            throw OpError(
                op: placed("PixelUnshuffle"),
                problem: "\(x.shape[1]) by \(x.shape[2]) pixels do not split into squares of "
                    + "\(factor)",
                operands: ["x": "\(x)"], fix: "pad the picture, or choose another factor")
        }
    }
}
